"""The commands of DESIGN section 8, one function each; `findling search` is in `asking`, errors end in `edge`."""

from collections.abc import Sequence
from contextlib import closing
from typing import Annotated

import typer

from findling import __version__
from findling.cli import demo as demonstration
from findling.cli import edge, inspecting, output, shapes
from findling.cli.asking import search
from findling.cli.bars import RunBar
from findling.cli.doctor import examine, print_checks
from findling.cli.folder_commands import folders_app
from findling.cli.indexing import Wish, Yes, bring_up_to_date, index
from findling.cli.provider_commands import provider_app
from findling.cli.session import (
    ERROR,
    SOME_FAILED,
    AsJson,
    Library,
    opener,
    pass_on,
    tools_of,
)
from findling.cli.terminal import print_json, stderr, stdout
from findling.cli.toolbox import OpenToolbox

app = typer.Typer(
    name="findling",
    help="Find photos, clips, recordings and PDFs by describing them. Without a command: the window.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(folders_app, name="folders")
app.add_typer(provider_app, name="provider", invoke_without_command=True)
app.command(context_settings={"ignore_unknown_options": True})(search)
app.command()(index)


def run(arguments: Sequence[str], open_toolbox: OpenToolbox) -> int:
    """Runs one command; returns its exit code."""
    return edge.run(app, arguments, open_toolbox)


def _version(wanted: bool) -> None:
    if wanted:
        stdout.print(f"findling {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    pass_on(context, library, json)


# --- reading ---


@app.command()
def failures(
    context: typer.Context,
    retry: Annotated[bool, typer.Option("--retry", help="Try them all again now.")] = False,
    yes: Yes = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Each file that could not be read, why, and what would help."""
    with tools_of(context, library) as tools:
        if retry:
            bar, wish = RunBar(stderr), Wish(yes=yes, json=json)
            with closing(tools.ingest(bar.publish)) as ingest:
                ingest.retry_failures().result()
                bring_up_to_date(ingest, bar, settings=tools.settings, wish=wish)
        with closing(tools.browse()) as browse:
            rows = browse.failures()
    if json:
        print_json([shapes.failure_json(row) for row in rows])
    else:
        output.print_failures(rows)
    if retry and rows:
        raise typer.Exit(SOME_FAILED)


# --- knowing ---


@app.command()
def status(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    """Folders, counts by kind, provider, failures, money spent."""
    with tools_of(context, library) as tools, closing(tools.browse()) as browse:
        current, cap = browse.status(), tools.settings.month_cap_usd
    if json:
        print_json(shapes.status_json(current, month_cap=cap))
    else:
        output.print_status(current, month_cap=cap)


@app.command()
def doctor(
    context: typer.Context,
    online: Annotated[
        bool, typer.Option("--online", help="Ask the provider in use one real question, too.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be made anew from your files.")
    ] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """What this machine has, and whether everything in the library fits together. Sends nothing unless asked to."""
    settings = inspecting.settings_check(library, repair=repair)
    with tools_of(context, library) as tools:
        inspection = tools.inspect(repair=repair)
        checks = examine(tools, online=online)
    findings = [*settings, *inspecting.checks_of(inspection)]
    if json:
        print_json([check.as_json() for check in (*checks, *findings)])
    else:
        print_checks([*checks, *findings])
    if any(check.ok is False for check in findings):
        raise typer.Exit(SOME_FAILED)
    if any(check.ok is False for check in checks):
        raise typer.Exit(ERROR)


@app.command()
def demo(
    context: typer.Context,
    no_window: Annotated[bool, typer.Option("--no-window", help="Print instead.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """A throw-away library over the samples that come with the program."""
    del library  # the demonstration never touches a library of the user's
    window = not (no_window or json)
    raise typer.Exit(demonstration.show(opener(context), window=window, as_json=json))
