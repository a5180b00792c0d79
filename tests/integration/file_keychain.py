"""A keychain for processes under test: one file outside the library, named by FINDLING_TEST_KEYCHAIN.

Chosen with PYTHON_KEYRING_BACKEND=tests.integration.file_keychain.FileKeychain. FINDLING_TEST_KEYCHAIN_LOCKED=1: it does
not open.
"""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeychain(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return _read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        _write({**_read(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        kept = _read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not there")
        _write(kept)


def _place() -> Path:
    if os.environ.get("FINDLING_TEST_KEYCHAIN_LOCKED"):
        raise KeyringLocked("nobody unlocks it")
    return Path(os.environ["FINDLING_TEST_KEYCHAIN"])


def _read() -> dict[str, str]:
    place = _place()
    if not place.exists():
        return {}
    kept: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return kept


def _write(kept: dict[str, str]) -> None:
    _place().write_text(json.dumps(kept), encoding="utf-8")
