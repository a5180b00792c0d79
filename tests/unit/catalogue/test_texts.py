"""What becomes a word, on both sides of the full-text tables."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.catalogue.texts import all_of, fit, fold, name_words, quoted, spread


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IMG_1234.JPG", "IMG_1234.JPG"),
        ("IMG1234.jpg", "IMG1234.jpg IMG 1234.jpg"),
        ("BirthdayParty", "BirthdayParty Birthday Party"),
        ("ÜberÄcker", "ÜberÄcker Über Äcker"),
        ("plain", "plain"),
    ],
)
def test_name_parts_stand_beside_the_name(name: str, words: str) -> None:
    assert name_words(name) == words


def test_unspaced_scripts_are_set_apart() -> None:
    assert spread("北京2008").split() == ["北", "京", "2008"]
    assert spread("カメラ").split() == ["カ", "メ", "ラ"]
    assert spread("naïve 한국") == "naïve 한국"


def test_fold_keeps_letters_and_digits_only() -> None:
    assert fold("  Crème_Brûlée-2.A ") == "creme brulee 2 a"
    assert fold("STRASSE") == fold("Straße")


def test_what_cannot_be_stored_is_replaced() -> None:
    assert fit("a\udcffb\0c") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("nothing", ["", " ", '"', "***", "-", "\0", "_"])
def test_no_letters_no_term(nothing: str) -> None:
    assert quoted(nothing) is None


def test_terms() -> None:
    assert all_of(["a", "b"], ["c d"], prefix_last=True) == ['"a"', '"b" *', '"c d"']
    assert all_of(["北京"]) == ['"北 京"']
    assert all_of(["-", "x"]) == ['"x"']


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=2), st.booleans())
def test_nothing_typed_is_ever_an_operator(
    words: list[str], phrases: list[str], prefix: bool
) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5 (name, folder)")
    terms = all_of(words, phrases, prefix_last=prefix)
    if terms:
        database.execute("SELECT 1 FROM t WHERE t MATCH ?", [f"name : ({' AND '.join(terms)})"])
    database.close()


@given(st.text(min_size=1, max_size=30))
def test_a_name_is_found_by_itself(name: str) -> None:
    term = quoted(name)
    if term is None:
        return
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (n, tokenize = 'unicode61 remove_diacritics 2')"
    )
    database.execute("INSERT INTO t VALUES (?)", [name_words(name)])
    tokens = database.execute("SELECT count(*) FROM t WHERE t MATCH ?", [term]).fetchone()[0]
    database.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, row)")
    known = database.execute("SELECT count(*) FROM v").fetchone()[0]
    database.close()
    assert tokens == 1 or known == 0
