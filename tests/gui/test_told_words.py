"""Sentences from below the window are found again, with what is filled in, and said in the language in use."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from findling.core.assets import asset
from findling.core.errors import FindlingError
from findling.embedding.registry import describe_providers
from findling.gui.language import speak
from findling.gui.told_words import SENTENCES, load, of_error, told
from findling.media.failures import codes, failure


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    speak(qapp, "en")


def every_sentence() -> list[str]:
    return asset("translations", SENTENCES).read_text("utf-8").splitlines()


def filled(sentence: str) -> str:
    return sentence.replace("{", "").replace("}", "")


def test_english_stays_word_for_word(qapp: QApplication) -> None:
    load()
    for sentence in every_sentence():
        assert told(filled(sentence)) == filled(sentence)


def test_every_sentence_is_found_again(german: None) -> None:
    same = [s for s in every_sentence() if " " in s.strip() and told(filled(s)) == filled(s)]
    assert same == []


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("There is no folder at /home/a b.", "Unter /home/a b gibt es keinen Ordner."),
        (
            "The file says it is 90000 × 90000 pixels, more than can be read safely.",
            "Die Datei ist nach eigener Angabe 90000 × 90000 Pixel groß, mehr als sich sicher lesen lässt.",
        ),
        (
            "/x.jpg cannot be used as an example: the file is empty.",
            "/x.jpg taugt nicht als Beispiel: Die Datei ist leer.",
        ),
        (
            "What Google allows this project in a day is used up. Findling goes on tomorrow at 09:00.",
            "Was Google diesem Projekt erlaubt, ist für diesen Tag aufgebraucht. Findling macht morgen um 09:00 weiter.",
        ),
        (
            "Google's service cannot be reached. Look at the network connection; Findling goes on by itself when it is back.",
            "Googles Dienst ist nicht erreichbar. Die Netzverbindung prüfen; Findling macht von selbst weiter, wenn sie wieder da ist.",
        ),
        ("Something new. Ask again.", "Something new. Noch einmal fragen."),
        ("Something that nobody listed", "Something that nobody listed"),
        ("{path} and } braces {", "{path} and } braces {"),
        ("", ""),
    ],
)
def test_what_is_filled_in_stays(german: None, english: str, said: str) -> None:
    assert told(english) == said


def test_an_error_is_one_text(german: None) -> None:
    error = FindlingError("x", "There is no folder at /{a}.", hint="Check the name.")
    assert of_error(error) == "Unter /{a} gibt es keinen Ordner. Den Namen prüfen."
    assert of_error(FindlingError("x", "Sending was stopped.", hint="")) == (
        "Das Senden wurde angehalten."
    )


def test_every_reason_of_a_failure_is_said(german: None) -> None:
    for code in codes():
        error = failure(code, what="its structure is broken", claimed="JPG", actual="PNG")
        assert told(error.message) != error.message
        assert told(error.hint) != error.hint


def test_what_is_told_of_a_provider_is_said(german: None) -> None:
    for note in describe_providers():
        for text in (note.limits, note.leaves, note.to_whom, note.terms):
            assert not text or told(text) != text
