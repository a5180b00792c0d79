"""A library with some of everything, made through the program's own writers: two spaces, caches, thumbnails, batches."""

import random
from contextlib import closing
from pathlib import Path

import numpy as np

from findling.catalogue import Writer, open_reader, open_writer
from findling.catalogue.rows import (
    Added,
    Answer,
    BatchEntry,
    Changes,
    Charge,
    Done,
    Failed,
    Looked,
)
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    Decoded,
    Duty,
    Embedded,
    Facts,
    Failure,
    FileId,
    Found,
    ItemId,
    Kind,
    MediaPart,
    Payload,
    Space,
    SpaceId,
    Span,
    SpanContent,
    Tag,
    Tokens,
)
from findling.core.settings import Settings, save_settings
from findling.ingest.thumbnails import write_thumbnail
from findling.media.picture import encode_thumbnail, look_hash
from findling.vectors.nearest import Nearest
from tests.made import drawing

NEAR = Space(id=SpaceId("near-1"), dimensions=16)
FAR = Space(id=SpaceId("far-1"), dimensions=24)
SPACES = (NEAR, FAR)
NEAR_DUTY = Duty(space=NEAR.id, plan="cut-a")
FAR_DUTY = Duty(space=FAR.id, plan="sent-a")
ROOT = Path("/media/Everything")
KINDS = (Kind.PHOTO, Kind.CLIP, Kind.RECORDING, Kind.DOCUMENT)
WORDS = ("harbour", "lantern", "meadow", "violin", "chapel", "glacier", "orchard", "tram")


def make_library(root: Path, *, contents: int, seed: int) -> LibraryPaths:
    """So many contents of all kinds; each third is in both spaces, a few failed, a few are only looked at."""
    chance = random.Random(seed)
    paths = LibraryPaths(root)
    with closing(open_writer(paths)) as writer:
        items = _fill(writer, paths, contents, chance)
        _pay(writer, items, chance)
    with closing(open_reader(paths)) as reader:
        for space in SPACES:
            nearest = Nearest(paths.index / space.id, space)
            nearest.load(reader)
            nearest.save()
            nearest.close()
    save_settings(paths.settings, Settings(clip_window=20.0))
    return paths


def _fill(
    writer: Writer, paths: LibraryPaths, contents: int, chance: random.Random
) -> list[ItemId]:
    folder = writer.add_folder(ROOT, exclude=["*.bak"])
    writer.record(
        Changes(
            added=tuple(
                Added(found=_found(number), folder_id=folder.id, kind=KINDS[number % 4])
                for number in range(contents)
            )
        )
    )
    items: list[ItemId] = []
    failing = Failure(code="broken", reason="It is cut short.", hint="Copy it again.")
    for number in range(contents):
        file, kind = FileId(number + 1), KINDS[number % 4]
        content = ContentHash(chance.randbytes(16))
        item = writer.link(file, content, kind=kind, duty=NEAR_DUTY).item_id
        items.append(item)
        picture = drawing(number, (96, 64))
        facts = _facts(kind, number, look=look_hash(picture))
        if number % 23 == 7:
            writer.fail([Failed(file_id=file, item_id=item, failure=failing)], duty=NEAR_DUTY)
            continue
        write_thumbnail(paths, content=content, picture=encode_thumbnail(picture))
        writer.commit([Done(item_id=item, decoded=_decoded(facts, chance))], duty=NEAR_DUTY)
        if number % 3 == 0:
            writer.link(file, content, kind=kind, duty=FAR_DUTY)
            sent = _decoded(facts, chance, paid=True)
            writer.commit([Done(item_id=item, decoded=sent)], duty=FAR_DUTY)
        elif number % 3 == 1:
            writer.link(file, content, kind=kind, duty=FAR_DUTY)
            looked = _decoded(facts, chance, paid=True, answered=False)
            writer.keep_looks([Looked(item_id=item, decoded=looked)], duty=FAR_DUTY)
    return items


def _found(number: int) -> Found:
    name = (
        f"{WORDS[number % len(WORDS)]}-{number:04}.{('jpg', 'mp4', 'ogg', 'pdf')[number % 4]}"
    )
    return Found(
        path=ROOT / f"year {2000 + number % 9}" / name,
        size=1000 + number,
        mtime_ns=1_600_000_000_000_000_000 + number * 1_000_000_000,
        inode=number + 10,
        device=7,
    )


def _facts(kind: Kind, number: int, *, look: int) -> Facts:
    return Facts(
        kind=kind,
        format="made",
        width=None if kind is Kind.RECORDING else 96,
        height=None if kind is Kind.RECORDING else 64,
        seconds=95.0 if kind in (Kind.CLIP, Kind.RECORDING) else None,
        pages=3 if kind is Kind.DOCUMENT else None,
        title=f"About the {WORDS[number % 5]}" if number % 2 else None,
        look=look,
        colour=number % 0xFFFFFF,
    )


def _spans(kind: Kind) -> list[Span]:
    match kind:
        case Kind.PHOTO:
            return [Span()]
        case Kind.DOCUMENT:
            return [Span(page=page) for page in (1, 2, 3)]
        case _:
            return [Span(start=s, end=min(s + 30.0, 95.0)) for s in (0.0, 30.0, 60.0)]


def _decoded(
    facts: Facts, chance: random.Random, *, paid: bool = False, answered: bool = True
) -> Decoded:
    width = (FAR if paid else NEAR).dimensions
    spans = []
    for span in _spans(facts.kind):
        vector = np.array([chance.gauss(0, 1) for _ in range(width)], np.float32)
        vector /= np.linalg.norm(vector)
        tags = () if paid else (Tag(name=chance.choice(WORDS), confidence=0.8),)
        tokens = Tokens(image=100 + chance.randrange(50))
        part = MediaPart(mime="image/jpeg", data=b"x")
        payload = Payload(digest=chance.randbytes(16), parts=(part,), tokens=tokens)
        spans.append(
            SpanContent(
                span=span,
                text=" ".join(chance.sample(WORDS, 3)) if span.page else "",
                embedded=Embedded(vector=vector, tags=tags) if answered else None,
                payload=payload if paid and answered else None,
                tokens=tokens if paid else None,
            )
        )
    return Decoded(facts=facts, thumbnail=b"", spans=tuple(spans), looked_at=not answered)


def _pay(writer: Writer, items: list[ItemId], chance: random.Random) -> None:
    vector = np.ones(FAR.dimensions, np.float32) / FAR.dimensions**0.5
    charge = Charge(
        provider="far", model="m", kind=Kind.PHOTO, spans=1, tokens=Tokens(image=9), usd=0.001
    )
    for _ in range(40):
        answers = [Answer(payload=chance.randbytes(16), vector=vector)]
        writer.keep_answers(answers, space=FAR.id, charge=charge)
    for number in range(8):
        entries = [
            BatchEntry(
                payload=chance.randbytes(16),
                item_id=chance.choice(items),
                kind=Kind.PHOTO,
                tokens=Tokens(image=5),
            )
            for _ in range(4)
        ]
        writer.open_batch(f"batch-{number}", space=FAR.id, entries=entries)
