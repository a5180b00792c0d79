"""Pixels and samples to what a service reads: JPEG, MP4 and MP3, in memory, without a word about where they come from.

Runs inside decode processes, where no file may be written. The same pixels give the same bytes in every process, so
that what was answered once is recognised.
"""

import io
import math
import wave
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import av
import numpy as np
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.codec.context import Flags
from av.container import OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream
from PIL import Image

from findling.core.model import SAMPLE_RATE, MediaPart, Pixels, Samples

JPEG = "image/jpeg"
MP4 = "video/mp4"
MP3 = "audio/mpeg"
"""As in the example of ai.google.dev/gemini-api/docs/embeddings."""
WAV = "audio/wav"
_JPEG_QUALITY = 85
"""Of 219 photos: 76 kB each; 75 would be 65 kB, 92 would be 99 kB. The price is the same."""
_CRF = "28"
_SOUND_BITS = 48_000
"""Bits a second, MP3 and AAC, for one channel at 16 kHz."""
_TAIL = 0.25
"""Seconds that an encoder's blocks may add to the end."""
_MP3_BLOCK = 576
"""Samples in one frame at 16 kHz. LAME adds two to what it is given: one in front, one behind."""


def encode_jpeg(pixels: Pixels, *, longest: int) -> bytes:
    """A baseline JPEG with nothing in it but the picture, its long side at most `longest`."""
    out = io.BytesIO()
    Image.fromarray(_fitted(pixels, longest)).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def encode_mp4(
    frames: Sequence[Pixels], *, longest: int, step: float, sound: Samples | None = None
) -> bytes:
    """H.264 in MP4: one frame every `step` seconds, even sides, the long one at most `longest`; `sound` as AAC track."""
    out = io.BytesIO()
    pictures = _alike(frames, longest=longest - longest % 2)
    rate = Fraction(1 / step).limit_denominator(1000)
    with av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        picture = container.add_stream("libx264", rate=rate, options=_x264())
        picture.height, picture.width = pictures[0].shape[:2]
        picture.pix_fmt = "yuv420p"
        picture.codec_context.flags |= Flags.bitexact
        track = _sound_stream(container, "aac") if sound is not None else None
        _write_frames(container, picture, pictures)
        if track is not None and sound is not None:
            _write_sound(container, track, sound)
    return out.getvalue()


def encode_sound(sound: Samples, *, longest: float) -> MediaPart:
    """MP3, without tags; WAV where there is no encoder for it. Not longer than `longest` seconds when it is decoded."""
    sound = sound[: int((longest - _TAIL) * SAMPLE_RATE)]
    if not has_mp3():
        return MediaPart(mime=WAV, data=_wav(sound))
    out = io.BytesIO()
    plain = {"fflags": "+bitexact", "write_xing": "0", "id3v2_version": "0"}
    with av.open(out, "w", format="mp3", options=plain) as container:
        _write_sound(container, _sound_stream(container, "libmp3lame"), sound)
    return MediaPart(mime=MP3, data=out.getvalue())


def sound_seconds(seconds: float, *, longest: float) -> float:
    """How long `encode_sound` makes so many seconds."""
    samples = int(min(seconds, longest - _TAIL) * SAMPLE_RATE)
    if has_mp3():
        samples = (math.ceil(samples / _MP3_BLOCK) + 2) * _MP3_BLOCK
    return samples / SAMPLE_RATE


@cache
def has_mp3() -> bool:
    """Whether this FFmpeg was built with an MP3 encoder."""
    return "libmp3lame" in av.codecs_available


def _x264() -> dict[str, str]:
    """No B-frames: frames a second apart have little in common, and time stamps stay plain."""
    return {"crf": _CRF, "preset": "veryfast", "threads": "1", "bf": "0"}


def _fitted(pixels: Pixels, longest: int) -> Pixels:
    height, width = pixels.shape[:2]
    scale = longest / max(width, height)
    if scale >= 1.0:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))


def _even(pixels: Pixels) -> Pixels:
    """Both sides even, as 4:2:0 wants them: an odd row or column is dropped, a single one doubled."""
    height, width = pixels.shape[:2]
    if height == 1 or width == 1:
        more = ((0, int(height == 1)), (0, int(width == 1)), (0, 0))
        pixels = np.pad(pixels, more, mode="edge")
        height, width = pixels.shape[:2]
    return pixels[: height - height % 2, : width - width % 2]


def _alike(frames: Sequence[Pixels], *, longest: int) -> list[Pixels]:
    """All of the first one's size: a clip may change its own on the way."""
    first = _even(_fitted(frames[0], longest))
    height, width = first.shape[:2]
    alike = [first]
    for pixels in frames[1:]:
        small = _even(_fitted(pixels, longest))
        if small.shape != first.shape:
            image = Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC)
            small = np.asarray(image)
        alike.append(small)
    return alike


def _write_frames(
    container: OutputContainer, stream: VideoStream, frames: Sequence[Pixels]
) -> None:
    # x264 writes its version and options into the first frame (SEI, NAL type 6)
    plain = BitStreamFilterContext("filter_units=remove_types=6", stream)
    for number, pixels in enumerate(frames):
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
        frame.pts, frame.time_base = number, 1 / stream.codec_context.framerate
        for packet in stream.encode(frame):
            container.mux(plain.filter(packet))
    for packet in stream.encode(None):
        container.mux(plain.filter(packet))
    container.mux(plain.filter(None))


def _sound_stream(container: OutputContainer, codec: str) -> AudioStream:
    stream: Stream = container.add_stream(codec, rate=SAMPLE_RATE, layout="mono")
    assert isinstance(stream, AudioStream)
    stream.bit_rate = _SOUND_BITS
    stream.codec_context.flags |= Flags.bitexact
    return stream


def _write_sound(container: OutputContainer, stream: AudioStream, sound: Samples) -> None:
    frame = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _wav(sound: Samples) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((sound * 32_767).astype("<i2").tobytes())
    return out.getvalue()
