"""Looking closer in the real program: real processes decode, real keys lead from item to item."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from tests.e2e.program import running
from tests.e2e.screen import Screen, virtual_screen

SHOWN = {
    "photo": r"quick look says \d+ %",
    "document": r"quick look says page 2 of 2",
    "clip": r"player: 4.0 s",
    "recording": r"player: 4.0 s",
}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def library(tmp_path: Path) -> Path:
    media = tmp_path / "media"
    made.photo(media / "zebra one.jpg", 1, size=(1600, 1200))
    made.clip(media / "zebra two.mp4", 2, seconds=4)
    made.recording(media / "zebra three.wav", 3, seconds=4)
    made.document(media / "zebra four.pdf", "nothing here", "a zebra on this page")
    place = tmp_path / "library"
    for words in (["folders", "add", str(media)], ["index"]):
        done = subprocess.run(
            [sys.executable, "-m", "findling", *words, "--library", str(place), "--json"],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, json.loads(done.stdout)
    return place


def test_every_kind_is_looked_at_from_one_to_the_next(screen: Screen, library: Path) -> None:
    with running(screen, library) as program:
        window = screen.window("Findling")
        screen.do("windowsize", "--sync", window, "1100", "760")
        screen.do("windowfocus", "--sync", window)
        program.wait_for(r"showing 4, .* for '' and 0")
        screen.do("key", "ctrl+f")
        screen.do("type", "--delay", "30", "zebra")
        program.wait_for(r"showing 4, .* for 'zebra'")
        screen.do("key", "Down", "Home", "space")
        seen = set()
        for _ in range(4):
            kind = program.wait_for(r"quick look: (photo|clip|recording|document) ")[1]
            seen.add(kind)
            program.wait_for(SHOWN[kind])
            screen.do("key", "Right")
        assert seen == {"photo", "clip", "recording", "document"}
        screen.do("key", "Escape")
        program.wait_for("quick look closed")
