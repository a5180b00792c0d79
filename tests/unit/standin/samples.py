"""Encoded media of every kind, as a careful client would send them, and a plain way to ask the stand-in."""

import base64
import io
import json
import wave
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.made import document, drawing
from tests.standin import StandIn

MODEL = "gemini-embedding-2"
BATCH = f"/v1/models/{MODEL}:batchEmbedContents"
VERTEX = f"/v1beta1/projects/made-up/locations/global/publishers/google/models/{MODEL}"
QUERY = "task: search result | query: "
Parts = Sequence[tuple[str, bytes]]


def picture(seed: int = 1, *, size: tuple[int, int] = (160, 120)) -> Image.Image:
    return drawing(seed, size)


def encoded(image: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


@cache
def jpeg(seed: int = 1) -> tuple[str, bytes]:
    return ("image/jpeg", encoded(picture(seed), quality=85))


def words(text: str) -> tuple[str, bytes]:
    return ("text/plain", text.encode())


def tone(seconds: float, *, hertz: Sequence[float] = (440.0,)) -> NDArray[np.float32]:
    at = np.arange(round(seconds * 16_000)) / 16_000
    waves = np.stack([np.sin(2 * np.pi * one * at) for one in hertz])
    return np.asarray(waves.mean(axis=0) * 0.5, np.float32)


def wav(samples: NDArray[np.float32], *, rate: int = 16_000) -> tuple[str, bytes]:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32_000).astype("<i2").tobytes())
    return ("audio/wav", out.getvalue())


def mp3(samples: NDArray[np.float32], *, plain: bool = True) -> tuple[str, bytes]:
    options = {"write_xing": "0", "id3v2_version": "0"} if plain else {}
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", options=options) as container:
        _write_sound(container, _sound_stream(container, "libmp3lame"), samples)
    return ("audio/mpeg", out.getvalue())


@cache
def clip(
    seconds: int = 4,
    *,
    seed: int = 1,
    size: tuple[int, int] = (64, 48),
    codec: str = "libx264",
    form: str = "mp4",
    track: float = 0.0,
    title: str = "",
) -> tuple[str, bytes]:
    """One frame a second: a drawing that slides sideways."""
    wide = np.asarray(drawing(seed, (size[0] * 2, size[1])))
    out = io.BytesIO()
    with av.open(out, "w", format=form, options={"fflags": "+bitexact"}) as container:
        pixels = "yuv444p" if size[0] % 2 else "yuv420p"
        stream: Any = container.add_stream(codec, rate=1)
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        second = _sound_stream(container, "aac") if track else None
        if title:
            container.metadata["title"] = title
        for number in range(seconds):
            left = number * size[0] // seconds
            part = np.ascontiguousarray(wide[:, left : left + size[0]])
            frame = av.VideoFrame.from_ndarray(part, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if track:
            _write_sound(container, second, tone(track))
    return ("video/quicktime" if form == "mov" else "video/mp4", out.getvalue())


def pdf(folder: Path, *pages: str, title: str = "") -> tuple[str, bytes]:
    made = document(folder / f"{len(pages)}-{title}.pdf", *pages, title=title)
    return ("application/pdf", made.read_bytes())


def _sound_stream(container: Any, codec: str) -> Any:
    return container.add_stream(codec, rate=16_000, layout="mono")


def _write_sound(container: Any, stream: Any, samples: NDArray[np.float32]) -> None:
    frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = 16_000, 0, Fraction(1, 16_000)
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def content(parts: Parts) -> dict[str, Any]:
    return {"parts": [_part(mime, data) for mime, data in parts]}


def batch_body(*contents: Parts, **config: Any) -> dict[str, Any]:
    model = f"models/{MODEL}"
    return {
        "requests": [
            {"content": content(parts), "model": model, **config} for parts in contents
        ]
    }


def _part(mime: str, data: bytes) -> dict[str, Any]:
    if mime == "text/plain":
        return {"text": data.decode()}
    return {"inlineData": {"mimeType": mime, "data": base64.b64encode(data).decode()}}


def ask(
    server: StandIn,
    body: object,
    *,
    path: str = BATCH,
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> tuple[int, Any]:
    """Status and JSON. Without `headers` the right key goes along; to Vertex the right token."""
    bearer = {"Authorization": f"Bearer {server.token}"}
    keyed = bearer if "/projects/" in path else {"x-goog-api-key": server.key}
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    try:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = keyed if headers is None else headers
        connection.request(method, path, None if body is None else raw, sent)
        response = connection.getresponse()
        return response.status, json.loads(response.read() or b"{}")
    finally:
        connection.close()


def vectors(told: Any) -> NDArray[np.float64]:
    return np.array([one["values"] for one in told["embeddings"]])
