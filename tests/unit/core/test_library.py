"""Which directory is the library, and who may look into it."""

from pathlib import Path

import pytest

from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths, find_library
from findling.core.model import ContentHash


def test_the_given_place_beats_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDLING_LIBRARY", str(tmp_path / "named"))
    assert find_library(tmp_path / "given").root == tmp_path / "given"
    assert find_library().root == tmp_path / "named"


def test_without_a_name_it_is_the_platforms_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FINDLING_LIBRARY", raising=False)
    assert find_library().root.name == "findling"


def test_only_the_owner_may_look_into_it(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "deep" / "library")
    paths.create()
    paths.create()
    assert paths.root.stat().st_mode & 0o777 == 0o700


def test_a_place_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FindlingError) as caught:
        LibraryPaths(tmp_path / "file" / "library").create()
    assert caught.value.code == "library-unwritable"


def test_thumbnails_are_spread_over_folders() -> None:
    path = LibraryPaths(Path("/l")).thumbnail(ContentHash(bytes.fromhex("ab" * 16)))
    assert path == Path("/l/thumbnails/ab") / ("ab" * 16 + ".webp")
