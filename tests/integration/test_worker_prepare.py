"""What is sent away, prepared by real decode processes: in parts, at the pace of whoever takes them."""

import io
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from findling.core.errors import MediaError, NotMedia
from findling.core.model import Decoded, Kind
from findling.embedding.forms import VERTEX
from findling.worker.pool import DecodePool
from tests import made
from tests.integration.decode_pools import (
    MakePool,
    long_recording,
    make_pool,
    nothing_left,
    pid_reading,
)
from tests.unit.media.made_clips import tone, write_clip

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="watches the processes through /proc"
)
ROOT = Path(__file__).parents[2]
__all__ = ["long_recording", "make_pool", "nothing_left"]  # fixtures


class Taker:
    """Takes parts, and lets the process go on at once or when it is told."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.parts: list[Decoded] = []
        self.waiting: queue.Queue[Callable[[], None]] = queue.Queue()
        self.at_once = at_once

    def __call__(self, part: Decoded, go_on: Callable[[], None]) -> None:
        self.parts.append(part)
        if self.at_once:
            go_on()
        self.waiting.put(go_on)

    def next(self) -> Callable[[], None]:
        """The call that answers the next part; waits for it."""
        return self.waiting.get(timeout=60)

    @property
    def digests(self) -> list[bytes]:
        spans = [span for part in self.parts for span in part.spans]
        return [span.payload.digest for span in spans if span.payload is not None]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return made.document(
        tmp_path / "pages.pdf", *[f"page {n}" for n in range(40)], title="Forty"
    )


@pytest.fixture
def files(tmp_path: Path) -> dict[Kind, Path]:
    clip = write_clip(tmp_path / "c.mp4", seconds=4, sound=tone(hertz=440, seconds=4))
    return {
        Kind.PHOTO: made.photo(tmp_path / "p.jpg", 1),
        Kind.CLIP: clip,
        Kind.RECORDING: made.recording(tmp_path / "r.wav", 3, seconds=3),
        Kind.DOCUMENT: made.document(tmp_path / "d.pdf", "one", "two"),
    }


def test_every_kind_comes_in_parts(make_pool: MakePool, files: dict[Kind, Path]) -> None:
    pool = make_pool()
    kinds = {}
    for kind, path in files.items():
        taker = Taker(at_once=True)
        done = pool.prepare(path, provider="gemini", take=taker).result(60)
        assert done.facts.kind is kind
        assert (done.facts, done.thumbnail) == (taker.parts[0].facts, taker.parts[0].thumbnail)
        assert done.thumbnail.startswith(b"RIFF")
        assert done.spans == ()
        assert all(part.facts == done.facts for part in taker.parts)
        spans = [span for part in taker.parts for span in part.spans]
        assert all(span.payload is not None and span.embedded is None for span in spans)
        kinds[kind] = [
            [p.mime for p in span.payload.parts] for span in spans if span.payload is not None
        ]
    assert kinds == {
        Kind.PHOTO: [["image/jpeg"]],
        Kind.CLIP: [["video/mp4"], ["audio/mpeg"]],
        Kind.RECORDING: [["audio/mpeg"]],
        Kind.DOCUMENT: [["image/jpeg", "text/plain"]] * 2,
    }


def test_a_look_tells_what_it_will_be(make_pool: MakePool, files: dict[Kind, Path]) -> None:
    pool = make_pool()
    for provider in ("gemini", "vertex"):
        for kind, path in files.items():
            taker = Taker(at_once=True)
            pool.prepare(path, provider=provider, take=taker).result(60)
            look = pool.look(path, provider=provider).result(60)
            assert (look.facts.kind, look.looked_at) == (kind, True)
            assert look.thumbnail == taker.parts[0].thumbnail
            assert all(span.payload is None and span.embedded is None for span in look.spans)
            prepared = [span for part in taker.parts for span in part.spans]
            assert [(s.span, s.text, s.tokens) for s in look.spans] == [
                (s.span, s.text, s.tokens) for s in prepared
            ]


@pytest.mark.parametrize("provider", ["gemini", "vertex"])
def test_two_processes_prepare_the_same(
    make_pool: MakePool, files: dict[Kind, Path], provider: str
) -> None:
    both = []
    for _ in range(2):
        pool = make_pool()
        takers = [Taker(at_once=True) for _ in files]
        for path, taker in zip(files.values(), takers, strict=True):
            pool.prepare(path, provider=provider, take=taker).result(60)
        both.append([taker.digests for taker in takers])
        pool.close(10)
    assert both[0] == both[1]
    assert sum(map(len, both[0])) == len({d for digests in both[0] for d in digests}) >= 5


def test_nothing_of_a_photos_own_data_is_sent(make_pool: MakePool, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    made.drawing(1, (300, 200)).save(tmp_path / "a.jpg", exif=exif)
    taker = Taker(at_once=True)
    done = make_pool().prepare(tmp_path / "a.jpg", provider="gemini", take=taker).result(60)
    assert done.facts.camera is not None
    payload = taker.parts[0].spans[0].payload
    assert payload is not None
    with Image.open(io.BytesIO(payload.parts[0].data)) as image:
        assert not image.getexif()
    assert b"Kamera" not in payload.parts[0].data


def test_a_process_waits_until_its_part_was_taken(
    make_pool: MakePool, pages: Path, tmp_path: Path
) -> None:
    pool = make_pool(decode_processes=2)
    taker = Taker()
    future = pool.prepare(pages, provider="gemini", take=taker)
    go_on = taker.next()
    assert (len(taker.parts), taker.parts[0].spans) == (1, ())
    assert taker.parts[0].facts.title == "Forty"

    for number in range(1, 6):
        other = pool.identify(made.photo(tmp_path / f"{number}.jpg", number))
        assert len(other.result(60)) == 16
        assert len(taker.parts) == number
        go_on()
        go_on()  # once is enough
        threading.Thread(target=go_on).start()
        go_on = taker.next()
    go_on()
    assert future.result(60).facts.pages == 40
    assert [s.span.page for part in taker.parts for s in part.spans] == list(range(1, 41))
    assert all(len(part.spans) <= 8 for part in taker.parts)
    assert not any(part.thumbnail for part in taker.parts[1:])
    go_on()


def only_pid(pool: DecodePool) -> int:
    (pid,) = pool.pids()
    return pid


def test_each_part_is_answered_once(make_pool: MakePool, pages: Path, tmp_path: Path) -> None:
    pool = make_pool(decode_processes=2)
    parts = []
    second = threading.Event()

    def take(part: Decoded, go_on: Callable[[], None]) -> None:
        parts.append(part)
        if len(parts) == 1:
            for _ in range(9):  # before the dispatcher can act upon the first of them
                go_on()
        if len(parts) == 2:
            second.set()

    pool.prepare(pages, provider="gemini", take=take)
    assert second.wait(60)
    pool.identify(made.photo(tmp_path / "a.jpg", 1)).result(60)
    assert len(parts) == 2


def test_a_process_that_waits_is_not_slow(
    make_pool: MakePool, pages: Path, long_recording: Path
) -> None:
    pool = make_pool(decode_processes=2, decode_seconds=3.0)
    taker = Taker()
    future = pool.prepare(pages, provider="gemini", take=taker)
    go_on = taker.next()
    hung = pool.decode(long_recording)
    os.kill(pid_reading(pool, long_recording), signal.SIGSTOP)
    with pytest.raises(MediaError) as caught:
        hung.result(60)
    assert caught.value.code == "too-slow"
    taker.at_once = True
    go_on()
    assert future.result(60).facts.pages == 40


def test_closing_ends_a_process_that_waits(make_pool: MakePool, pages: Path) -> None:
    pool = make_pool()
    taker = Taker()
    future = pool.prepare(pages, provider="gemini", take=taker)
    waiting = pool.prepare(pages, provider="gemini", take=taker)
    go_on = taker.next()
    pid = only_pid(pool)
    pool.close(10)
    for ended in (future, waiting, pool.prepare(pages, provider="gemini", take=taker)):
        with pytest.raises(CancelledError):
            ended.result(0)
    assert not Path(f"/proc/{pid}").exists()
    go_on()
    assert len(taker.parts) == 1


def test_a_crash_on_the_way_costs_its_own_file_only(
    make_pool: MakePool, pages: Path, tmp_path: Path
) -> None:
    pool = make_pool()
    taker = Taker()
    future = pool.prepare(pages, provider="gemini", take=taker)
    taker.next()()
    go_on = taker.next()
    os.kill(only_pid(pool), signal.SIGKILL)
    with pytest.raises(MediaError) as caught:
        future.result(60)
    assert (caught.value.code, len(taker.parts)) == ("crashed", 2)
    go_on()
    again = Taker(at_once=True)
    assert pool.prepare(pages, provider="gemini", take=again).result(60).facts.pages == 40
    go_on()


def test_what_is_no_longer_wanted_frees_its_process(
    make_pool: MakePool, pages: Path, files: dict[Kind, Path]
) -> None:
    pool = make_pool()
    taker, never = Taker(), Taker()
    future = pool.prepare(pages, provider="gemini", take=taker)
    queued = pool.prepare(pages, provider="gemini", take=never)
    go_on = taker.next()
    pid = only_pid(pool)
    assert queued.cancel()
    assert future.cancel()
    assert pool.look(files[Kind.PHOTO], provider="gemini").result(60).looked_at
    assert pid not in pool.pids()
    go_on()
    assert (len(taker.parts), never.parts) == (1, [])


def test_a_taker_that_fails_hears_of_it(make_pool: MakePool, pages: Path) -> None:
    def failing(part: Decoded, go_on: Callable[[], None]) -> None:
        raise ZeroDivisionError("a bug")

    pool = make_pool()
    future = pool.prepare(pages, provider="gemini", take=failing)
    with pytest.raises(ZeroDivisionError):
        future.result(60)
    again = Taker(at_once=True)
    assert pool.prepare(pages, provider="gemini", take=again).result(60).facts.pages == 40


def test_what_cannot_be_prepared_says_why(make_pool: MakePool, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("no media")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    pool, taker = make_pool(), Taker()
    for name, error in (
        ("words.txt", NotMedia),
        ("gone.jpg", FileNotFoundError),
        ("broken.jpg", MediaError),
    ):
        with pytest.raises(error):
            pool.prepare(tmp_path / name, provider="gemini", take=taker).result(60)
        with pytest.raises(error):
            pool.look(tmp_path / name, provider="gemini").result(60)
    assert taker.parts == []


def test_local_and_remote_reading_share_a_process(
    make_pool: MakePool, files: dict[Kind, Path]
) -> None:
    pool = make_pool()
    local = pool.decode(files[Kind.PHOTO])
    remote = pool.look(files[Kind.PHOTO], provider="gemini")
    again = pool.decode(files[Kind.PHOTO], provider="builtin", urgent=True)
    (span,) = local.result(60).spans
    assert span.embedded is not None
    assert (span.payload, span.tokens) == (None, None)
    assert remote.result(60).spans[0].tokens is not None
    assert again.result(60).facts == local.result(0).facts == remote.result(0).facts


def test_a_service_is_never_asked_from_a_decode_process(
    make_pool: MakePool, files: dict[Kind, Path], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(MediaError):
        make_pool().decode(files[Kind.PHOTO], provider="gemini").result(60)
    assert "gemini is not opened in a decode process" in caplog.text


ALL_TASKS = """
import sys
from pathlib import Path
from findling.core.settings import Settings
from findling.worker.messages import Job, Outcome, Task
from findling.worker.process import _Worker

class Line:
    def beat(self): pass
    def hand_over(self, part, *, wait): pass

worker = _Worker(Settings(provider="gemini"), Line())
for path in map(Path, sys.argv[1:]):
    for task in Task:
        for provider in ("gemini", "vertex") if task in (Task.LOOK, Task.PREPARE) else ("builtin",):
            reply = worker.run(Job(task=task, path=path, provider=provider))
            assert reply.outcome is Outcome.DONE, reply
print(sorted({n.split(".")[0] for n in sys.modules}))
"""


def test_no_decode_process_loads_anything_that_could_send(files: dict[Kind, Path]) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", ALL_TASKS, *files.values()],
        env={"PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "'av'" in loaded
    for name in ("google", "httpx", "httpx2", "requests", "keyring", "ssl", "tenacity"):
        assert f"'{name}'" not in loaded


def test_a_long_content_is_never_held_whole(make_pool: MakePool, tmp_path: Path) -> None:
    pages = made.document(tmp_path / "tall.pdf", *["words " * 200 for _ in range(60)])
    sizes, contents = [], []

    def take(part: Decoded, go_on: Callable[[], None]) -> None:
        payloads = [span.payload for span in part.spans if span.payload is not None]
        sizes.append(len(part.spans))
        contents.extend(payloads)
        go_on()

    pool = make_pool(document_single_pages=5)
    assert pool.prepare(pages, provider="gemini", take=take).result(60).facts.pages == 60
    assert len(contents) == 5 + 10
    assert (sum(sizes), max(sizes)) == (60, 8)


def test_hostile_files_cost_nobody_but_themselves(
    make_pool: MakePool, shared_media: Path, tmp_path: Path
) -> None:
    pool = make_pool(decode_processes=2, decode_memory=2 << 30, decode_seconds=20.0)
    takers = {path: Taker(at_once=True) for path in (shared_media / "hostile").iterdir()}
    futures = {
        path: pool.prepare(path, provider="vertex", take=taker)
        for path, taker in takers.items()
        if path.is_file()
    }
    whole = 0
    for path, future in futures.items():
        error = future.exception(300)
        assert error is None or isinstance(error, (MediaError, NotMedia)), path
        whole += error is None
    assert 5 < whole < len(futures)
    for taker in takers.values():
        for payload in (s.payload for part in taker.parts for s in part.spans if s.payload):
            assert payload.tokens.total <= VERTEX.most_tokens
            assert payload.size <= VERTEX.most_bytes
    photo = made.photo(tmp_path / "p.jpg", 1)
    assert pool.look(photo, provider="vertex").result(60).facts.kind is Kind.PHOTO
