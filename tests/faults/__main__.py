"""`python -m tests.faults NAME --runs N --seed S`: the long form of a campaign. Says what came of it, and fails with the seed."""

import argparse
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from findling.core.library import LibraryPaths
from tests.faults.caches import CacheRuns
from tests.faults.disk_full import FullDisk
from tests.faults.kills import Kills
from tests.faults.odd_tree import OddTree
from tests.faults.planted_run import check_repair
from tests.faults.rich_library import make_library

Run = Callable[[int], object]


def planted(folder: Path) -> Run:
    made = make_library(folder / "made", contents=300, seed=1)

    def run(seed: int) -> object:
        copy = Path(shutil.copytree(made.root, folder / f"planted-{seed}"))
        try:
            return check_repair(LibraryPaths(copy), seed=seed, times=3)
        finally:
            shutil.rmtree(copy)

    return run


CAMPAIGNS: dict[str, Callable[[Path], Run]] = {
    "planted": planted,
    "caches": lambda folder: CacheRuns(folder).run,
    "disk-full": lambda folder: FullDisk(folder).run,
    "kills": lambda folder: Kills(folder).run,
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("name", choices=[*CAMPAIGNS, "odd-tree"])
    asked.add_argument("--runs", type=int, default=100)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--minutes", type=float, default=600.0)
    wish = asked.parse_args()
    logging.disable(logging.CRITICAL)
    if wish.name == "odd-tree":
        every = settings(
            max_examples=wish.runs,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        run_state_machine_as_test(OddTree, settings=every)
        sys.stdout.write(f"{wish.name}: {wish.runs} runs, no finding\n")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        return campaign(wish.name, folder, wish.seed, wish.runs, wish.minutes * 60)
    finally:
        shutil.rmtree(folder)


def campaign(name: str, folder: Path, first: int, runs: int, seconds: float) -> int:
    run = CAMPAIGNS[name](folder)
    began, wrong, done = time.monotonic(), 0, 0
    for seed in range(first, first + runs):
        if time.monotonic() - began > seconds:
            break
        try:
            run(seed)
        except Exception as error:
            wrong += 1
            sys.stdout.write(f"seed {seed}: {type(error).__name__}: {str(error)[:500]}\n")
            sys.stdout.flush()
        done += 1
    took = time.monotonic() - began
    sys.stdout.write(f"{name}: {done} runs in {took:.0f} s, {wrong} findings\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
