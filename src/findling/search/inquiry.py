"""One question as it is put to one space after the other: what it is there as a vector, and what is nearest to it.

Runs on the search lane.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.core.model import Payload, Scope, Vector
from findling.search.examples import ExampleReader
from findling.search.question import Question
from findling.search.realms import Meaning, Realm
from findling.search.retrieve import Moments, by_meaning
from findling.search.waiting import step
from findling.search.wording import Eligible, eligible_in, everyone

SPANS_PER_HIT = 2
LEAST_SPANS = 200
"""Spans fetched of each kind: enough that documents of many pages do not use up the list."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """What one space says: the question as its vector there, and the moments nearest to it."""

    realm: Realm
    meaning: Meaning
    question: Vector
    moments: Moments


class Withheld(Exception):
    """A service cannot be asked, because an example would have to be sent that must not be."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class Inquiry:
    """`allowed`: who may answer, in whichever space."""

    def __init__(
        self,
        question: Question,
        *,
        reader: Reader,
        allowed: Eligible,
        files: ExampleReader,
        superseded: Callable[[], bool],
    ) -> None:
        self.question = question
        self.reader = reader
        self.superseded = superseded
        self._allowed = allowed
        self._files = files

    def eligible(self, realm: Realm, scope: Scope) -> NDArray[np.int64] | None:
        """Sorted ids of those that may answer there; None for all."""
        return eligible_in(self.reader, self._allowed, space=realm.space.id, scope=scope)

    def everyone(self, realm: Realm, scope: Scope) -> NDArray[np.int64]:
        """The same where None would not do."""
        ids = self.eligible(realm, scope)
        return everyone(self.reader, space=realm.space.id) if ids is None else ids

    def put(
        self, realm: Realm, meaning: Meaning, *, ids: NDArray[np.int64] | None
    ) -> Finding | None:
        """None where there is no meaning in the question. Raises Withheld, Superseded, and FindlingError: the example
        cannot be read, or the provider does not answer."""
        vector = self._vector(realm, meaning)
        if vector is None:
            return None
        step(self.superseded)
        if realm.follow:
            meaning.nearest.refresh(self.reader)
        moments = by_meaning(
            vector,
            meaning.nearest,
            kinds=self.question.kinds,
            count=max(LEAST_SPANS, SPANS_PER_HIT * self.question.request.limit),
            allowed=ids,
            usual={} if self.question.examples else meaning.usual.of_words(),
            scale=meaning.scale,
        )
        step(self.superseded)
        return Finding(realm=realm, meaning=meaning, question=vector, moments=moments)

    def _vector(self, realm: Realm, meaning: Meaning) -> Vector | None:
        content = self._one_content(realm, meaning)
        return meaning.questions.vector(
            self.question.parsed.meaning,
            without=self.question.without,
            examples=self._examples(realm, meaning) if content is None else (),
            content=content,
            superseded=self.superseded,
        )

    def _one_content(self, realm: Realm, meaning: Meaning) -> Payload | None:
        if meaning.remote is None or not self.question.examples:
            return None
        return self._files.one_content(
            self.question.parsed.meaning,
            self.question.examples,
            reader=self.reader,
            realm=realm,
            form=meaning.remote.form,
            superseded=self.superseded,
        )

    def _examples(self, realm: Realm, meaning: Meaning) -> list[NDArray[np.float32]]:
        found = []
        for example in self.question.examples:
            vectors = self._files.vectors(
                example,
                reader=self.reader,
                realm=realm,
                meaning=meaning,
                superseded=self.superseded,
            )
            if vectors is None:
                raise Withheld(example.path)
            found.append(vectors)
        return found
