"""A writer killed at random moments, hundreds of times over one library: everything that it told is there, and whole."""

import random
import shutil
from contextlib import closing
from pathlib import Path

from findling.catalogue import open_reader, open_writer
from findling.core.library import LibraryPaths
from findling.ingest import inspection
from tests.integration.test_catalogue_kill import commit_until_killed

EVERY = 20
"""Kills after which everything is held against everything; after each, what was told is counted."""


class Kills:
    def __init__(self, folder: Path) -> None:
        self.paths = LibraryPaths(folder / "library")

    def run(self, seed: int) -> str:
        chance = random.Random(seed)
        if seed % EVERY == 0:
            shutil.rmtree(self.paths.root, ignore_errors=True)
        told = commit_until_killed(self.paths, seed * 200_000, lines=chance.randrange(1, 12))
        with closing(open_writer(self.paths)):
            pass
        with closing(open_reader(self.paths)) as reader:
            highest = int(reader._db.value("SELECT max(id) FROM vector"))
            assert highest >= told, "what was told to be committed is lost"
            assert reader._db.value("PRAGMA integrity_check") == "ok"
        if seed % EVERY == EVERY - 1:
            found = inspection.inspect(self.paths, spaces=[], grace=0.0)
            codes = {finding.code for finding in found.findings}
            assert codes <= {"thumbnail-missing"}, found
        return f"killed after {told}"
