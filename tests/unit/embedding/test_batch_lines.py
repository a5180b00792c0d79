"""Lines of a batch, there and back."""

import base64
import json

import numpy as np
import pytest

from findling.core.model import Failure, MediaPart, Payload, Tokens
from findling.embedding.batch_lines import answer_of, lines_of, state_of


def test_lines_carry_a_place_the_parts_and_the_width() -> None:
    parts = (
        MediaPart(mime="image/jpeg", data=b"\xff\xfe?>"),
        MediaPart(mime="text/plain", data="Größe\n".encode()),
    )
    payload = Payload(digest=bytes(16), parts=parts, tokens=Tokens())
    lines = [json.loads(line) for line in lines_of([payload, payload])]
    assert [line["key"] for line in lines] == ["0", "1"]
    request = lines[0]["request"]
    assert request["output_dimensionality"] == 3072
    picture, words = request["content"]["parts"]
    assert base64.b64decode(picture["inline_data"]["data"]) == b"\xff\xfe?>"
    assert picture["inline_data"]["mime_type"] == "image/jpeg"
    assert words == {"text": "Größe\n"}
    assert all(line.count(b"\n") == 1 for line in lines_of([payload]))


def test_lines_of_a_file_are_read_by_their_keys() -> None:
    row = {"embedding": {"values": [1.0] + [0.0] * 3071}}
    usage = {
        "promptTokenCount": 9,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 9}],
    }
    lines = [
        {"key": "1", "response": {**row, "usageMetadata": usage}},
        {"key": "0", "response": {**row, "usageMetadata": usage}},
        {"key": "7", "response": row},
        {"response": row},
        {"key": "2", "error": {"code": 13, "message": "An internal error has occurred."}},
        "nonsense",
    ]
    text = b"\n".join(json.dumps(line).encode() for line in lines) + b"\n{broken"
    state = state_of(text, digests=[b"a", b"b", b"c"])
    assert state.answers.keys() == {b"a", b"b", b"c"}
    assert all(np.asarray(state.answers[name])[0] == 1 for name in (b"a", b"b"))
    assert isinstance(state.answers[b"c"], Failure)
    assert state.tokens == Tokens(text=18)


def test_where_the_file_does_not_say_what_was_billed_nothing_is_told() -> None:
    line = json.dumps({"key": "0", "response": {"embedding": {"values": []}}}).encode()
    state = state_of(line, digests=[b"a"])
    assert isinstance(state.answers[b"a"], Failure)
    assert state.tokens == Tokens()


@pytest.mark.parametrize(
    "line",
    [
        b'{"key": "-1", "response": {"embedding": {"values": []}}}',
        b'{"key": "0", "response": [1]}',
        b'{"key": "0", "response": {"embedding": "none"}}',
        b"[" * 99_999,
        b"[]",
        b"\xff",
    ],
    ids=["from the end", "a list", "a word", "deep", "no row", "no text"],
)
def test_a_line_that_makes_no_sense_answers_nothing(line: bytes) -> None:
    assert state_of(line, digests=[b"a", b"b"]).answers == {}


@pytest.mark.parametrize("usage", ["text", 7, {"promptTokenCount": "many"}])
def test_a_bill_that_makes_no_sense_is_none(usage: object) -> None:
    row = {"key": "0", "response": {"embedding": {"values": []}, "usageMetadata": usage}}
    assert state_of(json.dumps(row).encode(), digests=[b"a"]).tokens == Tokens()


@pytest.mark.parametrize(
    ("error", "code", "lasting"),
    [
        ({"code": 3, "message": "too long"}, "refused", True),
        ({"code": 13, "message": "internal"}, "no-answer", False),
        ({"code": 8}, "no-answer", False),
        ({}, "no-answer", False),
        (None, "no-answer", False),
    ],
)
def test_why_one_was_not_answered(error: object, code: str, lasting: bool) -> None:
    answer = answer_of(None, error=error)
    assert isinstance(answer, Failure)
    assert (answer.code, answer.lasting) == (code, lasting)
