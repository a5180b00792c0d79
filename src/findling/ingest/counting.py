"""Counts what a folder holds before it is watched, as a look at it would see it. Any thread; reads names only."""

from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from time import monotonic

from findling.core.model import Kind
from findling.core.report import FolderCount
from findling.ingest.patterns import Patterns
from findling.ingest.scan import Root, Unread, walk
from findling.media.names import kind_by_name

TELLING = 0.2
"""Seconds between two counts that are told while it goes on."""


def count_folder(
    path: Path,
    told: Callable[[FolderCount], None],
    wanted: Callable[[], bool],
    *,
    exclude: Collection[str],
    clock: Callable[[], float] = monotonic,
) -> None:
    """Tells how many files of each kind lie in the folder: now and then while it counts, and at last.

    Ends without a word once it is not `wanted` any more. A folder that cannot be listed holds nothing.
    """
    kinds: Counter[Kind] = Counter()
    tell_at = clock() + TELLING
    for seen in walk(path, root=Root(path, Patterns(exclude=exclude))):
        if not wanted():
            return
        if isinstance(seen, Unread):
            continue
        kind = kind_by_name(seen.found.path.name)
        if kind is not None:
            kinds[kind] += 1
        if clock() >= tell_at:
            told(FolderCount(path=path, kinds=dict(kinds)))
            tell_at = clock() + TELLING
    told(FolderCount(path=path, kinds=dict(kinds), done=True))
