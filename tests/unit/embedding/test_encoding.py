"""What is encoded can be decoded by others, says nothing about where it comes from, and is the same every time."""

import io
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from PIL import Image

from findling.core.model import SAMPLE_RATE, Pixels, Samples
from findling.embedding import encoding
from findling.embedding.encoding import (
    encode_jpeg,
    encode_mp4,
    encode_sound,
    has_mp3,
    sound_seconds,
)
from tests.made import drawing

ROOT = Path(__file__).parents[3]


def picture(width: int, height: int, *, seed: int = 1) -> Pixels:
    return np.asarray(drawing(seed, (width, height)))


def tone(seconds: float) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.4 * np.sin(2 * np.pi * 440 * at)).astype(np.float32)


def watched(data: bytes) -> tuple[list[Pixels], float]:
    """All frames, and how long the pictures last."""
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        seconds = float(stream.duration * stream.time_base)
        shown = [f.to_ndarray(format="rgb24") for f in container.decode(stream)]
        return cast(list[Pixels], shown), seconds


def heard(data: bytes) -> float:
    with av.open(io.BytesIO(data), "r") as container:
        played = [Fraction(f.samples, f.sample_rate) for f in container.decode(audio=0)]
        return float(sum(played))


def tags(data: bytes) -> set[str]:
    with av.open(io.BytesIO(data)) as container:
        found = set(container.metadata)
        for stream in container.streams:
            found |= set(stream.metadata)
        return found


def test_a_jpeg_is_a_picture_and_nothing_else() -> None:
    data = encode_jpeg(picture(640, 400), longest=1024)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 400))
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert np.abs(np.asarray(image).astype(int) - picture(640, 400)).mean() < 4


@pytest.mark.parametrize(
    ("size", "longest", "expected"),
    [((1500, 300), 1000, (1000, 200)), ((3, 4000), 1000, (1, 1000)), ((1, 1), 1000, (1, 1))],
)
def test_a_jpeg_is_shrunk_and_never_enlarged(
    size: tuple[int, int], longest: int, expected: tuple[int, int]
) -> None:
    with Image.open(io.BytesIO(encode_jpeg(picture(*size), longest=longest))) as image:
        assert image.size == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((320, 240), (320, 240)),
        ((101, 57), (100, 56)),
        ((1, 1), (2, 2)),
        ((1, 33), (2, 32)),
        ((1920, 1080), (480, 270)),
        ((1000, 563), (480, 270)),
        ((4000, 2), (480, 2)),
    ],
)
def test_a_clip_has_even_sides_and_all_its_frames(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    frames = [picture(*size, seed=seed) for seed in range(3)]
    shown, seconds = watched(encode_mp4(frames, longest=480, step=1.0))
    assert seconds == 3.0
    assert [(f.shape[1], f.shape[0]) for f in shown] == [expected] * 3


def test_frames_come_back_in_order_and_upright() -> None:
    frames = [picture(160, 120, seed=seed) for seed in range(4)]
    shown, _ = watched(encode_mp4(frames, longest=480, step=1.0))
    for original, found in zip(frames, shown, strict=True):
        assert np.abs(original.astype(int) - found).mean() < 12


def test_a_clip_that_changes_its_size_keeps_the_first_one() -> None:
    frames = [picture(160, 120), picture(120, 160), picture(320, 240)]
    shown, _ = watched(encode_mp4(frames, longest=480, step=1.0))
    assert [f.shape for f in shown] == [(120, 160, 3)] * 3


def test_an_odd_limit_is_not_exceeded() -> None:
    shown, _ = watched(encode_mp4([picture(600, 600)], longest=481, step=1.0))
    assert shown[0].shape == (480, 480, 3)


def test_a_clip_can_carry_its_sound() -> None:
    frames = [picture(160, 120, seed=seed) for seed in range(4)]
    data = encode_mp4(frames, longest=480, step=2.5, sound=tone(10.0))
    shown, seconds = watched(data)
    assert (len(shown), seconds) == (4, 10.0)
    assert heard(data) == pytest.approx(10.0, abs=0.2)
    assert tags(data) <= PLAIN_TAGS


PLAIN_TAGS = {
    *("major_brand", "minor_version", "compatible_brands"),
    *("language", "handler_name", "vendor_id"),
}


def test_nothing_says_who_encoded_it() -> None:
    clip = encode_mp4([picture(160, 120)] * 2, longest=480, step=1.0)
    sound = encode_sound(tone(1.0), longest=180.0).data
    assert tags(clip) <= PLAIN_TAGS
    assert not tags(sound)
    for word in (b"x264", b"Lavf", b"Lavc"):
        assert word not in clip
        assert word not in sound
    assert not sound.startswith(b"ID3")
    assert b"Xing" not in sound
    assert b"Info" not in sound


@pytest.mark.parametrize("seconds", [0.01, 0.036, 0.5, 1.0, 1.008, 29.97, 60.0, 179.7])
def test_sound_lasts_as_long_as_it_is_said_to(seconds: float) -> None:
    part = encode_sound(tone(seconds), longest=180.0)
    assert part.mime == "audio/mpeg"
    assert heard(part.data) == pytest.approx(sound_seconds(seconds, longest=180.0))
    assert seconds <= heard(part.data) < seconds + 0.15


@pytest.mark.parametrize("seconds", [2.0, 2.2, 5.0])
def test_sound_never_exceeds_what_is_allowed(seconds: float) -> None:
    data = encode_sound(tone(seconds), longest=2.0).data
    assert 1.7 < heard(data) <= 2.0
    assert heard(data) == pytest.approx(sound_seconds(seconds, longest=2.0))


def test_without_an_encoder_sound_is_a_wav(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_mp3()
    monkeypatch.setattr(encoding, "has_mp3", lambda: False)
    part = encode_sound(tone(1.5), longest=180.0)
    assert part.mime == "audio/wav"
    assert heard(part.data) == 1.5 == sound_seconds(1.5, longest=180.0)


ENCODE = """
import sys
import numpy as np
from findling.embedding.encoding import encode_jpeg, encode_mp4, encode_sound
random = np.random.default_rng(7)
frames = [random.integers(0, 256, (90, 120, 3), dtype=np.uint8) for _ in range(5)]
sound = random.normal(0, 0.1, 20_000).astype(np.float32)
for data in (
    encode_jpeg(frames[0], longest=100),
    encode_mp4(frames, longest=100, step=1.0),
    encode_mp4(frames, longest=100, step=0.4, sound=sound),
    encode_sound(sound, longest=180.0).data,
):
    sys.stdout.buffer.write(data)
"""


def test_two_processes_give_the_same_bytes() -> None:
    both = [
        subprocess.run(
            [sys.executable, "-c", ENCODE],
            env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(both[0]) > 10_000
    assert both[0] == both[1]
