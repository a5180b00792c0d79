import pytest

from findling.media.impostors import describe


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x7fELF", "a program"),
        (b"#!/bin/sh\n", "a script"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"\n  <HTML><body>404", "a web page"),
        (b"<svg xmlns='x'>", "a vector drawing (SVG)"),
        (b"<?xml version='1.0'?><a/>", "an XML text"),
        (b'{"error": "not found"}', "a data file (JSON)"),
        ("Ärger mit Umlauten".encode(), "a text"),
        ("cut in ä"[:8].encode()[:-1], "a text"),
        (bytes(100), "nothing but zeros"),
        (
            b"version https://git-lfs.github.com/spec/v1",
            "a placeholder of Git LFS, not the file itself",
        ),
    ],
)
def test_contents_are_called_what_they_are(content: bytes, words: str) -> None:
    assert describe(content) == words


@pytest.mark.parametrize(
    "content", [b"", b"\x89", b"abc", b"\x01\x02\x03\x04\x05", b"\xff\xfe\xfd" * 9]
)
def test_nobody_can_tell(content: bytes) -> None:
    assert describe(content) is None
