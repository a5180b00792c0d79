"""The inside of a decode process: takes one job at a time from its pipe, limited in memory, files and time.

Nothing heavy is imported at the top: the limits stand before the first decoder is loaded.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from findling.core.model import Decoded, SpanContent
    from findling.embedding.provider import EmbeddingProvider
    from findling.media.reading import ReadPlan, SpanParts
    from findling.worker.messages import Job, Reply

SPANS_AT_ONCE = 4
"""Spans handed to the provider in one call: enough to keep it busy, few enough to stay small."""
RETIRE_AT = 1 << 30
"""A process that holds more than this many bytes after a job is replaced (decoders leak)."""


def serve(pipe: Connection) -> None:
    """Runs until the pipe closes. The entry point of a spawned process."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()

    from findling.worker.messages import Job, Setup, pack

    setup = _receive(pipe)
    if not isinstance(setup, Setup):
        return
    _hush()
    _limit(setup.memory)
    if setup.background:
        _make_room()
    worker = _Worker(setup.provider, _plan(setup), beat=lambda: _beat(pipe, setup.seconds))
    while isinstance(job := _receive(pipe), Job):
        _alarm(setup.seconds)
        reply = worker.run(job)
        _alarm(0)
        pipe.send_bytes(pack(reply))


def _hush() -> None:
    """What native decoders print about broken files is for nobody; the replies say what went wrong."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _receive(pipe: Connection) -> object:
    """The next message, from the program itself and so trusted; None at the end of the pipe."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None


def _plan(setup: object) -> "ReadPlan":
    from findling.media.reading import ReadPlan
    from findling.worker.messages import Setup

    assert isinstance(setup, Setup)
    return ReadPlan(
        clip_window=setup.clip_window,
        clip_frames=setup.clip_frames,
        recording_window=setup.recording_window,
        document_pages=setup.document_pages,
    )


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _limit(memory: int) -> None:
    """Bounds address space and forbids writing files. Windows has neither."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _make_room() -> None:
    if sys.platform != "win32":
        os.nice(10)


def _alarm(seconds: float) -> None:
    """A second line of defence: the program ends a slow process first, this one ends an orphan."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _beat(pipe: Connection, seconds: float) -> None:
    from findling.worker.messages import Outcome, Reply, pack

    _alarm(seconds)
    pipe.send_bytes(pack(Reply(outcome=Outcome.ALIVE)))


class _Worker:
    """Answers one job after the other; opens the provider when the first content needs it."""

    def __init__(self, provider: str, plan: "ReadPlan", *, beat: Callable[[], None]) -> None:
        self._provider_name = provider
        self._provider: EmbeddingProvider | None = None
        self._plan = plan
        self._beat = beat

    def run(self, job: "Job") -> "Reply":
        from findling.core.errors import MediaError, NotMedia
        from findling.media.failures import as_row, failure
        from findling.worker.messages import Outcome, Reply

        try:
            reply = self._answer(job)
        except MediaError as error:
            reply = Reply(outcome=Outcome.FAILED, failure=as_row(error))
        except NotMedia:
            reply = Reply(outcome=Outcome.NOT_MEDIA)
        except FileNotFoundError:
            reply = Reply(outcome=Outcome.VANISHED)
        except MemoryError:
            too_much = failure("too-much-memory")
            reply = Reply(outcome=Outcome.FAILED, failure=as_row(too_much), retire=True)
        except (
            Exception
        ):  # our bug: told to the program, which logs it; the file becomes a failure
            import traceback

            reply = Reply(outcome=Outcome.BROKEN, text=traceback.format_exc())
        return replace(reply, retire=reply.retire or _resident() > RETIRE_AT)

    def _answer(self, job: "Job") -> "Reply":
        from findling.media.identity import identify
        from findling.worker.messages import Outcome, Reply, Task

        if job.task is Task.IDENTIFY:
            return Reply(outcome=Outcome.DONE, content=identify(job.path))
        return Reply(outcome=Outcome.DONE, decoded=self._decode(job.path))

    def _decode(self, path: "Path") -> "Decoded":
        from findling.core.model import Decoded
        from findling.media.picture import encode_thumbnail
        from findling.media.reading import read

        reading = read(path, self._plan)
        with closing(reading):
            picture = reading.picture
            thumbnail = encode_thumbnail(picture) if picture is not None else b""
            spans = self._spans(reading.spans)
            return Decoded(facts=reading.facts, thumbnail=thumbnail, spans=spans)

    def _spans(self, source: "Iterator[SpanParts]") -> "tuple[SpanContent, ...]":
        done: list[SpanContent] = []
        while batch := list(islice(source, SPANS_AT_ONCE)):
            done.extend(self._embed(batch))
            self._beat()
        return tuple(done)

    def _embed(self, batch: "list[SpanParts]") -> "list[SpanContent]":
        from findling.core.model import Embedded, SpanContent

        results = self._open_provider().embed_items([one.parts for one in batch])
        return [
            SpanContent(
                span=one.span,
                text=one.parts.text or "",
                embedded=result if isinstance(result, Embedded) else None,
            )
            for one, result in zip(batch, results, strict=True)
        ]

    def _open_provider(self) -> "EmbeddingProvider":
        if self._provider is None:
            from findling.embedding.registry import open_provider

            self._provider = open_provider(self._provider_name)
        return self._provider


def _resident() -> int:
    """Bytes of memory this process holds now; 0 where the system does not say cheaply."""
    if not sys.platform.startswith("linux"):
        return 0
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
