"""Light, dark and contrast: as the system says, at once, or as a person chose."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from findling.core.settings import Appearance
from findling.gui import theme as theme_module
from findling.gui.icons import Icons
from findling.gui.palette import DARK, LIGHT, in_high_contrast
from findling.gui.theme import Theme


class System:
    """A system whose wishes a test decides."""

    def __init__(self) -> None:
        self.scheme = Qt.ColorScheme.Light
        self.contrast = Qt.ContrastPreference.NoPreference
        self.forced: list[Qt.ColorScheme] = []

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802
        self.forced.append(scheme)

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
        return self.contrast


@pytest.fixture
def following(
    qapp: QApplication, icons: Icons, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Theme, System]]:
    made, system = Theme(qapp, icons=icons), System()
    monkeypatch.setattr(theme_module, "_hints", lambda: (system, system))
    made._follow()
    yield made, system
    made.deleteLater()


def test_the_system_is_followed_live(following: tuple[Theme, System]) -> None:
    theme, system = following
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.palette.dark))
    assert theme.palette == LIGHT
    hints = QGuiApplication.styleHints()
    system.scheme = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.palette == DARK
    system.contrast = Qt.ContrastPreference.HighContrast
    hints.accessibility().contrastPreferenceChanged.emit(system.contrast)
    assert theme.palette == in_high_contrast(DARK)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == [True, True]


def test_what_was_chosen_goes_before_the_system(following: tuple[Theme, System]) -> None:
    theme, system = following
    theme.set_appearance(Appearance.DARK)
    assert theme.palette == DARK
    theme._follow()
    assert theme.palette == DARK
    theme.set_appearance(Appearance.SYSTEM)
    assert theme.palette == LIGHT
    assert system.forced == [Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown]
