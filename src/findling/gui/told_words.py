"""What the rooms below the window say (errors, reasons, notices), in the window's language.

They say it in English, in whole sentences with something filled in, and know of no window. `assets/translations` lists
these sentences; here a sentence is found again by them, and said in the language in use. What is not listed stays as
it is. GUI thread.
"""

import re
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from findling.core.assets import asset
from findling.core.errors import FindlingError
from findling.gui.words import translate

CONTEXT = "Told"
SENTENCES = "sentences.txt"
_look_up = QCoreApplication.translate
"""For texts that are taken from the list, not from this code."""
_VALUE = re.compile(r"\{(\w+)\}")
_END = re.compile(r"(?<=[.!?])\s+")


class _Known:
    """The list; empty as long as English is spoken and nothing needs to be found again."""

    def __init__(self) -> None:
        self.sentences: frozenset[str] = frozenset()

    @cached_property
    def patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Of sentences with something filled in, the most definite first."""
        templates = [sentence for sentence in self.sentences if _VALUE.search(sentence)]
        templates.sort(key=lambda template: (-len(_VALUE.sub("", template)), template))
        return tuple((_pattern(template), template) for template in templates)


_known = _Known()


def load() -> None:
    """Reads the list, once."""
    if not _known.sentences:
        lines = asset("translations", SENTENCES).read_text(encoding="utf-8").split("\n")
        _known.sentences = frozenset(line for line in lines if line)


def told(text: str) -> str:
    """`text` is a sentence, or several, as they came from below."""
    if not text or not _known.sentences:
        return text
    if (whole := _said(text)) is not None:
        return whole
    parts = _END.split(text)
    for cut in range(len(parts) - 1, 0, -1):
        first = _said(" ".join(parts[:cut]))
        if first is not None:
            return _together(first, told(" ".join(parts[cut:])))
    if len(parts) > 1:
        return _together(parts[0], told(" ".join(parts[1:])))
    return text


def of_error(error: FindlingError) -> str:
    """What is wrong and what would help."""
    if not error.hint:
        return told(error.message)
    return _together(told(error.message), told(error.hint))


def _together(message: str, hint: str) -> str:
    return translate("Words", "{message} {hint}").format(message=message, hint=hint)


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _VALUE.split(template)
    return re.compile(
        "".join(
            f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece)
            for place, piece in enumerate(pieces)
        ),
        re.DOTALL,
    )


def _said(text: str) -> str | None:
    """None: it is not one of the sentences."""
    if text in _known.sentences:
        return _look_up(CONTEXT, text)
    for pattern, template in _known.patterns:
        if (match := pattern.fullmatch(text)) is not None:
            values = {name: _value(value) for name, value in match.groupdict().items()}
            return _look_up(CONTEXT, template).format(**values)
    return None


def _value(text: str) -> str:
    """A part of a sentence that may be one itself, without its end and capital letter."""
    if (said := _said(text)) is not None:
        return said
    whole = f"{text[:1].upper()}{text[1:]}."
    if (said := _said(whole)) is not None:
        return said.rstrip(".。")
    return text
