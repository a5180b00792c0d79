"""One library understood by two providers in turn, with the real program: what answers, what is sent, what is read again."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from findling.app import Library
from findling.core.library import LibraryPaths
from findling.core.model import Kind, Tokens
from findling.core.query import Answer, SearchRequest
from findling.core.settings import load_settings
from findling.embedding.forms import GEMINI
from findling.embedding.prices import usd
from tests import made
from tests.integration.cloud_program import Cloud, nothing_twice_and_nothing_refused
from tests.standin import StandIn

WORDS = (
    *("bicycle", "lighthouse", "tomato", "violin", "whale", "desert", "bridge", "candle"),
    *("umbrella", "volcano", "spoon", "piano"),
)
"""What the photos show, as the service sees it; the program sees coloured shapes."""
CLIPS, SECONDS = 2, 4
PAPER = "harvest accounts of the valley"
A_PHOTO = usd(Tokens(image=258), model="gemini-embedding-2")
Ask = Callable[..., Answer]


def photo(folder: Path, place: int) -> Path:
    return folder / f"IMG_{place:03}.jpg"


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media") / "shared"
    for place in range(len(WORDS)):
        made.photo(photo(folder, place), place)
    for place in range(CLIPS):
        made.clip(folder / f"MVI_{place}.mp4", 100 + place, seconds=SECONDS)
    made.document(folder / "paper.pdf", PAPER)
    return folder


@contextmanager
def taught(media: Path) -> Iterator[StandIn]:
    with StandIn() as server:
        for place, word in enumerate(WORDS):
            server.teach(photo(media, place), word)
        yield server


@pytest.fixture
def server(media: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with taught(media) as running:
        monkeypatch.setenv("GEMINI_API_KEY", running.key)
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", running.url)
        yield running


@pytest.fixture(scope="module")
def understood_twice(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that the built-in provider has read, and Gemini after it."""
    library = tmp_path_factory.mktemp("twice") / "library"
    with taught(media) as server:
        cloud = Cloud(library=library, server=server, provider="builtin")
        cloud.watch(media)
        index(cloud)
        assert cloud.call("provider", "use", "gemini")[0] == 0
        assert index(cloud, "--yes")["waiting"] == 0
        nothing_twice_and_nothing_refused(server)
    return library


@pytest.fixture
def cloud(understood_twice: Path, tmp_path: Path, server: StandIn) -> Cloud:
    """A copy of it, and a service that has not been asked for anything yet."""
    library = tmp_path / "library"
    shutil.copytree(understood_twice, library)
    return Cloud(library=library, server=server)


@contextmanager
def searching(cloud: Cloud) -> Iterator[Ask]:
    """The library as it is now, opened in this process."""
    paths = LibraryPaths(cloud.library)
    library = Library(paths, load_settings(paths.settings))
    service = library.search()
    try:
        yield lambda text="", *like: service.search(SearchRequest(text=text, like=like))
    finally:
        service.close()
        library.close()


def names(answer: Answer) -> list[str]:
    return [hit.path.name for hit in answer.hits]


def by_meaning(answer: Answer) -> int:
    """How many photos were found so, with those that lie folded behind one that looks like them."""
    found = [hit for hit in answer.hits if "meaning" in hit.why or "look" in hit.why]
    return sum(1 + len(hit.copies) for hit in found if hit.kind is Kind.PHOTO)


def found_first(ask: Ask) -> set[int]:
    """Photos that are the first answer to what only the service knows of them."""
    return {n for n, word in enumerate(WORDS) if names(ask(word))[:1] == [f"IMG_{n:03}.jpg"]}


def index(cloud: Cloud, *words: str) -> Any:
    code, summary, err = cloud.call("index", *words, log="debug")
    assert code == 0, err
    return summary


def decoded(cloud: Cloud) -> int:
    return len(re.findall("decode submitted", (cloud.library / "findling.log").read_text()))


def test_the_old_space_answers_until_the_new_one_is_whole(
    tmp_path: Path, server: StandIn, media: Path
) -> None:
    cloud = Cloud(library=tmp_path / "library", server=server, provider="builtin")
    cloud.watch(media)
    index(cloud)
    with searching(cloud) as ask:
        before = [names(ask(word)) for word in WORDS]
        known = found_first(ask)
    assert len(known) < len(WORDS) / 2, "the shapes give away what the service is taught"
    assert cloud.call("provider", "use", "gemini")[0] == 0
    with searching(cloud) as ask:
        assert [names(ask(word)) for word in WORDS] == before
        assert by_meaning(ask("bicycle")) == len(WORDS)

    code, asked, _ = cloud.call("index")
    assert (code, asked["error"]["code"]) == (2, "price-not-agreed")
    with searching(cloud) as ask:
        assert [names(ask(word)) for word in WORDS] == before
    assert set(server.bill.contents) <= {"query"}, "something but questions was sent"

    part = GEMINI.most_images
    cloud.set(run_cap_usd=(part + 0.5) * A_PHOTO)
    summary = index(cloud, "--yes")
    assert summary["held_code"] in ("run-cap", "not-agreed")
    assert summary["waiting"] == len(WORDS) - part + CLIPS + 1
    assert server.bill.contents["photo"] == part
    with searching(cloud) as ask:
        now_known = found_first(ask)
        assert by_meaning(ask("bicycle")) == len(WORDS), (
            "what was not sent yet is found no more"
        )
    assert len(now_known) >= part
    assert len(now_known) < len(WORDS)

    cloud.set(run_cap_usd=0.0)
    assert index(cloud, "--yes")["waiting"] == 0
    with searching(cloud) as ask:
        assert found_first(ask) == set(range(len(WORDS)))
        assert names(ask("harvest accounts"))[0] == "paper.pdf"
    nothing_twice_and_nothing_refused(server)


def test_going_back_and_forth_costs_nothing_and_reads_nothing(
    cloud: Cloud, server: StandIn
) -> None:
    before, read = cloud.spending(), decoded(cloud)
    assert read > 0
    assert cloud.call("provider", "use", "builtin")[0] == 0
    index(cloud)
    with searching(cloud) as ask:
        assert ask("bicycle").hits
        assert len(found_first(ask)) < len(WORDS) / 2
    assert {row["pending"] + row["failed"] for row in cloud.counts().values()} == {0}
    assert cloud.counts()["photo"]["ready"] == len(WORDS)
    assert server.requests == []

    assert cloud.call("provider", "use", "gemini")[0] == 0
    summary = index(cloud, "--yes")
    assert (summary["waiting"], summary["cost_usd"]) == (0, 0)
    assert {row["pending"] + row["failed"] for row in cloud.counts().values()} == {0}
    assert server.requests == []
    assert decoded(cloud) == read
    assert cloud.spending() == before
    with searching(cloud) as ask:
        assert found_first(ask) == set(range(len(WORDS)))
    assert set(server.bill.contents) == {"query"}


def test_what_is_local_only_is_never_sent(
    cloud: Cloud, server: StandIn, tmp_path: Path
) -> None:
    private, public = tmp_path / "private", tmp_path / "public"
    for place in range(3):
        made.photo(photo(private, 900 + place), 900 + place)
    made.clip(private / "MVI_900.mp4", 900, seconds=SECONDS)
    made.recording(private / "memo_900.wav", 900, seconds=2)
    made.document(private / "diary.pdf", "orchard sorrows and plums")
    made.photo(photo(public, 800), 800)
    shutil.copy(photo(private, 900), public / "copy.jpg")

    with StandIn() as other:  # what would be sent of it
        open_handed = Cloud(library=tmp_path / "other" / "library", server=other)
        open_handed.watch(private)
        index(open_handed, "--yes")
        secret = set(other.answered)
    assert len(secret) >= 6

    words = server.fault("no-usage", marker="plums", times=None)
    assert cloud.call("folders", "add", "--local-only", private)[0] == 0
    assert cloud.call("folders", "add", public)[0] == 0
    summary = index(cloud, "--yes")
    assert (summary["waiting"], summary["failed"]) == (0, 0)
    assert server.bill.contents == {"photo": 1}
    assert words.played == 0
    with searching(cloud) as ask:
        together = names(ask("bicycle"))
        assert together[0] == "IMG_000.jpg"
        assert {"IMG_900.jpg", "IMG_901.jpg", "MVI_900.mp4"} <= set(together)
        assert names(ask("plum orchard"))[0] == "diary.pdf"
        like = ask("", photo(private, 901))
        assert names(like)
        assert any("stays on this computer" in notice for notice in like.notices)
    sent = Counter(digest for request in server.requests for digest in request.digests)
    assert not secret & set(sent)
    assert set(server.bill.contents) == {"photo", "query"}
    assert server.refusals == []


def test_the_mark_taken_off_and_put_on_again(
    cloud: Cloud, server: StandIn, tmp_path: Path
) -> None:
    private = tmp_path / "private"
    made.photo(photo(private, 900), 900)
    assert cloud.call("folders", "add", "--local-only", private)[0] == 0
    index(cloud, "--yes")
    assert server.requests == []
    assert cloud.call("folders", "mark", "--no-local-only", private)[0] == 0
    assert index(cloud, "--yes")["waiting"] == 0
    assert server.bill.contents == {"photo": 1}
    assert cloud.call("folders", "mark", "--local-only", private)[0] == 0
    made.photo(photo(private, 901), 901)
    summary = index(cloud, "--yes")
    assert (summary["waiting"], summary["cost_usd"]) == (0, 0)
    assert server.bill.contents == {"photo": 1}


def test_the_model_is_gone(cloud: Cloud, server: StandIn, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made.photo(folder / "sunset_over_pier.jpg", 700)
    assert cloud.call("folders", "add", folder)[0] == 0
    server.fault("model-gone", times=None)
    code, said, err = cloud.call("index", "--yes")
    assert (code, said["error"]["code"]) == (1, "model-gone")
    assert "Google no longer has the model “gemini-embedding-2”" in said["error"]["message"]
    assert "Traceback" not in err
    with searching(cloud) as ask:
        by_name = ask("sunset pier")
        assert names(by_name)[0] == "sunset_over_pier.jpg"
        assert any("no longer has the model" in notice for notice in by_name.notices)
        assert names(ask("harvest accounts"))[0] == "paper.pdf"
        assert by_meaning(ask("bicycle")), "the old space has not stepped in"
    assert server.bill.usd == 0
    server.clear_faults()
    assert index(cloud, "--yes")["waiting"] == 0


def test_other_windows_send_the_clips_again_and_nothing_else(
    cloud: Cloud, server: StandIn
) -> None:
    cloud.set(clip_window=SECONDS / 2)
    code, asked, _ = cloud.call("index")
    assert code == 2
    summary = index(cloud, "--yes")
    assert summary["waiting"] == 0
    assert server.bill.contents == {"clip": 2 * CLIPS}
    nothing_twice_and_nothing_refused(server)
    saved = summary["saved_usd"]
    assert asked["estimate"]["usd"] == pytest.approx(server.bill.usd + saved, rel=0.05)
    assert {row["pending"] + row["failed"] for row in cloud.counts().values()} == {0}
    with searching(cloud) as ask:
        assert found_first(ask) == set(range(len(WORDS)))
