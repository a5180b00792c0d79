"""How long a question takes, beside the bare exact byte scan of the same rows in the same run.

    python -m tests.benchmarks.search_latency [ROWS …] [--graph]

Built-in-shaped vectors (512 + 256 + 64), one kind, 10 and 200 asked for, one thread. Prints ours, the bare scan (the
library's kernel alone, top 10, nothing rescored), their ratio, recall@10 against float32, and the process's peak memory.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind
from findling.vectors.codes import encode, encode_question, scan
from findling.vectors.guide import GraphLimits
from findling.vectors.nearest import Nearest
from tests.unit.vectors.made_library import BUILTIN_LIKE, Floats, MadeCatalogue, Maker

QUESTIONS = 50


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def median_ms(ask: Callable[[Floats], object], queries: Floats) -> float:
    for query in queries[:5]:
        ask(query)
    taken = []
    for query in queries:
        begun = time.perf_counter()
        ask(query)
        taken.append(time.perf_counter() - begun)
    return 1000 * float(np.median(taken))


def recall(nearest: Nearest, queries: Floats) -> float:
    hits = 0
    for query in queries[:25]:
        floor = nearest.exact(query, kinds=[Kind.PHOTO], count=10)[Kind.PHOTO].scores[-1]
        found = nearest.search(query, kinds=[Kind.PHOTO], count=10)[Kind.PHOTO].scores
        hits += int((found >= floor - 1e-5).sum())
    return hits / 250


def filled(rows: int) -> tuple[MadeCatalogue, Maker]:
    maker, catalogue = Maker(concepts=1000), MadeCatalogue(BUILTIN_LIKE)
    catalogue.add(
        np.concatenate([maker.items(min(10_000, rows)) for _ in range(-(-rows // 10_000))])[
            :rows
        ]
    )
    return catalogue, maker


def measure(rows: int, *, directory: Path, graph: bool) -> None:
    catalogue, maker = filled(rows)
    limits = GraphLimits(smallest=1000 if graph else 10**9)
    nearest = Nearest(directory, BUILTIN_LIKE, limits=limits)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("fill from the catalogue", partial(nearest.load, catalogue)),
        ("save", nearest.save),
        ("load checked from the cache", partial(nearest.load, catalogue)),
    )
    for name, act in steps:
        begun = time.perf_counter()
        act()
        say(f"{rows:>8}  {name}: {time.perf_counter() - begun:.2f} s")
    typed = maker.questions(QUESTIONS)
    examples = catalogue.rows.vectors[: 4 * QUESTIONS : 4].astype(np.float32)
    if graph:
        for query in typed[:5]:
            nearest.search(query, kinds=[Kind.PHOTO], count=10)
        prepare(nearest, rows)
    say(f"{rows:>8}  state: {nearest.state()}")
    codes = encode_all(catalogue.rows.vectors)
    for name, queries in (("typed", typed), ("example", examples)):
        report(rows, name, nearest, codes, queries)
    owners = catalogue.rows.item_ids
    for share in (0.001, 0.05, 0.5):
        allowed = owners[: int(share * rows)]
        took = median_ms(partial(ask, nearest, count=10, allowed=allowed), typed)
        say(f"{rows:>8}  typed, {share:.1%} allowed: ours {took:.2f} ms")


def prepare(nearest: Nearest, rows: int) -> None:
    begun, longest, more = time.perf_counter(), 0.0, True
    while more:
        step = time.perf_counter()
        more = nearest.prepare(seconds=0.05)
        longest = max(longest, time.perf_counter() - step)
    took = time.perf_counter() - begun
    say(f"{rows:>8}  prepare: {took:.1f} s, longest step {longest:.2f} s")


def ask(
    nearest: Nearest, query: Floats, *, count: int, allowed: NDArray[np.int64] | None = None
) -> object:
    return nearest.search(query, kinds=[Kind.PHOTO], count=count, allowed=allowed)


def report(
    rows: int, name: str, nearest: Nearest, codes: NDArray[np.uint8], queries: Floats
) -> None:
    def bare(query: Floats) -> object:
        return scan(codes, encode_question(query, space=BUILTIN_LIKE), count=10)

    scanned = median_ms(bare, queries)
    for count in (10, 200):
        ours = median_ms(partial(ask, nearest, count=count), queries)
        say(
            f"{rows:>8}  {name}, {count} wanted: ours {ours:.2f} ms, bare scan {scanned:.2f} ms,"
            f" ratio {ours / scanned:.2f}, recall@10 {recall(nearest, queries):.3f}"
        )


def encode_all(vectors: NDArray[np.float16]) -> NDArray[np.uint8]:
    return np.concatenate(
        [
            encode(vectors[start : start + 4096].astype(np.float32), space=BUILTIN_LIKE)
            for start in range(0, len(vectors), 4096)
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[20_000, 100_000])
    parser.add_argument("--graph", action="store_true", help="build and prove the graph too")
    wanted = parser.parse_args()
    for rows in wanted.rows:
        with tempfile.TemporaryDirectory() as directory:
            measure(rows, directory=Path(directory), graph=wanted.graph)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"peak memory of this process, made library included: {peak:.0f} MB")


if __name__ == "__main__":
    main()
