"""What the service counts and charges, worked out on its own, so that an estimate can be held against it.

Prices: dollars a million input tokens, ai.google.dev/gemini-api/docs/pricing, read on 2026-11-23. There is no row for
PDF pages; they count 258 tokens like an image and are charged like one here.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PRICES: Mapping[str, float] = {
    "TEXT": 0.20,
    "IMAGE": 0.45,
    "AUDIO": 6.50,
    "VIDEO": 12.00,
    "DOCUMENT": 0.45,
}
BATCH_SHARE = 0.5
PICTURE = PAGE = 258
FRAME = 66
SECOND_OF_SOUND = 25

Count = Counter[str]
"""Tokens by modality."""


def letters(text: str) -> int:
    """A token is about four characters; a started one counts."""
    return -(-len(text) // 4)


def seconds_of_sound(seconds: float) -> int:
    return -int(-(seconds * SECOND_OF_SOUND) // 1)


def frames(seconds: float, *, most: int) -> int:
    """One a second; from what is longer than `most` seconds as many, evenly."""
    return min(most, max(1, round(seconds)))


@dataclass(kw_only=True)
class Bill:
    """What was charged so far."""

    requests: int = 0
    contents: Counter[str] = field(default_factory=Counter)
    """By kind."""
    tokens: Count = field(default_factory=Counter)
    """By modality."""
    tokens_by_kind: defaultdict[str, Count] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    usd_by_modality: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    usd_by_kind: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def usd(self) -> float:
        return sum(self.usd_by_modality.values())

    def charge(self, kind: str, tokens: Count, *, batch: bool = False, sign: int = 1) -> None:
        """One content. `sign` -1 takes it back."""
        self.contents[kind] += sign
        for modality, count in tokens.items():
            usd = sign * count * PRICES[modality] / 1e6 * (BATCH_SHARE if batch else 1.0)
            self.tokens[modality] += sign * count
            self.tokens_by_kind[kind][modality] += sign * count
            self.usd_by_modality[modality] += usd
            self.usd_by_kind[kind] += usd

    def as_json(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "contents": dict(self.contents),
            "tokens": dict(self.tokens),
            "tokens_by_kind": {
                kind: dict(count) for kind, count in self.tokens_by_kind.items()
            },
            "usd": self.usd,
            "usd_by_modality": dict(self.usd_by_modality),
            "usd_by_kind": dict(self.usd_by_kind),
        }


def usage(tokens: Count) -> dict[str, Any]:
    """As `usageMetadata`."""
    details = [
        {"modality": modality, "tokenCount": count}
        for modality, count in sorted(tokens.items())
        if count
    ]
    return {"promptTokenCount": tokens.total(), "promptTokensDetails": details}
