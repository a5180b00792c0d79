"""Marks lie where the words stand, however the page is turned."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from findling.core.errors import MediaError
from findling.core.viewing import Box
from findling.media import page_view
from findling.media.page_view import fold, lone_page, show_page
from tests import made


def ink(path: Path, box: Box, *, page: int = 1) -> float:
    """The share of dark pixels under a mark."""
    pixels = show_page(path, page=page, longest=1600).pixels
    height, width = pixels.shape[:2]
    part = pixels[
        int(box.top * height) : round((box.top + box.height) * height) + 1,
        int(box.left * width) : round((box.left + box.width) * width) + 1,
    ]
    return float((part.mean(axis=2) < 128).mean())


def turned(path: Path, degrees: int) -> Path:
    with pypdfium2.PdfDocument(path) as document:
        page = document.get_page(0)
        page.set_rotation(degrees)
        page.close()
        target = path.with_name(f"turned-{degrees}.pdf")
        document.save(target)
    return target


def test_a_page_is_shown_with_what_is_around_it(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two", "three")
    shown = show_page(path, page=2, longest=421)
    assert shown.pages == 3
    assert shown.size == (595.0, 842.0)
    assert max(shown.pixels.shape) == 421
    assert shown.marks == ()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_marks_cover_their_words(tmp_path: Path, degrees: int) -> None:
    path = turned(made.document(tmp_path / "a.pdf", "Green parrots eat nuts"), degrees)
    shown = show_page(path, page=1, longest=500, words=["PARROT"])
    (mark,) = shown.marks
    assert ink(path, mark) > 0.1
    upright = show_page(tmp_path / "a.pdf", page=1, longest=500, words=["parrot"]).marks[0]
    sides = (upright.width * 595, upright.height * 842)
    here = (mark.width * shown.size[0], mark.height * shown.size[1])
    assert here == pytest.approx(sides[::-1] if degrees in (90, 270) else sides, abs=0.01)


def test_words_are_met_at_their_beginning_only(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "car scar Caravan cart")
    assert len(show_page(path, page=1, longest=500, words=["car"]).marks) == 3
    assert len(show_page(path, page=1, longest=500, words=["car", "cara"]).marks) == 3
    assert len(show_page(path, page=1, longest=500, words=["scar cara"]).marks) == 1
    assert show_page(path, page=1, longest=500, words=["  ", "ar"]).marks == ()


def test_accents_and_case_do_not_matter() -> None:
    assert fold("Čeština ﬁn STRASSE") == fold("cestina fin straße")


def test_marks_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_view, "MOST_MARKS", 7)
    path = made.document(tmp_path / "a.pdf", "ab " * 20)
    assert len(show_page(path, page=1, longest=300, words=["ab"]).marks) == 7


@pytest.mark.parametrize("page", [0, -1, 3])
def test_a_page_that_is_not_there_is_said(tmp_path: Path, page: int) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two")
    with pytest.raises(MediaError):
        show_page(path, page=page, longest=300)


def test_a_page_alone_is_that_page(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two", "three")
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(lone_page(path, page=2))
    shown = show_page(alone, page=1, longest=400)
    assert shown.pages == 1
    np.testing.assert_array_equal(shown.pixels, show_page(path, page=2, longest=400).pixels)
