"""Recognises streams of bare frames (sound, transport) by walking from one to the next."""

from collections.abc import Callable

_MPEG_BITRATES = {
    # (version is 1, layer): kbit/s by bitrate_index; ISO/IEC 11172-3 and 13818-3
    (True, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_AC3_WORDS = (
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    320,
    384,
    448,
    512,
    640,
    768,
    896,
    1024,
    1152,
    1280,
)
"""16-bit words a frame at 48 kHz, by frmsizecod // 2; ATSC A/52, table 5.18."""
_AC3_BITRATES = (
    32,
    40,
    48,
    56,
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    320,
    384,
    448,
    512,
    576,
    640,
)
_PACKET_SIZES = ((188, 0), (192, 4), (204, 0))
"""Bytes a packet, bytes before its first sync byte: plain, AVCHD, with error correction."""


def is_mpeg_audio(head: bytes, *, frames: int) -> bool:
    """Starts with this many MPEG audio frames (fewer only where the head ends)."""
    return _walk(head, frames, _mpeg_frame)


def is_adts(head: bytes, *, frames: int) -> bool:
    """Starts with this many AAC frames with ADTS headers (ISO/IEC 14496-3, 1.A.3.2)."""
    return _walk(head, frames, _adts_frame)


def is_ac3(head: bytes, *, frames: int) -> bool:
    """Starts with this many AC-3 or E-AC-3 frames (ATSC A/52)."""
    return _walk(head, frames, _ac3_frame)


def is_transport_stream(head: bytes) -> bool:
    """At least five MPEG-2 transport packets, one after the other."""
    for size, start in _PACKET_SIZES:
        syncs = head[start : start + size * 20 : size]
        if len(syncs) >= 5 and not syncs.strip(b"\x47"):
            return True
    return False


def _walk(head: bytes, frames: int, length_at: Callable[[bytes], int | None]) -> bool:
    at = 0
    for _ in range(frames):
        length = length_at(head[at : at + 8])
        if length is None:
            return False
        at += length
    return True


def _mpeg_frame(header: bytes) -> int | None:
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    rate_index, bit_index = header[2] >> 2 & 3, header[2] >> 4
    if version == 1 or layer == 4 or rate_index == 3 or not 0 < bit_index < 15:
        return None
    rate = _MPEG_RATES[version][rate_index]
    bits = _MPEG_BITRATES[version == 3, layer][bit_index - 1] * 1000
    padding = header[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // rate + padding) * 4
    return (72 if layer == 3 and version != 3 else 144) * bits // rate + padding


def _adts_frame(header: bytes) -> int | None:
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return None
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if header[2] >> 2 & 15 < 13 and length > 7 else None


def _ac3_frame(header: bytes) -> int | None:
    if len(header) < 6 or header[:2] != b"\x0b\x77":
        return None
    version = header[5] >> 3
    if 11 <= version <= 16:  # E-AC-3 states its length itself
        return ((header[2] & 7) << 8 | header[3]) * 2 + 2
    rate, size = header[4] >> 6, header[4] & 63
    if version > 10 or rate == 3 or size >= 38:
        return None
    if rate == 0:
        return _AC3_WORDS[size // 2] * 2
    if rate == 2:
        return _AC3_WORDS[size // 2] * 3
    return (_AC3_BITRATES[size // 2] * 96000 // 44100 + (size & 1)) * 2
