"""One space's index over its life: filled, kept, found torn or foreign, filled again."""

import logging
import threading
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import FindlingError
from findling.core.model import Kind, Space, SpaceId
from findling.vectors.nearest import Nearest
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, Floats, MadeCatalogue, Maker


@pytest.fixture
def maker() -> Maker:
    return Maker(blocks=SMALL_BLOCKS)


@pytest.fixture
def catalogue(maker: Maker) -> MadeCatalogue:
    made = MadeCatalogue(SMALL)
    made.add(maker.items(700))
    made.add(maker.items(50), kind=Kind.CLIP)
    return made


def loaded(directory: Path, catalogue: MadeCatalogue) -> Nearest:
    nearest = Nearest(directory, catalogue.space)
    nearest.load(catalogue)
    return nearest


def best(
    nearest: Nearest, query: Floats, *, kind: Kind = Kind.PHOTO, count: int = 10
) -> list[int]:
    found = nearest.search(query, kinds=[kind], count=count)[kind]
    return [int(span) for span in found.span_ids]


def test_an_item_finds_itself_whatever_kind_it_is(
    tmp_path: Path, catalogue: MadeCatalogue
) -> None:
    nearest = loaded(tmp_path, catalogue)
    for row in (0, 300, 699, 700, 749):
        kind = list(Kind)[catalogue.rows.kinds[row]]
        query = catalogue.rows.vectors[row].astype(np.float32)
        assert best(nearest, query, kind=kind)[0] == catalogue.rows.span_ids[row]


def test_saved_rows_are_not_asked_for_again(tmp_path: Path, catalogue: MadeCatalogue) -> None:
    loaded(tmp_path, catalogue).save()
    assert catalogue.rounds == 1
    again = loaded(tmp_path, catalogue)
    assert catalogue.rounds == 1
    assert again.state().vectors == 750
    query = catalogue.rows.vectors[5].astype(np.float32)
    assert best(again, query)[0] == catalogue.rows.span_ids[5]


def test_rows_after_the_last_save_are_replayed_and_then_appended(
    tmp_path: Path, catalogue: MadeCatalogue, maker: Maker
) -> None:
    loaded(tmp_path, catalogue).save()
    header = tmp_path / "index.head"
    before = header.read_bytes()
    new = maker.items(3)
    spans = catalogue.add(new)
    nearest = loaded(tmp_path, catalogue)
    assert catalogue.rounds == 1
    assert best(nearest, new[1])[0] == spans[1]
    nearest.save()
    assert header.read_bytes() != before
    assert len({path.stem for path in tmp_path.glob("photo-*")}) == 1
    assert best(nearest, new[1])[0] == spans[1]
    assert best(loaded(tmp_path, catalogue), new[2])[0] == spans[2]
    assert catalogue.rounds == 1


def test_refresh_says_how_many_rows_it_took(
    tmp_path: Path, catalogue: MadeCatalogue, maker: Maker
) -> None:
    nearest = loaded(tmp_path, catalogue)
    assert nearest.refresh(catalogue) == 0
    catalogue.add(maker.items(4), kind=Kind.DOCUMENT)
    assert nearest.refresh(catalogue) == 4
    assert nearest.state().vectors == 754


def test_removed_rows_are_gone_after_refresh_and_after_load(
    tmp_path: Path, catalogue: MadeCatalogue
) -> None:
    nearest = loaded(tmp_path, catalogue)
    nearest.save()
    query = catalogue.rows.vectors[5].astype(np.float32)
    gone = int(catalogue.rows.span_ids[5])
    catalogue.remove_items(catalogue.rows.item_ids[5:6])
    assert best(loaded(tmp_path, catalogue), query)[0] != gone
    assert nearest.refresh(catalogue) == 749
    assert gone not in best(nearest, query)
    nearest.save()
    assert len({path.stem for path in tmp_path.glob("photo-*")}) == 1
    rounds = catalogue.rounds
    assert gone not in best(loaded(tmp_path, catalogue), query)
    assert catalogue.rounds == rounds


def test_saving_without_news_writes_nothing(tmp_path: Path, catalogue: MadeCatalogue) -> None:
    nearest = loaded(tmp_path, catalogue)
    nearest.save()
    header = tmp_path / "index.head"
    header.unlink()
    nearest.save()
    assert not header.exists()


def test_an_empty_space_is_loaded_saved_and_asked(tmp_path: Path) -> None:
    empty = MadeCatalogue(SMALL)
    nearest = loaded(tmp_path, empty)
    nearest.save()
    nearest = loaded(tmp_path, empty)
    query = np.ones(SMALL.dimensions, np.float32)
    found = nearest.search(query, kinds=list(Kind), count=5)
    assert [len(found[kind].scores) for kind in Kind] == [0, 0, 0, 0]
    assert all(
        len(scores) == 0 for scores in nearest.background(query, kinds=list(Kind)).values()
    )
    assert (nearest.state().kind, nearest.state().vectors) == ("scan", 0)


def test_two_spaces_lie_side_by_side(
    tmp_path: Path, catalogue: MadeCatalogue, maker: Maker
) -> None:
    here, there = tmp_path / "deep" / "small", tmp_path / "deep" / "other"
    loaded(here, catalogue).save()
    other = MadeCatalogue(Space(id=SpaceId("other"), dimensions=SMALL.dimensions))
    other.add(maker.items(5))
    loaded(there, other).save()
    assert loaded(there, other).state().vectors == 5
    assert loaded(here, catalogue).state().vectors == 750
    assert (catalogue.rounds, other.rounds) == (1, 1)


def test_a_foreign_cache_is_rebuilt(
    tmp_path: Path, catalogue: MadeCatalogue, caplog: pytest.LogCaptureFixture
) -> None:
    other = MadeCatalogue(Space(id=SpaceId("foreign"), dimensions=SMALL.dimensions))
    other.add(Maker(seed=9, blocks=SMALL_BLOCKS).items(5))
    loaded(tmp_path, other).save()
    with caplog.at_level(logging.WARNING):
        nearest = loaded(tmp_path, catalogue)
    assert "another space" in caplog.text
    assert nearest.state().vectors == 750


def test_a_cache_newer_than_its_catalogue_is_rebuilt(tmp_path: Path, maker: Maker) -> None:
    full, restored = MadeCatalogue(SMALL), MadeCatalogue(SMALL)
    items = maker.items(30)
    full.add(items)
    restored.add(items[:20])
    loaded(tmp_path, full).save()
    assert loaded(tmp_path, restored).state().vectors == 20


def test_a_catalogue_with_another_last_row_is_another_one(tmp_path: Path, maker: Maker) -> None:
    mine, other = MadeCatalogue(SMALL), MadeCatalogue(SMALL)
    mine.add(maker.items(30))
    other.add(maker.items(40))
    other.rows.span_ids[29] = 77
    loaded(tmp_path, mine).save()
    query = other.rows.vectors[3].astype(np.float32)
    assert best(loaded(tmp_path, other), query, count=1) == [int(other.rows.span_ids[3])]
    assert (mine.rounds, other.rounds) == (1, 1)


@pytest.mark.parametrize("column", ["codes", "vectors", "ids"])
@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "empty"])
def test_damaged_rows_are_rebuilt(
    tmp_path: Path, catalogue: MadeCatalogue, column: str, damage: str
) -> None:
    loaded(tmp_path, catalogue).save()
    (path,) = tmp_path.glob(f"photo-*.{column}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    if damage == "gone":
        path.unlink()
    else:
        whole = bytes(data)
        path.write_bytes({"flip": whole, "cut": whole[:-1], "empty": b""}[damage])
    nearest = loaded(tmp_path, catalogue)
    assert catalogue.rounds == 2
    query = catalogue.rows.vectors[350].astype(np.float32)
    assert best(nearest, query)[0] == catalogue.rows.span_ids[350]
    nearest.save()
    loaded(tmp_path, catalogue)
    assert catalogue.rounds == 2


def test_a_torn_append_is_as_if_it_never_was(
    tmp_path: Path, catalogue: MadeCatalogue, maker: Maker
) -> None:
    loaded(tmp_path, catalogue).save()
    for path in tmp_path.glob("photo-*"):
        with path.open("ab") as out:
            out.write(b"\xff" * 777)
    new = maker.items(40)
    spans = catalogue.add(new)
    loaded(tmp_path, catalogue).save()
    nearest = loaded(tmp_path, catalogue)
    assert catalogue.rounds == 1
    assert [best(nearest, vector)[0] for vector in new] == spans.tolist()


def test_a_folder_that_cannot_be_written_is_said_and_search_goes_on(
    tmp_path: Path, catalogue: MadeCatalogue
) -> None:
    (tmp_path / "index").write_bytes(b"in the way")
    nearest = loaded(tmp_path / "index", catalogue)
    with pytest.raises(FindlingError) as caught:
        nearest.save()
    assert caught.value.code == "index-unwritable"
    query = catalogue.rows.vectors[5].astype(np.float32)
    assert best(nearest, query)[0] == catalogue.rows.span_ids[5]
    (tmp_path / "index").unlink()
    nearest.save()
    assert loaded(tmp_path / "index", catalogue).state().vectors == 750
    assert catalogue.rounds == 1


def test_the_background_is_a_fixed_sample_of_the_kind(
    tmp_path: Path, maker: Maker, catalogue: MadeCatalogue
) -> None:
    catalogue.add(maker.items(3000))
    nearest = loaded(tmp_path, catalogue)
    query = maker.questions(1)[0]
    scores = nearest.background(query, kinds=[Kind.PHOTO, Kind.CLIP])
    assert (len(scores[Kind.PHOTO]), len(scores[Kind.CLIP])) == (1024, 50)
    np.testing.assert_array_equal(
        scores[Kind.PHOTO],
        loaded(tmp_path, catalogue).background(query, kinds=[Kind.PHOTO])[Kind.PHOTO],
    )
    full = nearest.exact(query, kinds=[Kind.PHOTO], count=4000)[Kind.PHOTO].scores
    assert abs(scores[Kind.PHOTO].mean() - full.mean()) < 4 * full.std() / 32
    assert np.isin(scores[Kind.PHOTO].round(4), full.round(4)).mean() > 0.99


def test_searching_goes_on_while_rows_are_added_and_saved(
    tmp_path: Path, catalogue: MadeCatalogue, maker: Maker
) -> None:
    nearest = loaded(tmp_path, catalogue)
    query = catalogue.rows.vectors[5].astype(np.float32)
    mine, done, wrong = int(catalogue.rows.span_ids[5]), threading.Event(), list[object]()

    def keep_asking() -> None:
        while not done.is_set():
            found = nearest.search(query, kinds=[Kind.PHOTO], count=20)[Kind.PHOTO]
            if found.span_ids[0] != mine or found.population < 700:
                wrong.append(found)

    asking = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in asking:
        thread.start()
    try:
        for round_ in range(12):
            catalogue.add(maker.items(150) * np.float32(0.4))
            nearest.refresh(catalogue)
            if round_ % 4 == 3:
                nearest.save()
            if round_ == 6:
                catalogue.remove_items(catalogue.rows.item_ids[10:11])
    finally:
        done.set()
        for thread in asking:
            thread.join()
    assert not wrong
    assert nearest.state().vectors == 750 + 1800 - 1


def test_close_twice_and_ask_nothing_of_it(tmp_path: Path, catalogue: MadeCatalogue) -> None:
    nearest = loaded(tmp_path, catalogue)
    nearest.close()
    nearest.close()
    assert nearest.state().vectors == 0
    assert not any(tmp_path.iterdir())
