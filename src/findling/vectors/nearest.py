"""The one door to a space's nearest neighbours: fills itself from the catalogue, keeps its cache, answers searches.

`load`, `refresh`, `prepare` and `save` belong to the ingest thread (a process that only reads calls the first two);
`search`, `exact`, `background` and `state` may be called from any thread and never wait for the filling ones.
"""

import logging
import threading
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Space, SpaceId, Vector
from findling.core.report import IndexState
from findling.core.vector_rows import VectorRows
from findling.vectors.cache_file import CacheFile, Part
from findling.vectors.candidates import AllowedItems, Candidates
from findling.vectors.shelf import Shelf

KINDS = tuple(Kind)

log = logging.getLogger(__name__)


class VectorSource(Protocol):
    """Where vectors come from: the catalogue's reader or writer."""

    def vectors_after(
        self, space: SpaceId, sequence: int, *, batch: int = 4096
    ) -> Iterator[VectorRows]:
        """All rows newer than `sequence`, ascending."""
        ...

    def epoch(self, space: SpaceId) -> int:
        """A number that is raised whenever rows were removed or replaced."""
        ...


class _Held:
    """Everything a search needs, of one generation; replaced whole when rows were removed."""

    def __init__(self, space: Space, *, epoch: int) -> None:
        self.epoch = epoch
        self.sequence = 0
        self.shelves = {kind: Shelf(space) for kind in KINDS}

    def append(self, rows: VectorRows) -> None:
        for number, kind in enumerate(KINDS):
            here = rows.kinds == number
            if here.any():
                self.shelves[kind].append(
                    rows.vectors[here],
                    span_ids=rows.span_ids[here],
                    item_ids=rows.item_ids[here],
                )
        self.sequence = max(self.sequence, int(rows.sequences.max(initial=0)))


class Nearest:
    """One space's vectors. `directory` is the library's index folder; each space has its own folder in it."""

    def __init__(self, directory: Path, space: Space) -> None:
        self.space = space
        self._cache = CacheFile(directory / quote(space.id, safe=""), space=space)
        self._filling = threading.RLock()
        self._held = _Held(space, epoch=0)
        self._saved: tuple[int, int] | None = None
        """Epoch and sequence of what is on disk; None: nothing that fits."""

    def load(self, source: VectorSource) -> None:
        """Takes the cache where it can be trusted, and everything newer from the source."""
        with self._filling:
            self._saved = None
            held = _Held(self.space, epoch=source.epoch(self.space.id))
            parts = self._cache.read()
            head = self._cache.head
            if parts is not None and head is not None and head.epoch == held.epoch:
                held.sequence = head.sequence
                for kind, part in parts.items():
                    held.shelves[kind] = Shelf(
                        self.space, kept=part.segments[0], longest=part.longest
                    )
                self._saved = (head.epoch, head.sequence)
            else:
                self._cache.start_over()
            self._held = held
            self._replay(held, source)

    def refresh(self, source: VectorSource) -> int:
        """Takes what is newer than the last row held; how many rows that were.

        After a removal everything is taken anew; the old rows answer until that is done.
        """
        with self._filling:
            epoch = source.epoch(self.space.id)
            if epoch == self._held.epoch:
                return self._replay(self._held, source)
            log.info("rows of %s were removed: its index is rebuilt", self.space.id)
            fresh = _Held(self.space, epoch=epoch)
            taken = self._replay(fresh, source)
            self._cache.start_over()
            self._saved = None
            self._held = fresh
            return taken

    def save(self) -> None:
        """Brings the cache file up to what is held; a no-op where nothing is new."""
        with self._filling:
            held = self._held
            if self._saved == (held.epoch, held.sequence):
                return
            parts = {
                kind: Part(segments=shelf.segments, longest=shelf.longest)
                for kind, shelf in held.shelves.items()
            }
            kept = self._cache.write(parts, epoch=held.epoch, sequence=held.sequence)
            for kind, rows in kept.items():
                held.shelves[kind].settle(rows)
            self._saved = (held.epoch, held.sequence)

    def search(
        self,
        query: Vector,
        *,
        kinds: Collection[Kind],
        count: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> dict[Kind, Candidates]:
        """The `count` best spans of each kind by inner product; `allowed` are sorted item ids, None for all.

        `query` has the space's dimensions. Every kind asked for is in the answer.
        """
        chosen = None if allowed is None else AllowedItems(allowed)
        shelves = self._held.shelves
        return {
            kind: shelves[kind].search(query, count=count, allowed=chosen) for kind in kinds
        }

    def exact(
        self,
        query: Vector,
        *,
        kinds: Collection[Kind],
        count: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> dict[Kind, Candidates]:
        """The same by full vectors alone: slow and certain, for evaluation, proofs and tests."""
        chosen = None if allowed is None else AllowedItems(allowed)
        shelves = self._held.shelves
        return {kind: shelves[kind].exact(query, count=count, allowed=chosen) for kind in kinds}

    def background(
        self, query: Vector, *, kinds: Collection[Kind]
    ) -> dict[Kind, NDArray[np.float32]]:
        """What this question scores with a fixed random sample of each kind, at most 1024 vectors."""
        shelves = self._held.shelves
        return {kind: shelves[kind].background(query) for kind in kinds}

    def state(self) -> IndexState:
        vectors = sum(len(shelf) for shelf in self._held.shelves.values())
        return IndexState(kind="scan", vectors=vectors, recall=None)

    def close(self) -> None:
        """Lets go of files and memory; a search still running ends undisturbed. Saves nothing."""
        with self._filling:
            self._held = _Held(self.space, epoch=0)
            self._saved = None
            self._cache.start_over()

    def _replay(self, held: _Held, source: VectorSource) -> int:
        taken = 0
        for rows in source.vectors_after(self.space.id, held.sequence):
            held.append(rows)
            taken += len(rows)
        for shelf in held.shelves.values():
            shelf.sample_again()
        return taken
