"""Says in a person's words what a content is that is not the media its name promises. Pure."""

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"#!", "a script"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a text document"),
    (b"%!PS", "a PostScript document"),
    (b"bplist00", "a settings file"),
    (b"OTTO", "a font"),
    (b"wOFF", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"version https://git-lfs", "a placeholder of Git LFS, not the file itself"),
)
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)


def describe(head: bytes) -> str | None:
    """What the content is, with its article ("a web page"); None where nobody can tell."""
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if head and not head.strip(b"\0"):
        return "nothing but zeros"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _WEB_PAGE.search(start[:1024]):
        return "a web page"
    if start.startswith(b"<"):
        if _DRAWING.search(start):
            return "a vector drawing (SVG)"
        return "an XML text" if start.startswith(b"<?xml") else "a text"
    if start[:1] in (b"{", b"[") and _is_text(head):
        return "a data file (JSON)"
    return "a text" if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """UTF-8 (its last character may be cut) without control characters, long enough to tell."""
    if len(head) < 4 or any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return False
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False
