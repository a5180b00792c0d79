"""Quick look in a whole window over fake services and the fake viewer: what a person does and sees."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from findling.core.model import ContentHash, ItemId, Kind, Place, Span
from findling.core.query import ItemDetails, SpanHit
from findling.gui import closer_desk
from findling.gui.closer.overlay import QuickLook
from findling.gui.closer.pages import PagesView
from findling.gui.closer.photo import PhotoView
from findling.gui.closer.play import PlayView
from findling.gui.theme import Theme
from tests.gui.conftest import Stage
from tests.gui.fakes import FakeBrowse, FakeRow, details, hit, listing
from tests.gui.viewer_fakes import RECORDING, FakeSpeaker, FakeViewer

Make = Callable[..., Stage]
ENDINGS = {Kind.PHOTO: "jpg", Kind.CLIP: "mp4", Kind.RECORDING: "ogg", Kind.DOCUMENT: "pdf"}


class Shelves(FakeBrowse):
    """Item 1 a photo, 2 a clip, 3 a recording, 4 a PDF, 5 a photo again, and so on."""

    def __init__(self, root: Path, count: int = 8) -> None:
        super().__init__(shown=listing(count, kinds=(0, 1, 2, 3)))
        self.root = root
        self.known = details(1)

    def rows(self, ids: Sequence[int]) -> list[Any]:
        return [self._row(i) for i in ids]

    def _row(self, item: int) -> FakeRow:
        kind = list(Kind)[(item - 1) % 4]
        name = f"{item}.{ENDINGS[kind]}"
        seconds = 3.0 if kind in (Kind.CLIP, Kind.RECORDING) else None
        return FakeRow(
            id=item,
            kind=kind,
            path=self.root / name,
            name=name,
            content=ContentHash(bytes([item] * 16)),
            seconds=seconds,
            pages=12 if kind is Kind.DOCUMENT else None,
        )

    def details(self, item_id: ItemId) -> ItemDetails | None:
        return replace(self.known, item_id=item_id)


@pytest.fixture
def viewer() -> Iterator[FakeViewer]:
    made = FakeViewer()
    made.media.update({f"{n}.ogg": RECORDING for n in (3, 7)})
    yield made
    made.close()


@pytest.fixture
def speakers(monkeypatch: pytest.MonkeyPatch) -> list[FakeSpeaker]:
    made: list[FakeSpeaker] = []

    def make() -> FakeSpeaker:
        made.append(FakeSpeaker(size=1 << 22))
        return made[-1]

    monkeypatch.setattr(closer_desk, "system_speaker", make)
    monkeypatch.setattr(closer_desk, "prepare_speaker", lambda: None)
    return made


class Looking:
    """A window whose grid has the focus, its first item current."""

    def __init__(self, stage: Stage, viewer: FakeViewer, qtbot: Any) -> None:
        self.stage, self.viewer, self.qtbot = stage, viewer, qtbot
        self.grid = stage.window.grid
        self.look: QuickLook = stage.desk.items.closer.quick_look
        qtbot.waitUntil(lambda: self.grid.cell(1) is not None)
        self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def key(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.look if self.look.look else self.grid, key, modifier)

    def go(self, item: int) -> None:
        """Quick look at this item."""
        self.grid.step(item - 1)
        self.key(Qt.Key.Key_Space)
        assert self.look.look is not None
        assert self.look.look.cell.id == item

    def until(self, ready: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(ready, timeout=10_000)

    @property
    def photo(self) -> PhotoView:
        view = self.look.view
        assert isinstance(view, PhotoView)
        return view

    @property
    def play(self) -> PlayView:
        view = self.look.view
        assert isinstance(view, PlayView)
        return view

    @property
    def pages(self) -> PagesView:
        view = self.look.view
        assert isinstance(view, PagesView)
        return view


@pytest.fixture
def looking(
    stage: Make, viewer: FakeViewer, speakers: list[FakeSpeaker], tmp_path: Path, qtbot: Any
) -> Looking:
    return Looking(stage(browse=Shelves(tmp_path), viewer=viewer), viewer, qtbot)


def span_hit(start: float, end: float, score: float) -> SpanHit:
    return SpanHit(span=Span(start=start, end=end), score=score)


def found(looking: Looking, item: int, text: str = "cat", **more: Any) -> None:
    """A search whose only answer is this item."""
    box = looking.stage.window.search.text
    box.setFocus()
    looking.qtbot.keyClicks(box, text)
    looking.qtbot.keyClick(box, Qt.Key.Key_Return)
    kind = list(Kind)[(item - 1) % 4]
    browse = looking.stage.browse
    assert isinstance(browse, Shelves)
    path = browse.root / f"{item}.{ENDINGS[kind]}"
    looking.stage.lane.reply(hit(item, kind=kind, path=path, **more))
    looking.until(lambda: len(looking.grid.results) == 1)
    looking.until(lambda: looking.grid.cell(item) is not None)
    looking.grid.setFocus(Qt.FocusReason.TabFocusReason)
    looking.key(Qt.Key.Key_Space)


def test_space_opens_and_space_or_escape_closes(looking: Looking) -> None:
    for closing in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        looking.key(Qt.Key.Key_Space)
        assert looking.look.isVisible()
        assert looking.look.hasFocus()
        looking.key(closing)
        assert not looking.look.isVisible()
        assert looking.look.look is None
        assert looking.grid.hasFocus()


def test_a_photo_becomes_sharp_and_says_how_large_it_is(looking: Looking) -> None:
    looking.key(Qt.Key.Key_Space)
    looking.until(lambda: looking.photo.canvas.percent is not None)
    assert looking.viewer.of("photo")[0] == ("1.jpg", 1600)  # at the size of its place, at once
    assert looking.look.bar.told.text() == f"{looking.photo.canvas.percent} %"
    assert looking.look.bar.place.text() == "1 of 8"
    looking.key(Qt.Key.Key_1)
    assert looking.photo.canvas.percent == 100
    looking.until(lambda: looking.viewer.of("photo")[-1][1] == 0)
    looking.key(Qt.Key.Key_0)
    assert looking.photo.canvas.fits


def test_a_held_key_does_not_flicker(looking: Looking) -> None:
    looking.key(Qt.Key.Key_Space)
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", True)
    QApplication.sendEvent(looking.look, again)
    assert looking.look.isVisible()


def test_arrows_go_on_and_the_grid_follows(looking: Looking) -> None:
    looking.key(Qt.Key.Key_Space)
    for item in (2, 3, 4, 5):
        looking.key(Qt.Key.Key_Right)
        assert looking.grid.current_id == item
        assert looking.look.look is not None
        assert looking.look.look.cell.id == item
    looking.key(Qt.Key.Key_Left)
    assert looking.grid.current_id == 4
    for _ in range(9):
        looking.key(Qt.Key.Key_Left)
    assert looking.grid.current_id == 1
    assert not looking.look.bar.before.isEnabled()


def test_neighbours_are_read_ahead(looking: Looking) -> None:
    looking.go(4)
    looking.until(lambda: ("5.jpg", 1600) in looking.viewer.of("photo"))
    looking.until(lambda: looking.pages.canvas.whole is not None)


def test_a_clip_plays_at_once_from_the_matched_second(
    looking: Looking, speakers: list[FakeSpeaker]
) -> None:
    best = Span(start=1.5, end=2.0)
    spots = (span_hit(1.5, 2.0, 4.0), span_hit(0.5, 1.0, 2.0))
    found(looking, 2, span=best, spans=spots)
    playback = looking.viewer.playbacks[0]
    assert playback.seeks == [(1.5, 1.0)]
    looking.until(lambda: looking.play.screen_view.frame is not None)
    assert looking.play.player.playing
    assert [match.start for match in looking.play.scrubber.matches] == [0.5, 1.5]
    looking.until(lambda: speakers[0].waiting() > 0)
    looking.key(Qt.Key.Key_K)
    assert not looking.play.player.playing
    looking.key(Qt.Key.Key_B)
    assert playback.seeks[-1][0] == 0.5
    looking.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert playback.seeks[-1][0] == 1.5
    looking.key(Qt.Key.Key_J)
    assert playback.seeks[-1][0] == 0.0


def test_a_click_on_a_bar_goes_to_its_match(looking: Looking) -> None:
    spots = (span_hit(1.5, 2.0, 4.0), span_hit(0.5, 1.0, 2.0))
    found(looking, 2, span=Span(start=1.5, end=2.0), spans=spots)
    looking.until(lambda: looking.play.player.medium is not None)
    scrubber = looking.play.scrubber
    left, wide = scrubber.span_of(scrubber.matches[0])
    on_bar = QPoint(round(left + wide * 0.7), round(scrubber.band().bottom()) - 14)
    looking.qtbot.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=on_bar)
    assert looking.viewer.playbacks[0].seeks[-1][0] == 0.5
    on_line = QPoint(round(left + wide * 0.7), round(scrubber.band().bottom()) - 4)
    looking.qtbot.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=on_line)
    assert looking.viewer.playbacks[0].seeks[-1][0] == pytest.approx(0.85, abs=0.02)


def test_speed_loudness_and_mute_are_kept_for_the_next_one(
    looking: Looking, speakers: list[FakeSpeaker]
) -> None:
    looking.go(2)
    looking.until(lambda: looking.play.player.medium is not None)
    controls = looking.play.controls
    half = next(a for a in controls.speed.menu().actions() if "1.5×" in a.text())
    half.trigger()
    assert looking.viewer.playbacks[0].seeks[-1][1] == 1.5
    controls.volume.setValue(30)
    looking.key(Qt.Key.Key_M)
    assert speakers[0].volume == 0.0
    looking.key(Qt.Key.Key_Right)
    looking.until(lambda: len(looking.viewer.playbacks) == 2)
    assert looking.viewer.playbacks[1].seeks[-1][1] == 1.5
    assert speakers[1].volume == 0.0
    assert "1.5×" in controls.speed.text()


def test_whoever_hurries_past_opens_nothing(looking: Looking) -> None:
    looking.go(1)
    for _ in range(5):
        looking.key(Qt.Key.Key_Right)
    looking.until(lambda: bool(looking.viewer.playbacks))
    assert [name for name, _ in looking.viewer.of("play")] == ["6.mp4"]


def test_going_on_ends_what_plays(looking: Looking, speakers: list[FakeSpeaker]) -> None:
    looking.go(2)
    looking.until(lambda: looking.play.screen_view.frame is not None)
    looking.key(Qt.Key.Key_Right)
    looking.key(Qt.Key.Key_Right)
    assert looking.viewer.playbacks[0].closed
    assert speakers[0].closed
    looking.key(Qt.Key.Key_Space)


def test_a_recording_shows_its_wave(looking: Looking) -> None:
    looking.go(3)
    assert looking.viewer.of("levels") == [("3.ogg", 480)]
    assert looking.play.screen_view.isHidden()
    looking.until(lambda: len(looking.play.scrubber._levels) == 480)
    looking.until(lambda: looking.play.player.playing)
    assert looking.play.scrubber.height() > 100
    looking.key(Qt.Key.Key_Space)
    assert looking.viewer.playbacks[0].closed


def test_a_document_opens_at_its_page_with_its_words_marked(looking: Looking) -> None:
    found(looking, 4, text="blue invoice", span=Span(page=4))
    assert looking.viewer.of("page")[0][1] == 4
    assert looking.viewer.of("page")[0][3] == ("blue", "invoice")
    looking.until(lambda: looking.look.bar.told.text() == "page 4 of 12")
    assert len(looking.pages.canvas.marks()) == 2
    looking.key(Qt.Key.Key_PageDown)
    assert looking.look.bar.told.text() == "page 5 of 12"
    looking.key(Qt.Key.Key_End)
    assert looking.pages.page == 12
    looking.key(Qt.Key.Key_PageDown)
    assert looking.pages.page == 12
    looking.key(Qt.Key.Key_Home)
    assert looking.pages.page == 1
    assert looking.pages.list.currentRow() == 0
    looking.until(lambda: looking.pages._small.picture(1) is not None)


def test_the_wheel_turns_pages_and_zooms_photos(looking: Looking) -> None:
    def wheel(target: Any, delta: int) -> None:
        middle = QPointF(target.rect().center())
        event = QWheelEvent(
            middle,
            target.mapToGlobal(middle),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, event)

    looking.go(4)
    looking.until(lambda: looking.pages.list.count() == 12)
    wheel(looking.pages.canvas, -120)
    assert looking.pages.page == 2
    looking.key(Qt.Key.Key_Right)
    looking.until(lambda: looking.photo.canvas.percent is not None)
    before = looking.photo.canvas.percent
    assert before is not None
    wheel(looking.photo.canvas, 120)
    assert (looking.photo.canvas.percent or 0) > before


def test_what_cannot_be_shown_says_why_and_the_line_goes_on(looking: Looking) -> None:
    looking.viewer.broken.update({"1.jpg", "2.mp4"})
    looking.go(1)
    looking.until(lambda: looking.look.told == "1.jpg is cut off. Copy it again.")
    looking.key(Qt.Key.Key_Right)
    assert looking.look.told == ""
    looking.until(lambda: looking.look.told == "2.mp4 is cut off. Copy it again.")
    looking.key(Qt.Key.Key_Right)
    looking.until(lambda: looking.play.player.playing)
    assert looking.look.told == ""


def test_full_screen_and_back(looking: Looking) -> None:
    looking.go(2)
    looking.key(Qt.Key.Key_F)
    assert looking.stage.window.isFullScreen()
    assert looking.look.card.geometry() == looking.look.rect()
    looking.until(lambda: looking.play.player.playing)
    looking.key(Qt.Key.Key_Space)  # plays and pauses there
    assert not looking.play.player.playing
    looking.key(Qt.Key.Key_Escape)
    assert not looking.stage.window.isFullScreen()
    assert looking.look.isVisible()
    looking.key(Qt.Key.Key_F11)
    assert looking.stage.window.isFullScreen()
    looking.look.leave()
    assert not looking.stage.window.isFullScreen()


def test_enter_hands_on_to_the_systems_program(looking: Looking) -> None:
    looking.go(2)
    with looking.qtbot.waitSignal(looking.stage.desk.items.closer.open_requested) as opened:
        looking.key(Qt.Key.Key_Return)
    assert opened.args[0].name == "2.mp4"
    assert looking.look.look is None
    assert looking.viewer.playbacks[0].closed


def test_tab_stays_inside(looking: Looking) -> None:
    looking.go(2)
    seen = set()
    for _ in range(40):
        looking.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None
        assert at is looking.look or looking.look.isAncestorOf(at)
        seen.add(at)
    assert looking.play.scrubber in seen
    assert looking.look.bar.close_button in seen


def test_going_to_the_search_box_ends_the_look(looking: Looking) -> None:
    looking.go(1)
    looking.stage.window.search.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert looking.look.look is None
    assert looking.stage.window.search.text.hasFocus()


def test_a_click_beside_the_card_closes(looking: Looking) -> None:
    looking.go(1)
    looking.qtbot.mouseClick(looking.look, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert looking.look.look is None
    assert looking.grid.current_id == 1


@pytest.mark.parametrize("moves", [True, False])
def test_it_rises_only_where_motion_is_welcome(
    looking: Looking, moves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Theme, "moves", property(lambda _theme: moves))
    looking.go(1)
    still = looking.look.rect().adjusted(40, 40, -40, -40)
    assert (looking.look.card.geometry() == still) is not moves
    looking.until(lambda: looking.look.card.geometry() == still)


def test_screen_readers_hear_what_is_looked_at(looking: Looking) -> None:
    looking.go(2)
    assert looking.look.accessibleName().startswith("Clip 2.mp4")
    looking.key(Qt.Key.Key_Right)
    assert looking.look.accessibleName().startswith("Recording 3.ogg")


def test_the_window_may_change_its_size_meanwhile(looking: Looking) -> None:
    looking.go(1)
    looking.stage.window.resize(900, 620)
    looking.until(lambda: looking.look.size() == looking.stage.window.size())


def test_every_control_of_it_has_a_name(looking: Looking) -> None:
    for item in (1, 2, 3, 4):
        looking.grid.step(item - 1 - (looking.grid.selection.current or 0))
        looking.key(Qt.Key.Key_Space)
        nameless = [
            w
            for kind in (QPushButton, QToolButton)
            for w in looking.look.findChildren(kind)
            if w.isVisible() and not w.accessibleName()
        ]
        assert nameless == []
        looking.key(Qt.Key.Key_Space)


# saving


def answered(looking: Looking, name: Path) -> None:
    """The question where to is answered with this name."""
    saver = looking.stage.desk.items.closer._saver
    assert saver is not None
    looking.until(lambda: saver.dialog is not None)
    dialog = saver.dialog
    assert dialog is not None
    dialog.selectFile(str(name))
    dialog.fileSelected.emit(str(name))
    dialog.reject()


def suggested(looking: Looking) -> str:
    saver = looking.stage.desk.items.closer._saver
    assert saver is not None
    looking.until(lambda: saver.dialog is not None)
    assert saver.dialog is not None
    return Path(saver.dialog.selectedFiles()[0]).name


def test_the_matched_part_becomes_a_new_file(looking: Looking, tmp_path: Path) -> None:
    found(looking, 2, span=Span(start=1.0, end=2.0))
    looking.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert suggested(looking) == "2 0.01–0.02.mp4"
    answered(looking, tmp_path / "part.mp4")
    looking.until(lambda: looking.look.told == "Saved as part.mp4")
    assert looking.viewer.of("span") == [("2.mp4", 1.0, 2.0, tmp_path / "part.mp4")]
    assert (tmp_path / "part.mp4").read_bytes() == b"new"


def test_hands_set_the_part(looking: Looking, tmp_path: Path) -> None:
    looking.go(2)
    looking.until(lambda: looking.play.player.medium is not None)
    looking.key(Qt.Key.Key_K)
    looking.play.player.seek(0.5)
    looking.key(Qt.Key.Key_I)
    looking.play.player.seek(2.5)
    looking.key(Qt.Key.Key_O)
    assert looking.play.cut.shown == (0.5, 2.5)
    assert looking.look.bar.told.text() == "Part: 0:00 to 0:02"
    looking.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    answered(looking, tmp_path / "part.mp4")
    looking.until(lambda: bool(looking.viewer.of("span")))
    assert looking.viewer.of("span")[0][1:3] == (0.5, 2.5)


def test_nothing_is_written_over_and_the_next_name_is_offered(
    looking: Looking, tmp_path: Path
) -> None:
    (tmp_path / "mine.pdf").write_bytes(b"mine")
    looking.go(4)
    looking.key(Qt.Key.Key_PageDown)
    looking.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert suggested(looking) == "4 page 2.pdf"
    answered(looking, tmp_path / "mine.pdf")
    looking.until(lambda: "is there already" in looking.look.told)
    assert (tmp_path / "mine.pdf").read_bytes() == b"mine"
    assert suggested(looking) == "mine 2.pdf"
    answered(looking, tmp_path / "mine 2.pdf")
    looking.until(lambda: looking.look.told == "Saved as mine 2.pdf")


def test_a_frame_is_saved_where_it_stands(looking: Looking, tmp_path: Path) -> None:
    looking.go(2)
    looking.until(lambda: looking.play.player.medium is not None)
    looking.key(Qt.Key.Key_K)
    looking.play.player.seek(1.2)
    offered = [a for a in looking.look.bar.save.menu().actions() if a.isVisible()]
    told = [action.text() for action in offered]
    assert told == ["Save part as new file…", "Save this frame as picture…"]
    offered[1].trigger()
    answered(looking, tmp_path / "frame.png")
    looking.until(lambda: bool(looking.viewer.of("frame")))
    assert looking.viewer.of("frame")[0][:2] == ("2.mp4", 1.2)


def test_what_is_saved_after_the_look_is_told_in_the_window(
    looking: Looking, tmp_path: Path
) -> None:
    looking.go(1)
    looking.viewer.go.clear()
    looking.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    answered(looking, tmp_path / "copy.png")
    looking.look.leave()
    looking.viewer.go.set()
    looking.until(lambda: looking.stage.window.message.text == "Saved as copy.png")


# the preview and the facts at the right


def test_the_preview_opens_quick_look(looking: Looking) -> None:
    preview = looking.stage.window.details.preview
    looking.qtbot.mouseClick(preview, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert looking.look.look is not None
    looking.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert looking.look.look is None


def test_a_clip_plays_in_the_preview(looking: Looking) -> None:
    preview = looking.stage.window.details.preview
    assert preview.play.isHidden()
    looking.grid.step(1)
    assert not preview.play.isHidden()
    looking.qtbot.mouseClick(preview.play, Qt.MouseButton.LeftButton)
    looking.until(lambda: preview._frame is not None)
    assert preview.play.accessibleName() == "Pause"
    looking.grid.step(1)
    assert looking.viewer.playbacks[0].closed
    assert preview._frame is None
    assert preview.play.accessibleName() == "Play here"


def test_quick_look_ends_the_preview(looking: Looking) -> None:
    looking.grid.step(1)
    looking.stage.window.details.preview.play_requested.emit()
    looking.until(lambda: len(looking.viewer.playbacks) == 1)
    looking.key(Qt.Key.Key_Space)
    assert looking.viewer.playbacks[0].closed
    looking.until(lambda: len(looking.viewer.playbacks) == 2)


def test_a_place_is_a_link_that_only_a_click_follows(
    looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def follow(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", follow)
    browse = looking.stage.browse
    assert isinstance(browse, Shelves)
    browse.known = details(1, place=Place(latitude=48.8583, longitude=2.2945))
    looking.grid.step(1)
    pane = looking.stage.window.details

    def links() -> list[QPushButton]:
        return [b for b in pane.findChildren(QPushButton) if "openstreetmap" in b.toolTip()]

    looking.until(lambda: bool(links()))
    assert opened == []
    assert links()[0].toolTip().startswith("https://www.openstreetmap.org/?mlat=48.85830")
    looking.qtbot.mouseClick(links()[0], Qt.MouseButton.LeftButton)
    assert opened == [links()[0].toolTip()]


def test_the_path_is_copied(looking: Looking, tmp_path: Path) -> None:
    pane = looking.stage.window.details

    def copies() -> list[QToolButton]:
        return [b for b in pane.findChildren(QToolButton) if b.accessibleName() == "Copy path"]

    looking.until(lambda: bool(copies()))
    looking.qtbot.mouseClick(copies()[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(tmp_path / "1.jpg")


# without a viewer; without anything left


def test_without_a_viewer_the_stored_picture_is_shown(
    stage: Make, tmp_path: Path, qtbot: Any
) -> None:
    browse = Shelves(tmp_path)
    made = stage(browse=browse)
    content = ContentHash(bytes([2] * 16))
    stored = made.desk.items._thumbnails._paths.thumbnail(content)
    stored.parent.mkdir(parents=True, exist_ok=True)
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(stored))
    plain = Looking(made, FakeViewer(), qtbot)
    plain.go(2)
    plain.until(lambda: plain.photo.canvas._small is not None)
    assert plain.look.bar.save.isHidden()
    assert made.window.details.preview.play.isHidden()
    plain.key(Qt.Key.Key_Right)
    assert plain.look.look is not None
    plain.viewer.close()


def test_leaving_lets_go_of_everything(looking: Looking, speakers: list[FakeSpeaker]) -> None:
    for item in (1, 2, 3, 4):
        looking.grid.step(item - 1 - (looking.grid.selection.current or 0))
        looking.key(Qt.Key.Key_Space)
        if item in (2, 3):
            looking.until(lambda: looking.play.player._turn.begun)
        looking.key(Qt.Key.Key_Space)
    assert all(playback.closed for playback in looking.viewer.playbacks)
    assert all(speaker.closed for speaker in speakers)
    for playback in looking.viewer.playbacks:
        playback.join()
    closer = looking.stage.desk.items.closer
    assert not any(player._timer.isActive() for player in closer._players)
    closer.close()
    closer.close()
    assert closer._pictures is not None
    assert not closer._pictures._kept
