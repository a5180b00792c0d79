"""One kind's hnswlib graph and its file. hnswlib checks nothing itself, so all its calls are behind one lock here,
and its file counts only with our own checksum and after it was read back.

Built by the ingest thread, asked by the search thread, which never waits: while rows go in, it is told that the graph is busy.

Plain inner products, although vectors differ in length (1 to 1.73): lifting them onto one sphere (Bachrach et al., RecSys
2014) measured worse on block vectors, recall@10 at ef 100 of .983 against .999 (20 000 rows, typed questions).
"""

import os
import threading
from pathlib import Path
from typing import Any, Self

import numpy as np
import xxhash
from numpy.typing import NDArray

from findling.core.model import Space, Vector
from findling.vectors.cache_file import Damaged, sync_folder
from findling.vectors.codes import coded_dimensions, shorten

LINKS = 16
BUILD_WIDTH = 200
"""hnswlib's M and ef_construction: 32 links were slower to build and no better at 100 000 vectors."""
PROBES = 16


class Graph:
    """Rows 0 to `covered` of a shelf, under their row numbers."""

    def __init__(self, space: Space, *, capacity: int) -> None:
        self._space = space
        self._index = _new_index(space)
        self._index.init_index(
            max_elements=max(capacity, 1), M=LINKS, ef_construction=BUILD_WIDTH, random_seed=7
        )
        self._one_at_a_time = threading.Lock()
        self.covered = 0

    def add(self, vectors: NDArray[np.float32]) -> None:
        """The next rows of the shelf, in its order: (n, dimensions)."""
        short = shorten(np.nan_to_num(vectors), space=self._space)
        numbers = np.arange(self.covered, self.covered + len(vectors))
        with self._one_at_a_time:
            if numbers[-1] >= self._index.get_max_elements():
                self._index.resize_index(int(numbers[-1] * 1.3) + 1)
            self._index.add_items(short, numbers, num_threads=1)
            self.covered += len(vectors)

    def nearest(
        self, query: Vector, *, count: int, width: int, wait: bool = False
    ) -> tuple[NDArray[np.int64], int] | None:
        """Row numbers of about the nearest `count`, and of how many rows; None while the graph is busy.

        `width` is hnswlib's ef: how many it keeps in sight on its way. With `wait` it is never None.
        """
        if not self._one_at_a_time.acquire(blocking=wait):
            return None
        try:
            rows = self._ask(self._index, query, count=count, width=width)
            return rows, self.covered
        finally:
            self._one_at_a_time.release()

    def save(self, path: Path) -> str:
        """Writes the file, reads it back, compares answers; returns its checksum. Damaged or OSError if it is not whole."""
        temporary = path.with_name(path.name + ".tmp")
        with self._one_at_a_time:
            self._index.save_index(str(temporary))
            if temporary.stat().st_size != self._index.index_file_size():
                raise Damaged("the graph was not written whole")
            self._compare(temporary)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        check = _file_checksum(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
        return check

    @classmethod
    def load(cls, path: Path, *, space: Space, covered: int, check: str) -> Self:
        """Only a file with its checksum reaches hnswlib. Damaged or OSError otherwise."""
        if _file_checksum(path) != check:
            raise Damaged("the graph does not have its checksum")
        graph = cls(space, capacity=1)
        graph._index = _read_index(path, space=space)
        if graph._index.get_current_count() != covered:
            raise Damaged("the graph has another number of rows")
        graph.covered = covered
        return graph

    def _ask(self, index: Any, query: Vector, *, count: int, width: int) -> NDArray[np.int64]:
        question = query[: coded_dimensions(self._space)]
        k = min(count, self.covered)
        index.set_ef(max(width, k))
        rows, _ = index.knn_query(question, k=k, num_threads=1)
        return np.asarray(rows[0], np.int64)

    def _compare(self, path: Path) -> None:
        again = _read_index(path, space=self._space)
        for row in np.linspace(0, self.covered - 1, min(PROBES, self.covered)).astype(int):
            query = np.asarray(self._index.get_items([int(row)])[0], np.float32)
            ours = self._ask(self._index, query, count=10, width=50)
            if not np.array_equal(ours, self._ask(again, query, count=10, width=50)):
                raise Damaged("the graph reads back with other answers")


def _new_index(space: Space) -> Any:
    import hnswlib

    index = hnswlib.Index(space="ip", dim=coded_dimensions(space))
    index.set_num_threads(1)
    return index


def _read_index(path: Path, *, space: Space) -> Any:
    index = _new_index(space)
    try:
        index.load_index(str(path))
    except RuntimeError as error:
        raise Damaged(f"the graph cannot be read: {error}") from error
    return index


def _file_checksum(path: Path) -> str:
    check = xxhash.xxh3_128()
    with path.open("rb") as content:
        while block := content.read(1 << 22):
            check.update(block)
    return str(check.hexdigest())
