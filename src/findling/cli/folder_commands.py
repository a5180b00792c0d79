"""`findling folders`: which folders are looked through, and which of them never leave this computer."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from findling.cli import output, shapes
from findling.cli.questions import place
from findling.cli.session import AsJson, Library, pass_on, tools_of
from findling.cli.terminal import print_json, readable, stdout
from findling.core.events import Event

folders_app = typer.Typer(help="The folders that are looked through.", no_args_is_help=True)


def _silent(_: Event) -> None:
    """Where no progress is shown."""


@folders_app.callback()
def folders(context: typer.Context, library: Library = None, json: AsJson = False) -> None:
    pass_on(context, library, json)


@folders_app.command("add")
def folders_add(
    context: typer.Context,
    paths: list[Path],
    local_only: Annotated[
        bool, typer.Option("--local-only", help="Nothing in them ever leaves this computer.")
    ] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Watch these folders from now on. Nothing in them is ever changed."""
    with tools_of(context, library) as tools, closing(tools.ingest(_silent)) as ingest:
        added = [
            ingest.add_folder(place(path), local_only=local_only).result() for path in paths
        ]
    if json:
        print_json([shapes.added_folder_json(folder) for folder in added])
    else:
        for folder in added:
            kept = f"  {output.LOCAL_ONLY}" if folder.local_only else ""
            stdout.print(f"Added {readable(folder.path)}{kept}")
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


@folders_app.command("mark")
def folders_mark(
    context: typer.Context,
    paths: list[Path],
    local_only: Annotated[
        bool,
        typer.Option(
            "--local-only/--no-local-only",
            help="Whether what is in them may never leave this computer.",
        ),
    ],
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Keep these watched folders on this computer, or allow again what they hold to be sent."""
    marked = [path.expanduser().absolute() for path in paths]
    with tools_of(context, library) as tools, closing(tools.ingest(_silent)) as ingest:
        for path in marked:
            ingest.set_local_only(path, local_only).result()
    if json:
        print_json([shapes.marked_folder_json(path, local_only=local_only) for path in marked])
        return
    for path in marked:
        if local_only:
            stdout.print(f"Nothing in {readable(path)} leaves this computer from now on.")
        else:
            stdout.print(
                f"{readable(path)} may be sent again; findling index says what that costs."
            )


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
