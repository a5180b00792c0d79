from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from findling.core.model import Pixels
from findling.media.container import open_container
from findling.media.moments import Frames, shown_size, upright
from tests.unit.media.made_clips import write_clip

CORNERS = ((250, 20, 20), (20, 250, 20), (20, 20, 250), (250, 250, 250))
"""Top left, top right, bottom left, bottom right."""


def four_corners(_: float) -> Pixels:
    picture = np.zeros((64, 96, 3), np.uint8)
    picture[:32, :48], picture[:32, 48:], picture[32:, :48], picture[32:, 48:] = CORNERS
    return picture


def corners_of(pixels: Pixels) -> list[int]:
    """Which of the four colours stands in each corner."""
    height, width = pixels.shape[:2]
    seen = [
        pixels[y, x].astype(int)
        for y in (height // 4, 3 * height // 4)
        for x in (width // 4, 3 * width // 4)
    ]
    return [int(np.abs(np.asarray(CORNERS) - s).sum(axis=1).argmin()) for s in seen]


def first_upright(path: Path, *, longest: int = 640) -> tuple[Pixels, tuple[int, int]]:
    with open_container(path) as opened:
        frames = Frames(opened)
        found = frames.first()
        assert found is not None
        return (
            upright(found[1], aspect=frames.aspect, longest=longest),
            shown_size(found[1], aspect=frames.aspect),
        )


@pytest.mark.parametrize(
    ("turned", "size", "corners"),
    [
        (0, (96, 64), [0, 1, 2, 3]),
        (90, (64, 96), [1, 3, 0, 2]),  # counter-clockwise
        (-90, (64, 96), [2, 0, 3, 1]),
        (180, (96, 64), [3, 2, 1, 0]),
    ],
)
def test_frames_are_turned_as_the_display_matrix_says(
    tmp_path: Path, turned: int, size: tuple[int, int], corners: list[int]
) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=1, draw=four_corners, turned=turned)
    pixels, shown = first_upright(path)
    assert shown == size
    assert pixels.shape == (size[1], size[0], 3)
    assert corners_of(pixels) == corners


def test_a_mirrored_clip_is_mirrored(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=1, draw=four_corners, mirrored=True)
    assert corners_of(first_upright(path)[0]) == [1, 0, 3, 2]


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=1, aspect=Fraction(2, 1))
    assert first_upright(path)[0].shape == (64, 192, 3)


def test_frames_are_shrunk_and_never_enlarged(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=1)
    assert first_upright(path, longest=48)[0].shape == (32, 48, 3)
    assert first_upright(path, longest=960)[0].shape == (64, 96, 3)


def seconds_shown(pixels: Pixels) -> float:
    return float(pixels[:, : pixels.shape[1] // 3].mean()) / 20


Look = Callable[[Frames], list[float]]


def looked_at(path: Path, look: Look) -> list[float]:
    with open_container(path) as opened:
        frames = Frames(opened)
        frames.new_window()
        return look(frames)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "avi", "ts", "mpg"])
def test_with_one_keyframe_the_frames_between_are_decoded(tmp_path: Path, suffix: str) -> None:
    codec = "mpeg2video" if suffix in ("ts", "mpg") else "mpeg4"
    path = write_clip(
        tmp_path / f"a.{suffix}", seconds=6, between_keyframes=600, codec=codec, rate=25
    )

    def look(frames: Frames) -> list[float]:
        found = [frames.at(t, floor=t - 0.5, goal=t) for t in (1.0, 2.0, 3.0, 5.0)]
        return [
            seconds_shown(upright(f[1], aspect=None, longest=96))
            for f in found
            if f is not None
        ]

    assert looked_at(path, look) == pytest.approx([1.0, 2.0, 3.0, 5.0], abs=0.25)


def test_a_keyframe_that_is_near_enough_costs_no_further_decoding(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=6, between_keyframes=10)

    def look(frames: Frames) -> list[float]:
        found = [frames.at(t, floor=t - 1.0, goal=t) for t in (1.5, 4.7)]
        return [f[0] for f in found if f is not None]

    assert looked_at(path, look) == pytest.approx([1.0, 4.0], abs=0.01)


def test_where_decoding_would_cost_too_much_there_is_no_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("findling.media.moments.WINDOW_PIXELS", 96 * 64 * 20)
    path = write_clip(tmp_path / "a.mp4", seconds=6, between_keyframes=600)
    assert looked_at(path, lambda f: [t for t in (0.0, 5.0) if f.at(t, floor=t, goal=t)]) == [
        0.0
    ]


def test_after_the_end_there_is_no_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=2)
    assert looked_at(path, lambda f: [99.0] if f.at(99.0, floor=98.0, goal=99.0) else []) == []
