"""How far the library is, and what could not be read. Any connection's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Sequence

from findling.catalogue.columns import KINDS, as_path
from findling.catalogue.connection import Database
from findling.catalogue.pending import space_id
from findling.catalogue.rows import MAX_ATTEMPTS
from findling.catalogue.scopes import folder_in, item_in, narrowed
from findling.core.model import Duty, Kind
from findling.core.report import FailureRow, KindCounts

_COUNT_ITEMS = """
    SELECT p.kind,
        CASE WHEN p.missing THEN 'missing'
            WHEN s.state = 1 AND (s.plan = :plan OR x.id IS NOT NULL) THEN 'ready'
            WHEN x.id IS NOT NULL THEN 'failed' ELSE 'pending' END AS truth,
        count(*)
    FROM (SELECT item_id, kind, min(state) AS missing FROM file INDEXED BY file_by_item
        WHERE item_id IS NOT NULL GROUP BY item_id) p
    LEFT JOIN item_space s ON s.item_id = p.item_id AND s.space_id = :space
    LEFT JOIN failure x ON x.item_id = p.item_id AND x.space_id = :space
        AND (x.lasting = 1 OR (x.attempts >= :attempts AND x.plan = :plan))
    WHERE {scope} GROUP BY p.kind, truth
"""

_COUNT_UNHASHED = """
    SELECT f.kind,
        CASE WHEN f.state = 1 THEN 'missing' WHEN x.id IS NOT NULL THEN 'failed'
            ELSE 'pending' END AS truth,
        count(*)
    FROM file f JOIN watched_folder w ON w.id = f.folder_id
    LEFT JOIN failure x ON x.file_id = f.id
        AND (x.lasting = 1 OR x.attempts >= :attempts)
    WHERE f.item_id IS NULL AND f.kind IS NOT NULL AND {scope} GROUP BY f.kind, truth
"""


def counts(db: Database, duties: Sequence[Duty]) -> dict[Kind, KindCounts]:
    """Contents by kind and state, each in the duty it falls to. Ready: it has its vectors.

    A file whose content has no hash yet counts as one content.
    """
    found = {kind: dict.fromkeys(("ready", "pending", "failed", "missing"), 0) for kind in Kind}
    for duty in duties:
        scope = narrowed(db, duty.scope)
        if scope is None:
            continue
        space = space_id(db, duty.space)
        values = {"space": space, "plan": duty.plan, "attempts": MAX_ATTEMPTS}
        for sql in (
            _COUNT_ITEMS.format(scope=item_in(scope, "p.item_id")),
            _COUNT_UNHASHED.format(scope=folder_in(scope, "w")),
        ):
            for code, state, count in db.rows(sql, values):
                found[KINDS[code]][state] += count
    return {kind: KindCounts(**states) for kind, states in found.items()}


def failures(db: Database, duties: Sequence[Duty] | None) -> list[FailureRow]:
    """One row a present file, by path: the copies of a broken content are named each.

    With duties, only what failed where it is one of theirs to read; files without a hash always.
    """
    ours = ["1"] if duties is None else ["x.item_id IS NULL"]
    for duty in duties or ():
        if (scope := narrowed(db, duty.scope)) is not None:
            key = space_id(db, duty.space)
            ours.append(f"(x.space_id = {key} AND {item_in(scope, 'x.item_id')})")
    rows = db.rows(
        "SELECT f.path, f.kind, x.code, x.reason, x.hint, x.attempts FROM failure x"
        " JOIN file f ON f.id = x.file_id OR f.item_id = x.item_id"
        f" WHERE f.state = 0 AND f.kind IS NOT NULL AND ({' OR '.join(ours)}) ORDER BY f.path"
    )
    return [
        FailureRow(
            path=as_path(path),
            kind=KINDS[kind],
            code=code,
            reason=reason,
            hint=hint,
            attempts=attempts,
        )
        for path, kind, code, reason, hint, attempts in rows
    ]
