"""Real photos of every format, and files made to hurt: read in a process of its own with 4 GB of address space."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from findling.media.picture import look_hash
from findling.media.reading import ReadPlan, read

PLAN = ReadPlan(clip_window=30, clip_frames=4, recording_window=60, document_pages=100)
READER = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from findling.core.errors import MediaError, NotMedia
from findling.media.identity import identify
from findling.media.picture import encode_thumbnail
from findling.media.reading import HEAD, ReadPlan, read
from findling.media.sniff import sniff
plan = ReadPlan(clip_window=30, clip_frames=4, recording_window=60, document_pages=100)
for line in sys.stdin:
    path, started = Path(json.loads(line)), time.monotonic()
    try:
        identify(path)
        with path.open("rb") as file:
            claim = sniff(file.read(HEAD), path.name)
        if claim is None or claim.kind != "photo":
            outcome = "none" if claim is None else claim.kind
        else:
            reading = read(path, plan)
            shapes = [span.parts.images[0].shape for span in reading.spans]
            outcome = "ready" if encode_thumbnail(reading.picture) and min(min(shapes)) else "bad"
    except MediaError as error:
        outcome = error.code + "|" + error.message
    except (NotMedia, FileNotFoundError) as error:
        outcome = type(error).__name__
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(json.dumps([str(path), outcome, time.monotonic() - started, peak]), flush=True)
"""


def outcomes(paths: list[Path]) -> dict[str, str]:
    """What became of each file; the reader must survive all of them without a word on stderr."""
    lines = "".join(json.dumps(str(path)) + "\n" for path in paths)
    reader = subprocess.run(
        [sys.executable, "-W", "error", "-c", READER],
        input=lines,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": ""},
    )
    assert (reader.returncode, reader.stderr) == (0, "")
    rows: list[Any] = [json.loads(line) for line in reader.stdout.splitlines()]
    assert len(rows) == len(paths)
    assert max(row[3] for row in rows) < 2000  # MB resident
    return {row[0]: row[1] for row in rows}


def photos_of(shared_media: Path) -> list[dict[str, str]]:
    with (shared_media / "MANIFEST.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [row for row in csv.DictReader(manifest) if row["kind"] == "photo"]
    return [row for row in rows if row["format"] != "svg"]


def test_every_well_formed_photo_is_read(shared_media: Path) -> None:
    paths = [shared_media / row["path"] for row in photos_of(shared_media)]
    assert len(paths) > 200
    assert {p: o for p, o in outcomes(paths).items() if o != "ready"} == {}


def test_hostile_photos_are_read_or_say_why(shared_media: Path) -> None:
    result = {
        Path(path).name: outcome.partition("|")[0]
        for path, outcome in outcomes(sorted((shared_media / "hostile").iterdir())).items()
    }
    assert result["empty.jpg"] == "empty"
    assert {result[n] for n in ("text_as.jpg", "zip_as.heic", "script_as.png")} == {
        "mislabelled"
    }
    huge = ("claims_65500.jpg", "claims_2g.bmp", "claims_4g.png", "huge.gif", "webp_size.webp")
    assert {result[n] for n in huge} == {"too-large"}
    readable = ("png_as.jpg", "thin.png", "wide.png", "small_bomb.png")
    assert {result[n] for n in readable} == {"ready"}
    assert result["pdf_as.png"] == "document"
    drawings = [n for n in result if n.endswith((".svg", ".svgz", ".zip"))]
    assert {result[n] for n in drawings} == {"none"}


@pytest.mark.skipif(
    sys.platform != "linux", reason="pipes, sparse files and odd names of Linux"
)
def test_a_hostile_tree_is_survived(shared_media: Path, tmp_path: Path) -> None:
    maker = shared_media / "make_hostile_tree.py"
    subprocess.run([sys.executable, maker, tmp_path / "h"], check=True, capture_output=True)
    try:
        entries = sorted((tmp_path / "h" / "tree").iterdir())
        paths = [p for p in entries if not p.is_dir() and p.suffix != ".mkv"]
        assert len(paths) > 50
        result = {Path(p).name: o.partition("|")[0] for p, o in outcomes(paths).items()}
    finally:
        subprocess.run([sys.executable, maker, "--clean", tmp_path / "h"], check=True)
    for name in (
        "pipe.jpg",
        "sock.jpg",
        "zero.jpg",
        "outside.jpg",
        "self.png",
        "good_link.png",
    ):
        assert result[name] == "NotMedia"
    odd = ("UPPER.PNG", "-rf.png", "new\nline.png", "bell\a.png", "straße.png", "no_extension")
    assert {result[n] for n in (*odd, "invalid\udcff\udcfe\udcc3(.png")} == {"ready"}
    assert result["bomb_30k.png"] == "too-large"
    assert result["sparse2g.png"] == "damaged"
    assert set(result.values()) <= {
        "ready",
        "clip",
        "recording",
        "document",
        "none",
        "NotMedia",
    } | {
        "too-large",
        "damaged",
        "truncated",
        "no-access",
        "empty",
    }


def test_the_eight_orientations_look_the_same(shared_media: Path) -> None:
    readings = [read(shared_media / "formats" / f"orient{n}.jpg", PLAN) for n in range(1, 9)]
    assert {(r.facts.width, r.facts.height) for r in readings} == {(300, 200)}
    pictures = [r.picture for r in readings if r.picture is not None]
    upright = np.asarray(pictures[0], dtype=int)
    assert max(np.abs(np.asarray(p, dtype=int) - upright).mean() for p in pictures[1:]) < 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a14.png", "a04.jxl"),
        ("a15.jpg", "a11.tif"),
        ("a01.heic", "a05.webp"),
        ("a26.avif", "a10.gif"),
    ],
)
def test_formats_show_the_same_picture(shared_media: Path, first: str, second: str) -> None:
    one, two = (read(shared_media / "formats" / name, PLAN) for name in (first, second))
    assert one.picture is not None
    assert two.picture is not None
    assert (look_hash(one.picture) ^ look_hash(two.picture)).bit_count() <= 6
    small = (
        np.asarray(p.resize((24, 24), Image.Resampling.BOX), dtype=int)
        for p in (one.picture, two.picture)
    )
    assert np.abs(next(small) - next(small)).mean() < 8


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "taken", "offset"),
    [
        ("gps_paris.jpg", 48.8584, 2.2945, "2019-07-14T10:20:30", 120),
        ("gps_sydney.jpg", -33.8568, 151.2153, "2020-01-26T18:00:00", 660),
        ("gps_quito.jpg", 0.0, -78.4678, "2018-12-31T23:59:59", -300),
        ("gps_fiji.jpg", -17.7134, -179.99, "2021-06-01T00:00:01", 720),
    ],
)
def test_time_and_place(
    shared_media: Path, name: str, latitude: float, longitude: float, taken: str, offset: int
) -> None:
    facts = read(shared_media / "formats" / name, PLAN).facts
    assert facts.place is not None
    assert (facts.place.latitude, facts.place.longitude) == pytest.approx(
        (latitude, longitude), abs=1e-4
    )
    assert facts.taken is not None
    assert (facts.taken.local.isoformat(), facts.taken.offset_minutes) == (taken, offset)


def test_camera_raw_under_a_name_that_is_no_utf8(shared_media: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.dng")
    try:
        path.write_bytes((shared_media / "formats" / "raw_made.dng").read_bytes())
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert read(path, PLAN).facts.width == 640


def test_titles_and_cameras(shared_media: Path) -> None:
    formats = shared_media / "formats"
    assert read(formats / "xmp_iptc.jpg", PLAN).facts.title == "Chelsea"
    assert read(formats / "live_IMG_0042.jpg", PLAN).facts.camera == "Apple iPhone 12"
    assert read(formats / "raw_nikon_1.nef", PLAN).facts.camera == "NIKON D70s"
    assert read(formats / "raw_made.dng", PLAN).facts.format == "dng"
