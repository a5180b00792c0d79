import io
import math
from datetime import datetime
from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from findling.core.model import Place, TakenAt
from findling.media.exif import Told, camera_name, parse_taken, read_told, tell
from findling.media.xmp import Xmp

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
PARIS = {1: "N", 2: (48.0, 51.0, 30.24), 3: "E", 4: (2.0, 17.0, 40.2)}


def told(
    main: dict[int, Any] | None = None,
    detail: dict[int, Any] | None = None,
    gps: dict[int, Any] | None = None,
    *,
    xmp: Xmp | None = None,
    iptc: dict[tuple[int, int], str] | None = None,
) -> Told:
    exif = Image.Exif()
    exif.update(main or {})
    exif._ifds = {EXIF_IFD: detail or {}, GPS_IFD: gps or {}}
    return tell(exif, xmp or Xmp(), iptc or {})


def at(*parts: int, offset: int | None = None) -> TakenAt:
    return TakenAt(local=datetime(*parts), offset_minutes=offset)  # type: ignore[arg-type]


def test_the_moment_of_exposure_comes_first() -> None:
    detail = {0x9003: "2019:07:14 10:20:30", 0x9011: "+02:00", 0x9004: "2020:01:01 00:00:01"}
    assert told({0x0132: "2021:01:01 00:00:01"}, detail).taken == at(
        2019, 7, 14, 10, 20, 30, offset=120
    )


@pytest.mark.parametrize(
    ("sources", "taken"),
    [
        ({"xmp": Xmp(original="2019-07-14T10:20:30Z")}, at(2019, 7, 14, 10, 20, 30, offset=0)),
        ({"xmp": Xmp(created="1936-05-01")}, at(1936, 5, 1)),
        (
            {"iptc": {(2, 55): "20200229", (2, 60): "101500-0330"}},
            at(2020, 2, 29, 10, 15, offset=-210),
        ),
        ({"iptc": {(2, 55): "20200229"}}, at(2020, 2, 29)),
        ({"detail": {0x9004: "2018:02:03 04:05:06"}}, at(2018, 2, 3, 4, 5, 6)),
        ({"xmp": Xmp(made="2017-01-02T03:04:05-08:00")}, at(2017, 1, 2, 3, 4, 5, offset=-480)),
        (
            {"gps": {7: (10.0, 20.0, 30.5), 29: "2019:07:14"}},
            at(2019, 7, 14, 10, 20, 30, offset=0),
        ),
        ({"main": {0x0132: "2021:01:01 00:00:01"}}, at(2021, 1, 1, 0, 0, 1)),
        ({}, None),
    ],
)
def test_dates_fall_back_in_order(sources: dict[str, Any], taken: TakenAt | None) -> None:
    assert told(**sources).taken == taken


@pytest.mark.parametrize(
    ("local", "offset"),
    [
        ("2019:07:14 12:20:31", 120),
        ("2019:07:14 04:50:30", -330),
        ("2019:07:15 00:20:29", 14 * 60),
        ("2019:07:14 12:27:30", None),
        ("2019:07:20 12:20:30", None),
    ],
)
def test_satellites_tell_the_offset_of_a_clock(local: str, offset: int | None) -> None:
    gps = {7: (10.0, 20.0, 30.0), 29: "2019:07:14"}
    taken = told(None, {0x9003: local}, gps).taken
    assert taken is not None
    assert taken.offset_minutes == offset


@pytest.mark.parametrize(
    "text",
    [
        "",
        "    :  :     :  :  ",
        "0000:00:00 00:00:00",
        "2019:13:01 00:00:00",
        "2019:02:30 10:00:00",
        "1970:01:01 00:00:00",
        "1904:01:01 00:00:00",
        "1980:01:01 00:00:00",
        "1700:01:01 10:00:00",
        "9999:12:31 23:59:59",
        "yesterday",
        "2019:07:14 25:00:00",
        "2019",
    ],
)
def test_absurd_dates_are_refused(text: str) -> None:
    assert parse_taken(text) is None


@pytest.mark.parametrize("offset", ["+99:00", "+14:30", "nonsense", "   :  "])
def test_absurd_offsets_are_unknown(offset: str) -> None:
    assert parse_taken("2019:07:14 10:20:30", offset) == at(2019, 7, 14, 10, 20, 30)


@pytest.mark.parametrize(
    ("north", "east", "sign"), [("N", "E", (1, 1)), ("S", "W", (-1, -1)), ("n\0", "w", (1, -1))]
)
def test_hemispheres(north: str, east: str, sign: tuple[int, int]) -> None:
    place = told(None, None, PARIS | {1: north, 3: east}).place
    assert place is not None
    assert place.latitude == pytest.approx(sign[0] * 48.8584)
    assert place.longitude == pytest.approx(sign[1] * 2.2945)


def test_the_equator_and_the_date_line_are_places() -> None:
    assert told(None, None, {1: "N", 2: (0.0, 0.0, 0.0), 3: "W", 4: (180.0,)}).place == Place(
        latitude=0.0, longitude=-180.0
    )


@pytest.mark.parametrize(
    "change",
    [
        {1: "X"},
        {3: None},
        {2: (99.0, 0.0, 0.0)},
        {4: (181.0, 0.0, 0.0)},
        {2: (math.nan, 0.0, 0.0)},
        {2: (math.inf, 0.0, 0.0)},
        {2: (IFDRational(1, 0), 0.0, 0.0)},
        {2: (-1.0, 0.0, 0.0)},
        {2: "text"},
        {2: ()},
        {2: (1.0, 2.0, 3.0, 4.0)},
        {2: (0.0,), 4: (0.0,)},
        {2: (b"x", 1, 2)},
    ],
)
def test_nonsense_is_no_place(change: dict[int, Any]) -> None:
    assert told(None, None, PARIS | change).place is None


def test_xmp_tells_a_place_too() -> None:
    place = told(xmp=Xmp(latitude="33,51.408S", longitude="151,12,55.08E")).place
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((-33.8568, 151.2153))
    for broken in ("33", "1.2.3S", "33,51.4E", "33,51.4S,W"):
        assert told(xmp=Xmp(latitude=broken, longitude="151,12E")).place is None


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("NIKON CORPORATION", "NIKON D70s", "NIKON D70s"),
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("OLYMPUS IMAGING CORP.", "E-M5", "OLYMPUS E-M5"),
        ("Apple", "iPhone 12", "Apple iPhone 12"),
        ("", "Scanner", "Scanner"),
        ("Leica Camera AG", "", "Leica Camera"),
        ("", "", None),
    ],
)
def test_a_camera_is_named_once(make: str, model: str, name: str | None) -> None:
    assert camera_name(make, model) == name


def test_titles_come_from_people() -> None:
    iptc = {(2, 5): "from iptc"}
    assert told({0x010E: "described"}, xmp=Xmp(title="from xmp"), iptc=iptc).title == "from xmp"
    assert told({0x010E: "described"}, iptc=iptc).title == "from iptc"
    assert told({0x010E: "described"}).title == "described"
    assert told({0x9C9B: "Größe".encode("utf-16-le") + b"\0\0"}).title == "Größe"
    for machine in ("OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "<KENOX S630>", "", "x"):
        assert told({0x010E: machine}).title is None


def test_texts_are_decoded_and_cleaned() -> None:
    utf8 = "Jürgen".encode().decode("latin-1")
    assert told({0x013B: utf8}).author == "Jürgen"
    assert told({0x013B: "J\xfcrgen\0rest"}).author == "Jürgen"
    long = told({0x013B: "a\x1b[31m\u202e" + "b" * 9000}).author
    assert long is not None
    assert len(long) <= 500
    assert "\x1b" not in long
    assert told({0x013B: 12345}).author is None


def test_a_real_file_tells_all_of_it() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Maker", "M1", "Ada"
    exif[EXIF_IFD] = {0x9003: "2019:07:14 10:20:30", 0x9011: "+02:00"}
    exif[GPS_IFD] = PARIS
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "JPEG", exif=exif)
    with Image.open(out) as image:
        result = read_told(image, image.getexif())
    assert result.taken == at(2019, 7, 14, 10, 20, 30, offset=120)
    assert result.place is not None
    assert (result.camera, result.author) == ("Maker M1", "Ada")


def test_a_block_that_loops_says_nothing() -> None:
    loop = b"II*\0\x08\0\0\0" + b"\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
    exif = Image.Exif()
    exif.load(loop)
    assert tell(exif, Xmp(), {}) == Told()
