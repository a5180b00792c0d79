import pytest

from findling.core.settings import DEFAULT_EXCLUDES
from findling.ingest.patterns import Patterns


@pytest.mark.parametrize(
    "name", [".git", ".hidden.jpg", "@eaDir", "node_modules", "a.part", "Thumbs.db", "..."]
)
def test_defaults_pass_over(name: str) -> None:
    assert Patterns(exclude=DEFAULT_EXCLUDES).skips(name, below=name)


@pytest.mark.parametrize(
    "name", ["a.jpg", "Cached", "new\nline.png", "bad\udcff.png", "*?[a].png"]
)
def test_defaults_let_through(name: str) -> None:
    patterns = Patterns(exclude=DEFAULT_EXCLUDES)
    assert not patterns.skips(name, below=name)
    assert patterns.takes(name, below=name)


def test_a_pattern_with_a_slash_is_held_against_the_place() -> None:
    patterns = Patterns(exclude=["raw/*.tif"])
    assert patterns.skips("a.tif", below="raw/a.tif")
    assert not patterns.skips("a.tif", below="done/a.tif")


def test_include_limits_files_and_exclude_wins() -> None:
    patterns = Patterns(include=["*.jpg", "scans/*"], exclude=["no*"])
    assert patterns.takes("a.jpg", below="x/a.jpg")
    assert patterns.takes("a.pdf", below="scans/a.pdf")
    assert not patterns.takes("a.pdf", below="a.pdf")
    assert patterns.skips("no.jpg", below="no.jpg")


def test_any_step_on_the_way_counts() -> None:
    patterns = Patterns(exclude=[".*", "a/b"])
    assert patterns.skips_any(["x", ".git", "y.jpg"])
    assert patterns.skips_any(["a", "b", "c.jpg"])
    assert not patterns.skips_any(["b", "a", "c.jpg"])


def test_no_patterns_pass_everything() -> None:
    assert not Patterns().skips(".x", below=".x")
    assert Patterns().takes(".x", below=".x")
