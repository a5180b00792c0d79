"""One question as it is put to one space after the other: what it is there as a vector, and what is nearest to it.

Runs on the search lane.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.core.model import Kind, Payload, Scope, Vector
from findling.search.calibrate import Background
from findling.search.examples import ExampleReader
from findling.search.oracle import unit
from findling.search.question import Piece, Question
from findling.search.realms import Meaning, Realm
from findling.search.retrieve import Moments, backgrounds_of, by_meaning
from findling.search.waiting import step
from findling.search.weighing import Pull, Weighed, together, weigh
from findling.search.wording import Eligible, eligible_in, everyone

SPANS_PER_HIT = 2
LEAST_SPANS = 200
"""Spans fetched of each kind: enough that documents of many pages do not use up the list."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """What one space says: the question as its vector there, what that is made of, and the moments nearest to it."""

    realm: Realm
    meaning: Meaning
    question: Vector
    pulls: tuple[Pull, ...]
    moments: Moments
    backgrounds: Mapping[Kind, Background]


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
        if realm.follow:
            meaning.nearest.refresh(self.reader)
        pulls = self._pulls(realm, meaning)
        if not pulls:
            return None
        step(self.superseded)
        vector = together(pulls)
        backgrounds = backgrounds_of(
            vector,
            meaning.nearest,
            usual={} if self.question.examples else meaning.usual.of_words(),
            scale=meaning.scale,
        )
        moments = by_meaning(
            vector,
            meaning.nearest,
            kinds=self.question.kinds,
            count=max(LEAST_SPANS, SPANS_PER_HIT * self.question.request.limit),
            allowed=ids,
            backgrounds=backgrounds,
        )
        step(self.superseded)
        return Finding(
            realm=realm,
            meaning=meaning,
            question=vector,
            pulls=pulls,
            moments=moments,
            backgrounds=backgrounds,
        )

    def _pulls(self, realm: Realm, meaning: Meaning) -> tuple[Pull, ...]:
        joined, content = self._joined(realm, meaning)
        weighed = [*self._of_content(meaning, joined, content)]
        weighed += self._of_words(meaning, joined)
        weighed += self._of_examples(realm, meaning, joined)
        return weigh(weighed)

    def _of_words(self, meaning: Meaning, joined: frozenset[int]) -> list[Weighed]:
        pieces = {
            number: piece
            for number, piece in enumerate(self.question.pieces)
            if piece.part.text and piece.weight and number not in joined
        }
        told = meaning.questions.of_words(
            dict.fromkeys(piece.part.text for piece in pieces.values()),
            superseded=self.superseded,
        )
        return [
            Weighed(
                parts=(number,),
                vector=told[piece.part.text],
                weight=piece.weight,
                is_words=True,
            )
            for number, piece in pieces.items()
        ]

    def _of_examples(
        self, realm: Realm, meaning: Meaning, joined: frozenset[int]
    ) -> list[Weighed]:
        return [
            Weighed(
                parts=(number,),
                vector=meaning.questions.of_example(self._vectors(piece, realm, meaning)),
                weight=piece.weight,
                role=piece.role,
            )
            for number, piece in enumerate(self.question.pieces)
            if piece.example is not None and piece.weight and number not in joined
        ]

    def _vectors(self, piece: Piece, realm: Realm, meaning: Meaning) -> NDArray[np.float32]:
        """A marked answer speaks where it has been read; it is not sent for that."""
        example = piece.example
        assert example is not None
        if piece.is_marked:
            assert example.item_id is not None
            return self.reader.item_vectors(example.item_id, realm.space.id)
        vectors = self._files.vectors(
            example,
            reader=self.reader,
            realm=realm,
            meaning=meaning,
            superseded=self.superseded,
        )
        if vectors is None:
            raise Withheld(example.path)
        return vectors

    def _of_content(
        self, meaning: Meaning, joined: frozenset[int], content: Payload | None
    ) -> list[Weighed]:
        if content is None:
            return []
        [vector] = meaning.questions.of_contents([content], superseded=self.superseded)
        return [Weighed(parts=tuple(sorted(joined)), vector=unit(vector))]

    def _joined(self, realm: Realm, meaning: Meaning) -> tuple[frozenset[int], Payload | None]:
        """The parts that a service takes as one content, and that: all that is moved to, if it weighs the same."""
        pieces = {
            number: piece
            for number, piece in enumerate(self.question.pieces)
            if piece.weight > 0 and not piece.is_marked
        }
        examples = [p.example for p in pieces.values() if p.example is not None]
        if (
            meaning.remote is None
            or not examples
            or len({piece.weight for piece in pieces.values()}) > 1
        ):
            return frozenset(), None
        content = self._files.one_content(
            " ".join(piece.part.text for piece in pieces.values() if piece.part.text),
            examples,
            reader=self.reader,
            realm=realm,
            form=meaning.remote.form,
            superseded=self.superseded,
        )
        return (frozenset(pieces), content) if content is not None else (frozenset(), None)
