"""Pictures of the window in every state, light and dark, in every language, mirrored, at 100 % and 200 %. Run by hand:

    python -m tests.e2e.screenshots OUT [--only STATE,…] [--looks light,dark] [--languages en,de,zh_CN,rtl]
                                        [--scales 100,200,text] [--media DIR] [--font FILE]

The real services over a library of `assets/samples` (`--media`: of another folder, whose pictures may not be handed
out); what costs money or needs trouble is told to the views directly. Scale `text` is a system font twice as large on
a usual screen. `rtl` is English from right to left. `--font`: for a machine that has none for Chinese.

To add a state, write a function that brings the window there and returns what is to be pictured; `@state` lists it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from findling.core.errors import FindlingError
    from findling.core.report import Estimate, FailureRow
    from findling.gui.understanding_dialog import UnderstandingDialog

Shown = TypeVar("Shown", bound="QWidget")
ROOT = Path(__file__).parents[2]
LOOKS = ("light", "dark")
LANGUAGES = ("en", "de", "zh_CN", "rtl")
SCALES = ("100", "200", "text")
SIZE = (1280, 820)
SCREEN = (1920, 1200)
QUESTIONS = {"en": "a cat", "de": "eine Katze", "zh_CN": "猫"}
PATIENCE = 60_000
TODAY = date.today()

Way = Callable[["Scene"], "QWidget"]
STATES: dict[str, Way] = {}


def state(way: Way) -> Way:
    STATES[way.__name__.replace("_", " ")] = way
    return way


# --- the states ---


@state
def first_run(scene: "Scene") -> "QWidget":
    scene.window.first_run.set_suggestions(
        [(Path("/home/anna/Pictures"), True), (Path("/home/anna/Videos"), False)]
    )
    scene.window.show_first_run()
    return scene.window


@state
def opening(scene: "Scene") -> "QWidget":
    scene.window.set_waiting(True)
    scene.window.status.say(scene.window.status.tr("Opening the library"))
    return scene.window


@state
def trouble(scene: "Scene") -> "QWidget":
    from findling.gui.told_words import told

    error = scene.error(
        "library-busy", "This library is already being brought up to date by {}."
    )
    scene.window.show_trouble(told(error.message), told(error.hint))
    return scene.window


@state
def empty(scene: "Scene") -> "QWidget":
    scene.window.show_emptiness(*scene.desk._nothing(scene.desk.results.question))
    return scene.window


@state
def nothing_found(scene: "Scene") -> "QWidget":
    return scene.asks('"no such words in any name"')


@state
def reading(scene: "Scene") -> "QWidget":
    from findling.core.events import Activity

    scene.tell(
        activity=Activity.READING,
        done=3412,
        total=8310,
        seconds_left=250.0,
        current=scene.folder / "Photos" / "a.jpg",
        spent_usd=0.42,
    )
    return scene.window


@state
def paused(scene: "Scene") -> "QWidget":
    from findling.core.events import Activity

    scene.tell(activity=Activity.PAUSED, done=3412, total=8310)
    return scene.window


@state
def browsing(scene: "Scene") -> "QWidget":
    scene.window.grid.selection.clear()
    return scene.window


@state
def folder_away(scene: "Scene") -> "QWidget":
    from findling.core.model import FolderState
    from findling.core.report import FolderStatus

    there, gone = FolderState.PRESENT, FolderState.AWAY
    folders = [
        FolderStatus(path=Path("/home/anna/Pictures"), state=there, files=48_211),
        FolderStatus(path=Path("/home/anna/Private"), state=there, files=312, local_only=True),
        FolderStatus(
            path=Path("/media/anna/Travel drive with a rather long name"),
            state=gone,
            files=9000,
            away_since=datetime.now() - timedelta(days=3),
        ),
    ]
    scene.window.side.set_folders(folders, today=TODAY)
    return scene.window


@state
def results(scene: "Scene") -> "QWidget":
    return scene.asks(scene.question)


@state
def unsure(scene: "Scene") -> "QWidget":
    return scene.asks("qwertzuiop asdfghjkl")


@state
def details_of_a_photo(scene: "Scene") -> "QWidget":
    return scene.asks_and_chooses(scene.question, "photo")


@state
def details_of_a_clip(scene: "Scene") -> "QWidget":
    return scene.asks_and_chooses("MOV", "clip")


@state
def details_of_a_recording(scene: "Scene") -> "QWidget":
    return scene.asks_and_chooses("REC", "recording")


@state
def details_of_a_document(scene: "Scene") -> "QWidget":
    return scene.asks_and_chooses("scan", "document")


@state
def looking_at_a_photo(scene: "Scene") -> "QWidget":
    return scene.looks_closer("photo")


@state
def looking_at_a_clip(scene: "Scene") -> "QWidget":
    return scene.looks_closer("clip")


@state
def looking_at_a_recording(scene: "Scene") -> "QWidget":
    return scene.looks_closer("recording")


@state
def looking_at_a_page(scene: "Scene") -> "QWidget":
    return scene.looks_closer("document")


@state
def settings(scene: "Scene") -> "QWidget":
    from findling.gui.settings_dialog import SettingsDialog

    scene.window.settings_requested.emit()
    scene.until(lambda: bool(scene.window.findChildren(SettingsDialog)))
    return scene.opens(scene.window.findChildren(SettingsDialog)[-1])


@state
def an_example(scene: "Scene") -> "QWidget":
    photo = next((scene.folder).rglob("*.jpg"))
    scene.desk.results.find_similar(photo)
    scene.settle()
    return scene.window


@state
def message(scene: "Scene") -> "QWidget":
    scene.desk._failed(scene.error("folder-missing", "There is no folder at {}."))
    return scene.window


@state
def money_waits(scene: "Scene") -> "QWidget":
    from findling.core.events import Activity

    scene.window.status.set_privacy(scene.remote())
    scene.window.status.set_failures(3)
    scene.tell(activity=Activity.IDLE, waiting=312, waiting_usd=0.04, saved_usd=1.2)
    return scene.window


@state
def service_holds(scene: "Scene") -> "QWidget":
    from findling.core.events import Activity

    scene.window.status.set_privacy(scene.remote())
    scene.window.status.set_failures(12)
    scene.tell(
        activity=Activity.READING,
        trouble="This month's limit of $20.00 is reached.",
        trouble_code="month-cap",
    )
    return scene.window


@state
def failures(scene: "Scene") -> "QWidget":
    from findling.core.model import Kind
    from findling.core.report import FailureRow
    from findling.media.failures import codes, failure

    rows = []
    for code in codes():
        error = failure(code, what="its pages cannot be read", claimed="JPG", actual="PNG")
        path = Path("/home/anna/Pictures/2023") / f"{code} file.jpg"
        rows.append(
            FailureRow(
                path=path,
                kind=Kind.PHOTO,
                code=code,
                reason=error.message,
                hint=error.hint,
                attempts=2,
            )
        )
    scene.browse_failures(rows)
    return scene.window


@state
def understanding_here(scene: "Scene") -> "QWidget":
    return scene.understanding("builtin")


@state
def understanding_gemini(scene: "Scene") -> "QWidget":
    return scene.understanding("gemini")


@state
def understanding_gemini_with_a_key(scene: "Scene") -> "QWidget":
    from findling.core.report import Spending
    from findling.embedding.keys import Found
    from findling.gui.understanding_dialog import UnderstandingDialog

    dialog: UnderstandingDialog = scene.understanding("gemini")
    dialog.set_found(Found())
    dialog.set_tested(184.0)
    dialog.set_spending(Spending(usd=12.4, month_usd=3.1, kinds={}))
    return dialog


@state
def understanding_cloud(scene: "Scene") -> "QWidget":
    return scene.understanding("vertex")


@state
def estimate(scene: "Scene") -> "QWidget":
    return scene.prices(_estimate(month_left=18.0))


@state
def estimate_beyond_the_limit(scene: "Scene") -> "QWidget":
    return scene.prices(_estimate(month_left=0.5))


@state
def question_before_removing(scene: "Scene") -> "QWidget":
    from PySide6.QtWidgets import QMessageBox

    from findling.gui.gestures import confirm_removal

    confirm_removal(scene.window, Path("/home/anna/Pictures"), lambda _: None)
    return scene.opens(scene.window.findChildren(QMessageBox)[-1])


@state
def menu_of_an_item(scene: "Scene") -> "QWidget":
    menu = scene.window.acts.item_menu()
    menu.popup(scene.window.pos())
    return scene.opens(menu)


@state
def menu_of_a_folder(scene: "Scene") -> "QWidget":
    from findling.gui.gestures import folder_menu

    menu = folder_menu(
        scene.window,
        scene.window.pos(),
        stays=True,
        keep_here=lambda _: None,
        remove_it=_nothing,
    )
    return scene.opens(menu)


@state
def dropping(scene: "Scene") -> "QWidget":
    scene.window._drop_panel.open_under(scene.window.search)
    return scene.window


def _nothing() -> None:
    """Menus of a picture do nothing."""


def _estimate(*, month_left: float) -> "Estimate":
    from findling.core.model import Kind
    from findling.core.report import Estimate, KindEstimate

    kinds = {
        Kind.PHOTO: KindEstimate(files=12_480, spans=12_480, usd=1.4976),
        Kind.CLIP: KindEstimate(files=84, spans=1022, usd=26.3),
        Kind.RECORDING: KindEstimate(files=3, spans=61, usd=0.0036),
        Kind.DOCUMENT: KindEstimate(files=210, spans=1800, usd=0.216),
    }
    return Estimate(
        provider="gemini",
        model="m",
        kinds=kinds,
        seconds=5400.0,
        unseen=41,
        prices_of=date(2026, 11, 1),
        batch_usd=14.0,
        month_left_usd=month_left,
    )


# --- one window ---


class Scene:
    """A window over the real services, new for each state."""

    def __init__(self, app: "QApplication", library: Any, *, look: str, language: str) -> None:
        from findling.gui.bridge import Bridge
        from findling.gui.desk import Desk
        from findling.gui.icons import Icons
        from findling.gui.theme import Theme
        from findling.gui.window import MainWindow

        self._app, self._library = app, library
        self.question = QUESTIONS.get(language, QUESTIONS["en"])
        self.theme = Theme(app, icons=Icons(), dark=look == "dark")
        self.window = MainWindow(self.theme)
        self.bridge = Bridge()
        self.services = library._build_for_window(self.bridge.publish)
        self.folder = self.services.browse.folder_status()[0].path
        self.desk = Desk(self.window, self.services, self.bridge)
        self._ready = False
        self.bridge.meaning_ready.connect(self._now_ready)
        self.window.resize(*SIZE)
        self.window.show()
        self.desk.start()
        self.until(lambda: self.window.side.list.count() > 3 and self._ready)
        self.settle()

    def close(self) -> None:
        self.bridge.close()
        self.desk.close()
        self.window.close()
        self.window.deleteLater()
        self._library.close()
        self.theme.deleteLater()

    def _now_ready(self) -> None:
        self._ready = True

    def until(self, true: Callable[[], bool]) -> None:
        if not _waited(true, PATIENCE):
            raise AssertionError("the window did not get there")

    def settle(self) -> None:
        """Until the visible pictures are there and whole."""
        grid, pictures = self.window.grid, self.desk.items._thumbnails

        def whole() -> bool:
            cells = grid.visible_cells()
            held = [pictures.picture(c.content) for c in cells if c.content is not None]
            return all(h is not None and h[1] > 0.3 for h in held)

        _waited(whole, 4000)
        _waited(lambda: False, 60)

    def asks(self, text: str) -> "QWidget":
        arrived: list[object] = []
        self.desk.results.results_changed.connect(arrived.append)
        self.desk.ask(text)
        self.until(lambda: any(r.question.text == text for r in arrived))  # type: ignore[attr-defined]
        self.settle()
        return self.window

    def asks_and_chooses(self, text: str, kind: str) -> "QWidget":
        from findling.gui.results import KINDS

        self.asks(text)
        grid = self.window.grid
        kinds = [KINDS[k].value for k in grid.results.kinds]
        grid.selection.choose(kinds.index(kind) if kind in kinds else 0)
        grid.tell_choice()
        self.until(lambda: bool(self.window.details._table._lines))
        grid.setFocus()
        self.settle()
        return self.window

    def looks_closer(self, kind: str) -> "QWidget":
        from findling.gui.results import KINDS

        grid = self.window.grid
        kinds = [KINDS[k].value for k in grid.results.kinds]
        grid.selection.choose(kinds.index(kind) if kind in kinds else 0)
        grid.tell_choice()
        self.until(lambda: grid.cell_of(grid.selection.current) is not None)
        grid.look()
        _waited(lambda: False, 3000)  # until it is sharp, or has played a little
        return self.window

    def browse_failures(self, rows: "list[FailureRow]") -> None:
        self.window.show_reading()
        self.desk.background.failures_changed.emit(rows)
        self.until(lambda: self.window.reading.retry.isVisible())
        _waited(lambda: False, 500)
        self.window.reading.show_failures()

    def tell(self, **progress: Any) -> None:
        from findling.core.events import Progress

        self.desk._progressed(Progress(**progress))

    def opens(self, widget: "Shown") -> "Shown":
        widget.show()
        self.until(widget.isVisible)
        return widget

    def error(self, code: str, message: str) -> "FindlingError":
        from findling.core.errors import FindlingError

        hint = "Check the spelling, or connect the drive it is on."
        return FindlingError(code, message.format("/media/anna/Stick"), hint=hint)

    def remote(self) -> Any:
        return replace(self.services.settings, provider="gemini", google_project="my-project")

    def understanding(self, provider: str) -> "UnderstandingDialog":
        from findling.gui.understanding_dialog import UnderstandingDialog

        settings = self.services.settings
        dialog = UnderstandingDialog(
            self.theme, settings, provider=provider, parent=self.window
        )
        return self.opens(dialog)

    def prices(self, estimate: "Estimate") -> "QWidget":
        from findling.gui.estimate_dialog import EstimateDialog

        dialog = EstimateDialog(self.theme, estimate, self.remote(), self.window)
        return self.opens(dialog)


def _waited(true: Callable[[], bool], most: int) -> bool:
    """Lets the window live until it is true, `most` milliseconds long; whether it became so."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    look = QTimer(interval=10)
    look.timeout.connect(lambda: loop.quit() if true() else None)
    look.start()
    QTimer.singleShot(most, loop.quit)
    loop.exec()
    look.stop()
    return true()


# --- all pictures of one language and scale: a process of its own ---


def picture(given: argparse.Namespace) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from findling.app import Library
    from findling.gui.immortals import keep_immortal
    from findling.gui.language import speak

    keep_immortal()
    app = QApplication(["findling"])
    _set_font(app, given)
    language, scale = given.languages, given.scales
    speak(app, "en" if language == "rtl" else language)
    if language == "rtl":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for look in given.looks.split(","):
        for name in given.only:
            library = Library.open(given.library)
            with closing(Scene(app, library, look=look, language=language)) as scene:
                widget = STATES[name](scene)
                _take(widget, given.out / f"{name} {look} {language} {scale}.png", scene)


def _take(widget: "QWidget", path: Path, scene: Scene) -> None:
    _waited(lambda: False, 30)
    widget.grab().save(str(path))
    print(path.name, flush=True)
    if widget is not scene.window:
        widget.close()


def _set_font(app: "QApplication", given: argparse.Namespace) -> None:
    from PySide6.QtGui import QFontDatabase

    font = app.font()
    if given.font:
        number = QFontDatabase.addApplicationFont(str(given.font))
        families = QFontDatabase.applicationFontFamilies(number)
        font.setFamilies([*font.families(), *families])
    font.setPixelSize(26 if given.scales == "text" else 13)
    app.setFont(font)
    if given.languages == "zh_CN" and not _writes_chinese():
        print("No font here has Chinese characters; give one with --font.", flush=True)


def _writes_chinese() -> bool:
    from PySide6.QtGui import QFont, QFontDatabase, QRawFont

    return any(
        QRawFont.fromFont(QFont(family)).supportsCharacter(ord("中"))
        for family in QFontDatabase.families()
    )


# --- from outside ---


def main(words: list[str]) -> int:
    given = _arguments(words)
    if given.library is not None:
        picture(given)
        return 0
    given.out.mkdir(parents=True, exist_ok=True)
    with _library_of(given.media) as library:
        for language in given.languages.split(","):
            for scale in given.scales.split(","):
                code = _one(given, library, language=language, scale=scale)
                if code:
                    return code
    return 0


def _one(given: argparse.Namespace, library: Path, *, language: str, scale: str) -> int:
    with tempfile.TemporaryDirectory() as place:
        factor = 2 if scale == "200" else 1
        wide, high = SCREEN[0] * factor, SCREEN[1] * factor
        screen = {"name": "one", "x": 0, "y": 0, "width": wide, "height": high}
        file = Path(place) / "screens.json"
        file.write_text(json.dumps({"screens": [screen]}))
        words = ["--library", str(library), "--languages", language, "--scales", scale]
        words += ["--looks", given.looks, "--only", ",".join(given.only)]
        words += ["--font", str(given.font)] if given.font else []
        return subprocess.call(
            [sys.executable, "-m", "tests.e2e.screenshots", str(given.out), *words],
            cwd=ROOT,
            env=_environment(
                QT_QPA_PLATFORM=f"offscreen:configfile={file}", QT_SCALE_FACTOR=str(factor)
            ),
        )


@contextmanager
def _library_of(media: Path) -> Iterator[Path]:
    """Copies the media to a folder with a harmless name, and reads them once."""
    with tempfile.TemporaryDirectory() as place:
        folder, library = Path(place) / "Anna", Path(place) / "library"
        shutil.copytree(media, folder)
        for words in (["folders", "add", str(folder)], ["index"]):
            subprocess.run(
                [sys.executable, "-m", "findling", *words, "--library", str(library), "--json"],
                cwd=ROOT,
                env=_environment(),
                stdout=subprocess.DEVNULL,
                check=False,
            )
        yield library


def _environment(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": "src",
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "QT_LOGGING_RULES": "default.warning=false",
        **more,
    }


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.screenshots")
    parser.add_argument("out", type=lambda text: Path(text).resolve())
    parser.add_argument("--only", default=",".join(STATES), help=", ".join(STATES))
    parser.add_argument("--looks", default=",".join(LOOKS))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--scales", default=",".join(SCALES))
    parser.add_argument("--media", type=Path, default=ROOT / "assets" / "samples")
    parser.add_argument("--font", type=lambda text: Path(text).resolve())
    parser.add_argument("--library", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    given.only = given.only.split(",")
    if unknown := set(given.only) - set(STATES):
        parser.error(f"no such state: {', '.join(sorted(unknown))}")
    return given


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
