"""A person's trash and home below `tmp_path`: nothing is ever moved to the real one."""

from pathlib import Path

import pytest

from tests.own_trash import use_own_trash


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)
