"""Words are found where they are, and nowhere else."""

import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Changes, TextMatch
from findling.core.model import Facts, ItemId, Kind, Tag
from tests.unit.catalogue.made import add, decoded, ready


def look(reader: Reader, *words: str, prefix: bool = False, limit: int = 50) -> list[TextMatch]:
    return reader.text_matches(words, prefix_last=prefix, limit=limit)


def where(reader: Reader, *words: str, prefix: bool = False) -> list[tuple[int, str]]:
    return [(match.item_id, match.where) for match in look(reader, *words, prefix=prefix)]


@pytest.fixture
def book(writer: Writer) -> ItemId:
    pages = [f"lorem ipsum page {number}" for number in range(1, 501)]
    pages[432] = 'The ferry to "Zanzibar" leaves at noon, say the people of 北京大学.'
    facts = Facts(kind=Kind.DOCUMENT, format="pdf", title="Annual Réport", author="A. Writer")
    return ready(writer, "papers/contract.pdf", decoded(facts, texts=pages), kind=Kind.DOCUMENT)


def test_a_word_names_its_page(reader: Reader, book: ItemId) -> None:
    (match,) = look(reader, "zanzibar")
    assert (match.item_id, match.where, match.page) == (book, "text", 433)


def test_chinese_characters_are_found_within_words(reader: Reader, book: ItemId) -> None:
    (match,) = look(reader, "北京")
    assert match.page == 433
    assert look(reader, "京北") == []


def test_a_common_word_does_not_flood(reader: Reader, book: ItemId) -> None:
    assert len(look(reader, "lorem")) == 5


def test_titles_and_accents(reader: Reader, book: ItemId) -> None:
    assert where(reader, "report") == [(book, "title")]
    assert where(reader, "writer") == [(book, "title")]
    assert where(reader, "repo", prefix=True) == [(book, "title")]
    assert where(reader, "repo") == []


def test_phrases_stand_together(reader: Reader, book: ItemId) -> None:
    assert reader.text_matches([], ["ferry to"])[0].page == 433
    assert reader.text_matches([], ["to ferry"]) == []


def test_the_page_where_the_words_stand_together_comes_first(
    writer: Writer, reader: Reader
) -> None:
    pages = ["apple apple apple pie apple crust " + "and more " * 30 + "cherry"] * 4
    pages.insert(2, "before " * 60 + "an apple and a cherry pie " + "after " * 60)
    facts = Facts(kind=Kind.DOCUMENT, format="pdf")
    ready(writer, "cook.pdf", decoded(facts, texts=pages), kind=Kind.DOCUMENT)
    found = look(reader, "apple", "cherry", "pie")
    assert found[0].page == 3
    assert len(found) == 5


def test_words_on_different_pages_are_said_to_be_scattered(
    reader: Reader, book: ItemId
) -> None:
    (match,) = look(reader, "zanzibar", "17")
    assert match.scattered
    assert not look(reader, "contract", "zanzibar")[0].scattered


def test_words_in_different_places_of_one_content(reader: Reader, book: ItemId) -> None:
    (match,) = look(reader, "contract", "zanzibar")
    assert (match.item_id, match.page) == (book, 433)
    assert look(reader, "contract", "nowhere") == []


def test_parts_of_names_and_folders(writer: Writer, reader: Reader) -> None:
    party, camera = ready(writer, "BirthdayParty.jpg"), ready(writer, "dcim/IMG_1234.jpg")
    assert where(reader, "birthday") == [(party, "name")]
    assert where(reader, "birth", prefix=True) == [(party, "name")]
    assert where(reader, "1234") == [(camera, "name")]
    assert where(reader, "dcim") == [(camera, "folder")]
    assert dict(where(reader, "holiday")) == {party: "folder", camera: "folder"}
    assert where(reader, "media") == []
    assert where(reader, "dcim", "1234") == [(camera, "folder")]


def test_an_exact_name_comes_first_among_thousands(writer: Writer, reader: Reader) -> None:
    add(writer, *(f"red_{n}.jpg" for n in range(100)))
    exact = ready(writer, "a/b/c/Red.jpeg")
    add(writer, *(f"red-{n}.jpg" for n in range(100)))
    first, *others = look(reader, "red", prefix=True, limit=10)
    assert (first.item_id, first.exact) == (exact, True)
    assert len(others) == 9
    assert not any(other.exact for other in others)


def test_an_exact_name_of_several_words(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "Summer-in_Rome.jpg")
    (match,) = look(reader, "summer", "in", "rome")
    assert (match.item_id, match.exact) == (item, True)


def test_tags_above_the_floor(writer: Writer, reader: Reader) -> None:
    tags = [Tag(name="lighthouse", confidence=0.6), Tag(name="banana", confidence=0.1)]
    item = ready(writer, "a.jpg", decoded(tags=tags))
    assert where(reader, "lighthouse") == [(item, "tag")]
    assert where(reader, "banana") == []


def test_words_kept_out(writer: Writer, reader: Reader) -> None:
    dog, cat = ready(writer, "pets/dog.jpg"), ready(writer, "pets/cat.jpg")
    (new,) = add(writer, "dog house.jpg")
    assert reader.excluded_items(["dog"]) == {dog, -new.id}
    assert reader.excluded_items(["pets", "-"]) == set()
    found = reader.text_matches(["pets"], without=["dog"])
    assert [match.item_id for match in found] == [cat]


def test_missing_files_are_not_found(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg", decoded(Facts(kind=Kind.PHOTO, format="jpeg", title="Opera")))
    assert where(reader, "opera") == [(item, "title")]
    writer.record(Changes(gone=(writer.files_of(item)[0].id,)))
    assert where(reader, "opera") == where(reader, "a") == []


def test_a_snapshot_of_windows_is_indexed_once(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.pdf", decoded(texts=["only"]), kind=Kind.DOCUMENT)
    assert where(reader, "only") == [(item, "text")]


@pytest.mark.parametrize(
    "odd", ['"', "AND", "NOT", "name:", "^", "(", "*", "a*", "'; --", "\0"]
)
def test_odd_input_is_only_words(reader: Reader, odd: str) -> None:
    assert look(reader, odd, prefix=True) == []
    assert reader.text_matches([odd, "x"], [odd], without=[odd]) == []
