"""EfficientNet-Lite2: what is on a picture, and how it looks. One session a process, one thread at a time.

Mingxing Tan, Quoc V. Le: EfficientNet (arXiv 1905.11946); "Lite" leaves out what small devices lack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from findling.core.assets import asset
from findling.core.model import Pixels
from findling.embedding.model_files import load_array, opened

SIDE = 260
"""Pixels on each side of the square that the network was trained for."""
BATCH = 4
"""Pictures in one run: a window's frames. More would only take more memory, one thread computes them all."""


@dataclass(frozen=True, slots=True)
class Seen:
    """`posteriors` (n, 1000) sum to one in each row; `looks` (n, 256) are centred, not scaled."""

    posteriors: NDArray[np.float32]
    looks: NDArray[np.float32]


def letterbox(pixels: Pixels) -> Pixels:
    """The whole picture, centred on white in the network's square. Cropping to fill finds less."""
    height, width = pixels.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    square = Image.new("RGB", (SIDE, SIDE), (255, 255, 255))
    square.paste(small, ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return np.asarray(square)


class PictureNetwork:
    """Loads in 0.2 s, takes 130 MB, sees a picture in 20 to 26 ms. FindlingError "model-missing" if the model's files are not there."""

    def __init__(self) -> None:
        self._session = _open_session()
        self._mean = load_array("look_mean.npy").astype(np.float32)
        self._basis = load_array("look_basis.npy").astype(np.float32)

    def see(self, pictures: Sequence[Pixels]) -> Seen:
        """Pictures of any size, upright RGB; at least one."""
        logits, features = [], []
        for start in range(0, len(pictures), BATCH):
            squares = np.stack([letterbox(p) for p in pictures[start : start + BATCH]])
            told, pooled = self._session.run(["logits", "features"], {"pixels": squares})
            logits.append(told)
            features.append(pooled)
        looks = (np.concatenate(features) - self._mean) @ self._basis
        return Seen(posteriors=_softmax(np.concatenate(logits)), looks=looks)


def _open_session() -> Any:
    """An onnxruntime.InferenceSession, which ships without types."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    with opened("efficientnet_lite2.onnx"):
        return onnxruntime.InferenceSession(
            asset("model", "efficientnet_lite2.onnx").read_bytes(),
            options,
            providers=["CPUExecutionProvider"],
        )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares
