"""A request, understood: what is looked for, and what narrows it. Pure data."""

from dataclasses import dataclass

from findling.core.model import Kind
from findling.core.query import Filter, KindIs, SearchRequest
from findling.search.examples import Example
from findling.search.parse import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    request: SearchRequest
    parsed: Parsed
    filters: tuple[Filter, ...]
    without: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def kinds(self) -> frozenset[Kind]:
        kinds = frozenset(Kind)
        for one in self.filters:
            kinds = kinds & one.kinds if isinstance(one, KindIs) else kinds
        return kinds

    @property
    def asks(self) -> bool:
        """Whether anything is looked for; filters and excluded words alone only narrow."""
        return bool(self.parsed.meaning or self.parsed.phrases or self.request.like)

    @property
    def means(self) -> bool:
        """Whether there is anything whose meaning can be asked for."""
        words = bool(self.parsed.meaning or self.examples)
        return words and not self.request.words_only
