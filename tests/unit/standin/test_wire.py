"""Keys, spellings and shapes: what the stand-in takes and how it answers."""

import base64
import json
from typing import Any

import numpy as np
import pytest

from tests.standin import StandIn
from tests.unit.standin.samples import (
    BATCH,
    MODEL,
    QUERY,
    VERTEX,
    ask,
    batch_body,
    content,
    jpeg,
    vectors,
    words,
)

RED = [words(f"{QUERY}red car")]


def _reasons(told: Any) -> list[str]:
    return [detail.get("reason") for detail in told["error"].get("details", [])]


def test_both_ways_to_bring_a_key(server: StandIn) -> None:
    body = batch_body(RED)
    assert ask(server, body, headers={"x-goog-api-key": server.key})[0] == 200
    assert ask(server, body, path=f"{BATCH}?key={server.key}", headers={})[0] == 200
    express = f"/v1beta1/publishers/google/models/{MODEL}:embedContent"
    one = {"content": content(RED)}
    assert ask(server, one, path=f"{express}?key={server.key}", headers={})[0] == 200
    assert server.key not in json.dumps([request.as_json() for request in server.requests])


def test_a_wrong_key_and_none(server: StandIn) -> None:
    status, told = ask(server, batch_body(RED), headers={"x-goog-api-key": "wrong"})
    assert (status, told["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert told["error"]["message"] == "API key not valid. Please pass a valid API key."
    assert _reasons(told) == ["API_KEY_INVALID"]
    status, told = ask(server, batch_body(RED), headers={})
    assert (status, told["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert not server.refusals


def test_google_cloud_wants_its_token(server: StandIn) -> None:
    path = f"{VERTEX}:embedContent"
    one = {"content": content(RED)}
    assert ask(server, one, path=path)[0] == 200
    for wrong in ({}, {"Authorization": "Bearer no"}, {"x-goog-api-key": server.key}):
        status, told = ask(server, one, path=path, headers=wrong)
        assert (status, told["error"]["status"]) == (401, "UNAUTHENTICATED")
    token = {"Authorization": f"Bearer {server.token}"}
    assert ask(server, batch_body(RED), headers=token)[0] == 403


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("spelling", [("inlineData", "mimeType"), ("inline_data", "mime_type")])
def test_both_alphabets_and_spellings(
    encode: Any, padded: bool, spelling: tuple[str, str], server: StandIn
) -> None:
    mime, data = jpeg()
    text = encode(data).decode()
    part = {spelling[0]: {spelling[1]: mime, "data": text if padded else text.rstrip("=")}}
    status, told = ask(server, {"requests": [{"content": {"parts": [part], "role": "user"}}]})
    assert status == 200
    assert np.allclose(vectors(told)[0], server.vector_of([(mime, data)]), atol=1e-6)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        [],
        {"requests": [3]},
        {"requests": [{}]},
        {"requests": [{"content": {"parts": []}}]},
        {"requests": [{"content": {"parts": [{"text": "a", "inlineData": {}}]}}]},
        {"requests": [{"content": {"parts": [{"inlineData": {"data": "!", "mimeType": ""}}]}}]},
        {"requests": [{"content": {"parts": [{"videoMetadata": {"fps": 1}}]}}]},
        {"requests": [{"content": {"parts": [{"fileData": {"fileUri": "", "uri": ""}}]}}]},
    ],
)
def test_a_body_out_of_shape(body: object, server: StandIn) -> None:
    status, told = ask(server, body)
    assert (status, told["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert len(server.refusals) == 1


def test_another_model_is_not_there(server: StandIn) -> None:
    path = BATCH.replace(MODEL, "gemini-embedding-3")
    status, told = ask(server, batch_body(RED), path=path)
    assert (status, told["error"]["status"]) == (404, "NOT_FOUND")
    assert ask(server, None, path=f"/v1/models/{MODEL}", method="GET")[0] == 200
    assert ask(server, None, path="/v1/models/other", method="GET")[0] == 404
    assert ask(server, {}, path="/v1/nothing")[0] == 404


def test_a_file_that_is_not_there(server: StandIn) -> None:
    part = {"fileData": {"fileUri": "https://127.0.0.1/v1/files/no", "mimeType": "image/png"}}
    status, _ = ask(server, {"requests": [{"content": {"parts": [part]}}]})
    assert status == 403


def test_one_and_several(server: StandIn) -> None:
    path = BATCH.replace("batchEmbedContents", "embedContent")
    status, one = ask(server, {"content": content(RED)}, path=path)
    assert status == 200
    assert set(one) == {"embedding", "usageMetadata"}
    _, several = ask(server, batch_body(RED, [jpeg()], outputDimensionality=256))
    assert set(several) == {"embeddings", "usageMetadata"}
    assert vectors(several).shape == (2, 256)
    details = several["usageMetadata"]["promptTokensDetails"]
    assert {one["modality"]: one["tokenCount"] for one in details} == {"TEXT": 9, "IMAGE": 258}
    assert several["usageMetadata"]["promptTokenCount"] == 267


def test_vertex_answers_in_its_own_shape(server: StandIn) -> None:
    _, told = ask(server, {"content": content(RED)}, path=f"{VERTEX}:embedContent")
    assert set(told) == {"embedding", "usageMetadata", "truncated"}
    assert told["usageMetadata"]["trafficType"] == "ON_DEMAND"
    path = f"{VERTEX}:batchEmbedContents"
    assert ask(server, batch_body(RED), path=path)[0] == 404
    server.terms.vertex_batch_route = True
    assert ask(server, batch_body(RED), path=path)[0] == 200


def test_what_was_seen_is_noted(server: StandIn) -> None:
    ask(server, batch_body(RED, [jpeg()], outputDimensionality=128))
    (request,) = server.requests
    assert (request.method, request.path, request.route) == ("POST", BATCH, "embed")
    assert (request.contents, request.status) == (2, 200)
    assert request.config == {"outputDimensionality": 128}
    assert "x-goog-api-key" not in request.headers
    assert request.size > len(jpeg()[1])
    assert server.wait_until(lambda: request.ended > request.started)
    assert server.peak_concurrency == 1
