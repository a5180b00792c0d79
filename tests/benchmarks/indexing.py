"""How many photos of 12 megapixels are indexed in a second, beside the bare loop over the same files in the same run.

    python -m tests.benchmarks.indexing [--photos N] [--rounds N] [--processes N …] [--folder DIR]

Bare loop: one fresh process on one core (see bare_loop.py). Ours: `findling index` as a real process over a fresh
library, with `decode_processes` as given; 0 is the default. They take turns, round after round. Prints photos a second
with and without start-up, processor seconds a photo (start-up included), the ratios of both, and the peak memory of every
process. On a machine with other work the ratio of processor seconds is the one that holds still.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from findling.core.library import LibraryPaths
from findling.core.settings import Settings, save_settings
from tests.benchmarks.memory import Usage, Watch

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "assets" / "samples" / "Photos"
SIZE = (4000, 3000)
GRAIN = 6.0
"""Standard deviation of the noise: what a sensor of a few years ago leaves, and files of 3 to 5 MB."""
COMMITTED = re.compile(r"^(\S+ \S+) DEBUG \S+: committed [0-9a-f]{32}", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One run over all photos. `start`: seconds before the first photo was begun with, as far as can be told."""

    photos: int
    start: float
    seconds: float
    """From the process's first moment to its last."""
    processor: float
    """Seconds of all processes together, start-up included."""
    usages: tuple[Usage, ...] = ()

    @property
    def whole(self) -> float:
        return self.photos / self.seconds

    @property
    def steady(self) -> float:
        return self.photos / (self.seconds - self.start)

    @property
    def thrift(self) -> float:
        """Photos for a second of processor."""
        return self.photos / self.processor


@dataclass(slots=True)
class Contestant:
    name: str
    processes: int | None
    """None: the bare loop."""
    rounds: list[Round] = field(default_factory=list)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def make_photos(folder: Path, count: int) -> None:
    """The sample photos, enlarged, each time another part of them, with noise of its own."""
    sources = [Image.open(path).convert("RGB") for path in sorted(SAMPLES.glob("*.jpg"))]
    for number in range(count):
        random = np.random.default_rng(number)
        source = sources[number % len(sources)]
        edge = random.uniform(0, 0.1, 4)
        box = (
            source.width * edge[0],
            source.height * edge[1],
            source.width * (1 - edge[2]),
            source.height * (1 - edge[3]),
        )
        large = np.asarray(source.resize(SIZE, Image.Resampling.BICUBIC, box=box), np.float32)
        noise = random.standard_normal((*SIZE[::-1], 1), np.float32) * GRAIN
        grained = np.clip(large + noise, 0, 255).astype(np.uint8)
        Image.fromarray(grained).save(folder / f"IMG_{number:04}.jpg", quality=90)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def run_bare(folder: Path) -> Round:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bare_loop", str(folder)],
        env=environment(),
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - began
    told = json.loads(done.stdout)
    return Round(
        photos=told["photos"],
        start=seconds - told["seconds"],
        seconds=seconds,
        processor=told["processor"],
        usages=(Usage("bare loop", told["peak_mb"], told["processor"]),),
    )


def run_ours(folder: Path, *, processes: int) -> Round:
    with tempfile.TemporaryDirectory() as directory:
        library = Path(directory) / "library"
        library.mkdir()
        save_settings(LibraryPaths(library).settings, Settings(decode_processes=processes))
        findling = [sys.executable, "-m", "findling"]
        around = {**environment(), "FINDLING_LIBRARY": str(library), "FINDLING_LOG": "debug"}
        subprocess.run(
            [*findling, "folders", "add", str(folder)],
            env=around,
            check=True,
            capture_output=True,
        )
        began, began_at = time.perf_counter(), datetime.now().timestamp()
        process = subprocess.Popen(
            [*findling, "index", "--json"],
            env=around,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        watch = Watch(process.pid)
        answer, _ = process.communicate()
        seconds = time.perf_counter() - began
        watch.close()
        if process.returncode != 0:
            raise SystemExit(f"findling index ended with {process.returncode}: {answer!r}")
        commits = [t - began_at for t in commit_times(LibraryPaths(library).log)]
    usages = tuple(watch.seen.values())
    return Round(
        photos=len(commits),
        start=start_up(commits),
        seconds=seconds,
        processor=sum(usage.processor for usage in usages),
        usages=usages,
    )


def commit_times(log: Path) -> list[float]:
    times = COMMITTED.findall(log.read_text(encoding="utf-8"))
    return [datetime.strptime(t, "%Y-%m-%d %H:%M:%S,%f").timestamp() for t in times]


def start_up(commits: Sequence[float]) -> float:
    """Seconds before the first photo was begun with: the straight line through the commits, back to no photo.

    The first quarter is left out: processes become ready one after the other.
    """
    first = len(commits) // 4
    each = np.polyfit(np.arange(first, len(commits)) + 1, commits[first:], 1)
    return max(0.0, float(each[1]))


def report(contestants: Sequence[Contestant]) -> None:
    bare = contestants[0]
    for one in contestants:
        whole, steady = (median(getattr(r, w) for r in one.rounds) for w in ("whole", "steady"))
        start = median(r.start for r in one.rounds)
        processor = 1000 * median(r.processor / r.photos for r in one.rounds)
        say(
            f"{one.name}: {whole:.2f} photos/s with start-up ({steady:.2f} without; start-up {start:.2f} s),"
            f" {processor:.0f} ms of processor a photo"
        )
        if one is not bare:
            told = "; ".join(ratios(one, bare, what) for what in ("whole", "steady", "thrift"))
            say(f"    of the bare loop: {told}")
    for one in contestants:
        for role in sorted({usage.role for r in one.rounds for usage in r.usages}):
            peaks = [
                usage.peak_mb for r in one.rounds for usage in r.usages if usage.role == role
            ]
            listed = ", ".join(f"{peak:.0f}" for peak in peaks)
            say(f"peak memory, {one.name}, {role}: {listed} MB")


def ratios(ours: Contestant, bare: Contestant, what: str) -> str:
    """Round by round: neighbours in time met the same weather."""
    pairs = [
        getattr(a, what) / getattr(b, what)
        for a, b in zip(ours.rounds, bare.rounds, strict=True)
    ]
    names = {"whole": "with start-up", "steady": "without", "thrift": "in processor seconds"}
    name = names[what]
    return f"{median(pairs):.2f} {name} ({min(pairs):.2f} to {max(pairs):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--folder", type=Path, help="keep the photos here, or use those there")
    wanted = parser.parse_args()
    contestants = [Contestant("bare loop", None)]
    for count in wanted.processes:
        name = f"ours, {count or 'default'} process{'es' if count != 1 else ''}"
        contestants.append(Contestant(name, count))
    with tempfile.TemporaryDirectory() as directory:
        folder: Path = wanted.folder or Path(directory)
        if not any(folder.glob("*.jpg")):
            folder.mkdir(parents=True, exist_ok=True)
            make_photos(folder, wanted.photos)
        size = sum(path.stat().st_size for path in folder.glob("*.jpg")) / wanted.photos
        say(f"{wanted.photos} photos of {size / 1e6:.1f} MB; {os.cpu_count()} cores")
        for number in range(wanted.rounds):
            for one in contestants:
                done = (
                    run_bare(folder)
                    if one.processes is None
                    else run_ours(folder, processes=one.processes)
                )
                one.rounds.append(done)
                say(
                    f"round {number + 1}, {one.name}: {done.seconds:.2f} s, start-up {done.start:.2f} s, load {os.getloadavg()[0]:.1f}"
                )
    report(contestants)


if __name__ == "__main__":
    main()
