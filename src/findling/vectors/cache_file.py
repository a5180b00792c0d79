"""The rows on disk: one small header for the whole space, and per kind three plain files that are only appended to.

The header names what counts (space, widths, epoch, last sequence, rows and checksums of each kind) and is replaced
whole: temp, fsync, rename, fsync of the folder. Rows beyond its counts do not exist, so a torn append is nothing, and a
reading process may keep its mapping while the writer appends. A rebuild writes under a new generation's names.

Called by the thread that fills the index; one process writes, others may read.
"""

import contextlib
import json
import logging
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import xxhash
from numpy.typing import DTypeLike, NDArray

from findling.core.errors import FindlingError
from findling.core.model import Kind, Space
from findling.vectors.codes import code_width
from findling.vectors.shelf import Rows

MAGIC = b"FINDLING INDEX 1\n"
VERSION = 1
BLOCK = 16_384
"""Rows under one checksum: an append hashes again only the last block it touches."""
COLUMNS = ("codes", "vectors", "ids")
HEADER = "index.head"

MALFORMED = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    IndexError,
)
"""What a sealed body raises that is not of our shape."""

log = logging.getLogger(__name__)


class Damaged(Exception):
    """Why a cache file is not to be used. Stays within this room: the cache is rebuilt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindHead:
    count: int
    checks: dict[str, list[str]]
    """For each of the three files, the checksum of every block of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    version: int
    space: str
    dimensions: int
    code_width: int
    generation: str
    epoch: int
    sequence: int
    last_span: int
    """The span of the row with that sequence number: a catalogue that has another one there is another catalogue."""
    kinds: dict[str, KindHead] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind's rows to be kept; those the file has already come first."""

    segments: tuple[Rows, ...]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.segments)


class CacheFile:
    def __init__(self, directory: Path, *, space: Space) -> None:
        self._directory = directory
        self._space = space
        self.head: Head | None = None
        """What is on disk, as far as it was read or written here."""

    def read(self) -> dict[Kind, Part] | None:
        """The kept rows, mapped and checked; None (and a line in the log) where there is nothing to trust."""
        try:
            head = parse_head((self._directory / HEADER).read_bytes())
            self._must_fit(head)
            parts = {Kind(name): self._read_kind(head, name) for name in head.kinds}
        except FileNotFoundError:
            log.info("no index for %s yet", self._space.id)
            return None
        except (Damaged, OSError, *MALFORMED) as reason:
            log.warning("the index for %s will be rebuilt: %s", self._space.id, reason)
            return None
        self.head = head
        return parts

    def start_over(self) -> None:
        """The next `write` begins a new generation and leaves nothing of the old one."""
        self.head = None

    def write(
        self, parts: dict[Kind, Part], *, epoch: int, sequence: int, last_span: int
    ) -> dict[Kind, Rows]:
        """Keeps all rows; returns them mapped. FindlingError "index-unwritable" if the disk refuses."""
        try:
            return self._write(parts, epoch, sequence, last_span)
        except OSError as error:
            raise FindlingError(
                "index-unwritable",
                f"The search index cannot be written to {self._directory}: {error.strerror}.",
                hint="Free some space there. Until then search still works, but starts slower.",
            ) from error

    def _write(
        self, parts: dict[Kind, Part], epoch: int, sequence: int, last_span: int
    ) -> dict[Kind, Rows]:
        self._directory.mkdir(parents=True, exist_ok=True)
        old = self.head
        generation = old.generation if old else secrets.token_hex(4)
        kinds: dict[str, KindHead] = {}
        kept: dict[Kind, Rows] = {}
        for kind, part in parts.items():
            before = old.kinds.get(kind.value) if old else None
            self._append(generation, kind, part, before.count if before else 0)
            kept[kind] = self._map(generation, kind.value, len(part))
            checks = _checksums(kept[kind], before)
            kinds[kind.value] = KindHead(count=len(part), checks=checks)
        head = Head(
            version=VERSION,
            space=self._space.id,
            dimensions=self._space.dimensions,
            code_width=code_width(self._space),
            generation=generation,
            epoch=epoch,
            sequence=sequence,
            last_span=last_span,
            kinds=kinds,
        )
        replace_file(self._directory / HEADER, format_head(head))
        self.head = head
        self._drop_others(generation)
        return kept

    def _append(self, generation: str, kind: Kind, part: Part, have: int) -> None:
        for column in COLUMNS:
            path = self._path(generation, kind.value, column)
            with path.open("r+b" if have else "wb") as out:
                offset = 0
                for rows in part.segments:
                    fresh = rows.part(max(have - offset, 0))
                    if len(fresh):
                        _write_column(out, column, fresh, max(offset, have))
                    offset += len(rows)
                out.flush()
                os.fsync(out.fileno())

    def _map(self, generation: str, name: str, count: int) -> Rows:
        def column(which: str, width: int, dtype: DTypeLike) -> NDArray[Any]:
            path, size = self._path(generation, name, which), np.dtype(dtype).itemsize
            if path.stat().st_size < count * width * size:
                raise Damaged(f"{path.name} is too short")
            if count == 0:
                return np.empty((0, width), dtype)
            return np.asarray(np.memmap(path, dtype, "r", shape=(count, width)))

        ids = column("ids", 2, np.int64)
        return Rows(
            codes=column("codes", code_width(self._space), np.uint8),
            vectors=column("vectors", self._space.dimensions, np.float16),
            span_ids=ids[:, 0].copy(),
            item_ids=ids[:, 1].copy(),
        )

    def _read_kind(self, head: Head, name: str) -> Part:
        said = head.kinds[name]
        rows = self._map(head.generation, name, said.count)
        if _checksums(rows, None) != said.checks:
            raise Damaged(f"the {name} rows do not have their checksum")
        return Part(segments=(rows,))

    def _must_fit(self, head: Head) -> None:
        space = self._space
        mine = (VERSION, space.id, space.dimensions, code_width(space))
        if (head.version, head.space, head.dimensions, head.code_width) != mine:
            raise Damaged("it is of another space or version")

    def _path(self, generation: str, name: str, column: str) -> Path:
        return self._directory / f"{name}-{generation}.{column}"

    def _drop_others(self, generation: str) -> None:
        for column in (*COLUMNS, "graph", "proof"):
            for path in self._directory.glob(f"*-*.{column}"):
                if path.name.split("-")[1].split(".")[0] != generation:
                    with contextlib.suppress(OSError):  # Windows keeps what is still mapped
                        path.unlink()


def format_head(head: Head) -> bytes:
    return seal(json.dumps(asdict(head)))


def parse_head(data: bytes) -> Head:
    """Raises Damaged, or ValueError, KeyError, TypeError for a body that has a checksum but not our shape."""
    raw = json.loads(unseal(data))
    kinds = {name: KindHead(**kind) for name, kind in raw.pop("kinds").items()}
    return Head(kinds=kinds, **raw)


def seal(text: str) -> bytes:
    body = text.encode()
    return MAGIC + xxhash.xxh3_128_hexdigest(body).encode() + b"\n" + body


def unseal(data: bytes) -> bytes:
    """What was sealed; Damaged if it is not ours or not whole."""
    if not data.startswith(MAGIC):
        raise Damaged("it does not begin like an index")
    check, _, body = data[len(MAGIC) :].partition(b"\n")
    if xxhash.xxh3_128_hexdigest(body).encode() != check:
        raise Damaged("its header does not have its checksum")
    return body


def replace_file(path: Path, content: bytes) -> None:
    """Writes a small file so that either the old or the new one is there, whole, whatever happens."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames in it last. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_column(out: BinaryIO, column: str, rows: Rows, start: int) -> None:
    block = _column(rows, column)
    out.seek(start * block.shape[1] * block.itemsize)
    out.write(np.ascontiguousarray(block).data.cast("B"))


def _column(rows: Rows, column: str) -> NDArray[Any]:
    if column == "ids":
        return np.stack([rows.span_ids, rows.item_ids], axis=1)
    values: NDArray[Any] = getattr(rows, column)
    return values


def _checksums(rows: Rows, before: KindHead | None) -> dict[str, list[str]]:
    """Of every block; those that were whole in `before` are taken from it."""
    whole = before.count // BLOCK if before else 0
    checks = {}
    for column in COLUMNS:
        kept = before.checks[column][:whole] if before else []
        checks[column] = kept + [_check(block, column) for block in _blocks(rows, whole)]
    return checks


def _blocks(rows: Rows, first: int) -> Iterable[Rows]:
    for start in range(first * BLOCK, len(rows), BLOCK):
        yield rows.part(start, start + BLOCK)


def _check(rows: Rows, column: str) -> str:
    return xxhash.xxh3_64_hexdigest(np.ascontiguousarray(_column(rows, column)).data.cast("B"))
