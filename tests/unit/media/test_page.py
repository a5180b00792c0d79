"""A page as a document of its own: it looks and reads the same, and carries nothing else."""

import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from findling.media import page
from findling.media.page import page_alone
from tests import made

ROOT = Path(__file__).parents[3]


def alone(path: Path, index: int = 0) -> bytes:
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        loaded = document.get_page(index)
        try:
            return page_alone(document, loaded, index=index)
        finally:
            loaded.close()


def look(source: Path | bytes, index: int = 0) -> NDArray[np.int16]:
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        loaded = document.get_page(index)
        bitmap = loaded.render(scale=0.5)
        pixels = np.asarray(bitmap.to_pil().convert("RGB"), np.int16)
        bitmap.close()
        loaded.close()
        return pixels


def words(source: bytes) -> str:
    with pypdfium2.PdfDocument(source) as document:
        loaded = document.get_page(0)
        text = loaded.get_textpage()
        found = str(text.get_text_bounded())
        text.close()
        loaded.close()
        return found


def test_exactly_the_page_is_copied(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "one", "two", "three", title="Secret plans")
    data = alone(path, 1)
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1
        assert document.get_metadata_dict(skip_empty=True) == {}
    assert words(data) == "two"
    assert np.array_equal(look(data), look(path, 1))
    for word in (b"Secret", b"PDFium", b"CreationDate"):
        assert word not in data


ALONE = """
import sys
from pathlib import Path
from tests.unit.media.test_page import alone
sys.stdout.buffer.write(alone(Path(sys.argv[1])))
"""


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", "one")
    elsewhere = subprocess.run(
        [sys.executable, "-c", ALONE, path],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        check=True,
        capture_output=True,
    )
    assert elsewhere.stdout == alone(path) != b""


def annotated(path: Path, annotation: bytes) -> Path:
    """A document of one page with one annotation (object 6)."""
    plain = made.document(path, "one").read_bytes()
    parts = re.split(rb"(?m)^xref", plain)
    body = parts[0].replace(
        b"/Contents 5 0 R", b"/Contents 5 0 R /Annots [7 0 R] /AA << /O 8 0 R >>"
    )
    body += b"7 0 obj\n" + annotation + b"\nendobj\n"
    body += b"8 0 obj\n<< /S /GoTo /D [4 0 R /Fit] >>\nendobj\n"
    path.write_bytes(body + b"trailer << /Size 9 /Root 1 0 R >>\n%%EOF\n")
    return path


def test_what_the_page_would_do_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = (
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99]"
        b" /A << /S /URI /URI (http://elsewhere.example/) >> >>"
    )
    path = annotated(tmp_path / "a.pdf", link)
    assert alone(path) == b"", "an action of the page itself cannot be taken off"
    path.write_bytes(path.read_bytes().replace(b"/AA << /O 8 0 R >>", b"%  no action  \n    "))
    data = alone(path)
    assert data
    assert b"elsewhere" not in data
    assert b"/Annots" not in data
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (To be fired) >>"
    path = annotated(tmp_path / "b.pdf", note)
    path.write_bytes(path.read_bytes().replace(b"/AA << /O 8 0 R >>", b"%  no action  \n    "))
    assert b"fired" not in alone(path) != b""
    monkeypatch.setattr("pypdfium2.raw.FPDFPage_Flatten", lambda *_: 0)
    assert alone(path) == b"", "the note would go along"


def test_a_picture_with_its_camera_in_it_is_not_copied(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    out = io.BytesIO()
    made.drawing(1, (300, 200)).save(out, "JPEG", exif=exif)
    plain, carrying = tmp_path / "plain.pdf", tmp_path / "carrying.pdf"
    made.drawing(1, (300, 200)).save(plain)
    content = plain.read_bytes()
    start = content.index(b"\xff\xd8")
    carrying.write_bytes(content[: start + 2] + out.getvalue()[2:40] + content[start + 2 :])
    assert alone(plain)
    assert b"Exif\0\0" in carrying.read_bytes()
    assert alone(carrying) == b""


def test_a_page_of_many_megabytes_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.document(tmp_path / "a.pdf", "one")
    monkeypatch.setattr(page, "MOST_BYTES", 500)
    assert alone(path) == b""


def test_a_page_that_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise pypdfium2.PdfiumError("Failed to import pages.")

    path = made.document(tmp_path / "a.pdf", "one")
    monkeypatch.setattr(pypdfium2.PdfDocument, "import_pages", failing)
    assert alone(path) == b""


def test_what_another_pdfium_might_write_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_ABOUT", re.compile(rb"/Made \d+"))
    assert alone(made.document(tmp_path / "a.pdf", "one")) == b""


@pytest.mark.parametrize("name", ["scan0310", "scan0311", "scan0312", "scanned"])
def test_real_pages_look_the_same(shared_media: Path, name: str) -> None:
    """Turned pages, wide ones, pages whose corner is not zero."""
    path = shared_media / "pdf" / f"{name}.pdf"
    data = alone(path)
    assert data
    assert np.abs(look(data) - look(path)).mean() < 0.5
