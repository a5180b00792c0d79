"""Caches torn, garbled, mixed up and swapped for others: every answer stays what the catalogue alone would give."""

import random
import shutil
from contextlib import closing
from pathlib import Path

import numpy as np

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.model import Kind, Space
from findling.vectors.guide import GraphLimits
from findling.vectors.nearest import Nearest
from tests.faults.rich_library import NEAR, SPACES, make_library

LIMITS = GraphLimits(smallest=20)
"""So that there are graphs over a handful of rows."""
Answers = dict[Kind, list[tuple[int, int]]]


class CacheRuns:
    """One library, its caches with graphs, and what questions are answered without any cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = make_library(folder / "library", contents=160, seed=5)
        self.other = make_library(folder / "other", contents=60, seed=6)
        for paths in (self.paths, self.other):
            for space in SPACES:
                self._build(paths, space)
        self.questions = np.random.default_rng(1).normal(size=(3, NEAR.dimensions)).astype("f4")
        self.right = self._ask(folder / "nothing here")

    def run(self, seed: int) -> str:
        """Returns what was done to it. AssertionError: a wrong answer; any other error: a crash."""
        chance = random.Random(seed)
        place = self.folder / "damaged"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.paths.index / NEAR.id, place)
        done = [
            chance.choice(DAMAGES)(chance, place, self) for _ in range(chance.randrange(1, 3))
        ]
        graphs = chance.random() < (
            0.3 if any("graph" in d or "proof" in d for d in done) else 0.03
        )
        answers = self._ask(place, save=True, graphs=graphs)
        assert answers == self.right, f"another answer after: {done}"
        assert self._ask(place) == self.right, (
            f"another answer from what was saved after: {done}"
        )
        return ", ".join(done)

    def _ask(self, place: Path, *, save: bool = False, graphs: bool = False) -> list[Answers]:
        """With `graphs`, which take a second to be proven, they answer instead of the scan."""
        with closing(open_reader(self.paths)) as reader:
            nearest = Nearest(place, NEAR, limits=LIMITS)
            with closing(nearest):
                nearest.load(reader)
                if graphs:
                    while nearest.prepare(seconds=1.0):
                        pass
                answers = []
                for question in self.questions:
                    found = nearest.search(question, kinds=tuple(Kind), count=5)
                    answers.append(
                        {
                            kind: list(
                                zip(
                                    map(int, each.span_ids),
                                    map(int, each.item_ids),
                                    strict=True,
                                )
                            )
                            for kind, each in found.items()
                        }
                    )
                if save:
                    nearest.save()
                return answers

    def _build(self, paths: LibraryPaths, space: Space) -> None:
        with closing(open_reader(paths)) as reader:
            nearest = Nearest(paths.index / space.id, space, limits=LIMITS)
            with closing(nearest):
                nearest.load(reader)
                while nearest.prepare(seconds=1.0):
                    pass
                nearest.save()


def _some(chance: random.Random, place: Path) -> Path | None:
    files = sorted(path for path in place.iterdir() if path.is_file())
    return chance.choice(files) if files else None


def flip(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    if (path := _some(chance, place)) is None or not path.stat().st_size:
        return "nothing"
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 9)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return f"flipped bits of {path.name}"


def cut(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    if (path := _some(chance, place)) is None:
        return "nothing"
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])
    return f"cut {path.name}"


def blank(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    """As a power cut leaves a page that was never written."""
    if (path := _some(chance, place)) is None:
        return "nothing"
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data) // 512 + 1) * 512
    data[start : start + 512] = bytes(len(data[start : start + 512]))
    path.write_bytes(data)
    return f"blanked a page of {path.name}"


def lose(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    if (path := _some(chance, place)) is None:
        return "nothing"
    path.unlink()
    return f"lost {path.name}"


def grow(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    if (path := _some(chance, place)) is None:
        return "nothing"
    with path.open("ab") as out:
        out.write(chance.randbytes(chance.randrange(1, 400)))
    return f"grew {path.name}"


def swap(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    one, other = _some(chance, place), _some(chance, place)
    if one is None or other is None:
        return "nothing"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"swapped {one.name} and {other.name}"


def foreign(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    """All of it from another library or another space."""
    theirs = chance.choice(
        [
            runs.other.index / NEAR.id,
            runs.paths.index / SPACES[1].id,
            runs.other.index / SPACES[1].id,
        ]
    )
    shutil.rmtree(place)
    shutil.copytree(theirs, place)
    return f"put {theirs.parent.parent.name}/{theirs.name} there"


def mixed(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    """One file of another library."""
    path = _some(chance, runs.other.index / NEAR.id)
    assert path is not None
    target = _some(chance, place) if chance.random() < 0.5 else place / path.name
    if target is not None:
        shutil.copyfile(path, target)
    return f"put another library's {path.name} there"


def noise(chance: random.Random, place: Path, runs: CacheRuns) -> str:
    if (path := _some(chance, place)) is None:
        return "nothing"
    path.write_bytes(chance.randbytes(chance.randrange(2000)))
    return f"noise in {path.name}"


DAMAGES = (flip, cut, blank, lose, grow, swap, foreign, mixed, noise)
