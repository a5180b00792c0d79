"""Makes a document of one page: what it shows and says, and nothing that it carries along.

Runs inside decode processes. Called by the handler of documents.
"""

import io
import logging
import re

import pypdfium2
import pypdfium2.raw as pdfium

log = logging.getLogger(__name__)

MOST_BYTES = 4 << 20
"""A larger page is sent as a picture with its words."""
_CARRIED = re.compile(
    rb"Exif\0\0|<x:xmpmeta|<\?xpacket|/(?:Metadata|PieceInfo|EmbeddedFile|AA|JS|JavaScript|URI)\b"
)
"""What the page, or a picture or font on it, may have brought along."""
_ABOUT = re.compile(
    rb"(?<=<<)/CreationDate\(D:[^()]*\)/Creator\(PDFium\)/Producer\(PDFium\)(?=>>)"
)
_TRAILER = re.compile(rb"/Info \d+ 0 R(?=\r\n/Size \d+/ID\[)|(?<=[<])[0-9A-F]{32}(?=>)")
"""What PDFium says of the document it writes: that it wrote it, when, and a number drawn at random."""


def page_alone(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, *, index: int
) -> bytes:
    """The page (at `index`, from 0) as a PDF of its own, the same bytes every time; empty where that cannot be, or not
    cleanly.

    Forms and notes become part of its drawing; actions, links, attachments and metadata stay behind.
    Changes `page` (never the file) in the same way.
    """
    try:
        data = _copied(document, page, index)
    except pypdfium2.PdfiumError as error:
        log.info("page %d cannot be copied: %s", index + 1, error)
        return b""
    if len(data) > MOST_BYTES or _CARRIED.search(data):
        return b""
    return _timeless(data)


def _copied(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, index: int) -> bytes:
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        return b""  # it failed: links and attachments would go along
    alone = pypdfium2.PdfDocument.new()
    try:
        alone.import_pages(document, [index])
        out = io.BytesIO()
        alone.save(out)
        return out.getvalue()
    finally:
        alone.close()


def _timeless(data: bytes) -> bytes:
    """The same every time: blanks for what PDFium says about itself (the length stays, since offsets count); empty where
    that is not where it should be."""
    end = data.rfind(b"trailer\r\n")
    body, abouts = _ABOUT.subn(lambda m: b" " * len(m[0]), data[:end], count=1)
    trailer, said = _TRAILER.subn(
        lambda m: (b"0" if len(m[0]) == 32 else b" ") * len(m[0]), data[end:]
    )
    return body + trailer if end > 0 and (abouts, said) == (1, 3) else b""
