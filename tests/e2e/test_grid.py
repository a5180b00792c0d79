"""The grid of the whole program: a band drawn with a real mouse, squares, size, dates."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.e2e.program import running
from tests.e2e.screen import Screen, virtual_screen

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots"
COUNT = 36


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three photos a month."""
    newest = datetime(2024, 4, 20, 12)
    for seed in range(COUNT):
        path = tmp_path / "media" / f"garden {seed}.jpg"
        made.photo(path, seed)
        when = (newest - timedelta(days=10 * seed)).timestamp()
        os.utime(path, (when, when))
    place = tmp_path / "library"
    for words in (("folders", "add", str(tmp_path / "media")), ("index",)):
        done = subprocess.run(
            [sys.executable, "-m", "findling", *words, "--library", str(place), "--json"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=240,
        )
        json.loads(done.stdout)
    return place


def _placed(screen: Screen) -> tuple[int, int]:
    window = screen.window("Findling")
    screen.do("windowmove", window, "0", "0")
    screen.do("windowsize", "--sync", window, "1300", "800")
    screen.do("windowfocus", "--sync", window)
    x, y, _, _ = screen.geometry(window)
    return x, y


def _keep(screen: Screen, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).with_name("picture.py")
    command = [sys.executable, str(program), str(PICTURES / f"{name}.png")]
    subprocess.run(command, env=screen.environment(), check=True)


def test_a_band_squares_and_the_wheel(screen: Screen, library: Path) -> None:
    with running(screen, library) as program:
        x, y = _placed(screen)
        program.wait_for(rf"showing {COUNT}, .* for '' and 0")
        screen.do("mousemove", "--sync", str(x + 600), str(y + 400))
        screen.do("key", "ctrl+shift+s")
        program.wait_for(r"zoom 180, squares: True")
        screen.drag((x + 224, y + 130), (x + 900, y + 300))
        _keep(screen, "a band over squares")
        screen.drop()
        chosen = int(program.wait_for(r"chosen with a band: (\d+)").group(1))
        assert 2 <= chosen <= 8
        screen.do("keydown", "ctrl", "click", "4", "keyup", "ctrl")
        larger = int(program.wait_for(r"zoom (\d+), squares: True").group(1))
        assert larger > 180
        screen.do("key", "ctrl+shift+s")
        program.wait_for(r"squares: False")
        screen.drag((x + 972, y + 130), (x + 972, y + 600))
        _keep(screen, "along the dates")
        screen.drop()
