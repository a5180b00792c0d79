"""What `search --explain` says: what was understood of the words, and what each part of the question did for a hit."""

from pathlib import Path

from findling.cli.terminal import harmless, readable, stdout
from findling.core.cut import Cut
from findling.core.query import (
    Answer,
    Asked,
    Filter,
    Hit,
    InFolder,
    KindIs,
    Role,
    Share,
    TakenBefore,
    TakenFrom,
    Understood,
)


def print_understood(answer: Answer) -> None:
    for one in answer.understood:
        stdout.print(f"Understood: {harmless(one.text)} ({_demand(one)})", style="dim")


def print_shares(hit: Hit, answer: Answer) -> None:
    for share in hit.shares:
        stdout.print(f"{'':18}{_share(share, answer)}", style="dim")


def _share(share: Share, answer: Answer) -> str:
    """+3.1, 74 %: holiday.jpg"""
    names = " and ".join(_part(answer.asked[number]) for number in share.parts)
    return f"{share.score:+.1f}, {100 * share.share:.0f} %: {names}"


def _part(asked: Asked) -> str:
    part = asked.part
    name = harmless(part.text)
    if part.path is not None:
        name = readable(Path(part.path.name))
    elif part.item is not None:
        name = f"hit {part.item}"
    if part.cut is not None:
        name = f"{_cut(part.cut)} of {name}"
    if asked.role is not Role.PART:
        return f"{asked.role.value} like {name}"
    return f"{name} (weight {part.weight:g})" if part.weight != 1 else name


def _cut(cut: Cut) -> str:
    if cut.span.page is not None:
        return f"page {cut.span.page}"
    if cut.span.start is not None and cut.span.end is not None:
        return f"seconds {cut.span.start:g} to {cut.span.end:g}"
    return "a part"


def _demand(one: Understood) -> str:
    if one.words:
        return f"{one.sense.value}: {harmless(one.words)}"
    return ", ".join(_filter(told) for told in one.filters)


def _filter(one: Filter) -> str:
    match one:
        case KindIs(kinds):
            return "kind: " + ", ".join(sorted(kinds))
        case InFolder(folder):
            return f"in {readable(folder)}"
        case TakenFrom(day):
            return f"from {day.isoformat()}"
        case TakenBefore(day):
            return f"before {day.isoformat()}"
