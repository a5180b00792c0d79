"""All rows of one kind: codes, full vectors and ids, older ones mapped from the cache file, newer ones in memory.

One thread appends, any thread searches meanwhile: rows are never changed once they can be seen, and what can be seen
is one tuple that is replaced whole. A search that began before keeps what it began with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Space, Vector
from findling.vectors.candidates import AllowedItems, Candidates, best_first
from findling.vectors.codes import (
    Codes,
    code_width,
    coded_dimensions,
    encode,
    encode_question,
    full_scores,
    scan,
)

CHUNK = 2048
"""Rows turned into float32 at a time: 7 MB at the built-in width."""
GATHER = 256
"""Up to so many eligible rows are scored in full at once; a scan would find only them anyway."""
SAMPLE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Arrays over the same n rows: (n, code width), (n, dimensions), (n,), (n,)."""

    codes: Codes
    vectors: NDArray[np.float16]
    span_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.span_ids)

    def part(self, start: int, end: int | None = None) -> "Rows":
        cut = slice(start, end)
        return Rows(
            codes=self.codes[cut],
            vectors=self.vectors[cut],
            span_ids=self.span_ids[cut],
            item_ids=self.item_ids[cut],
        )


def no_rows(space: Space) -> Rows:
    return Rows(
        codes=np.empty((0, code_width(space)), np.uint8),
        vectors=np.empty((0, space.dimensions), np.float16),
        span_ids=np.empty(0, np.int64),
        item_ids=np.empty(0, np.int64),
    )


class _Room:
    """Rows in memory with room to grow; growing copies, so that what was handed out stays as it was."""

    def __init__(self, space: Space) -> None:
        self._rows = no_rows(space)
        self._count = 0

    def append(self, new: Rows) -> Rows:
        """All rows so far, the new ones last."""
        needed = self._count + len(new)
        if needed > len(self._rows):
            self._grow(max(needed, 2 * len(self._rows), 64))
        for name in ("codes", "vectors", "span_ids", "item_ids"):
            getattr(self._rows, name)[self._count : needed] = getattr(new, name)
        self._count = needed
        return self._rows.part(0, needed)

    def _grow(self, capacity: int) -> None:
        def larger(old: NDArray[Any]) -> NDArray[Any]:
            grown = np.empty((capacity, *old.shape[1:]), old.dtype)
            grown[: self._count] = old[: self._count]
            return grown

        old = self._rows
        self._rows = Rows(
            codes=larger(old.codes),
            vectors=larger(old.vectors),
            span_ids=larger(old.span_ids),
            item_ids=larger(old.item_ids),
        )


class Shelf:
    """The rows of one kind. A row's number is its place counted over all segments; it never changes."""

    def __init__(self, space: Space, *, kept: Rows | None = None) -> None:
        self.space = space
        base = kept if kept is not None else no_rows(space)
        self.segments: tuple[Rows, Rows] = (base, no_rows(space))
        self._room = _Room(space)
        self._sample: NDArray[np.float32] | None = None
        self._sampled_of = 0

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.segments)

    def append(
        self,
        vectors: NDArray[np.float16],
        *,
        span_ids: NDArray[np.int64],
        item_ids: NDArray[np.int64],
    ) -> None:
        """Adds rows; searches that start afterwards see them."""
        full = vectors.astype(np.float32)
        new = Rows(
            codes=encode(full, space=self.space),
            vectors=vectors,
            span_ids=span_ids,
            item_ids=item_ids,
        )
        self.segments = (self.segments[0], self._room.append(new))

    def settle(self, kept: Rows) -> None:
        """Every row is in the cache file now: `kept` is that file, and the memory is given back."""
        assert len(kept) == len(self)
        self._room = _Room(self.space)
        self.segments = (kept, no_rows(self.space))

    def pick(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Full vectors of these row numbers, (n, dimensions)."""
        return _pick(self.segments, rows).astype(np.float32)

    def search(
        self,
        query: Vector,
        *,
        count: int,
        allowed: AllowedItems | None = None,
        found: NDArray[np.int64] | None = None,
        scan_from: int = 0,
    ) -> Candidates:
        """The `count` best rows: by codes first, then scored with the full vectors.

        `found` are row numbers that something else (a graph) proposes; with it the scan begins at `scan_from`.
        """
        segments = self.segments
        fetch = self.fetch(count)
        question = encode_question(query, space=self.space)
        rows = [] if found is None else [found]
        population, offset = 0, 0
        for segment in segments:
            start = min(max(scan_from - offset, 0), len(segment))
            mask = None if allowed is None else allowed.mask(segment.item_ids)
            population += len(segment) if mask is None else int(mask.sum())
            part = segment.codes[start:]
            local = _nearest_codes(
                part, question, fetch, None if mask is None else mask[start:]
            )
            rows.append(local + (offset + start))
            offset += len(segment)
        return _scored(segments, query, np.concatenate(rows), count, population)

    def fetch(self, count: int) -> int:
        """How many candidates are scored in full for an answer of `count`; the margins are measured (see codes)."""
        margin = 4 if coded_dimensions(self.space) < self.space.dimensions else 2
        return max(100, margin * count)

    def eligible(self, allowed: AllowedItems) -> int:
        return sum(int(allowed.mask(rows.item_ids).sum()) for rows in self.segments)

    def allows(self, rows: NDArray[np.int64], allowed: AllowedItems) -> NDArray[np.bool_]:
        """For each of these row numbers, whether its item is allowed."""
        return allowed.mask(_ids(self.segments, rows)[1])

    def exact(
        self, query: Vector, *, count: int, allowed: AllowedItems | None = None
    ) -> Candidates:
        """The same by full vectors alone, chunk by chunk; slow, for proofs and tests."""
        segments = self.segments
        scores = np.concatenate(
            [chunk @ query for chunk in full_chunks(segments)] or [np.empty(0, np.float32)]
        )
        rows = np.arange(len(scores))
        if allowed is not None:
            mask = np.concatenate([allowed.mask(part.item_ids) for part in segments])
            rows, scores = rows[mask], scores[mask]
        return _answer(segments, rows, scores, count, len(rows))

    def background(self, query: Vector) -> NDArray[np.float32]:
        """Scores of a fixed random sample of at most 1024 rows, in no order."""
        sample = self._sample
        return np.empty(0, np.float32) if sample is None else sample @ query

    def sample_again(self) -> None:
        """Draws the sample anew once the shelf has grown by a quarter; the writing thread calls this."""
        segments, count = self.segments, len(self)
        if count == self._sampled_of or (count < 1.25 * self._sampled_of and count > SAMPLE):
            return
        chance = np.random.default_rng(20_240_229)
        rows = np.sort(chance.choice(count, min(count, SAMPLE), replace=False))
        self._sample, self._sampled_of = _pick(segments, rows).astype(np.float32), count


def full_chunks(segments: tuple[Rows, ...]) -> Iterator[NDArray[np.float32]]:
    """The full vectors of all rows in order, a few thousand at a time."""
    for segment in segments:
        for start in range(0, len(segment), CHUNK):
            yield segment.vectors[start : start + CHUNK].astype(np.float32)


def _nearest_codes(
    codes: Codes, question: NDArray[np.float32], fetch: int, mask: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    eligible = len(codes) if mask is None else int(mask.sum())
    if eligible <= max(fetch, GATHER):
        return np.arange(len(codes)) if mask is None else np.flatnonzero(mask)
    return scan(codes, question, count=fetch, mask=mask)


def _pick(segments: tuple[Rows, ...], rows: NDArray[np.int64]) -> NDArray[np.float16]:
    offset, picked = 0, np.empty((len(rows), segments[0].vectors.shape[1]), np.float16)
    for segment in segments:
        here = (rows >= offset) & (rows < offset + len(segment))
        picked[here] = segment.vectors[rows[here] - offset]
        offset += len(segment)
    return picked


def _ids(
    segments: tuple[Rows, ...], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first = len(segments[0])
    spans, items = np.empty_like(rows), np.empty_like(rows)
    for segment, here, offset in (
        (segments[0], rows < first, 0),
        (segments[1], rows >= first, first),
    ):
        spans[here] = segment.span_ids[rows[here] - offset]
        items[here] = segment.item_ids[rows[here] - offset]
    return spans, items


def _scored(
    segments: tuple[Rows, ...],
    query: Vector,
    rows: NDArray[np.int64],
    count: int,
    population: int,
) -> Candidates:
    return _answer(segments, rows, full_scores(_pick(segments, rows), query), count, population)


def _answer(
    segments: tuple[Rows, ...],
    rows: NDArray[np.int64],
    scores: NDArray[np.float32],
    count: int,
    population: int,
) -> Candidates:
    best = best_first(scores, rows, count=count)
    span_ids, item_ids = _ids(segments, rows[best])
    return Candidates(
        span_ids=span_ids,
        item_ids=item_ids,
        scores=scores[best].astype(np.float32, copy=False),
        population=population,
    )
