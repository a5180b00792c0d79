"""How words become findable: what is put into the full-text tables, and what is asked of them.

Pure functions, any thread. Both sides must agree, so that both stand here.
"""

import re
import unicodedata
from collections.abc import Sequence

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana and iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
)
"""Characters of scripts that put no spaces between words: each is indexed as a word of its own."""
_EACH_UNSPACED = re.compile(f"([{_UNSPACED}])")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(r"[^\W_]+")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def fit(text: str) -> str:
    """The text without what UTF-8 and SQLite cannot hold (lone surrogates, NUL)."""
    return _UNFIT.sub("\ufffd", text)


def spread(text: str) -> str:
    """Sets characters of unspaced scripts apart, so that each can be found."""
    return _EACH_UNSPACED.sub(r" \1 ", fit(text)) if not text.isascii() else fit(text)


def name_words(name: str) -> str:
    """A file or folder name as written, followed by its parts: `IMG1234` is found by `1234`."""
    parts = _CAMEL.sub(" ", name)
    return spread(name if parts == name else f"{name} {parts}")


def fold(text: str) -> str:
    """Letters and digits only, without case and accents, one space between words."""
    decomposed = unicodedata.normalize("NFKD", fit(text).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_WORD.findall(spread(plain)))


def quoted(term: str, *, prefix: bool = False) -> str | None:
    """One word or phrase as a full-text string; None if there is no letter or digit in it.

    Everything inside double quotes is literal to FTS5, so that no input can be an operator.
    """
    words = spread(term).replace('"', " ").split()
    if not any(c.isalnum() for word in words for c in word):
        return None
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def all_of(
    words: Sequence[str], phrases: Sequence[str] = (), *, prefix_last: bool = False
) -> list[str]:
    """The terms of which a match must contain every one, each fit to stand in a MATCH."""
    last = len(words) - 1
    terms = [quoted(w, prefix=prefix_last and i == last) for i, w in enumerate(words)]
    terms += [quoted(phrase) for phrase in phrases]
    return [term for term in terms if term is not None]
