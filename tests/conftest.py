"""Fixtures every test may use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_media() -> Path:
    """Real media kept beside a development checkout; a clone with nothing beside it says that it skipped."""
    folder = Path(__file__).parents[2] / "shared" / "media"
    if not folder.is_dir():
        pytest.skip("no ../shared/media beside this checkout")
    return folder
