"""The least that indexing a photo can cost, in one fresh process on one core, with nothing around it.

    python -m tests.benchmarks.bare_loop FOLDER

Decode once at reduced size → thumbnail → network input → network → vector, file after file. Prints one JSON line:
seconds from the first import to ready, seconds for all photos, processor seconds in all, photos, peak memory in MB.
"""

import json
import os
import sys
import time
from io import BytesIO
from pathlib import Path

BEGUN = time.perf_counter()

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np  # noqa: E402 - counted as start-up, and after the core was chosen
from PIL import Image  # noqa: E402

from findling.core.model import Vector  # noqa: E402
from findling.embedding import blocks  # noqa: E402
from findling.embedding.classes import Classes  # noqa: E402
from findling.embedding.picture_network import PictureNetwork  # noqa: E402
from tests.benchmarks.memory import peak_mb  # noqa: E402

REDUCED, THUMBNAIL, QUALITY, METHOD = 960, 480, 45, 2
"""As in findling.media.opening and findling.media.picture."""


class BareLoop:
    def __init__(self) -> None:
        self.network = PictureNetwork()
        self.classes = Classes()

    def read(self, path: Path) -> tuple[Vector, bytes]:
        with Image.open(path) as image:
            image.draft("RGB", _fitted(image.size, REDUCED))
            picture = image.convert("RGB")
        small = picture.resize(
            _fitted(picture.size, THUMBNAIL), Image.Resampling.BICUBIC, reducing_gap=2.0
        )
        thumbnail = BytesIO()
        small.save(thumbnail, "WEBP", quality=QUALITY, method=METHOD)
        seen = self.network.see([np.asarray(picture)])
        vector = blocks.compose(
            sentence=self.classes.meaning(seen.posteriors[0]), visual=seen.looks[0]
        )
        return vector, thumbnail.getvalue()


def _fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = longest / max(size)
    return round(size[0] * scale), round(size[1] * scale)


def main() -> None:
    photos = sorted(Path(sys.argv[1]).rglob("*.jpg"))
    loop = BareLoop()
    ready = time.perf_counter()
    for path in photos:
        loop.read(path)
    told = {
        "start": ready - BEGUN,
        "seconds": time.perf_counter() - ready,
        "processor": time.process_time(),
        "photos": len(photos),
        "peak_mb": peak_mb(os.getpid()),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
