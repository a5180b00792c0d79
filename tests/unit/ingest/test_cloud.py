"""One content on its way through a service: parts, answers, and everything that can come between."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from findling.core.errors import MediaError
from findling.core.model import (
    ContentHash,
    Decoded,
    Facts,
    Failure,
    ItemId,
    Kind,
    Payload,
    Span,
    SpanContent,
    Vector,
)
from findling.ingest.asks import HeldBack, Resting, Told
from findling.ingest.cloud import CloudPool
from tests.service_fakes import vector_of
from tests.unit.ingest.sending import payload

PATH = Path("/r/a.pdf")
ITEM = ItemId(7)
REFUSED = Failure(code="refused", reason="No.", hint="Leave it.")
PASSING = Failure(code="no-answer", reason="Nothing came.", hint="Again.", lasting=False)


@dataclass
class Processes:
    """Decode processes that do what the test says."""

    looked: "Future[Decoded]" = field(default_factory=Future)
    prepared: "Future[Decoded]" = field(default_factory=Future)
    took: list[Callable[[Decoded, Callable[[], None]], None]] = field(default_factory=list)
    went_on: int = 0

    def identify(self, path: Path) -> "Future[ContentHash]":
        future: Future[ContentHash] = Future()
        future.set_result(ContentHash(path.name.encode()))
        return future

    def look(self, path: Path, *, provider: str) -> "Future[Decoded]":
        del path, provider
        return self.looked

    def prepare(
        self,
        path: Path,
        *,
        provider: str,
        take: Callable[[Decoded, Callable[[], None]], None],
    ) -> "Future[Decoded]":
        del path, provider
        self.took.append(take)
        return self.prepared

    def part(self, *names: str, words: str = "") -> None:
        spans = [
            SpanContent(span=Span(page=1), text=name, payload=payload(name)) for name in names
        ]
        if words:
            spans.append(SpanContent(span=Span(page=2), text=words))
        self.took[0](decoded(*spans), self._go_on)

    def end(self) -> None:
        self.prepared.set_result(decoded())

    def _go_on(self) -> None:
        self.went_on += 1


@dataclass
class Post:
    """An outbox that keeps everything until the test answers."""

    answered: dict[bytes, Vector] = field(default_factory=dict)
    asked: dict[bytes, Told] = field(default_factory=dict)
    wants: list[Callable[[], bool]] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)
    full: bool = False

    def known(self, payloads: Sequence[Payload]) -> Mapping[bytes, Vector]:
        return {
            p.digest: self.answered[p.digest] for p in payloads if p.digest in self.answered
        }

    def ask(
        self,
        payload: Payload,
        *,
        kind: Kind,
        item: ItemId,
        wants: Callable[[], bool],
        tell: Told,
    ) -> None:
        assert (kind, item) == (Kind.DOCUMENT, ITEM)
        self.asked[payload.digest] = tell
        self.wants.append(wants)

    def when_room(self, go_on: Callable[[], None]) -> None:
        if self.full:
            self.waiting.append(go_on)
        else:
            go_on()

    def answer(self, name: str, with_: Failure | HeldBack | None = None) -> None:
        digest = payload(name).digest
        self.asked.pop(digest)(vector_of(digest) if with_ is None else with_)


class Passing:
    """A pool over both, with what it posts carried out at once."""

    def __init__(self) -> None:
        self.processes = Processes()
        self.post = Post()
        self.may_send = True
        self.pool = CloudPool(
            self.processes,
            provider="gemini",
            outbox=self.post,
            may_send=lambda: self.may_send,
            room=4,
            post=lambda job: job(),
        )

    def begin(self) -> "Future[Decoded]":
        return self.pool.decode(PATH, item=ITEM)


@pytest.fixture
def passing() -> Passing:
    return Passing()


def decoded(*spans: SpanContent) -> Decoded:
    facts = Facts(kind=Kind.DOCUMENT, format="pdf", width=3, height=2)
    return Decoded(facts=facts, thumbnail=b"webp", spans=spans)


def test_a_content_is_put_together_in_the_order_of_its_spans(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a", "b", words="only words")
    passing.post.answer("b")
    passing.processes.part("c")
    passing.post.answer("c")
    passing.processes.end()
    assert not future.done(), "one answer is still to come"
    passing.post.answer("a")
    spans = future.result(0).spans
    assert [span.text for span in spans] == ["a", "b", "only words", "c"]
    assert [span.embedded is not None for span in spans] == [True, True, False, True]
    kept = spans[0].payload
    assert kept is not None
    assert (kept.digest, kept.parts) == (payload("a").digest, ()), "the media are given back"
    assert future.result(0).thumbnail == b"webp"
    assert not future.result(0).looked_at
    assert passing.processes.went_on == 2
    assert not passing.pool.preparing


def test_what_was_answered_before_is_not_asked_for(passing: Passing) -> None:
    passing.post.answered[payload("a").digest] = vector_of(payload("a").digest)
    future = passing.begin()
    passing.processes.part("a")
    passing.processes.end()
    assert future.result(0).spans[0].embedded is not None
    assert not passing.post.asked


def test_a_content_without_parts_is_whole(passing: Passing) -> None:
    future = passing.begin()
    assert passing.pool.preparing
    passing.processes.end()
    assert future.result(0).spans == ()


def test_what_never_will_be_answered_is_left_out(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a", "b")
    passing.processes.end()
    passing.post.answer("a", REFUSED)
    passing.post.answer("b")
    assert [span.embedded is not None for span in future.result(0).spans] == [False, True]


@pytest.mark.parametrize("failures", [(REFUSED,), (PASSING, None), (REFUSED, PASSING, None)])
def test_a_content_fails_where_nothing_is_left_or_another_try_may_help(
    passing: Passing, failures: tuple[Failure | None, ...]
) -> None:
    future = passing.begin()
    names = "abc"[: len(failures)]
    passing.processes.part(*names)
    passing.processes.end()
    for name, failed in zip(names, failures, strict=True):
        passing.post.answer(name, failed)
    error = future.exception(0)
    assert isinstance(error, MediaError)
    assert error.lasting is (failures == (REFUSED,))


def test_what_is_held_back_ends_the_passage_at_once(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a", "b")
    passing.post.answer("a", HeldBack())
    assert type(future.exception(0)) is HeldBack
    assert passing.processes.prepared.cancelled(), "its process is free"
    passing.post.answer("b")
    assert not any(wants() for wants in passing.post.wants)


def test_a_content_rests_when_all_its_parts_are_placed(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a", "b")
    passing.post.answer("a", Resting())
    passing.processes.end()
    assert not future.done()
    passing.post.answer("b")
    assert type(future.exception(0)) is Resting


def test_a_passage_that_was_left_takes_nothing_more(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a")
    future.cancel()
    assert passing.processes.prepared.cancelled()
    passing.processes.part("b")
    assert passing.processes.went_on == 2, "the process is not left waiting"
    passing.post.answer("a")
    assert list(passing.post.asked) == []
    assert not passing.pool.preparing


def test_a_process_waits_until_there_is_room(passing: Passing) -> None:
    passing.post.full = True
    passing.begin()
    passing.processes.part("a")
    assert passing.processes.went_on == 0
    passing.post.waiting[0]()
    assert passing.processes.went_on == 1


def test_what_goes_wrong_in_a_process_is_handed_on(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.part("a")
    passing.processes.prepared.set_exception(FileNotFoundError("a"))
    assert isinstance(future.exception(0), FileNotFoundError)


def test_a_pool_that_closes_ends_the_passage(passing: Passing) -> None:
    future = passing.begin()
    passing.processes.prepared.cancel()
    assert isinstance(future.exception(0), CancelledError)


def test_while_nothing_may_be_sent_contents_are_looked_at(passing: Passing) -> None:
    passing.may_send = False
    assert passing.pool.only_looks
    future = passing.begin()
    passing.processes.looked.set_result(decoded())
    assert future.result(0) == replace(decoded(), looked_at=True)
    assert passing.processes.took == []


@pytest.mark.parametrize("closing", [True, False])
def test_a_look_that_fails_says_why(passing: Passing, closing: bool) -> None:
    passing.may_send = False
    future = passing.begin()
    if closing:
        passing.processes.looked.cancel()
        assert isinstance(future.exception(0), CancelledError)
    else:
        passing.processes.looked.set_exception(FileNotFoundError("a"))
        assert isinstance(future.exception(0), FileNotFoundError)


def test_a_look_that_was_left_is_no_trouble(passing: Passing) -> None:
    passing.may_send = False
    future = passing.begin()
    future.cancel()
    passing.processes.looked.set_result(decoded())
    assert future.cancelled()


def test_files_are_identified_by_the_decode_processes(passing: Passing) -> None:
    assert passing.pool.identify(PATH).result(0) == b"a.pdf"
    assert not passing.pool.only_looks
