"""Decides for each question which spaces are asked for what, and lets none of them spoil the answer of the others.

A service that has read everything it may is asked for that, and the provider on this machine for the rest; until then,
and where the service does not answer, each is asked for all that it has. Runs on the search lane.
"""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader, open_reader
from findling.core.errors import FindlingError
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.search.examples import UNREADABLE, ExampleDecoder, ExampleReader
from findling.search.inquiry import Finding, Inquiry, Withheld
from findling.search.question import Question
from findling.search.realms import Loader, Meaning, Realm
from findling.search.sharing import Sharing
from findling.search.waiting import POLL, step
from findling.search.wording import Eligible

STILL_LOADING = "Still getting ready: for now, only names, dates and texts are searched."
PARTLY_LOADING = "Still getting ready: for now, meaning is not compared everywhere."


@dataclass(slots=True)
class Findings:
    """What all spaces say together, and what a person has to know about those that could not be asked."""

    found: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    trouble: FindlingError | None = None
    """The first that came up."""
    loading: bool = False

    def told(self) -> tuple[str, ...]:
        loading = [PARTLY_LOADING if self.found else STILL_LOADING] if self.loading else []
        return tuple(dict.fromkeys([*loading, *self.notices]))


class Council:
    """All realms of a library, in order of preference. If the first one is local, nobody far away is ever asked."""

    def __init__(
        self,
        realms: Sequence[Realm],
        *,
        paths: LibraryPaths,
        decoder: ExampleDecoder | None,
        publish: Publish | None = None,
    ) -> None:
        self._paths = paths
        self._loaders = [
            Loader(realm, paths=paths, publish=publish)
            for realm in realms
            if realm.local or not realms[0].local
        ]
        self._files = ExampleReader(decoder)
        self._patient = True
        self._warm_up: threading.Thread | None = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Starts loading what there is to ask. Any thread; returns at once. Questions do not wait for it any more."""
        self._patient = False
        with self._lock:
            if self._warm_up is None:
                self._warm_up = threading.Thread(
                    target=self._load_all, name="search-warm-up", daemon=True
                )
                self._warm_up.start()

    def wait_ready(self, timeout: float | None = None) -> bool:
        """Waits until all that there is to ask can answer; False if the time ran out. Raises the FindlingError
        that keeps meaning off altogether."""
        until = None if timeout is None else time.monotonic() + timeout
        self.warm_up()
        assert self._warm_up is not None
        self._warm_up.join(timeout)
        begun = [loader for loader in self._loaders if loader.started]
        if self._warm_up.is_alive() or not all(_loaded_by(until, one) for one in begun):
            return False
        troubles = [loader.trouble for loader in begun if loader.meaning is None]
        if troubles and len(troubles) == len(begun) and troubles[0] is not None:
            raise troubles[0]
        return True

    def ask(
        self,
        question: Question,
        *,
        reader: Reader,
        allowed: Eligible,
        superseded: Callable[[], bool],
    ) -> Findings:
        """Raises Superseded, and FindlingError where nobody could answer a question by example."""
        findings = Findings()
        inquiry = Inquiry(
            question,
            reader=reader,
            allowed=allowed,
            files=self._files,
            superseded=superseded,
        )
        first, *others = self._loaders
        others = [one for one in others if reader.has_vectors(one.realm.space.id)]
        sharing = Sharing(inquiry, first.realm, [one.realm for one in others])
        ids = sharing.of_first(first.realm)
        answered = self._ask_one(first, inquiry, ids=ids, findings=findings)
        for loader in others:
            ids = sharing.of_other(loader.realm, answered=answered)
            self._ask_one(loader, inquiry, ids=ids, findings=findings)
        if question.examples and not findings.found and findings.trouble is not None:
            raise findings.trouble
        return findings

    def close(self, timeout: float = 3.0) -> None:
        """Closes all providers. Idempotent; call it when no question is under way."""
        with self._lock:
            warm_up = self._warm_up
        if warm_up is not None:
            warm_up.join(timeout)
        for loader in self._loaders:
            loader.close(timeout)

    def _load_all(self) -> None:
        """What is on this machine and preferred is loaded in any case; others where there is something to ask."""
        if self._loaders[0].realm.local:
            self._loaders[0].start()
        with suppress(FindlingError), closing(open_reader(self._paths)) as reader:
            for loader in self._loaders:
                if reader.has_vectors(loader.realm.space.id):
                    loader.start()

    def _ask_one(
        self,
        loader: Loader,
        inquiry: Inquiry,
        *,
        ids: NDArray[np.int64] | None,
        findings: Findings,
    ) -> bool:
        """Whether this realm has said all that it has to say about these items. Where there are none it is neither
        loaded nor asked."""
        realm = loader.realm
        nobody = ids is not None and not len(ids)
        if nobody or not inquiry.reader.has_vectors(realm.space.id):
            return True
        try:
            meaning = self._loaded(loader, inquiry)
            if meaning is None:
                findings.loading = True
                return False
            finding = inquiry.put(realm, meaning, ids=ids)
        except Withheld as kept:
            findings.notices.append(_stays_here(kept))
            return False
        except FindlingError as error:
            findings.trouble = findings.trouble or error
            if error.code != UNREADABLE:
                findings.notices.append(f"{error.message} {error.hint}")
            return False
        if finding is not None:
            findings.found.append(finding)
        return True

    def _loaded(self, loader: Loader, inquiry: Inquiry) -> Meaning | None:
        """What is loaded by now. A question by example has to wait: nothing else can answer it."""
        loader.start()
        while (inquiry.question.examples or self._patient) and not loader.wait(POLL):
            step(inquiry.superseded)
        if loader.trouble is not None:
            raise loader.trouble
        return loader.meaning


def _loaded_by(until: float | None, loader: Loader) -> bool:
    return loader.wait(None if until is None else max(0.0, until - time.monotonic()))


def _stays_here(kept: Withheld) -> str:
    return (
        f"“{kept.path.name}” stays on this computer, because its folder is kept on this computer only: "
        "it is compared only with what was understood here."
    )
