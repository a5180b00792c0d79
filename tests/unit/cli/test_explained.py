"""What `--explain` prints, and what scripts get of it."""

from datetime import date
from pathlib import Path

import pytest

from findling.cli.output import print_answer
from findling.cli.shapes import answer_json
from findling.core.cut import Cut
from findling.core.model import ItemId, Kind, Span, Strength
from findling.core.query import (
    Answer,
    Asked,
    Hit,
    InFolder,
    KindIs,
    Part,
    Role,
    SearchRequest,
    Sense,
    Share,
    TakenBefore,
    TakenFrom,
    Understood,
)

ANSWER = Answer(
    request=SearchRequest(text="night -dog"),
    space="test",
    confident=True,
    took_ms=1.0,
    total=1,
    asked=(
        Asked(part=Part(text="night")),
        Asked(part=Part(path=Path("/x/a.jpg"), weight=0.5, cut=Cut(span=Span(page=2)))),
        Asked(part=Part(item=ItemId(9)), role=Role.MORE),
    ),
    understood=(
        Understood(
            sense=Sense.DATE,
            text="2021",
            start=0,
            end=4,
            filters=(TakenFrom(date(2021, 1, 1)), TakenBefore(date(2022, 1, 1))),
        ),
        Understood(sense=Sense.WITHOUT, text="-dog", start=6, end=10, words="dog"),
        Understood(
            sense=Sense.FOLDER, text="in:x", start=11, end=15, filters=(InFolder(Path("/x")),)
        ),
        Understood(
            sense=Sense.KIND,
            text="photos",
            start=16,
            end=22,
            filters=(KindIs(frozenset({Kind.PHOTO})),),
        ),
    ),
    hits=(
        Hit(
            item_id=ItemId(3),
            kind=Kind.PHOTO,
            path=Path("/x/hit.jpg"),
            score=4.0,
            strength=Strength.STRONG,
            why=("look",),
            span=Span(),
            shares=(
                Share(parts=(0, 1), score=3.1, share=0.745),
                Share(parts=(2,), score=-0.9, share=0.255),
            ),
        ),
    ),
)


def test_each_part_is_named_with_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(ANSWER, explain=True)
    said = capsys.readouterr().out
    assert "Understood: 2021 (from 2021-01-01, before 2022-01-01)" in said
    assert "Understood: -dog (without: dog)" in said
    assert "Understood: in:x (in /x)" in said
    assert "Understood: photos (kind: photo)" in said
    assert "+3.1, 74 %: night and page 2 of a.jpg (weight 0.5)" in said
    assert "-0.9, 26 %: more like hit 9" in said


def test_without_being_asked_nothing_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(ANSWER)
    said = capsys.readouterr().out
    assert "hit.jpg" in said
    assert "Understood" not in said
    assert "%" not in said


def test_scripts_get_parts_and_shares() -> None:
    told = answer_json(ANSWER, copies={}, explain=True)
    assert told["parts"][1] == {
        "role": "part",
        "weight": 0.5,
        "like": "/x/a.jpg",
        "span": {"start": None, "end": None, "page": 2},
        "region": None,
    }
    assert told["parts"][2] == {"role": "more", "weight": 1.0, "id": 9}
    assert told["understood"][0] == {
        "sense": "date",
        "text": "2021",
        "start": 0,
        "end": 4,
        "words": "",
        "filters": {"after": "2021-01-01", "before": "2022-01-01"},
    }
    assert told["hits"][0]["shares"][0] == {"parts": [0, 1], "score": 3.1, "share": 0.745}


def test_scripts_that_do_not_ask_for_it_get_what_they_always_got() -> None:
    told = answer_json(ANSWER, copies={})
    assert not {"parts", "understood"} & set(told)
    assert "shares" not in told["hits"][0]
