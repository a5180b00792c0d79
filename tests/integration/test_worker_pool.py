"""The decode pool on real processes and real files: whatever happens to one of them costs its own file only."""

import json
import os
import select
import signal
import subprocess
import sys
import zlib
from concurrent.futures import CancelledError, Future, wait
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from findling.core.cut import Cut
from findling.core.errors import MediaError, NotMedia
from findling.core.model import Kind, Span
from findling.core.settings import Effort, Settings
from findling.core.viewing import Box
from findling.media.identity import identify
from findling.worker.pool import DecodePool
from tests import made
from tests.integration.decode_pools import (
    MakePool,
    long_recording,
    make_pool,
    nothing_left,
    pid_reading,
)

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="watches the processes through /proc"
)
ROOT = Path(__file__).parents[2]
__all__ = ["long_recording", "make_pool", "nothing_left"]  # fixtures


def test_files_are_identified_and_decoded(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool(decode_processes=2)
    photo = made.photo(tmp_path / "photo.jpg", 1)
    others = {
        Kind.CLIP: made.clip(tmp_path / "clip.mp4", 2),
        Kind.RECORDING: made.recording(tmp_path / "recording.wav", 3),
        Kind.DOCUMENT: made.document(tmp_path / "two.pdf", "first page", "second page"),
    }
    (tmp_path / "words.txt").write_text("no media")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    decoded = {kind: pool.decode(path) for kind, path in others.items()}

    assert pool.identify(photo).result(60) == identify(photo)
    read = pool.decode(photo).result(60)
    assert (read.facts.kind, read.facts.width, read.facts.height) == (Kind.PHOTO, 320, 240)
    assert read.thumbnail.startswith(b"RIFF")
    (span,) = read.spans
    assert span.embedded is not None
    assert np.linalg.norm(span.embedded.vector) > 0
    assert {k: f.result(60).facts.kind for k, f in decoded.items()} == {k: k for k in others}
    pages = decoded[Kind.DOCUMENT].result().spans
    assert [(s.span.page, s.text.strip()) for s in pages] == [
        (1, "first page"),
        (2, "second page"),
    ]
    with pytest.raises(NotMedia):
        pool.decode(tmp_path / "words.txt").result(60)
    with pytest.raises(FileNotFoundError):
        pool.decode(tmp_path / "gone.jpg").result(60)
    with pytest.raises(FileNotFoundError):
        pool.identify(tmp_path / "gone.jpg").result(60)
    with pytest.raises(MediaError) as caught:
        pool.decode(tmp_path / "broken.jpg").result(60)
    assert caught.value.message
    assert len(pool.pids()) == 2


def test_a_crash_costs_its_own_file_only(
    make_pool: MakePool, long_recording: Path, tmp_path: Path
) -> None:
    pool = make_pool(decode_processes=2)
    doomed = pool.decode(long_recording)
    others = [pool.decode(made.photo(tmp_path / f"{seed}.jpg", seed)) for seed in range(4)]
    os.kill(pid_reading(pool, long_recording), signal.SIGSEGV)
    with pytest.raises(MediaError) as caught:
        doomed.result(60)
    assert (caught.value.code, caught.value.lasting) == ("crashed", False)
    assert [future.result(60).facts.kind for future in others] == [Kind.PHOTO] * 4
    assert pool.decode(long_recording).result(120).facts.seconds == 1800


def test_a_process_that_died_idle_costs_nothing(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool()
    photo = made.photo(tmp_path / "photo.jpg", 1)
    for _ in range(3):
        assert pool.identify(photo).result(60) == identify(photo)
        (pid,) = pool.pids()
        ended = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        select.select([ended], [], [], 60)
        os.close(ended)


def test_a_hang_is_given_up(make_pool: MakePool, long_recording: Path, tmp_path: Path) -> None:
    pool = make_pool(decode_seconds=5.0)
    hung = pool.decode(long_recording)
    waiting = pool.identify(made.photo(tmp_path / "photo.jpg", 1))
    pid = pid_reading(pool, long_recording)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(MediaError) as caught:
        hung.result(60)
    assert caught.value.code == "too-slow"
    assert len(waiting.result(60)) == 16
    assert pid not in pool.pids()


def test_a_file_that_wants_too_much_memory(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool(decode_memory=700 << 20)
    huge = _black_png(tmp_path / "huge.png", side=16_000)
    with pytest.raises(MediaError) as caught:
        pool.decode(huge).result(60)
    assert caught.value.code in ("too-much-memory", "crashed")
    assert len(pool.identify(huge).result(60)) == 16


def _black_png(path: Path, *, side: int) -> Path:
    """A PNG of `side` x `side` pixels at three bytes, less than a megabyte itself."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    packer = zlib.compressobj(1)
    row = bytes(1 + 3 * side)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = side.to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )
    return path


def test_urgent_goes_before_all_others(
    make_pool: MakePool, long_recording: Path, tmp_path: Path
) -> None:
    pool = make_pool()
    stuck = pool.decode(long_recording)
    pid = pid_reading(pool, long_recording)
    os.kill(pid, signal.SIGSTOP)
    photos = [made.photo(tmp_path / f"{seed}.jpg", seed) for seed in range(4)]
    ordinary = [pool.decode(path) for path in photos[:3]]
    assert pool.decode(photos[3], urgent=True).result(60).facts.kind is Kind.PHOTO
    assert not any(future.running() or future.done() for future in ordinary)
    assert len(pool.pids()) == 2
    os.kill(pid, signal.SIGCONT)
    assert stuck.result(120).facts.kind is Kind.RECORDING
    wait(ordinary, 60)
    assert all(future.result(0).facts.kind is Kind.PHOTO for future in ordinary)


def test_closing_cancels_and_leaves_no_process(
    make_pool: MakePool, long_recording: Path, tmp_path: Path
) -> None:
    pool = make_pool()
    photo = made.photo(tmp_path / "photo.jpg", 1)
    reading = pool.decode(long_recording)
    waiting = [pool.decode(photo) for _ in range(3)]
    pid = pid_reading(pool, long_recording)
    pool.close(10)
    futures: list[Future[object]] = [reading, *waiting, pool.identify(photo)]  # type: ignore[list-item]
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(0)
    assert not Path(f"/proc/{pid}").exists()
    assert pool.pids() == []
    pool.close()


@pytest.mark.parametrize("background", [True, False])
def test_only_background_reading_makes_room_for_others(
    tmp_path: Path, background: bool
) -> None:
    pool = DecodePool(settings=Settings(decode_processes=1), background=background)
    try:
        pool.identify(made.photo(tmp_path / "photo.jpg", 1)).result()
        (pid,) = pool.pids()
        below = os.getpriority(os.PRIO_PROCESS, pid) - os.getpriority(os.PRIO_PROCESS, 0)
        assert (below > 0) is background
    finally:
        pool.close(10)


def _niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid) - os.getpriority(os.PRIO_PROCESS, 0)


def test_another_effort_is_taken_up_while_it_runs(tmp_path: Path) -> None:
    cores = os.cpu_count() or 1
    settings = Settings(effort=Effort.QUIET)
    pool = DecodePool(settings=settings, background=True)
    photos = [made.photo(tmp_path / f"{seed}.jpg", seed) for seed in range(4 * cores)]
    try:
        wait([pool.decode(photo) for photo in photos[:4]])
        (quiet,) = pool.pids()
        assert _niceness(quiet) == 19
        pool.adopt(replace(settings, effort=Effort.FULL))
        wait([pool.decode(photo) for photo in photos])
        assert quiet not in pool.pids()
        assert [_niceness(pid) for pid in pool.pids()] == [0] * cores
    finally:
        pool.close(10)


def test_a_command_takes_no_notice_of_the_effort() -> None:
    pool = DecodePool(settings=Settings(effort=Effort.QUIET, decode_processes=3))
    assert pool.processes == 3
    pool.close(10)


KILLED = """
import sys
from pathlib import Path
from findling.core.settings import Settings
from findling.worker.pool import DecodePool

if __name__ == "__main__":
    pool = DecodePool(settings=Settings(decode_processes=2))
    one, other = (Path(name) for name in sys.argv[1:])
    pool.identify(other).result()
    pool.decode(one)
    pool.decode(other).result()
    print(pool.pids(), flush=True)
    sys.stdin.read()
"""


def test_decode_processes_end_when_the_program_is_killed(
    long_recording: Path, tmp_path: Path
) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    photo = made.photo(tmp_path / "photo.jpg", 1)
    program = subprocess.Popen(
        [sys.executable, script, long_recording, photo],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with program:
        assert program.stdout is not None
        pids: list[int] = json.loads(program.stdout.readline())
        ended = [os.pidfd_open(pid) for pid in pids]
        program.kill()
    assert len(ended) == 2
    for watched in ended:
        assert select.select([watched], [], [], 60)[0], "a decode process outlived the program"
        os.close(watched)


def test_a_decode_process_cannot_write(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool()
    pool.identify(made.photo(tmp_path / "photo.jpg", 1)).result(60)
    (pid,) = pool.pids()
    limits = {
        line[:26].strip(): line[26:].split()[:2]
        for line in Path(f"/proc/{pid}/limits").read_text().splitlines()
    }
    assert limits["Max file size"] == ["0", "0"]
    assert limits["Max core file size"] == ["0", "0"]
    assert limits["Max address space"] == [str(Settings().decode_memory)] * 2

    target = tmp_path / "target"
    target.write_text("precious")
    attempt = (
        "import sys; from findling.worker.limits import limit; limit(4 << 30);"
        "out = open(sys.argv[1], 'r+'); out.write('overwritten'); out.flush()"
    )
    tried = subprocess.run(
        [sys.executable, "-c", attempt, target],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert b"File too large" in tried.stderr
    assert target.read_text() == "precious"


def test_an_area_and_a_page_are_cut_out_in_the_process(
    make_pool: MakePool, tmp_path: Path
) -> None:
    pool = make_pool(decode_processes=1)
    photo = made.photo(tmp_path / "photo.jpg", 1)
    document = made.document(tmp_path / "two.pdf", "first page", "second page")
    whole, half = (
        pool.decode(photo, cut=cut).result(60).spans[0].embedded
        for cut in (None, Cut(box=Box(0, 0, 0.3, 0.3)))
    )
    assert whole is not None
    assert half is not None
    assert not np.allclose(whole.vector, half.vector)
    [page] = pool.decode(document, cut=Cut(span=Span(page=2))).result(60).spans
    assert (page.span.page, page.text.strip()) == (2, "second page")
    with pytest.raises(MediaError) as caught:
        pool.decode(document, cut=Cut(span=Span(page=9))).result(60)
    assert caught.value.code == "no-such-part"
