"""Batches from start to end, inline and by file, and what can become of them."""

import json
from typing import Any

import pytest

from tests.standin import StandIn, digest_of
from tests.unit.standin.samples import (
    MODEL,
    QUERY,
    Parts,
    ask,
    batch_body,
    content,
    jpeg,
    words,
)

START = f"/v1/models/{MODEL}:asyncBatchEmbedContent"
RED = [words(f"{QUERY}red car")]


def _start(server: StandIn, *contents: Parts, name: str = "mine") -> str:
    requests = [
        {
            "request": {"content": content(parts), "outputDimensionality": 128},
            "metadata": {"n": n},
        }
        for n, parts in enumerate(contents)
    ]
    config = {"requests": {"requests": requests}}
    status, told = ask(
        server, {"batch": {"displayName": name, "inputConfig": config}}, path=START
    )
    assert status == 200, told
    assert told["metadata"]["state"] == "BATCH_STATE_PENDING"
    return str(told["name"])


def _look(server: StandIn, name: str) -> Any:
    status, told = ask(server, None, path=f"/v1/{name}", method="GET")
    assert status == 200
    return told


def _results(told: Any) -> list[Any]:
    responses = told["metadata"]["output"]["inlinedResponses"]["inlinedResponses"]
    assert isinstance(responses, list)
    return responses


def test_a_batch_costs_half_and_is_billed_when_done(server: StandIn) -> None:
    name = _start(server, RED, [jpeg()])
    assert "done" not in _look(server, name)
    assert server.bill.usd == 0
    server.finish_batches()
    told = _look(server, name)
    assert (told["done"], told["metadata"]["state"]) == (True, "BATCH_STATE_SUCCEEDED")
    first, second = _results(told)
    assert len(first["response"]["embedding"]["values"]) == 128
    assert second["response"]["tokenCount"] == 258
    assert [first["metadata"], second["metadata"]] == [{"n": 0}, {"n": 1}]
    assert server.bill.usd == pytest.approx((9 * 0.20 + 258 * 0.45) / 2e6)
    assert told["metadata"]["batchStats"]["successfulRequestCount"] == "2"


def test_a_batch_answers_what_a_request_would(server: StandIn) -> None:
    name = _start(server, [jpeg()])
    server.finish_batches()
    (result,) = _results(_look(server, name))
    direct = ask(server, batch_body([jpeg()], outputDimensionality=128))[1]
    assert result["response"]["embedding"] == direct["embeddings"][0]
    assert server.answered_twice() == {digest_of([jpeg()]): 2}


@pytest.mark.parametrize("state", ["FAILED", "EXPIRED", "CANCELLED"])
def test_a_batch_may_come_to_nothing(state: str, server: StandIn) -> None:
    name = _start(server, RED)
    server.finish_batches(state)
    told = _look(server, name)
    assert told["metadata"]["state"] == f"BATCH_STATE_{state}"
    assert "output" not in told["metadata"]
    assert server.bill.usd == 0


def test_a_running_batch_is_not_over(server: StandIn) -> None:
    name = _start(server, RED)
    server.finish_batches("RUNNING")
    assert _look(server, name)["metadata"]["state"] == "BATCH_STATE_RUNNING"
    server.finish_batches()
    assert _look(server, name)["done"]


def test_single_requests_may_fail(server: StandIn) -> None:
    name = _start(server, RED, [words("no prefix")], [jpeg()])
    server.finish_batches(failing=lambda number: number == 2)
    told = _look(server, name)
    good, refused, failed = _results(told)
    assert "response" in good
    assert refused["error"]["code"] == 3
    assert failed["error"]["code"] == 13
    assert told["metadata"]["batchStats"]["failedRequestCount"] == "2"
    assert [refusal.reason for refusal in server.refusals] == ["prefix"]
    assert server.answered.total() == 1


def test_a_batch_is_done_after_its_delay() -> None:
    with StandIn(batch_delay=60, clock=lambda: 1_000_000.0) as server:
        name = _start(server, RED)
        server.advance(59)
        assert "done" not in _look(server, name)
        server.advance(1)
        assert _look(server, name)["done"]


def test_batches_are_listed_by_name_newest_first(server: StandIn) -> None:
    for number in range(3):
        _start(server, RED, name=f"batch {number}")
    _, page = ask(server, None, path="/v1/batches?pageSize=2", method="GET")
    shown = [one["metadata"]["displayName"] for one in page["operations"]]
    assert shown == ["batch 2", "batch 1"]
    more = f"/v1/batches?pageSize=2&pageToken={page['nextPageToken']}"
    _, page = ask(server, None, path=more, method="GET")
    assert [one["metadata"]["displayName"] for one in page["operations"]] == ["batch 0"]
    assert "nextPageToken" not in page


def test_cancel_and_delete(server: StandIn) -> None:
    name = _start(server, RED)
    assert ask(server, {}, path=f"/v1/{name}:cancel")[0] == 200
    server.finish_batches()
    assert _look(server, name)["metadata"]["state"] == "BATCH_STATE_CANCELLED"
    assert ask(server, None, path=f"/v1/{name}", method="DELETE")[0] == 200
    assert ask(server, None, path=f"/v1/{name}", method="GET")[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"batch": {}},
        {"batch": {"inputConfig": {"requests": {"requests": []}}}},
        {"batch": {"inputConfig": {"requests": {"requests": [{"content": {}}]}}}},
    ],
)
def test_a_batch_out_of_shape(body: object, server: StandIn) -> None:
    assert ask(server, body, path=START)[0] == 400
    assert not server.batches


def test_a_batch_may_arrive_although_its_answer_does_not(server: StandIn) -> None:
    server.fault("broken-json", route="batch-start")
    requests = [{"request": {"content": content(RED)}}]
    body = {"batch": {"displayName": "x", "inputConfig": {"requests": {"requests": requests}}}}
    with pytest.raises(ValueError, match=r".+"):
        ask(server, body, path=START)
    assert [batch.display_name for batch in server.batches] == ["x"]
    server.fault("html-502", route="batch-start")
    with pytest.raises(ValueError, match=r".+"):
        ask(server, body, path=START)
    assert len(server.batches) == 1


def test_a_file_of_lines(server: StandIn) -> None:
    lines = [{"key": f"k{n}", "request": {"content": content(RED)}} for n in range(2)]
    text = "\n".join(json.dumps(line) for line in lines).encode()
    name = _uploaded(server, text)
    body = {"batch": {"displayName": "f", "inputConfig": {"file_name": name}}}
    status, told = ask(server, body, path=START)
    assert status == 200
    server.finish_batches()
    result = _look(server, told["name"])["metadata"]["output"]["responsesFile"]
    connection_path = f"/download/v1/{result}:download?alt=media"
    with pytest.raises(ValueError, match="Extra data"):  # lines of JSON, not one JSON
        ask(server, None, path=connection_path, method="GET")
    assert server.bill.contents == {"query": 2}
    assert ask(server, None, path=f"/v1/{name}:download", method="GET")[0] == 400
    assert ask(server, None, path=f"/v1/{name}", method="DELETE")[0] == 200
    assert ask(server, body, path=START)[0] == 403
    assert server.service.files.names() == [result]


def test_an_upload_comes_in_order(server: StandIn) -> None:
    place = _begun(server)
    late = {"X-Goog-Upload-Command": "upload", "X-Goog-Upload-Offset": "5"}
    assert ask(server, b"abc", path=place, headers=late)[0] == 400
    body = {"batch": {"inputConfig": {"file_name": server.service.files.names()[0]}}}
    status, told = ask(server, body, path=START)
    assert (status, told["error"]["status"]) == (400, "FAILED_PRECONDITION")


def test_a_file_may_be_a_part(server: StandIn) -> None:
    mime, data = jpeg()
    name = _uploaded(server, data, mime=mime)
    part = {"fileData": {"fileUri": f"{server.url}/v1beta/{name}", "mimeType": mime}}
    body = {"requests": [{"content": {"parts": [part]}}]}
    assert ask(server, body)[0] == 200
    assert server.answered == {digest_of([jpeg()]): 1}
    part["fileData"]["mimeType"] = "image/png"
    assert ask(server, body)[0] == 400


def _begun(server: StandIn, mime: str = "application/jsonl") -> str:
    """Where to send the bytes."""
    from http.client import HTTPConnection
    from urllib.parse import urlsplit

    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    headers = {
        "x-goog-api-key": server.key,
        "X-Goog-Upload-Command": "start",
        "X-Goog-Upload-Header-Content-Type": mime,
    }
    connection.request("POST", "/upload/v1beta/files", b'{"file": {}}', headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return str(response.headers["X-Goog-Upload-URL"]).removeprefix(server.url)


def _uploaded(server: StandIn, data: bytes, *, mime: str = "application/jsonl") -> str:
    headers = {"X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "0"}
    status, told = ask(server, data, path=_begun(server, mime), headers=headers)
    assert status == 200
    assert told["file"]["state"] == "ACTIVE"
    return str(told["file"]["name"])
