"""Light or dark, contrast, motion and type size: follows the system and tells the views.

One per window process, made on the GUI thread; every view that paints gets it by constructor.
"""

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessibilityHints,
    QFont,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QStyleFactory

from findling.core.settings import Appearance
from findling.gui.icons import IconName, Icons
from findling.gui.palette import (
    DARK,
    LIGHT,
    in_high_contrast,
    qt_palette,
    style_sheet,
)

BODY = 13
"""Pixels of running text in the drawings; the system's font may be larger and scales all."""


@cache
def _hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """Held for the life of the process: PySide 6.12 takes the second for deleted once the first is let go."""
    hints = QGuiApplication.styleHints()
    return hints, hints.accessibility()


class Theme(QObject):
    changed = Signal()

    def __init__(self, app: QApplication, *, icons: Icons, dark: bool | None = None) -> None:
        """`dark` fixes the choice instead of following the system."""
        super().__init__(app)
        self.icons = icons
        self.palette = LIGHT
        self._app = app
        self._dark = dark
        self._appearance = Appearance.SYSTEM
        self._scale = max(1.0, QFontInfo(app.font()).pixelSize() / BODY)
        if style := QStyleFactory.create("Fusion"):
            app.setStyle(style)  # the one style that takes our palette whole on every platform
        hints, access = _hints()
        hints.colorSchemeChanged.connect(self._follow)
        access.contrastPreferenceChanged.connect(self._follow)
        self._follow()

    def set_appearance(self, appearance: Appearance) -> None:
        """Light or dark whatever the system says, or as it says. The frames that Qt draws itself follow."""
        if appearance is self._appearance:
            return
        self._appearance = appearance
        self._dark = {Appearance.LIGHT: False, Appearance.DARK: True}.get(appearance)
        _hints()[0].setColorScheme(
            {
                Appearance.LIGHT: Qt.ColorScheme.Light,
                Appearance.DARK: Qt.ColorScheme.Dark,
            }.get(appearance, Qt.ColorScheme.Unknown)
        )
        self._follow()

    @property
    def mirrored(self) -> bool:
        """Whether the window runs from right to left."""
        return self._app.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def moves(self) -> bool:
        """Whether motion is welcome."""
        return _hints()[1].motionPreference() != Qt.MotionPreference.ReducedMotion

    def font(self, pixels: int, *, bold: bool = False) -> QFont:
        """The system's interface font at a drawn size, with figures of equal width where it has them."""
        font = QFont(self._app.font())
        font.setPixelSize(self.px(pixels))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def px(self, pixels: int) -> int:
        """A size that grows with the system's font."""
        return round(pixels * self._scale)

    def icon(self, name: IconName, *, colour: str | None = None, size: int = 18) -> QIcon:
        return self.icons.icon(name, colour=colour or self.palette.second, size=size)

    @Slot()
    def _follow(self) -> None:
        hints, access = _hints()
        dark = self._dark
        if dark is None:
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
        palette = DARK if dark else LIGHT
        if access.contrastPreference() == Qt.ContrastPreference.HighContrast:
            palette = in_high_contrast(palette)
        sheet = style_sheet(palette, scale=self._scale, mirrored=self.mirrored)
        if palette == self.palette and self._app.styleSheet() == sheet:
            return
        self.palette = palette
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(sheet)
        self.changed.emit()
