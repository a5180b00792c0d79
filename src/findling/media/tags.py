"""Reads the tags that containers carry: free text from strangers, in many spellings.

Pure; runs inside decode processes. Called by the handlers of clips, recordings and documents.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from findling.core.model import Place, TakenAt

LONGEST = 500
"""Characters kept of one tag."""

_DATE = re.compile(
    r"(?P<day>\d{4}[-:/.]\d{1,2}[-:/.]\d{1,2})"
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_ISO6709 = re.compile(r"([+-])(\d{2,6}(?:\.\d+)?)([+-])(\d{3,7}(?:\.\d+)?)")
_TAKEN = (
    "com.apple.quicktime.creationdate",
    "date_recorded",
    "date_digitized",
    "creation_time",
    "date",
    "icrd",
)
_PLACE = ("com.apple.quicktime.location.iso6709", "location", "location-eng")
_MAKE = ("com.apple.quicktime.make", "make", "com.android.manufacturer")
_MODEL = ("com.apple.quicktime.model", "model", "com.android.model")
_TITLE = ("title", "com.apple.quicktime.title", "com.apple.quicktime.displayname")
_ARTIST = ("artist", "album_artist", "com.apple.quicktime.artist", "performer")
_AUTHOR = ("author", "com.apple.quicktime.author", "com.apple.quicktime.director", "composer")
_EARLIEST = datetime(1970, 1, 2)  # cameras without a clock write 1904 or 1970


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    title: str | None = None
    artist: str | None = None
    album: str | None = None
    author: str | None = None
    camera: str | None = None
    taken: TakenAt | None = None
    place: Place | None = None

    def words(self) -> str | None:
        """Title, artist, album as one line of text, or None."""
        return " · ".join(t for t in (self.title, self.artist, self.album) if t) or None


def read_tags(pairs: Iterable[tuple[str, str]]) -> Tags:
    """Tags from (name, value) pairs; of two with one name the first that says something counts."""
    found: dict[str, str] = {}
    for name, value in pairs:
        text = clean(value)
        if text:
            found.setdefault(name.lower(), text)
    return Tags(
        title=_first(found, _TITLE),
        artist=_first(found, _ARTIST),
        album=found.get("album"),
        author=_first(found, _AUTHOR),
        camera=_camera(_first(found, _MAKE), _first(found, _MODEL)),
        taken=next(filter(None, (parse_date(found[n]) for n in _TAKEN if n in found)), None),
        place=next(filter(None, (parse_place(found[n]) for n in _PLACE if n in found)), None),
    )


def clean(value: str, *, longest: int = LONGEST) -> str:
    """One line without control characters, at most `longest` characters.

    Bytes that were no UTF-8 (they come as surrogates) are read as Western European.
    """
    value = value[: 4 * longest]
    raw = value.encode("utf-8", "surrogateescape" if _escaped(value) else "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or _printable(c))
    return " ".join(text.split())[:longest].rstrip()


def parse_date(text: str) -> TakenAt | None:
    """A full date, with or without time and offset; a bare year is no date. None for nonsense."""
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(n) for n in re.split(r"[-:/.]", match["day"]))
    try:
        local = datetime(
            year, month, day, int(match["h"] or 0), int(match["m"] or 0), int(match["s"] or 0)
        )
    except ValueError:
        return None
    if not _EARLIEST <= local < datetime(2200, 1, 1):
        return None
    return TakenAt(local=local, offset_minutes=_offset(match["zone"]))


def parse_place(text: str) -> Place | None:
    """ISO 6709: `+27.5916+086.5640+8850/`, in degrees, or degrees with minutes and seconds."""
    match = _ISO6709.match(text)
    if match is None:
        return None
    latitude = _degrees(match[1], match[2], whole=2)
    longitude = _degrees(match[3], match[4], whole=3)
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return Place(latitude=latitude, longitude=longitude)


def _degrees(sign: str, digits: str, *, whole: int) -> float:
    before, _, after = digits.partition(".")
    fraction = float(f"0.{after}") if after else 0.0
    parts = [before[:whole], before[whole : whole + 2], before[whole + 2 : whole + 4]]
    numbers = [float(p) for p in parts if p]
    numbers[-1] += fraction
    value = sum(n / 60.0**i for i, n in enumerate(numbers))
    return -value if sign == "-" else value


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone in ("Z", "UTC"):
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    if timedelta(minutes=minutes) > timedelta(hours=14):
        return None
    return -minutes if zone[0] == "-" else minutes


def _first(found: dict[str, str], names: Sequence[str]) -> str | None:
    return next((found[n] for n in names if n in found), None)


def _camera(make: str | None, model: str | None) -> str | None:
    if make and model and model.lower().startswith(make.lower()):
        return model
    return " ".join(t for t in (make, model) if t) or None


def _escaped(text: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in text) and not any(
        "\ud800" <= c < "\udc80" for c in text
    )


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
