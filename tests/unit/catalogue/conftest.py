"""A library of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from findling.catalogue import Reader, Writer, open_reader, open_writer
from findling.core.library import LibraryPaths


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


@pytest.fixture
def writer(paths: LibraryPaths) -> Iterator[Writer]:
    opened = open_writer(paths)
    yield opened
    opened.close()


@pytest.fixture
def reader(writer: Writer, paths: LibraryPaths) -> Iterator[Reader]:
    opened = open_reader(paths)
    yield opened
    opened.close()
