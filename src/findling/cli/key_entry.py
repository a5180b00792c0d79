"""A key on its way from a person to the keychain: asked for without echo, tried by a real call, never shown."""

import getpass
import os
import sys
import warnings
from dataclasses import replace

from findling.cli.output import leaving
from findling.cli.terminal import harmless, has_person, stderr
from findling.cli.toolbox import Accounts
from findling.core.errors import FindlingError
from findling.core.settings import Settings
from findling.embedding.keys import Found, Key, clean_key
from findling.embedding.registry import ProviderNote

KEYED = "gemini"
"""The provider that is asked with a key."""
LONGEST_LINE = 4096
_BASE_URLS = ("GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL")
"""The SDK's own variables, one a provider."""


def base_url(name: str, settings: Settings) -> str:
    """Where the service is asked instead of at Google's own address; empty if there."""
    variable = dict(zip((KEYED, "vertex"), _BASE_URLS, strict=True)).get(name, "")
    return settings.base_url or os.environ.get(variable, "")


def say_what_leaves(note: ProviderNote, settings: Settings) -> None:
    """Before the first byte leaves, the call that tries a key included."""
    for sentence in leaving(note):
        stderr.print(harmless(sentence))
    if url := base_url(note.name, settings):
        stderr.print(harmless(f"Everything goes by way of {url}."))


def found_key(accounts: Accounts) -> Found | None:
    """Where a key is. Without a keychain there is none, as far as a script is concerned."""
    try:
        return accounts.key()
    except FindlingError:
        if has_person():
            raise  # no use in asking for a key that cannot be kept
        return None


def no_key(note: ProviderNote) -> FindlingError:
    return FindlingError(
        "key-missing",
        f"There is no API key for {note.title}.",
        hint="Set GEMINI_API_KEY, or enter one in a terminal with: findling provider key. "
        f"Keys are made at {note.key_url}.",
    )


def ask_for_key(note: ProviderNote) -> Key:
    """From the terminal, without echo. FindlingErrors: no-terminal, key-empty, key-odd."""
    if not has_person():
        raise FindlingError(
            "no-terminal",
            "There is no terminal here to enter a key in.",
            hint="Hand it over with: findling provider key --stdin < FILE, or set GEMINI_API_KEY.",
        )
    stderr.print(f"Keys are made at {harmless(note.key_url)}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            text = getpass.getpass("API key (it is not shown): ")
    except EOFError:
        text = ""
    except getpass.GetPassWarning as error:
        raise FindlingError(
            "no-terminal",
            "This terminal cannot hide what is typed.",
            hint="Hand the key over with: findling provider key --stdin < FILE",
        ) from error
    return _whole(text)


def key_from_stdin() -> Key:
    """The first line that is handed over. FindlingErrors: key-empty, key-odd."""
    if sys.stdin is None:
        return _whole("")
    line = sys.stdin.buffer.readline(LONGEST_LINE)
    return _whole(line.decode("utf-8-sig", errors="replace"))


def _whole(text: str) -> Key:
    """FindlingErrors: key-empty, key-odd. The sentences never hold what was entered."""
    if not text.strip():
        raise FindlingError(
            "key-empty",
            "No key was entered; nothing is changed.",
            hint="Paste the whole key and press Enter.",
        )
    return clean_key(text)


def keep_key(
    accounts: Accounts, key: Key, *, settings: Settings, untested: bool = False
) -> float | None:
    """Tries the key by one real call and puts it into the keychain; how long that call took, in milliseconds.

    A key that does not work is not kept; Hold or FindlingError says why.
    """
    took = None
    if not untested:
        took = accounts.test(KEYED, replace(settings, provider=KEYED), key.reveal())
    accounts.store_key(key.reveal())
    return took
