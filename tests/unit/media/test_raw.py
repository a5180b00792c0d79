"""Camera RAW made by hand: what LibRaw refuses is shown by the JPEG inside, turned as the file says."""

import io
import struct
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from findling.core.errors import MediaError
from findling.media.reading import Reading, ReadPlan, read

PLAN = ReadPlan(clip_window=30, clip_frames=4, recording_window=60, document_pages=100)


def jpeg(width: int, height: int, colour: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", **options)
    return out.getvalue()


def tiff(
    order: str, entries: list[tuple[int, int, bytes]], tail: bytes = b"", magic: int = 42
) -> bytes:
    """A directory of (tag, type, value) and what follows it."""
    sizes = {2: 1, 3: 2, 4: 4, 7: 1}
    start = 8
    values_at = start + 2 + 12 * len(entries) + 4
    body, values = struct.pack(order + "H", len(entries)), b""
    for tag, kind, value in entries:
        count = len(value) // sizes[kind]
        body += struct.pack(order + "HHI", tag, kind, count)
        if len(value) <= 4:
            body += value.ljust(4, b"\0")
        else:
            body += struct.pack(order + "I", values_at + len(values))
            values += value
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", magic, start)
    return head + body + bytes(4) + values + tail


def shown(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    return read(path, PLAN)


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_largest_jpeg_inside_is_shown_and_turned(tmp_path: Path, order: str) -> None:
    entries = [
        (0x010F, 2, b"NIKON CORPORATION\0"),
        (0x0110, 2, b"NIKON D1\0"),
        (0x0112, 3, struct.pack(order + "H", 6)),
        (0x0132, 2, b"2010:03:20 12:05:03\0"),
    ]
    inside = (
        jpeg(160, 120, "red") + bytes(50) + jpeg(800, 600, "blue") + b"\xff\xd8\xff" + bytes(99)
    )
    reading = shown(tmp_path / "a.nef", tiff(order, entries, inside))
    assert (reading.facts.format, reading.facts.width, reading.facts.height) == (
        "nef",
        600,
        800,
    )
    assert reading.facts.camera == "NIKON D1"
    assert reading.facts.taken is not None
    assert reading.facts.taken.local == datetime(2010, 3, 20, 12, 5, 3)
    assert reading.picture is not None
    pixel = reading.picture.getpixel((9, 9))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 200 > 60 > pixel[0]


def test_a_preview_knows_its_own_turn_best(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 1
    entries = [(0x0112, 3, struct.pack("<H", 6))]
    content = tiff("<", entries, jpeg(800, 600, "red", exif=exif))
    assert shown(tmp_path / "a.arw", content).facts.width == 800


def test_a_broken_jpeg_gives_way_to_a_smaller_whole_one(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    out = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (600, 800, 3), dtype=np.uint8)).save(out, "JPEG")
    content = tiff("<", [], jpeg(160, 120, "red") + out.getvalue()[:5000])
    reading = shown(tmp_path / "a.pef", content)
    assert (reading.facts.width, reading.facts.height) == (160, 120)


def test_other_containers_have_their_previews_too(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "FUJIFILM", "X-T1"
    exif[0x0132] = "2015:01:02 03:04:05"
    fuji = b"FUJIFILMCCD-RAW 0201" + bytes(100) + jpeg(640, 480, "red", exif=exif)
    assert shown(tmp_path / "a.raf", fuji).facts.camera == "FUJIFILM X-T1"
    panasonic = tiff("<", [(0x0112, 3, b"\x08\0")], jpeg(640, 480, "red"), magic=0x55)
    assert shown(tmp_path / "a.rw2", panasonic).facts.height == 640
    olympus = b"IIRO" + tiff("<", [(0x0110, 2, b"E-M5\0")], jpeg(640, 480, "red"))[4:]
    assert shown(tmp_path / "a.orf", olympus).facts.camera == "E-M5"


def test_cr3_keeps_its_facts_in_boxes(tmp_path: Path) -> None:
    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", 8 + len(body)) + name + body

    first = tiff("<", [(0x0110, 2, b"Canon EOS R\0"), (0x0112, 3, b"\x08\0")])
    detail = tiff("<", [(0x9003, 2, b"2020:05:06 07:08:09\0"), (0x9011, 2, b"+01:00\0")])
    content = (
        box(b"ftyp", b"crx \0\0\0\1crx isom")
        + box(b"moov", box(b"uuid", bytes(16) + box(b"CMT1", first) + box(b"CMT2", detail)))
        + box(b"mdat", jpeg(600, 400, "red"))
    )
    facts = shown(tmp_path / "a.cr3", content).facts
    assert (facts.format, facts.width, facts.height) == ("cr3", 400, 600)
    assert facts.camera == "Canon EOS R"
    assert facts.taken is not None
    assert facts.taken.local == datetime(2020, 5, 6, 7, 8, 9)
    assert facts.taken.offset_minutes == 60


@pytest.mark.parametrize(
    "name", ["a.cr2", "a.nef", "a.raf", "a.orf", "a.rw2", "a.x3f", "a.mrw"]
)
def test_noise_behind_a_raw_header_is_a_failure(tmp_path: Path, name: str) -> None:
    heads = {"raf": b"FUJIFILMCCD-RAW ", "orf": b"IIRO\x08\0\0\0", "rw2": b"IIU\0\x18\0\0\0"}
    heads |= {"x3f": b"FOVb", "mrw": b"\0MRM", "cr2": b"II*\0\x10\0\0\0CR\2\0"}
    head = heads.get(name[2:], b"II*\0\x08\0\0\0")
    (tmp_path / name).write_bytes(head + np.random.default_rng(1).bytes(5000))
    with pytest.raises(MediaError):
        read(tmp_path / name, PLAN)
