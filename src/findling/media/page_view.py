"""Shows one page of a document: drawn, and where on it the words stand that were asked for.

Runs inside decode processes. Called by the viewing process.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from findling.core.model import Pixels
from findling.core.viewing import Box
from findling.media.document import TEXT, count_pages, drawn, load_page, open_document
from findling.media.failures import failure

MOST_MARKS = 200
LONGEST = 8192
"""Pixels of a page's long side at most: 200 MB where it is square."""
_FINE = 1_000_000
"""Steps that a side of a page is divided into where marks are measured."""
_DIVIDED = "\ufffe\x02\u00ad"
"""What stands for the hyphen of a word that goes on in the next line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    pixels: Pixels
    pages: int
    size: tuple[float, float]
    """In points, as it is turned."""
    marks: tuple[Box, ...]


def show_page(path: Path, *, page: int, longest: int, words: Sequence[str] = ()) -> Shown:
    """`page` counts from 1. Raises MediaError, FileNotFoundError, NotMedia."""
    with _loaded(path, page) as (_, loaded, pages):
        pixels = drawn(loaded, longest=max(1, min(longest or LONGEST, LONGEST)))
        return Shown(
            pixels=pixels,
            pages=pages,
            size=loaded.get_size(),
            marks=tuple(_marks(loaded, words)) if any(w.strip() for w in words) else (),
        )


def lone_page(path: Path, *, page: int) -> bytes:
    """A document of this one page, with its notes and links. Raises as `show_page`."""
    with _loaded(path, page) as (document, _, _):
        alone = pypdfium2.PdfDocument.new()
        with closing(alone):
            alone.import_pages(document, [page - 1])
            out = io.BytesIO()
            alone.save(out)
            return out.getvalue()


@contextmanager
def _loaded(
    path: Path, page: int
) -> Iterator[tuple[pypdfium2.PdfDocument, pypdfium2.PdfPage, int]]:
    with open_document(path) as (document, size):
        pages = count_pages(document, size)
        loaded = load_page(document, page - 1) if 1 <= page <= pages else None
        if loaded is None:
            raise failure("damaged", what=f"its page {page} cannot be read")
        try:
            yield document, loaded, pages
        except ValueError as error:
            raise failure("damaged", what=f"its page {page} cannot be drawn") from error
        finally:
            loaded.close()


def _marks(page: pypdfium2.PdfPage, words: Sequence[str]) -> Iterator[Box]:
    """Of every place where a word begins as asked, to the end of the word there; at most `MOST_MARKS`."""
    pattern = _pattern(words)
    if pattern is None:
        return
    text = page.get_textpage()
    with closing(text):
        folded, places = _folded(text)
        count = 0
        for match in pattern.finditer(folded):
            first, last = places[match.start()], places[match.end() - 1]
            for box in _boxes(page, text, first, last - first + 1):
                yield box
                count += 1
                if count == MOST_MARKS:
                    return


def fold(text: str) -> str:
    """Without case and accents, as words are compared."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c))


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Longer words first, so that "car" does not cut "care" short; signs of languages without spaces match anywhere."""
    asked = sorted({" ".join(fold(word).split()) for word in words}, key=len, reverse=True)
    parts: list[str] = []
    for word in asked:
        if not word:
            continue
        spaced = r"\s+".join(re.escape(part) for part in word.split(" "))
        dense = any(ord(c) >= 0x2E80 for c in word)
        parts.append(spaced if dense else rf"(?<!\w){spaced}\w*")
    return re.compile("|".join(parts)) if parts else None


def _folded(text: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """The page's text folded, and for each character of it the index of the one on the page that it came from."""
    letters: list[str] = []
    places: list[int] = []
    divided = False
    for index in range(min(text.count_chars(), TEXT)):
        char = chr(min(pdfium.FPDFText_GetUnicode(text, index), 0x10FFFF))
        if char in _DIVIDED:
            divided = True
            continue
        if divided and char.isspace():
            continue
        divided = False
        for letter in fold(char) if char.isprintable() else " ":
            letters.append(letter)
            places.append(index)
    return "".join(letters), places


def _boxes(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, first: int, count: int
) -> Iterator[Box]:
    """One a line that the characters lie on."""
    for number in range(min(text.count_rects(first, count), 8)):
        left, bottom, right, top = text.get_rect(number)
        (x0, y0), (x1, y1) = _placed(page, left, top), _placed(page, right, bottom)
        x, y = max(0.0, min(x0, x1)), max(0.0, min(y0, y1))
        width, height = min(1.0, max(x0, x1)) - x, min(1.0, max(y0, y1)) - y
        if width > 0 and height > 0:
            yield Box(x, y, width, height)


def _placed(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space as shares of what is drawn, turned as it is drawn."""
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, byref(across), byref(down))
    return across.value / _FINE, down.value / _FINE
