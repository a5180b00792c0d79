"""Weights, areas and seconds as they are written in a command, and in a line of a script."""

from pathlib import Path

import pytest

from findling.cli.parts import cuts, region, span, weighed
from findling.cli.questions import from_line as _from_line
from findling.core.cut import Cut
from findling.core.errors import FindlingError
from findling.core.model import ItemId, Span
from findling.core.query import Part, SearchRequest
from findling.core.viewing import Box


def from_line(line: str) -> SearchRequest:
    return _from_line(line, watched=lambda: ())


def test_weights_go_to_the_words_and_then_to_the_files() -> None:
    assert weighed([0.5, 2], words=True, files=2) == [0.5, 2, 1]
    assert weighed([0.5], words=False, files=1) == [1, 0.5]
    assert weighed([], words=True, files=1) == [1, 1]


@pytest.mark.parametrize("weights", [[1.0, 1.0, 1.0], [2.5], [-1.1], [float("nan")]])
def test_a_weight_too_many_or_too_large_is_told(weights: list[float]) -> None:
    with pytest.raises(FindlingError) as caught:
        weighed(weights, words=True, files=1)
    assert caught.value.code == "bad-question"


def test_an_area() -> None:
    assert region("0.5,0,0.5,1") == Box(0.5, 0, 0.5, 1)
    assert region(" .1, .2, .9, .8 ") == Box(0.1, 0.2, 0.9, 0.8)


@pytest.mark.parametrize(
    "text", ["", "1,2", "0.5,0,0.6,1", "0,0,0,1", "nan,0,1,1", "a,b,c,d", "-.1,0,1,1"]
)
def test_what_is_no_area_is_told(text: str) -> None:
    with pytest.raises(FindlingError):
        region(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12-20", Span(start=12, end=20)),
        ("0.5-1.25", Span(start=0.5, end=1.25)),
        ("1:05-1:30", Span(start=65, end=90)),
        ("1:00:00 - 1:00:01", Span(start=3600, end=3601)),
        ("p4", Span(page=4)),
        ("page 12", Span(page=12)),
    ],
)
def test_a_part_of_a_file(text: str, told: Span) -> None:
    assert span(text) == told


@pytest.mark.parametrize("text", ["", "4", "20-12", "5-5", "p0", "1-2-3", "-3-4", "p99999999"])
def test_what_is_no_part_of_a_file_is_told(text: str) -> None:
    with pytest.raises(FindlingError):
        span(text)


def test_cuts_belong_to_files_in_order() -> None:
    assert cuts(["-", "0,0,1,.5"], ["p2"], files=3) == [
        Cut(span=Span(page=2)),
        Cut(box=Box(0, 0, 1, 0.5)),
        None,
    ]
    with pytest.raises(FindlingError):
        cuts(["0,0,1,1"], [], files=0)


def test_a_line_has_the_same_fields() -> None:
    asked = from_line(
        '{"text": "night", "like": ["/a.jpg", "/b.mp4"], "weight": [0.5, 1, -0.5],'
        ' "span": ["-", "3-8"], "region": [[0, 0, 0.5, 1]], "more": 7, "less": [8, 9]}'
    )
    assert asked.text_weight == 0.5
    assert asked.like == ()
    assert asked.parts == (
        Part(path=Path("/a.jpg"), cut=Cut(box=Box(0, 0, 0.5, 1))),
        Part(path=Path("/b.mp4"), weight=-0.5, cut=Cut(span=Span(start=3, end=8))),
    )
    assert (asked.more, asked.less) == ((ItemId(7),), (ItemId(8), ItemId(9)))


def test_a_line_may_name_its_parts_one_by_one() -> None:
    asked = from_line(
        '{"parts": [{"text": "people", "weight": -1}, {"id": 4, "span": "p3"},'
        ' {"like": "/a.jpg", "region": "0,0,1,0.5", "weight": 2}]}'
    )
    assert asked.parts == (
        Part(text="people", weight=-1),
        Part(item=ItemId(4), cut=Cut(span=Span(page=3))),
        Part(path=Path("/a.jpg"), weight=2, cut=Cut(box=Box(0, 0, 1, 0.5))),
    )


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "a", "weight": [1, 1]}',
        '{"text": "a", "weight": "1"}',
        '{"parts": ["a"]}',
        '{"parts": [{}]}',
        '{"parts": [{"text": "a", "id": 1}]}',
        '{"parts": [{"text": "a", "colour": 1}]}',
        '{"like": "/a.jpg", "region": [0, 0]}',
        '{"like": "/a.jpg", "span": 4}',
        '{"more": "4"}',
        '{"less": true}',
        '{"more": 99999999999999999999}',
    ],
)
def test_a_line_that_is_wrong_is_told(line: str) -> None:
    with pytest.raises(FindlingError) as caught:
        from_line(line)
    assert caught.value.code == "bad-question"
