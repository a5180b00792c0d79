"""Which programs the freedesktop rules name for a type, and how they are started."""

import textwrap
from pathlib import Path

import pytest

from findling.core.handing import Program
from findling.handing.desktop_file import entry_of
from findling.handing.programs import programs_for


class Places:
    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.own, self.system, self.config = root / "own", root / "system", root / "config"
        self.bin = root / "bin"
        self.bin.mkdir(parents=True)
        for name in ("viewer", "paint", "editor"):
            (self.bin / name).write_text("#!/bin/sh\n")
            (self.bin / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(self.bin))
        monkeypatch.setenv("XDG_DATA_HOME", str(self.own))
        monkeypatch.setenv("XDG_DATA_DIRS", f"{self.system}:relative")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(self.config))
        monkeypatch.setenv("XDG_CONFIG_DIRS", str(root / "none"))
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)

    def entry(self, name: str, **values: str) -> Path:
        return self.own_entry(name, where=self.system, values=values)

    def own_entry(self, name: str, *, where: Path, values: dict[str, str]) -> Path:
        path = where / "applications" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {"Type": "Application", "Name": name.split(".")[0], "Exec": "viewer %f"}
        said |= {"MimeType": "image/jpeg;image/png;", **values}
        lines = "".join(f"{key}={value}\n" for key, value in said.items())
        path.write_text(f"[Desktop Entry]\n{lines}\n[Desktop Action New]\nExec=viewer --new\n")
        return path

    def choices(self, text: str, *, where: Path | None = None) -> None:
        path = (where or self.config) / "mimeapps.list"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    return Places(tmp_path, monkeypatch)


def names(*types: str) -> list[str]:
    return [program.name for program in programs_for([list(types)])]


def test_those_that_know_the_type_by_name(places: Places) -> None:
    places.entry("Zed.desktop")
    places.entry("amp.desktop")
    places.entry("Words.desktop", MimeType="text/plain;")
    assert names("image/jpeg") == ["amp", "Zed"]
    assert names("image/x-odd", "image/jpeg") == ["amp", "Zed"]  # by its parent
    assert names("audio/ogg") == []


@pytest.mark.parametrize(
    "values",
    [
        {"NoDisplay": "true"},
        {"Hidden": "true"},
        {"Terminal": "true"},
        {"Type": "Link"},
        {"Exec": "viewer"},
        {"Exec": "not-there %f"},
        {"Exec": 'viewer "%f'},
        {"Exec": "viewer %f %u"},
        {"TryExec": "not-there"},
    ],
)
def test_some_are_never_offered(places: Places, values: dict[str, str]) -> None:
    places.entry("one.desktop", **values)
    assert names("image/jpeg") == []


def test_a_broken_file_costs_itself_only(places: Places) -> None:
    places.entry("good.desktop")
    (places.system / "applications" / "bad.desktop").write_bytes(b"\xff\x00[[[\nno = \n")
    assert names("image/jpeg") == ["good"]


def test_the_persons_own_file_stands_before_the_systems_also_to_hide_it(places: Places) -> None:
    places.entry("a.desktop", Name="theirs")
    places.own_entry("a.desktop", where=places.own, values={"Name": "mine"})
    places.entry("kde/b.desktop", Name="b")
    places.own_entry("kde-b.desktop", where=places.own, values={"Hidden": "true"})
    assert names("image/jpeg") == ["mine"]


def test_what_was_decided_counts(places: Places) -> None:
    places.entry("a.desktop")
    places.entry("b.desktop")
    places.entry("c.desktop", MimeType="")
    places.entry("d.desktop")
    places.choices(
        """\
        [Default Applications]
        image/jpeg=gone.desktop;b.desktop;
        [Added Associations]
        image/jpeg=c.desktop;
        [Removed Associations]
        image/jpeg=d.desktop;
        """
    )
    assert names("image/jpeg") == ["b", "a", "c"]
    assert names("image/png") == ["a", "b", "d"]


def test_several_files_are_opened_by_what_opens_all(places: Places) -> None:
    places.entry("both.desktop", MimeType="image/jpeg;application/pdf;")
    places.entry("pictures.desktop")
    assert [p.name for p in programs_for([["image/jpeg"], ["application/pdf"]])] == ["both"]


def test_names_are_in_the_persons_language(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.entry("a.desktop", **{"Name": "Viewer", "Name[de]": "Betrachter"})
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert names("image/jpeg") == ["Betrachter"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("viewer %f", [["/m/a b.jpg"], ["/m/c.jpg"]]),
        ("viewer %F", [["/m/a b.jpg", "/m/c.jpg"]]),
        ("viewer %U --x", [["file:///m/a%20b.jpg", "file:///m/c.jpg", "--x"]]),
        ("viewer --file=%u", [["--file=file:///m/a%20b.jpg"], ["--file=file:///m/c.jpg"]]),
        (
            "viewer %i %c %F 100%% %m",
            [["--icon", "eye", "Two words", "/m/a b.jpg", "/m/c.jpg", "100%"]],
        ),
        (r'viewer "a \\"q\\" \\$HOME" %F', [['a "q" $HOME', "/m/a b.jpg", "/m/c.jpg"]]),
        ("viewer $(id) ; %F", [["$(id)", ";", "/m/a b.jpg", "/m/c.jpg"]]),
    ],
)
def test_the_line_is_filled_in_and_no_shell_sees_it(
    places: Places, line: str, said: list[list[str]]
) -> None:
    path = places.entry("a.desktop", Exec=line, Icon="eye", Name="Two words")
    entry = entry_of(path, languages=[])
    assert entry is not None
    program = Program(id="a", name=entry.name, command=entry.command, several=entry.several)
    calls = program.calls([Path("/m/a b.jpg"), Path("/m/c.jpg")])
    assert [call[0] for call in calls] == [str(places.bin / "viewer")] * len(said)
    assert [call[1:] for call in calls] == said
