"""A library is its owner's only, whatever the system lets new files be."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.commands import Findling

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


def test_nothing_of_it_is_open_to_others(tmp_path: Path) -> None:
    library = tmp_path / "library"
    media = tmp_path / "media"
    media.mkdir()
    before = os.umask(0)
    try:
        findling = Findling(library)
        assert findling.call("folders", "add", media).code == 0
        assert findling.call("index").code == 0
        assert findling.call("doctor", "--json").code in (0, 1)
    finally:
        os.umask(before)
    (library / "settings.json").unlink(missing_ok=True)
    assert stat.S_IMODE(library.stat().st_mode) == 0o700
    for path in library.iterdir():
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path


def test_what_is_open_is_found_and_closed(tmp_path: Path) -> None:
    library = tmp_path / "library"
    findling = Findling(library)
    findling.call("folders", "list")
    library.chmod(0o755)
    (library / "catalogue.db").chmod(0o666)
    said = findling.call("doctor", "--json")
    assert said.code == 3
    (places,) = [c["places"] for c in said.json if c.get("code") == "open"]
    assert places[:2] == [str(library), str(library / "catalogue.db")]
    assert findling.call("doctor", "--repair", "--json").code in (0, 1)
    assert stat.S_IMODE(library.stat().st_mode) == 0o700
    assert stat.S_IMODE((library / "catalogue.db").stat().st_mode) == 0o600


def test_a_library_that_someone_else_writes_is_not_mended(tmp_path: Path) -> None:
    library = tmp_path / "library"
    findling = Findling(library)
    findling.call("folders", "list")
    holds = (
        "import sys; from pathlib import Path; from findling.catalogue import open_writer;"
        "from findling.core.library import LibraryPaths;"
        "w = open_writer(LibraryPaths(Path(sys.argv[1]))); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, library],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(findling.environment),
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        said = findling.call("doctor", "--repair", "--json")
        other.communicate()
    assert said.code == 1
    assert said.error["code"] == "library-busy"
