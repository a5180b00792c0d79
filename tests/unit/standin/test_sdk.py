"""The real google-genai talks to the stand-in on all routes: Gemini API, Google Cloud, batches, files."""

import io
import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from google import genai
from google.auth.credentials import Credentials
from google.genai import errors, types

from tests.standin import StandIn, digest_of
from tests.unit.standin.samples import MODEL, QUERY, clip, content, jpeg, tone, wav, words

RED = types.Content(parts=[types.Part(text=f"{QUERY}red car")])
PICTURE = types.Content(parts=[types.Part.from_bytes(data=jpeg()[1], mime_type="image/jpeg")])


class Fixed(Credentials):
    """A token that is never fetched."""

    def __init__(self, token: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # untyped library
        self.token = token

    def refresh(self, request: object) -> None:
        raise AssertionError("nothing is to be fetched")


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY", "GOOGLE_GENAI_USE_ENTERPRISE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def gemini(server: StandIn) -> Iterator[genai.Client]:
    client = genai.Client(api_key=server.key, http_options=_options(server))
    yield client
    client.close()


@pytest.fixture
def vertex(server: StandIn) -> Iterator[genai.Client]:
    client = genai.Client(
        enterprise=True,
        project="made-up",
        location="global",
        credentials=Fixed(server.token),
        http_options=_options(server),
    )
    yield client
    client.close()


def _options(server: StandIn) -> types.HttpOptions:
    return types.HttpOptions(base_url=server.url, timeout=20_000)


def _by_modality(usage: Any) -> dict[str, int]:
    return {one.modality.value: one.token_count for one in usage.prompt_tokens_details}


def test_several_contents(gemini: genai.Client, server: StandIn) -> None:
    told = gemini.models.embed_content(
        model=MODEL,
        contents=[RED, PICTURE],
        config=types.EmbedContentConfig(output_dimensionality=768),
    )
    assert told.embeddings is not None
    assert [len(one.values or []) for one in told.embeddings] == [768, 768]
    assert _by_modality(told.usage_metadata) == {"IMAGE": 258, "TEXT": 9}
    assert set(server.answered) == {digest_of([jpeg()]), digest_of([words(f"{QUERY}red car")])}


def test_strings_become_one_content_and_are_refused(gemini: genai.Client) -> None:
    strings: list[Any] = ["a", "b"]
    with pytest.raises(errors.ClientError) as refusal:
        gemini.models.embed_content(model=MODEL, contents=strings)
    assert refusal.value.code == 400


def test_errors_are_read_as_meant(gemini: genai.Client, server: StandIn) -> None:
    for kind, code, kind_of_error in (
        ("quota-day", 429, errors.ClientError),
        ("html-502", 502, errors.ServerError),
        ("billing", 403, errors.ClientError),
    ):
        server.fault(kind)
        with pytest.raises(kind_of_error) as raised:
            gemini.models.embed_content(model=MODEL, contents=[RED])
        assert raised.value.code == code
    server.fault("empty-answer")
    assert gemini.models.embed_content(model=MODEL, contents=[RED]).embeddings is None


def test_a_wrong_key(server: StandIn) -> None:
    client = genai.Client(api_key="made-up-and-wrong", http_options=_options(server))
    with pytest.raises(errors.ClientError, match="API key not valid"):
        client.models.embed_content(model=MODEL, contents=[RED])
    client.close()


def test_google_cloud(vertex: genai.Client, server: StandIn) -> None:
    film = types.Part.from_bytes(data=clip(4, track=4.0)[1], mime_type="video/mp4")
    told = vertex.models.embed_content(
        model=MODEL,
        contents=[types.Content(parts=[film])],
        config=types.EmbedContentConfig(audio_track_extraction=True, output_dimensionality=128),
    )
    assert told.embeddings is not None
    assert len(told.embeddings[0].values or []) == 128
    assert _by_modality(told.usage_metadata)["VIDEO"] == 4 * 66
    assert server.requests[0].config["audioTrackExtraction"] is True
    with pytest.raises(errors.ClientError) as missing:
        vertex.models.embed_content(model=MODEL, contents=[RED, PICTURE])
    assert missing.value.code == 404
    assert (vertex.models.get(model=MODEL).name or "").endswith(MODEL)


def test_google_cloud_with_a_key(server: StandIn) -> None:
    client = genai.Client(enterprise=True, api_key=server.key, http_options=_options(server))
    told = client.models.embed_content(model=MODEL, contents=[RED])
    assert told.embeddings is not None
    assert "/publishers/google/" in server.requests[0].path
    client.close()


def test_an_inline_batch(gemini: genai.Client, server: StandIn) -> None:
    started = _batch(gemini, {"inlined_requests": {"contents": [RED, PICTURE]}}, "mine")
    assert started.state == types.JobState.JOB_STATE_PENDING
    assert [job.display_name for job in gemini.batches.list()] == ["mine"]
    server.finish_batches(failing=lambda number: number == 1)
    done = gemini.batches.get(name=started.name or "")
    assert done.state == types.JobState.JOB_STATE_SUCCEEDED
    assert done.dest is not None
    first, second = done.dest.inlined_embed_content_responses or []
    assert first.response is not None
    assert first.response.embedding is not None
    assert len(first.response.embedding.values or []) == 3072
    assert first.response.token_count == 9
    assert second.error is not None
    assert second.error.code == 13
    gemini.batches.cancel(name=started.name or "")
    gemini.batches.delete(name=started.name or "")
    assert not server.batches


def test_a_batch_by_file(gemini: genai.Client, server: StandIn) -> None:
    line = {"key": "k", "request": {"content": content([jpeg()]), "outputDimensionality": 128}}
    sent = io.BytesIO(json.dumps(line).encode())
    file = gemini.files.upload(file=sent, config={"mime_type": "application/jsonl"})
    assert file.state == types.FileState.ACTIVE
    started = _batch(gemini, {"file_name": file.name}, "by file")
    server.finish_batches()
    done = gemini.batches.get(name=started.name or "")
    assert done.dest is not None
    (told,) = gemini.files.download(file=done.dest.file_name or "").splitlines()
    result = json.loads(told)
    assert result["key"] == "k"
    assert len(result["response"]["embedding"]["values"]) == 128
    gemini.files.delete(name=file.name or "")
    assert server.service.files.names() == [done.dest.file_name]


def test_an_uploaded_file_as_a_part(gemini: genai.Client, server: StandIn) -> None:
    mime, data = wav(tone(1))
    file = gemini.files.upload(file=io.BytesIO(data), config={"mime_type": mime})
    gemini.models.embed_content(model=MODEL, contents=file)
    assert server.bill.tokens == {"AUDIO": 25}
    assert gemini.models.get(model=MODEL).input_token_limit == 8192


def _batch(client: genai.Client, source: Any, name: str) -> types.BatchJob:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*experimental.*")
        return client.batches.create_embeddings(
            model=MODEL, src=source, config={"display_name": name}
        )
