"""In which order contents are read."""

from findling.catalogue import Writer
from findling.core.model import Kind
from tests.unit.catalogue.made import DUTY, add, link


def order(writer: Writer, limit: int = 20) -> list[str]:
    return [row.path.name for row in writer.pending(DUTY, limit=limit)]


def test_cheap_kinds_first_and_the_newest_of_each(writer: Writer) -> None:
    add(writer, "old.mp4", "new.mp4", kind=Kind.CLIP)
    add(writer, "old.pdf", "new.pdf", kind=Kind.DOCUMENT)
    add(writer, "old.mp3", "new.mp3", kind=Kind.RECORDING)
    add(writer, "old.jpg", "new.jpg", kind=Kind.PHOTO)
    expected = [
        f"{age}.{end}" for end in ("jpg", "mp3", "pdf", "mp4") for age in ("new", "old")
    ]
    assert order(writer) == expected
    assert order(writer, limit=3) == expected[:3]


def test_hashed_and_unhashed_files_stand_in_one_order(writer: Writer) -> None:
    files = add(writer, "1.jpg", "2.jpg", "3.jpg", "4.jpg")
    link(writer, files[1])
    link(writer, files[3])
    assert order(writer) == ["4.jpg", "3.jpg", "2.jpg", "1.jpg"]


def test_of_several_copies_one_is_read(writer: Writer) -> None:
    old, new = add(writer, "old.jpg", "new.jpg")
    link(writer, old, 7)
    link(writer, new, 7)
    assert order(writer) == ["new.jpg"]
    assert writer.pending_count(DUTY) == 1


def test_a_file_dated_1970_is_read_too(writer: Writer) -> None:
    (file,) = add(writer, "epoch.jpg", mtime=0)
    link(writer, file)
    assert order(writer) == ["epoch.jpg"]
