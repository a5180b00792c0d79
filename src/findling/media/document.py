"""Reads PDF documents: the first page as picture, then text and look page by page.

Runs inside decode processes. Called through `findling.media.reading`. Nothing in a document runs or is fetched:
PDFium comes without a script engine and is given bytes, no address.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pypdfium2
from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import Facts, Kind, Parts, Pixels, Span, TakenAt
from findling.media.failures import failure
from findling.media.identity import open_regular
from findling.media.page import page_alone
from findling.media.picture import dominant_colour, look_hash
from findling.media.reading import PICTURE, Reading, ReadPlan, SpanParts
from findling.media.sniff import Claim
from findling.media.tags import clean, parse_date

TEXT = 20_000
"""Characters kept of one page."""
LITTLE_TEXT = 200
"""Pages with fewer characters are looked at as pictures too."""
LOOKED_AT = 8
"""So are the first pages: drawing all of 500 would cost seconds."""
_IN_MEMORY = 64 << 20
_OPENING_BYTES = 256 << 20
"""What may be read of a larger document before it is open: a broken one is searched from end to end."""
_BAD_PAGES = 20
"""So many pages in a row that cannot be loaded end the document."""
_FILLED_IN = frozenset(
    {"", "untitled", "untitled document", "anonymous", "unknown", "unspecified"}
)
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY (fpdfview.h)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    title: str | None
    author: str | None
    taken: TakenAt | None


def read_document(path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    """A document's facts, first page and pages. Raises MediaError, FileNotFoundError."""
    with open_document(path) as (document, size):
        pages = count_pages(document, size)
        metadata = _metadata(document)
        picture = _first_picture(document, pages)
        if picture is None and not _any_page(document, pages):
            raise failure("damaged", what="none of its pages can be read")
    facts = Facts(
        kind=Kind.DOCUMENT,
        format=claim.format,
        pages=pages,
        title=metadata.title,
        author=metadata.author,
        taken=metadata.taken,
        colour=dominant_colour(picture) if picture is not None else 0xFFFFFF,
        look=look_hash(picture) if picture is not None else None,
    )
    return Reading(facts=facts, picture=picture, spans=_pages(path, pages, plan))


class _Reader(io.RawIOBase):
    """A large file for PDFium that can run dry, so that a search through a broken one ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left: int | None = _OPENING_BYTES

    def opened(self) -> None:
        self._left = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._left is not None:
            self._left -= len(view)
            if self._left < 0:
                return 0
        try:
            return int(self._file.readinto(view))  # type: ignore[attr-defined]
        except OSError:
            return 0  # PDFium calls this from C: it takes a short read as an error


@contextmanager
def open_document(path: Path) -> Iterator[tuple[pypdfium2.PdfDocument, int]]:
    """The document and its size in bytes."""
    with open_regular(path) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        try:
            reader = _Reader(file)
            document = pypdfium2.PdfDocument(file.read() if size <= _IN_MEMORY else reader)
            reader.opened()
        except pypdfium2.PdfiumError as error:
            raise _refusal(error, file) from error
        except OSError as error:
            raise failure("io-error", what=error.strerror or type(error).__name__) from error
        try:
            document.init_forms()
            yield document, size
        except pypdfium2.PdfiumError as error:
            raise failure("damaged", what="its pages cannot be read") from error
        finally:
            document.close()


def _refusal(error: pypdfium2.PdfiumError, file: BinaryIO) -> MediaError:
    if error.err_code == _PASSWORD:
        return failure("password")
    if error.err_code == _SECURITY:
        return failure("unsupported", what="its protection is not known")
    if not error.err_code:
        return failure("no-pages")
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 2048))
    if b"%%EOF" not in file.read(2048):
        return failure("truncated")
    return failure("damaged", what="the list of its objects cannot be read")


def count_pages(document: pypdfium2.PdfDocument, size: int) -> int:
    """The number of pages; where the document claims more than it has bytes, those that can be loaded."""
    claimed = len(document)
    if claimed <= size:
        return claimed
    count = 0
    while count < claimed and (page := load_page(document, count)) is not None:
        page.close()
        count += 1
    return count


def _metadata(document: pypdfium2.PdfDocument) -> _Metadata:
    raw = document.get_metadata_dict(skip_empty=True)
    return _Metadata(
        title=_said(raw.get("Title", "")),
        author=_said(raw.get("Author", "")),
        taken=parse_pdf_date(raw.get("CreationDate", "")),
    )


def _said(text: str) -> str | None:
    """What a person wrote, not what a program filled in."""
    cleaned = clean(text)
    return cleaned if cleaned.strip("()").lower() not in _FILLED_IN else None


def parse_pdf_date(text: str) -> TakenAt | None:
    """`D:YYYYMMDDHHmmSSOHH'mm'` (ISO 32000-1, 7.9.4), anything after the day optional."""
    match = re.match(
        r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}'?(?:\d{2})?)?",
        text,
    )
    if match is None:
        return parse_date(text)
    year, month, day, hour, minute, second, zone = match.groups()
    if zone and zone != "Z":
        zone = zone.replace("'", "").ljust(5, "0")
    return parse_date(
        f"{year}-{month}-{day} {hour or '00'}:{minute or '00'}:{second or '00'}{zone or ''}"
    )


def _first_picture(document: pypdfium2.PdfDocument, pages: int) -> Image.Image | None:
    """The first page that can be drawn, of the first three."""
    for number in range(min(pages, 3)):
        page = load_page(document, number)
        if page is None:
            continue
        try:
            return Image.fromarray(drawn(page, longest=PICTURE))
        except (pypdfium2.PdfiumError, ValueError) as error:
            log.info("page %d cannot be drawn: %s", number + 1, error)
        finally:
            page.close()
    return None


def _any_page(document: pypdfium2.PdfDocument, pages: int) -> bool:
    for number in range(min(pages, _BAD_PAGES)):
        page = load_page(document, number)
        if page is not None:
            page.close()
            return True
    return False


def _pages(path: Path, pages: int, plan: ReadPlan) -> Iterator[SpanParts]:
    bad = 0
    with open_document(path) as (document, _):
        for number in _meant(pages, plan):
            parts = _parts(document, number, plan)
            if parts is None:
                log.info("page %d of %s cannot be read", number, path.name)
                bad += 1
                if bad >= _BAD_PAGES:
                    return
                continue
            bad = 0
            yield SpanParts(span=Span(page=number), parts=parts)


def _meant(pages: int, plan: ReadPlan) -> range:
    """The pages that are read. MediaError where the one that is meant is not there."""
    page = plan.cut.span.page if plan.cut is not None else None
    if page is None:
        return range(1, min(pages, plan.document_pages) + 1)
    if not 1 <= page <= pages:
        raise failure("no-such-part", what="it has no such page")
    return range(page, page + 1)


def _parts(document: pypdfium2.PdfDocument, number: int, plan: ReadPlan) -> Parts | None:
    """Text and look of one page; None where the page has neither because it cannot be read."""
    page = load_page(document, number - 1)
    if page is None:
        return None
    try:
        text = _text(page)
        images: tuple[Pixels, ...] = ()
        alone = b""
        if number <= plan.page_documents:
            alone = page_alone(document, page, index=number - 1)
            page.close()
            page = document.get_page(number - 1)  # copying has changed it
        if not alone and _is_drawn(number, text, plan):
            images = (drawn(page, longest=plan.page_side),)
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    return Parts(kind=Kind.DOCUMENT, images=images, text=text or None, pdf=alone)


def _is_drawn(number: int, text: str, plan: ReadPlan) -> bool:
    if plan.outlines:
        return False
    return (
        plan.cut is not None
        or plan.every_page
        or number <= LOOKED_AT
        or len(text) < LITTLE_TEXT
    )


def load_page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage | None:
    """The page at `index`, from 0; None where it cannot be loaded. The caller closes it."""
    try:
        return document.get_page(index)
    except pypdfium2.PdfiumError:
        return None


def _text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        raw = (
            textpage.get_text_range(0, min(textpage.count_chars(), TEXT))
            if textpage.count_chars() > 0
            else ""
        )
    finally:
        textpage.close()
    joined = re.sub(
        "[\ufffe\x02]\\s*", "", raw
    )  # PDFium's mark for a word divided at a line's end
    return "\n".join(line for row in joined.splitlines() if (line := clean(row, longest=TEXT)))


def drawn(page: pypdfium2.PdfPage, *, longest: int) -> Pixels:
    """RGB on white, with filled-in forms, the long side `longest` pixels however large the page says it is."""
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ValueError("a page without area")
    scale = longest / max(width, height)
    bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels[:longest, :longest]
