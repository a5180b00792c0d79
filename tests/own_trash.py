"""A trash of its own for a test: on the same file system as the test's files, so that Send2Trash takes the home trash."""

from pathlib import Path

import pytest
from send2trash import plat_other


def use_own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """From here on home and trash lie below `tmp_path`. Send2Trash reads where they are once, when it is imported."""
    home, data = tmp_path / "home", tmp_path / "home" / "data"
    data.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr("send2trash.send2trash", plat_other.send2trash)
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", bytes(data))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", bytes(data / "Trash"))
    return data / "Trash"
