import io
from pathlib import Path

import av
import pytest

from findling.core.errors import MediaError
from findling.media.container import (
    OPENING_BYTES,
    Source,
    foreign_errors,
    open_container,
    seconds_of,
)
from tests.unit.media.made_clips import RATE, tone, write_clip, write_recording


def opening_fails(path: Path) -> MediaError:
    with pytest.raises(MediaError) as caught, open_container(path):
        pass
    return caught.value


def test_the_streams_that_matter_are_chosen(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=1, sound=tone(hertz=300, seconds=1))
    with open_container(path) as opened:
        assert opened.format == "mov"
        assert opened.picture is not None
        assert opened.sound is not None
        assert opened.cover is None


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "avi", "ts"])
def test_the_length_is_where_the_packets_end(tmp_path: Path, suffix: str) -> None:
    path = write_clip(tmp_path / f"a.{suffix}", seconds=4)
    with open_container(path) as opened:
        assert seconds_of(opened) == pytest.approx(4.0, abs=0.15)


def test_a_cut_clip_is_as_long_as_what_is_left(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=30)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with open_container(path) as opened:
        assert opened.claimed_seconds == pytest.approx(30.0, abs=0.2)
        seconds = seconds_of(opened)
    assert seconds is not None
    assert 5.0 < seconds < 25.0


def test_a_play_list_reaches_no_other_file(tmp_path: Path) -> None:
    target = write_clip(tmp_path / "target.ts", seconds=1)
    lists = {
        "a.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n",
        "a.ffconcat": f"ffconcat version 1.0\nfile '{target}'\n",
        "a.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    }
    for name, text in lists.items():
        path = tmp_path / name
        path.write_text(text)
        assert opening_fails(path).code == "damaged"


def test_even_a_demuxer_of_play_lists_would_reach_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = ",".join(sorted(av.formats_available))
    monkeypatch.setattr("findling.media.container._allowed_formats", lambda: everything)
    target = write_clip(tmp_path / "target.ts", seconds=1, codec="mpeg2video")
    for name, text in (
        ("a.m3u8", f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n"),
        ("a.ffconcat", f"ffconcat version 1.0\nfile {target.name}\n"),
    ):
        path = tmp_path / name
        path.write_text(text)
        monkeypatch.chdir(tmp_path)
        assert opening_fails(path).code in ("damaged", "no-stream", "truncated")


def test_a_picture_is_no_clip(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(path)
    assert opening_fails(path).code == "damaged"


def test_a_gigantic_frame_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "a.avi", seconds=1)
    monkeypatch.setattr("findling.media.container.LONGEST_SIDE", 80)
    assert opening_fails(path).code == "too-large"


def test_a_frame_too_large_to_be_decoded_is_damaged(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.avi", seconds=1)
    raw = bytearray(path.read_bytes())
    header = raw.index(b"strf") + 8
    raw[header + 4 : header + 12] = (20_000).to_bytes(4, "little") * 2
    raw[header + 16 : header + 20] = b"MJPG"
    path.write_bytes(bytes(raw))
    assert opening_fails(path).code == "damaged"


def test_a_container_without_streams_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(bytes.fromhex("00000014") + b"ftypisom" + bytes(4) + b"isom")
    assert opening_fails(path).code in ("no-stream", "damaged")


def test_a_source_runs_dry_at_its_budget() -> None:
    source = Source(io.BytesIO(bytes(100)))
    source.allow(60)
    assert [len(source.read(40)) for _ in range(3)] == [40, 0, 0]
    source.allow(None)
    assert len(source.read(40)) == 40


def test_an_endless_beginning_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with path.open("wb") as out:
        out.write(b"\x1aE\xdf\xa3")
        out.truncate(100 * OPENING_BYTES)
    assert opening_fails(path).code in ("damaged", "truncated")


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (MemoryError(), "too-much-memory"),
        (av.error.EOFError(1, "end"), "truncated"),
        (av.error.InvalidDataError(1, "Invalid data"), "damaged"),
        (av.error.PatchWelcomeError(1, "not yet"), "unsupported"),
        (OSError(5, "Input/output error"), "io-error"),
        (OverflowError(), "damaged"),
        (ValueError(), "damaged"),
    ],
)
def test_foreign_errors_get_words(raised: Exception, code: str) -> None:
    with pytest.raises(MediaError) as caught, foreign_errors():
        raise raised
    assert caught.value.code == code


def test_our_own_mistakes_fly_on() -> None:
    with pytest.raises(TypeError), foreign_errors():
        raise TypeError


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_container(tmp_path / "gone.mp4"):
        pass


def test_tags_of_container_and_streams_are_given(tmp_path: Path) -> None:
    path = write_recording(
        tmp_path / "a.ogg",
        tone(hertz=440, seconds=1, rate=RATE),
        codec="flac",
        tags={"title": "Morning"},
    )
    with open_container(path) as opened:
        assert ("title", "Morning") in [(k.lower(), v) for k, v in opened.tags()]
