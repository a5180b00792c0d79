"""Makes real media files for tests: photos, clips, recordings, documents, all different by their seed."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def photo(path: Path, seed: int, *, size: tuple[int, int] = (320, 240)) -> Path:
    """A picture of some coloured shapes, as whatever format the name's ending says."""
    picture = drawing(seed, size)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=90)
    return path


def drawing(seed: int, size: tuple[int, int]) -> Image.Image:
    random = np.random.default_rng(seed)
    width, height = size
    picture = Image.new("RGB", size, tuple(int(c) for c in random.integers(0, 256, 3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        reach = int(random.integers(10, max(11, width // 3)))
        colour = tuple(int(c) for c in random.integers(0, 256, 3))
        shape = pen.ellipse if random.random() < 0.5 else pen.rectangle
        shape((x, y, x + reach, y + reach), fill=colour)
    return picture


def recording(path: Path, seed: int, *, seconds: float = 1.0) -> Path:
    """A WAV of a few tones over some noise."""
    random = np.random.default_rng(seed)
    rate = 16_000
    at = np.arange(int(seconds * rate)) / rate
    sound = sum(np.sin(2 * np.pi * hertz * at) for hertz in random.integers(100, 4000, 3))
    sound = np.asarray(sound) / 4 + random.normal(0, 0.02, len(at))
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(sound, -1, 1) * 32_000).astype("<i2").tobytes())
    return path


def clip(
    path: Path, seed: int, *, seconds: float = 2.0, size: tuple[int, int] = (160, 120)
) -> Path:
    """A clip without sound in which a drawing slides sideways."""
    import av

    path.parent.mkdir(parents=True, exist_ok=True)
    rate = 10
    wide = np.asarray(drawing(seed, (size[0] * 2, size[1])))
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.time_base = Fraction(1, rate)
        for number in range(int(seconds * rate)):
            left = number * size[0] // int(seconds * rate)
            frame = av.VideoFrame.from_ndarray(
                np.ascontiguousarray(wide[:, left : left + size[0]]), format="rgb24"
            )
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def document(path: Path, *pages: str, title: str = "") -> Path:
    """A PDF with one line of text a page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        safe = text.replace("\\", "").replace("(", "").replace(")", "")
        stream = f"BT /F1 18 Tf 40 700 Td ({safe}) Tj ET".encode("latin-1", "replace")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(
            f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream"
        )
    objects.append(f"<< /Title ({title}) >>".encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_assembled(objects))
    return path


def _assembled(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (len(objects) + 1, len(objects), len(body))
