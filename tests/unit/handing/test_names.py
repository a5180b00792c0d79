"""Which names a file can be given."""

import pytest

from findling.handing.names import trouble_with_name


@pytest.mark.parametrize("name", ["a.jpg", "Größe 3.jpg", "a", "a b.c.d", "ü" * 127, "con.jpg"])
def test_good_names(name: str) -> None:
    assert trouble_with_name(name, windows=False) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        ".",
        "..",
        ".hidden",
        "a/b",
        "/",
        "a\0b",
        "a\nb",
        "a\x7f",
        "x" * 256,
        "ü" * 128,
        "\ud800",
    ],
)
def test_bad_names_are_told(name: str) -> None:
    trouble = trouble_with_name(name, windows=False)
    assert trouble is not None
    assert trouble.message.endswith(".")


@pytest.mark.parametrize(
    "name", ["con.jpg", "NUL", "Lpt1.txt", "a:b", "a?.jpg", "a\\b", "end.", "end ", "x" * 256]
)
def test_windows_keeps_some_for_itself(name: str) -> None:
    assert trouble_with_name(name, windows=True) is not None


def test_windows_counts_signs_and_not_bytes() -> None:
    assert trouble_with_name("ü" * 255, windows=True) is None
