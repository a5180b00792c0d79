"""What a photo tells about itself in EXIF, XMP and IPTC: when, where, with what, called what, by whom.

Pure; inside decode processes. All of it was written by strangers: lengths are bounded, nonsense is refused, and
a broken block only means that it says nothing.
"""

import math
import re
import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from findling.core.model import Place, TakenAt
from findling.media.tags import clean
from findling.media.xmp import Xmp, read_xmp

_DATE = re.compile(
    r"(\d{4})[-:/.](\d{1,2})[-:/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})$")
_EARLIEST, _LATEST = datetime(1826, 1, 1), datetime(2100, 1, 1)
"""The first photograph; a date beyond the other end is a mistake."""
_RESETS = frozenset((datetime(1904, 1, 1), datetime(1970, 1, 1), datetime(1980, 1, 1)))
"""What clocks say that were never set."""
_COMPANY = re.compile(
    r"[\s,]+(?:corporation|corp\.?|co\.?|ltd\.?|inc\.?|company|imaging|optical|"
    r"electric|gmbh|ag)(?=[\s,.]|$)\.?",
    re.IGNORECASE,
)
_BY_CAMERA = re.compile(
    r"(?:olympus|sony|minolta|konica|kenox|samsung|digital camera|dsc|dcim|img|untitled|default|"
    r"ascii|charset|created (?:with|by)|processed|file (?:source|written)|<|maker|screenshot)",
    re.IGNORECASE,
)
"""Beginnings of descriptions that programs write and no person."""
_MAX_OFFSET = 14 * 60
_HEMISPHERES = frozenset((north, east) for north in "NS" for east in "EW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    taken: TakenAt | None = None
    place: Place | None = None
    camera: str | None = None
    title: str | None = None
    author: str | None = None


def read_told(image: Image.Image, exif: Image.Exif) -> Told:
    """Everything at once; `image` need not be decoded."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    xmp = read_xmp(packet.encode() if isinstance(packet, str) else bytes(packet))
    return tell(exif, xmp, _iptc(image))


def tell(exif: Image.Exif, xmp: Xmp, iptc: Mapping[tuple[int, int], str]) -> Told:
    main, detail, gps = _table(exif), _directory(exif, 0x8769), _directory(exif, 0x8825)
    return Told(
        taken=_taken(main, detail, gps, xmp, iptc),
        place=_place(gps) or _place_of_xmp(xmp),
        camera=camera_name(
            _text(main.get(ExifTags.Base.Make)) or xmp.make,
            _text(main.get(ExifTags.Base.Model)) or xmp.model,
        ),
        title=xmp.title
        or iptc.get((2, 5))
        or _wide(main.get(ExifTags.Base.XPTitle))
        or _description(main),
        author=xmp.creator
        or _text(main.get(ExifTags.Base.Artist))
        or iptc.get((2, 80))
        or _wide(main.get(ExifTags.Base.XPAuthor))
        or None,
    )


def camera_name(make: str, model: str) -> str | None:
    """Maker and model without saying the maker twice: "NIKON CORPORATION", "NIKON D70s" is a NIKON D70s."""
    maker = _COMPANY.sub("", make).strip(" ,.")
    if not maker or not model:
        return model or maker or None
    if maker.split()[0].casefold() in model.casefold().split():
        return model
    return f"{maker} {model}"


def parse_taken(text: str, offset: str = "") -> TakenAt | None:
    """A date as EXIF, XMP or ISO 8601 spell it; None for nonsense and for clocks never set."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    try:
        local = datetime(*(int(part or 0) for part in match.groups()[:6]))  # type: ignore[arg-type]
    except ValueError:
        return None
    if not _EARLIEST <= local < _LATEST or local in _RESETS:
        return None
    return TakenAt(local=local, offset_minutes=_offset(offset) if offset else _offset(match[7]))


def _offset(text: str | None) -> int | None:
    if text == "Z":
        return 0
    match = _OFFSET.match((text or "").strip())
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > _MAX_OFFSET:
        return None
    return -minutes if match[1] == "-" else minutes


def _taken(
    main: Mapping[int, Any],
    detail: Mapping[int, Any],
    gps: Mapping[int, Any],
    xmp: Xmp,
    iptc: Mapping[tuple[int, int], str],
) -> TakenAt | None:
    """The moment of exposure before that of scanning, before that of saving."""
    satellite = _gps_time(gps)

    def exif(table: Mapping[int, Any], date: int, offset: int) -> TakenAt | None:
        return parse_taken(_text(table.get(date)), _text(detail.get(offset)))

    original = exif(detail, 0x9003, 0x9011) or parse_taken(xmp.original)
    if original is not None:
        return _with_offset_of(original, satellite)
    return (
        parse_taken(xmp.created)
        or _iptc_date(iptc)
        or exif(detail, 0x9004, 0x9012)
        or parse_taken(xmp.made)
        or satellite
        or exif(main, 0x0132, 0x9010)
    )


def _with_offset_of(original: TakenAt, satellite: TakenAt | None) -> TakenAt:
    """Satellites tell UTC: a distance of whole quarters of an hour from it is the offset."""
    if original.offset_minutes is not None or satellite is None:
        return original
    distance = (original.local - satellite.local) / timedelta(minutes=1)
    quarters = round(distance / 15) * 15
    if abs(quarters) > _MAX_OFFSET or abs(distance - quarters) > 1.5:
        return original
    return TakenAt(local=original.local, offset_minutes=quarters)


def _gps_time(gps: Mapping[int, Any]) -> TakenAt | None:
    numbers = _numbers(gps.get(7))
    day = _text(gps.get(29))
    if len(numbers) != 3 or not day or not all(0 <= n < 60 for n in numbers):
        return None
    hours, minutes, seconds = (int(n) for n in numbers)
    return parse_taken(f"{day} {hours:02}:{minutes:02}:{seconds:02}", "+00:00")


def _iptc_date(iptc: Mapping[tuple[int, int], str]) -> TakenAt | None:
    day, time = iptc.get((2, 55), ""), iptc.get((2, 60), "")
    if len(day) != 8:
        return None
    clock = f" {time[:2]}:{time[2:4]}:{time[4:6]}{time[6:11]}" if len(time) >= 6 else ""
    return parse_taken(f"{day[:4]}-{day[4:6]}-{day[6:]}{clock}")


def _place(gps: Mapping[int, Any]) -> Place | None:
    """Refused without hemispheres: a place on the wrong side of the globe is worse than none."""
    latitude, longitude = _angle(gps.get(2)), _angle(gps.get(4))
    north, east = _text(gps.get(1)).upper()[:1], _text(gps.get(3)).upper()[:1]
    if latitude is None or longitude is None or (north, east) not in _HEMISPHERES:
        return None
    return _checked(
        -latitude if north == "S" else latitude, -longitude if east == "W" else longitude
    )


def _place_of_xmp(xmp: Xmp) -> Place | None:
    latitude, longitude = _xmp_angle(xmp.latitude, "NS"), _xmp_angle(xmp.longitude, "EW")
    return None if latitude is None or longitude is None else _checked(latitude, longitude)


def _xmp_angle(text: str, sides: str) -> float | None:
    """ "48,51.504N" or "48,51,30N" (XMP specification part 2, GPSCoordinate)."""
    match = re.fullmatch(r"([\d.]{1,12})(?:,([\d.]{1,12}))?(?:,([\d.]{1,12}))?([A-Z])", text)
    if match is None or match[4] not in sides:
        return None
    try:
        parts = [float(part or 0) for part in match.groups()[:3]]
    except ValueError:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if match[4] == sides[1] else value


def _checked(latitude: float, longitude: float) -> Place | None:
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return Place(latitude=latitude, longitude=longitude)


def _angle(value: Any) -> float | None:
    numbers = _numbers(value)
    if not numbers or len(numbers) > 3 or any(n < 0 for n in numbers):
        return None
    return math.fsum(n / 60**i for i, n in enumerate(numbers))


def _numbers(value: Any) -> tuple[float, ...]:
    """Rationals as finite floats; empty where one of them is none."""
    parts = value if isinstance(value, tuple) else (value,)
    try:
        numbers = tuple(float(part) for part in parts[:4])
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ()
    return numbers if all(math.isfinite(n) for n in numbers) else ()


def _description(main: Mapping[int, Any]) -> str | None:
    text = _text(main.get(ExifTags.Base.ImageDescription))
    return text if len(text) >= 3 and not _BY_CAMERA.match(text) else None


def _text(value: Any) -> str:
    """EXIF says ASCII; many write UTF-8, which Pillow hands over one character a byte."""
    if isinstance(value, str):
        value = value[:4000].encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    return clean(value[:4000].split(b"\0", 1)[0].decode("utf-8", "surrogateescape"))


def _wide(value: Any) -> str | None:
    """Windows' own tags: UTF-16."""
    if not isinstance(value, bytes):
        return None
    return clean(value[:4000].decode("utf-16-le", "replace").split("\0", 1)[0]) or None


def _table(exif: Image.Exif) -> Mapping[int, Any]:
    try:
        return dict(exif)
    except (ValueError, TypeError, KeyError, OSError, SyntaxError, struct.error):
        return {}


def _directory(exif: Image.Exif, tag: int) -> Mapping[int, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return exif.get_ifd(tag)
    except Exception:  # hostile directories raise anything; then this one says nothing
        return {}


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    if not isinstance(image, ImageFile.ImageFile):
        return {}
    try:
        blocks = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # as above
        return {}
    texts: dict[tuple[int, int], str] = {}
    for key in ((2, 5), (2, 55), (2, 60), (2, 80)):
        value = blocks.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, bytes):
            texts[key] = clean(first[:4000].decode("utf-8", "surrogateescape"))
    return {key: text for key, text in texts.items() if text}
