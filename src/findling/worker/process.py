"""The inside of a decode process: takes one job at a time from its pipe, limited in memory, time and what it may do.

Nothing heavy is imported at the top: the limits stand before the first decoder is loaded.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from findling.worker.limits import alarm, hush, limit, receive, stand_alone

if TYPE_CHECKING:
    from pathlib import Path

    from findling.core.cut import Cut
    from findling.core.model import Decoded, SpanContent
    from findling.core.settings import Settings
    from findling.embedding.provider import EmbeddingProvider
    from findling.media.reading import Reading, SpanParts
    from findling.worker.messages import Job, Reply

SPANS_AT_ONCE = 4
"""Spans handed to the provider in one call: enough to keep it busy, few enough to stay small."""
RETIRE_AT = 1 << 30
"""A process that holds more than this many bytes after a job is replaced (decoders leak)."""


def serve(pipe: Connection) -> None:
    """Runs until the pipe closes. The entry point of a spawned process."""
    stand_alone()

    from findling.worker.messages import Job, Setup, pack
    from findling.worker.room import make_room

    setup = receive(pipe)
    if not isinstance(setup, Setup):
        return
    hush()
    limit(setup.settings.decode_memory)
    if setup.background:
        make_room(setup.settings.effort)
    seconds = setup.settings.decode_seconds
    worker = _Worker(setup.settings, _Line(pipe, seconds=seconds))
    while isinstance(job := receive(pipe), Job):
        alarm(seconds)
        reply = worker.run(job)
        alarm(0)
        pipe.send_bytes(pack(reply))


class _Line:
    """What a job says while it is under way."""

    def __init__(self, pipe: Connection, *, seconds: float) -> None:
        self._pipe = pipe
        self._seconds = seconds

    def beat(self) -> None:
        """A step further: the time for the next one begins."""
        from findling.worker.messages import Outcome, Reply

        alarm(self._seconds)
        self._send(Reply(outcome=Outcome.ALIVE))

    def hand_over(self, part: "Decoded", *, wait: bool) -> None:
        """Sends a part and, with `wait`, stands still until it was taken; nobody counts that time."""
        from findling.worker.messages import Go, Outcome, Reply

        self._send(Reply(outcome=Outcome.PART, decoded=part, waits=wait))
        if wait:
            alarm(0)
            if not isinstance(receive(self._pipe), Go):
                sys.exit()  # the program is gone
            alarm(self._seconds)

    def _send(self, reply: "Reply") -> None:
        from findling.worker.messages import pack

        self._pipe.send_bytes(pack(reply))


class _Worker:
    """Answers one job after the other; opens a provider when the first content needs it."""

    def __init__(self, settings: "Settings", line: _Line) -> None:
        self._settings = settings
        self._line = line
        self._providers: dict[str, EmbeddingProvider] = {}

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

        match job.task:
            case Task.IDENTIFY:
                return Reply(outcome=Outcome.DONE, content=identify(job.path))
            case Task.DECODE:
                decoded = self._decode(job.path, job.provider, job.cut)
            case Task.LOOK:
                decoded = self._look(job.path, job.provider)
            case Task.PREPARE:
                decoded = self._prepare(job.path, job.provider, job.cut)
        return Reply(outcome=Outcome.DONE, decoded=decoded)

    def _decode(self, path: "Path", provider: str, cut: "Cut | None") -> "Decoded":
        from findling.media.reading import read
        from findling.worker.plans import local_plan

        reading = read(path, local_plan(self._settings, cut=cut))
        with closing(reading):
            told = _told(reading)
            return replace(told, spans=self._spans(reading.spans, provider))

    def _look(self, path: "Path", provider: str) -> "Decoded":
        from findling.media.reading import read
        from findling.worker.plans import sent_plan
        from findling.worker.sending import form_of, outlined

        form = form_of(provider)
        reading = read(path, sent_plan(self._settings, form, outlines=True))
        with closing(reading):
            told = _told(reading)
            spans = outlined(
                self._beating(reading.spans),
                form=form,
                single_pages=self._settings.document_single_pages,
            )
            return replace(told, spans=tuple(spans), looked_at=True)

    def _prepare(self, path: "Path", provider: str, cut: "Cut | None") -> "Decoded":
        """Hands over the facts at once (a photo's are all there is to read), then piece after piece."""
        from findling.core.model import Kind
        from findling.media.reading import read
        from findling.worker.plans import sent_plan
        from findling.worker.sending import form_of, pieces, prepared

        form = form_of(provider)
        reading = read(path, sent_plan(self._settings, form, cut=cut))
        with closing(reading):
            told = _told(reading)
            part = told
            if told.facts.kind is not Kind.PHOTO:
                self._line.hand_over(told, wait=True)
                part = replace(told, thumbnail=b"")
            contents = prepared(
                self._beating(reading.spans),
                form=form,
                title=told.facts.title or "",
                single_pages=self._settings.document_single_pages,
            )
            for spans, more in pieces(contents):
                if spans:
                    self._line.hand_over(replace(part, spans=spans), wait=more)
        return told

    def _beating(self, source: "Iterator[SpanParts]") -> "Iterator[SpanParts]":
        """A window of a large clip may take seconds: each of them is a step further."""
        for one in source:
            yield one
            self._line.beat()

    def _spans(self, source: "Iterator[SpanParts]", provider: str) -> "tuple[SpanContent, ...]":
        done: list[SpanContent] = []
        while batch := list(islice(source, SPANS_AT_ONCE)):
            done.extend(self._embed(batch, provider))
            self._line.beat()
        return tuple(done)

    def _embed(self, batch: "list[SpanParts]", provider: str) -> "list[SpanContent]":
        from findling.core.model import Embedded, SpanContent

        results = self._open_provider(provider).embed_items([one.parts for one in batch])
        return [
            SpanContent(
                span=one.span,
                text=one.parts.text or "",
                embedded=result if isinstance(result, Embedded) else None,
            )
            for one, result in zip(batch, results, strict=True)
        ]

    def _open_provider(self, name: str) -> "EmbeddingProvider":
        """A local one. What is sent away is sent by the program: nothing here may speak to a network."""
        if name not in self._providers:
            from findling.embedding.registry import describe_providers, open_provider

            if not any(note.local for note in describe_providers() if note.name == name):
                raise RuntimeError(f"{name} is not opened in a decode process")
            self._providers[name] = open_provider(name)
        return self._providers[name]


def _told(reading: "Reading") -> "Decoded":
    from findling.core.model import Decoded
    from findling.media.picture import encode_thumbnail

    picture = reading.picture
    thumbnail = encode_thumbnail(picture) if picture is not None else b""
    return Decoded(facts=reading.facts, thumbnail=thumbnail)


def _resident() -> int:
    """Bytes of memory this process holds now; 0 where the system does not say cheaply."""
    if not sys.platform.startswith("linux"):
        return 0
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
