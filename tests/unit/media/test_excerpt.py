"""A part of a clip is that part, packet for packet, in the same kind of file."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.media.container import open_container, seconds_of
from findling.media.excerpt import copy_span
from findling.media.reel import Reel
from tests.unit.media.made_clips import tone, write_clip, write_recording


def cut(path: Path, to: Path, start: float, end: float) -> Path:
    out = bytearray()

    def put(at: int, data: bytes) -> None:
        if len(out) < at + len(data):
            out.extend(bytes(at + len(data) - len(out)))
        out[at : at + len(data)] = data

    copy_span(path, start=start, end=end, put=put)
    to.write_bytes(out)
    return to


def grey_at(path: Path, second: float) -> float:
    with closing(Reel(path, longest=0)) as reel:
        return float(reel.frame_at(second)[:, :40].mean()) / 20


def length(path: Path) -> float:
    with open_container(path) as opened:
        return seconds_of(opened) or 0.0


@pytest.mark.parametrize("ending", ["mp4", "mov"])
def test_mp4_and_mov_begin_exactly(tmp_path: Path, ending: str) -> None:
    path = write_clip(
        tmp_path / f"a.{ending}", seconds=8.0, sound=tone(hertz=440, seconds=8.0), turned=90
    )
    part = cut(path, tmp_path / f"part.{ending}", 2.5, 5.0)
    with closing(Reel(part, longest=0)) as reel:
        assert reel.medium.has_sound
        assert reel.medium.size == (64, 96)
        assert reel.medium.seconds == pytest.approx(2.5, abs=0.15)
    with closing(Reel(path, longest=0)) as whole, closing(Reel(part, longest=0)) as reel:
        for second in (0.0, 1.0, 2.0):
            np.testing.assert_array_equal(
                reel.frame_at(second + 0.01), whole.frame_at(second + 2.51)
            )


@pytest.mark.parametrize("ending", ["mkv", "avi"])
def test_others_begin_with_the_keyframe_before(tmp_path: Path, ending: str) -> None:
    path = write_clip(tmp_path / f"a.{ending}", seconds=8.0)
    part = cut(path, tmp_path / f"part.{ending}", 2.5, 5.0)
    assert length(part) == pytest.approx(3.0, abs=0.15)
    assert grey_at(part, 0.0) == pytest.approx(2.0, abs=0.06)
    assert grey_at(part, 1.01) == pytest.approx(3.0, abs=0.06)


@pytest.mark.parametrize(
    ("ending", "codec"),
    [("flac", "flac"), ("mp3", "libmp3lame"), ("m4a", "aac"), ("wav", "pcm_s16le")],
)
def test_recordings_are_cut_too(tmp_path: Path, ending: str, codec: str) -> None:
    path = write_recording(tmp_path / f"a.{ending}", tone(hertz=440, seconds=8.0), codec=codec)
    part = cut(path, tmp_path / f"part.{ending}", 3.0, 5.0)
    assert length(part) == pytest.approx(2.0, abs=0.25)


def test_nothing_between_is_said(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=2.0)
    with pytest.raises(MediaError):
        cut(path, tmp_path / "part.mp4", 50.0, 60.0)
