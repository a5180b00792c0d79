"""Tells what a content is by its first bytes, never by its name alone. Pure.

Signatures are those of the formats' own specifications; weak ones (two bytes, none) are backed by
the structure behind them or by the name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from findling.core.model import Kind
from findling.media.names import RAW_SUFFIXES, promise_of, suffix_of
from findling.media.syncwords import is_ac3, is_adts, is_mpeg_audio, is_transport_stream

HEAD = 4096
"""Bytes that `sniff` wants to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a file is or says it is. Not `by_content`: only its name says so."""

    kind: Kind
    format: str
    by_content: bool


_Found = tuple[Kind, str]
_PHOTO, _CLIP, _RECORDING, _DOCUMENT = Kind.PHOTO, Kind.CLIP, Kind.RECORDING, Kind.DOCUMENT

_SIGNATURES: tuple[tuple[int, bytes, Kind, str], ...] = (
    (0, b"\xff\xd8\xff", _PHOTO, "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", _PHOTO, "png"),
    (0, b"GIF87a", _PHOTO, "gif"),
    (0, b"GIF89a", _PHOTO, "gif"),
    (0, b"8BPS\0\x01", _PHOTO, "psd"),
    (0, b"8BPS\0\x02", _PHOTO, "psd"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", _PHOTO, "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", _PHOTO, "jpeg2000"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", _PHOTO, "jxl"),
    (0, b"\xff\x0a", _PHOTO, "jxl"),
    (0, b"FUJIFILMCCD-RAW", _PHOTO, "raf"),
    (0, b"IIRO", _PHOTO, "orf"),
    (0, b"IIRS", _PHOTO, "orf"),
    (0, b"MMOR", _PHOTO, "orf"),
    (0, b"IIU\0", _PHOTO, "rw2"),
    (0, b"\0MRM", _PHOTO, "mrw"),
    (0, b"FOVb", _PHOTO, "x3f"),
    (6, b"HEAPCCDR", _PHOTO, "crw"),
    (0, b"FLV\x01", _CLIP, "flv"),
    (0, b"\x00\x00\x01\xba", _CLIP, "mpeg"),
    (0, b"\x00\x00\x01\xb3", _CLIP, "mpeg"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", _CLIP, "mxf"),
    (0, b".RMF", _CLIP, "rm"),
    (0, b"DKIF\0\0", _CLIP, "ivf"),
    (0, b"YUV4MPEG2", _CLIP, "y4m"),
    (0, b".ra\xfd", _RECORDING, "ra"),
    (0, b"fLaC", _RECORDING, "flac"),
    (0, b"ID3\x02", _RECORDING, "mp3"),
    (0, b"ID3\x03", _RECORDING, "mp3"),
    (0, b"ID3\x04", _RECORDING, "mp3"),
    (0, b"#!AMR", _RECORDING, "amr"),
    (0, b"caff\0\x01", _RECORDING, "caf"),
    (0, b".snd\0\0", _RECORDING, "au"),
    (0, b"MAC ", _RECORDING, "ape"),
    (0, b"wvpk", _RECORDING, "wavpack"),
    (0, b"MPCK", _RECORDING, "musepack"),
    (0, b"MP+", _RECORDING, "musepack"),
    (0, b"TTA1", _RECORDING, "tta"),
    (0, b"DSD \x1c", _RECORDING, "dsf"),
    (0, b"FRM8", _RECORDING, "dsf"),
    (0, b"tBaK", _RECORDING, "tak"),
    (0, b"\x7f\xfe\x80\x01", _RECORDING, "dts"),
    (0, b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1", _RECORDING, "wav"),
)
_RIFF: dict[bytes, _Found] = {
    b"WAVE": (_RECORDING, "wav"),
    b"AVI ": (_CLIP, "avi"),
    b"AMV ": (_CLIP, "avi"),
    b"CDXA": (_CLIP, "mpeg"),
    b"WEBP": (_PHOTO, "webp"),
}
_FORM: dict[bytes, _Found] = {
    b"AIFF": (_RECORDING, "aiff"),
    b"AIFC": (_RECORDING, "aiff"),
    b"8SVX": (_RECORDING, "8svx"),
}
_HEIF = "heic heix heim heis hevc hevx hevm hevs heif mif1 mif2 msf1 miaf avci avcs jpeg"
_HEIF_BRANDS = frozenset(brand.encode() for brand in _HEIF.split())
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B ")
_MOVIE_BOXES = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_BMP_HEADERS = frozenset((12, 16, 40, 52, 56, 64, 108, 124))
_PDF = re.compile(rb"%PDF-\d")
_PDF_LINE = re.compile(rb"[\r\n\0]%PDF-\d\.\d")
_APPLE_DOUBLE = b"\x00\x05\x16\x07"


def sniff(head: bytes, name: str) -> Claim | None:
    """What a file is, by its first `HEAD` bytes; the name decides between twins.

    A media ending over unrecognised content gives a claim that is not `by_content`.
    None: not ours.
    """
    if head.startswith(_APPLE_DOUBLE):
        return None  # macOS's side files carry the endings of what they accompany
    for look in _LOOKS:
        found = look(head, name)
        if found is not None:
            return Claim(kind=found[0], format=found[1], by_content=True)
    promise = promise_of(name)
    return (
        None if promise is None else Claim(kind=promise[0], format=promise[1], by_content=False)
    )


def _by_signature(head: bytes, name: str) -> _Found | None:
    for offset, magic, kind, format_name in _SIGNATURES:
        if head.startswith(magic, offset):
            return kind, format_name
    return None


def _by_tiff(head: bytes, name: str) -> _Found | None:
    """TIFF and the camera formats that are TIFF inside."""
    if head[:4] not in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return None
    if head[8:10] == b"CR":
        return _PHOTO, "cr2"
    suffix = suffix_of(name)
    if suffix in RAW_SUFFIXES:
        return _PHOTO, suffix
    return _PHOTO, "dng" if 50706 in _first_tags(head) else "tiff"


def _first_tags(head: bytes) -> set[int]:
    """Tags of the first directory, as far as it lies within the head."""
    order = "little" if head.startswith(b"II") else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(head[at : at + size], order)  # type: ignore[arg-type]

    start = number(4, 4)
    return {number(start + 2 + 12 * i, 2) for i in range(min(number(start, 2), 200))}


def _by_boxes(head: bytes, name: str) -> _Found | None:
    """ISO base media files (MP4, MOV, HEIC, AVIF, CR3), and QuickTime older than `ftyp`."""
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] not in _MOVIE_BOXES:
        return None
    size = int.from_bytes(head[:4], "big")
    if head[4:8] in (b"moov", b"mdat"):
        return (_CLIP, "mov") if size in (0, 1) or size >= 8 else None
    return (_CLIP, "mov") if head[size + 4 : size + 8] in _MOVIE_BOXES | {b"ftyp"} else None


def _by_brand(head: bytes) -> _Found:
    end = max(16, min(int.from_bytes(head[:4], "big"), 512))
    major = head[8:12]
    brands = {major} | {head[i : i + 4] for i in range(16, end, 4)}
    if major == b"crx ":
        return _PHOTO, "cr3"
    if major in (b"avif", b"avis") or (major in _HEIF_BRANDS and brands & {b"avif", b"avis"}):
        return _PHOTO, "avif"
    if major in _HEIF_BRANDS:
        return _PHOTO, "heic"
    if major in _SOUND_BRANDS:
        return _RECORDING, "m4a"
    if major == b"qt  ":
        return _CLIP, "mov"
    return _CLIP, "3gp" if major[:3] in (b"3gp", b"3g2") else "mp4"


def _by_chunks(head: bytes, name: str) -> _Found | None:
    """RIFF, its 64-bit and big-endian kin, and IFF."""
    if head[:4] in (b"RIFF", b"RIFX"):
        return _RIFF.get(head[8:12])
    if head[:4] in (b"RF64", b"BW64"):
        return (_RECORDING, "wav") if head[8:12] == b"WAVE" else None
    return _FORM.get(head[8:12]) if head[:4] == b"FORM" else None


def _by_stream(head: bytes, name: str) -> _Found | None:
    """Matroska, Ogg and ASF carry sound or moving pictures; the handler finds out which."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        if suffix_of(name) == "mka":
            return _RECORDING, "mka"
        return _CLIP, "webm" if b"webm" in head[:64] else "mkv"
    if head.startswith(b"OggS"):
        if b"\x80theora" in head or b"\x01video" in head or b"BBCD" in head[:64]:
            return _CLIP, "ogv"
        return _RECORDING, "opus" if b"OpusHead" in head[:64] else "ogg"
    if head.startswith(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"):
        return (_RECORDING, "wma") if suffix_of(name) == "wma" else (_CLIP, "wmv")
    return None


def _by_small_picture(head: bytes, name: str) -> _Found | None:
    """BMP, ICO and TGA: too little magic, so their structure must fit too."""

    def number(at: int, size: int) -> int:
        return int.from_bytes(head[at : at + size], "little")

    if head[:2] == b"BM" and len(head) >= 18 and number(14, 4) in _BMP_HEADERS:
        return _PHOTO, "bmp"
    if head[:4] == b"\0\0\x01\0" and len(head) >= 22:
        count = number(4, 2)
        if (
            0 < count < 256
            and head[9] == 0
            and number(14, 4) > 0
            and number(18, 4) >= 6 + 16 * count
        ):
            return _PHOTO, "ico"
    if suffix_of(name) == "tga" and _is_tga(head):
        return _PHOTO, "tga"
    return None


def _is_tga(head: bytes) -> bool:
    """The 18-byte header makes sense (Truevision TGA 2.0, section C.2)."""
    if len(head) < 18 or head[1] > 1 or head[2] not in (1, 2, 3, 9, 10, 11):
        return False
    mapped = head[2] in (1, 9)
    width, height = int.from_bytes(head[12:14], "little"), int.from_bytes(head[14:16], "little")
    return (
        width > 0
        and height > 0
        and head[16] in (8, 15, 16, 24, 32)
        and (not mapped or head[1] == 1)
    )


def _by_pdf(head: bytes, name: str) -> _Found | None:
    """`%PDF-` in the first 1024 bytes (ISO 32000-1, annex H), but no text that speaks of it."""
    start = head[:1024]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return _DOCUMENT, "pdf"
    if _PDF_LINE.search(start) or (suffix_of(name) == "pdf" and _PDF.search(start)):
        return _DOCUMENT, "pdf"
    return None


def _by_frames(head: bytes, name: str) -> _Found | None:
    """Bare streams: their sync words are short, so frames must follow one another."""
    promise = promise_of(name)
    named = promise[1] if promise is not None and promise[0] in (_CLIP, _RECORDING) else ""
    if is_transport_stream(head):
        return _CLIP, "mpegts"
    if named == "dv" and head.startswith(b"\x1f\x07\0"):
        return _CLIP, "dv"
    checks: tuple[tuple[str, Callable[..., bool]], ...] = (
        ("aac", is_adts),
        ("ac3", is_ac3),
        ("mp3", is_mpeg_audio),
    )
    for format_name, check in checks:
        if check(head, frames=1 if named == format_name else 2):
            return _RECORDING, format_name
    return None


_LOOKS: tuple[Callable[[bytes, str], _Found | None], ...] = (
    _by_signature,
    _by_tiff,
    _by_boxes,
    _by_chunks,
    _by_stream,
    _by_small_picture,
    _by_pdf,
    _by_frames,
)
