"""The commands of DESIGN section 8, one function each; `findling search` is in `asking`, errors end in `edge`."""

import signal
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from findling import __version__
from findling.cli import demo as demonstration
from findling.cli import edge, output, shapes
from findling.cli.asking import search
from findling.cli.bars import RunBar
from findling.cli.doctor import examine, print_checks
from findling.cli.questions import place
from findling.cli.session import (
    ERROR,
    SOME_FAILED,
    AsJson,
    Library,
    opener,
    pass_on,
    tools_of,
)
from findling.cli.terminal import print_json, readable, stderr, stdout
from findling.cli.toolbox import OpenToolbox
from findling.core.errors import FindlingError
from findling.core.events import Event

app = typer.Typer(
    name="findling",
    help="Find photos, clips, recordings and PDFs by describing them. Without a command: the window.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
folders_app = typer.Typer(help="The folders that are looked through.", no_args_is_help=True)
provider_app = typer.Typer(help="What understands the files.")
app.add_typer(folders_app, name="folders")
app.add_typer(provider_app, name="provider", invoke_without_command=True)
app.command(context_settings={"ignore_unknown_options": True})(search)


def run(arguments: Sequence[str], open_toolbox: OpenToolbox) -> int:
    """Runs one command; returns its exit code."""
    return edge.run(app, arguments, open_toolbox)


def _silent(_: Event) -> None:
    """Where no progress is shown."""


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


# --- folders ---


@folders_app.callback()
def folders(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    pass_on(context, library, json)


@folders_app.command("add")
def folders_add(
    context: typer.Context, paths: list[Path], library: Library = None, json: AsJson = False
) -> None:
    """Watch these folders from now on. Nothing in them is ever changed."""
    with tools_of(context, library) as tools, closing(tools.ingest(_silent)) as ingest:
        added = [ingest.add_folder(place(path)).result() for path in paths]
    if json:
        print_json([shapes.added_folder_json(f.path, f.state) for f in added])
    else:
        for folder in added:
            stdout.print(f"Added {readable(folder.path)}")
        stdout.print("Bring the library up to date with: findling index")


@folders_app.command("list")
def folders_list(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    """The watched folders, their state and how many files they hold."""
    with tools_of(context, library) as tools, closing(tools.browse()) as browse:
        watched = browse.folder_status()
    if json:
        print_json([shapes.folder_json(folder) for folder in watched])
    else:
        output.print_folders(watched)


@folders_app.command("remove")
def folders_remove(
    context: typer.Context, paths: list[Path], library: Library = None, json: AsJson = False
) -> None:
    """Stop watching these folders. The files in them stay as they are."""
    with tools_of(context, library) as tools, closing(tools.ingest(_silent)) as ingest:
        removed = {
            path: ingest.remove_folder(path.expanduser().absolute()).result() for path in paths
        }
    if json:
        print_json(
            [shapes.removed_folder_json(path, files=count) for path, count in removed.items()]
        )
    else:
        for path, count in removed.items():
            stdout.print(f"No longer watching {readable(path)} ({output.files(count)}).")


# --- reading ---


@app.command()
def index(
    context: typer.Context,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay and keep up with changes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to what it costs.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Bring the library up to date with the watched folders."""
    del yes  # nothing costs money with the built-in model; scripts may always say it
    if watch:
        _be_ended_by_signals()
    try:
        failed = _index(context, library, watch=watch, json=json)
    except KeyboardInterrupt:
        if not watch:
            raise
        failed = 0  # staying was asked for, and so was the end
    if failed:
        raise typer.Exit(SOME_FAILED)


def _index(context: typer.Context, library: Path | None, *, watch: bool, json: bool) -> int:
    """How many files could not be read. With `watch` it stays until a KeyboardInterrupt."""
    with tools_of(context, library) as tools, RunBar(stderr) as bar:
        with closing(tools.ingest(bar.publish)) as ingest:
            if not ingest.folders().result():
                raise FindlingError(
                    "no-folders",
                    "There is no folder to look through yet.",
                    hint="Add one: findling folders add PATH",
                )
            summary = ingest.bring_up_to_date()
            if json:
                print_json(shapes.summary_json(summary))
            else:
                output.print_summary(summary)
            if watch:
                ingest.start(watch=True)
                _stay()
    return summary.failed


def _stay() -> NoReturn:
    """Until a signal ends it; the work is done on other threads."""
    while True:
        threading.Event().wait(3600)


def _be_ended_by_signals() -> None:
    """Also where a shell started this in the background and had it ignore Ctrl+C."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, end)


@app.command()
def failures(
    context: typer.Context,
    retry: Annotated[bool, typer.Option("--retry", help="Try them all again now.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Each file that could not be read, why, and what would help."""
    with tools_of(context, library) as tools:
        if retry:
            with RunBar(stderr) as bar, closing(tools.ingest(bar.publish)) as ingest:
                ingest.retry_failures().result()
                ingest.bring_up_to_date()
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
        current = browse.status()
    if json:
        print_json(shapes.status_json(current))
    else:
        output.print_status(current)


@app.command()
def doctor(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    """What this machine has: decoders, index, model, key, free disk, watch limits."""
    with tools_of(context, library) as tools:
        checks = examine(tools.paths)
    if json:
        print_json([check.as_json() for check in checks])
    else:
        print_checks(checks)
    if any(check.ok is False for check in checks):
        raise typer.Exit(ERROR)


@provider_app.callback()
def provider(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    pass_on(context, library, json)
    if context.invoked_subcommand is None:
        provider_list(context, library, json)


@provider_app.command("list")
def provider_list(
    context: typer.Context, library: Library = None, json: AsJson = False
) -> None:
    """What there is to choose from, what it costs and what leaves this computer."""
    from findling.embedding.registry import describe_providers

    with tools_of(context, library) as tools:
        used = tools.settings.provider
    notes = describe_providers()
    if json:
        print_json([shapes.note_json(note, used=note.name == used) for note in notes])
    else:
        output.print_notes(notes, used=used)


@provider_app.command("use")
def provider_use(
    context: typer.Context, name: str, library: Library = None, json: AsJson = False
) -> None:
    """Let this provider understand the files from now on."""
    with tools_of(context, library) as tools:
        tools.use_provider(name)
    if json:
        print_json({"provider": name})
    else:
        stdout.print(f"Using {name} from now on.")


@provider_app.command("test")
def provider_test(
    context: typer.Context, library: Library = None, json: AsJson = False
) -> None:
    """Ask the provider in use one real question and say whether it answers."""
    with tools_of(context, library) as tools:
        trial = demonstration.try_provider(tools.settings.provider)
    if json:
        print_json(trial.as_json())
    else:
        stdout.print(
            f"{trial.provider} answers: a question in {trial.question_ms:.0f} ms, "
            f"a photo in {trial.photo_ms:.0f} ms."
        )


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
