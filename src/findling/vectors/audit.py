"""Holds the cache of one space against the vectors that it was made from, row by row. Reads only; any thread."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Space
from findling.core.vector_rows import VectorRows
from findling.vectors.cache_file import (
    COLUMNS,
    HEADER,
    MALFORMED,
    CacheFile,
    Damaged,
    Head,
    Part,
)
from findling.vectors.codes import encode
from findling.vectors.guide import load_kept, proof_path
from findling.vectors.nearest import KINDS, VectorSource


def audit(directory: Path, *, space: Space, source: VectorSource) -> list[str]:
    """What is wrong with it, each in a few words; a cache that is merely behind is not."""
    if not directory.is_dir() or not any(directory.iterdir()):
        return []
    if not (directory / HEADER).exists():
        return ["it has no header"]
    cache = CacheFile(directory, space=space)
    try:
        parts, head = cache.read(), cache.head
    except ValueError as error:
        return [f"it cannot be mapped: {error}"]
    if parts is None or head is None:
        return ["it is torn, foreign or of another version"]
    if head.epoch != source.epoch(space.id):
        return ["it is of rows that were replaced since"]
    try:
        wrong = _rows(head, parts, space=space, source=source)
    except ValueError:
        wrong = ["it cannot be compared with vectors of several widths"]
    return [*wrong, *_graphs(directory, head, space)]


def strays(directory: Path, *, space: Space) -> list[Path]:
    """Files in the cache's folder that are no part of it."""
    if not directory.is_dir():
        return []
    cache = CacheFile(directory, space=space)
    if cache.read() is None or cache.head is None:
        return []
    ours = set(_names(directory, cache.head))
    return sorted(path for path in directory.iterdir() if path not in ours)


def _names(directory: Path, head: Head) -> Iterator[Path]:
    yield directory / HEADER
    for name in head.kinds:
        for column in COLUMNS:
            yield directory / f"{name}-{head.generation}.{column}"
    for kind in KINDS:
        yield proof_path(directory, kind, head.generation)
        yield from directory.glob(f"{kind.value}-{head.generation}.*.graph")


def _rows(
    head: Head, parts: dict[Kind, Part], *, space: Space, source: VectorSource
) -> list[str]:
    seen, last = dict.fromkeys(KINDS, 0), 0
    for batch in source.vectors_after(space.id, 0):
        upto = batch.sequences <= head.sequence
        for number, kind in enumerate(KINDS):
            here = upto & (batch.kinds == number)
            start, seen[kind] = seen[kind], seen[kind] + int(here.sum())
            if seen[kind] > start:
                wrong = _compare(parts.get(kind), start, batch, here, space=space)
                if wrong:
                    return [f"its {kind.value} {wrong}"]
        if upto.any():
            last = int(batch.sequences[upto][-1])
        if not upto.all():
            break
    found = [] if last == head.sequence else ["it goes further than the catalogue"]
    return found + [
        f"it has {kind.value} rows that the catalogue has not"
        for kind, part in parts.items()
        if len(part) != seen[kind]
    ]


def _compare(
    part: Part | None,
    start: int,
    batch: VectorRows,
    here: NDArray[np.bool_],
    *,
    space: Space,
) -> str:
    """What is wrong with the rows from `start` on that stand for those rows of the batch; empty: nothing."""
    end = start + int(here.sum())
    if part is None or len(part) < end:
        return "rows are too few"
    kept, vectors = part.segments[0].part(start, end), batch.vectors[here]
    if not np.array_equal(kept.span_ids, batch.span_ids[here]):
        return "rows are others"
    if not np.array_equal(kept.item_ids, batch.item_ids[here]):
        return "rows are of other contents"
    if vectors.shape[1] != space.dimensions:
        return "vectors are of another width"
    if np.asarray(kept.vectors).tobytes() != vectors.tobytes():
        return "vectors are others"
    if not np.array_equal(kept.codes, encode(vectors.astype(np.float32), space=space)):
        return "codes are others"
    return ""


def _graphs(directory: Path, head: Head, space: Space) -> Iterator[str]:
    for kind in KINDS:
        kept = head.kinds.get(kind.value)
        try:
            load_kept(
                directory,
                kind,
                space=space,
                generation=head.generation,
                rows=kept.count if kept else 0,
            )
        except FileNotFoundError:
            if proof_path(directory, kind, head.generation).exists():
                yield f"its {kind.value} graph is gone"
        except (Damaged, OSError, *MALFORMED) as reason:
            yield f"its {kind.value} graph cannot be used: {reason}"
