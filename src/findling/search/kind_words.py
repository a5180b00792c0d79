"""Kinds of media as people say them, as data, and where such a word is a wish and not a thing to be seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from findling.core.model import Kind

KIND_WORDS: dict[str, Kind] = {
    **dict.fromkeys(("photo", "photos", "picture", "pictures", "image", "images"), Kind.PHOTO),
    **dict.fromkeys(("clip", "clips", "video", "videos", "movie", "movies"), Kind.CLIP),
    **dict.fromkeys(("recording", "recordings", "audio", "sound", "sounds"), Kind.RECORDING),
    **dict.fromkeys(("document", "documents", "pdf", "pdfs"), Kind.DOCUMENT),
    **dict.fromkeys(("foto", "fotos", "bild", "bilder"), Kind.PHOTO),
    **dict.fromkeys(("film", "filme"), Kind.CLIP),
    **dict.fromkeys(("aufnahme", "aufnahmen", "tonaufnahme", "tonaufnahmen"), Kind.RECORDING),
    **dict.fromkeys(("dokument", "dokumente"), Kind.DOCUMENT),
    **dict.fromkeys(("照片", "相片", "图片", "圖片"), Kind.PHOTO),
    **dict.fromkeys(("视频", "視頻", "影片"), Kind.CLIP),
    **dict.fromkeys(("录音", "錄音", "音频", "音頻"), Kind.RECORDING),
    **dict.fromkeys(("文档", "文檔", "文件"), Kind.DOCUMENT),
}
"""What may stand after `kind:`."""

SAID: dict[str, Kind] = {
    **dict.fromkeys(("photos", "photographs", "pictures", "images", "pics"), Kind.PHOTO),
    **dict.fromkeys(("clips", "videos", "movies"), Kind.CLIP),
    **dict.fromkeys(("recordings",), Kind.RECORDING),
    **dict.fromkeys(("documents", "pdfs"), Kind.DOCUMENT),
    **dict.fromkeys(("fotos", "bilder", "fotografien"), Kind.PHOTO),
    **dict.fromkeys(("filme",), Kind.CLIP),
    **dict.fromkeys(("tonaufnahmen",), Kind.RECORDING),
    **dict.fromkeys(("dokumente",), Kind.DOCUMENT),
}
"""What is a wish at the beginning, before "of" or the like, and after the last word."""
ONE: dict[str, Kind] = {
    **dict.fromkeys(("photo", "photograph", "picture", "image", "foto", "bild"), Kind.PHOTO),
    **dict.fromkeys(("clip", "video"), Kind.CLIP),
    **dict.fromkeys(("recording", "tonaufnahme"), Kind.RECORDING),
    **dict.fromkeys(("document", "pdf", "dokument"), Kind.DOCUMENT),
}
"""The same of a single one: only at the beginning, and not "the picture of Dorian Gray"."""
CHINESE: dict[str, Kind] = {
    word: kind
    for word, kind in KIND_WORDS.items()
    if not word.isascii() and word not in ("文件",)
}
GAP = "\0"
"""Stands where something was understood: no word goes on across it."""
_LEAD = r"(?:(?:show me|find(?: me)?|all|my|our|the|some|zeige?(?: mir)?|finde|alle|meine|unsere)\s+)*"
_TIE = r"of|from|showing|about|by|with|von|vom|mit|aus|über"
_NO_WISH = frozenset(
    {
        *(
            "of",
            "with",
            "the",
            "these",
            "those",
            "some",
            "a",
            "an",
            "and",
            "or",
            "in",
            "on",
            "at",
        ),
        *(
            "for",
            "by",
            "to",
            "taking",
            "take",
            "takes",
            "took",
            "looking",
            "watching",
            "showing",
        ),
        *(
            "sharing",
            "hanging",
            "making",
            "der",
            "die",
            "das",
            "den",
            "mit",
            "von",
            "und",
            "oder",
        ),
        *("auf", "an", "am", "im", "zu", "diese", "einige", "als"),
    }
)
"""Words before a kind that make it a thing to be seen: "taking photos"."""
MOST_WORDS = 4
"""A kind at the end is a wish after few words: "cat videos", but not the last word of a whole sentence."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`text[start:end]` asks for this kind."""

    start: int
    end: int
    kind: Kind


def _any(words: dict[str, Kind]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FIRST = re.compile(rf"[\s{GAP}]*{_LEAD}(?P<kind>{_any(SAID)})(?![\w-]|['’]\w)", re.I)
_NEXT = re.compile(rf"\s*(?:,|and|or|und|oder|&)\s*(?P<kind>{_any(SAID)})(?![\w-])", re.I)
_TIED = re.compile(rf"\s*[,;]?\s*(?:$|(?={GAP})|(?:{_TIE})\s+(?=\S))", re.I)
_SINGLE = re.compile(
    rf"[\s{GAP}]*(?:(?:a|an|one|ein|eine)\s+)?(?P<kind>{_any(ONE)})\s+(?:of|von|vom)\s+(?=\S)",
    re.I,
)
_LAST = re.compile(rf"(?<=[\s{GAP}])(?P<kind>{_any(SAID)})[\s{GAP}]*$", re.I)
_HAN = "\u3400-\u9fff"
_CHINESE_FIRST = re.compile(
    rf"(?<![{_HAN}])(?:所有的?|我的|全部)?(?P<kind>{_any(CHINESE)})(?![{_HAN}])"
)
_CHINESE_END = re.compile(rf"(?<=[{_HAN}][{_HAN}])(?P<kind>{_any(CHINESE)})[\s{GAP}]*$")
_CHINESE_LAST = re.compile(rf"\s*的\s*(?:所有)?(?P<kind>{_any(CHINESE)})(?![{_HAN}])")


def wishes_in(text: str) -> Iterator[Wish]:
    """The kinds that are asked for; `text` has GAPs where something else was understood."""
    found = [*_at_beginning(text)] or [*_at_end(text)]
    yield from found
    if not found:
        for pattern in (_CHINESE_LAST, _CHINESE_FIRST, _CHINESE_END):
            for said in pattern.finditer(text):
                yield Wish(said.start(), said.end(), CHINESE[said["kind"]])
                return


def _at_beginning(text: str) -> Iterator[Wish]:
    single = _SINGLE.match(text)
    if single is not None:
        yield Wish(_bare(text, 0), single.end(), ONE[single["kind"].lower()])
        return
    first = _FIRST.match(text)
    if first is None:
        return
    wishes = [Wish(_bare(text, 0), first.end(), SAID[first["kind"].lower()])]
    while (more := _NEXT.match(text, wishes[-1].end)) is not None:
        wishes.append(Wish(wishes[-1].end, more.end(), SAID[more["kind"].lower()]))
    tied = _TIED.match(text, wishes[-1].end)
    if tied is not None:
        last = wishes.pop()
        yield from wishes
        yield Wish(last.start, tied.end(), last.kind)


def _at_end(text: str) -> Iterator[Wish]:
    last = _LAST.search(text)
    if last is None:
        return
    words = text[: last.start()].replace(GAP, " ").split()
    if 0 < len(words) <= MOST_WORDS and not _NO_WISH.intersection(
        (words[-1].lower(), *(("of",) if "of" in words else ()))
    ):
        yield Wish(last.start("kind"), last.end("kind"), SAID[last["kind"].lower()])


def _bare(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == GAP):
        at += 1
    return at
