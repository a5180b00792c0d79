"""An area of a picture that was decoded, and a part of a medium."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.core.cut import Cut
from findling.core.errors import MediaError
from findling.core.model import Span
from findling.core.viewing import Box
from findling.media.cropping import LEAST, area
from findling.media.reading import ReadPlan, SpanParts, read
from tests import made


def plan(cut: Cut | None) -> ReadPlan:
    return ReadPlan(
        clip_window=2.0, clip_frames=2, recording_window=1.0, document_pages=10, cut=cut
    )


def spans(path: Path, cut: Cut | None) -> list[SpanParts]:
    return list(read(path, plan(cut)).spans)


def test_the_right_half() -> None:
    pixels = np.arange(40 * 60 * 3, dtype=np.uint32).reshape(40, 60, 3).astype(np.uint8)
    assert np.array_equal(area(pixels, Box(0.5, 0, 0.5, 1)), pixels[:, 30:])
    assert np.array_equal(area(pixels, Box(0, 0.25, 1, 0.5)), pixels[10:30])


@given(
    st.tuples(*[st.floats(-1, 2) for _ in range(4)]),
    st.integers(1, 30),
    st.integers(1, 30),
)
def test_whatever_the_box_something_is_left(
    box: tuple[float, float, float, float], height: int, width: int
) -> None:
    pixels = np.zeros((height, width, 3), np.uint8)
    cut = area(pixels, Box(*box))
    assert min(LEAST, height) <= cut.shape[0] <= height
    assert min(LEAST, width) <= cut.shape[1] <= width


def test_an_area_of_a_photo(tmp_path: Path) -> None:
    photo = made.photo(tmp_path / "photo.jpg", 1)
    [whole], [half] = spans(photo, None), spans(photo, Cut(box=Box(0, 0, 0.5, 1)))
    height, width = whole.parts.images[0].shape[:2]
    assert half.parts.images[0].shape == (height, width // 2, 3)


def test_a_page_is_read_with_its_look_and_its_area_without_words(tmp_path: Path) -> None:
    document = made.document(tmp_path / "two.pdf", "first page", "second page")
    [page] = spans(document, Cut(span=Span(page=2)))
    assert (page.span.page, (page.parts.text or "").strip()) == (2, "second page")
    assert page.parts.images
    [part] = spans(document, Cut(span=Span(page=2), box=Box(0, 0, 0.5, 0.5)))
    assert part.parts.text is None
    assert part.parts.images[0].shape[0] < page.parts.images[0].shape[0]


def test_seconds_of_a_recording(tmp_path: Path) -> None:
    recording = made.recording(tmp_path / "recording.wav", 3)
    whole = spans(recording, None)
    last = whole[-1].span.end or 0.0
    [some] = spans(recording, Cut(span=Span(start=0.25, end=0.75)))
    assert (some.span.start, some.span.end) == (0.25, 0.75)
    assert some.parts.sound is not None
    heard = np.concatenate([s.parts.sound for s in whole if s.parts.sound is not None])
    assert np.array_equal(some.parts.sound, heard[4000:12000])
    assert last > 0.75


def test_seconds_of_a_clip(tmp_path: Path) -> None:
    clip = made.clip(tmp_path / "clip.mp4", 2)
    end = spans(clip, None)[-1].span.end or 0.0
    [some] = spans(clip, Cut(span=Span(start=end / 2, end=end)))
    assert (some.span.start, some.span.end) == (end / 2, end)
    assert some.parts.images


@pytest.mark.parametrize("span", [Span(start=900, end=901), Span(page=7)])
def test_a_part_that_is_not_there(tmp_path: Path, span: Span) -> None:
    path = (
        made.document(tmp_path / "two.pdf", "first", "second")
        if span.page
        else made.recording(tmp_path / "recording.wav", 3)
    )
    with pytest.raises(MediaError) as caught:
        spans(path, Cut(span=span))
    assert caught.value.code == "no-such-part"
