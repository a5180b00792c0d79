"""Without a mouse and without eyes: every control has a name, the keyboard goes all the way, and changes are told."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from jeepney import MatchRule, MessageType, message_bus, new_method_return

from tests import made
from tests.e2e.accessible import Node, Session, accessible
from tests.e2e.program import Program, running
from tests.e2e.screen import Screen, virtual_screen

NAMELESS = frozenset({"filler", "panel", "unknown", "invalid", ""})
"""Roles that tell nobody what a thing is."""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.fixture
def session(screen: Screen, tmp_path: Path) -> Iterator[Session]:
    with accessible(screen, tmp_path) as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(4):
        made.photo(tmp_path / "media" / f"garden {seed}.jpg", seed)
    made.document(tmp_path / "media" / "letter.pdf", "about a zeppelin")
    (tmp_path / "media" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    return tmp_path / "media"


class FileManager:
    """Stands in for the system's: notes which files it is to show."""

    NAME = "org.freedesktop.FileManager1"

    def __init__(self, session: Session) -> None:
        self._bus = session.bus
        self._bus.send_and_get_reply(message_bus.RequestName(self.NAME))

    def shown(self) -> list[Path]:
        """Waits until it is asked; the files."""
        rule = MatchRule(type="method_call", interface=self.NAME, member="ShowItems")
        with self._bus.filter(rule) as queue:
            call = self._bus.recv_until_filtered(queue, timeout=20)
        self._bus.send(new_method_return(call))
        assert call.header.message_type is MessageType.method_call
        return [Path(unquote(uri.removeprefix("file://"))) for uri in call.body[0]]


def without_name(tree: Node) -> list[str]:
    return [
        f"{node.role} {node.name!r} {node.description!r}"
        for node in tree.walk()
        if node.is_control and (not node.name.strip() or node.role in NAMELESS)
    ]


def placed(screen: Screen) -> str:
    window = screen.window("Findling")
    screen.do("windowsize", "--sync", window, "1200", "760")
    screen.do("windowfocus", "--sync", window)
    return window


def add_by_keyboard(screen: Screen, program: Program, session: Session, folder: Path) -> None:
    """On the first page: Ctrl+O, the folder's path, Enter; Enter goes through the steps."""
    program.wait_for(r"first run: \d+ folders suggested")
    screen.do("key", "ctrl+o")
    screen.window("Add folder")
    session.until(lambda node: node.role == "dialog" and "Add folder" in node.name)
    screen.do("type", "--delay", "10", str(folder))
    screen.do("key", "Return")
    session.until(lambda node: node.name.startswith(folder.name) and "showing" in node.states)
    screen.do("key", "Return")
    program.wait_for(r"first run: step 2")
    assert without_name(session.until(lambda n: n.name == "Start")) == []
    screen.do("key", "Return")
    program.wait_for(r"showing 6, .* for '' and 0")
    assert without_name(session.until(lambda n: n.name == "Open my library")) == []
    screen.do("key", "Return")
    program.wait_for(r"first run: left")


def test_from_a_folder_to_the_file_by_keyboard_and_ear(
    screen: Screen, session: Session, tmp_path: Path, folder: Path
) -> None:
    files = FileManager(session)
    library = tmp_path / "library"
    with running(
        screen, library, home=tmp_path, XDG_CONFIG_HOME=str(tmp_path), **session.variables
    ) as program:
        placed(screen)
        add_by_keyboard(screen, program, session, folder)
        focused = session.focused()

        screen.do("key", "ctrl+f")
        screen.do("type", "--delay", "30", "garden 2")
        program.wait_for(r"showing \d+, [1-9]\d* sure \['garden 2.jpg'.* for 'garden 2'")
        screen.do("key", "Down")
        focused.until("Photo garden 2.jpg")
        screen.do("key", "Right")
        assert focused.next().startswith(("Photo garden", "Document letter"))
        screen.do("key", "Left")
        focused.until("Photo garden 2.jpg")

        screen.do("key", "Menu")
        session.until(lambda node: node.name == "Show in folder" and "showing" in node.states)
        screen.do("key", "Down", "Down", "Down", "Down", "Return")  # look, open, with, show
        assert files.shown() == [folder / "garden 2.jpg"]


def test_every_control_has_a_name_and_says_what_it_is(
    screen: Screen, session: Session, tmp_path: Path, folder: Path
) -> None:
    library = tmp_path / "library"
    with running(
        screen, library, home=tmp_path, XDG_CONFIG_HOME=str(tmp_path), **session.variables
    ) as program:
        placed(screen)
        tree = session.until(lambda n: n.name == "Continue" and "showing" in n.states)
        assert without_name(tree) == []

        add_by_keyboard(screen, program, session, folder)
        screen.do("key", "ctrl+f")
        screen.do("type", "--delay", "30", "garden")
        program.wait_for(r"4 sure .* for 'garden'")
        screen.do("key", "Down")
        tree = session.until(lambda n: n.name == "Camera" or n.name.endswith("JPEG"))
        assert without_name(tree) == []
        tree = session.until(lambda n: n.name == "1 file could not be read")
        names = {node.name for node in tree.walk() if node.is_control}
        assert {
            "Search",
            "Clear the search",
            "Results",
            "Show in folder",
            "Pause",
            "1 file could not be read",
        } <= names

        screen.do("key", "space")
        program.wait_for(r"quick look: ")
        tree = session.until(lambda n: n.name == "Close" and "showing" in n.states)
        assert without_name(tree) == []
        screen.do("key", "Escape")

        screen.do("key", "ctrl+comma")
        program.wait_for(r"dialog: settings")
        tree = session.until(lambda n: n.role == "dialog" and n.name.startswith("Settings"))
        assert without_name(tree) == []
        screen.do("key", "Escape")
        program.wait_for(r"settings closed")


def test_in_german_the_names_are_german(
    screen: Screen, session: Session, tmp_path: Path
) -> None:
    spoken = {**session.variables, "LANGUAGE": "de", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}
    with running(screen, tmp_path / "library", home=tmp_path, **spoken):
        placed(screen)
        tree = session.until(lambda n: n.name == "Weiter" and "showing" in n.states)
        assert without_name(tree) == []
