"""What was only looked at is shown and found, has a price, and stays pending."""

from dataclasses import replace

import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Changes, Done, Expected, Failed, Looked
from findling.core.model import Duty, Facts, FolderState, ItemState, Kind, Tag, Tokens
from tests.unit.catalogue.made import (
    BROKEN,
    CLOUD,
    DUTY,
    HERE,
    PRIVATE,
    SLOW,
    add,
    content,
    decoded,
    folder_id,
    ids,
    link,
    look,
    ready,
    sent,
)

PAGES = ("on herring", "on whales")


def test_it_is_shown_and_found_but_still_pending(writer: Writer, reader: Reader) -> None:
    (file,) = add(writer, "a.pdf", kind=Kind.DOCUMENT)
    item = link(writer, file, duty=CLOUD)
    assert reader.rows([item])[0].state is ItemState.PENDING
    assert reader.ready_contents() == []
    facts = Facts(kind=Kind.DOCUMENT, format="pdf", pages=2, title="Fish")
    looked = sent(7, 8, texts=PAGES, answered=False, facts=facts)
    writer.keep_looks([Looked(item_id=item, decoded=looked)], duty=CLOUD)
    told = reader.item(item)
    assert told is not None
    assert (told.format, told.pages, told.title) == ("pdf", 2, "Fish")
    assert [(m.item_id, m.page) for m in reader.text_matches(["whales"])] == [(item, 2)]
    assert [m.where for m in reader.text_matches(["fish"])] == ["title"]
    assert reader.rows([item])[0].state is ItemState.READY
    assert reader.ready_contents() == [(content(file.id + 1_000), file.path)]
    counts = reader.counts([CLOUD])[Kind.DOCUMENT]
    assert (counts.ready, counts.pending) == (0, 1)
    assert ids(writer.pending(CLOUD, limit=9)) == [file.id]
    assert reader.eligible([], space=CLOUD.space) is None
    assert not reader.has_vectors(CLOUD.space)


def test_it_is_not_looked_at_twice_under_one_plan(writer: Writer, reader: Reader) -> None:
    files = add(writer, "a.jpg", "b.jpg")
    item = link(writer, files[0], duty=CLOUD)
    assert reader.unlooked_count(CLOUD) == 2
    look(writer, item, 7)
    assert ids(writer.pending(CLOUD, limit=9, unlooked=True)) == [files[1].id]
    assert reader.unlooked_count(CLOUD) == 1
    other = replace(CLOUD, plan="sent-b")
    for duty, looked in ((CLOUD, True), (other, False), (DUTY, False)):
        known = writer.link(
            files[0].id, content(files[0].id + 1_000), kind=Kind.PHOTO, duty=duty
        )
        assert known.looked is looked
        assert known.state is ItemState.PENDING
    assert reader.unlooked_count(other) == 2


def test_a_changed_plan_is_looked_at_again_also_where_it_was_read(writer: Writer) -> None:
    item = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    writer.commit([Done(item_id=item, decoded=sent(7))], duty=CLOUD)
    other = replace(CLOUD, plan="a")
    assert writer.pending_count(other, unlooked=True) == 1
    look(writer, item, 7, duty=other)
    assert writer.pending_count(other, unlooked=True) == 0
    assert writer.pending_count(other) == 1


def test_in_a_marked_folder_too_it_is_looked_at_once(writer: Writer) -> None:
    writer.add_folder(PRIVATE, local_only=True)
    item = link(writer, add(writer, "a.jpg", root=PRIVATE)[0], duty=HERE)
    assert writer.pending_count(HERE, unlooked=True) == 1
    look(writer, item, 7, duty=HERE)
    assert writer.pending_count(HERE, unlooked=True) == 0
    assert writer.pending_count(HERE) == 1


def test_another_space_keeps_its_words_tags_and_vectors(writer: Writer, reader: Reader) -> None:
    facts = Facts(kind=Kind.DOCUMENT, format="pdf")
    full = decoded(
        facts, texts=(*PAGES, "on a third page"), tags=[Tag(name="sea", confidence=1)]
    )
    item = ready(writer, "a.pdf", full, kind=Kind.DOCUMENT)
    vectors = reader.item_vectors(item, DUTY.space)
    looked = sent(7, 8, texts=("on cod", "on whales"), answered=False, facts=facts)
    writer.keep_looks([Looked(item_id=item, decoded=looked)], duty=CLOUD)
    for word, page in (("sea", None), ("cod", 1), ("whales", 2), ("third", 3)):
        assert [m.page for m in reader.text_matches([word])] == [page], word
    assert reader.text_matches(["herring"]) == []
    assert reader.item_vectors(item, DUTY.space).shape == vectors.shape
    assert reader._db.value("SELECT count(*) FROM span") == 3
    assert writer.pending_count(DUTY) == 0
    assert reader.eligible(space=DUTY.space) is None
    writer.commit(
        [Done(item_id=item, decoded=sent(7, texts=PAGES[:1], facts=facts))], duty=CLOUD
    )
    assert [m.where for m in reader.text_matches(["sea"])] == ["tag"]
    assert [m.page for m in reader.text_matches(["herring"])] == [1]
    details = reader.item(item)
    assert details is not None
    assert details.tags == ("sea",)


def test_a_passing_failure_is_over_when_it_could_be_looked_at(
    writer: Writer, reader: Reader
) -> None:
    (file,) = add(writer, "a.jpg")
    item = link(writer, file, duty=CLOUD)
    writer.fail([Failed(file_id=file.id, item_id=item, failure=SLOW)], duty=CLOUD)
    assert reader.rows([item])[0].state is ItemState.FAILED
    look(writer, item, 7)
    assert reader.failures() == []
    assert reader.rows([item])[0].state is ItemState.READY


@pytest.mark.parametrize(
    ("failed_in", "shown"), [(CLOUD, ItemState.FAILED), (DUTY, ItemState.READY)]
)
def test_a_failure_shows_unless_it_was_in_another_space(
    writer: Writer, reader: Reader, failed_in: Duty, shown: ItemState
) -> None:
    (file,) = add(writer, "a.jpg")
    item = link(writer, file, duty=CLOUD)
    look(writer, item, 7)
    link(writer, file, duty=failed_in)
    writer.fail([Failed(file_id=file.id, item_id=item, failure=BROKEN)], duty=failed_in)
    assert reader.rows([item])[0].state is shown


def test_estimates_add_up_what_can_be_sent_now(writer: Writer, reader: Reader) -> None:
    photos = add(writer, "a.jpg", "b.jpg", "broken.jpg", "gone.jpg", "unlooked.jpg")
    items = [link(writer, file, duty=CLOUD) for file in photos]
    for item in items[:4]:
        look(writer, item, 3, 4)
    (copy,) = add(writer, "copy.jpg")
    link(writer, copy, photos[0].id + 1_000, duty=CLOUD)
    broken = Failed(file_id=photos[2].id, item_id=items[2], failure=BROKEN)
    writer.fail([broken], duty=CLOUD)
    writer.record(Changes(gone=(photos[3].id,)))
    (clip,) = add(writer, "c.mp4", kind=Kind.CLIP)
    tokens = Tokens(text=1, image=2, audio=3, video=4, document=5)
    looked = sent(
        1, 2, tokens=tokens, answered=False, facts=Facts(kind=Kind.CLIP, format="mp4")
    )
    film = link(writer, clip, duty=CLOUD)
    writer.keep_looks([Looked(item_id=film, decoded=looked)], duty=CLOUD)
    assert reader.estimates(CLOUD) == {
        Kind.PHOTO: Expected(2, 4, Tokens(text=14)),
        Kind.CLIP: Expected(1, 2, tokens + tokens),
    }
    assert reader.estimates(DUTY) == {}
    assert reader.estimate_of([film, film, items[4], 999], space=CLOUD.space) == tokens + tokens
    assert reader.estimate_of([film], space=DUTY.space) == Tokens()
    writer.commit([Done(item_id=film, decoded=sent(1, 2))], duty=CLOUD)
    assert set(reader.estimates(CLOUD)) == {Kind.PHOTO}
    writer.set_folder_state(folder_id(writer), FolderState.AWAY)
    assert reader.estimates(CLOUD) == {}


def test_what_is_sent_once_counts_once(writer: Writer, reader: Reader) -> None:
    files = add(writer, "a.wav", "b.flac", "c.mp3")
    for file, source in zip(files, (b"same", b"same", b"other"), strict=True):
        item = link(writer, file, duty=CLOUD)
        one = sent(7, answered=False)
        spans = tuple(replace(span, source=source) for span in one.spans)
        looked = replace(one, spans=spans)
        writer.keep_looks([Looked(item_id=item, decoded=looked)], duty=CLOUD)
    found = reader.estimates(CLOUD)[Kind.PHOTO]
    assert (found.contents, found.spans, found.tokens) == (3, 3, Tokens(text=14))


def test_what_was_sent_without_a_look_has_an_estimate_too(
    writer: Writer, reader: Reader
) -> None:
    item = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    writer.commit([Done(item_id=item, decoded=sent(3, 4))], duty=CLOUD)
    assert reader.estimate_of([item], space=CLOUD.space) == Tokens(text=7)
    here = ready(writer, "b.jpg")
    assert reader.estimate_of([here], space=DUTY.space) == Tokens()
    assert reader._db.value("SELECT count(*) FROM estimate") == 1
