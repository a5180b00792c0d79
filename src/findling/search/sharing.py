"""Who is asked for which contents, where several spaces know them. Asks the catalogue; search lane."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Scope
from findling.search.inquiry import Inquiry
from findling.search.realms import Realm

Ids = NDArray[np.int64]

FEW = 10
"""What the first space lacks is little up to one in so many that it has. A file that waits to be sent must not bring
back the old space for all others; a space that has only begun must not be the only judge of what it has."""


class Sharing:
    """`first`: the realm in use; `others` have vectors, too."""

    def __init__(self, inquiry: Inquiry, first: Realm, others: Sequence[Realm]) -> None:
        self._inquiry = inquiry
        self._lacking: dict[str, Ids] = {}
        self.divided = False
        """Each is asked for its own part; else all are asked for all that they have."""
        if not others:
            return
        had = inquiry.everyone(first, Scope.ALL)
        for realm in others:
            there = inquiry.everyone(realm, Scope.SENDABLE)
            self._lacking[realm.name] = np.setdiff1d(there, had, assume_unique=True)
        most = max(map(len, self._lacking.values()), default=0)
        self.divided = most * FEW <= len(had) or inquiry.reader.is_whole(first.duty)

    def of_first(self, first: Realm) -> Ids | None:
        """None: all that it has."""
        return self._inquiry.eligible(first, first.duty.scope if self.divided else Scope.ALL)

    def of_other(self, realm: Realm, *, answered: bool) -> Ids | None:
        """What is left for it, if the first realm answered: what must not be sent, and the little that was not yet
        sent or was refused. A second service is not paid for that."""
        if not (answered and self.divided):
            return self._inquiry.eligible(realm, Scope.ALL)
        if not realm.local:
            return np.empty(0, np.int64)
        own = self._inquiry.everyone(realm, realm.duty.scope)
        together = np.concatenate([own, self._lacking[realm.name]])
        return np.sort(together, kind="stable")  # two sorted runs without a common id
