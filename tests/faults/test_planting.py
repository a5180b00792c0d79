"""A library with hundreds of inconsistencies, planted by a script: each is found, and what is derived is mended."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.ingest import inspection
from tests.faults.planted_run import check_repair, told
from tests.faults.planting import MANY, ONCE, Planter, _pages, plant_all
from tests.faults.rich_library import SPACES, make_library

CONTENTS = 300
TIMES = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(
        tmp_path_factory.mktemp("made") / "library", contents=CONTENTS, seed=1
    ).root


@pytest.fixture
def paths(made: Path, tmp_path: Path) -> LibraryPaths:
    return LibraryPaths(Path(shutil.copytree(made, tmp_path / "library")))


def test_nothing_is_wrong_with_a_library_nobody_touched(paths: LibraryPaths) -> None:
    assert inspection.inspect(paths, spaces=SPACES, grace=0.0).findings == ()
    assert inspection.repair(paths, spaces=SPACES).findings == ()
    assert not list(paths.root.glob("*.bak")), "nothing was mended, and nothing is kept"


def test_every_planted_inconsistency_is_found_and_mended(paths: LibraryPaths) -> None:
    assert TIMES * len(MANY) + len(ONCE) >= 200
    check_repair(paths, seed=7, times=TIMES)


def test_rows_that_an_index_does_not_know(paths: LibraryPaths) -> None:
    with closing(Planter(paths, seed=3)) as planter:
        planted = _pages(planter)
    found = told(inspection.inspect(paths, spaces=SPACES, grace=0.0))
    assert any(
        code == planted[0] and "file_by_stem" in place
        for code, places in found.items()
        for place in places
    )
    assert inspection.repair(paths, spaces=SPACES).whole
    assert inspection.inspect(paths, spaces=SPACES, grace=0.0).findings == ()


def test_what_is_mended_can_be_gone_back_on(paths: LibraryPaths) -> None:
    with closing(Planter(paths, seed=3)) as planter:
        plant_all(planter, times=1)
    before = told(inspection.inspect(paths, spaces=SPACES, grace=0.0))
    backup = inspection.repair(paths, spaces=SPACES).backup
    assert backup is not None
    backup.replace(paths.catalogue)
    after = told(inspection.inspect(paths, spaces=SPACES, grace=0.0))
    beside = {code for code in before if code.startswith(("thumbnail", "cache", "leftover"))}
    assert {c: p for c, p in before.items() if c not in beside} == {
        c: p for c, p in after.items() if c not in beside
    }


def test_a_catalogue_that_is_none(paths: LibraryPaths) -> None:
    paths.catalogue.write_bytes(b"no database at all, but long enough to be read" * 99)
    for found in (
        inspection.inspect(paths, spaces=SPACES),
        inspection.repair(paths, spaces=SPACES),
    ):
        assert [finding.code for finding in found.findings] == ["catalogue"]
        assert not found.whole


def test_reading_only(paths: LibraryPaths) -> None:
    with closing(open_reader(paths)) as reader:
        before = reader._db.value("PRAGMA data_version")
        inspection.inspect(paths, spaces=SPACES)
        assert reader._db.value("PRAGMA data_version") == before
