from datetime import datetime
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import Kind, TakenAt
from findling.media import document
from findling.media.reading import Reading, ReadPlan, SpanParts, read
from tests import made

PLAN = ReadPlan(clip_window=30.0, clip_frames=4, recording_window=60.0, document_pages=50)


def spans_of(reading: Reading) -> list[SpanParts]:
    return list(reading.spans)


def code_of(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        spans_of(read(path, PLAN))
    return caught.value.code


def test_a_document_is_read_page_by_page(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "a red bicycle", "a green tomato", title="Things")
    reading = read(path, PLAN)
    facts, spans = reading.facts, spans_of(reading)
    assert (facts.kind, facts.pages, facts.title) == (Kind.DOCUMENT, 2, "Things")
    assert reading.picture is not None
    assert reading.picture.size == (724, 1024)
    assert [(s.span.page, s.parts.text) for s in spans] == [
        (1, "a red bicycle"),
        (2, "a green tomato"),
    ]
    assert [i.shape for s in spans for i in s.parts.images] == [(448, 317, 3)] * 2


def test_only_first_pages_and_pages_with_little_text_are_drawn(tmp_path: Path) -> None:
    long = "words and words " * 20
    pages = [long] * 10 + ["short"] + [long]
    spans = spans_of(read(made.document(tmp_path / "a.pdf", *pages), PLAN))
    drawn = [s.span.page for s in spans if s.parts.images]
    assert drawn == [*range(1, document.LOOKED_AT + 1), 11]


def test_pages_beyond_the_plan_have_no_span(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", *["x"] * 60)
    reading = read(path, PLAN)
    assert reading.facts.pages == 60
    assert len(spans_of(reading)) == 50


def test_the_text_of_a_page_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "TEXT", 30)
    (span,) = spans_of(read(made.document(tmp_path / "a.pdf", "word " * 100), PLAN))
    assert span.parts.text is not None
    assert len(span.parts.text) <= 30


def test_a_scanned_page_is_a_picture_without_text(tmp_path: Path) -> None:
    made.drawing(3, (400, 600)).save(tmp_path / "a.pdf")
    (span,) = spans_of(reading := read(tmp_path / "a.pdf", PLAN))
    assert span.parts.text is None
    assert reading.picture is not None
    assert np.asarray(reading.picture).std() > 10


def test_a_page_that_cannot_be_loaded_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two", "three")
    real = pypdfium2.PdfDocument.get_page

    def failing(self: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
        if index == 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return real(self, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", failing)
    assert [s.span.page for s in spans_of(read(path, PLAN))] == [1, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "D:20121123170139+01'00'",
            TakenAt(local=datetime(2012, 11, 23, 17, 1, 39), offset_minutes=60),
        ),
        (
            "D:20090113152305-05'00",
            TakenAt(local=datetime(2009, 1, 13, 15, 23, 5), offset_minutes=-300),
        ),
        ("D:20200806095125Z", TakenAt(local=datetime(2020, 8, 6, 9, 51, 25), offset_minutes=0)),
        ("D:20200806", TakenAt(local=datetime(2020, 8, 6))),
        ("2020-08-06T10:00:00", TakenAt(local=datetime(2020, 8, 6, 10))),
        ("D:2020", None),
        ("D:20209999", None),
        ("", None),
    ],
)
def test_the_date_of_a_document_keeps_its_offset(text: str, expected: TakenAt | None) -> None:
    assert document.parse_pdf_date(text) == expected


def test_a_large_document_is_read_from_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two")
    monkeypatch.setattr(document, "_IN_MEMORY", 10)
    assert [s.parts.text for s in spans_of(read(path, PLAN))] == ["one", "two"]
    monkeypatch.setattr(document, "_OPENING_BYTES", 500)
    assert code_of(path) == "damaged"


def test_a_cut_document_ends_too_early(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two")
    path.write_bytes(path.read_bytes()[:300])
    assert code_of(path) == "truncated"


def test_encrypted_documents(shared_media: Path) -> None:
    assert code_of(shared_media / "pdf" / "encrypted_user.pdf") == "password"
    assert read(shared_media / "pdf" / "encrypted_owner.pdf", PLAN).facts.pages == 4


def test_real_documents_are_read(shared_media: Path) -> None:
    for path in sorted((shared_media / "pdf").glob("*.pdf")):
        if path.name in ("encrypted_user.pdf", "truncated.pdf"):
            continue
        reading = read(path, PLAN)
        assert isinstance(reading.picture, Image.Image), path.name
        assert [s.span.page for s in reading.spans] == list(
            range(1, min(reading.facts.pages or 0, 50) + 1)
        ), path.name


def test_a_word_stands_on_its_page(shared_media: Path) -> None:
    plan = ReadPlan(clip_window=30.0, clip_frames=4, recording_window=60.0, document_pages=5000)
    reading = read(shared_media / "pdf" / "pages500.pdf", plan)
    assert reading.facts.title is None
    assert [
        s.span.page for s in reading.spans if "zanzibar" in (s.parts.text or "").lower()
    ] == [433]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pages_loop", "damaged"),
        ("pages_deep", "damaged"),
        ("noise", "damaged"),
        ("only_magic", "truncated"),
        ("prev_loop", "no-pages"),
    ],
)
def test_hostile_documents_get_a_reason(shared_media: Path, name: str, code: str) -> None:
    assert code_of(shared_media / "hostile" / f"{name}.pdf") in (code, "damaged")


@pytest.mark.parametrize(
    "name", ["count_2g", "mediabox_huge", "mediabox_none", "flate_bomb", "js_launch"]
)
def test_lying_documents_are_read_within_bounds(shared_media: Path, name: str) -> None:
    reading = read(shared_media / "hostile" / f"{name}.pdf", PLAN)
    assert reading.facts.pages == 1
    assert reading.picture is not None
    assert max(reading.picture.size) <= 1024
    assert len(spans_of(reading)) == 1
