"""Small libraries for the catalogue's tests, made through the writer itself."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from findling.catalogue import Writer
from findling.catalogue.rows import Added, Changes, Done, Looked
from findling.core.model import (
    ContentHash,
    Decoded,
    Duty,
    Embedded,
    Facts,
    Failure,
    FileId,
    FileRow,
    FolderId,
    Found,
    ItemId,
    Kind,
    MediaPart,
    Payload,
    Scope,
    SpaceId,
    Span,
    SpanContent,
    Tag,
    Tokens,
)

SPACE = SpaceId("test-1")
PLAN = "plan-a"
DUTY = Duty(space=SPACE, plan=PLAN)
HERE = Duty(space=SPACE, plan=PLAN, scope=Scope.LOCAL_ONLY)
CLOUD = Duty(space=SpaceId("cloud-1"), plan="sent-a", scope=Scope.SENDABLE)
ROOT = Path("/media/Holiday")
PRIVATE = Path("/media/Private")
SECOND = 1_000_000_000
BROKEN = Failure(code="broken", reason="It is cut short.", hint="Copy it again.")
SLOW = Failure(code="slow", reason="It took too long.", hint="Try again.", lasting=False)


def found(
    path: Path | str, *, inode: int = 1, mtime: int = 1_600_000_000, size: int = 10
) -> Found:
    """`mtime` in seconds. A relative path lies below ROOT."""
    return Found(path=ROOT / path, size=size, mtime_ns=mtime * SECOND, inode=inode, device=7)


def add(
    writer: Writer,
    *paths: Path | str,
    kind: Kind | None = Kind.PHOTO,
    mtime: int = 1_600_000_000,
    root: Path = ROOT,
) -> list[FileRow]:
    """Records new files below `root`, each a second younger than the one before."""
    folder = writer.add_folder(root)
    writer.record(
        Changes(
            added=tuple(
                Added(
                    found=found(
                        root / path, inode=abs(hash(path)) % 1000 + 10, mtime=mtime + number
                    ),
                    folder_id=folder.id,
                    kind=kind,
                )
                for number, path in enumerate(paths)
            )
        )
    )
    rows = [writer.file_by_path(root / path) for path in paths]
    return [row for row in rows if row is not None]


def under(plan: str) -> Duty:
    return Duty(space=SPACE, plan=plan)


def content(number: int) -> ContentHash:
    return ContentHash(number.to_bytes(16, "big"))


def link(
    writer: Writer, file: FileRow, number: int | None = None, *, duty: Duty = DUTY
) -> ItemId:
    """Ties a file to content `number`; without one, to a content of its own."""
    hashed = content(file.id + 1_000 if number is None else number)
    assert file.kind is not None
    return writer.link(file.id, hashed, kind=file.kind, duty=duty).item_id


def decoded(
    facts: Facts | None = None,
    *,
    vectors: Sequence[Sequence[float]] = ((1.0, 0.0),),
    texts: Sequence[str] = (),
    tags: Sequence[Tag] = (),
) -> Decoded:
    """One span a vector; with texts, one page a text."""
    if texts:
        vectors = [(1.0, float(number)) for number in range(len(texts))]
    return Decoded(
        facts=facts or Facts(kind=Kind.PHOTO, format="jpeg", width=40, height=20),
        thumbnail=b"",
        spans=tuple(
            SpanContent(
                span=Span(page=number + 1 if texts else None),
                text=texts[number] if texts else "",
                embedded=Embedded(vector=np.array(vector, np.float32), tags=tuple(tags)),
            )
            for number, vector in enumerate(vectors)
        ),
    )


def payload(number: int) -> Payload:
    return Payload(
        digest=number.to_bytes(16, "big"),
        parts=(MediaPart(mime="text/plain", data=b"words"),),
        tokens=Tokens(text=number),
    )


def sent(
    *numbers: int,
    tokens: Tokens | None = None,
    texts: Sequence[str] = (),
    answered: bool = True,
    facts: Facts | None = None,
) -> Decoded:
    """As a remote provider gets it: one span a payload. Not answered: as it was only looked at."""
    return Decoded(
        facts=facts or Facts(kind=Kind.PHOTO, format="jpeg", width=40, height=20),
        thumbnail=b"",
        spans=tuple(
            SpanContent(
                span=Span(page=place + 1 if texts else None),
                text=texts[place] if texts else "",
                embedded=Embedded(vector=np.array([number, 1.0, 0.0], np.float32))
                if answered
                else None,
                payload=payload(number) if answered else None,
                tokens=tokens or Tokens(text=number),
            )
            for place, number in enumerate(numbers)
        ),
        looked_at=not answered,
    )


def look(writer: Writer, item: ItemId, *numbers: int, duty: Duty = CLOUD) -> None:
    looked = Looked(item_id=item, decoded=sent(*numbers, answered=False))
    writer.keep_looks([looked], duty=duty)


def ready(
    writer: Writer, path: Path | str, outcome: Decoded | None = None, *, kind: Kind = Kind.PHOTO
) -> ItemId:
    """A file found, read and committed."""
    item = link(writer, add(writer, path, kind=kind)[0])
    writer.commit([Done(item_id=item, decoded=outcome or decoded())], duty=DUTY)
    return item


def folder_id(writer: Writer) -> FolderId:
    return writer.add_folder(ROOT).id


def ids(rows: Sequence[FileRow]) -> list[FileId]:
    return [row.id for row in rows]
