"""Batches, with the real SDK: handed over, found again, collected, and what becomes of them otherwise."""

from collections.abc import Callable
from typing import Any

import pytest

from findling.core.errors import Hold
from findling.core.model import Failure, MediaPart, Payload, Tokens
from findling.embedding import batch
from findling.embedding.forms import GEMINI
from findling.embedding.payloads import payload_of, prepare
from tests.standin import StandIn
from tests.unit.embedding.cloud import Cloud, gemini, several
from tests.unit.embedding.test_remote import photo

NAME = "findling-0123456789abcdef"


def digests(payloads: list[Payload]) -> list[bytes]:
    return [payload.digest for payload in payloads]


@pytest.fixture(params=["inline", "file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "file":
        monkeypatch.setattr(batch, "INLINE_BYTES", 10)
    return str(request.param)


def test_a_batch_is_answered_in_order(cloud: Cloud, way: str) -> None:
    (picture,) = prepare(photo(1), form=GEMINI)
    payloads = [*several(4), picture]
    name = cloud.provider.start_batch(payloads, name=NAME)
    assert [b.by_file for b in cloud.server.batches] == [way == "file"]
    waiting = cloud.provider.look_at_batch(name, digests=digests(payloads))
    assert (waiting.done, waiting.lost, waiting.answers) == (False, None, {})
    cloud.server.finish_batches()
    state = cloud.provider.look_at_batch(name, digests=digests(payloads))
    assert state.done
    assert all(cloud.is_of(state.answers[p.digest], p) for p in payloads)
    assert not cloud.server.refusals


def test_it_is_found_again_by_its_name(cloud: Cloud, way: str) -> None:
    name = cloud.provider.start_batch(several(2), name=NAME)
    cloud.provider.start_batch(several(1), name="findling-another")
    other = gemini(cloud.server)
    assert other.provider.find_batch(NAME) == name
    assert other.provider.find_batch("findling-never") is None
    other.provider.close()


def test_contents_that_fail_in_it_fail_alone(cloud: Cloud, way: str) -> None:
    payloads = several(3)
    name = cloud.provider.start_batch(payloads, name=NAME)
    cloud.server.finish_batches(failing=lambda number: number == 0)
    state = cloud.provider.look_at_batch(name, digests=digests(payloads))
    failed = state.answers[payloads[0].digest]
    assert isinstance(failed, Failure)
    assert not failed.lasting  # an internal error
    assert cloud.is_of(state.answers[payloads[2].digest], payloads[2])


def test_all_of_it_may_fail(cloud: Cloud, way: str) -> None:
    payloads = several(2)
    name = cloud.provider.start_batch(payloads, name=NAME)
    cloud.server.finish_batches(failing=lambda number: True)
    state = cloud.provider.look_at_batch(name, digests=digests(payloads))
    assert state.done
    assert [type(state.answers[p.digest]) for p in payloads] == [Failure, Failure]


def test_a_refused_content_is_so_for_good(cloud: Cloud, way: str) -> None:
    broken = payload_of([MediaPart(mime="image/jpeg", data=b"no picture")], Tokens(image=258))
    name = cloud.provider.start_batch([broken, *several(1)], name=NAME)
    cloud.server.finish_batches()
    state = cloud.provider.look_at_batch(name, digests=[broken.digest, several(1)[0].digest])
    failed = state.answers[broken.digest]
    assert isinstance(failed, Failure)
    assert (failed.code, failed.lasting) == ("refused", True)


@pytest.mark.parametrize("state", ["FAILED", "CANCELLED", "EXPIRED"])
def test_what_is_lost_is_told_in_a_sentence(cloud: Cloud, state: str) -> None:
    name = cloud.provider.start_batch(several(2), name=NAME)
    cloud.server.finish_batches(state)
    told = cloud.provider.look_at_batch(name, digests=digests(several(2)))
    assert not told.done
    assert told.lost is not None
    assert told.lost.endswith(".")


def test_one_that_google_forgot_is_lost(cloud: Cloud) -> None:
    told = cloud.provider.look_at_batch("batches/never", digests=[])
    assert told.lost is not None


def test_another_count_answers_nobody(cloud: Cloud) -> None:
    """Nobody knows which vector is whose: what is missing in the answers is asked otherwise."""
    payloads = several(3)
    name = cloud.provider.start_batch(payloads, name=NAME)
    cloud.server.finish_batches()
    state = cloud.provider.look_at_batch(name, digests=digests(payloads)[:2])
    assert (state.done, state.answers) == (True, {})


def test_what_was_uploaded_is_deleted_once_it_is_answered(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "INLINE_BYTES", 10)
    name = cloud.provider.start_batch(several(2), name=NAME)
    (uploaded,) = cloud.server.service.files.names()
    cloud.server.finish_batches()
    cloud.provider.look_at_batch(name, digests=digests(several(2)))
    kept = cloud.server.service.files.names()
    assert uploaded not in kept
    assert len(kept) == 1  # the results: they are paid for
    assert cloud.provider._uploaded == {}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("permission", "batch-refused"),
        ("bad-request", "batch-refused"),
        ("region", "batch-refused"),
        ("billing", "batch-refused"),
        ("model-gone", "batch-refused"),
        ("invalid-key", "key-invalid"),
        ("unavailable-503", "service-busy"),
        ("drop-before", "offline"),
        ("quota-bare", "quota-minute"),
        ("quota-day", "quota-minute"),
    ],
)
def test_why_a_batch_is_not_taken(cloud: Cloud, kind: str, code: str) -> None:
    cloud.server.fault(kind, route="batch-start", times=None)
    with pytest.raises(Hold) as caught:
        cloud.provider.start_batch(several(2), name=NAME)
    assert caught.value.code == code
    assert not cloud.server.batches


def test_files_that_are_not_taken_are_no_batch(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "INLINE_BYTES", 10)
    cloud.server.fault("permission", route="file-upload", times=None)
    with pytest.raises(Hold) as caught:
        cloud.provider.start_batch(several(2), name=NAME)
    assert caught.value.code == "batch-refused"


def test_one_whose_answer_was_lost_is_not_handed_over_twice(cloud: Cloud, way: str) -> None:
    """The connection ends after the service took it: it is looked for before another try."""
    cloud.server.fault("drop-mid", route="batch-start", times=1)
    name = cloud.provider.start_batch(several(2), name=NAME)
    assert [b.name for b in cloud.server.batches] == [name]


def test_a_busy_service_is_asked_again(cloud: Cloud, way: str) -> None:
    cloud.server.fault("unavailable-503", route="batch-start", times=2)
    assert cloud.provider.start_batch(several(2), name=NAME)
    cloud.server.fault("unavailable-503", route="batch-look", times=2)
    cloud.server.fault("unavailable-503", route="file-download", times=2)
    cloud.server.finish_batches()
    state = cloud.provider.look_at_batch(
        cloud.server.batches[0].name, digests=digests(several(2))
    )
    assert len(state.answers) == 2
    assert len(cloud.server.batches) == 1


def test_looking_may_fail_for_now(cloud: Cloud) -> None:
    name = cloud.provider.start_batch(several(1), name=NAME)
    cloud.server.fault("unavailable-503", route="any", times=None)
    calls: list[Callable[[], Any]] = [
        lambda: cloud.provider.look_at_batch(name, digests=[]),
        lambda: cloud.provider.find_batch(NAME),
    ]
    for call in calls:
        with pytest.raises(Hold) as caught:
            call()
        assert caught.value.code == "service-busy"


def test_a_file_that_arrived_is_not_uploaded_again(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "INLINE_BYTES", 10)
    cloud.server.fault("unavailable-503", route="batch-start", times=2)
    cloud.provider.start_batch(several(2), name=NAME)
    assert sum(request.route == "file-upload" for request in cloud.server.requests) == 2


def test_a_file_whose_name_is_taken_is_ours(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier try brought it there, and its answer was lost."""
    from google.genai.errors import ClientError
    from google.genai.files import Files

    def upload(*args: Any, **how: Any) -> None:
        raise ClientError(409, {"error": {"status": "ALREADY_EXISTS", "message": "exists"}})

    monkeypatch.setattr(batch, "INLINE_BYTES", 10)
    monkeypatch.setattr(Files, "upload", upload)
    with pytest.raises(Hold):  # the stand-in has no such file
        cloud.provider.start_batch(several(2), name=NAME)
    assert cloud.server.requests[-1].route == "batch-start"


def test_a_batch_without_a_name_is_looked_for(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    from google.genai.batches import Batches
    from google.genai.types import BatchJob

    real = Batches._create_embeddings

    def create(self: Any, **how: Any) -> Any:
        real(self, **how)
        return BatchJob()

    monkeypatch.setattr(Batches, "_create_embeddings", create)
    name = cloud.provider.start_batch(several(2), name=NAME)
    assert [b.name for b in cloud.server.batches] == [name]


def test_only_so_many_batches_are_looked_through(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.provider.start_batch(several(1), name=NAME)
    for number in range(3):
        cloud.provider.start_batch(several(1), name=f"findling-later-{number}")
    monkeypatch.setattr(batch, "MOST_LISTED", 3)
    assert cloud.provider.find_batch(NAME)
    monkeypatch.setattr(batch, "MOST_LISTED", 2)
    assert cloud.provider.find_batch(NAME) is None


def test_the_experiment_is_not_warned_of(server: StandIn) -> None:
    """Warnings are errors in tests; and the filter is set anew for each batch."""
    cloud = gemini(server)
    cloud.provider.start_batch(several(1), name=NAME)
    cloud.provider.start_batch(several(1), name=NAME + "2")
    assert len(server.batches) == 2
    cloud.provider.close()
