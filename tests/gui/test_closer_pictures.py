"""What is asked of the viewer for photos and pages, and when; small values about a look."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QImage, QPixmap

from findling.core.errors import FindlingError
from findling.core.model import Place, Span
from findling.core.query import SpanHit
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import Drawn
from findling.gui.closer.canvas import Canvas
from findling.gui.closer.cut import Cut
from findling.gui.closer.levels import Levels
from findling.gui.closer.look import Match, marked_words, matches, next_match
from findling.gui.closer.page_list import SmallPages
from findling.gui.closer.pictures import Pictures, Subject, size_for
from findling.gui.closer.save import Saved, SaveWish, next_free, suggested_name
from findling.gui.details_facts import map_address
from findling.gui.theme import Theme
from tests.gui.fakes import hit
from tests.gui.viewer_fakes import FakeViewer

A, B = Subject(path=Path("a.jpg")), Subject(path=Path("b.jpg"))


@pytest.fixture
def viewer() -> Iterator[FakeViewer]:
    made = FakeViewer()
    yield made
    made.close()


@pytest.fixture
def pictures(viewer: FakeViewer, bridge: Bridge) -> Iterator[Pictures]:
    made = Pictures(viewer, bridge)
    yield made
    made.close()
    made.deleteLater()


def test_a_photo_is_asked_for_at_the_size_of_its_place(
    pictures: Pictures, viewer: FakeViewer, qtbot: Any
) -> None:
    with qtbot.waitSignal(pictures.arrived) as came:
        assert pictures.show(A, longest=1300) is None
    assert viewer.of("photo") == [("a.jpg", 1600)]
    assert came.args[1].longest == 1600
    assert came.args[1].whole == QSizeF(4000, 3000)


def test_more_than_the_place_asks_for_all_of_it_once(
    pictures: Pictures, viewer: FakeViewer, qtbot: Any
) -> None:
    with qtbot.waitSignal(pictures.arrived):
        pictures.show(A, longest=1300)
    with qtbot.waitSignal(pictures.arrived) as came:
        pictures.want(1700)
        pictures.want(3900)
    assert came.args[1].longest == 4000
    pictures.want(9000)
    assert viewer.of("photo") == [("a.jpg", 1600), ("a.jpg", 0)]


def test_a_neighbour_is_there_at_once(
    pictures: Pictures, viewer: FakeViewer, qtbot: Any
) -> None:
    with qtbot.waitSignal(pictures.arrived):
        pictures.show(A, longest=1300)
    pictures.prefetch([B])
    qtbot.waitUntil(lambda: B in pictures._kept)
    assert pictures.show(B, longest=1300) is not None
    assert viewer.of("photo") == [("a.jpg", 1600), ("b.jpg", 1600)]


def test_what_was_hurried_past_is_not_read(
    pictures: Pictures, viewer: FakeViewer, qtbot: Any
) -> None:
    viewer.go.clear()
    names = [f"{n}.jpg" for n in range(20)]
    for name in names:
        pictures.show(Subject(path=Path(name)), longest=600)
    with qtbot.waitSignal(pictures.arrived) as came:
        viewer.go.set()
    assert came.args[0].path.name == "19.jpg"
    qtbot.waitUntil(lambda: len(pictures._kept) >= 3)
    assert len(pictures._kept) == 3  # two that were under way, and the last


def test_only_trouble_with_what_is_shown_is_told(
    pictures: Pictures, viewer: FakeViewer, qtbot: Any
) -> None:
    viewer.broken.add("b.jpg")
    viewer.gone.add("c.jpg")
    told: list[FindlingError] = []
    pictures.failed.connect(lambda _subject, error: told.append(error))
    with qtbot.waitSignal(pictures.arrived):
        pictures.prefetch([B])
        pictures.show(A, longest=600)
    assert told == []
    with qtbot.waitSignal(pictures.failed):
        pictures.show(B, longest=600)
    with qtbot.waitSignal(pictures.failed):
        pictures.show(Subject(path=Path("c.jpg")), longest=600)
    assert [error.message for error in told] == [
        "b.jpg is cut off.",
        "c.jpg is not there at the moment.",
    ]


def test_small_pages_come_a_few_at_a_time_and_what_is_seen_first(
    viewer: FakeViewer, bridge: Bridge, qtbot: Any
) -> None:
    small = SmallPages(viewer, bridge)
    viewer.go.clear()
    small.open(Path("a.pdf"))
    small.wish(list(range(1, 9)))
    small.wish([40, 41])
    assert [page for _, page, *_ in viewer.of("page")] == [1, 2]
    viewer.go.set()
    qtbot.waitUntil(lambda: small.picture(41) is not None)
    assert [page for _, page, *_ in viewer.of("page")] == [1, 2, 40, 41]
    small.close()
    assert small.picture(41) is None


def drawn(width: int, height: int, whole: tuple[int, int] = (4000, 3000)) -> Drawn:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    return Drawn(image=image, whole=QSizeF(*whole))


@pytest.fixture
def canvas(theme: Theme, qtbot: Any) -> Canvas:
    made = Canvas(theme)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_nothing_jumps_when_the_sharp_picture_comes(canvas: Canvas) -> None:
    small = QPixmap(512, 383)  # rounded to whole pixels: not quite 4 : 3
    canvas.begin(small, None)
    before = canvas.target()
    canvas.show_drawn(drawn(1600, 1200))
    assert canvas.target() == before


def test_the_wheel_zooms_and_what_is_under_the_pointer_stays(canvas: Canvas) -> None:
    canvas.begin(None, 4 / 3)
    canvas.show_drawn(drawn(1600, 1200))
    assert canvas.percent == 20
    at = QPointF(200, 150)
    canvas.zoom_by(4, at=at)
    target = canvas.target()
    assert canvas.percent == 49
    assert (at.x() - target.left()) / target.width() == pytest.approx(0.25, abs=0.002)
    canvas.fit()
    assert canvas.percent == 20


def test_zoom_beyond_what_is_held_wants_more(canvas: Canvas, qtbot: Any) -> None:
    canvas.begin(None, 4 / 3)
    with qtbot.waitSignal(canvas.detail_wanted):  # nothing is held yet
        canvas.fit()
    canvas.show_drawn(drawn(1600, 1200))
    with qtbot.waitSignal(canvas.detail_wanted) as wanted:
        canvas.zoom_to(1.0)
    assert wanted.args == [4000]
    assert canvas.percent == 100


def test_the_edge_of_the_picture_stays_at_the_edge_of_the_view(canvas: Canvas) -> None:
    canvas.begin(None, 4 / 3)
    canvas.show_drawn(drawn(1600, 1200))
    canvas.zoom_to(1.0)
    canvas.pan(100_000, 100_000)
    assert (canvas.target().left(), canvas.target().top()) == (0, 0)
    assert not canvas.pan(10, 0)


def spot(start: float, end: float, score: float) -> SpanHit:
    return SpanHit(span=Span(start=start, end=end), score=score)


def test_matches_are_in_order_and_as_high_as_they_are_strong() -> None:
    found = hit(1, span=Span(start=60.0, end=90.0), spans=(spot(60, 90, 4.0), spot(0, 30, 2.0)))
    assert matches(found, 120.0) == (Match(0, 30, 0.5), Match(60, 90, 1.0))
    assert matches(None, 120.0) == ()
    whole = hit(1, span=Span(start=0.0, end=20.0))
    assert matches(whole, 20.0) == ()


def test_the_next_match_and_the_one_before() -> None:
    known = (Match(0, 30), Match(60, 90), Match(90, 120))
    assert next_match(known, 0.0, forward=True) == 60
    assert next_match(known, 60.0, forward=True) == 90
    assert next_match(known, 110.0, forward=True) is None
    assert next_match(known, 60.5, forward=False) == 0
    assert next_match(known, 70.0, forward=False) == 60


def test_the_words_to_mark_are_those_that_are_looked_for() -> None:
    assert marked_words('invoice "blue bicycle" -red kind:pdf, a') == (
        "invoice",
        "blue",
        "bicycle",
    )


def test_the_part_to_save_is_what_matched_until_a_hand_sets_it() -> None:
    found = hit(1, span=Span(start=42.0, end=70.0))
    cut = Cut.of(found, 120.0)
    assert cut.part(120.0) == (42.0, 70.0)
    assert cut.shown == (None, None)
    later = cut.starting(80.0)
    assert later.part(120.0) == (80.0, 120.0)
    assert later.ending(100.0).shown == (80.0, 100.0)
    assert Cut.of(None, 9.0).part(9.0) == (0.0, 9.0)


def test_names_for_new_files_say_what_they_hold() -> None:
    clip = Path("/p/Couch.mp4")
    part = SaveWish(what=Saved.PART, path=clip, start=42.0, end=70.9)
    assert suggested_name(part) == "Couch 0.42–1.10.mp4"
    assert suggested_name(SaveWish(what=Saved.FRAME, path=clip, start=42.0)) == "Couch 0.42.png"
    report = SaveWish(what=Saved.PAGE, path=Path("/p/Report.pdf"), page=4)
    assert suggested_name(report) == "Report page 4.pdf"


def test_a_taken_name_becomes_the_next_free_one(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "a 2.png").symlink_to(tmp_path / "nowhere")
    assert next_free(tmp_path / "a.png") == tmp_path / "a 3.png"
    assert next_free(tmp_path / "b.png") == tmp_path / "b.png"


def test_a_quiet_recording_shows_its_shape_and_silence_stays_flat(
    viewer: FakeViewer, bridge: Bridge, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels = Levels(viewer, bridge)
    for loudest, highest in ((0.2, 1.0), (0.01, 0.2)):
        quiet = np.linspace(0, loudest, 480, dtype=np.float32)
        monkeypatch.setattr(viewer, "_levels", lambda _path, _bars, quiet=quiet: quiet)
        with qtbot.waitSignal(levels.arrived) as came:
            levels.show(Path("a.ogg"))
        assert max(came.args[0]) == pytest.approx(highest)
    levels.deleteLater()


def test_sizes_are_asked_for_in_steps() -> None:
    assert [size_for(n) for n in (1, 640, 641, 99_999)] == [640, 640, 1024, 6144]


def test_a_place_leads_to_a_map() -> None:
    address = map_address(Place(latitude=48.8583, longitude=-2.2945))
    assert address == (
        "https://www.openstreetmap.org/?mlat=48.85830&mlon=-2.29450#map=16/48.85830/-2.29450"
    )
