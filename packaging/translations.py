#!/usr/bin/env python3
"""Keeps the window's languages up to date: `update`, `missing LANGUAGE`, `fill LANGUAGE FILE`, `check`.

`update` takes the texts from the code, keeps what is translated, marks what is new, drops what is gone, writes the list
of sentences from below the window and compiles. `missing` prints what wants translating as JSON; `fill` takes the same
JSON back, filled in, and compiles. `check` says what is wrong. Run with the Python of `.venv` (lrelease is in it).

Glossary, one word for one thing:

    library   Bibliothek   资料库        photo      Foto       照片
    folder    Ordner       文件夹        clip       Video      视频
    file      Datei        文件          recording  Aufnahme   录音
    match     Treffer      匹配          document   Dokument   文档
    read      einlesen     读取          search     suchen     搜索
    away      nicht da     未连接        copy       Kopie      副本
    key       Schlüssel    密钥          keychain   Schlüsselbund   钥匙串
    agree     zustimmen    同意          batch      Stapel     批处理
    limit     Grenze       上限          example    Beispiel   示例
    in one piece (sent)  Teil  片段      strong / likely / weak match   klarer / wahrscheinlicher / schwacher Treffer
                                                                        匹配度高 / 可能匹配 / 匹配度低

German says neither du nor Sie: infinitives on buttons (Ordner hinzufügen), sentences without a person elsewhere; quotes „…“.
Chinese says 请 where English gives advice, no 您; quotes “…”, full-width punctuation, a space between Chinese and Latin.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as Tree
from collections.abc import Iterable, Iterator
from pathlib import Path

from visible_texts import TOLD, Text, Unreadable, texts_below, texts_of_window

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "findling"
FOLDER = ROOT / "assets" / "translations"
LANGUAGES = ("de", "zh_CN")
SENTENCES = "sentences.txt"
"""What is said below the window, one a line: the window finds a sentence again by it."""

Translations = dict[Text, str]
"""Empty: not translated yet."""

_FILLED = re.compile(r"\{\w+\}")
_KEY = re.compile(r"&(?=[^\s&])")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            return update()
        case ["check"]:
            wrong = [fault for language in LANGUAGES for fault in faults(language)]
            print(*(wrong or ["Every text is translated."]), sep="\n")
            return 1 if wrong else 0
        case ["missing", language] if language in LANGUAGES:
            print(json.dumps(missing(language), ensure_ascii=False, indent=1))
            return 0
        case ["fill", language, file] if language in LANGUAGES:
            return fill(language, json.loads(Path(file).read_text("utf-8")))
    print(__doc__)
    return 2


def all_texts() -> list[Text]:
    return [*texts_of_window(SOURCE / "gui"), *texts_below(SOURCE)]


def update() -> int:
    texts = all_texts()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / SENTENCES).write_text(sentences(texts), "utf-8")
    for language in LANGUAGES:
        before = read(ts_path(language))
        kept = {text: before.get(text, "") for text in texts}
        gone = [text for text in before if text not in kept]
        write(ts_path(language), kept, language=language)
        compile_to(ts_path(language), qm_path(language))
        for text in gone:
            print(f"{language}: no longer said in {text.context}: {text.source}")
        print(
            f"{language}: {len(kept)} texts, {sum(not t for t in kept.values())} to translate"
        )
    return 0


def missing(language: str) -> dict[str, dict[str, str]]:
    wanting: dict[str, dict[str, str]] = {}
    for text, translation in read(ts_path(language)).items():
        if not translation:
            wanting.setdefault(text.context, {})[text.source] = ""
    return wanting


def fill(language: str, given: dict[str, dict[str, str]]) -> int:
    """What is given replaces what was there; a text that nobody says is refused."""
    known = read(ts_path(language))
    for context, entries in given.items():
        for source, translation in entries.items():
            text = Text(context, source)
            if text not in known:
                print(f"not said in {context}: {source}")
                return 1
            known[text] = translation
    write(ts_path(language), known, language=language)
    compile_to(ts_path(language), qm_path(language))
    return 0


def sentences(texts: Iterable[Text]) -> str:
    return "".join(f"{text.source}\n" for text in texts if text.context == TOLD)


# --- files ---


def ts_path(language: str) -> Path:
    return FOLDER / f"findling_{language}.ts"


def qm_path(language: str) -> Path:
    return FOLDER / f"findling_{language}.qm"


def read(path: Path) -> Translations:
    if not path.exists():
        return {}
    known: Translations = {}
    for context in Tree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            text = translation.text or ""
            done = translation.get("type") is None
            known[Text(name, message.findtext("source") or "")] = text if done else ""
    return known


def write(path: Path, translations: Translations, *, language: str) -> None:
    root = Tree.Element("TS", version="2.1", language=language, sourcelanguage="en_GB")
    contexts: dict[str, Tree.Element] = {}
    for name in sorted({text.context for text in translations}):
        contexts[name] = Tree.SubElement(root, "context")
        Tree.SubElement(contexts[name], "name").text = name
    for text, translated in translations.items():
        message = Tree.SubElement(contexts[text.context], "message")
        Tree.SubElement(message, "source").text = text.source
        translation = Tree.SubElement(message, "translation")
        if translated:
            translation.text = translated
        else:
            translation.set("type", "unfinished")
    Tree.indent(root, "    ")
    body = Tree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def compile_to(ts: Path, qm: Path) -> None:
    beside = str(Path(sys.executable).parent)
    tool = shutil.which("pyside6-lrelease", path=beside) or shutil.which("pyside6-lrelease")
    if tool is None:
        raise SystemExit("pyside6-lrelease is missing; run this with the Python of .venv.")
    done = subprocess.run(
        [tool, "-silent", "-nounfinished", str(ts), "-qm", str(qm)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not qm.exists():
        raise SystemExit(f"{ts.name} cannot be compiled: {done.stdout}{done.stderr}")


# --- what may be wrong ---


def faults(language: str) -> list[str]:
    """What stands between these files and a whole translation, each in one line."""
    texts, translations = all_texts(), read(ts_path(language))
    found = [
        f"not in the file: {t.context}: {t.source}" for t in texts if t not in translations
    ]
    found += [
        f"no longer said: {t.context}: {t.source}" for t in translations.keys() - set(texts)
    ]
    for text, translated in translations.items():
        found += [
            f"{what}: {text.context}: {text.source!r} → {translated!r}"
            for what in _faults_of(text.source, translated, language)
        ]
    if (FOLDER / SENTENCES).read_text("utf-8") != sentences(texts):
        found.append(f"{SENTENCES} is of another day")
    if _compiled_anew(language) != qm_path(language).read_bytes():
        found.append(f"{qm_path(language).name} was not compiled from {ts_path(language).name}")
    return [f"{language}: {fault}" for fault in found]


def _faults_of(source: str, translated: str, language: str) -> Iterator[str]:
    if not translated:
        yield "not translated"
        return
    if sorted(_FILLED.findall(source)) != sorted(_FILLED.findall(translated)):
        yield "other {values} are filled in"
    if len(_KEY.findall(source)) != len(_KEY.findall(translated)):
        yield "another number of keys (&)"
    if source.endswith("…") != translated.endswith("…"):
        yield "… at the end of one only"
    if source[:1].isspace() != translated[:1].isspace() and language != "zh_CN":
        yield "a space at the beginning of one only"
    if source.endswith(".") != translated.endswith((".", "。")):
        yield "a full stop at the end of one only"
    if '"' in translated or "..." in translated:
        yield "typewriter quotes or dots"
    if not source.endswith((".", ":")) and wide(translated) > room(source):
        yield f"longer than a button or line has room for ({wide(translated)} > {room(source)})"


def room(source: str) -> int:
    """Columns a translation may take where the English text has its own: short ones may grow more."""
    return max(16, round(wide(source) * (1.6 if wide(source) > 40 else 2.0)) + 4)


def wide(text: str) -> int:
    """Columns: a Chinese character takes two; keys and values that are filled in count as they stand."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _compiled_anew(language: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        compile_to(ts_path(language), Path(folder) / "anew.qm")
        return (Path(folder) / "anew.qm").read_bytes()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unreadable as error:
        sys.exit(str(error))
