"""What is sent of an example that the library does not have: a few of its spans, evenly over its length.

`take` runs on the decode pool's thread; the rest on the search lane, when the pool is done.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from findling.core.model import Decoded, Kind, Payload, Span

MOST_ASKED = 4
"""Contents asked for a file: each costs money."""
MOST_HELD = 8
"""Moments held while the file is read; beyond it every other one is let go."""
_PICTURES = ("image/jpeg", "image/png")
_WORDS = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file's payloads, at most MOST_ASKED. `is_picture`: one picture, with or without words, is all there is to it."""

    payloads: tuple[Payload, ...]
    is_picture: bool


class Sample:
    """Thins out as it fills, so that a long film costs no more memory than a short one."""

    def __init__(self) -> None:
        self._held: list[
            tuple[int, list[Payload]]
        ] = []  # moments by number, with their payloads
        self._stride = 1
        self._seen = 0
        self._last: Span | None = None

    def take(self, part: Decoded, go_on: Callable[[], None]) -> None:
        """Takes a piece of the file as the decode pool hands it over."""
        for span in part.spans:
            if span.payload is not None:
                self._add(span.span, span.payload)
        go_on()

    def all_in(self, decoded: Decoded) -> Prepared:
        """Nothing more is coming; `decoded` is what the pool said at the end."""
        moments = [payloads for _, payloads in self._held]
        widest = max(map(len, moments), default=1)
        count = max(1, min(len(moments), MOST_ASKED // widest))
        chosen = np.linspace(0, len(moments) - 1, count).round().astype(int).tolist()
        payloads = [one for i in chosen if moments for one in moments[i]][:MOST_ASKED]
        single = decoded.facts.kind is Kind.PHOTO or decoded.facts.pages == 1
        return Prepared(
            payloads=tuple(payloads),
            is_picture=single and len(payloads) == 1 and _is_picture(payloads[0]),
        )

    def _add(self, span: Span, payload: Payload) -> None:
        """What is seen and what is heard of the same seconds is one moment, and stays together."""
        if span != self._last:
            self._last = span
            number, self._seen = self._seen, self._seen + 1
            if number % self._stride:
                return
            if len(self._held) == MOST_HELD:
                self._stride *= 2
                self._held = [one for one in self._held if one[0] % self._stride == 0]
                if number % self._stride:
                    return
            self._held.append((number, []))
        if self._held[-1][0] == self._seen - 1:
            self._held[-1][1].append(payload)


def _is_picture(payload: Payload) -> bool:
    kinds = [part.mime for part in payload.parts]
    pictures = sum(kind in _PICTURES for kind in kinds)
    return pictures == 1 and all(kind in _PICTURES or kind == _WORDS for kind in kinds)
