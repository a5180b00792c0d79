"""A small real library of painted pictures, and a provider that knows colours and sounds by heart.

The catalogue and the index are the real ones; only the model is small enough to say what must be found.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Writer, open_writer
from findling.catalogue.rows import Added, Changes, Done
from findling.core.library import LibraryPaths
from findling.core.model import (
    Decoded,
    Duty,
    Embedded,
    Facts,
    Failure,
    FileRow,
    Found,
    ItemId,
    Kind,
    Parts,
    Pixels,
    Space,
    SpaceId,
    Span,
    SpanContent,
    TakenAt,
    Vector,
)
from findling.embedding.provider import EmbeddingProvider
from findling.media.identity import identify

PLAN = "test"
WORDS, LOOK, SOUND = 64, 64, 8
SPACE = Space(id=SpaceId("painted-1"), dimensions=WORDS + LOOK + SOUND)
COLOURS = {
    "red": (220, 20, 30),
    "green": (20, 180, 40),
    "blue": (20, 40, 220),
    "yellow": (240, 220, 20),
    "white": (250, 250, 250),
    "purple": (130, 20, 160),
}


class PaintedProvider:
    """Words are random directions; a picture means the name of its main colour, and looks like its pixels."""

    name = "painted"
    space = SPACE
    local = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed = 0

    def embed_text(self, text: str) -> Vector:
        self.asked.append(text)
        return self._joined(words=_sentence(text))

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        return [Embedded(vector=self._vector(parts)) for parts in items]

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        return _unit(vectors.mean(axis=0))

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        products = vectors * query
        blocks = np.stack(
            [part.sum(axis=1) for part in np.split(products, [WORDS, WORDS + LOOK], axis=1)]
        )
        return [("meaning", "look", "sound")[i] for i in blocks.argmax(axis=0).tolist()]

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        mine, others = a[WORDS : WORDS + LOOK], b[:, WORDS : WORDS + LOOK]
        lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(mine)
        result: NDArray[np.float32] = np.divide(
            others @ mine, lengths, out=np.zeros(len(b), np.float32), where=lengths > 0
        )
        return result

    def close(self) -> None:
        self.closed += 1

    def _vector(self, parts: Parts) -> Vector:
        words = _sentence(parts.text) if parts.text else None
        look = sound = None
        if parts.images:
            picture = parts.images[0].astype(np.float32)
            main = picture.mean(axis=(0, 1))
            nearest = min(COLOURS, key=lambda c: float(np.abs(main - COLOURS[c]).sum()))
            words = _unit(_sentence(nearest) + 0.4 * _direction(str(main.sum())))
            grey = picture.mean(axis=2)
            rows, columns = grey.shape[0] // 8, grey.shape[1] // 8
            cells = (
                grey[: rows * 8, : columns * 8]
                .reshape(8, rows, 8, columns)
                .mean(axis=(1, 3))
                .ravel()
            )
            look = _unit((cells - cells.mean()).astype(np.float32))
        if parts.sound is not None:
            sound = _unit(np.abs(np.fft.rfft(parts.sound, 16))[:SOUND].astype(np.float32))
        return self._joined(words=words, look=look, sound=sound)

    def _joined(
        self,
        *,
        words: Vector | None = None,
        look: Vector | None = None,
        sound: Vector | None = None,
    ) -> Vector:
        blocks = [
            np.zeros(size, np.float32) if block is None else block
            for block, size in ((words, WORDS), (look, LOOK), (sound, SOUND))
        ]
        return np.concatenate(blocks)


def _unit(vector: NDArray[np.float32]) -> Vector:
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length else vector


def _direction(word: str) -> Vector:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return _unit(np.random.default_rng(seed).normal(size=WORDS).astype(np.float32))


def _sentence(text: str) -> Vector:
    return _unit(np.sum([_direction(word) for word in text.lower().split()], axis=0))


def painted(colour: str, seed: int, *, size: int = 64) -> Pixels:
    """A picture mostly of one colour, its pattern told by the seed; the same at every size."""
    pattern = np.random.default_rng(seed).integers(-60, 60, (8, 8, 1))
    large = np.kron(pattern, np.ones((size // 8, size // 8, 1)))
    picture: Pixels = np.clip(np.array(COLOURS[colour]) + large, 0, 255).astype(np.uint8)
    return picture


def look_hash(picture: Pixels) -> int:
    """Difference hash of the 8 × 8 pattern."""
    cells = picture.mean(axis=2).reshape(8, picture.shape[0] // 8, 8, -1).mean(axis=(1, 3))
    bits = cells > np.roll(cells, 1, axis=1)
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


@dataclass
class Library:
    """Adds contents one by one through the real writer; `folder` is watched."""

    paths: LibraryPaths
    folder: Path
    provider: EmbeddingProvider = field(default_factory=PaintedProvider)
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.writer = open_writer(self.paths)
        self.readers = [self.provider]
        """Everyone who reads what is added from now on, each into a space of their own."""
        self._folders = {self.folder: self.writer.add_folder(self.folder).id}

    def mark(self, name: str) -> Path:
        """A folder of which nothing is ever sent."""
        path = self.folder / name
        path.mkdir()
        self._folders[path] = self.writer.add_folder(path, local_only=True).id
        return path

    def add(self, name: str, kind: Kind, *, content: bytes | None = None) -> FileRow:
        """A file that is found but not read yet."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() if content is None else content)
        stat = path.stat()
        found = Found(
            path=path,
            size=stat.st_size,
            mtime_ns=stat.st_mtime_ns,
            inode=stat.st_ino,
            device=stat.st_dev,
        )
        folder_id = next(self._folders[up] for up in path.parents if up in self._folders)
        added = Added(found=found, folder_id=folder_id, kind=kind)
        self.writer.record(Changes(added=(added,)))
        row = self.writer.file_by_path(path)
        assert row is not None
        return row

    def read(self, row: FileRow, facts: Facts, spans: Sequence[tuple[Span, Parts]]) -> ItemId:
        """Makes a found file ready."""
        content = identify(row.path)
        for reader in self.readers:
            duty = Duty(space=reader.space.id, plan=PLAN)
            item_id = self.writer.link(row.id, content, kind=facts.kind, duty=duty).item_id
            embedded = reader.embed_items([parts for _, parts in spans])
            contents = tuple(
                SpanContent(span=span, text=parts.text or "", embedded=one)
                for (span, parts), one in zip(spans, embedded, strict=True)
                if isinstance(one, Embedded)
            )
            decoded = Decoded(facts=facts, thumbnail=b"", spans=contents)
            self.writer.commit([Done(item_id=item_id, decoded=decoded)], duty=duty)
        return item_id

    def photo(
        self,
        name: str,
        colour: str,
        seed: int,
        *,
        size: int = 64,
        taken: datetime | None = None,
    ) -> ItemId:
        picture = painted(colour, seed, size=size)
        facts = Facts(
            kind=Kind.PHOTO,
            format="png",
            width=size,
            height=size,
            taken=TakenAt(local=taken) if taken else None,
            look=look_hash(picture),
        )
        parts = Parts(kind=Kind.PHOTO, images=(picture,))
        row = self.add(name, Kind.PHOTO, content=picture.tobytes())
        return self.read(row, facts, [(Span(), parts)])

    def document(self, name: str, pages: Sequence[str], *, title: str | None = None) -> ItemId:
        facts = Facts(kind=Kind.DOCUMENT, format="pdf", pages=len(pages), title=title)
        spans = [
            (Span(page=number), Parts(kind=Kind.DOCUMENT, text=text))
            for number, text in enumerate(pages, start=1)
        ]
        return self.read(self.add(name, Kind.DOCUMENT), facts, spans)

    def recording(
        self, name: str, pitches: Sequence[int], *, title: str | None = None
    ) -> ItemId:
        """One window of 60 seconds for each pitch."""
        facts = Facts(
            kind=Kind.RECORDING, format="wav", seconds=60.0 * len(pitches), title=title
        )
        spans = []
        for n, pitch in enumerate(pitches):
            tone = np.sin(np.arange(16, dtype=np.float32) * pitch * np.pi / 8)
            parts = Parts(kind=Kind.RECORDING, sound=tone, text=title)
            spans.append((Span(start=60.0 * n, end=60.0 * (n + 1)), parts))
        return self.read(self.add(name, Kind.RECORDING), facts, spans)

    def close(self) -> None:
        self.writer.close()
