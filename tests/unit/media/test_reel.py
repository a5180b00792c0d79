"""Frames and sound come from the second asked for, in order, faster and slower at the same pitch."""

from contextlib import closing
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.media.reel import MOST_FRAMES_A_SECOND, Piece, Reel
from findling.media.reel_sound import RATE, tempos
from tests import made
from tests.unit.media.made_clips import tone, write_clip, write_recording


def played(path: Path, second: float, *, speed: float = 1.0) -> list[Piece]:
    with closing(Reel(path, longest=96)) as reel:
        return [p for p in reel.pieces(second, speed=speed) if p is not None]


def frames(pieces: list[Piece]) -> list[Piece]:
    return [p for p in pieces if p.frame is not None]


def sound(pieces: list[Piece]) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.concatenate([p.sound for p in pieces if p.sound is not None])


def grey(piece: Piece) -> float:
    """The second at which the frame was drawn."""
    assert piece.frame is not None
    return float(piece.frame[:, :40].mean()) / 20


def hertz(samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> float:
    spectrum = np.abs(np.fft.rfft(samples[:, 0].astype(np.float64)))
    return float(np.argmax(spectrum) * RATE / len(samples))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reel") / "clip.mp4"
    return write_clip(
        path, seconds=6.0, sound=tone(hertz=440, seconds=6.0), between_keyframes=25
    )


def test_the_medium_is_told(clip: Path) -> None:
    with closing(Reel(clip, longest=96)) as reel:
        medium = reel.medium
    assert medium.size == (96, 64)
    assert medium.seconds == pytest.approx(6.0, abs=0.1)
    assert medium.frames_a_second == pytest.approx(10)
    assert medium.has_sound


@pytest.mark.parametrize("second", [0.0, 0.05, 1.0, 2.44, 2.5, 4.19, 5.9])
def test_seeking_is_exact(clip: Path, second: float) -> None:
    pieces = played(clip, second)
    assert pieces[0].frame is not None
    assert pieces[0].second == second
    assert grey(pieces[0]) == pytest.approx(int(second * 10 + 0.01) / 10, abs=0.06)
    seconds = [p.second for p in pieces]
    assert all(a <= b for a, b in pairwise(seconds))
    for frame in frames(pieces)[1:]:
        assert grey(frame) == pytest.approx(frame.second, abs=0.06)
    assert len(sound(pieces)) / RATE == pytest.approx(6.0 - second, abs=0.1)


@pytest.mark.parametrize("second", [6.0, 60.0])
def test_after_the_end_the_last_frame_stands(clip: Path, second: float) -> None:
    (last,) = frames(played(clip, second))
    assert grey(last) == pytest.approx(5.9, abs=0.06)


@pytest.mark.parametrize("speed", [0.25, 0.5, 1.5, 2.0, 4.0])
def test_speed_changes_the_length_and_not_the_pitch(clip: Path, speed: float) -> None:
    pieces = played(clip, 2.0, speed=speed)
    heard = sound(pieces)
    assert len(heard) / RATE == pytest.approx(4.0 / speed, rel=0.1)
    assert hertz(heard) == pytest.approx(440, rel=0.02)
    last = [p for p in pieces if p.sound is not None][-1]
    assert last.second == pytest.approx(5.9, abs=0.5)


def test_no_more_frames_come_than_can_be_shown(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "fast.mp4", seconds=2.0, rate=50)
    assert len(frames(played(path, 0.0, speed=4.0))) <= 2.0 / 4.0 * MOST_FRAMES_A_SECOND + 2
    assert len(frames(played(path, 0.0))) == 100


@pytest.mark.parametrize(("turned", "size"), [(0, (96, 64)), (90, (64, 96)), (180, (96, 64))])
def test_a_turned_clip_is_upright(tmp_path: Path, turned: int, size: tuple[int, int]) -> None:
    path = write_clip(tmp_path / "turned.mp4", seconds=1.0, turned=turned)
    with closing(Reel(path, longest=0)) as reel:
        assert reel.medium.size == size
        assert reel.frame_at(0.5).shape == (size[1], size[0], 3)


def test_pixels_become_square(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "wide.mkv", seconds=1.0, aspect=Fraction(2))
    with closing(Reel(path, longest=0)) as reel:
        assert reel.medium.size == (192, 64)


def test_a_frame_stands_until_the_next_one(tmp_path: Path) -> None:
    """Nothing between the first and the fourth second."""
    path = write_clip(tmp_path / "gap.mkv", seconds=5.0, drop=lambda s: 0.95 < s < 3.95)
    first, second, *_ = frames(played(path, 2.5))
    assert first.second == 2.5
    assert grey(first) == pytest.approx(0.9, abs=0.06)
    assert second.second == pytest.approx(4.0, abs=0.01)


def test_where_sound_is_missing_it_is_silent(tmp_path: Path) -> None:
    late = write_clip(
        tmp_path / "late.mkv", seconds=4.0, sound=tone(hertz=440, seconds=1.0), sound_at=2.0
    )
    heard = sound(played(late, 1.0))
    assert len(heard) / RATE == pytest.approx(3.0, abs=0.1)
    assert not heard[: int(0.9 * RATE)].any()
    assert np.abs(heard[int(1.2 * RATE) : int(1.8 * RATE)]).max() > 5000
    assert not heard[int(2.2 * RATE) :].any()


def test_a_recording_has_no_frames(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.flac", tone(hertz=300, seconds=3.0))
    pieces = played(path, 1.0)
    assert frames(pieces) == []
    assert len(sound(pieces)) / RATE == pytest.approx(2.0, abs=0.02)
    assert hertz(sound(pieces)) == pytest.approx(300, rel=0.01)


def test_a_clip_without_sound_has_frames_only(tmp_path: Path) -> None:
    pieces = played(made.clip(tmp_path / "a.mp4", 1), 0.0)
    assert len(frames(pieces)) == len(pieces) == 20


def test_broken_packets_are_passed_over(clip: Path, tmp_path: Path) -> None:
    data = bytearray(clip.read_bytes())
    start = data.find(b"mdat") + 4
    data[start + 4000 : start + 5000] = bytes(1000)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    pieces = played(broken, 0.0)
    assert frames(pieces)[-1].second > 5.0


def test_what_cannot_be_played_is_said(tmp_path: Path) -> None:
    for content in (b"", b"\0\0\0\x18ftypmp42" + bytes(500), bytes(range(256)) * 20):
        path = tmp_path / "no.mp4"
        path.write_bytes(content)
        with pytest.raises(MediaError):
            Reel(path, longest=100)


def test_tempos_multiply_to_the_speed() -> None:
    for speed in (0.25, 0.3, 0.5, 0.9, 1.0, 1.7, 2.0, 3.0, 4.0):
        assert np.prod(tempos(speed)) == pytest.approx(speed)
        assert all(0.5 <= tempo <= 2.0 for tempo in tempos(speed))
