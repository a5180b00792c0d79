"""What is chosen in the grid, as it is shown: the ids at once, their files when someone asks the library."""

from dataclasses import dataclass
from pathlib import Path

from findling.core.errors import FindlingError
from findling.core.model import FileRow
from findling.gui import words
from findling.gui.grid_view import GridView
from findling.gui.services import Browse

MOST = 10_000
"""Files that are handed on at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`found`: of hits, the file that is shown. `folded`: near-identical items that are shown as one with these."""

    ids: tuple[int, ...]
    found: dict[int, Path]
    folded: int = 0

    @property
    def trouble(self) -> FindlingError | None:
        if len(self.ids) <= MOST:
            return None
        most = words.number(MOST)
        return FindlingError(
            "too-many",
            words.translate("Choice", "These are more than {most} files.").format(most=most),
            hint=words.translate("Choice", "Choose fewer at once."),
        )

    def paths(self, browse: Browse) -> list[Path]:
        """Lane's thread. What vanished meanwhile is left out."""
        if trouble := self.trouble:
            raise trouble
        return [self.found.get(row.id, row.path) for row in browse.rows(self.ids)]

    def files(self, browse: Browse) -> tuple[list[FileRow], int]:
        """Lane's thread. The shown file of each item, and how many others of the same content stay."""
        shown = dict.fromkeys(self.paths(browse))
        every = {row.path: row for row in browse.files(self.ids)}
        return [every[path] for path in shown if path in every], len(
            every.keys() - shown.keys()
        )


def chosen(grid: GridView) -> Choice:
    results = grid.results
    ids = tuple(int(i) for i in results.ids[grid.selection.mask][: MOST + 1])
    hits = [hit for i in ids if (hit := results.hits.get(i)) is not None]
    return Choice(
        ids=ids,
        found={int(hit.item_id): hit.path for hit in hits},
        folded=sum(len(hit.copies) for hit in hits),
    )
