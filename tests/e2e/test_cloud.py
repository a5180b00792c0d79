"""The whole program asks a service far away: chosen, priced, agreed to, read and searched by keys and clicks alone.

The service is the stand-in on this computer; it counts what was sent and what that would have cost.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from tests.e2e.program import Program, running
from tests.e2e.screen import Screen, virtual_screen
from tests.standin import StandIn

PHOTOS = 4
PRICE = PHOTOS * 258 * 0.45e-6


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as one:
        yield one


@pytest.fixture
def home(tmp_path: Path, server: StandIn) -> Path:
    """A person's folder, with pictures of which the service knows what they show."""
    shown = ("a lighthouse by night", "two kittens", "a red bicycle", "a bowl of soup")
    for seed, words in enumerate(shown):
        photo = made.photo(tmp_path / "home" / "Pictures" / f"{seed}.jpg", seed)
        server.teach(photo, words)
    return tmp_path / "home"


def test_from_the_first_page_to_a_search_with_every_cent_told(
    screen: Screen, home: Path, server: StandIn
) -> None:
    reached = {"GEMINI_API_KEY": server.key, "GOOGLE_GEMINI_BASE_URL": server.url}
    with running(screen, home / "library", home=home, **reached) as program:
        program.wait_for(r"first run: 1 folders suggested")
        _focused(screen, "^Findling$")
        _choose_gemini(screen, program)

        screen.do("key", "Return")  # Start
        program.wait_for(rf"dialog: {PHOTOS} files cost {PRICE:.4f} dollars", seconds=60)
        _focused(screen, "What reading these files costs")
        screen.do("key", "Return")  # *not now* has the focus: Enter agrees to nothing
        program.wait_for("not agreed to")
        assert server.requests == []  # everything was looked at here

        _focused(screen, "^Findling$")
        screen.do("key", "Return")  # Open my library
        program.wait_for("first run: left")
        _take_offer(screen, program)
        _focused(screen, "What reading these files costs")
        screen.do("key", "alt+s")
        program.wait_for(rf"agreed to {PRICE * 1.1 + 0.01:.4f} dollars")
        program.wait_for(rf"money: {PRICE:.4f} dollars spent, 0 files wait", seconds=60)
        assert sum(server.answered.values()) == PHOTOS
        assert server.bill.usd == pytest.approx(PRICE)

        _focused(screen, "^Findling$")
        screen.do("key", "ctrl+f")
        screen.do("type", "--delay", "30", "red bicycle")
        found = program.wait_for(r"showing \d+, [1-9]\d* sure (.*) for 'red bicycle'")
        assert found.group(1).startswith("['2.jpg'")
    assert server.refusals == []
    assert server.answered_twice() == {}
    assert server.key.encode() not in _written(home)


def _focused(screen: Screen, title: str) -> str:
    window = screen.window(title)
    screen.do("windowfocus", "--sync", window)
    return window


def _choose_gemini(screen: Screen, program: Program) -> None:
    screen.do("key", "Return")
    program.wait_for("first run: step 2")
    screen.do("key", "ctrl+comma")
    program.wait_for("dialog: settings")
    _focused(screen, "Settings")
    screen.do("key", "End", "alt+c")
    program.wait_for("dialog: how files are understood")
    _focused(screen, "How files are understood")
    screen.do("key", "Down", "Return")
    program.wait_for("opened for gemini")
    _focused(screen, "^Findling$")


def _take_offer(screen: Screen, program: Program) -> None:
    """Clicks along the bottom line until its button answers: where it stands depends on the system's font."""
    x, y, width, height = screen.geometry(_focused(screen, "^Findling$"))
    for place in range(x + 200, x + width // 2, 30):
        screen.do("mousemove", "--sync", str(place), str(y + height - 18), "click", "1")
        if re.search(r"dialog: \d+ files cost", program.log()[program.read :]):
            break
    program.wait_for(rf"dialog: {PHOTOS} files cost")


def _written(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
