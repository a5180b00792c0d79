"""Strips lie evenly over a clip, levels over a recording, however long they are."""

from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.media import strip
from findling.media.strip import frame_strip, sound_levels
from tests import made
from tests.unit.media.made_clips import tone, write_clip, write_recording


@pytest.mark.parametrize("small", [strip._SMALL, 0])
@pytest.mark.parametrize("ending", ["mp4", "mkv"])
def test_a_strip_is_even(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int, ending: str
) -> None:
    monkeypatch.setattr(strip, "_SMALL", small)
    path = write_clip(tmp_path / f"a.{ending}", seconds=8.0)
    seconds, frames = frame_strip(path, count=4, height=32)
    assert seconds == pytest.approx([1.0, 3.0, 5.0, 7.0], abs=0.6)
    for second, frame in zip(seconds, frames, strict=True):
        assert frame.shape == (32, 48, 3)
        assert float(frame[:, :18].mean()) / 20 == pytest.approx(second, abs=0.1)


def test_a_turned_clip_gives_a_turned_strip(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=2.0, turned=90)
    assert {frame.shape for frame in frame_strip(path, count=3, height=96)[1]} == {(96, 64, 3)}


def test_there_is_no_strip_of_a_recording(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        frame_strip(made.recording(tmp_path / "a.wav", 1), count=3, height=32)
    assert caught.value.code == "no-picture"


@pytest.mark.parametrize("whole", [strip._WHOLE, 1.0])
def test_levels_follow_the_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: float
) -> None:
    monkeypatch.setattr(strip, "_WHOLE", whole)
    loud = tone(hertz=440, seconds=4.0)
    path = write_recording(tmp_path / "a.flac", np.concatenate([loud, loud * 0, loud * 0.5]))
    levels = sound_levels(path, bars=12)
    assert levels.shape == (12,)
    assert levels[1:3] == pytest.approx([0.354] * 2, abs=0.02)
    assert levels[5:7] == pytest.approx([0.0] * 2, abs=0.02)
    assert levels[9:11] == pytest.approx([0.177] * 2, abs=0.02)


def test_a_clip_without_sound_is_silent(tmp_path: Path) -> None:
    levels = sound_levels(made.clip(tmp_path / "a.mp4", 1), bars=5)
    assert levels.tolist() == [0.0] * 5
