"""Packets of one open file from any second on, over broken places.

Runs inside decode processes, for whoever plays or cuts.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import av

from findling.media.container import Opened, foreign_errors, open_container

_BAD_PLACES = 300
"""So many places in a row that cannot be read end a stream."""


class Tape:
    """One file, open; opened again where its container cannot be sent back to the beginning.

    `threads`: how many may decode its pictures. Raises MediaError, FileNotFoundError, NotMedia.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._path = path
        self._threads = threads
        self._stack = ExitStack()
        self.opened = self._open()

    def close(self) -> None:
        """Idempotent."""
        with foreign_errors():
            self._stack.close()

    def go_to(self, second: float) -> None:
        """To the keyframe before; to the beginning where the container cannot seek."""
        try:
            self.opened.container.seek(round((max(0.0, second) + self.opened.origin) * 1e6))
        except (av.error.FFmpegError, OverflowError):
            self.rewind()

    def rewind(self) -> None:
        """To the very beginning. Containers without an index seek to somewhere near it."""
        self.close()
        self.opened = self._open()

    def packets(self, *streams: Any) -> "Iterator[av.Packet[Any]]":
        """To the end. There comes an empty packet of each stream, which makes its decoder give what it holds."""
        for _ in range(_BAD_PLACES):
            try:
                yield from self.opened.container.demux(*streams)
            except av.error.FFmpegError:
                continue
            return

    def _open(self) -> Opened:
        opened = self._stack.enter_context(open_container(self._path))
        if opened.picture is not None and self._threads > 1:
            opened.picture.thread_type = "AUTO"
            opened.picture.thread_count = self._threads
        return opened


def decoded(packet: "av.Packet[Any]") -> list[Any]:
    """Nothing where the packet is broken."""
    try:
        return list(packet.decode())
    except (av.error.FFmpegError, ValueError):
        return []
