"""Short forms of the campaigns on storage; the long ones: see README.md here."""

from pathlib import Path

from tests.faults.caches import CacheRuns
from tests.faults.disk_full import FullDisk


def test_damaged_caches_change_no_answer(tmp_path: Path) -> None:
    runs = CacheRuns(tmp_path)
    for seed in range(25):
        runs.run(seed)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    runs = FullDisk(tmp_path)
    for seed in range(6):
        runs.run(seed)
