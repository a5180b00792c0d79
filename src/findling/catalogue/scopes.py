"""Which contents and files a space answers for, as SQL. Any connection's thread.

A content is *local only* as soon as one of its files, present or missing, lies in a marked folder; a file
whose content is not known yet goes by its folder. Marked folders are rare: without one, nothing here costs.
"""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from typing import assert_never

from findling.catalogue.connection import Database
from findling.core.model import ItemId, Scope

MARKED = "(SELECT id FROM watched_folder WHERE local_only = 1)"


def narrowed(db: Database, scope: Scope) -> Scope | None:
    """What the scope comes to in this library: all of it where no folder is marked. None: nothing."""
    if scope is Scope.ALL or db.value(f"SELECT EXISTS {MARKED}"):
        return scope
    return Scope.ALL if scope is Scope.SENDABLE else None


def item_in(scope: Scope, item: str) -> str:
    """Whether the content whose id is the SQL expression `item` belongs to the scope.

    One step in the index `file_by_folder` for each marked folder.
    """
    kept = f"EXISTS (SELECT 1 FROM file g WHERE g.folder_id IN {MARKED} AND g.item_id = {item})"
    match scope:
        case Scope.ALL:
            return "1"
        case Scope.LOCAL_ONLY:
            return kept
        case Scope.SENDABLE:
            return f"NOT {kept}"
        case _:
            assert_never(scope)


def folder_in(scope: Scope, folder: str) -> str:
    """The same for a file without a known content; `folder` is the alias of its watched folder."""
    match scope:
        case Scope.ALL:
            return "1"
        case Scope.LOCAL_ONLY:
            return f"{folder}.local_only = 1"
        case Scope.SENDABLE:
            return f"{folder}.local_only = 0"
        case _:
            assert_never(scope)


def is_local_only(db: Database, item: ItemId) -> bool:
    return bool(db.value(f"SELECT {item_in(Scope.LOCAL_ONLY, '?')}", [item]))
