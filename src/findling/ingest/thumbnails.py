"""The thumbnail files of a library: a cache, so they are renamed into place but not forced to the disk.

Written on the ingest thread before the content's commit, so that what is ready has its picture.
"""

import contextlib
from collections.abc import Iterable

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash


def write_thumbnail(paths: LibraryPaths, *, content: ContentHash, picture: bytes) -> None:
    """Puts the encoded picture where readers look for it. Raises OSError.

    Nothing to draw leaves an empty file, which says that there is no picture to wait for.
    """
    place = paths.thumbnail(content)
    temporary = place.with_suffix(".new")
    try:
        temporary.write_bytes(picture)
    except FileNotFoundError:  # the first picture in its subfolder
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(picture)
    temporary.replace(place)


def delete_thumbnails(paths: LibraryPaths, contents: Iterable[ContentHash]) -> None:
    """Takes away the pictures of contents that the catalogue has dropped. Raises OSError."""
    for content in contents:
        with contextlib.suppress(FileNotFoundError):
            paths.thumbnail(content).unlink()
