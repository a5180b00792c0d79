"""Parts of files as questions: a quarter of a busy picture, a clip for stills of it, a sound for the clip it came from.

Pictures and sounds are made from the folder's own files as they are read, and never written.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from findling.core.model import Embedded, Kind, Parts, Pixels, Samples, Vector
from findling.core.viewing import Box
from findling.media.cropping import area
from findling.media.reading import SpanParts, read
from tests.evaluation import labelled
from tests.evaluation.indexed import Indexed
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import Question, Table, chance_recall, recall_at, reciprocal_rank

SIDE = 512
QUARTERS = (
    Box(0, 0, 0.5, 0.5),
    Box(0.5, 0, 0.5, 0.5),
    Box(0, 0.5, 0.5, 0.5),
    Box(0.5, 0.5, 0.5, 0.5),
)
COLUMNS = ("R@1", "R@5", "R@10", "MRR")


def part_tables(indexed: Indexed, entries: list[Entry]) -> list[Table]:
    tables = [crop_table(indexed, entries), *clip_tables(indexed, entries)]
    return [table for table in tables if table.rows]


def crop_table(indexed: Indexed, entries: list[Entry]) -> Table:
    """Four photos in one picture, and one of its quarters: which photo is it?"""
    shown = [e.path for e in labelled.photos(entries) if indexed.item(e.path) is not None]
    allowed = indexed.items(shown)
    busy = [shown[i : i + 4] for i in range(0, len(shown) - 3, 8)]
    whole: list[list[Path]] = []
    quarter: list[list[Path]] = []
    questions: list[Question] = []
    for four in busy:
        pictures = [_square(_spans(indexed, path)[0].parts.images[0]) for path in four]
        top, bottom = np.hstack(pictures[:2]), np.hstack(pictures[2:])
        together = np.vstack([top, bottom])
        of_whole = _ranked(indexed, _as_question(indexed, together), allowed)
        for path, box in zip(four, QUARTERS, strict=True):
            questions.append(Question(path.name, frozenset({path})))
            whole.append(of_whole)
            quarter.append(
                _ranked(indexed, _as_question(indexed, area(together, box)), allowed)
            )
    return _table(
        f"A quarter of a busy picture → its photo: {len(questions)} quarters, {len(shown)} photos",
        questions,
        {"the whole picture": whole, "the quarter": quarter},
        population=len(shown),
    )


def clip_tables(indexed: Indexed, entries: list[Entry]) -> list[Table]:
    """Stills from the middle of each window, among all photos; and each window's sound, among the clips that sound."""
    clips = [e.path for e in entries if e.kind == "video" and indexed.item(e.path) is not None]
    clips = [path for path in clips if path.parent.name == "video"]
    windows = {path: _spans(indexed, path) for path in clips}
    return [_stills(indexed, windows, entries), _sounds(indexed, windows)]


def _stills(
    indexed: Indexed, windows: dict[Path, list[SpanParts]], entries: list[Entry]
) -> Table:
    stills = [
        (path, image)
        for path, spans in windows.items()
        for span in spans
        for image in span.parts.images[:1]
    ]
    if not stills:
        return Table("", COLUMNS)
    vectors = _embedded(
        indexed, [Parts(kind=Kind.PHOTO, images=(image,)) for _, image in stills]
    )
    photos = indexed.items([e.path for e in labelled.photos(entries)])
    others = indexed.rows.vectors[indexed.positions(photos, Kind.PHOTO)]
    every = np.concatenate([vectors, others])
    names = [*(path for path, _ in stills), *[None] * len(others)]
    questions, ranked = [], []
    for path in dict.fromkeys(path for path, _ in stills):
        scores = every @ indexed.provider.embed_example(indexed.vectors_of(path))
        questions.append(Question(path.name, frozenset({path})))
        ranked.append([names[i] or i for i in np.argsort(-scores, kind="stable")])
    return _table(
        f"A clip → stills of it: {len(questions)} clips, {len(stills)} stills among {len(every)} pictures",
        questions,
        {"exact scan": ranked},
        population=len(every),
    )


def _sounds(indexed: Indexed, windows: dict[Path, list[SpanParts]]) -> Table:
    heard: list[tuple[Path, Samples]] = [
        (path, span.parts.sound)
        for path, spans in windows.items()
        for span in spans[:1]
        if span.parts.sound is not None and float(np.abs(span.parts.sound).max()) > 0.01
    ]
    if len(heard) < 2:
        return Table("", COLUMNS)
    allowed = indexed.items([path for path, _ in heard])
    half = [sound[: max(1, len(sound) // 2)] for _, sound in heard]
    vectors = _embedded(indexed, [Parts(kind=Kind.RECORDING, sound=sound) for sound in half])
    ranked = []
    for vector in vectors:
        question = indexed.provider.embed_example(vector[None, :])
        found = indexed.by_scan(question, kind=Kind.CLIP, allowed=allowed, count=200)
        ranked.append(list(dict.fromkeys(path for path, _ in found)))
    return _table(
        f"Half of a clip's sound → the clip: {len(heard)} clips with sound",
        [Question(path.name, frozenset({path})) for path, _ in heard],
        {"exact scan": ranked},
        population=len(heard),
    )


def _table(
    title: str,
    questions: list[Question],
    ways: "dict[str, list[list[Path]]]",
    *,
    population: int,
) -> Table:
    table = Table(title, COLUMNS)
    if questions:
        chances = [chance_recall(questions, population, k) for k in (1, 5, 10)]
        table.rows.append(("chance", (*chances, "")))
        for name, ranked in ways.items():
            told = [recall_at(questions, ranked, k) for k in (1, 5, 10)]
            table.rows.append((name, (*told, reciprocal_rank(questions, ranked))))
    return table


def _spans(indexed: Indexed, path: Path) -> list[SpanParts]:
    return list(read(path, indexed.plan).spans)


def _square(pixels: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(pixels).resize((SIDE, SIDE)), np.uint8)


def _embedded(indexed: Indexed, parts: list[Parts]) -> NDArray[np.float32]:
    found = indexed.provider.embed_items(parts)
    return np.stack([one.vector for one in found if isinstance(one, Embedded)])


def _as_question(indexed: Indexed, pixels: Pixels) -> Vector:
    vectors = _embedded(indexed, [Parts(kind=Kind.PHOTO, images=(pixels,))])
    return indexed.provider.embed_example(vectors)


def _ranked(indexed: Indexed, question: Vector, allowed: NDArray[np.int64]) -> list[Path]:
    found = indexed.by_scan(question, kind=Kind.PHOTO, allowed=allowed, count=60)
    return [path for path, _ in found]
