"""Questions, what is loaded when, and that a key is shown to nobody."""

import logging
import os
import subprocess
import sys
import threading
import time
import traceback
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from findling.core.errors import FindlingError, Hold
from findling.core.model import Embedded, Kind, MediaPart, Parts, Tokens
from findling.core.settings import Settings
from findling.embedding.assumptions import QUESTION_SECONDS
from findling.embedding.forms import GEMINI
from findling.embedding.gemini import GeminiProvider
from findling.embedding.keys import Key
from findling.embedding.payloads import payload_of, prepare
from findling.embedding.provider import RemoteProvider
from findling.embedding.remote import Clockwork
from findling.embedding.retrying import ASKING
from findling.embedding.trouble import harmless
from tests.made import drawing
from tests.standin import StandIn
from tests.unit.embedding.cloud import Cloud, Pacing, digest, gemini, several, words


def test_it_is_a_remote_provider(cloud: Cloud) -> None:
    assert isinstance(cloud.provider, RemoteProvider)
    assert (cloud.provider.name, cloud.provider.local) == ("gemini", False)
    assert cloud.provider.form is GEMINI


# --- questions ---


def test_a_question_goes_out_as_a_search_and_is_paid_for(cloud: Cloud) -> None:
    vector = cloud.provider.embed_text("  a red bicycle \n")
    asked = b"task: search result | query: a red bicycle"
    assert vector == pytest.approx(cloud.server.vector_of([("text/plain", asked)]), abs=1e-3)
    assert cloud.spent == [Tokens(text=cloud.server.bill.tokens["TEXT"])]
    assert not cloud.server.refusals


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_no_question_asks_nobody(cloud: Cloud, text: str) -> None:
    assert not cloud.provider.embed_text(text).any()
    assert not cloud.server.requests
    assert not cloud.spent


def test_a_very_long_question_stays_within_the_limit(cloud: Cloud) -> None:
    assert cloud.provider.embed_text("Wörter " * 20_000).any()
    assert not cloud.server.refusals


def test_a_picture_with_words_is_one_question(cloud: Cloud) -> None:
    (picture,) = prepare(photo(1), form=GEMINI)
    both = payload_of(
        [*picture.parts, MediaPart(mime="text/plain", data=b"in the snow")],
        picture.tokens + Tokens(text=3),
    )
    vector = cloud.provider.embed_payload(both)
    wanted = cloud.server.vector_of((part.mime, part.data) for part in both.parts)
    assert vector == pytest.approx(wanted, abs=1e-3)
    assert [request.contents for request in cloud.server.requests] == [1]
    assert cloud.spent[0].image == 258


@pytest.mark.parametrize("kind", ["unavailable-503", "drop-before", "internal-500"])
def test_a_question_is_tried_again_quickly(cloud: Cloud, kind: str) -> None:
    cloud.server.fault(kind, times=2)
    assert cloud.provider.embed_text("a cat").any()
    assert sum(cloud.clock.waits) < 2


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("unavailable-503", "service-busy"),
        ("drop-before", "offline"),
        ("quota-minute", "quota-minute"),
        ("quota-day", "quota-day"),
        ("invalid-key", "key-invalid"),
        ("model-gone", "model-gone"),
    ],
)
def test_a_question_without_an_answer_says_why(cloud: Cloud, kind: str, code: str) -> None:
    cloud.server.fault(kind, times=None)
    with pytest.raises(Hold) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == code
    assert sum(cloud.clock.waits) <= 8
    assert len(cloud.server.requests) <= 3


def test_by_the_clock_on_the_wall_a_day_has_an_end(server: StandIn) -> None:
    provider = GeminiProvider(
        settings=Settings(base_url=server.url), spent=lambda _: None, key=Key(server.key)
    )
    server.fault("quota-day")
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.retry_in is not None
    assert 60 <= caught.value.retry_in <= 25 * 3600 + 60
    provider.close()


def test_a_question_that_is_refused_is_nobodys_hold(cloud: Cloud) -> None:
    cloud.server.fault("bad-request", times=None)
    with pytest.raises(FindlingError) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == "refused"
    assert not isinstance(caught.value, Hold)


def test_an_answer_that_is_no_vector(cloud: Cloud) -> None:
    cloud.server.fault("nan")
    with pytest.raises(FindlingError) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == "no-answer"
    assert len(cloud.spent) == 1


def test_a_silent_service_is_given_up(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight seconds at most; here a tenth of everything."""
    assert (ASKING.seconds, QUESTION_SECONDS) == (8, 4)
    monkeypatch.setattr("findling.embedding.remote.ASKING", replace(ASKING, seconds=0.8))
    monkeypatch.setattr("findling.embedding.remote.QUESTION_SECONDS", 0.4)
    provider = GeminiProvider(
        settings=Settings(base_url=server.url), spent=lambda _: None, key=Key(server.key)
    )
    provider.load()
    server.fault("hang", times=None)
    began = time.monotonic()
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.code == "service-busy"
    assert 0.4 < time.monotonic() - began < 1.2
    provider.close()


def test_an_answer_that_trickles_in_is_given_up(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte arrives in time, the whole does not."""
    monkeypatch.setattr("findling.embedding.remote.QUESTION_SECONDS", 0.3)
    cloud = gemini(server)
    server.fault("slow", times=None, seconds=3.0)
    began = time.monotonic()
    with pytest.raises(Hold) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == "service-busy"
    assert time.monotonic() - began < 3.0
    cloud.provider.close()


def test_a_question_never_waits_behind_indexing(server: StandIn) -> None:
    """Eight requests hang, one waits for its minute; a question is answered all the same."""
    provider = GeminiProvider(
        settings=Settings(base_url=server.url), spent=lambda _: None, key=Key(server.key)
    )
    provider.embed_text("warm")
    server.fault("hang", times=8, match=lambda content: content.kind == "text")
    server.fault("quota-minute", times=1, seconds=60, match=lambda c: c.kind == "text")
    stop = threading.Event()

    def send(number: int) -> None:
        with pytest.raises(Hold):
            provider.send([words(f"indexed {number}")], stop=stop, pacer=Pacing())

    threads = [
        threading.Thread(target=send, args=(number,), daemon=True) for number in range(9)
    ]
    for thread in threads:
        thread.start()
    assert server.wait_until(lambda: len(server.requests) >= 2)
    began = time.monotonic()
    assert provider.embed_text("a cat").any()
    assert time.monotonic() - began < 1.0
    stop.set()
    server.close()
    provider.close()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_closing_ends_a_question_that_waits(server: StandIn) -> None:
    def wait(stop: threading.Event, seconds: float) -> None:
        provider.close()

    server.fault("unavailable-503", times=None)
    provider = GeminiProvider(
        settings=Settings(base_url=server.url),
        spent=lambda _: None,
        key=Key(server.key),
        clockwork=Clockwork(waiting=wait),
    )
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.code == "stopped"


def test_it_goes_on_after_close(cloud: Cloud) -> None:
    before = cloud.provider.embed_text("a cat")
    cloud.provider.close()
    cloud.provider.close()
    assert (cloud.provider.embed_text("a cat") == before).all()


# --- items and examples ---


def photo(seed: int) -> Parts:
    return Parts(kind=Kind.PHOTO, images=(np.asarray(drawing(seed, (160, 120))),))


def test_silence_is_not_sent(cloud: Cloud) -> None:
    silence = Parts(kind=Kind.RECORDING, sound=np.zeros(16_000, np.float32))
    answers = cloud.provider.embed_items([silence, photo(1), silence])
    zeros = [isinstance(a, Embedded) and not a.vector.any() for a in answers]
    assert zeros == [True, False, True]
    assert [request.contents for request in cloud.server.requests] == [1]


def test_items_that_cannot_be_sent_now_raise_why(cloud: Cloud) -> None:
    cloud.server.fault("quota-day", skip=1, times=None)
    with pytest.raises(Hold) as caught:
        cloud.provider.embed_items([photo(seed) for seed in range(8)])
    assert caught.value.code == "quota-day"


def test_an_example_is_the_mean_direction(cloud: Cloud) -> None:
    one, two = np.zeros(3072, np.float32), np.zeros(3072, np.float32)
    one[0], two[1] = 5.0, 0.1
    example = cloud.provider.embed_example(np.stack([one, two]))
    assert example[:2] == pytest.approx([0.5**0.5, 0.5**0.5], abs=1e-6)
    assert np.linalg.norm(example) == pytest.approx(1, abs=1e-6)
    assert not cloud.provider.embed_example(np.zeros((1, 3072), np.float32)).any()


def test_looks_are_whole_cosines(cloud: Cloud) -> None:
    rows = np.eye(3, 3072, dtype=np.float32) * 3
    rows[2] = 0
    told = cloud.provider.look_similarity(rows[0], rows)
    assert told == pytest.approx([1, 0, 0], abs=1e-6)
    assert told.dtype == np.float32
    assert cloud.provider.explain(rows[0], rows) == ["meaning"] * 3


# --- settings and the environment ---


def test_the_sdks_own_variables_keep_their_meaning(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The address, the version and the keys; Google Cloud's switch does not turn it to the other door."""
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.url)
    monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v1beta")
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "made-up")
    monkeypatch.setenv("GEMINI_API_KEY", "made-up-key-that-is-wrong-0000")
    monkeypatch.setenv("GOOGLE_API_KEY", server.key)
    caplog.set_level(logging.DEBUG)
    provider = GeminiProvider(settings=Settings(), spent=lambda _: None)
    assert provider.embed_text("a cat").any()
    assert server.requests[0].path.startswith("/v1beta/models/gemini-embedding-2:")
    assert "are set" not in caplog.text
    provider.close()


def test_settings_come_before_the_environment(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v1beta")
    cloud = gemini(server, api_version="v1")
    assert cloud.provider.embed_text("a cat").any()
    assert server.requests[0].path.startswith("/v1/")
    cloud.provider.close()


def test_another_model_is_asked_under_its_name(server: StandIn) -> None:
    cloud = gemini(server, model="gemini-embedding-3")
    with pytest.raises(Hold) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == "model-gone"
    assert "gemini-embedding-3" in caught.value.message
    assert "keeps what it has" in caught.value.hint
    cloud.provider.close()


@pytest.mark.parametrize("model", ["../models/x", "a?b", "gemini embedding", ""])
def test_a_name_that_no_model_has(server: StandIn, model: str) -> None:
    cloud = gemini(server, model=model)
    with pytest.raises(Hold) as caught:
        cloud.provider.embed_text("a cat")
    assert caught.value.code == "model-gone"
    cloud.provider.close()


@pytest.mark.parametrize("address", ["127.0.0.1:8765", "ftp://127.0.0.1", "http://[::1"])
def test_an_address_that_is_none(address: str, server: StandIn) -> None:
    provider = GeminiProvider(
        settings=Settings(base_url=address), spent=lambda _: None, key=Key(server.key)
    )
    with pytest.raises(Hold) as caught:
        provider.embed_text("a cat")
    assert caught.value.code == "address-wrong"
    provider.close()


def test_without_a_key(monkeypatch: pytest.MonkeyPatch, server: StandIn) -> None:
    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("findling.embedding.keys._kept", lambda: None)
    provider = GeminiProvider(settings=Settings(base_url=server.url), spent=lambda _: None)
    with pytest.raises(Hold) as caught:
        provider.send(several(1), stop=threading.Event(), pacer=Pacing())
    assert (caught.value.code, caught.value.retry_in) == ("key-missing", None)
    with pytest.raises(Hold):
        provider.load()
    provider.close()


def test_a_keychain_that_does_not_open_holds(
    monkeypatch: pytest.MonkeyPatch, server: StandIn
) -> None:
    def kept() -> None:
        raise FindlingError("keychain-locked", "It is locked.", hint="Unlock it.")

    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("findling.embedding.keys._kept", kept)
    provider = GeminiProvider(settings=Settings(base_url=server.url), spent=lambda _: None)
    with pytest.raises(Hold) as caught:
        provider.send(several(1), stop=threading.Event(), pacer=Pacing())
    assert (caught.value.code, caught.value.hint) == ("keychain-locked", "Unlock it.")
    provider.close()


# --- the key is shown to nobody ---


FAULTS = [
    "",
    "invalid-key",
    "permission",
    "unavailable-503",
    "broken-json",
    "drop-mid",
    "bad-request",
]


@pytest.mark.parametrize("kind", FAULTS)
def test_the_key_is_in_no_log_no_error_and_no_traceback(
    server: StandIn, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    for name in [None, *logging.root.manager.loggerDict]:
        caplog.set_level(logging.DEBUG, logger=name)
    if kind:
        server.fault(kind, times=None)
    cloud = gemini(server)
    seen: list[Any] = [repr(cloud.provider), repr(vars(cloud.provider))]
    try:
        seen.append(cloud.send(several(2)))
    except FindlingError as error:
        seen.extend([error.message, error.hint, traceback.format_exc(), repr(error)])
    try:
        cloud.provider.embed_text("a cat")
    except FindlingError as error:
        seen.extend([error.message, error.hint, traceback.format_exc(), repr(error)])
    cloud.provider.close()
    written = caplog.text + "".join(map(str, seen))
    assert server.key not in written
    assert "httpcore2" in caplog.text or "httpx2" in caplog.text


def test_a_service_that_tells_the_key_is_not_quoted(cloud: Cloud) -> None:
    told = harmless(f"The key {cloud.server.key} is bad.", secret=cloud.server.key)
    assert told == "The key … is bad."


# --- what is loaded when ---

LOADED = """
import sys
from findling.core.settings import Settings
from findling.embedding import registry
early = {"numpy", "google", "google.genai", "httpx2", "tenacity", "keyring", "pydantic"}
loaded = sorted(early & set(sys.modules))
for name in ("gemini", "vertex"):
    assert registry.space_of(name, Settings()).dimensions == 3072
    registry.plan_of(name, Settings())
    registry.open_provider(name, settings=Settings()).close()
heavy = {"google", "google.genai", "google.auth", "httpx2", "keyring", "pydantic"}
print(*loaded, "|", *sorted(heavy & set(sys.modules)))
"""


def test_telling_of_providers_and_opening_them_loads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("numpy |", "|")


def test_digests_are_the_stand_ins_own() -> None:
    assert digest(words("a")) != digest(words("b"))
