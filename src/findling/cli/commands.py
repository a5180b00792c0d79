"""The commands of DESIGN section 8, one function each. `run` is the edge: errors become words, JSON and exit codes."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from findling import __version__
from findling.cli import demo as demonstration
from findling.cli import output
from findling.cli.bars import RunBar
from findling.cli.doctor import examine, print_checks
from findling.cli.questions import day, lines, request
from findling.cli.toolbox import OpenToolbox, Toolbox
from findling.core.errors import FindlingError
from findling.core.model import Kind

DONE, ERROR, SOME_FAILED = 0, 1, 3

Library = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="Where the library lies.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON on stdout.")]

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

COMMANDS = frozenset(
    {"demo", "folders", "index", "search", "status", "failures", "provider", "doctor"}
)


class _State:
    """What `run` hands to every command."""

    open_toolbox: OpenToolbox


def run(arguments: list[str], open_toolbox: OpenToolbox) -> int:
    """Runs one command; returns its exit code (0 done, 1 error, 2 usage, 3 done but some files failed)."""
    _State.open_toolbox = staticmethod(open_toolbox)
    try:
        typer.main.get_command(app).main(args=arguments, prog_name="findling")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ERROR
    except FindlingError as error:
        if "--json" in arguments:
            output.print_json(output.error_json(error))
        output.print_error(error)
        return ERROR
    return DONE


@contextmanager
def _tools(library: Path | None) -> Iterator[Toolbox]:
    with closing(_State.open_toolbox(library)) as tools:
        yield tools


def _version(wanted: bool) -> None:
    if wanted:
        output.stdout.print(f"findling {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    pass


# --- folders ---


@folders_app.command("add")
def folders_add(paths: list[Path], library: Library = None, json: AsJson = False) -> None:
    """Watch these folders from now on. Nothing in them is ever changed."""
    with _tools(library) as tools, closing(tools.ingest(lambda _: None)) as ingest:
        added = [ingest.add_folder(path.expanduser().absolute()).result() for path in paths]
    if json:
        output.print_json(
            [{"path": output.readable(f.path), "state": f.state.value} for f in added]
        )
    else:
        for folder in added:
            output.stdout.print(f"Added {output.readable(folder.path)}", markup=False)
        output.stdout.print("Bring the library up to date with: findling index")


@folders_app.command("list")
def folders_list(library: Library = None, json: AsJson = False) -> None:
    """The watched folders, their state and how many files they hold."""
    with _tools(library) as tools, closing(tools.browse()) as browse:
        status = browse.status()
    if json:
        output.print_json(output.status_json(status)["folders"])
    else:
        output.print_folders(status)


@folders_app.command("remove")
def folders_remove(paths: list[Path], library: Library = None, json: AsJson = False) -> None:
    """Stop watching these folders. The files in them stay as they are."""
    with _tools(library) as tools, closing(tools.ingest(lambda _: None)) as ingest:
        removed = {
            output.readable(path): ingest.remove_folder(path.expanduser().absolute()).result()
            for path in paths
        }
    if json:
        output.print_json([{"path": path, "files": files} for path, files in removed.items()])
    else:
        for path, files in removed.items():
            output.stdout.print(f"No longer watching {path} ({files} files).", markup=False)


# --- reading ---


@app.command()
def index(
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay and keep up with changes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to what it costs.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Bring the library up to date with the watched folders."""
    del yes  # nothing costs money with the built-in model; scripts may always say it
    with _tools(library) as tools, RunBar(output.stderr) as bar:
        with closing(tools.ingest(bar.publish)) as ingest:
            summary = ingest.bring_up_to_date()
            if json:
                output.print_json(output.summary_json(summary))
            else:
                output.print_summary(summary)
            if watch:
                ingest.start(watch=True)
                _wait_for_end()
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


def _wait_for_end() -> None:
    """Returns at Ctrl+C or when the system asks the program to end."""
    ended = threading.Event()

    def end(_signal: int, _frame: object) -> None:
        ended.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    while not ended.wait(3600):
        pass


@app.command()
def failures(
    retry: Annotated[bool, typer.Option("--retry", help="Try them all again now.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Each file that could not be read, why, and what would help."""
    with _tools(library) as tools:
        if retry:
            with RunBar(output.stderr) as bar, closing(tools.ingest(bar.publish)) as ingest:
                ingest.retry_failures().result()
                ingest.bring_up_to_date()
        with closing(tools.browse()) as browse:
            rows = browse.failures()
    if json:
        output.print_json([output.failure_json(row) for row in rows])
    else:
        output.print_failures(rows)
    if retry and rows:
        raise typer.Exit(SOME_FAILED)


# --- asking ---


@app.command()
def search(
    text: Annotated[
        list[str] | None, typer.Argument(help="What to look for, in words.")
    ] = None,
    like: Annotated[list[Path] | None, typer.Option(help="Similar to this file.")] = None,
    without: Annotated[list[str] | None, typer.Option("--not", help="Away from this.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind.")] = None,
    folder: Annotated[Path | None, typer.Option("--in", help="Only below this folder.")] = None,
    after: Annotated[str | None, typer.Option(help="Made on this day or later.")] = None,
    before: Annotated[str | None, typer.Option(help="Made before this day.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    script: Annotated[
        str | None, typer.Option("--from", metavar="FILE|-", help="One question a line.")
    ] = None,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Find by words, by example files, or both."""
    if script is not None:
        with _tools(library) as tools:
            _answer_script(tools, script)
        return
    if not (text or like or without or kind or folder or after or before):
        raise typer.BadParameter("Say what to look for, or give a file with --like.")
    question = request(
        " ".join(text or ()),
        like=like or (),
        without=without or (),
        kinds=kind or (),
        folder=folder,
        after=_day(after),
        before=_day(before),
        limit=limit,
    )
    with _tools(library) as tools, closing(tools.search()) as service:
        answer = service.search(question)
    if json:
        output.print_json(output.answer_json(answer))
    else:
        output.print_answer(answer)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return day(text)
    except FindlingError as error:
        raise typer.BadParameter(f"{error.message} {error.hint}") from error


def _answer_script(tools: Toolbox, script: str) -> None:
    try:
        source = sys.stdin if script == "-" else Path(script).open(encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise FindlingError(
            "script-unreadable",
            f"The questions in {script} cannot be read: {error.strerror}.",
            hint="Name a text file with one question a line, or - for standard input.",
        ) from error
    with source, closing(tools.search()) as service:
        for question in lines(source):
            try:
                if isinstance(question, FindlingError):
                    raise question
                output.print_json(output.answer_json(service.search(question)))
            except FindlingError as error:
                output.print_json(output.error_json(error))


# --- knowing ---


@app.command()
def status(library: Library = None, json: AsJson = False) -> None:
    """Folders, counts by kind, provider, failures, money spent."""
    with _tools(library) as tools, closing(tools.browse()) as browse:
        current = browse.status()
    if json:
        output.print_json(output.status_json(current))
    else:
        output.print_status(current)


@app.command()
def doctor(library: Library = None, json: AsJson = False) -> None:
    """What this machine has: decoders, index, model, key, free disk, watch limits."""
    with _tools(library) as tools:
        checks = examine(tools.paths)
    if json:
        output.print_json([check.as_json() for check in checks])
    else:
        print_checks(checks)
    if any(check.ok is False for check in checks):
        raise typer.Exit(ERROR)


@provider_app.callback()
def provider(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    if context.invoked_subcommand is None:
        provider_list(library, json)


@provider_app.command("list")
def provider_list(library: Library = None, json: AsJson = False) -> None:
    """What there is to choose from, what it costs and what leaves this computer."""
    from findling.embedding.registry import describe_providers

    with _tools(library) as tools:
        used = tools.settings.provider
    notes = describe_providers()
    if json:
        output.print_json(
            [{**output.note_json(note), "used": note.name == used} for note in notes]
        )
    else:
        output.print_notes(notes, used=used)


@provider_app.command("use")
def provider_use(name: str, library: Library = None, json: AsJson = False) -> None:
    """Let this provider understand the files from now on."""
    with _tools(library) as tools:
        tools.use_provider(name)
    if json:
        output.print_json({"provider": name})
    else:
        output.stdout.print(f"Using {name} from now on.", markup=False)


@provider_app.command("test")
def provider_test(library: Library = None, json: AsJson = False) -> None:
    """Ask the provider in use one real question and say whether it answers."""
    with _tools(library) as tools:
        trial = demonstration.try_provider(tools.settings.provider)
    if json:
        output.print_json(trial.as_json())
    else:
        output.stdout.print(
            f"{trial.provider} answers: a question in {trial.question_ms:.0f} ms, "
            f"a photo in {trial.photo_ms:.0f} ms."
        )


@app.command()
def demo(
    no_window: Annotated[bool, typer.Option("--no-window", help="Print instead.")] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """A throw-away library over the samples that come with the program."""
    del library  # the demonstration never touches a library of the user's
    opener: Callable[[Path | None], Toolbox] = _State.open_toolbox
    raise typer.Exit(demonstration.show(opener, window=not no_window, as_json=json))


# --- the window ---


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """`findling` without a command: the window, asking `query` if there is one."""

    library: Path | None
    query: str | None


def window_request(arguments: list[str]) -> WindowRequest | None:
    """What the window is asked for by these words; None when they are a command (or an option of one)."""
    library: Path | None = None
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--library":
            named = next(rest, None)
            if named is None:
                return None
            library = Path(named)
        elif word.startswith("--library="):
            library = Path(word.removeprefix("--library="))
        elif word.startswith("-") or (word in COMMANDS and not words):
            return None
        else:
            words.append(word)
    return WindowRequest(library, " ".join(words) or None)
