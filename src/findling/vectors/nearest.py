"""The one door to a space's nearest neighbours: fills itself from the catalogue, keeps its cache, answers searches.

`load`, `refresh`, `prepare` and `save` belong to the ingest thread (a process that only reads calls the first two);
`search`, `exact`, `background` and `state` may be called from any thread and never wait for the filling ones.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Space, SpaceId, Vector
from findling.core.report import IndexState
from findling.core.vector_rows import VectorRows
from findling.vectors.cache_file import CacheFile, Head, Part
from findling.vectors.candidates import AllowedItems, Candidates
from findling.vectors.guide import GraphLimits, Guide
from findling.vectors.shelf import Shelf

KINDS = tuple(Kind)
ASKED = 64
"""Questions remembered (in memory only) to prove graphs with."""
DONE = object()

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

    def __init__(
        self, shelves: dict[Kind, Shelf], guides: dict[Kind, Guide], *, epoch: int
    ) -> None:
        self.epoch = epoch
        self.sequence = 0
        self.last_span = 0
        self.shelves = shelves
        self.guides = guides

    def append(self, rows: VectorRows) -> None:
        for number, kind in enumerate(KINDS):
            here = rows.kinds == number
            if here.any():
                self.shelves[kind].append(
                    rows.vectors[here],
                    span_ids=rows.span_ids[here],
                    item_ids=rows.item_ids[here],
                )
        if len(rows):
            self.sequence, self.last_span = int(rows.sequences[-1]), int(rows.span_ids[-1])

    def search(
        self, kind: Kind, query: Vector, *, count: int, allowed: AllowedItems | None
    ) -> Candidates:
        shelf = self.shelves[kind]
        guided = self.guides[kind].search(shelf, query, count=count, allowed=allowed)
        return guided or shelf.search(query, count=count, allowed=allowed)


class Nearest:
    """One space's vectors; `directory` is this space's alone."""

    def __init__(
        self,
        directory: Path,
        space: Space,
        *,
        limits: GraphLimits | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._clock = clock
        self.space = space
        self._directory = directory
        self._limits = limits or GraphLimits()
        self._cache = CacheFile(directory, space=space)
        self._filling = threading.RLock()
        self._held = self._nothing(epoch=0)
        self._steps: Iterator[None] | None = None
        self._asked: deque[Vector] = deque(maxlen=ASKED)
        self._saved: tuple[int, int] | None = None
        """Epoch and sequence of what is on disk; None: nothing that fits."""

    def load(self, source: VectorSource) -> None:
        """Takes the cache where it can be trusted, and everything newer from the source."""
        with self._filling:
            self._steps = None
            epoch = source.epoch(self.space.id)
            held = self._from_cache(source, epoch=epoch)
            self._saved = (held.epoch, held.sequence) if held else None
            if held is None:
                self._cache.start_over()
                held = self._nothing(epoch=epoch)
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
            fresh = self._nothing(epoch=epoch)
            taken = self._replay(fresh, source)
            self._cache.start_over()
            self._saved = None
            self._steps = None
            self._held = fresh
            return taken

    def save(self) -> None:
        """Brings the cache file up to what is held; a no-op where nothing is new."""
        with self._filling:
            held = self._held
            if self._saved == (held.epoch, held.sequence):
                return
            parts = {
                kind: Part(segments=shelf.segments) for kind, shelf in held.shelves.items()
            }
            kept = self._cache.write(
                parts, epoch=held.epoch, sequence=held.sequence, last_span=held.last_span
            )
            for kind, rows in kept.items():
                held.shelves[kind].settle(rows)
            self._saved = (held.epoch, held.sequence)

    def prepare(self, *, seconds: float = 0.25) -> bool:
        """Builds, proves and keeps the graphs of large kinds for about that long; True while there is more to do.

        For idle moments of the ingest thread: call it again and again, and not at all when there is better to do.
        FindlingError "index-unwritable" as for `save`.
        """
        until = self._clock() + seconds
        with self._filling:
            if self._steps is None:
                self._steps = self._preparation(self._held)
            while self._clock() < until:
                if next(self._steps, DONE) is DONE:
                    self._steps = None
                    return False
            return True

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
        held = self._held
        self._asked.append(query)
        return {kind: held.search(kind, query, count=count, allowed=chosen) for kind in kinds}

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
        """ "graph" where at least one kind is answered by one, with the least recall proven."""
        held = self._held
        recall = min(
            (guide.recall for guide in held.guides.values() if guide.recall is not None),
            default=None,
        )
        return IndexState(
            kind="scan" if recall is None else "graph",
            vectors=sum(len(shelf) for shelf in held.shelves.values()),
            recall=recall,
        )

    def close(self) -> None:
        """Lets go of files and memory; a search still running ends undisturbed. Saves nothing."""
        with self._filling:
            self._held = self._nothing(epoch=0)
            self._saved = None
            self._steps = None
            self._cache.start_over()

    def _from_cache(self, source: VectorSource, *, epoch: int) -> _Held | None:
        parts, head = self._cache.read(), self._cache.head
        if parts is None or head is None:
            return None
        if head.epoch != epoch or not self._is_from(source, head):
            log.info("the index for %s is of other rows and will be rebuilt", self.space.id)
            return None
        held = self._nothing(epoch=epoch)
        held.sequence, held.last_span = head.sequence, head.last_span
        for kind, part in parts.items():
            held.shelves[kind] = Shelf(self.space, kept=part.segments[0])
        return held

    def _is_from(self, source: VectorSource, head: Head) -> bool:
        """Whether the source still has the last row kept; one restored from an older copy, say, has not."""
        if head.sequence == 0:
            return True
        rows = next(iter(source.vectors_after(self.space.id, head.sequence - 1, batch=1)), None)
        if rows is None or len(rows) == 0:
            return False
        return (int(rows.sequences[0]), int(rows.span_ids[0])) == (
            head.sequence,
            head.last_span,
        )

    def _nothing(self, *, epoch: int) -> _Held:
        guides = {
            kind: Guide(
                kind,
                space=self.space,
                directory=self._directory,
                limits=self._limits,
                clock=self._clock,
            )
            for kind in KINDS
        }
        return _Held({kind: Shelf(self.space) for kind in KINDS}, guides, epoch=epoch)

    def _preparation(self, held: _Held) -> Iterator[None]:
        if all(len(shelf) < self._limits.smallest for shelf in held.shelves.values()):
            return
        self.save()  # a graph speaks of rows by their place in the cache file
        yield
        head = self._cache.head
        assert head is not None
        for kind, guide in held.guides.items():
            yield from guide.work(
                held.shelves[kind], generation=head.generation, asked=tuple(self._asked)
            )

    def _replay(self, held: _Held, source: VectorSource) -> int:
        taken = 0
        for rows in source.vectors_after(self.space.id, held.sequence):
            held.append(rows)
            taken += len(rows)
        for shelf in held.shelves.values():
            shelf.sample_again()
        return taken
