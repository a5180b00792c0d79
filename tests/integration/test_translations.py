"""The translations are whole, and the tool that keeps them finds every form of text and every fault."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    sys.path.insert(0, str(ROOT / "packaging"))
    yield importlib.import_module("translations")
    sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture
def small(tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of a few texts."""
    for room in ("gui", *sys.modules["visible_texts"].ROOMS_BELOW):
        (tmp_path / "src" / room).mkdir(parents=True)
    monkeypatch.setattr(tool, "SOURCE", tmp_path / "src")
    monkeypatch.setattr(tool, "FOLDER", tmp_path / "translations")
    monkeypatch.setattr(tool, "LANGUAGES", ("de",))
    return tmp_path / "src"


def found(tool: Any) -> list[tuple[str, str]]:
    return [(text.context, text.source) for text in tool.all_texts()]


@pytest.mark.parametrize("language", ["de", "zh_CN"])
def test_every_text_is_translated(tool: Any, language: str) -> None:
    assert tool.faults(language) == []


def test_the_window_offers_what_is_translated(tool: Any) -> None:
    from findling.gui.language import ENGLISH, NAMES

    assert {*tool.LANGUAGES, ENGLISH} == set(NAMES)


def test_every_form_of_a_text_is_found(tool: Any, small: Path) -> None:
    (small / "gui" / "view.py").write_text(
        """
class View:
    def build(self):
        tr = self.tr
        self.say(self.tr("one"), tr("two"))
        self.say(self.tr("both" if self.many else "sides"))

    def other(self):
        tr = words.translate
        return tr("Other", "three"), words.translate("Other", "fo" "ur")

def free():
    return translate("Free", "five").format(x=1)
""",
        "utf-8",
    )
    assert found(tool) == [
        *(("View", "one"), ("View", "two"), ("View", "both"), ("View", "sides")),
        *(("Other", "three"), ("Other", "four"), ("Free", "five")),
    ]


@pytest.mark.parametrize(
    "line", ['self.tr(f"a {b}")', "self.tr(text)", 'translate("X", "a" + b)', 'translate("X")']
)
def test_a_text_that_cannot_be_read_is_refused(tool: Any, small: Path, line: str) -> None:
    (small / "gui" / "view.py").write_text(f"class V:\n    def x(self):\n        {line}\n")
    with pytest.raises(sys.modules["visible_texts"].Unreadable, match=r"view\.py:3"):
        tool.all_texts()


def test_sentences_below_the_window_are_found(tool: Any, small: Path) -> None:
    (small / "media" / "some.py").write_text(
        """
_END = "and nothing else."
raise FindlingError("code", f"{self.path} is around {other.path} {_END}", hint="Go on." if a else "Stay here.")
raise failure("damaged", what="its end is missing")
log.warning("not for %s a person", name)
""",
        "utf-8",
    )
    assert found(tool) == [
        ("Told", "{path} is around {path2} and nothing else."),
        ("Told", "Go on."),
        ("Told", "Stay here."),
        ("Told", "its end is missing"),
    ]


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(
    tool: Any, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    view = small / "gui" / "view.py"
    view.write_text('a = translate("A", "Open"), translate("A", "Old")')
    tool.update()
    assert tool.missing("de") == {"A": {"Open": "", "Old": ""}}
    assert tool.fill("de", {"A": {"Open": "Öffnen", "Old": "Alt"}}) == 0
    view.write_text('a = translate("A", "Open"), translate("A", "New")')
    tool.update()
    assert tool.missing("de") == {"A": {"New": ""}}
    assert "no longer said in A: Old" in capsys.readouterr().out
    assert [fault.split(": ")[1] for fault in tool.faults("de")] == ["not translated"]
    assert tool.fill("de", {"A": {"Old": "Alt"}}) == 1


@pytest.mark.parametrize(
    ("source", "translated", "fault"),
    [
        ("{count} files", "Dateien", "values"),
        ("{count} files", "{anzahl} Dateien", "values"),
        ("&Test", "Testen", "keys"),
        ("Add…", "Hinzufügen", "…"),
        ("Add…", "Hinzufügen...", "dots"),
        (" and ", "und", "space"),
        ("It is done.", "Erledigt", "full stop"),
        ("Say “this”", 'Sag "dies"', "quotes"),
        ("Open", "Im zugehörigen Programm öffnen", "longer"),
        ("Open", "", "not translated"),
    ],
)
def test_what_is_wrong_with_a_translation(
    tool: Any, source: str, translated: str, fault: str
) -> None:
    assert any(fault in told for told in tool._faults_of(source, translated, "de"))


def test_files_that_do_not_go_together_are_told(tool: Any, small: Path) -> None:
    (small / "gui" / "view.py").write_text('a = translate("A", "Open")')
    tool.update()
    tool.fill("de", {"A": {"Open": "Öffnen"}})
    assert tool.faults("de") == []
    tool.write(tool.ts_path("de"), dict.fromkeys(tool.all_texts(), "Auf"), language="de")
    assert "was not compiled" in tool.faults("de")[0]
    (tool.FOLDER / tool.SENTENCES).write_text("Something else.\n")
    assert "is of another day" in tool.faults("de")[0]
