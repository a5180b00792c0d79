import numpy as np
import pytest

from findling.core.model import Kind, Parts, Span
from findling.media.clip import join_still, shows_something, windows_of
from findling.media.container import LONGEST
from findling.media.reading import SpanParts


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


def test_a_clip_that_claims_years_gets_a_working_day_of_windows() -> None:
    assert windows_of(1e12, window=30.0)[-1][1] == LONGEST


def test_black_white_and_even_frames_show_nothing() -> None:
    striped = np.zeros((64, 64, 3), np.uint8)
    striped[:, ::8] = striped[:, 1::8] = striped[:, 2::8] = striped[:, 3::8] = 200
    assert shows_something(striped)
    for level in (0, 5, 128, 255):
        assert not shows_something(np.full((64, 64, 3), level, np.uint8))


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
