"""The whole program on a virtual screen: a file is renamed, moved to the trash and brought back, by keys alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from tests.e2e.program import running
from tests.e2e.screen import Screen, drop_target, virtual_screen

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots"


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folder with four photos and the library that knows them. The trash is theirs, too."""
    folder = tmp_path / "home" / "Pictures"
    for seed in range(4):
        made.photo(folder / f"garden {seed}.jpg", seed)
    (tmp_path / "home" / "data").mkdir()
    for words in (("folders", "add", str(folder)), ("index",)):
        command = [sys.executable, "-m", "findling", *words, "--json"]
        library = ["--library", str(tmp_path / "library")]
        subprocess.run(
            [*command, *library], cwd=ROOT, capture_output=True, check=False, timeout=240
        )
    return tmp_path / "home"


def _placed(screen: Screen) -> str:
    window = screen.window("^Findling$")
    screen.do("windowmove", window, "0", "0")
    screen.do("windowsize", "--sync", window, "1300", "760")
    screen.do("windowfocus", "--sync", window)
    return window


def _keep(screen: Screen, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).with_name("picture.py")
    command = [sys.executable, str(program), str(PICTURES / f"{name}.png")]
    subprocess.run(command, env=screen.environment(), check=True)


def _ids(library: Path) -> dict[str, int]:
    command = [sys.executable, "-m", "findling", "search", "garden", "--json"]
    done = subprocess.run(
        [*command, "--library", str(library)],
        cwd=ROOT,
        capture_output=True,
        timeout=240,
        check=False,
    )
    return {Path(hit["path"]).name: hit["id"] for hit in json.loads(done.stdout)["hits"]}


def test_renamed_moved_to_the_trash_and_back(screen: Screen, home: Path) -> None:
    library, folder = home.parent / "library", home / "Pictures"
    before = _ids(library)
    own = {"XDG_DATA_HOME": str(home / "data")}
    with running(screen, library, home=home, **own) as program:
        program.wait_for("showing 4, ")
        _placed(screen)
        screen.do("key", "Down", "Home")

        screen.do("key", "F2")
        program.wait_for(r"renaming (garden \d\.jpg)")
        chosen = (
            program.wait_for("", seconds=1).string.rsplit("renaming ", 1)[1].splitlines()[0]
        )
        screen.do("type", "--delay", "30", "meadow")
        _keep(screen, "renaming")
        screen.do("key", "Return")
        program.wait_for("renamed to meadow.jpg")
        program.wait_for("showing 4, ")
        assert (folder / "meadow.jpg").exists()
        assert not (folder / chosen).exists()
        assert _ids(library).get("meadow.jpg", before[chosen]) == before[chosen]

        screen.do("key", "Delete")
        program.wait_for("dialog: 1 files to the trash")
        screen.do("windowfocus", "--sync", screen.window("^Move to trash$"))
        _keep(screen, "asking for the trash")
        screen.do("key", "alt+m")
        program.wait_for("moved 1 files to the trash")
        program.wait_for("showing 3, ")
        assert [p.name for p in (home / "data" / "Trash" / "files").iterdir()] == ["meadow.jpg"]
        _keep(screen, "moved to the trash")

        screen.do("windowfocus", "--sync", screen.window("^Findling$"))
        screen.do("key", "ctrl+z")
        program.wait_for("took back move to trash")
        program.wait_for("showing 4, ")
        screen.do("key", "ctrl+z")
        program.wait_for("took back rename")
        program.wait_for("showing 4, ")
        assert sorted(p.name for p in folder.iterdir()) == sorted(before)
        assert "committed" not in program.log()[program.log().rindex("opened for") :]

        screen.do("key", "F10")
        _keep(screen, "menu")
        screen.do("key", "Escape")
    assert _ids(library) == before


def _told(noted: Path, count: int) -> list[dict[str, object]]:
    """Waits until the other program has written down so much."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        lines = noted.read_text().splitlines() if noted.exists() else []
        if len(lines) >= count:
            return [json.loads(line) for line in lines]
        os.sched_yield()
    raise AssertionError(f"{count} drops or pastes within 20 s")


def test_files_are_dragged_and_copied_into_another_program(screen: Screen, home: Path) -> None:
    library, noted = home.parent / "library", home.parent / "noted"
    with running(screen, library, home=home) as program, drop_target(screen, noted) as target:
        program.wait_for("showing 4, ")
        window = _placed(screen)
        screen.do("windowmove", target, "900", "680")
        screen.do("windowfocus", "--sync", window)
        screen.do("key", "Down", "ctrl+a", "ctrl+c")
        x, y, _, _ = screen.geometry(window)
        screen.drag((x + 300, y + 200), screen.middle(target))
        _keep(screen, "dragged out")
        screen.drop()
        _told(noted, 1)
        screen.do("windowfocus", "--sync", target)
        screen.do("key", "ctrl+v")
        dropped, pasted = _told(noted, 2)
        names = sorted(path.name for path in (home / "Pictures").iterdir())
    for told in (dropped, pasted):
        paths = told["paths"]
        assert isinstance(paths, list)
        assert sorted(Path(path).name for path in paths) == names
    assert (dropped["how"], dropped["action"]) == ("drop", "CopyAction")
    assert str(pasted["copied"]).startswith("copy\nfile:///")
    assert names == [f"garden {seed}.jpg" for seed in range(4)]
