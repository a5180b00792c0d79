"""How the grid keeps up with a large library, beside a QListView with icons in the same run.

    python -m tests.benchmarks.grid [--rows 1000000] [--list-rows 200000]

Each in a process of its own, without a screen, 1160 × 860. First paint: from the listing's arrays to the painted view,
once, cold. Steps of width, zoom and scroll: everything until the event loop is idle again, at 60 a second, thumbnails
read from files; 95th percentile of width and zoom, 50th and 99th of scroll, in which every 40th step is a jump. Memory: over
the same window before it got any rows, the listing's arrays included, at the end and at its peak. QListView in icon mode
lays a million rows out for seconds; it gets fewer, and the ratio (of the processor's time) is to what those took. On a
machine with other work the processor's time is what holds still; thumbnails are read on threads of their own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QListView

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.gui.grid_view import GridView
from findling.gui.icons import Icons
from findling.gui.immortals import keep_immortal
from findling.gui.results import KINDS, Question, browsing
from findling.gui.theme import Theme
from findling.gui.thumbnails import Thumbnails
from tests.gui.fakes import FakeListing, FakeRow, listing

SIZE = QSize(1160, 860)
FRAME = 1 / 60
PICTURES = 64
TARGETS = {
    "first paint": 50.0,
    "width step": 16.0,
    "zoom step": 16.0,
    "scroll, 50th": 16.0,
    "scroll, 99th": 16.0,
    "select all": 50.0,
    "memory held": 150.0,
    "memory, peak": 150.0,
}
Measured = dict[str, list[float]]
"""Milliseconds on the clock and of the processor, or MB."""


Times = NDArray[np.float64]
"""Milliseconds on the clock and of the thread's processor time, shape (2,) or (steps, 2)."""


@dataclass(frozen=True, slots=True)
class Clock:
    app: QApplication

    def once(self, act: Callable[[], object]) -> Times:
        """Until everything that follows from it is done."""
        begun = _now()
        act()
        self.app.processEvents()
        return _now() - begun

    def steps(self, act: Callable[[int], object], *, count: int) -> Times:
        """The same for a step in each frame; what a timer starts within a frame counts to the next."""
        taken = np.empty((count, 2))
        for step in range(count):
            begun = _now()
            self.app.processEvents()
            act(step)
            self.app.processEvents()
            taken[step] = _now() - begun
            time.sleep(max(0.0, FRAME - taken[step, 0] / 1000))
        return taken


def _now() -> Times:
    return 1000 * np.array([time.perf_counter(), time.thread_time()])


class Memory:
    """In MB, over what the process held when this was made."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        self._before = _status("VmRSS")

    def held(self) -> float:
        return _status("VmRSS") - self._before

    def peak(self) -> float:
        return _status("VmHWM") - self._before


def _status(field: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def made_pictures(directory: Path) -> LibraryPaths:
    paths, chance = LibraryPaths(directory), np.random.default_rng(3)
    for number in range(PICTURES):
        place = paths.thumbnail(_content(number))
        place.parent.mkdir(parents=True, exist_ok=True)
        small = chance.integers(0, 255, (8, 12, 3), dtype=np.uint8)
        Image.fromarray(small).resize((480, 320)).save(place, "WEBP", quality=45)
    return paths


def _content(number: int) -> ContentHash:
    return ContentHash((number % PICTURES).to_bytes(16, "big"))


def serve(grid: GridView, shown: FakeListing) -> None:
    def rows(ids: list[int]) -> None:
        grid.set_rows(
            [
                FakeRow(
                    id=i, kind=KINDS[int(shown.kinds[i - 1])], content=_content(i), seconds=12.0
                )
                for i in ids
            ]
        )

    grid.rows_wanted.connect(rows)


def measure(rows: int, directory: Path) -> Measured:
    """Of the grid."""
    app, clock = _application()
    grid = GridView(Theme(app, icons=Icons(), dark=False))
    thumbnails = Thumbnails(made_pictures(directory))
    grid.set_thumbnails(thumbnails)
    grid.resize(SIZE)
    grid.show()
    grid.set_results(browsing(Question(), listing(40)))
    app.processEvents()
    grid.set_results(browsing(Question(), listing(0)))
    app.processEvents()
    memory = Memory()
    shown = listing(rows, kinds=(0, 0, 0, 1, 0, 2, 0, 3), day=2_000_000_000 / rows)
    serve(grid, shown)

    def show() -> None:
        grid.set_results(browsing(Question(), shown))
        grid.viewport().repaint()

    told = {"first paint": clock.once(show).tolist()}
    _settle(clock)

    def widen(step: int) -> None:
        grid.resize(SIZE.width() - 7 * (step % 20), SIZE.height())

    def zoom(step: int) -> None:
        grid.zoom_by(0.4 if step % 12 < 6 else -0.4, at=QPoint(500, 400))

    def select() -> None:
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    told |= _steps(grid, clock, widen, zoom)
    told["select all"] = clock.once(select).tolist()
    told |= {"memory held": [memory.held()], "memory, peak": [memory.peak()]}
    thumbnails.close()
    return told


class Rows(QAbstractListModel):
    def __init__(self, count: int, pictures: list[QPixmap]) -> None:
        super().__init__()
        self._count, self._pictures = count, pictures

    def rowCount(self, parent: object = None) -> int:  # noqa: N802
        return self._count

    def data(self, index: QModelIndex, role: int = 0) -> QPixmap | None:  # type: ignore[override]
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        return self._pictures[index.row() % PICTURES]


def measure_list(rows: int, directory: Path) -> Measured:
    """Of the QListView."""
    app, clock = _application()
    paths = made_pictures(directory)
    pictures = [QPixmap(str(paths.thumbnail(_content(n)))) for n in range(PICTURES)]
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.resize(SIZE)
    _resize_icons(view, 180)
    view.show()
    app.processEvents()
    memory = Memory()
    model = Rows(rows, pictures)

    def show() -> None:
        view.setModel(model)
        view.viewport().repaint()

    told = {"first paint": clock.once(show).tolist()}
    _settle(clock)

    def widen(step: int) -> None:
        view.resize(SIZE.width() - 7 * (step % 20), SIZE.height())

    def zoom(step: int) -> None:
        _resize_icons(view, 120 + 10 * (step % 12))

    told |= _steps(view, clock, widen, zoom)
    told["select all"] = clock.once(view.selectAll).tolist()
    told |= {"memory held": [memory.held()], "memory, peak": [memory.peak()]}
    return told


def _resize_icons(view: QListView, side: int) -> None:
    view.setIconSize(QSize(side, side))
    view.setGridSize(QSize(side + 6, side + 6))


def _application() -> tuple[QApplication, Clock]:
    keep_immortal()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app, Clock(app)


def _settle(clock: Clock) -> None:
    clock.steps(lambda _step: None, count=30)


def _steps(
    view: QAbstractScrollArea,
    clock: Clock,
    widen: Callable[[int], object],
    zoom: Callable[[int], object],
) -> Measured:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    _settle(clock)
    wide = clock.steps(widen, count=60)
    view.resize(SIZE)
    near = clock.steps(zoom, count=60)
    chance = np.random.default_rng(5)

    def scroll(step: int) -> None:
        jump = step % 40 == 39
        bar.setValue(int(chance.integers(bar.maximum())) if jump else bar.value() + 90)

    scrolled = clock.steps(scroll, count=600)
    return {
        "width step": np.percentile(wide, 95, axis=0).tolist(),
        "zoom step": np.percentile(near, 95, axis=0).tolist(),
        "scroll, 50th": np.percentile(scrolled, 50, axis=0).tolist(),
        "scroll, 99th": np.percentile(scrolled, 99, axis=0).tolist(),
    }


def table(ours: Measured, theirs: Measured, *, rows: int, list_rows: int) -> str:
    lines = [
        f"{'':<14}{f'grid, {rows:,}':>18}{'processor':>12}{f'QListView, {list_rows:,}':>22}"
        f"{'processor':>12}{'ratio':>8}{'wanted':>9}"
    ]
    for name, target in TARGETS.items():
        if name.startswith("memory"):
            unit, busy, other = "MB", "", ""
        else:
            unit = "ms"
            busy, other = f"{ours[name][1]:.1f} ms", f"{theirs[name][1]:.1f} ms"
        over = "" if ours[name][0] <= target else "  over"
        ratio = ours[name][-1] / theirs[name][-1] if theirs[name][-1] > 0 else float("nan")
        lines.append(
            f"{name:<14}{ours[name][0]:>15.1f} {unit}{busy:>12}{theirs[name][0]:>19.1f} {unit}"
            f"{other:>12}{ratio:>8.2f}{f'≤ {target:.0f}':>9}{over}"
        )
    load, processors = os.getloadavg()[0], os.cpu_count()
    lines.append(f"load of the machine: {load:.1f} on {processors} processors")
    return "\n".join(lines)


def in_process(part: str, rows: int) -> Measured:
    words = [sys.executable, "-m", "tests.benchmarks.grid", "--part", part, "--rows", str(rows)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    told: Measured = json.loads(done.stdout)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--list-rows", type=int, default=200_000)
    parser.add_argument("--part", choices=("grid", "list"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.part is None:
        ours, theirs = in_process("grid", wanted.rows), in_process("list", wanted.list_rows)
        text = table(ours, theirs, rows=wanted.rows, list_rows=wanted.list_rows)
    else:
        with tempfile.TemporaryDirectory() as directory:
            does = measure if wanted.part == "grid" else measure_list
            text = json.dumps(does(wanted.rows, Path(directory)))
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
