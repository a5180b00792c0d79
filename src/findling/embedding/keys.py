"""The API key: an environment variable's, else the one in the system's keychain. It is shown to nobody.

Every call here may wait for a keychain (and that for a password), so never on the GUI thread. Neither settings nor logs
nor errors ever hold a key: only `Key.reveal` gives it away, to the client that sends it.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from findling.core.errors import FindlingError

T = TypeVar("T")

VARIABLES = ("GOOGLE_API_KEY", "GEMINI_API_KEY")
"""Google's own names, in the order in which its SDK reads them."""
KEY_URL = "https://aistudio.google.com/apikey"
SERVICE = "findling"
"""Under this name, and the next, the keychain holds the key."""
USER = "gemini-api-key"
_POSSIBLE = re.compile(r"[A-Za-z0-9._-]{20,200}")
"""Keys seen so far have 39 letters, digits, dashes and underscores or a dot; wide enough for longer ones to come."""


class Key:
    """Stays hidden in every print, log and traceback."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Key(hidden)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is not written anywhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where there is a key; never the key itself. `variable`: its environment variable, empty if it is in the keychain."""

    variable: str = ""

    @property
    def changeable(self) -> bool:
        """It can be replaced and deleted here."""
        return not self.variable

    @property
    def words(self) -> str:
        if self.variable:
            return f"There is a key in the environment variable {self.variable}."
        return "There is a key in the keychain of this system."


def find_key() -> Found | None:
    """FindlingError "keychain-…" if the environment has none and nobody can tell whether the keychain has."""
    for name in VARIABLES:
        if os.environ.get(name, "").strip():
            return Found(variable=name)
    return Found() if _kept() else None


def read_key() -> Key | None:
    """The key itself. FindlingError "key-odd" if it cannot be one, "keychain-…" as `find_key`."""
    for name in VARIABLES:
        if (text := os.environ.get(name, "")) and text.strip():
            return clean_key(text)
    kept = _kept()
    return clean_key(kept) if kept else None


def clean_key(text: str) -> Key:
    """Without the spaces and line ends of a hasty copy. FindlingError "key-odd"."""
    key = "".join(text.split())
    if _POSSIBLE.fullmatch(key) is None:
        raise FindlingError(
            "key-odd",
            "This does not look like an API key: it has other characters or another length than one.",
            hint=f"Copy the key again, whole and nothing else, from {KEY_URL}.",
        )
    return Key(key)


def store_key(text: str) -> None:
    """Puts it into the keychain, in place of the one there. FindlingError "key-odd", "keychain-…"."""
    key = clean_key(text)

    def put(keychain: Any) -> bool:
        keychain.set_password(SERVICE, USER, key.reveal())
        return bool(keychain.get_password(SERVICE, USER) == key.reveal())

    if not _ask(put):  # a back end that forgets everything at once
        raise _missing()


def delete_key() -> None:
    """Takes it out of the keychain; nothing happens if there is none. FindlingError "keychain-…"."""

    def take(keychain: Any) -> None:
        if keychain.get_password(SERVICE, USER) is not None:
            keychain.delete_password(SERVICE, USER)

    _ask(take)


def has_keychain() -> bool:
    """Whether this system has one that could be asked; does not open it."""
    try:
        return bool(_ask(lambda keychain: keychain.get_keyring().priority > 0))
    except FindlingError:
        return False


def _kept() -> str | None:
    kept: str | None = _ask(lambda keychain: keychain.get_password(SERVICE, USER))
    return kept


def _ask(call: Callable[[Any], T]) -> T:
    """Whatever goes wrong becomes a sentence. Nothing is chained to it, since that could hold the key."""
    try:
        import keyring
        from keyring.errors import InitError, KeyringError, NoKeyringError

        try:
            return call(keyring)
        except KeyringError as error:
            there = not isinstance(error, NoKeyringError | InitError)
    except Exception:  # back ends raise errors of D-Bus, of ctypes and of their own as well
        there = False
    raise _locked() if there else _missing()


def _locked() -> FindlingError:
    return FindlingError(
        "keychain-locked",
        "The keychain of this system did not open, so the API key cannot be read or kept.",
        hint="Unlock it and try again, or set the environment variable GEMINI_API_KEY instead.",
    )


def _missing() -> FindlingError:
    return FindlingError(
        "keychain-missing",
        "This system has no keychain that Findling can use.",
        hint="Set the environment variable GEMINI_API_KEY instead: no file of Findling’s ever holds the key.",
    )
