"""Nothing but the medium itself may be sent: finds whatever else an encoded part carries. Our own rule, not Google's."""

import struct
from collections.abc import Iterator

from tests.standin.contents import Part
from tests.standin.media import Seen

_PNG_PLAIN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"pHYs"}
_WAV_PLAIN = {b"fmt ", b"data", b"fact"}
_PDF_MARKS = (
    b"Exif\0\0",
    b"<x:xmpmeta",
    b"<?xpacket",
    b"/Metadata",
    b"/PieceInfo",
    b"/EmbeddedFile",
    b"/JavaScript",
)
"""As far as they stand open in the file; what is packed into streams is not unpacked here."""
_PLAIN_TAGS = {
    "major_brand",
    "minor_version",
    "compatible_brands",
    "language=und",
    "handler_name=VideoHandler",
    "handler_name=SoundHandler",
    "handler_name=",
    "vendor_id=[0][0][0][0]",
    "vendor_id=FFMP",
}
"""What a container cannot do without, and what FFmpeg says where there is nothing to say."""


def carried(part: Part, seen: Seen) -> list[str]:
    """The names of what is in there and should not be."""
    match seen.mime:
        case "image/jpeg":
            return list(_jpeg(part.data))
        case "image/png":
            return [
                name.decode("latin-1") for name in _png(part.data) if name not in _PNG_PLAIN
            ]
        case "audio/wav":
            return [
                name.decode("latin-1") for name in _riff(part.data) if name not in _WAV_PLAIN
            ]
        case "audio/mpeg":
            return [*_mp3(part.data), *seen.notes]
        case "video/mp4" | "video/quicktime":
            return [note for note in seen.notes if not _plain(note)]
        case "application/pdf":
            inside = [mark.decode("latin-1") for mark in _PDF_MARKS if mark in part.data]
            return [*seen.notes, *inside]
        case mime if mime.startswith("image/"):
            kept = {"exif", "xmp", "icc_profile", "comment"}
            return [note for note in seen.notes if note in kept]
    return []


def _plain(note: str) -> bool:
    return note in _PLAIN_TAGS or note.split("=")[0] in _PLAIN_TAGS


def _jpeg(data: bytes) -> Iterator[str]:
    """Every segment before the picture that is neither JFIF's own, Adobe's colours, nor needed to decode."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            rest = data.rfind(b"\xff\xd9") + 2
            if data[rest:].strip(b"\0"):
                yield "bytes after the picture"
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + length]
        allowed = body.startswith((b"JFIF", b"Adobe"))
        if marker == 0xFE or (0xE0 <= marker <= 0xEF and not allowed):
            yield "comment" if marker == 0xFE else f"APP{marker - 0xE0} {body[:4]!r}"
        at += 2 + length


def _png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name
        at += 12 + length


def _riff(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        yield name
        at += 8 + length + length % 2


def _mp3(data: bytes) -> Iterator[str]:
    if data.startswith(b"ID3"):
        yield "ID3v2"
    if data[-128:].startswith(b"TAG"):
        yield "ID3v1"
    if b"APETAGEX" in data[-4096:] or b"APETAGEX" in data[:64]:
        yield "APE"
