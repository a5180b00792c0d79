"""Reads one `.desktop` file of the freedesktop rules, as far as opening files with the program needs it. Pure."""

import configparser
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 256 << 10
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_DROPPED = frozenset("dDnNvm")
"""Field codes that no longer mean anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`command`: its words, with %f %F %u %U where the files go."""

    name: str
    types: tuple[str, ...]
    command: tuple[str, ...]
    several: bool


def read_groups(path: Path) -> dict[str, dict[str, str]]:
    """The groups of a file in key = value form; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return {}
    parser = configparser.RawConfigParser(
        delimiters=("=",), comment_prefixes=("#",), strict=False, interpolation=None
    )
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    return {name: dict(parser.items(name)) for name in parser.sections()}


def entry_of(path: Path, *, languages: list[str]) -> Entry | None:
    """The program a file describes; None for what cannot or must not be offered for opening files.

    Left out: hidden ones, those that want a terminal, those that take no file, those whose program is not there.
    """
    values = read_groups(path).get("Desktop Entry", {})
    if values.get("Type") != "Application" or "Exec" not in values:
        return None
    if any(
        values.get(key, "").strip() == "true" for key in ("Hidden", "NoDisplay", "Terminal")
    ):
        return None
    if (needed := values.get("TryExec")) and shutil.which(_unescaped(needed)) is None:
        return None
    words = _words(_unescaped(values["Exec"]))
    if not words or (program := shutil.which(words[0])) is None:
        return None
    name = next(
        (values[key] for lang in languages if (key := f"Name[{lang}]") in values),
        values.get("Name", ""),
    )
    name = _unescaped(name) or path.stem
    icon = values.get("Icon", "")
    said = [w for word in words[1:] for w in _without_others(word, name, icon, path)]
    codes = [word for word in said if _takes_files(word)]
    if len(codes) != 1:
        return None
    return Entry(
        name=name,
        types=tuple(t for t in values.get("MimeType", "").split(";") if t),
        command=(program.replace("%", "%%"), *said),
        several=codes[0] in ("%F", "%U"),
    )


def languages() -> list[str]:
    """What the person's locale is called in these files, the closest first: de_AT, de."""
    named = next(
        (v for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(key))), ""
    )
    whole = named.split(".")[0].split("@")[0]
    return [whole, whole.split("_")[0]] if whole and whole not in ("C", "POSIX") else []


def _unescaped(text: str) -> str:
    pieces, signs = [], iter(text)
    for sign in signs:
        if sign == "\\":
            following = next(signs, "\\")
            pieces.append(_ESCAPES.get(following, "\\" + following))
        else:
            pieces.append(sign)
    return "".join(pieces)


def _words(text: str) -> list[str]:
    """A command line in its words: parted by blanks, kept together by double quotes; none where a quote stays open."""
    words: list[str] = []
    word, quoted, begun = "", False, False
    signs = iter(text)
    for sign in signs:
        if sign == '"':
            quoted, begun = not quoted, True
        elif sign == "\\" and quoted:
            word += next(signs, "")
        elif sign in " \t\n" and not quoted:
            if begun:
                words.append(word)
            word, begun = "", False
        else:
            word, begun = word + sign, True
    if quoted:
        return []
    return [*words, word] if begun else words


def _without_others(word: str, name: str, icon: str, path: Path) -> list[str]:
    """The word with everything filled in but the files."""
    if word == "%i":
        return ["--icon", icon.replace("%", "%%")] if icon else []
    filled, rest = "", word
    while "%" in rest:
        before, _, rest = rest.partition("%")
        code, rest = rest[:1], rest[1:]
        filled += before
        if code in "fFuU%":
            filled += "%" + code
        elif code == "c":
            filled += name.replace("%", "%%")
        elif code == "k":
            filled += str(path).replace("%", "%%")
        elif code not in _DROPPED:
            return []
    said = filled + rest
    return [said] if said or not word else []


def _takes_files(word: str) -> bool:
    bare = word.replace("%%", "")
    if word in ("%F", "%U"):
        return True
    return "%f" in bare or "%u" in bare
