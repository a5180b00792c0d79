"""Every check of a catalogue, in the order in which they are mended, and the two ways to go through them.

`look` reads only, on any connection; `mend` changes, on the writer's thread, in one transaction. What is mended is
derived, or says nothing: what was paid for is kept as an answer before the row that held it goes.
"""

from collections.abc import Mapping

from findling.catalogue import (
    check_files,
    check_items,
    check_money,
    check_structure,
    check_vectors,
    check_words,
)
from findling.catalogue.checking import Check, Places, Widths
from findling.catalogue.connection import Database
from findling.core.errors import FindlingError
from findling.core.model import SpaceId
from findling.core.report import Finding

CHECKS: tuple[Check, ...] = (
    *check_structure.CHECKS,
    *check_money.CHECKS,
    *check_files.CHECKS,
    *check_items.CHECKS,
    *check_vectors.CHECKS,
    *check_words.CHECKS,
    *check_structure.LAST,
)
ROUNDS = 3
"""Mending one thing may lay bare another: a row whose owner went, a content left without vectors."""


def look(db: Database, *, widths: Mapping[SpaceId, int]) -> list[Finding]:
    """`widths`: dimensions of the spaces that are known to the program; another's are those of its most vectors."""
    found = _places(db, Widths(db, widths))
    return [_finding(check, places, mended=False) for check, places in found.items()]


def mend(db: Database, *, widths: Mapping[SpaceId, int]) -> list[Finding]:
    """What was found at first, and whether it is gone now."""
    first = left = _places(db, Widths(db, widths))
    for _ in range(ROUNDS):
        if not any(check.repair for check in left):
            break
        with db.transaction():
            _mend_once(db, Widths(db, widths))
        left = _places(db, Widths(db, widths))
    return [
        *(_finding(check, places, mended=check not in left) for check, places in first.items()),
        *(
            _finding(check, places, mended=False)
            for check, places in left.items()
            if check not in first
        ),
    ]


def _mend_once(db: Database, widths: Widths) -> None:
    for check in CHECKS:
        if check.repair is not None:
            places = check.find(db, widths)
            if places:
                check.repair(db, places)


def _places(db: Database, widths: Widths) -> dict[Check, Places]:
    found: dict[Check, Places] = {}
    for check in CHECKS:
        try:
            places = check.find(db, widths)
        except FindlingError as error:
            if error.code != "library-damaged":
                raise
            places = [(error.message,)]
        if places:
            found[check] = places
    return found


def _finding(check: Check, places: Places, *, mended: bool) -> Finding:
    return Finding(
        code=check.code,
        what=check.what,
        mend=check.mend,
        places=tuple(f"{check.of} {'/'.join(map(_shown, place))}".strip() for place in places),
        mended=mended,
    )


def _shown(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
