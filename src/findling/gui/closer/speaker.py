"""The system's own device for sound. Qt's part for it is loaded with the first thing that is played, not before."""

import logging
import sys
from typing import TYPE_CHECKING

from findling.gui.closer.sound import BUFFER, BYTES_A_SECOND, RATE, Speaker

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink

log = logging.getLogger(__name__)


def prepare_speaker() -> None:
    """Loads Qt's part for sound and looks for devices: 60 to 90 ms that the window does not have. Lane's thread.

    Elsewhere than on Linux the system's sound wants to be met on the thread that uses it, and is met quickly.
    """
    if sys.platform == "linux":
        from PySide6.QtMultimedia import QMediaDevices

        QMediaDevices.defaultAudioOutput()


def system_speaker() -> Speaker | None:
    """None where the machine has no device, or none that takes 48 kHz stereo."""
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

    device = QMediaDevices.defaultAudioOutput()
    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(2)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if device.isNull() or not device.isFormatSupported(wanted):
        log.debug("no device for sound")
        return None
    return SystemSpeaker(QAudioSink(device, wanted))


class SystemSpeaker:
    """Owns the sink, which was not started yet."""

    def __init__(self, sink: "QAudioSink") -> None:
        self._sink = sink
        self._sink.setBufferSize(round(BUFFER * BYTES_A_SECOND))
        self._into = self._sink.start()
        self._closed = False

    def room(self) -> int:
        return int(self._sink.bytesFree())

    def waiting(self) -> int:
        return int(self._sink.bufferSize() - self._sink.bytesFree())

    def write(self, sound: bytes) -> int:
        if self._into is None:  # the device went away
            return 0
        return int(self._into.write(sound))

    def pause(self) -> None:
        self._sink.suspend()

    def resume(self) -> None:
        self._sink.resume()

    def clear(self) -> None:
        self._sink.reset()
        self._into = self._sink.start()

    def set_volume(self, volume: float) -> None:
        self._sink.setVolume(volume * volume)  # loudness is felt roughly as the root of power

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._sink.reset()
            self._sink.deleteLater()
