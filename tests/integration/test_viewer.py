"""Looking closely on real processes and real files: whatever happens to one of them costs its own look only."""

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from findling.core.errors import MediaError
from findling.core.settings import Settings
from findling.core.viewing import Moment, Picture, Viewer
from findling.worker.playback import FilePlayback
from findling.worker.viewer import FileViewer
from tests import made
from tests.integration.decode_pools import nothing_left
from tests.unit.media.made_clips import tone, write_clip, write_recording

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="stops processes by signals"
)
__all__ = ["nothing_left"]  # a fixture

MakeViewer = Callable[..., FileViewer]


@pytest.fixture
def make_viewer() -> Iterator[MakeViewer]:
    viewers: list[FileViewer] = []

    def make(seconds: float = 60.0) -> FileViewer:
        viewers.append(FileViewer(settings=Settings(), seconds=seconds))
        return viewers[-1]

    yield make
    for viewer in viewers:
        viewer.close(10)


@pytest.fixture
def viewer(make_viewer: MakeViewer) -> FileViewer:
    return make_viewer()


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("viewer") / "clip.mp4"
    return write_clip(path, seconds=8.0, sound=tone(hertz=440, seconds=8.0))


def all_of(taken: "SimpleQueue[Moment]", turn: int) -> Iterator[Moment]:
    """The moments of a turn up to its end."""
    while True:
        moment = taken.get(timeout=60)
        if moment.turn == turn:
            yield moment
            if moment.ended:
                return


def grey(moment: Moment) -> float:
    assert moment.frame is not None
    return float(moment.frame[:, :40].mean()) / 20


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_is_what_the_window_asks_for(viewer: FileViewer) -> None:
    asked: Viewer = viewer
    assert asked


def test_everything_is_looked_at(viewer: FileViewer, tmp_path: Path, clip: Path) -> None:
    photo = made.photo(tmp_path / "photo.png", 1, size=(640, 480))
    document = made.document(tmp_path / "a.pdf", "first words", "second words")
    recording = write_recording(tmp_path / "a.flac", tone(hertz=300, seconds=2.0))

    small = viewer.photo(photo, longest=320).result(60)
    assert (small.pixels.shape, small.whole) == ((240, 320, 3), (640, 480))
    whole = viewer.photo(photo, longest=0).result(60)
    np.testing.assert_array_equal(whole.pixels, np.asarray(made.drawing(1, (640, 480))))
    page = viewer.page(document, page=2, longest=400, words=["second"]).result(60)
    assert (page.pages, page.size, max(page.pixels.shape)) == (2, (595.0, 842.0), 400)
    assert len(page.marks) == 1
    strip = viewer.strip(clip, count=5, height=32).result(60)
    assert [frame.shape for frame in strip.frames] == [(32, 48, 3)] * 5
    assert strip.seconds == pytest.approx([0.8, 2.4, 4.0, 5.6, 7.2], abs=1.0)
    levels = viewer.levels(recording, bars=10).result(60)
    assert levels == pytest.approx([0.5 / 2**0.5] * 10, abs=0.02)
    quiet = viewer.levels(made.clip(tmp_path / "quiet.mp4", 1), bars=4).result(60)
    assert quiet.tolist() == [0.0] * 4
    assert {digest(photo)} == {digest(made.photo(tmp_path / "again.png", 1, size=(640, 480)))}


def test_a_photo_stands_upright(viewer: FileViewer, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made.drawing(1, (600, 400)).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    picture = viewer.photo(tmp_path / "turned.jpg", longest=0).result(60)
    assert (picture.whole, picture.pixels.shape) == ((400, 600), (600, 400, 3))


def test_what_cannot_be_looked_at_is_said(viewer: FileViewer, tmp_path: Path) -> None:
    text = tmp_path / "words.txt"
    text.write_text("no media")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 not really")
    for path in (text, broken):
        futures: list[Future[Any]] = [
            viewer.photo(path, longest=100),
            viewer.page(path, page=1, longest=100),
            viewer.strip(path, count=2, height=10),
            viewer.levels(path, bars=3),
            viewer.play(path, longest=100, take=print).medium,
        ]
        for future in futures:
            with pytest.raises(MediaError) as caught:
                future.result(60)
            assert caught.value.message
            assert caught.value.code != "crashed"
    gone = tmp_path / "gone.mp4"
    with pytest.raises(FileNotFoundError):
        viewer.photo(gone, longest=100).result(60)
    with pytest.raises(FileNotFoundError):
        viewer.play(gone, longest=100, take=print).medium.result(60)


def test_a_crash_costs_its_own_look_only(viewer: FileViewer, tmp_path: Path) -> None:
    photo = made.photo(tmp_path / "photo.jpg", 1)
    viewer.photo(photo, longest=100).result(60)
    pid = viewer.looks.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    doomed = viewer.photo(photo, longest=100)
    while not doomed.running():
        os.sched_yield()
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(MediaError) as caught:
        doomed.result(60)
    assert caught.value.code == "crashed"
    assert viewer.photo(photo, longest=100).result(60).whole == (320, 240)
    assert viewer.looks.pid != pid


def _lives(pid: int) -> bool:
    """Not if all its threads have ended, whether or not somebody has taken note of it."""
    try:
        threads = [each / "stat" for each in Path(f"/proc/{pid}/task").iterdir()]
        return any(each.read_text().split()[2] != "Z" for each in threads)
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_process_that_died_while_it_waited_costs_nothing(
    viewer: FileViewer, tmp_path: Path
) -> None:
    photo = made.photo(tmp_path / "photo.jpg", 1)
    viewer.photo(photo, longest=100).result(60)
    pid = viewer.looks.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while _lives(pid):
        os.sched_yield()
    assert viewer.photo(photo, longest=100).result(60).whole == (320, 240)


def test_a_hang_ends_in_words(make_viewer: MakeViewer, tmp_path: Path) -> None:
    viewer = make_viewer(seconds=12.0)
    photo = made.photo(tmp_path / "photo.jpg", 1)
    viewer.photo(photo, longest=100).result(60)
    pid = viewer.looks.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(MediaError) as caught:
        viewer.photo(photo, longest=100).result(60)
    assert caught.value.code == "too-slow"
    assert viewer.photo(photo, longest=100).result(60).whole == (320, 240)


def test_the_newest_look_comes_first_and_cancelled_ones_never(
    viewer: FileViewer, tmp_path: Path
) -> None:
    photo = made.photo(tmp_path / "photo.jpg", 1)
    viewer.photo(photo, longest=100).result(60)
    pid = viewer.looks.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    order: list[int] = []
    first = viewer.photo(photo, longest=100)
    while not first.running():
        os.sched_yield()
    rest = [viewer.photo(photo, longest=100) for _ in range(4)]

    def note(done: "Future[Picture]") -> None:
        if not done.cancelled():
            order.append(rest.index(done))

    for future in rest:
        future.add_done_callback(note)
    rest[2].cancel()
    os.kill(pid, signal.SIGCONT)
    for number in (0, 1, 3):
        rest[number].result(60)
    assert order == [3, 1, 0]


def test_closing_cancels_what_waits(
    make_viewer: MakeViewer, tmp_path: Path, clip: Path
) -> None:
    viewer = make_viewer()
    photo = made.photo(tmp_path / "photo.jpg", 1)
    viewer.photo(photo, longest=100).result(60)
    pid = viewer.looks.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    futures = [viewer.photo(photo, longest=100) for _ in range(3)]
    playback = viewer.play(clip, longest=100, take=print)
    viewer.close(10)
    viewer.close(10)
    for future in (*futures, viewer.photo(photo, longest=100)):
        with pytest.raises(CancelledError):
            future.result(60)
    assert playback.medium.done()


# --- playing ---


def test_a_clip_is_played_from_where_it_is_wanted(viewer: FileViewer, clip: Path) -> None:
    taken: SimpleQueue[Moment] = SimpleQueue()
    playback = viewer.play(clip, longest=96, take=taken.put)
    medium = playback.medium.result(60)
    assert (medium.size, medium.has_sound) == ((96, 64), True)
    assert medium.seconds == pytest.approx(8.0, abs=0.1)
    for second in (6.5, 0.0, 3.27, 8.0, 7.0):
        turn = playback.seek(second)
        moments = []
        for moment in all_of(taken, turn):
            playback.taken(moment.second)
            moments.append(moment)
        assert grey(moments[0]) == pytest.approx(min(int(second * 10) / 10, 7.9), abs=0.06)
        assert moments[0].second == pytest.approx(second, abs=0.05)
        heard = sum(len(m.sound) for m in moments if m.sound is not None) / 48_000
        assert heard == pytest.approx(8.0 - second, abs=0.2)
        assert [m.second for m in moments] == sorted(m.second for m in moments)


def test_nothing_runs_away_while_it_is_paused(viewer: FileViewer, clip: Path) -> None:
    """After a seek there comes the lead and no more; once something was shown, as much again."""
    taken: SimpleQueue[Moment] = SimpleQueue()
    playback = viewer.play(clip, longest=96, take=taken.put)
    turn = playback.seek(1.0)
    lead = taken_while_resting(playback, taken, turn)
    assert lead[0].frame is not None
    assert max(m.second for m in lead) <= 1.5
    assert len([m for m in lead if m.frame is not None]) in (5, 6)
    playback.taken(3.0)
    more = taken_while_resting(playback, taken, turn)
    assert 3.2 <= max(m.second for m in more) <= 3.5


def taken_while_resting(
    playback: FilePlayback, taken: "SimpleQueue[Moment]", turn: int
) -> list[Moment]:
    """What had come when the process said that it stands still."""
    while not playback.resting:
        os.sched_yield()
    moments = []
    while not taken.empty():
        moments.append(taken.get())
    assert {m.turn for m in moments} == {turn}
    return moments


def test_a_playback_that_crashes_ends_and_can_be_taken_up_again(
    viewer: FileViewer, clip: Path
) -> None:
    taken: SimpleQueue[Moment] = SimpleQueue()
    playback = viewer.play(clip, longest=96, take=taken.put)
    playback.medium.result(60)
    turn = playback.seek(2.0)
    assert taken.get(timeout=60).frame is not None
    pid = playback.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert list(all_of(taken, turn))[-1].ended
    turn = playback.seek(5.0)
    assert grey(next(all_of(taken, turn))) == pytest.approx(5.0, abs=0.06)
    assert playback.pid != pid


def test_a_playback_that_hangs_ends(make_viewer: MakeViewer, clip: Path) -> None:
    viewer = make_viewer(seconds=12.0)
    taken: SimpleQueue[Moment] = SimpleQueue()
    playback = viewer.play(clip, longest=96, take=taken.put)
    playback.medium.result(60)
    assert playback.pid is not None
    os.kill(playback.pid, signal.SIGSTOP)
    turn = playback.seek(2.0)
    for _ in range(500):
        playback.taken(2.0)  # a process that does not listen must not make its caller wait
    moments = list(all_of(taken, turn))
    assert moments[-1].ended


def test_a_closed_playback_is_silent_and_gone(viewer: FileViewer, clip: Path) -> None:
    taken: SimpleQueue[Moment] = SimpleQueue()
    playback = viewer.play(clip, longest=96, take=taken.put)
    playback.medium.result(60)
    playback.seek(0.0)
    taken.get(timeout=60)
    pid = playback.pid
    playback.close()
    playback.close()
    playback.join(10)
    assert not Path(f"/proc/{pid}").exists()
    assert playback.seek(1.0) == 2


def test_a_viewing_process_may_not_write(viewer: FileViewer, clip: Path) -> None:
    playback = viewer.play(clip, longest=96, take=print)
    playback.medium.result(60)
    viewer.strip(clip, count=2, height=20).result(60)
    for pid in (playback.pid, viewer.looks.pid):
        limits = {
            line[:26].strip(): line[26:].split()[:2]
            for line in Path(f"/proc/{pid}/limits").read_text().splitlines()
        }
        assert limits["Max file size"] == ["0", "0"]
        assert limits["Max core file size"] == ["0", "0"]
        assert limits["Max address space"] == [str(Settings().decode_memory)] * 2


# --- saving ---


def test_parts_are_saved_as_files_of_their_own(
    viewer: FileViewer, tmp_path: Path, clip: Path
) -> None:
    before = digest(clip)
    document = made.document(tmp_path / "a.pdf", "first", "second")
    photo = made.photo(tmp_path / "photo.png", 1)
    out = tmp_path / "out"
    out.mkdir()
    span = viewer.save_span(clip, start=2.0, end=4.0, to=out / "part.mp4").result(60)
    assert viewer.play(span, longest=0, take=print).medium.result(60).seconds == pytest.approx(
        2.0, abs=0.15
    )
    page = viewer.save_page(document, page=2, to=out / "page.pdf").result(60)
    with pypdfium2.PdfDocument(page) as alone:
        assert len(alone) == 1
    png = viewer.save_frame(clip, second=3.0, to=out / "frame.png").result(60)
    with Image.open(png) as image:
        assert (image.format, image.size) == ("PNG", (96, 64))
        assert float(np.asarray(image)[:, :40].mean()) / 20 == pytest.approx(3.0, abs=0.06)
    jpeg = viewer.save_frame(photo, second=0.0, to=out / "photo.jpg").result(60)
    with Image.open(jpeg) as image:
        assert (image.format, image.size) == ("JPEG", (320, 240))
    assert sorted(one.name for one in out.iterdir()) == [
        "frame.png",
        "page.pdf",
        "part.mp4",
        "photo.jpg",
    ]
    assert digest(clip) == before


def test_no_file_is_ever_written_over(viewer: FileViewer, tmp_path: Path, clip: Path) -> None:
    document = made.document(tmp_path / "a.pdf", "first")
    to = tmp_path / "precious.mp4"
    to.write_bytes(b"precious")
    for future in (
        viewer.save_span(clip, start=0.0, end=2.0, to=to),
        viewer.save_page(document, page=1, to=to),
        viewer.save_frame(clip, second=0.0, to=to),
        viewer.save_span(clip, start=0.0, end=2.0, to=clip),
    ):
        with pytest.raises(FileExistsError):
            future.result(60)
    assert to.read_bytes() == b"precious"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.pdf", "precious.mp4"]


def test_of_two_that_save_under_one_name_one_wins(
    make_viewer: MakeViewer, tmp_path: Path
) -> None:
    first = made.photo(tmp_path / "1.png", 1)
    second = made.photo(tmp_path / "2.png", 2)
    to = tmp_path / "out" / "photo.png"
    to.parent.mkdir()
    futures = [
        make_viewer().save_frame(photo, second=0.0, to=to) for photo in (first, second) * 2
    ]
    errors = [future.exception(60) for future in futures]
    assert [type(error) for error in errors if error is not None] == [FileExistsError] * 3
    assert [one.name for one in to.parent.iterdir()] == ["photo.png"]
    winner = (first, second)[errors.index(None) % 2]
    with Image.open(to) as saved, Image.open(winner) as photo:
        np.testing.assert_array_equal(np.asarray(saved), np.asarray(photo))


def test_what_fails_leaves_nothing_behind(
    viewer: FileViewer, tmp_path: Path, clip: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes()[:200])
    for future in (
        viewer.save_span(broken, start=0.0, end=1.0, to=out / "a.mp4"),
        viewer.save_span(clip, start=50.0, end=60.0, to=out / "b.mp4"),
        viewer.save_page(clip, page=1, to=out / "c.pdf"),
    ):
        with pytest.raises(MediaError):
            future.result(60)
    with pytest.raises(FileNotFoundError):
        viewer.save_frame(clip, second=0.0, to=out / "gone" / "a.png").result(60)
    assert list(out.iterdir()) == []
