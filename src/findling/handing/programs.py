"""The programs that the system knows for a type of file, by the freedesktop rules (Linux and its like).

Each look reads the folders anew: some hundred small files, on the thread for look-ups.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from findling.core.handing import Program
from findling.handing.desktop_file import Entry, entry_of, languages, read_groups


def programs_for(types: Sequence[Sequence[str]]) -> list[Program]:
    """Those that open every one of these files, the usual one first, the others by their names.

    `types`: of each file, its media type and that's parents, the closest first.
    """
    entries = _entries()
    choices = _Choices()
    able: dict[str, Entry] = {}
    for id_, entry in entries.items():
        if all(choices.opens(id_, entry, each) for each in types):
            able[id_] = entry
    usual = [id_ for id_ in (choices.usual(types[0]) if types else []) if id_ in able][:1]
    rest = sorted((i for i in able if i not in usual), key=lambda i: able[i].name.casefold())
    return [
        Program(
            id=id_, name=able[id_].name, command=able[id_].command, several=able[id_].several
        )
        for id_ in (*usual, *rest)
    ]


def _folders(variable: str, default: str, home_variable: str, home: str) -> list[Path]:
    """Where to look, what counts most first. Relative ones are no folders by the rules."""
    own = os.environ.get(home_variable) or str(Path.home() / home)
    every = [own, *(os.environ.get(variable) or default).split(":")]
    return [Path(folder) for folder in every if os.path.isabs(folder)]  # noqa: PTH117


def _data_folders() -> list[Path]:
    folders = _folders(
        "XDG_DATA_DIRS", "/usr/local/share:/usr/share", "XDG_DATA_HOME", ".local/share"
    )
    return [folder / "applications" for folder in folders]


def _entries() -> dict[str, Entry]:
    """By their ids; the first folder that names an id has it, also to hide it."""
    known: dict[str, Entry] = {}
    met: set[str] = set()
    spoken = languages()
    for folder in _data_folders():
        for path in sorted(folder.rglob("*.desktop")):
            id_ = "-".join(path.relative_to(folder).parts)
            if id_ in met:
                continue
            met.add(id_)
            if entry := entry_of(path, languages=spoken):
                known[id_] = entry
    return known


class _Choices:
    """What was decided in `mimeapps.list`: usual programs, and types added to and taken from programs."""

    def __init__(self) -> None:
        configured = _folders("XDG_CONFIG_DIRS", "/etc/xdg", "XDG_CONFIG_HOME", ".config")
        self._groups = [
            read_groups(folder / "mimeapps.list") for folder in (*configured, *_data_folders())
        ]

    def usual(self, types: Sequence[str]) -> list[str]:
        return [id_ for type_ in types for id_ in self._named("Default Applications", type_)]

    def opens(self, id_: str, entry: Entry, types: Sequence[str]) -> bool:
        return any(self._opens(id_, entry, type_) for type_ in types)

    def _opens(self, id_: str, entry: Entry, type_: str) -> bool:
        for groups in self._groups:
            if id_ in _listed(groups, "Added Associations", type_):
                return True
            if id_ in _listed(groups, "Removed Associations", type_):
                return False
        return type_ in entry.types

    def _named(self, group: str, type_: str) -> list[str]:
        return [id_ for groups in self._groups for id_ in _listed(groups, group, type_)]


def _listed(groups: dict[str, dict[str, str]], group: str, type_: str) -> list[str]:
    return [id_ for id_ in groups.get(group, {}).get(type_, "").split(";") if id_]
