"""Keeps the nearest-neighbour index at what the catalogue holds, and on the disk. Ingest thread only."""

import logging
from collections.abc import Sequence
from typing import Protocol

from findling.catalogue import Reader
from findling.core.errors import FindlingError

log = logging.getLogger(__name__)

STEP_SECONDS = 0.1
"""How long the ingest thread gives itself to the graphs before it sees to anything else."""


class Index(Protocol):
    """What ingest asks of the index (see `findling.vectors.nearest`)."""

    def load(self, source: Reader) -> None: ...

    def refresh(self, source: Reader) -> int: ...

    def prepare(self, *, seconds: float = ...) -> bool: ...

    def save(self) -> None: ...


class IndexKeeper:
    """An index is a cache: whatever goes wrong with its files costs a line in the log and nothing else."""

    def __init__(self, index: Index | None, *, reader: Reader) -> None:
        self._index = index
        self._reader = reader
        self._loaded = False
        self._unsaved = False
        self._unprepared = False

    @property
    def behind(self) -> bool:
        """`rest` has something to do."""
        return self._unsaved or self._unprepared

    def load(self) -> None:
        """Once, before the first reading."""
        if self._index is not None and not self._loaded:
            self._loaded = self._unprepared = True
            self._index.load(self._reader)

    def refresh(self) -> None:
        """Takes what was committed since: searches find it from now on."""
        if self._index is not None and self._loaded and self._index.refresh(self._reader):
            self._unsaved = True

    def rest(self) -> None:
        """One step of what is done while nothing is being read: save, then build and prove the graphs."""
        if self._index is None:
            return
        try:
            if self._unsaved:
                self._unsaved = False
                self._index.save()
                self._unprepared = True
            elif self._unprepared:
                self._unprepared = False
                self._unprepared = self._index.prepare(seconds=STEP_SECONDS)
        except (FindlingError, OSError) as error:
            log.warning("the index was not kept: %s", error)


class IndexKeepers:
    """The indexes of all spaces that are filled here, one step at a time."""

    def __init__(self, keepers: Sequence[IndexKeeper]) -> None:
        self._keepers = keepers

    @property
    def behind(self) -> bool:
        return any(keeper.behind for keeper in self._keepers)

    def load(self) -> None:
        for keeper in self._keepers:
            keeper.load()

    def refresh(self) -> None:
        for keeper in self._keepers:
            keeper.refresh()

    def rest(self) -> None:
        for keeper in self._keepers:
            if keeper.behind:
                keeper.rest()
                return
