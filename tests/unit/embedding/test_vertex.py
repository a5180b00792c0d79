"""The other door: Google Cloud, with the options that only it has."""

import logging
import threading
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from findling.core.errors import Hold
from findling.core.model import SAMPLE_RATE, Embedded, Kind, Parts, Payload
from findling.core.settings import Settings
from findling.embedding.forms import VERTEX
from findling.embedding.payloads import prepare
from findling.embedding.provider import RemoteProvider
from findling.embedding.vertex import _END_USER, VertexProvider, location_of
from findling.media.page import page_alone
from tests import made
from tests.standin import StandIn
from tests.unit.embedding.cloud import Pacing, Standing, credentials, several, vertex


@pytest.fixture(autouse=True)
def _no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "GOOGLE_VERTEX_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")


def clip(seed: int) -> Parts:
    random = np.random.default_rng(seed)
    return Parts(
        kind=Kind.CLIP,
        images=tuple(np.asarray(made.drawing(seed + n, (160, 120))) for n in range(3)),
        sound=(random.normal(size=3 * SAMPLE_RATE) * 0.1).astype(np.float32),
    )


def photo(seed: int) -> Parts:
    return Parts(kind=Kind.PHOTO, images=(np.asarray(made.drawing(seed, (160, 120))),))


def page(path: Path) -> Parts:
    made.document(path, "one")
    with pypdfium2.PdfDocument(path) as document:
        pdf = page_alone(document, document[0], index=0)
    return Parts(kind=Kind.DOCUMENT, text="one", pdf=pdf)


def test_it_is_a_remote_provider(server: StandIn) -> None:
    provider = vertex(server)
    assert isinstance(provider, RemoteProvider)
    assert (provider.name, provider.local, provider.form) == ("vertex", False, VERTEX)
    assert provider.space.id == "gemini-embedding-2.3072.vertex-1"


def test_one_content_a_request_to_the_project_with_its_token(server: StandIn) -> None:
    provider = vertex(server)
    sent = provider.send(several(3), stop=threading.Event(), pacer=Pacing())
    assert len(sent.answers) == 3
    assert [request.contents for request in server.requests] == [1, 1, 1]
    path = "/v1beta1/projects/made-up/locations/global/publishers/google/models/gemini-embedding-2:embedContent"
    assert {request.path for request in server.requests} == {path}
    assert sent.tokens.text == server.bill.tokens["TEXT"]
    assert not server.refusals
    provider.close()


def test_a_clip_is_heard_and_a_pdf_is_read(server: StandIn, tmp_path: Path) -> None:
    provider = vertex(server)
    answers = provider.embed_items([clip(1), page(tmp_path / "page.pdf"), photo(1)])
    assert all(isinstance(answer, Embedded) and answer.vector.any() for answer in answers)
    options = [
        {name: value for name, value in request.config.items() if value is True}
        for request in server.requests
    ]
    assert options == [{"audioTrackExtraction": True}, {"documentOcr": True}, {}]
    assert all(request.config["outputDimensionality"] == 3072 for request in server.requests)
    assert not server.refusals
    assert server.bill.tokens["AUDIO"] > 0
    assert server.bill.tokens["DOCUMENT"] == 258
    provider.close()


def test_a_clip_goes_with_its_sound_as_one_content() -> None:
    payloads: tuple[Payload, ...] = prepare(clip(1), form=VERTEX)
    assert [[part.mime for part in payload.parts] for payload in payloads] == [["video/mp4"]]


def test_a_question_and_a_bad_token(server: StandIn) -> None:
    provider = vertex(server)
    assert provider.embed_text("a cat").any()
    provider.close()
    stranger = VertexProvider(
        settings=Settings(base_url=server.url, google_project="made-up"),
        spent=lambda _: None,
        credentials=credentials("ya29.made-up-and-wrong-0123456789"),
        clockwork=Standing().clockwork,
    )
    with pytest.raises(Hold) as caught:
        stranger.embed_text("a cat")
    assert caught.value.code == "key-invalid"
    assert "gcloud auth" in caught.value.hint
    stranger.close()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("permission", "permission-denied"),
        ("billing", "billing"),
        ("model-gone", "model-gone"),
        ("quota-bare", "quota-minute"),
        ("region", "region"),
    ],
)
def test_holds_speak_of_the_project(server: StandIn, kind: str, code: str) -> None:
    server.fault(kind, times=None)
    provider = vertex(server)
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.code == code
    if code in ("permission-denied", "model-gone"):
        assert "“made-up”" in caught.value.message
    provider.close()


def test_the_project_and_the_place_come_from_the_environment(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "from-outside")
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "us")
    monkeypatch.setenv("GOOGLE_VERTEX_BASE_URL", server.url)
    monkeypatch.setenv("GOOGLE_API_KEY", "made-up-key-that-is-not-for-this")
    provider = VertexProvider(
        settings=Settings(), spent=lambda _: None, credentials=credentials(server.token)
    )
    assert provider.embed_text("a cat").any()
    assert "/projects/from-outside/locations/us/" in server.requests[0].path
    provider.close()


def test_settings_come_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "us")
    assert location_of(Settings(google_location="eu")) == "eu"
    assert location_of(Settings()) == "us"
    monkeypatch.delenv("GOOGLE_CLOUD_LOCATION")
    assert location_of(Settings()) == "global"


def test_without_a_project(server: StandIn) -> None:
    provider = VertexProvider(
        settings=Settings(base_url=server.url),
        spent=lambda _: None,
        credentials=credentials(server.token),
    )
    with pytest.raises(Hold) as caught:
        provider.load()
    assert (caught.value.code, caught.value.retry_in) == ("project-missing", None)
    provider.close()


def test_nobody_is_signed_in(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    provider = VertexProvider(
        settings=Settings(base_url=server.url, google_project="made-up"), spent=lambda _: None
    )
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.code == "credentials-missing"
    provider.close()


def test_the_account_of_this_computer_is_used_and_may_name_the_project(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And what google-auth says on the way to servers is not passed on."""
    asked: list[Any] = []

    def default(scopes: Any) -> Any:
        asked.append(scopes)
        logging.getLogger("google.auth._default").warning("No project ID could be determined.")
        logging.getLogger("google.auth._default").warning("Something else.")
        warnings.warn(f"{_END_USER} from Google Cloud SDK", stacklevel=2)
        return credentials(server.token), "of-the-account"

    monkeypatch.setattr("google.auth.default", default)
    provider = VertexProvider(settings=Settings(base_url=server.url), spent=lambda _: None)
    assert provider.embed_text("a cat").any()
    assert asked == [["https://www.googleapis.com/auth/cloud-platform"]]
    assert "/projects/of-the-account/" in server.requests[0].path
    assert "No project" not in caplog.text
    assert "Something else" in caplog.text
    provider.close()


def test_there_are_no_batches(server: StandIn) -> None:
    provider = vertex(server)
    with pytest.raises(Hold) as caught:
        provider.start_batch(several(1), name="findling-1")
    assert caught.value.code == "batch-refused"
    assert provider.find_batch("findling-1") is None
    with pytest.raises(Hold):
        provider.look_at_batch("batches/1", digests=[])
    assert not server.requests
