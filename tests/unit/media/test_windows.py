"""Where clips are cut, and which windows show nothing new."""

from collections.abc import Generator

import numpy as np
import pytest

from findling.core.model import Kind, Parts, Span
from findling.media.container import LONGEST
from findling.media.reading import SpanParts
from findling.media.windows import few_of_still, join_still, windows_of


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (12.5, [(0, 12.5)]),
        (30.0, [(0, 30)]),
        (39.0, [(0, 39)]),
        (41.0, [(0, 30), (30, 41)]),
        (95.0, [(0, 30), (30, 60), (60, 95)]),
        (0.0, [(0, 0)]),
    ],
)
def test_windows_cover_the_clip_without_a_stub(
    seconds: float, expected: list[tuple[float, float]]
) -> None:
    assert windows_of(seconds, window=30.0) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (120.0, [(0, 120)]),
        (120.5, [(0, 120), (120, 120.5)]),
        (150.0, [(0, 120), (120, 150)]),
        (245.0, [(0, 120), (120, 240), (240, 245)]),
        (30.0, [(0, 30)]),
    ],
)
def test_no_window_exceeds_what_is_allowed(
    seconds: float, expected: list[tuple[float, float]]
) -> None:
    assert windows_of(seconds, window=120.0, longest=120.0) == expected


def test_a_rest_joins_up_to_what_is_allowed() -> None:
    assert windows_of(62.0, window=30.0, longest=32.0) == [(0, 30), (30, 62)]
    assert windows_of(62.1, window=30.0, longest=32.0) == [(0, 30), (30, 60), (60, 62.1)]


def test_a_clip_that_claims_years_gets_a_working_day_of_windows() -> None:
    assert windows_of(1e12, window=30.0)[-1][1] == LONGEST


def window(start: float, *, level: int, loud: float = 0.0, spot: int = 0) -> SpanParts:
    picture = np.full((96, 96, 3), level, np.uint8)
    picture[:8, :8] += np.uint8(spot)
    sound = np.full(1600, loud, np.float32) if loud else None
    parts = Parts(kind=Kind.CLIP, images=(picture, picture), sound=sound)
    return SpanParts(span=Span(start=start, end=start + 30), parts=parts)


def spans_of(*windows: SpanParts) -> list[tuple[float | None, float | None]]:
    return [(w.span.start, w.span.end) for w in join_still(w for w in windows)]


def test_still_and_silent_windows_become_one() -> None:
    still = [window(i * 30.0, level=100) for i in range(3)]
    assert spans_of(*still, window(90.0, level=180)) == [(0, 90), (90, 120)]


def test_a_small_thing_that_moves_keeps_windows_apart() -> None:
    assert len(spans_of(window(0.0, level=100), window(30.0, level=100, spot=60))) == 2


def test_sound_keeps_windows_apart() -> None:
    heard = [window(i * 30.0, level=100, loud=0.1) for i in range(3)]
    assert len(spans_of(*heard)) == 3


def test_a_slow_change_is_measured_from_where_it_began() -> None:
    assert len(spans_of(*(window(i * 30.0, level=100 + i) for i in range(9)))) > 2


def test_windows_without_frames_are_never_joined() -> None:
    dark = SpanParts(span=Span(start=0.0, end=30.0), parts=Parts(kind=Kind.CLIP))
    assert len(spans_of(dark, dark)) == 2


def images_left(*windows: SpanParts, frames: int = 2) -> list[int]:
    few = few_of_still((w for w in windows), frames=frames)
    return [len(w.parts.images) for w in few]


def of_levels(*levels: int, loud: float = 0.0) -> SpanParts:
    images = tuple(np.full((96, 96, 3), level, np.uint8) for level in levels)
    sound = np.full(1600, loud, np.float32) if loud else None
    return SpanParts(
        span=Span(start=0.0, end=30.0),
        parts=Parts(kind=Kind.CLIP, images=images, sound=sound, text="words"),
    )


def test_a_still_window_keeps_few_frames_even_if_it_is_heard() -> None:
    moving, still = of_levels(100, 100, 180, 100), of_levels(100, 101, 100, 100, loud=0.1)
    assert images_left(moving, still) == [4, 2]
    assert images_left(of_levels(100), of_levels(100, 100), of_levels(100, 200)) == [1, 2, 2]
    (few,) = few_of_still((w for w in [still]), frames=2)
    assert few.parts.sound is not None
    assert few.parts.text == "words"


def test_nobody_goes_on_decoding_once_the_spans_are_closed() -> None:
    closed = []

    def windows() -> Generator[SpanParts, None, None]:
        try:
            yield of_levels(1, 1, 1)
            yield of_levels(90, 90, 90)
        finally:
            closed.append(True)

    spans = few_of_still(join_still(windows()), frames=2)
    next(spans)
    spans.close()
    assert closed == [True]
