"""Takes a part out of a clip or recording, packet by packet: nothing is decoded, so nothing is lost.

Runs inside decode processes, which may not write files: what is made goes out in pieces, each with its place.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from findling.media.container import Opened, foreign_errors, seconds_of
from findling.media.failures import failure
from findling.media.moments import turn_of
from findling.media.names import suffix_of
from findling.media.packets import Tape

Put = Callable[[int, bytes], None]
"""Takes some bytes, and where in the new file they belong."""

_BUFFER = 1 << 20
_BY_ENDING: Mapping[str, str] = {
    **{"mov": "mov", "qt": "mov", "m4a": "ipod", "m4b": "ipod", "3gp": "3gp", "3g2": "3g2"},
    **{"webm": "webm", "opus": "opus", "oga": "oga", "vob": "vob", "wma": "asf", "wmv": "asf"},
}
_BY_FORMAT: Mapping[str, str] = {
    **{"mov": "mp4", "matroska": "matroska", "aac": "adts", "mpeg": "vob", "asf": "asf"},
    **{"mpegvideo": "mpeg2video"},
}
"""The new container for what FFmpeg calls the old one; where it says nothing, one of the same name."""
_EXACT = frozenset({"mp4", "mov", "ipod", "3gp", "3g2"})
"""Containers that can say "begin here" although the data begins earlier, at a keyframe."""
_NOT_COPIED = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "encoder", "duration"}
)


class _Out:
    """A file for FFmpeg that hands on what is written."""

    name = ""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._at = self._end = 0

    def write(self, data: bytes) -> int:
        self._put(self._at, bytes(data))
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._end)[whence]
        return self._at

    def tell(self) -> int:
        return self._at


def copy_span(path: Path, *, start: float, end: float, put: Put) -> None:
    """The seconds from `start` to `end`, into a container of the same family, with all its sound.

    MP4 and MOV show exactly these seconds. The others begin with the keyframe at or before `start` (recordings: with the
    packet). Raises MediaError, FileNotFoundError, NotMedia.
    """
    with closing(Tape(path)) as tape, foreign_errors():
        opened = tape.opened
        if not 0.0 <= start < min(end, seconds_of(opened) or 0.0):
            raise failure("damaged", what="there is nothing between these seconds")
        turned = turn_of(opened)
        streams = _streams(opened)
        name = _container_for(path, opened)
        begin = _beginning(tape, start)
        shift = start if name in _EXACT else begin
        with av.open(_Out(put), mode="w", format=name, buffer_size=_BUFFER) as out:
            out.metadata.update(
                {k: v for k, v in opened.container.metadata.items() if k not in _NOT_COPIED}
            )
            copies = {stream.index: _copy_of(out, stream, turned) for stream in streams}
            if not _copied(tape, out, copies, begin=begin, shift=shift, end=end):
                raise failure("damaged", what="there is nothing between these seconds")


def _streams(opened: Opened) -> list[Any]:
    """The picture and every sound that can be told."""
    sounds = [s for s in opened.container.streams.audio if s.codec_context is not None]
    return [*([opened.picture] if opened.picture is not None else []), *sounds]


def _container_for(path: Path, opened: Opened) -> str:
    name = _BY_ENDING.get(suffix_of(path.name)) or _BY_FORMAT.get(opened.format, opened.format)
    try:
        if av.ContainerFormat(name, mode="w").is_output:
            return name
    except ValueError:
        pass
    raise failure("unsupported", what="a part of it cannot be saved as a file of its own")


def _beginning(tape: Tape, start: float) -> float:
    """Where the keyframe at or before `start` stands; `start` itself for recordings."""
    opened = tape.opened
    if opened.picture is None or start <= 0.0:
        return max(0.0, start)
    for back in (0.0, 2.0, 10.0, 60.0):
        tape.go_to(start - back)
        for packet in tape.packets(tape.opened.picture):
            if packet.pts is None or not packet.is_keyframe:
                continue
            at = float(packet.pts * packet.time_base) - opened.origin
            if at <= start + 0.002:
                return max(0.0, at)
            break
    return 0.0


def _copy_of(out: OutputContainer, stream: Any, turned: int) -> Any:
    copy = out.add_stream_from_template(stream)
    if turned and isinstance(copy, VideoStream):
        copy.set_display_rotation(turned)
    return copy


def _copied(
    tape: Tape,
    out: OutputContainer,
    copies: dict[int, Any],
    *,
    begin: float,
    shift: float,
    end: float,
) -> int:
    """Packets that were copied."""
    going, count = set(copies), 0
    if begin > 0.0:
        tape.go_to(begin)
    else:
        tape.rewind()
    opened = tape.opened
    for packet in tape.packets(*_streams(opened)):
        index = packet.stream.index
        stamp = packet.dts if packet.dts is not None else packet.pts
        if stamp is None or packet.time_base is None or not packet.size:
            continue
        at = float(stamp * packet.time_base) - opened.origin
        if at >= end:
            going.discard(index)
            if not going:
                break
        if index not in going or _is_before(packet, opened, begin=begin, shift=shift):
            continue
        _move(packet, round((shift + opened.origin) / packet.time_base))
        packet.stream = copies[index]
        out.mux(packet)
        count += 1
    return count


def _is_before(packet: Any, opened: Opened, *, begin: float, shift: float) -> bool:
    """Whether a packet belongs to what comes before: sound ends there, pictures are not needed for any that follow."""
    if packet.pts is None:
        return False
    base = packet.time_base
    at = float(packet.pts * base) - opened.origin
    if packet.stream is opened.picture:
        return at < begin - 0.002
    return at + float((packet.duration or 0) * base) <= shift


def _move(packet: Any, ticks: int) -> None:
    if packet.pts is not None:
        packet.pts -= ticks
    if packet.dts is not None:
        packet.dts -= ticks
