"""A request, understood: what is looked for, and what narrows it. Pure data."""

from dataclasses import dataclass

from findling.core.model import Kind
from findling.core.query import Asked, Filter, KindIs, Part, Role, SearchRequest
from findling.search.examples import Example
from findling.search.parse import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of the question. `example`: its file, where it is none of words."""

    part: Part
    role: Role = Role.PART
    example: Example | None = None

    @property
    def weight(self) -> float:
        return self.part.weight

    @property
    def is_marked(self) -> bool:
        return self.role is not Role.PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`pieces`: the typed words first, then what was given, at the end what was marked."""

    request: SearchRequest
    parsed: Parsed
    filters: tuple[Filter, ...]
    without: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Files that the question is made of; marked answers are none."""
        return tuple(
            piece.example
            for piece in self.pieces
            if piece.example is not None and not piece.is_marked
        )

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(Asked(part=piece.part, role=piece.role) for piece in self.pieces)

    @property
    def kinds(self) -> frozenset[Kind]:
        kinds = frozenset(Kind)
        for one in self.filters:
            kinds = kinds & one.kinds if isinstance(one, KindIs) else kinds
        return kinds

    @property
    def seeks(self) -> bool:
        """Whether anything is moved to; what is only moved away from narrows."""
        return any(piece.weight > 0 for piece in self.pieces if piece.role is not Role.LESS)

    @property
    def reads_words(self) -> bool:
        """Whether the typed words are looked for in names and texts."""
        return self.request.text_weight > 0 or not self.parsed.meaning

    @property
    def asks(self) -> bool:
        """Whether anything is looked for; filters and excluded words alone only narrow."""
        return bool(self.parsed.phrases) or self.seeks

    @property
    def means(self) -> bool:
        """Whether there is anything whose meaning can be asked for."""
        return self.seeks and not self.request.words_only
