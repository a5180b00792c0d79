import io
import struct

import pytest
from PIL import Image

from findling.core.model import Kind
from findling.media.sniff import HEAD, sniff


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def ftyp(major: bytes, *others: bytes) -> bytes:
    return box(b"ftyp", major + bytes(4) + b"".join(others)) + bytes(64)


def picture(format_name: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (20, 12), 120 if mode == "L" else None).save(out, format_name)
    return out.getvalue()


CONTENTS = [
    (picture("JPEG"), Kind.PHOTO, "jpeg"),
    (picture("PNG"), Kind.PHOTO, "png"),
    (picture("WEBP"), Kind.PHOTO, "webp"),
    (picture("GIF"), Kind.PHOTO, "gif"),
    (picture("BMP"), Kind.PHOTO, "bmp"),
    (picture("TIFF"), Kind.PHOTO, "tiff"),
    (picture("AVIF"), Kind.PHOTO, "avif"),
    (picture("ICO"), Kind.PHOTO, "ico"),
    (picture("JPEG2000"), Kind.PHOTO, "jpeg2000"),
    (b"8BPS\0\x01" + bytes(30), Kind.PHOTO, "psd"),
    (b"\xff\x0a\xff", Kind.PHOTO, "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", Kind.PHOTO, "jxl"),
    (ftyp(b"heic", b"mif1"), Kind.PHOTO, "heic"),
    (ftyp(b"mif1", b"avif"), Kind.PHOTO, "avif"),
    (ftyp(b"mif1", b"heic"), Kind.PHOTO, "heic"),
    (ftyp(b"crx ", b"isom"), Kind.PHOTO, "cr3"),
    (b"II*\0\x10\0\0\0CR\2\0" + bytes(40), Kind.PHOTO, "cr2"),
    (b"FUJIFILMCCD-RAW 0201", Kind.PHOTO, "raf"),
    (b"IIRO\x08\0\0\0", Kind.PHOTO, "orf"),
    (b"IIU\0\x18\0\0\0", Kind.PHOTO, "rw2"),
    (ftyp(b"isom", b"mp42"), Kind.CLIP, "mp4"),
    (ftyp(b"qt  "), Kind.CLIP, "mov"),
    (ftyp(b"3gp5"), Kind.CLIP, "3gp"),
    (ftyp(b"M4A ", b"isom"), Kind.RECORDING, "m4a"),
    (ftyp(b"M4B "), Kind.RECORDING, "m4a"),
    (box(b"wide", b"") + box(b"mdat", bytes(20)), Kind.CLIP, "mov"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", Kind.CLIP, "webm"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", Kind.CLIP, "mkv"),
    (b"RIFF\x10\0\0\0AVI LIST", Kind.CLIP, "avi"),
    (b"RIFF\x10\0\0\0WAVEfmt ", Kind.RECORDING, "wav"),
    (b"RF64\xff\xff\xff\xffWAVEds64", Kind.RECORDING, "wav"),
    (b"FORM\0\0\0\x10AIFC", Kind.RECORDING, "aiff"),
    (b"OggS\0\2" + bytes(22) + b"\x01vorbis", Kind.RECORDING, "ogg"),
    (b"OggS\0\2" + bytes(22) + b"OpusHead", Kind.RECORDING, "opus"),
    (b"OggS\0\2" + bytes(22) + b"\x80theora", Kind.CLIP, "ogv"),
    (b"fLaC\0\0\0\x22", Kind.RECORDING, "flac"),
    (b"ID3\x04\0\0\0\0\0\x0a", Kind.RECORDING, "mp3"),
    (b"#!AMR\n<", Kind.RECORDING, "amr"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", Kind.CLIP, "wmv"),
    (b"FLV\x01\x05", Kind.CLIP, "flv"),
    (b"\x00\x00\x01\xba\x44", Kind.CLIP, "mpeg"),
    ((b"\x47" + bytes(187)) * 10, Kind.CLIP, "mpegts"),
    ((bytes(4) + b"\x47" + bytes(187)) * 10, Kind.CLIP, "mpegts"),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01", Kind.CLIP, "mxf"),
    (b"%PDF-1.7\n", Kind.DOCUMENT, "pdf"),
    (b"\xef\xbb\xbf\r\n%PDF-1.4", Kind.DOCUMENT, "pdf"),
    (b"HTTP/1.1 200 OK\r\n\r\n" + b"%PDF-1.4", Kind.DOCUMENT, "pdf"),
]


@pytest.mark.parametrize(("content", "kind", "format_name"), CONTENTS)
@pytest.mark.parametrize("name", ["noname", "wrong.pdf", "wrong.JPG", "wrong.mp4"])
def test_content_decides_whatever_the_name_says(
    content: bytes, kind: Kind, format_name: str, name: str
) -> None:
    claim = sniff(content[:HEAD], name)
    assert claim is not None
    assert (claim.kind, claim.format, claim.by_content) == (kind, format_name, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89",
        b"plain text",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04" + bytes(40),
        b"x = b'%PDF-1.7'  # source code that speaks of PDF",
        b"BMW is a maker of cars" + bytes(40),
        b"RIFF\x10\0\0\0ACON",
        b"\0\0\x01\0" + bytes(40),
        b"\xff\xfb\x90\x64" + bytes(60),
        b"\x0b\x77" + b"\xff" * 60,
        b"\x47" * 3,
        b"FORM\0\0\0\x10ILBM",
        b"free text that has its word at four"[:4] + b"free" + bytes(40),
    ],
)
def test_what_is_not_media_is_not_ours(content: bytes) -> None:
    assert sniff(content, "noname") is None


def test_a_media_ending_over_unknown_content_is_a_claim_by_name() -> None:
    claim = sniff(b"just words", "photo.jpg")
    assert claim is not None
    assert (claim.kind, claim.format, claim.by_content) == (Kind.PHOTO, "jpeg", False)


def test_camera_raw_is_a_tiff_with_a_camera_ending() -> None:
    content = picture("TIFF")
    names = {"a.nef": "nef", "a.ARW": "arw", "a.tif": "tiff", "a": "tiff"}
    assert {n: getattr(sniff(content, n), "format", None) for n in names} == names


def test_a_dng_is_told_by_its_version_tag() -> None:
    directory = struct.pack("<HHHI4sI", 1, 50706, 1, 4, b"\1\4\0\0", 0)
    claim = sniff(b"II*\0\x08\0\0\0" + directory, "noname")
    assert claim is not None
    assert claim.format == "dng"


def test_tga_needs_its_ending_and_a_sane_header() -> None:
    content = picture("TGA")
    assert getattr(sniff(content, "a.tga"), "by_content", None) is True
    assert sniff(content, "a") is None
    assert getattr(sniff(bytes(40), "a.tga"), "by_content", None) is False


def test_sound_in_shared_containers_goes_by_its_ending() -> None:
    matroska = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"
    asf = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9"
    assert getattr(sniff(matroska, "a.mka"), "kind", None) is Kind.RECORDING
    assert getattr(sniff(asf, "a.wma"), "kind", None) is Kind.RECORDING


def test_side_files_of_macos_are_not_photos() -> None:
    assert sniff(b"\x00\x05\x16\x07\x00\x02\x00\x00", "._IMG_1.jpg") is None
