"""`findling provider`: what understands the files, what then leaves this computer, and the key for it."""

import math
import os
from dataclasses import replace
from typing import Annotated, Any

import typer

from findling.cli import demo, output, shapes
from findling.cli.key_entry import (
    KEYED,
    ask_for_key,
    found_key,
    keep_key,
    key_from_stdin,
    no_key,
    say_what_leaves,
)
from findling.cli.session import AsJson, Library, pass_on, tools_of
from findling.cli.terminal import harmless, has_person, print_json, stderr, stdout
from findling.cli.toolbox import Accounts
from findling.core.errors import FindlingError
from findling.core.settings import Settings
from findling.embedding.registry import ProviderNote, describe_providers, note_of

provider_app = typer.Typer(help="What understands the files.")


def _amount(dollars: float | None) -> float | None:
    if dollars is not None and not math.isfinite(dollars):
        raise typer.BadParameter("Give an amount in dollars, or 0 for no limit.")
    return dollars


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
    with tools_of(context, library) as tools:
        used = tools.settings.provider
    notes = describe_providers()
    if json:
        print_json([shapes.note_json(note, used=note.name == used) for note in notes])
    else:
        output.print_notes(notes, used=used)


@provider_app.command("use")
def provider_use(
    context: typer.Context,
    name: str,
    project: Annotated[
        str | None, typer.Option(help="The Google Cloud project that is billed.")
    ] = None,
    location: Annotated[
        str | None, typer.Option(help="Where in Google Cloud it is done.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="The model that is asked.")] = None,
    month_cap: Annotated[
        float | None,
        typer.Option(min=0, metavar="DOLLARS", callback=_amount, help="At most in a month."),
    ] = None,
    run_cap: Annotated[
        float | None,
        typer.Option(min=0, metavar="DOLLARS", callback=_amount, help="At most in one run."),
    ] = None,
    per_minute: Annotated[
        int | None, typer.Option(min=0, help="Parts sent in a minute at most; 0: no limit.")
    ] = None,
    send_new_files: Annotated[
        bool | None,
        typer.Option(
            "--send-new-files/--ask-first", help="Send new files without asking each time."
        ),
    ] = None,
    batch: Annotated[
        bool | None,
        typer.Option("--batch/--no-batch", help="Always send at half the price, within a day."),
    ] = None,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Let this provider understand the files from now on. Going back later costs nothing."""
    changes: dict[str, Any] = {
        "google_project": project,
        "google_location": location,
        "model": model,
        "month_cap_usd": month_cap,
        "run_cap_usd": run_cap,
        "requests_per_minute": per_minute,
        "send_new_files": send_new_files,
        "batch": batch,
    }
    chosen = {field: value for field, value in changes.items() if value is not None}
    note = note_of(name)
    with tools_of(context, library) as tools:
        settings = replace(tools.settings, provider=name, **chosen)
        key = _ready(note, settings, tools.accounts, json=json)
        if chosen:
            tools.change_settings(replace(tools.settings, **chosen))
        tools.use_provider(name)
    if json:
        print_json(shapes.chosen_json(note, key=key))
        return
    stdout.print(f"Using {name} from now on.{f' {harmless(key)}' if key else ''}")
    if not note.local:
        stdout.print("findling index says what it costs before anything is sent.")


def _ready(
    note: ProviderNote, settings: Settings, accounts: Accounts, *, json: bool
) -> str | None:
    """Says what will leave, and sees to it that what the provider takes is there. Where the key is, in words."""
    if note.local:
        return None
    if not json or has_person():
        say_what_leaves(note, settings)
    if note.name != KEYED:
        _check_project(settings)
        return None
    found = found_key(accounts)
    if found is None:
        if not has_person():
            raise no_key(note)
        _enter(note, settings, accounts)
        found = accounts.key()
    return found.words if found is not None else None


def _enter(note: ProviderNote, settings: Settings, accounts: Accounts) -> None:
    key = ask_for_key(note)
    stderr.print("Trying it by one real call …")
    took = keep_key(accounts, key, settings=settings)
    stderr.print(f"It works ({took:.0f} ms), and is kept in the keychain.")


def _check_project(settings: Settings) -> None:
    if not (settings.google_project or os.environ.get("GOOGLE_CLOUD_PROJECT")):
        raise FindlingError(
            "project-missing",
            "There is no Google Cloud project to be billed.",
            hint="Name it: findling provider use vertex --project NAME",
        )


@provider_app.command("key")
def provider_key(
    context: typer.Context,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read the key from standard input.")
    ] = False,
    delete: Annotated[
        bool, typer.Option("--delete", help="Take the key out of the keychain.")
    ] = False,
    where: Annotated[
        bool, typer.Option("--where", help="Say where the key is, never the key.")
    ] = False,
    untested: Annotated[
        bool, typer.Option("--untested", help="Keep it without a call that tries it.")
    ] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Enter or replace the API key. It goes into the keychain of this system and nowhere else."""
    if stdin + delete + where > 1:
        raise typer.BadParameter("Choose one of --stdin, --delete and --where.")
    note = note_of(KEYED)
    with tools_of(context, library) as tools:
        accounts = tools.accounts
        if delete:
            accounts.delete_key()
        elif not where:
            _replace_key(
                note, tools.settings, accounts, stdin=stdin, untested=untested, json=json
            )
        found = accounts.key()
    words = found.words if found is not None else None
    if json:
        print_json({"key": words, "changeable": found is not None and found.changeable})
    else:
        _say_where(words, deleted=delete)


def _replace_key(
    note: ProviderNote,
    settings: Settings,
    accounts: Accounts,
    *,
    stdin: bool,
    untested: bool,
    json: bool,
) -> None:
    if not untested and not json:
        say_what_leaves(note, settings)
    key = key_from_stdin() if stdin else ask_for_key(note)
    took = keep_key(accounts, key, settings=settings, untested=untested)
    if not json and took is not None:
        stderr.print(f"The key works ({took:.0f} ms).")


def _say_where(words: str | None, *, deleted: bool) -> None:
    if deleted:
        stdout.print("The keychain holds no key any more.")
    if words is not None:
        stdout.print(harmless(words))
    elif not deleted:
        stdout.print("There is no API key yet. Enter one: findling provider key")


@provider_app.command("test")
def provider_test(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="Which one; without it the one in use.")
    ] = None,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Ask the provider one real question and say whether it answers."""
    with tools_of(context, library) as tools:
        note = note_of(name or tools.settings.provider)
        if note.local:
            trial = demo.try_provider(note.name)
        else:
            settings = replace(tools.settings, provider=note.name)
            if not json:
                say_what_leaves(note, settings)
            trial = demo.Trial(
                provider=note.name,
                question_ms=tools.accounts.test(note.name, settings, None),
            )
    if json:
        print_json(trial.as_json())
    else:
        stdout.print(trial.words)
