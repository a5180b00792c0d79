"""What is said about files that are renamed, moved to the trash and brought back. Pure functions."""

from collections.abc import Sequence
from pathlib import Path

from findling.core.handing import Deed, Refused, Renamed, Report
from findling.gui import words
from findling.gui.controllers.files import TakenBack, TrashQuestion

NAMED, EXPLAINED = 8, 3
"""How many files are named in a question, and how many reasons are told."""


def _name(path: Path) -> str:
    return words.readable(path.name)


def trash_question(question: TrashQuestion) -> str:
    one = words.translate("Files", "Move “{name}” to the trash?").format(
        name=_name(question.files[0].path)
    )
    many = words.translate("Files", "Move {count} files to the trash?")
    return words.counted(len(question.files), one, many)


def names(paths: Sequence[Path]) -> str:
    """One a line, of several; the rest is counted."""
    if len(paths) < 2:
        return ""
    lines = [_name(path) for path in paths[:NAMED]]
    if (more := len(paths) - NAMED) > 0:
        lines.append(_more(more))
    return "\n".join(lines)


def staying(count: int) -> str:
    return words.counted(
        count,
        words.translate(
            "Files", "Only what is shown is moved: 1 other copy stays where it is."
        ),
        words.translate(
            "Files", "Only what is shown is moved: {count} other copies stay where they are."
        ),
    )


def refused(files: Sequence[Refused]) -> str:
    """Which were left as they are, and why."""
    lines = [f"{each.error.message} {each.error.hint}".strip() for each in files[:EXPLAINED]]
    if (more := len(files) - EXPLAINED) > 0:
        lines.append(_more(more))
    return "\n".join(lines)


def _more(count: int) -> str:
    return words.translate("Files", "and {count} more").format(count=words.number(count))


def trashed(report: Report) -> str:
    moved = _counted(
        report.done,
        words.translate("Files", "Moved {name} to the trash"),
        words.translate("Files", "Moved {count} files to the trash"),
    )
    return "\n".join(line for line in (moved, refused(report.refused)) if line)


def taken_back(back: TakenBack) -> str:
    report = back.report
    if isinstance(back.deed, Renamed):
        done = _counted(report.done, words.translate("Files", "Named {name} again"), "")
    else:
        done = _counted(
            report.done,
            words.translate("Files", "Brought {name} back"),
            words.translate("Files", "Brought {count} files back"),
        )
    return "\n".join(line for line in (done, refused(report.refused)) if line)


def _counted(paths: Sequence[Path], one: str, many: str) -> str:
    if not paths:
        return ""
    return words.counted(len(paths), one.format(name=_name(paths[0])), many)


def deed(done: Deed | None) -> str:
    if done is None:
        return ""
    if isinstance(done, Renamed):
        return words.translate("Files", "rename")
    return words.translate("Files", "move to trash")
