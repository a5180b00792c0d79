from pathlib import Path

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.ingest.thumbnails import delete_thumbnails, write_thumbnail

CONTENT = ContentHash(bytes(range(16)))


def test_written_where_readers_look_and_deleted_again(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path)
    place = paths.thumbnail(CONTENT)
    write_thumbnail(paths, content=CONTENT, picture=b"one")
    write_thumbnail(paths, content=CONTENT, picture=b"two")
    assert place.read_bytes() == b"two"
    assert list(place.parent.iterdir()) == [place]

    delete_thumbnails(paths, [CONTENT, ContentHash(bytes(16))])
    assert not place.exists()


def test_nothing_to_draw_leaves_a_mark(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path)
    write_thumbnail(paths, content=CONTENT, picture=b"")
    assert paths.thumbnail(CONTENT).read_bytes() == b""
