"""Names and questions are data: whatever is in them, FTS5 and SQL read no command, and the right files are found."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from findling.catalogue import Reader, open_reader, open_writer
from findling.catalogue.rows import Added, Changes
from findling.catalogue.texts import name_words
from findling.core.library import LibraryPaths
from findling.core.model import Found, Kind
from findling.search.parse import parse

ROOT = Path("/zz")
BITS = st.sampled_from(
    [
        *"abc12 \"'*:()-^+{}%_;,.[]|&!?<>=~`@#$\\",
        " OR ",
        " AND ",
        " NOT ",
        "NEAR(",
        "name:",
        "text_words",
        "'; DROP TABLE file; --",
        '" OR "a',
        "--",
        "a*",
        "a.b",
        "aB",
        "a1",
    ]
)
NAMES = st.lists(BITS, min_size=1, max_size=8).map("".join).filter(lambda n: n.strip(". "))
TERMS = st.lists(BITS, min_size=1, max_size=4).map("".join)
ANY = st.text(max_size=40) | st.lists(BITS, max_size=10).map("".join)


@contextmanager
def library(names: list[str]) -> Iterator[Reader]:
    with TemporaryDirectory() as folder:
        paths = LibraryPaths(Path(folder))
        with closing(open_writer(paths)) as writer:
            root = writer.add_folder(ROOT)
            writer.record(
                Changes(
                    added=tuple(
                        Added(
                            found=Found(
                                path=ROOT / name, size=1, mtime_ns=1, inode=number, device=1
                            ),
                            folder_id=root.id,
                            kind=Kind.PHOTO,
                        )
                        for number, name in enumerate(names)
                    )
                )
            )
        with closing(open_reader(paths)) as reader:
            yield reader


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", text.lower())


def _holds(name: str, term: str) -> bool:
    """Whether the term's words stand in the name, one after the other."""
    words, asked = _words(name_words(name)), _words(term)
    return any(words[at : at + len(asked)] == asked for at in range(len(words)))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=6, unique=True),
    st.lists(TERMS, min_size=1, max_size=3),
)
def test_a_question_finds_what_holds_its_words_and_nothing_else(
    names: list[str], terms: list[str]
) -> None:
    names = [name.replace("/", "") for name in names]
    with library(list(dict.fromkeys(names))) as reader:
        telling = [term for term in terms if _words(term)]
        expected = {n for n in names if telling and all(_holds(n, t) for t in telling)}
        for words, phrases in ((terms, ()), ((), terms)):
            found = {match.item_id for match in reader.text_matches(words, phrases)}
            shown = {reader.rows([number])[0].path.name for number in found}
            exact = {n for n in names if _words(Path(n).stem) == _words(" ".join(terms))}
            assert expected <= shown <= expected | exact
        assert len(reader.listing(()).item_ids) == len(set(names)), "a name was a command"


@settings(max_examples=40, deadline=None)
@given(ANY, st.lists(ANY, max_size=3))
def test_no_question_is_a_command(question: str, without: list[str]) -> None:
    with library(["a b.jpg", "c.jpg"]) as reader:
        asked = parse(question, today=date(2026, 1, 2), folders=[ROOT])
        reader.text_matches([question], [question], prefix_last=True, without=without)
        reader.excluded_items([question, *without])
        filters = [each for understood in asked.filters for each in understood.filters]
        reader.listing(filters)
        reader.eligible(filters)
        assert len(reader.listing(()).item_ids) == 2
