"""What lies in a library beside the catalogue, held against it: caches, thumbnails, settings, leftovers, permissions.

All of it is derived or a leftover, but for the settings, which are moved aside and never thrown away.
"""

import contextlib
import os
import random
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from findling.catalogue import Reader
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Space, SpaceId
from findling.core.settings import load_settings, set_aside
from findling.media.picture import look_hash
from findling.vectors.audit import audit, strays

MOST_LOOKED_AT = 20_000
"""Thumbnails that are decoded; of more, so many at random. Their length is looked at in all."""
ALIKE = 16
"""Bits of 64 in which a thumbnail may differ from the picture it was made of; two pictures differ in 32."""
_NAME = re.compile(r"[0-9a-f]{32}\.webp")
_LEFTOVERS = ("*.tmp", "*.new", "*.part")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A finding beside the catalogue. `repair` mends one place; None: it mends itself at the next reading."""

    code: str
    what: str
    mend: str
    places: tuple[tuple[Path, str], ...]
    """Where, and in what way."""
    repair: Callable[[Path], object] | None


def look_beside(
    paths: LibraryPaths, reader: Reader, *, spaces: Sequence[Space], grace: float
) -> list[Loose]:
    """`grace`: what is younger than so many seconds may be another program's work under way."""
    before = time.time() - grace
    known = {space.id: space for space in spaces}
    names = reader.space_names()
    checks = (
        _loose(
            "cache",
            "A search index does not fit the catalogue.",
            "It is thrown away, and made anew.",
            (
                (paths.index / name, wrong)
                for name in names
                if name in known
                for wrong in audit(paths.index / name, space=known[name], source=reader)
            ),
            shutil.rmtree,
        ),
        _loose(
            "cache-foreign",
            "There are search indexes of no known way of understanding.",
            "They are thrown away.",
            ((path, "") for path in _below(paths.index) if path.name not in {*names, *known}),
            _throw_away,
        ),
        *_thumbnails(paths, reader, before=before),
        _loose(
            "leftover",
            "Files were left behind half written.",
            "They are thrown away.",
            ((path, "") for path in _leftovers(paths, known) if _older(path, before)),
            _throw_away,
        ),
        _loose(
            "open",
            "Others on this computer may look into the library.",
            "It is closed to them.",
            ((path, "") for path in _open_to_others(paths)),
            lambda path: path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS),
        ),
        _settings(paths),
    )
    return [check for check in checks if check.places]


def _loose(
    code: str,
    what: str,
    mend: str,
    places: Iterable[tuple[Path, str]],
    repair: Callable[[Path], object] | None,
) -> Loose:
    return Loose(code=code, what=what, mend=mend, places=tuple(places), repair=repair)


def _settings(paths: LibraryPaths) -> Loose:
    places = []
    try:
        load_settings(paths.settings)
    except FindlingError as error:
        places.append((paths.settings, error.message))
    return _loose(
        "settings",
        "The settings cannot be read.",
        "They are moved aside, and the defaults hold.",
        places,
        set_aside,
    )


# --- thumbnails ---


def _thumbnails(paths: LibraryPaths, reader: Reader, *, before: float) -> list[Loose]:
    looks = {content: look for content, look, _ in reader.contents_with_looks()}
    there = {path.name: path for path in _thumbnail_files(paths)}
    named = {paths.thumbnail(content).name: content for content in looks}
    missing = [
        (paths.thumbnail(content), "")
        for content, _ in reader.ready_contents()
        if isinstance(content, bytes) and paths.thumbnail(content).name not in there
    ]
    ours = {name: path for name, path in there.items() if path == _place(paths, name)}
    orphans = [
        (path, "") for name, path in there.items() if name not in named or name not in ours
    ]
    return [
        _loose(
            "thumbnail-missing",
            "Thumbnails are missing.",
            "They are drawn again by: findling index",
            missing,
            None,
        ),
        _loose(
            "thumbnail-orphan",
            "There are thumbnails of contents that are not in the library.",
            "They are thrown away.",
            ((path, wrong) for path, wrong in orphans if _older(path, before)),
            _throw_away,
        ),
        _loose(
            "thumbnail",
            "Thumbnails cannot be shown, or show something else.",
            "They are thrown away, and drawn again by: findling index",
            _bad_pictures(
                {path: looks[named[name]] for name, path in ours.items() if name in named}
            ),
            _throw_away,
        ),
    ]


def _place(paths: LibraryPaths, name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    return paths.thumbnail(ContentHash(bytes.fromhex(name[:32])))


def _bad_pictures(pictures: dict[Path, int | None]) -> Iterator[tuple[Path, str]]:
    looked_at = set(random.sample(sorted(pictures), min(len(pictures), MOST_LOOKED_AT)))
    for path, look in pictures.items():
        wrong = _wrong_shape(path) or (path in looked_at and _wrong_picture(path, look)) or ""
        if wrong:
            yield path, wrong


def _wrong_shape(path: Path) -> str:
    """WebP says its own length (RFC 9649, section 2.4). An empty file says that there is no picture."""
    try:
        size = path.stat(follow_symlinks=False).st_size
        with path.open("rb") as content:
            head = content.read(12)
    except OSError as error:
        return error.strerror or "it cannot be read"
    if size == 0:
        return ""
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        return "it is no WebP"
    return "" if int.from_bytes(head[4:8], "little") + 8 == size else "it is cut short"


def _wrong_picture(path: Path, look: int | None) -> str:
    try:
        if path.stat().st_size == 0:
            return ""
        with Image.open(path) as picture:
            picture.load()
            seen = look_hash(picture)
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError):
        return "it cannot be shown"
    if look is not None and (seen ^ look).bit_count() > ALIKE:
        return "it shows something else"
    return ""


def _thumbnail_files(paths: LibraryPaths) -> Iterator[Path]:
    for folder in _below(paths.thumbnails):
        if folder.is_dir() and not folder.is_symlink():
            yield from (path for path in _below(folder) if path.suffix == ".webp")
        elif folder.suffix == ".webp":
            yield folder


# --- files ---


def _leftovers(paths: LibraryPaths, known: dict[SpaceId, Space]) -> Iterator[Path]:
    found = {path for pattern in _LEFTOVERS for path in paths.root.glob(pattern)}
    for folder in (*_below(paths.index), *_below(paths.thumbnails)):
        if folder.is_dir() and not folder.is_symlink():
            found |= {path for pattern in _LEFTOVERS for path in folder.glob(pattern)}
    for name, space in known.items():
        found.update(strays(paths.index / name, space=space))
    yield from sorted(found)


def _open_to_others(paths: LibraryPaths) -> Iterator[Path]:
    if os.name == "nt":
        return
    catalogue = paths.catalogue.name
    wal = [paths.root / f"{catalogue}{end}" for end in ("", "-wal", "-shm")]
    for path in (paths.root, *wal, paths.settings, paths.log, paths.index, paths.thumbnails):
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield path


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _older(path: Path, moment: float) -> bool:
    try:
        return path.stat(follow_symlinks=False).st_mtime <= moment
    except OSError:
        return False


def _throw_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
