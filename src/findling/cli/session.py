"""What every command of one call shares: which library, how to answer, how to open the services."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from findling.cli.toolbox import OpenToolbox, Toolbox

DONE, ERROR, USAGE, SOME_FAILED = 0, 1, 2, 3

Library = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="Where the library lies.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON on stdout.")]


@dataclass(frozen=True, slots=True)
class Session:
    """Handed to every command as `context.obj`."""

    open_toolbox: OpenToolbox


@contextmanager
def tools_of(context: typer.Context, library: Path | None) -> Iterator[Toolbox]:
    """The services over the library that was named, closed in the end."""
    with closing(opener(context)(library)) as tools:
        yield tools


def opener(context: typer.Context) -> OpenToolbox:
    return cast(Session, context.obj).open_toolbox


def pass_on(context: typer.Context, library: Path | None, json: bool) -> None:
    """`--library` and `--json` named before a command count for it as if named behind it."""
    given: dict[str, Any] = {}
    if library is not None:
        given["library"] = str(library)
    if json:
        given["json"] = True
    context.default_map = _for_all(context.command, {**(context.default_map or {}), **given})


def _for_all(command: object, given: dict[str, Any]) -> dict[str, Any]:
    below: dict[str, object] = getattr(command, "commands", {})
    values = {k: v for k, v in given.items() if k in ("library", "json")}
    return {**values, **{name: _for_all(one, values) for name, one in below.items()}}
