from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Samples
from findling.media.container import open_container
from findling.media.sound import Track, cut, decode_sound
from tests.unit.media.made_clips import tone, write_clip, write_recording


def heard(path: Path, *, placed: bool = False) -> Samples:
    with open_container(path) as opened:
        return np.concatenate(list(decode_sound(opened, placed=placed)))


def pitch(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.fft.rfftfreq(samples.size, 1 / SAMPLE_RATE)[int(spectrum.argmax())])


def test_sound_comes_as_one_channel_at_the_shared_rate(tmp_path: Path) -> None:
    samples = heard(write_recording(tmp_path / "a.flac", tone(hertz=440, seconds=2)))
    assert samples.dtype == np.float32
    assert samples.size == pytest.approx(2 * SAMPLE_RATE, abs=40)
    assert pitch(samples) == pytest.approx(440, abs=1)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.02)


def test_a_late_sound_is_placed_where_it_is_heard(tmp_path: Path) -> None:
    late = np.concatenate([np.zeros(1, np.float32), tone(hertz=300, seconds=1)])
    path = write_clip(tmp_path / "a.mkv", seconds=3, sound=late, sound_at=2.0)
    samples = heard(path, placed=True)
    assert samples.size == pytest.approx(3 * SAMPLE_RATE, abs=2500)
    assert np.abs(samples[: int(1.9 * SAMPLE_RATE)]).max() < 0.01
    assert np.abs(samples[int(2.2 * SAMPLE_RATE) : int(2.8 * SAMPLE_RATE)]).max() > 0.3


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.5, [0.5]),
        (1.0, [1.0]),
        (1.3, [1.3]),
        (1.4, [1.0, 0.4]),
        (2.25, [1.0, 1.25]),
        (3.5, [1.0, 1.0, 1.0, 0.5]),
    ],
)
@pytest.mark.parametrize("chunk", [700, 16_000, 100_000])
def test_a_short_rest_joins_the_window_before(
    seconds: float, expected: list[float], chunk: int
) -> None:
    samples = np.arange(round(seconds * SAMPLE_RATE), dtype=np.float32)
    chunks = [samples[i : i + chunk] for i in range(0, samples.size, chunk)]
    windows = list(cut(chunks, seconds=1.0))
    assert [w.size / SAMPLE_RATE for _, w in windows] == pytest.approx(expected)
    assert [start for start, _ in windows] == pytest.approx(list(range(len(expected))))
    assert np.array_equal(np.concatenate([w for _, w in windows]), samples)


def test_nothing_makes_no_window() -> None:
    assert list(cut([], seconds=1.0)) == []


def test_a_track_gives_stretch_after_stretch() -> None:
    track = Track(iter([np.arange(5, dtype=np.float32), np.arange(5, 8, dtype=np.float32)]))
    assert [track.take(3).tolist() for _ in range(4)] == [[0, 1, 2], [3, 4, 5], [6, 7], []]


def test_a_recording_that_ends_in_noise_keeps_what_was_heard(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mp3", tone(hertz=440, seconds=4), codec="mp3")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + bytes(20_000))
    assert heard(path).size > 1.5 * SAMPLE_RATE


def test_a_header_without_sound_is_damaged(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.flac", tone(hertz=440, seconds=1))
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(MediaError) as caught:
        heard(path)
    assert caught.value.code == "damaged"


def test_floats_that_are_no_sound_become_silence(tmp_path: Path) -> None:
    path = write_recording(
        tmp_path / "a.wav",
        tone(hertz=440, seconds=1, rate=SAMPLE_RATE),
        codec="pcm_f32le",
        rate=SAMPLE_RATE,
    )
    raw = path.read_bytes()
    data = raw.index(b"data") + 8
    samples = np.frombuffer(raw[data:], "<f4").copy()
    samples[100], samples[200], samples[300] = np.nan, np.inf, 1e30
    path.write_bytes(raw[:data] + samples.tobytes())
    found = heard(path)
    assert np.isfinite(found).all()
    assert np.abs(found).max() <= 1.0
    assert found[100] == 0.0


def test_a_layout_that_changes_on_the_way_is_followed(tmp_path: Path) -> None:
    one = write_recording(
        tmp_path / "one.mp3", tone(hertz=440, seconds=1), codec="mp3"
    ).read_bytes()
    other = write_recording(
        tmp_path / "other.mp3",
        tone(hertz=440, seconds=1, rate=32_000),
        codec="mp3",
        rate=32_000,
    ).read_bytes()
    path = tmp_path / "both.mp3"
    path.write_bytes(one + other)
    assert heard(path).size == pytest.approx(2 * SAMPLE_RATE, abs=4000)
