"""The window's language: which one, its texts, Qt's own words, its dates and figures, and which way it runs.

GUI thread, once, before the first window: it reads a few small files. Another choice takes effect at the next start.
"""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from findling.core.assets import asset
from findling.gui import told_words

log = logging.getLogger(__name__)

ENGLISH = "en"
NAMES = {ENGLISH: "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""Every language the window speaks, by its own name, for a choice in the settings."""
_QT = "qtbase"


def speak(app: QApplication, wanted: str = "") -> str:
    """Makes the program speak `wanted` (a key of `NAMES`; empty: the system's language). Returns which one it is.

    Called again, it replaces what was spoken before: texts that stand already stay as they are.
    """
    _forget(app)
    language = wanted if wanted in NAMES else choose(QLocale.system().uiLanguages())
    QLocale.setDefault(_locale(language))
    app.setLayoutDirection(QLocale(language).textDirection())
    if language != ENGLISH:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _load(app, f"{_QT}_{language}", qt)
        _load(app, f"findling_{language}", str(asset("translations")))
        told_words.load()
    log.debug("language: %s", language)
    return language


def choose(preferred: Sequence[str]) -> str:
    """The first of the preferred languages ("de-AT") that the window speaks; English if there is none."""
    for name in preferred:
        locale = QLocale(name)
        if locale.language() == QLocale.Language.English:
            return ENGLISH
        for known in NAMES:
            ours = QLocale(known)
            if (locale.language(), locale.script()) == (ours.language(), ours.script()):
                return known
    return ENGLISH


def _locale(language: str) -> QLocale:
    """The system's own way to write dates and figures where it speaks the same language."""
    system = QLocale.system()
    if system.language() == QLocale(language).language():
        return system
    if language == ENGLISH:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language)


def _load(app: QApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)
    else:
        log.warning("no translation %s in %s", name, folder)
        translator.deleteLater()


def _forget(app: QApplication) -> None:
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
