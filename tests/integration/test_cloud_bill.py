"""The whole program against a service that counts: nothing refused, nothing paid twice, nothing beyond the estimate."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from findling.embedding.forms import GEMINI
from tests import made
from tests.integration.cloud_program import (
    PASSING,
    Cloud,
    billed_as_estimated,
    faults_apart,
    ledger_equals_the_bill,
    make_media,
    nothing_twice_and_nothing_refused,
    nowhere,
)
from tests.standin import StandIn

PHOTOS, OTHERS, PAGES = 24, 3, 48
IN_FLIGHT = 2
"""Requests under way at one time where the program is killed."""
KILLS = 3
LATENCY = 0.1
REAL_PHOTOS, REAL_PAPERS = 48, 8
"""Of the shared media: so many, evenly over their names."""


@dataclass(frozen=True, slots=True)
class Run:
    """A first run without trouble: what was said before it, what after it, and the counts that came of it."""

    cloud: Cloud
    asked: Any
    asked_code: int
    asked_requests: int
    code: int
    summary: Any
    counts: Any


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_media(tmp_path_factory.mktemp("media"), photos=PHOTOS, others=OTHERS)
    book = (f"chapter {number} of the long book" for number in range(PAGES))
    made.document(folder / "papers" / "book.pdf", *book)
    return folder


@pytest.fixture(scope="module")
def calm(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with StandIn() as server:
        cloud = Cloud(library=tmp_path_factory.mktemp("calm") / "library", server=server)
        cloud.watch(media)
        asked_code, asked, _ = cloud.call("index")
        requests = len(server.requests)
        code, summary, _ = cloud.call("index", "--yes")
        yield Run(cloud, asked, asked_code, requests, code, summary, cloud.counts())


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    with StandIn() as server:
        yield Cloud(library=tmp_path / "library", server=server)


def test_a_run_is_billed_as_estimated_and_a_second_one_costs_nothing(calm: Run) -> None:
    server = calm.cloud.server
    assert (calm.asked_code, calm.asked["error"]["code"]) == (2, "price-not-agreed")
    assert calm.asked_requests == 0
    summary = calm.summary
    assert (calm.code, summary["failed"], summary["waiting"], summary["held"]) == (
        3,
        1,
        0,
        None,
    )
    nothing_twice_and_nothing_refused(server)
    ledger_equals_the_bill(calm.cloud)
    billed_as_estimated(calm.cloud, calm.asked["estimate"])
    sent = len(server.requests)
    code, again, _ = calm.cloud.call("index")
    assert (code, again["cost_usd"]) == (3, 0)
    assert len(server.requests) == sent


def test_faults_change_nothing_in_the_end_and_do_not_show_the_key(
    cloud: Cloud, media: Path, calm: Run
) -> None:
    cloud.watch(media)
    server = cloud.server
    faults = faults_apart(server, [*PASSING, "quota-minute"], every=GEMINI.most_images)
    said = []
    for _ in range(4):
        _, summary, err = cloud.call("index", "--yes", log="debug")
        said.append(err.encode())
        if not summary["waiting"] and summary["failed"] == 1:
            break
        cloud.call("failures", "--retry")
    assert [fault.played for fault in faults] == [1] * len(faults)
    assert cloud.counts() == calm.counts
    nothing_twice_and_nothing_refused(server)
    assert server.answered.keys() == calm.cloud.server.answered.keys()
    assert [Path(row["path"]).name for row in summary["failures"]] == ["broken.jpg"]
    bill, lost = server.bill.usd, server.bill_of_lost.usd
    assert bill - lost <= cloud.spending().usd + 1e-9 <= bill + 2e-9
    nowhere(server.terms.key, said=said, folder=cloud.library.parent)


def until_then(server: StandIn, requests: int) -> None:
    assert server.wait_until(lambda: len(server.requests) >= requests, seconds=60)


def test_kills_cost_at_most_what_was_under_way(cloud: Cloud, media: Path, calm: Run) -> None:
    """In the middle of a book: what was answered of it before a kill is never asked for again."""
    chance = random.Random(20261125)
    cloud.watch(media / "papers", in_flight=IN_FLIGHT)
    server = cloud.server
    server.terms.latency = LATENCY
    most = unwritten = 0
    for _ in range(KILLS):
        before = len(server.requests)
        process = cloud.start("index", "--yes")
        until_then(server, before + IN_FLIGHT + 1)
        with suppress(subprocess.TimeoutExpired):  # a random moment of a request
            process.wait(timeout=chance.uniform(0, LATENCY))
        process.kill()
        process.communicate()
        assert server.wait_until(lambda: server.service.record.under_way == 0, seconds=60)
        sizes = sorted(request.contents for request in server.requests[before:])
        most += sum(sizes[-IN_FLIGHT:])
        billed = server.answered.total() + server.lost.total()
        unwritten = billed - cloud.spending().spans
        assert 0 <= unwritten <= most, "more was lost than was under way at the kills"
    assert cloud.spending().spans > 0, "nothing was written down before a kill"
    code, summary, err = cloud.call("index", "--yes")
    assert (code, summary["failed"], summary["waiting"]) == (0, 0, 0), err
    assert cloud.counts()["document"] == calm.counts["document"]
    once = PAGES + 2 * OTHERS
    assert len(server.answered) == once
    assert server.answered.total() + server.lost.total() == once + unwritten
    a_page = server.bill.usd / (once + unwritten)
    missing = server.bill.usd - cloud.spending().usd
    assert missing == pytest.approx(unwritten * a_page, rel=0.05, abs=1e-9)
    assert server.refusals == []


def test_the_key_is_nowhere(calm: Run) -> None:
    cloud = calm.cloud
    said: list[bytes] = []
    for words in (["search", "red"], ["doctor"]):
        process = cloud.start(*words, log="debug")
        said += process.communicate(timeout=120)
    cloud.server.fault("invalid-key", times=1)
    process = cloud.start("provider", "test", log="debug")
    said += process.communicate(timeout=60)
    assert process.returncode == 1
    nowhere(cloud.server.terms.key, said=said, folder=cloud.library.parent)


def test_the_estimate_is_near_the_bill_on_real_media(
    cloud: Cloud, shared_media: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    for folder, count in (("photos", REAL_PHOTOS), ("pdf", REAL_PAPERS)):
        files = sorted(path for path in (shared_media / folder).rglob("*") if path.is_file())
        for path in files[:: max(1, len(files) // count)]:
            shutil.copy(path, chosen)
    cloud.watch(chosen, shared_media / "audio", shared_media / "video", month_cap_usd=0.0)
    code, asked, err = cloud.call("index")
    assert code == 2, err
    code, summary, err = cloud.call("index", "--yes")
    assert code in (0, 3), err
    assert summary["waiting"] == 0
    nothing_twice_and_nothing_refused(cloud.server)
    ledger_equals_the_bill(cloud)
    assert all(part["files"] >= 5 for part in asked["estimate"]["kinds"].values())
    billed_as_estimated(cloud, asked["estimate"])
