"""The only place with colours: three palettes, and the style sheet and QPalette made of them.

Pure values and functions; called by the theme on the GUI thread.
"""

from dataclasses import asdict, dataclass, replace
from string import Template

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as #RRGGBB. `glass` is laid over pictures, 168 of 255 opaque."""

    dark: bool
    background: str
    side: str
    raised: str
    text: str
    second: str
    faint: str
    hairline: str
    accent: str
    on_accent: str
    wash: str
    hover: str
    warning: str
    mark: str = "#F2C94C"
    glass: str = "#141210"
    on_glass: str = "#FFFFFF"
    page: str = "#FFFFFF"


LIGHT = Palette(
    dark=False,
    background="#FAF9F7",
    side="#F3F1EE",
    raised="#FFFFFF",
    text="#1E1C1A",
    second="#6F6A64",
    faint="#8A847C",
    hairline="#E6E2DC",
    accent="#2F6F5E",
    on_accent="#FFFFFF",
    wash="#E3EFEA",
    hover="#EFECE7",
    warning="#B4552D",
)
DARK = Palette(
    dark=True,
    background="#171615",
    side="#1C1B1A",
    raised="#232120",
    text="#EFECE8",
    second="#A8A199",
    faint="#857E77",
    hairline="#2E2B29",
    accent="#7CC4AC",
    on_accent="#12231D",
    wash="#22352E",
    hover="#2A2826",
    warning="#E08A5F",
)

WAVE_GROUND, WAVE_INK = "#EFECE7", "#2F6F5E"
"""How the library draws waveforms; recoloured for the palette in use when they are shown."""


def in_high_contrast(palette: Palette) -> Palette:
    """The same palette with nothing pale in it: outlines and second lines in the colour of the text."""
    text, ground = ("#FFFFFF", "#000000") if palette.dark else ("#000000", "#FFFFFF")
    return replace(
        palette,
        background=ground,
        side=ground,
        raised=ground,
        text=text,
        second=text,
        faint=text,
        hairline=text,
        accent="#9BE8CC" if palette.dark else "#0B4A3A",
        warning="#FFB08A" if palette.dark else "#7A2E0C",
    )


def glass(palette: Palette) -> QColor:
    colour = QColor(palette.glass)
    colour.setAlpha(168)
    return colour


def band_colour(palette: Palette) -> QColor:
    """What the rectangle that chooses is filled with."""
    colour = QColor(palette.accent)
    colour.setAlpha(40)
    return colour


def shadow() -> QColor:
    return QColor(0, 0, 0, 38)


def veil() -> QColor:
    """Over the window while one thing is looked at closely."""
    return QColor(0, 0, 0, 110)


def item_colour(rgb: int, palette: Palette) -> QColor:
    """An item's main colour as a placeholder, drawn a little towards the background so that it stays quiet."""
    own, ground = QColor.fromRgb(rgb & 0xFFFFFF), QColor(palette.background)
    return QColor(
        *(round(0.8 * a + 0.2 * b) for a, b in zip(_rgb(own), _rgb(ground), strict=True))
    )


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def qt_palette(palette: Palette) -> QPalette:
    """The palette for what Qt draws by itself: menus, dialogs, selections in text."""
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in (
        (role.Window, palette.background),
        (role.Base, palette.raised),
        (role.AlternateBase, palette.side),
        (role.Button, palette.hover),
        (role.ToolTipBase, palette.raised),
        (role.WindowText, palette.text),
        (role.Text, palette.text),
        (role.ButtonText, palette.text),
        (role.ToolTipText, palette.text),
        (role.PlaceholderText, palette.faint),
        (role.Highlight, palette.accent),
        (role.HighlightedText, palette.on_accent),
        (role.Link, palette.accent),
        (role.Accent, palette.accent),
        (role.Mid, palette.hairline),
    ):
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.faint))
    return result


def style_sheet(palette: Palette, *, scale: float, mirrored: bool = False) -> str:
    """The one style sheet.

    `scale`: how much larger than 13 px the system's interface font is. `mirrored`: from right to left.
    """
    start, end = ("right", "left") if mirrored else ("left", "right")
    sizes = {f"px{n}": f"{round(n * scale)}px" for n in (11, 12, 13, 14, 15, 16, 20, 26)}
    return Template(_SHEET).substitute(asdict(palette), **sizes, start=start, end=end)


_SHEET = """
* { font-size: $px13; }
QMainWindow, QDialog, #page { background: $background; }
QToolTip { background: $raised; color: $text; border: 1px solid $hairline; padding: 4px 6px; }
QLabel { color: $text; background: transparent; }
QLabel[second="true"] { color: $second; }
QLabel[small="true"] { font-size: $px12; }
QLabel[head="true"] { font-size: $px15; font-weight: 600; }
QLabel[side_head="true"] { color: $second; font-size: $px11; font-weight: 600; }
QLabel[warning="true"] { color: $warning; }
QLabel#title { font-size: $px26; font-weight: 700; }
QLabel#subtitle { font-size: $px20; font-weight: 700; }
QLabel[accent="true"] { color: $accent; font-weight: 600; }
QMenu { background: $raised; color: $text; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $wash; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }

#topBar, #filterBar, #middle, #statusLine { background: $background; }
#topBar { border-bottom: 1px solid $hairline; }
#statusLine { border-top: 1px solid $hairline; }
#sideBar { background: $side; border: 0; border-$end: 1px solid $hairline; }
#detailsPane { background: $background; border: 0; border-$start: 1px solid $hairline; }
#detailsInside { background: $background; }
QSplitter::handle { background: transparent; }

QFrame#searchBox { background: $raised; border: 1px solid $hairline; border-radius: 12px; }
QFrame#searchBox[active="true"] { border: 1px solid $accent; }
QLineEdit#searchText { background: transparent; border: 0; font-size: $px15; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QFrame#chip { background: $hover; border: 1px solid transparent; border-radius: 8px; }
QFrame#dropPanel { background: $raised; border: 2px dashed $accent; border-radius: 12px; }

QPushButton { background: $hover; color: $text; border: 1px solid transparent; border-radius: 8px;
  padding: 0 12px; min-height: 28px; }
QPushButton:hover { border-color: $hairline; }
QPushButton:pressed { background: $wash; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; }
QPushButton:disabled { color: $faint; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; font-weight: 600; font-size: $px14;
  min-height: 36px; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $hover; color: $faint; }
QPushButton[pill="true"] { background: transparent; color: $second; padding: 0 10px; }
QPushButton[pill="true"]:hover { background: $hover; }
QPushButton[pill="true"]:checked { background: $text; color: $background; }
QPushButton[pill="true"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[quiet="true"] { background: transparent; color: $second; padding: 0 8px; text-align: $start; }
QPushButton[quiet="true"]:hover { background: $hover; color: $text; }
QPushButton[quiet="true"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[fact="true"] { background: transparent; color: $accent; padding: 0; text-align: left; min-height: 20px; }
QPushButton[fact="true"]:hover { text-decoration: underline; }
QPushButton[fact="true"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[link="true"] { background: transparent; color: $warning; padding: 0 6px; font-size: $px12;
  text-decoration: underline; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 0 5px; }
QPushButton[offer="true"] { background: $wash; color: $text; padding: 0 10px; font-size: $px12; min-height: 24px; }
QPushButton[offer="true"]:focus { border: 2px solid $accent; padding: 0 9px; }
#statusText { border: 2px solid transparent; border-radius: 6px; }
#statusText:focus { border: 2px solid $accent; }
#sideBar[dropping="true"] { background: $wash; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; }
QToolButton:hover, QToolButton:checked { background: $hover; }
QToolButton:focus { border: 2px solid $accent; }

QLabel#monthBubble { background: $raised; color: $text; border: 1px solid $hairline; border-radius: 8px;
  padding: 4px 10px; font-weight: 600; }
QSlider#zoom { min-height: 28px; border: 2px solid transparent; border-radius: 8px; }
QSlider#zoom:focus { border: 2px solid $accent; }
QSlider#zoom::groove:horizontal { height: 4px; background: $hairline; border-radius: 2px; }
QSlider#zoom::sub-page:horizontal, QSlider#zoom::add-page:horizontal { background: $hairline; border-radius: 2px; }
QSlider#zoom::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; background: $second; border-radius: 7px; }
QSlider#zoom::handle:horizontal:hover { background: $text; }

QListWidget#sideList { background: transparent; border: 0; outline: 0; }
QScrollArea, QAbstractScrollArea { background: transparent; border: 0; }
QFrame#banner { background: $hover; border: 0; border-radius: 8px; }
QFrame#renameLine { background: $raised; border: 1px solid $hairline; border-radius: 10px; }
QFrame#verdict { background: $wash; border: 0; border-radius: 8px; }
QPushButton#card { background: $raised; border: 1px solid $hairline; border-radius: 12px; text-align: left;
  min-height: 64px; }
QPushButton#card:hover { border-color: $faint; }
QPushButton#card:checked { border: 2px solid $accent; }
QPushButton#card:focus { border: 2px solid $accent; background: $wash; }
QLineEdit[field="true"], QSpinBox, QDoubleSpinBox { background: $raised; color: $text; border: 1px solid $hairline;
  border-radius: 8px; padding: 0 8px; min-height: 30px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit[field="true"]:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid $accent; padding: 0 7px; }
QLineEdit[field="true"]:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: $faint; background: $hover; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: 0; }
QPlainTextEdit[field="true"] { background: $raised; color: $text; border: 1px solid $hairline; border-radius: 8px;
  padding: 4px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit[field="true"]:focus { border: 2px solid $accent; padding: 3px; }
QListWidget#pageList { background: $side; border: 0; outline: 0; padding: 12px 8px; }
QListWidget#pageList::item { color: $text; border: 2px solid transparent; border-radius: 8px; padding: 0 8px; }
QListWidget#pageList::item:hover { background: $hover; }
QListWidget#pageList::item:selected { background: $wash; color: $accent; }
QListWidget#pageList::item:selected:focus { border: 2px solid $accent; }
#hairline { background: $hairline; }
QFrame#folderRow { background: $raised; border: 1px solid $hairline; border-radius: 12px; }
QCheckBox { color: $text; spacing: 8px; min-height: 28px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus { border: 2px solid $accent; }
QCheckBox:disabled { color: $faint; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $faint; border-radius: 4px; background: $raised; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { border: 1px solid $accent; background: $accent; }
QFrame#line { background: $hairline; border: 0; max-height: 1px; min-height: 1px; }
QProgressBar { background: $hairline; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QFrame#quickLook { background: $background; border: 1px solid $hairline; border-radius: 12px; }
QFrame#quickLook[full="true"] { border: 0; border-radius: 0; }
QListWidget#pageList { background: $side; border: 0; outline: 0; }
QSlider::groove:horizontal { background: $hairline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 12px; margin: -4px 0; border-radius: 6px; }
QSlider:focus { border: 2px solid $accent; border-radius: 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $hairline; border-radius: 4px; min-height: 36px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { height: 0; }
QListWidget#failures { background: $raised; border: 1px solid $hairline; border-radius: 8px; }
"""
