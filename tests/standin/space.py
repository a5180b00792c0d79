"""A small space in which a picture, its caption's words and its sound agree.

A word is a direction, drawn from its own hash. A text is the sum of its words. A medium that was taught is the sum of
its caption's words and of its look or sound; one that was not is its look or sound alone: like media are near, others
are not. The first 768 numbers weigh double, so that a renormalised prefix says the same as the whole.
"""

import hashlib
import json
import re
import threading
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tests.standin.contents import Content
from tests.standin.media import Seen, Spectrum, Thumb

Direction = NDArray[np.float32]
"""Shape (dimensions,), of unit length."""
_HEAVY = 768
_NAMED, _LOOK = 0.85, 0.5
"""Shares of the words and of the look in a medium that was taught."""
_SAME_LOOK = 0.06
"""Root mean square between two small copies of one picture, 0 to 1. Of 219 photos, each is within 0.007 of its JPEG at
480 pixels, and no two are nearer than 0.09."""
_SAME_SOUND = 0.4
"""The same between two spectra of one sound, in powers of ten. 92 of 93 pieces of recordings are within 0.37 of the
recording after MP3, and nearer to it than to another one."""
_PLAIN = 0.03
"""Standard deviation under which a frame shows nothing of its clip: black, white."""
_PREFIX = re.compile(r"\A(task: [a-z ]+ \| \w+: |title: )")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "with",
        "is",
        "are",
        "by",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "und",
        "mit",
    ]
)


class Taught:
    """Small copies or spectra with their words. Any thread."""

    def __init__(self, *, within: float) -> None:
        self._within = within
        self._lock = threading.Lock()
        self._known: list[NDArray[np.float32]] = []
        self._words: list[str] = []
        self._table: NDArray[np.float32] | None = None

    def add(self, one: NDArray[np.float32], words: str) -> None:
        with self._lock:
            self._known.append(one.ravel())
            self._words.append(words)
            self._table = None

    def nearest(self, seen: Sequence[NDArray[np.float32]]) -> str | None:
        """The words of the one that is nearest to any of these, if it is near enough."""
        with self._lock:
            if not self._known:
                return None
            if self._table is None:
                self._table = np.stack(self._known)
            table, words = self._table, self._words
        best, found = self._within, None
        for one in seen:
            distances = np.sqrt(np.mean((table - one.ravel()) ** 2, axis=1))
            row = int(distances.argmin())
            if distances[row] < best:
                best, found = float(distances[row]), words[row]
        return found


class Space:
    """What was taught, and where a content lies. Any thread."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._looks = Taught(within=_SAME_LOOK)
        self._sounds = Taught(within=_SAME_SOUND)

    def teach(self, seen: Seen, words: str) -> None:
        """From now on what looks or sounds like it is found by these words."""
        for small in seen.thumbs:
            if small.std() > _PLAIN or len(seen.thumbs) == 1:
                self._looks.add(small, words)
        if seen.spectrum is not None and seen.spectrum.any():
            self._sounds.add(seen.spectrum, words)

    def vector(self, content: Content, seen: Sequence[Seen]) -> Direction:
        """The normalised sum of its parts."""
        pairs = zip(content.parts, seen, strict=True)
        parts = [self._part(what, family=part.family) for part, what in pairs]
        if not content.config.get("audioTrackExtraction"):
            return _unit(np.sum(parts, axis=0))
        tracks = [self._sound(what.spectrum) for what in seen if what.spectrum is not None]
        return _unit(np.sum([*parts, *tracks], axis=0))

    def _part(self, seen: Seen, *, family: str) -> Direction:
        match family:
            case "text":
                return self.words(seen.text)
            case "audio" if seen.spectrum is not None:
                return self._sound(seen.spectrum)
            case "image" | "video":
                return self._look(seen.thumbs)
        look = self._look(seen.thumbs[:1])
        return (
            _unit(_NAMED * self.words(seen.text) + _LOOK * look) if seen.text.strip() else look
        )

    def words(self, text: str) -> Direction:
        """Where a text lies, its prefix left away."""
        plain = _PREFIX.sub("", text.replace("title: none | text: ", "", 1), count=1)
        plain = plain.replace(" | text: ", " ", 1)
        counted = Counter(_stem(word) for word in _WORD.findall(plain.lower()))
        kept = {word: n for word, n in counted.items() if word not in _SMALL} or counted
        if not kept:
            return direction(f"text {text}", self.dimensions)
        return _unit(
            np.sum(
                [n**0.5 * direction(word, self.dimensions) for word, n in kept.items()], axis=0
            )
        )

    def _look(self, thumbs: Sequence[Thumb]) -> Direction:
        middle = thumbs[len(thumbs) // 2]
        look = _projected(_look_features(middle), "look", self.dimensions)
        return self._named(look, self._looks.nearest(thumbs))

    def _sound(self, spectrum: Spectrum) -> Direction:
        sound = _projected(spectrum - spectrum.mean(), "sound", self.dimensions)
        return self._named(sound, self._sounds.nearest([spectrum]))

    def _named(self, medium: Direction, words: str | None) -> Direction:
        if words is None or not words.strip():
            return medium
        return _unit(_NAMED * self.words(words) + _LOOK * medium)


@lru_cache(maxsize=4096)
def direction(name: str, dimensions: int) -> Direction:
    """Always the same for the same name."""
    seed = int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(dimensions)
    drawn[_HEAVY:] /= 2
    return _unit(drawn)


def written(vector: Direction, width: int) -> str:
    """As it is answered: its beginning, brought to unit length again, in eight digits, as JSON."""
    numbers = np.round(_unit(vector[:width]).astype(np.float64), 8)
    return json.dumps({"values": numbers.tolist()})


@lru_cache(maxsize=256)
def ready(number: int, dimensions: int, width: int) -> str:
    """One of a few vectors that are written once and for all."""
    return written(direction(f"ready {number}", dimensions), width)


def _projected(features: NDArray[np.float32], name: str, dimensions: int) -> Direction:
    """Angles between features are kept."""
    return _unit(features @ _matrix(name, features.size, dimensions))


@lru_cache(maxsize=8)
def _matrix(name: str, rows: int, dimensions: int) -> NDArray[np.float32]:
    return np.stack([direction(f"{name} {row}", dimensions) for row in range(rows)])


def _look_features(small: Thumb) -> NDArray[np.float32]:
    """How it is laid out, its mean colour, and which colours it has."""
    coarse = small.reshape(8, 2, 8, 2, 3).mean(axis=(1, 3))
    mean = coarse.mean(axis=(0, 1))
    layout = (coarse - mean).ravel()
    bins = np.minimum((small * 4).astype(int), 3) @ np.array([16, 4, 1])
    shares = np.sqrt(np.bincount(bins.ravel(), minlength=64) / bins.size) - 0.06
    length = float(np.linalg.norm(layout))
    layout = layout / length if length > 0.3 else layout
    return np.concatenate([layout, mean - 0.5, 0.3 * shares]).astype(np.float32)


def _stem(word: str) -> str:
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    )


def _unit(vector: NDArray[np.floating]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    if length < 1e-9:
        vector, length = np.eye(1, vector.size)[0], 1.0
    return (vector / length).astype(np.float32)
