import pytest

from findling.media.syncwords import is_ac3, is_adts, is_mpeg_audio, is_transport_stream

MP3 = b"\xff\xfb\x90\x64".ljust(417, b"\0")  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz
MP3_LOW = b"\xff\xf3\x40\xc0".ljust(144, b"\0")  # MPEG 2 layer III, 32 kbit/s, 22.05 kHz: 104
ADTS = b"\xff\xf1\x50\x80\x02\x1f\xfc".ljust(16, b"\0")
AC3 = b"\x0b\x77\x00\x00\x00\x40".ljust(128, b"\0")  # 48 kHz, 32 kbit/s
EAC3 = b"\x0b\x77\x00\x1f\x00\x80".ljust(64, b"\0")


def test_two_frames_are_walked() -> None:
    assert is_mpeg_audio(MP3 * 2, frames=2)
    assert is_adts(ADTS * 2, frames=2)
    assert is_ac3(AC3 * 2, frames=2)
    assert is_ac3(EAC3 * 2, frames=2)
    assert is_mpeg_audio((MP3_LOW[:104]) * 2, frames=2)


def test_a_sync_word_alone_is_not_a_stream() -> None:
    assert not is_mpeg_audio(MP3 + bytes(100), frames=2)
    assert not is_adts(ADTS + bytes(100), frames=2)
    assert not is_ac3(AC3 + bytes(100), frames=2)
    assert is_mpeg_audio(MP3, frames=1)


@pytest.mark.parametrize(
    "header",
    [
        b"\xff\xeb\x90d",
        b"\xff\xf9\x90d",
        b"\xff\xfb\xf0d",
        b"\xff\xfb\x00d",
        b"\xff\xfb\x9cd",
        b"\xff\xfb",
        b"",
    ],
)
def test_reserved_values_are_refused(header: bytes) -> None:
    assert not is_mpeg_audio(header, frames=1)


@pytest.mark.parametrize(
    "header", [b"\x0b\x77\0\0\xc0\x40", b"\x0b\x77\0\0\x26\x40", b"\x0b\x77"]
)
def test_impossible_ac3_is_refused(header: bytes) -> None:
    assert not is_ac3(header, frames=1)


def test_ac3_at_other_rates_has_other_lengths() -> None:
    slow = b"\x0b\x77\0\0\x80\x40".ljust(192, b"\0")  # 32 kHz
    odd = b"\x0b\x77\0\0\x41\x40".ljust(140, b"\0")  # 44.1 kHz, the longer of the two
    assert is_ac3(slow * 2, frames=2)
    assert is_ac3(odd * 2, frames=2)


def test_five_packets_make_a_transport_stream() -> None:
    packet = b"\x47" + bytes(187)
    assert is_transport_stream(packet * 5)
    assert not is_transport_stream(packet * 4)
    assert not is_transport_stream(packet * 4 + bytes(188))
