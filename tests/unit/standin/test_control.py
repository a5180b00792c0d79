"""The control endpoint, and the stand-in as a process of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.standin import KEY, StandIn
from tests.unit.standin.samples import (
    BATCH,
    QUERY,
    ask,
    batch_body,
    encoded,
    jpeg,
    picture,
    words,
)

RED = [words(f"{QUERY}red car")]
ROOT = Path(__file__).parents[3]


def _control(server: StandIn, method: str, what: str, body: Any = None) -> Any:
    status, told = ask(server, body, path=f"/control/{what}", method=method, headers={})
    assert status == 200, told
    return told


def test_the_bill_and_what_was_seen(server: StandIn) -> None:
    ask(server, batch_body(RED, [jpeg()]))
    ask(server, batch_body([words("no prefix")]))
    bill = _control(server, "GET", "bill")
    assert bill["contents"] == {"query": 1, "photo": 1}
    assert bill["tokens"] == {"TEXT": 9, "IMAGE": 258}
    assert (bill["answered"], bill["refusals"], bill["answered_twice"]) == (2, 1, {})
    assert [one["contents"] for one in _control(server, "GET", "requests")] == [2, 1]
    assert [one["reason"] for one in _control(server, "GET", "refusals")] == ["prefix"]
    assert _control(server, "GET", "state")["crashes"] == []
    assert len(server.requests) == 2


def test_faults_and_settings(server: StandIn) -> None:
    _control(server, "POST", "faults", {"kind": "internal-500", "times": "always"})
    assert ask(server, batch_body(RED))[0] == 500
    _control(server, "DELETE", "faults")
    _control(server, "POST", "settings", {"rpm": 1})
    assert [ask(server, batch_body(RED))[0] for _ in range(2)] == [200, 429]
    _control(server, "POST", "advance", {"seconds": 61})
    assert ask(server, batch_body(RED))[0] == 200
    _control(server, "POST", "reset")
    assert _control(server, "GET", "bill")["usd"] == 0


def test_teaching_and_batches(server: StandIn, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(picture(7)))
    _control(server, "POST", "teach", {"path": str(path), "words": "a windmill"})
    question = server.vector_of([words(f"{QUERY}windmill")])
    assert server.vector_of([jpeg(7)]) @ question > 0.5
    assert _control(server, "GET", "batches") == []
    _control(server, "POST", "finish-batches", {"state": "EXPIRED"})


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("nothing", {}),
        ("faults", {"kind": "nothing"}),
        ("faults", {"kind": "hang", "colour": "red"}),
        ("settings", {"colour": "red"}),
        ("advance", {}),
        ("teach", {"path": "/no/such/file", "words": "x"}),
    ],
)
def test_asked_wrongly(what: str, body: Any, server: StandIn) -> None:
    status, told = ask(server, body, path=f"/control/{what}", headers={})
    assert status == 400
    assert told["error"]


def test_by_hand() -> None:
    command = [sys.executable, "-m", "tests.standin", "--fault", "internal-500:times=1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", first)
        try:
            assert found is not None
            assert KEY in first
            assert process.stdout.readable()
            body = json.dumps(batch_body(RED)).encode()
            question = Request(found[0] + BATCH, body, {"x-goog-api-key": KEY})
            with pytest.raises(OSError, match="500"):
                urlopen(question)
            with urlopen(question) as response:
                assert json.load(response)["embeddings"]
            with urlopen(f"{found[0]}/control/bill") as response:
                assert json.load(response)["contents"] == {"query": 1}
        finally:
            process.terminate()
