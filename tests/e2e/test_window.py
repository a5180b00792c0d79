"""The whole program on a virtual screen: real keys, clicks and drags, watched through its log."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from tests.e2e.program import Program, running
from tests.e2e.screen import Screen, drag_source, virtual_screen

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots"
SOON = 3.0
"""Seconds within which a new file must stand in an open search."""
AWAY_AT_MOST = 100
"""Milliseconds for which the GUI thread may not answer, while files are read, too."""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(8):
        made.photo(tmp_path / "media" / f"garden {seed}.jpg", seed)
    made.document(tmp_path / "media" / "letter.pdf", "about a zeppelin")
    return tmp_path / "media"


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Path:
    place = tmp_path / "library"
    _findling(place, "folders", "add", str(folder))
    _findling(place, "index")
    return place


def _findling(library: Path, *words: str) -> object:
    done = subprocess.run(
        [sys.executable, "-m", "findling", *words, "--library", str(library), "--json"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=240,
    )
    return json.loads(done.stdout)


def _placed(screen: Screen, *, width: int = 1000, height: int = 640) -> str:
    window = screen.window("Findling")
    screen.do("windowmove", window, "0", "0")
    screen.do("windowsize", "--sync", window, str(width), str(height))
    screen.do("windowfocus", "--sync", window)
    return window


def _keep(screen: Screen, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).with_name("picture.py")
    command = [sys.executable, str(program), str(PICTURES / f"{name}.png")]
    subprocess.run(command, env=screen.environment(), check=True)


def test_the_first_run_needs_one_key_a_step(screen: Screen, tmp_path: Path) -> None:
    for seed in range(3):
        made.photo(tmp_path / "home" / "Pictures" / f"{seed}.jpg", seed)
    library = tmp_path / "home" / "library"
    with running(screen, library, home=tmp_path / "home") as program:
        _placed(screen)
        program.wait_for(r"first run: 1 folders suggested")
        _keep(screen, "first run")
        screen.do("key", "Return")
        program.wait_for(r"first run: step 2")
        _keep(screen, "first run, understanding")
        screen.do("key", "Return")
        program.wait_for(r"committed [0-9a-f]{32}")
        program.wait_for(r"showing 3, .* for '' and 0")
        _keep(screen, "first run, pictures")
        screen.do("key", "Return")
        program.wait_for(r"first run: left")


def test_typing_clearing_and_a_new_file(screen: Screen, library: Path, folder: Path) -> None:
    with running(screen, library) as program:
        _placed(screen)
        program.wait_for(r"showing 9, .* for '' and 0")
        screen.do("key", "ctrl+f")
        screen.do("type", "--delay", "30", "garden")
        program.wait_for(r"8 sure .* for 'garden'")
        _keep(screen, "typed")

        program.mark()
        made.photo(folder / "garden party.jpg", 99)
        program.wait_for(r"9 sure .* for 'garden'", seconds=SOON)

        screen.do("key", "Escape")
        program.wait_for(r"showing 10, .* for '' and 0")


def test_the_window_comes_back_as_it_was_left(screen: Screen, library: Path) -> None:
    with running(screen, library) as program:
        window = _placed(screen, width=1100, height=660)
        program.wait_for(r"showing 9, .* for '' and 0")
        left = screen.geometry(window)
        screen.do("key", "F9", "ctrl+q")
        program.process.wait(20)
    with running(screen, library) as program:
        program.mark()
        program.wait_for(r"showing 9, .* for '' and 0")
        back = screen.geometry(screen.window("Findling"))
        _keep(screen, "back again")
    assert back[2:] == left[2:] == (1100, 660)
    kept = json.loads((library / "window.json").read_text())
    assert (kept["side_shown"], kept["details_shown"]) == (False, True)


def test_words_of_a_page_find_it(screen: Screen, library: Path) -> None:
    with running(screen, library, "zeppelin") as program:
        _placed(screen)
        found = program.wait_for(r"1 sure (.*) for 'zeppelin'")
        assert "letter.pdf" in found.group(1)


def test_a_real_drag_is_the_question(
    screen: Screen, library: Path, folder: Path, tmp_path: Path
) -> None:
    example = shutil.copy(folder / "garden 3.jpg", tmp_path / "example.jpg")
    with running(screen, library) as program, drag_source(screen, Path(example)) as source:
        window = _placed(screen)
        program.wait_for(r"showing 9, .* for '' and 0")
        screen.do("windowmove", source, "1150", "700")
        x, y, width, _ = screen.geometry(window)
        screen.drag(screen.middle(source), (x + width // 2, y + 30))
        _keep(screen, "dragging")
        screen.drop()
        found = program.wait_for(r"sure (.*) for '' and 1 examples")
        assert "garden 3.jpg" in found.group(1)
        _keep(screen, "dropped")


def test_pause_and_resume(screen: Screen, library: Path, folder: Path) -> None:
    with running(screen, library) as program:
        window = _placed(screen)
        program.wait_for(r"showing 9, .* for '' and 0")
        _press_pause(screen, window)
        program.wait_for(r"background: paused")
        program.mark()
        made.photo(folder / "later.jpg", 77)
        program.wait_for(r"showing 10, .* for '' and 0")
        assert "committed" not in program.log()[program.read :]
        _press_pause(screen, window)
        program.wait_for(r"background: reading")
        program.wait_for(r"committed [0-9a-f]{32}")


def _press_pause(screen: Screen, window: str) -> None:
    x, y, width, height = screen.geometry(window)
    screen.do("mousemove", "--sync", str(x + width - 40), str(y + height - 16), "click", "1")


def test_the_window_answers_while_500_files_are_read(screen: Screen, tmp_path: Path) -> None:
    folder, library = tmp_path / "many", tmp_path / "library"
    for seed in range(500):
        made.photo(folder / f"{seed % 20:02}" / f"number {seed}.jpg", seed)
    _findling(library, "folders", "add", str(folder))
    with running(screen, library) as program:
        _placed(screen)
        program.wait_for(r"background: reading")
        screen.do("key", "ctrl+f")
        for word in ("number", " 1", "2"):
            screen.do("type", "--delay", "40", word)
        program.wait_for(r"sure .* for 'number 12'")
        program.wait_for(r"background: idle", seconds=180)
        assert len(re.findall(r"committed [0-9a-f]{32}", program.log())) == 500
        _assert_never_away(program)


def _assert_never_away(program: Program) -> None:
    after_start = program.log().split("background: reading", 1)[1]
    gaps = [int(ms) for ms in re.findall(r"away (\d+) ms", after_start)]
    assert max(gaps, default=0) <= AWAY_AT_MOST, sorted(gaps)[-10:]
