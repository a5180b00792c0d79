import pytest

from findling.core.model import Kind
from findling.media.names import RAW_SUFFIXES, kind_by_name, promise_of, suffix_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG_1.JPG", Kind.PHOTO),
        ("a.b.HeIc", Kind.PHOTO),
        ("x.nef", Kind.PHOTO),
        (" leading and trailing .png", Kind.PHOTO),
        (".hidden.png", Kind.PHOTO),
        ("film.mkv", Kind.CLIP),
        ("song.opus", Kind.RECORDING),
        ("letter.pdf", Kind.DOCUMENT),
        ("bad\udcff.pdf", Kind.DOCUMENT),
    ],
)
def test_unambiguous_endings_name_a_kind(name: str, kind: Kind) -> None:
    assert kind_by_name(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        "a.ts",
        "a.mts",
        "a.dts",
        "a.raw",
        "a.dat",
        "a.bin",
        "a.svg",
        "a.txt",
        "a.png.exe",
        "a",
        "a.",
        "",
        ".png",
        "...png",
        "png",
    ],
)
def test_other_endings_name_none(name: str) -> None:
    assert kind_by_name(name) is None


def test_a_raw_suffix_is_its_own_format() -> None:
    assert promise_of("x.CR3") == (Kind.PHOTO, "cr3")
    assert "cr3" in RAW_SUFFIXES


def test_suffix_is_small_and_without_dot() -> None:
    assert suffix_of("A.TaR.GZ") == "gz"
