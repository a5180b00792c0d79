"""Sending to a slow service: contents a second beside the ideal, and how long questions take meanwhile.

    python -m tests.benchmarks.cloud [--photos N] [--in-flight N] [--latency-ms N] [--questions N]

The service is `tests.standin` in a process of its own, which answers each request after the latency and looks into
nothing. Ideal: every place in flight always taken, one content each: in flight / latency contents a second. Beside it, in
the same run, a bare loop: as many threads that send ready-made photos with the same client, one content a request.
Questions are all different, so that each is asked of the service; its latency is taken out of their times.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles

from findling.app import Library
from findling.core.events import Event
from findling.core.library import LibraryPaths
from findling.core.query import SearchRequest
from findling.core.settings import Settings, save_settings
from tests import made
from tests.standin import KEY, StandIn

TURN = 0.0005
"""Seconds for which a thread may keep Python to itself, as in the window (`findling.gui.window_app`)."""
SIZE = (800, 600)
WORDS = ("red", "blue", "round", "square", "bright", "dark", "green", "large", "small", "old")


@dataclass(frozen=True, slots=True)
class Served:
    """What the service saw: when the first request came and the last answer went, and how many contents that were."""

    seconds: float
    contents: int
    requests: int

    @property
    def a_second(self) -> float:
        return self.contents / self.seconds


class Service:
    """The stand-in in another process."""

    def __init__(self, url: str, pipe: Connection) -> None:
        self.url = url
        self._pipe = pipe

    def served(self) -> Served:
        """Photos since the last time; questions are left out."""
        self._pipe.send("served")
        served: Served = self._pipe.recv()
        return served


def _serve(pipe: Connection, latency: float) -> None:
    with StandIn(fast=True, latency=latency) as server:
        pipe.send(server.url)
        while pipe.recv() == "served":
            photos = [r for r in server.requests if r.contents and r.size > 5_000]
            began = min((r.started for r in photos), default=0.0)
            ended = max((r.ended for r in photos), default=1.0)
            pipe.send(Served(ended - began, sum(r.contents for r in photos), len(photos)))
            server.reset()


@contextmanager
def service(latency: float) -> Iterator[Service]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, latency))
    process.start()
    try:
        yield Service(here.recv(), here)
    finally:
        here.send("end")
        process.join()


def bare(photos: list[Path], settings: Settings) -> None:
    """The client alone: what the SDK, its JSON and this machine allow."""
    from findling.core.model import MediaPart, Payload, Tokens
    from findling.embedding.provider import RemoteProvider
    from findling.embedding.registry import open_provider

    class Unpaced:
        def slow_down(self, seconds: float) -> None:
            raise AssertionError("the service refused")

    provider = open_provider("gemini", settings=settings)
    assert isinstance(provider, RemoteProvider)
    waiting = [path.read_bytes() for path in photos]
    stop, lock = threading.Event(), threading.Lock()

    def send() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                data = waiting.pop()
            part = MediaPart(mime="image/jpeg", data=data)
            payload = Payload(digest=os.urandom(16), parts=(part,), tokens=Tokens(image=258))
            provider.send([payload], stop=stop, pacer=Unpaced())

    threads = [threading.Thread(target=send) for _ in range(settings.in_flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    provider.close()


def ask(library: Library, count: int, *, first: int, until: Callable[[], bool]) -> list[float]:
    """Seconds of each question, all different from one another and from those before."""
    took: list[float] = []
    with closing(library.search()) as search:
        for number in range(first, first + count):
            words = f"{WORDS[number % 10]} {WORDS[number // 10 % 10]} thing {number}"
            began = time.perf_counter()
            search.search(SearchRequest(text=words, limit=50))
            took.append(time.perf_counter() - began)
            if until():
                break
    return took


def percentile(values: list[float], part: int) -> float:
    return quantiles(values, n=100)[part - 1]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _ignore(_: Event) -> None:
    """Nobody looks on."""


def main() -> None:
    options = _options()
    sys.setswitchinterval(TURN)
    latency = options.latency_ms / 1000
    ideal = options.in_flight / latency
    os.environ["GEMINI_API_KEY"] = KEY
    with tempfile.TemporaryDirectory() as place, service(latency) as served:
        top = Path(place)
        photos = [
            made.photo(top / "photos" / f"{seed:04}.jpg", seed, size=SIZE)
            for seed in range(options.photos)
        ]
        settings = Settings(
            provider="gemini",
            base_url=served.url,
            in_flight=options.in_flight,
            settle_seconds=0.0,
            send_new_files=True,
            month_cap_usd=0.0,
        )
        bare(photos[: options.photos // 2], settings)
        loop = served.served()
        say(f"ideal: {ideal:.1f} contents a second")
        say(
            f"bare loop, one content a request: {loop.a_second:.1f} ({loop.a_second / ideal:.2f})"
        )
        paths = LibraryPaths(top / "library")
        paths.create()
        save_settings(paths.settings, settings)
        with closing(Library.open(paths.root)) as library:
            _index(library, top / "photos")
            ours = served.served()
            say(
                f"Findling: {ours.a_second:.1f} contents a second ({ours.a_second / ideal:.2f} of the ideal), "
                f"{ours.contents / ours.requests:.2f} contents a request"
            )
            idle = ask(library, options.questions, first=0, until=lambda: False)
        _questions(paths, settings, photos, idle, latency, options.questions)


def _index(library: Library, folder: Path) -> None:
    with closing(library.ingest(_ignore)) as ingest:
        ingest.add_folder(folder).result()
        summary = ingest.bring_up_to_date()
        assert (summary.failed, summary.waiting) == (0, 0), summary


def _questions(
    paths: LibraryPaths,
    settings: Settings,
    photos: list[Path],
    idle: list[float],
    latency: float,
    count: int,
) -> None:
    """The same library, while as many photos again are being sent."""
    fresh = paths.root.parent / "more"
    for seed, photo in enumerate(photos):
        made.photo(fresh / photo.name, 100_000 + seed, size=SIZE)
    done = threading.Event()
    with closing(Library.open(paths.root)) as library:
        library.in_background = True  # as the window does

        def run() -> None:
            _index(library, fresh)
            done.set()

        thread = threading.Thread(target=run)
        thread.start()
        busy = ask(library, count, first=100_000, until=done.is_set)
        thread.join()
    own = {
        name: [took - latency for took in times]
        for name, times in (("idle", idle), ("busy", busy))
    }
    for name, times in own.items():
        say(
            f"questions, {name}: median {1000 * median(times):.0f} ms, p95 {1000 * percentile(times, 95):.0f} ms "
            f"without the service's latency ({len(times)} asked)"
        )
    ratio = percentile(own["busy"], 95) / percentile(own["idle"], 95)
    whole = percentile(busy, 95) / percentile(idle, 95)
    say(f"p95 busy to idle: {ratio:.2f}; with the latency in it: {whole:.2f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=400)
    parser.add_argument("--in-flight", type=int, default=8)
    parser.add_argument("--latency-ms", type=float, default=200.0)
    parser.add_argument("--questions", type=int, default=60)
    return parser.parse_args()


if __name__ == "__main__":
    main()
