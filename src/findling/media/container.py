"""Opens clips and recordings through FFmpeg so that nothing but the one file is ever read.

Runs inside decode processes, on the thread that reads the file. Called by the handlers of clips and recordings.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from findling.core.errors import MediaError
from findling.media.failures import failure
from findling.media.identity import open_regular

OPENING_BYTES = 256 << 20
"""What may be read before a container has told its streams; real ones need a few megabytes."""
MEASURING_BYTES = 1 << 30
"""What may be read only to find out how long a content is."""
LONGEST_SIDE = 16_384
"""Frames beyond this (squared: 800 MB as RGB) are refused."""
LONGEST = 8 * 3600.0
"""Seconds of one content that are cut into windows: about a minute of decoding (1080p with sound, AAC)."""
_BUFFER = 128 << 10
_NOT_A_FILE = frozenset(
    (
        *(
            "concat",
            "dash",
            "hds",
            "hls",
            "image2",
            "image2pipe",
            "imf",
            "ismv",
            "lavfi",
            "rtp",
            "rtsp",
        ),
        *("sap", "sdp", "segment", "webm_dash_manifest", "data", "ffmetadata"),
        *("adf", "bin", "idf", "tty", "xbin"),
        *("apng", "gif", "ico", "webp"),
    )
)
"""Demuxers that open other files, draw text, or read pictures that are photos here."""

av.logging.set_level(None)


class Source:
    """A file for FFmpeg that can run dry: beyond `budget` bytes it says that the file has ended."""

    name = ""  # FFmpeg shall judge by content, never by a suffix

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._budget: int | None = OPENING_BYTES

    def allow(self, budget: int | None) -> None:
        self._budget = budget

    def read(self, size: int) -> bytes:
        if self._budget is not None:
            self._budget -= size
            if self._budget < 0:
                return b""
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A container with the streams that matter. `origin` is where its clock starts, in seconds."""

    container: InputContainer
    source: Source
    picture: VideoStream | None
    sound: AudioStream | None
    cover: VideoStream | None
    origin: float

    @property
    def format(self) -> str:
        return str(self.container.format.name).split(",")[0]

    @property
    def claimed_seconds(self) -> float | None:
        duration = self.container.duration
        return duration / 1e6 if duration is not None and duration > 0 else None

    def tags(self) -> Iterator[tuple[str, str]]:
        """The container's tags, then its streams'."""
        yield from self.container.metadata.items()
        for stream in self.container.streams:
            yield from stream.metadata.items()


@contextmanager
def foreign_errors() -> Iterator[None]:
    """Turns whatever FFmpeg, PyAV or numpy raise over a content into a MediaError."""
    try:
        yield
    except (MediaError, FileNotFoundError):
        raise
    except MemoryError as error:
        raise failure("too-much-memory") from error
    except av.error.EOFError as error:
        raise failure("truncated") from error
    except av.error.PatchWelcomeError as error:
        raise failure("unsupported", what="a rare variant of its format") from error
    except av.error.FFmpegError as error:
        raise failure(
            "damaged", what=str(error.strerror or "it cannot be decoded").lower()
        ) from error
    except OSError as error:
        raise failure("io-error", what=error.strerror or type(error).__name__) from error
    except (ValueError, ArithmeticError) as error:
        raise failure("damaged", what="it cannot be decoded") from error


@contextmanager
def open_container(path: Path) -> Iterator[Opened]:
    """Opens one regular file. Raises MediaError, FileNotFoundError.

    FFmpeg gets an open file and no protocol, so that play lists, references and segments reach nothing.
    """
    with open_regular(path) as file, foreign_errors():
        source = Source(file)
        with av.open(
            source,
            mode="r",
            options={
                "protocol_whitelist": "none",
                "format_whitelist": _allowed_formats(),
                "max_pixels": str(LONGEST_SIDE * LONGEST_SIDE),
                "max_streams": "64",
            },
            metadata_errors="surrogateescape",
            buffer_size=_BUFFER,
        ) as container:
            source.allow(None)
            yield _chosen(container, source)


def seconds_of(opened: Opened) -> float | None:
    """How long the content really is: where its last packets end, or None if nothing tells.

    Looks at the end that the container claims; if there is nothing, it walks over the packets
    (without decoding, at most `MEASURING_BYTES`).
    """
    claimed = opened.claimed_seconds
    streams = [s for s in (opened.picture, opened.sound) if s is not None]
    opened.source.allow(MEASURING_BYTES)
    try:
        if claimed is not None:
            ended = _last_end(opened, streams, start=max(0.0, claimed - 2.0))
            if ended is not None and ended >= claimed * 0.9 - 1.0:
                return ended
        return _last_end(opened, streams, start=0.0) or claimed
    finally:
        opened.source.allow(None)


@cache
def _allowed_formats() -> str:
    names = (n for n in av.formats_available if not n.endswith("_pipe"))
    return ",".join(sorted(n for n in names if not _NOT_A_FILE.intersection(n.split(","))))


def _chosen(container: InputContainer, source: Source) -> Opened:
    usable = [s for s in container.streams.video if s.codec_context is not None]
    covers = [s for s in usable if s.disposition & Disposition.attached_pic]
    pictures = [s for s in usable if s not in covers and s.width > 0 and s.height > 0]
    sounds = [s for s in container.streams.audio if s.codec_context is not None]
    picture = max(pictures, key=lambda s: (_preferred(s), s.width * s.height), default=None)
    if picture is not None and max(picture.width, picture.height) > LONGEST_SIDE:
        raise failure("too-large", what=f"{picture.width} × {picture.height} pixels large")
    if picture is None and not sounds:
        _complain(container)
    for stream in usable:
        stream.thread_count = (
            1  # the decode processes are the parallelism; also fastest for one frame
        )
    start = container.start_time
    return Opened(
        container=container,
        source=source,
        picture=picture,
        sound=max(sounds, key=_preferred, default=None),
        cover=covers[0] if covers else None,
        origin=start / 1e6 if start is not None else 0.0,
    )


def _complain(container: InputContainer) -> None:
    if any(s.type in ("video", "audio") and s.codec_context is None for s in container.streams):
        raise failure("unsupported", what="its encoding is not known")
    if any(not s.disposition & Disposition.attached_pic for s in container.streams.video):
        raise failure("damaged", what="the size of its pictures cannot be told")
    raise failure("no-stream")


def _preferred(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.default)


def _last_end(opened: Opened, streams: list[Any], *, start: float) -> float | None:
    """Where the last packet after `start` ends, in seconds from the beginning."""
    last: float | None = None
    try:
        opened.container.seek(round((start + opened.origin) * 1e6))
    except (av.error.FFmpegError, OverflowError):
        if start > 0.0:
            return None
    try:
        for packet in opened.container.demux(*streams):
            stamp = packet.pts if packet.pts is not None else packet.dts
            if stamp is None or packet.time_base is None:
                continue
            ended = float((stamp + (packet.duration or 0)) * packet.time_base) - opened.origin
            if math.isfinite(ended) and (last is None or ended > last):
                last = ended
    except av.error.FFmpegError:
        return last
    return last if last is None or last > 0.0 else None
