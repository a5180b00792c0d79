"""Which names are passed over: include and exclude patterns of one watched folder. Pure; any thread."""

import fnmatch
import os
import re
from collections.abc import Callable, Collection, Sequence


class Patterns:
    """`exclude` holds for the names of files and of folders on the way; `include`, if any, for files alone.

    Patterns are `fnmatch` ones. One with a slash is held against the path below the root (with
    forward slashes on every system), any other against the bare name. What is excluded stays out,
    included or not. The root's own name is never held against anything.
    """

    def __init__(self, *, exclude: Collection[str] = (), include: Collection[str] = ()) -> None:
        self._bare = _any_of([p for p in exclude if "/" not in p])
        self._placed = _any_of([p.strip("/") for p in exclude if "/" in p])
        self._only_bare = _any_of([p for p in include if "/" not in p])
        self._only_placed = _any_of([p.strip("/") for p in include if "/" in p])

    def skips(self, name: str, *, below: str) -> bool:
        """Whether a file or folder called `name` at `below` (its path under the root) stays out."""
        if self._bare is not None and self._bare(name):
            return True
        return self._placed is not None and bool(self._placed(below))

    def takes(self, name: str, *, below: str) -> bool:
        """Whether a file that is not skipped is one of those asked for."""
        if self._only_bare is None and self._only_placed is None:
            return True
        if self._only_bare is not None and self._only_bare(name):
            return True
        return self._only_placed is not None and bool(self._only_placed(below))

    def skips_any(self, names: Sequence[str]) -> bool:
        """Whether any step of the way down (`names` below the root) stays out."""
        return any(
            self.skips(name, below="/".join(names[: depth + 1]))
            for depth, name in enumerate(names)
        )


def _any_of(patterns: Sequence[str]) -> Callable[[str], object] | None:
    """One compiled test for all patterns: a scan asks it once or twice for every name on the disk."""
    if not patterns:
        return None
    flags = re.IGNORECASE if os.name == "nt" else 0
    return re.compile("|".join(fnmatch.translate(p) for p in patterns), flags).match
