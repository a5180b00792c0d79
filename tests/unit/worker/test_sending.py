"""Spans and what is sent of them: groups of pages, two contents of one window, pieces."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import FindlingError
from findling.core.model import (
    SAMPLE_RATE,
    Kind,
    MediaPart,
    Parts,
    Payload,
    Span,
    SpanContent,
    Tokens,
)
from findling.embedding.forms import GEMINI, VERTEX
from findling.embedding.payloads import payload_of
from findling.media.reading import Outline, SpanParts
from findling.worker import sending
from findling.worker.sending import form_of, outlined, pieces, prepared
from tests.made import drawing

ROOT = Path(__file__).parents[3]


def page(number: int, text: str = "", *, drawn: bool = True) -> SpanParts:
    images = (np.asarray(drawing(number, (60, 80))),) if drawn else ()
    parts = Parts(kind=Kind.DOCUMENT, images=images, text=text or f"page {number}")
    return SpanParts(span=Span(page=number), parts=parts)


def sent(*spans: SpanParts, single_pages: int = 300) -> list[SpanContent]:
    return list(prepared(iter(spans), form=GEMINI, title="", single_pages=single_pages))


def looked(*spans: SpanParts, single_pages: int = 300) -> list[SpanContent]:
    return list(outlined(iter(spans), form=GEMINI, single_pages=single_pages))


def shape(contents: list[SpanContent]) -> list[tuple[int | None, int]]:
    """Pages, and how many pictures go with each."""
    return [
        (
            c.span.page,
            sum(p.mime == "image/jpeg" for p in c.payload.parts) if c.payload else 0,
        )
        for c in contents
    ]


def test_each_page_is_sent_alone_up_to_a_number() -> None:
    contents = sent(*(page(n) for n in range(1, 4)))
    assert shape(contents) == [(1, 1), (2, 1), (3, 1)]
    assert [c.text for c in contents] == ["page 1", "page 2", "page 3"]


def test_pages_beyond_go_together_and_keep_their_words() -> None:
    contents = sent(*(page(n) for n in range(1, 12)), single_pages=2)
    assert shape(contents) == [
        *((1, 1), (2, 1), (3, 6), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0)),
        *((9, 3), (10, 0), (11, 0)),
    ]
    assert [c.text for c in contents] == [f"page {n}" for n in range(1, 12)]
    group = contents[2].payload
    assert group is not None
    assert group.parts[-1].data.decode() == "\n\n".join(f"page {n}" for n in range(3, 9))
    assert group.tokens == contents[2].tokens
    assert all(c.tokens is None for c in contents if c.payload is None)


def test_groups_do_not_move_when_a_page_cannot_be_read() -> None:
    contents = sent(*(page(n) for n in range(1, 15) if n not in (1, 6)), single_pages=0)
    assert shape(contents) == [
        *((2, 4), (3, 0), (4, 0), (5, 0)),
        *((7, 6), (8, 0), (9, 0), (10, 0), (11, 0), (12, 0)),
        *((13, 2), (14, 0)),
    ]


def test_pages_are_decoded_only_as_they_are_taken() -> None:
    taken = []

    def spans() -> Iterator[SpanParts]:
        for number in range(1, 20):
            taken.append(number)
            yield page(number)

    contents = prepared(spans(), form=GEMINI, title="", single_pages=3)
    next(contents)
    assert taken == [1]
    for _ in range(3):
        next(contents)
    assert taken == [*range(1, 10)]


def clip(*, seconds: float, sound: float = 0.0, text: str = "A title") -> SpanParts:
    images = tuple(np.asarray(drawing(n, (80, 60))) for n in range(round(seconds)))
    at = np.arange(round(sound * SAMPLE_RATE)) / SAMPLE_RATE
    heard = np.sin(2000 * at).astype(np.float32) if sound else None
    parts = Parts(kind=Kind.CLIP, images=images, sound=heard, text=text)
    return SpanParts(span=Span(start=0.0, end=seconds), parts=parts)


def test_a_heard_window_is_two_contents_of_the_same_seconds() -> None:
    seen, heard = sent(clip(seconds=5, sound=5))
    assert seen.span == heard.span == Span(start=0.0, end=5.0)
    assert (seen.text, heard.text) == ("A title", "")
    assert seen.payload is not None
    assert heard.payload is not None
    assert [seen.payload.parts[0].mime, heard.payload.parts[0].mime] == [
        "video/mp4",
        "audio/mpeg",
    ]


def test_what_is_not_sent_keeps_its_words() -> None:
    (content,) = sent(clip(seconds=0, text="Only words"))
    assert (content.text, content.payload, content.tokens) == ("Only words", None, None)


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
def test_a_look_comes_to_what_is_prepared(form: object) -> None:
    chosen = GEMINI if form is GEMINI else VERTEX
    for one in (clip(seconds=5, sound=5), clip(seconds=3), clip(seconds=12, sound=10)):
        sound = one.parts.sound.size / SAMPLE_RATE if one.parts.sound is not None else 0.0
        bare = replace(
            one,
            parts=replace(one.parts, images=(), sound=None),
            outline=Outline(frames=len(one.parts.images), sound=sound),
        )
        full = list(prepared(iter([one]), form=chosen, title="", single_pages=9))
        outline = list(outlined(iter([bare]), form=chosen, single_pages=9))
        assert [(c.span, c.text, c.tokens) for c in outline] == [
            (c.span, c.text, c.tokens) for c in full
        ]
        assert all(c.payload is None for c in outline)


def test_a_look_at_pages_comes_to_what_is_prepared() -> None:
    pages = [page(n, "some words " * n) for n in range(1, 12)]
    bare = [replace(one, parts=replace(one.parts, images=())) for one in pages]
    full, outline = sent(*pages, single_pages=2), looked(*bare, single_pages=2)
    assert [(c.span, c.text, c.tokens) for c in outline] == [
        (c.span, c.text, c.tokens) for c in full
    ]


def test_a_look_at_a_recording_hears_silence() -> None:
    def sounding(level: float) -> SpanParts:
        samples = np.full(SAMPLE_RATE * 4, level, np.float32)
        parts = Parts(kind=Kind.RECORDING, sound=samples, text="Words")
        return SpanParts(span=Span(start=0.0, end=4.0), parts=parts)

    for one in (sounding(0.5), sounding(0.0)):
        assert [c.tokens for c in looked(one)] == [c.tokens for c in sent(one)]
    assert [(c.text, c.tokens) for c in looked(sounding(0.0))] == [("Words", None)]


def content_of(size: int) -> SpanContent:
    payload = payload_of([MediaPart(mime="a/b", data=bytes(size))], Tokens())
    return SpanContent(span=Span(), payload=payload)


def handed_over(*sizes: int, step: float = 0.0) -> list[tuple[int, bool]]:
    now = [0.0]

    def clock() -> float:
        now[0] += step
        return now[0]

    contents = (content_of(size) for size in sizes)
    return [(len(piece), more) for piece, more in pieces(contents, clock=clock)]


def test_pieces_are_small_in_number_bytes_and_time() -> None:
    assert handed_over(*[10] * 20) == [(8, True), (8, True), (4, False)]
    assert handed_over(*[10] * 8) == [(8, True), (0, False)]
    assert handed_over() == [(0, False)]
    large = sending.BYTES_AT_ONCE // 2
    assert handed_over(*[large] * 5) == [(2, True), (2, True), (1, False)]
    assert handed_over(*[10] * 5, step=0.6) == [(2, True), (2, True), (1, False)]


def test_nothing_is_taken_before_a_piece_is_wanted() -> None:
    taken = []

    def contents() -> Iterator[SpanContent]:
        for number in range(100):
            taken.append(number)
            yield content_of(1)

    gathered = pieces(contents())
    next(gathered)
    assert len(taken) == sending.SPANS_AT_ONCE


def test_only_services_have_a_form() -> None:
    assert form_of("gemini") == GEMINI
    assert form_of("vertex") == VERTEX
    for name in ("builtin", "nobody"):
        with pytest.raises(FindlingError) as caught:
            form_of(name)
        assert caught.value.code == "provider-unknown"


IMPORTED = """
import sys
import findling.worker.pool
from findling.embedding.forms import GEMINI
from findling.worker.sending import form_of
assert form_of("gemini") == GEMINI
print([n for n in sys.modules if n.split(".")[0] in ("google", "httpx", "httpx2", "ssl", "keyring", "requests")])
"""


def test_nothing_here_can_speak_to_a_network() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        env={"PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert loaded.stdout.strip() == "[]"


def test_a_payload_is_what_it_says() -> None:
    (content,) = sent(page(1))
    assert isinstance(content.payload, Payload)
    assert content.tokens == content.payload.tokens
