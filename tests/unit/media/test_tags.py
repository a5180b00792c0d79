from datetime import datetime

import pytest

from findling.core.model import Place, TakenAt
from findling.media.tags import LONGEST, clean, parse_date, parse_place, read_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2019-07-24T11:25:40+0300",
            TakenAt(local=datetime(2019, 7, 24, 11, 25, 40), offset_minutes=180),
        ),
        (
            "2020-02-02T08:16:01-08:00",
            TakenAt(local=datetime(2020, 2, 2, 8, 16, 1), offset_minutes=-480),
        ),
        (
            "2012-11-16T17:40:21.000000Z",
            TakenAt(local=datetime(2012, 11, 16, 17, 40, 21), offset_minutes=0),
        ),
        ("2020:08:28 09:10:11", TakenAt(local=datetime(2020, 8, 28, 9, 10, 11))),
        ("2020-08-28", TakenAt(local=datetime(2020, 8, 28))),
        ("2017", None),
        ("1904-01-01T00:00:00.000000Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("2020-13-45", None),
        ("9999-01-01", None),
        ("yesterday", None),
        ("2020-01-01T00:00:00+9900", TakenAt(local=datetime(2020, 1, 1))),
    ],
)
def test_a_date_is_read_with_its_offset(text: str, expected: TakenAt | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("+27.5916+086.5640+8850/", 27.5916, 86.5640),
        ("-34.9011-056.1645/", -34.9011, -56.1645),
        ("+4830.5+00230.0/", 48.508333, 2.5),
        ("+483030-0023030/", 48.508333, -2.508333),
    ],
)
def test_a_place_is_read_in_degrees_and_in_degrees_with_minutes(
    text: str, latitude: float, longitude: float
) -> None:
    place = parse_place(text)
    assert place is not None
    assert place.latitude == pytest.approx(latitude)
    assert place.longitude == pytest.approx(longitude)


@pytest.mark.parametrize(
    "text", ["+91.0+000.1/", "+10.0+181.0/", "+00.0000+000.0000/", "Berlin", ""]
)
def test_nonsense_is_no_place(text: str) -> None:
    assert parse_place(text) is None


def test_control_characters_go_and_length_is_bounded() -> None:
    assert clean("a\x00b\x1b[31mc\u202ed\n e") == "ab[31mcd e"
    assert len(clean("x" * 10_000_000)) == LONGEST


def test_bytes_that_are_no_utf8_are_western_european() -> None:
    assert clean(b"Caf\xe9".decode("utf-8", "surrogateescape")) == "Café"
    assert clean("Ã¼ber") == "Ã¼ber"
    assert clean("\ud800x") == "?x"


def test_tags_are_found_whatever_their_spelling() -> None:
    tags = read_tags(
        [
            ("TITLE", " Morning "),
            ("title", "later"),
            ("ARTIST", "\x00"),
            ("artist", "Someone"),
            ("com.apple.quicktime.make", "Apple"),
            ("com.apple.quicktime.model", "Apple iPhone 6"),
            ("creation_time", "2019-07-24T08:25:57.000000Z"),
            ("com.apple.quicktime.creationdate", "2019-07-24T11:25:40+0300"),
            ("location", "nowhere"),
            ("location-eng", "+01.0000+002.0000/"),
        ]
    )
    assert (tags.title, tags.artist, tags.album) == ("Morning", "Someone", None)
    assert tags.camera == "Apple iPhone 6"
    assert tags.taken == TakenAt(local=datetime(2019, 7, 24, 11, 25, 40), offset_minutes=180)
    assert tags.place == Place(latitude=1.0, longitude=2.0)
    assert tags.words() == "Morning · Someone"


def test_no_tags_are_no_words() -> None:
    assert read_tags([]).words() is None
    assert read_tags([("make", "Sony"), ("model", "A7")]).camera == "Sony A7"
