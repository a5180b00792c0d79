"""Paints the grid's cells and headings: pictures, placeholders, badges, the ring of the selection."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from findling.core.model import ItemState, Kind
from findling.gui.cell import Badge, Cell
from findling.gui.icons import KIND_ICONS
from findling.gui.palette import band_colour, glass, item_colour, shadow
from findling.gui.results import Section
from findling.gui.sized_pictures import RADIUS, SizedPictures, covering
from findling.gui.theme import Theme

FADE = 0.12
"""Seconds within which a picture appears."""
WAVE_SIZE = QSize(480, 320)
"""How the library draws waveforms."""


class GridPainter(QObject):
    """One per grid; `ratio` is the screen's device pixel ratio. Nothing is made anew for a cell that can be kept."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ratio = 1.0
        self.names_shown = False
        """Whether a name stands under each photo and clip, too."""
        self.moves = theme.moves
        """Whether pictures appear by and by."""
        self.coarse = False
        """While zoom or width change: fast rather than smooth."""
        self._sized = SizedPictures(theme.palette.background)
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetrics]] = {}
        self._names: dict[tuple[str, int], str] = {}
        theme.changed.connect(self._forget)

    def cell(
        self,
        painter: QPainter,
        rect: QRect,
        *,
        kind: Kind,
        cell: Cell | None,
        picture: tuple[QPixmap, float] | None,
    ) -> None:
        if kind in (Kind.PHOTO, Kind.CLIP):
            rect = self._above_name(painter, rect, cell)
            self._photo(painter, rect, kind=kind, cell=cell, picture=picture)
        else:
            self._sheet(painter, rect, kind=kind, cell=cell, picture=picture)
        if cell is not None:
            self._badges(painter, rect, cell.badges)

    def _above_name(self, painter: QPainter, rect: QRect, cell: Cell | None) -> QRect:
        """What is left for the picture, with its name written below if names are shown."""
        if not self.names_shown:
            return rect
        line = self._theme.px(18)
        if cell is not None:
            low = QRect(rect.left() + 2, rect.bottom() - line, rect.width() - 4, line)
            self.caption(painter, low, cell.name)
        return rect.adjusted(0, 0, 0, -line - 3)

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """Selected: 3 px in the accent, 1 px off."""
        outline = QRectF(rect).adjusted(-2.5, -2.5, 2.5, 2.5)
        painter.setPen(QPen(QColor(self._theme.palette.accent), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, RADIUS + 2, RADIUS + 2)

    def focus(self, painter: QPainter, rect: QRect) -> None:
        """Where the keyboard is, visible without colour: a dashed line inside, light on dark."""
        inside = QRectF(rect).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, style in (
            (glass(self._theme.palette), Qt.PenStyle.SolidLine),
            (QColor(self._theme.palette.on_glass), Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, 1.5, style))
            painter.drawRoundedRect(inside, RADIUS - 2, RADIUS - 2)

    def heading(self, painter: QPainter, rect: QRect, section: Section) -> None:
        if section.divider:
            self._divider(painter, rect, section.title)
        elif section.title:
            font, metrics = self._font(15, bold=True)
            title = QRect(rect.left(), rect.top(), rect.width(), rect.height() - 10)
            bottom = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.text))
            painter.drawText(title, bottom, section.title)
            beside = metrics.horizontalAdvance(section.title) + 10
            if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                title.adjust(0, 0, -beside, -1)
            else:
                title.adjust(beside, 0, 0, -1)
            painter.setFont(self._font(12)[0])
            painter.setPen(QColor(self._theme.palette.second))
            painter.drawText(title, bottom, section.note)

    def caption(self, painter: QPainter, rect: QRect, name: str) -> None:
        """A name on one line inside `rect`, cut in the middle where it is too long."""
        font, metrics = self._font(12)
        shown = self._names.get((name, rect.width()))
        if shown is None:
            if len(self._names) > 2000:
                self._names.clear()
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
            self._names[name, rect.width()] = shown
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.second))
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
        )

    def stroke(self, painter: QPainter, rect: QRect, share: float) -> None:
        """How far the pointer is through a clip: a line along the lower edge."""
        low = QRectF(rect.left() + RADIUS, rect.bottom() - 2, rect.width() - 2 * RADIUS, 3)
        painter.fillRect(low, glass(self._theme.palette))
        low.setWidth(low.width() * share)
        painter.fillRect(low, QColor(self._theme.palette.accent))

    def needle(self, painter: QPainter, rect: QRect, share: float, time: str) -> None:
        """Where the pointer is in a recording: a line over its drawing, and the time beside it."""
        inside = self.drawing_place(rect)
        x = inside.left() + share * inside.width()
        painter.setPen(QPen(QColor(self._theme.palette.text), 1.5))
        painter.drawLine(QPointF(x, inside.top()), QPointF(x, inside.bottom()))
        font, metrics = self._font(11)
        wide, high = metrics.horizontalAdvance(time) + 12, metrics.height() + 5
        left = round(min(max(x - wide / 2, rect.left() + 4), rect.right() - wide - 4))
        box = QRect(left, rect.top() + 6, wide, high)
        _rounded(painter, box, QBrush(glass(self._theme.palette)), radius=5)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.on_glass))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, time)

    def drawing_place(self, rect: QRect) -> QRect:
        """Where in its cell a recording's waveform is drawn, whose shape is known."""
        return _fitted(WAVE_SIZE, self._inside(rect))

    def band(self, painter: QPainter, rect: QRect) -> None:
        """The rectangle that chooses what it touches."""
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1))
        painter.setBrush(band_colour(self._theme.palette))
        painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))

    def _photo(
        self,
        painter: QPainter,
        rect: QRect,
        *,
        kind: Kind,
        cell: Cell | None,
        picture: tuple[QPixmap, float] | None,
    ) -> None:
        """Until its picture is there: its main colour, or, as long as it was not read, its name."""
        palette = self._theme.palette
        opacity = self._opacity(picture)
        is_read = cell is not None and cell.state is ItemState.READY
        if opacity < 1:
            ground = item_colour(cell.colour, palette) if cell and is_read else palette.hover
            painter.fillRect(rect, QColor(ground))
            if cell is not None and picture is None:
                self._kind_icon(painter, rect, kind)
        if cell is not None and picture is None and not is_read:
            line = self._theme.px(18)
            low = QRect(rect.left() + 10, rect.bottom() - line - 6, rect.width() - 20, line)
            self.caption(painter, low, cell.name)
        if picture is not None:
            painter.setOpacity(opacity)
            round_off = self._draw(painter, rect, picture[0], radius=RADIUS) or opacity < 1
            painter.setOpacity(1.0)
        if picture is None or round_off:
            self._round_off(painter, rect)

    def _draw(self, painter: QPainter, rect: QRect, pixmap: QPixmap, *, radius: int) -> bool:
        """Whether it was drawn coarsely, and without round corners."""
        if self.coarse and not self._sized.has(pixmap, rect.size(), radius=radius):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawPixmap(QRectF(rect), pixmap, covering(pixmap.size(), rect))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
            return True
        sized = self._sized.picture(pixmap, rect.size(), ratio=self.ratio, radius=radius)
        painter.drawPixmap(rect.topLeft(), sized)
        return False

    def _sheet(
        self,
        painter: QPainter,
        rect: QRect,
        *,
        kind: Kind,
        cell: Cell | None,
        picture: tuple[QPixmap, float] | None,
    ) -> None:
        """A recording or a document: its drawing or page on the pill colour, its name on the last line."""
        painter.fillRect(rect, QColor(self._theme.palette.hover))
        self._round_off(painter, rect)
        line = self._theme.px(18)
        inside = self._inside(rect)
        if cell is not None:
            low = QRect(rect.left() + 10, rect.bottom() - line - 6, rect.width() - 20, line)
            self.caption(painter, low, cell.name)
        if picture is None:
            if cell is not None:
                self._kind_icon(painter, inside, kind)
            return
        pixmap = picture[0]
        place = _fitted(pixmap.size(), inside)
        painter.setOpacity(self._opacity(picture))
        if kind is Kind.DOCUMENT:
            if pixmap.hasAlpha() or self._opacity(picture) < 1:
                painter.fillRect(place, QColor(self._theme.palette.page))
            _frame(painter, place)
        self._draw(painter, place, pixmap, radius=0)
        painter.setOpacity(1.0)

    def _badges(self, painter: QPainter, rect: QRect, badges: tuple[Badge, ...]) -> None:
        if not badges:
            return
        font, metrics = self._font(11)
        painter.setFont(font)
        high = metrics.height() + 5
        left, top = rect.left() + 7, rect.bottom() - 6 - high
        if badges[0].icon in (KIND_ICONS[Kind.RECORDING], KIND_ICONS[Kind.DOCUMENT]):
            top -= self._theme.px(18) + 2  # above the name
        for badge in badges:
            icon = 12 if badge.icon else 0
            width = metrics.horizontalAdvance(badge.text) + 12 + (icon + 4 if icon else 0)
            if left + width > rect.right() - 4:
                return
            box = QRect(left, top, width, high)
            _rounded(painter, box, QBrush(glass(self._theme.palette)), radius=5)
            if badge.icon:
                white = self._theme.palette.on_glass
                drawn = self._theme.icons.pixmap(
                    badge.icon, colour=white, size=icon, ratio=self.ratio
                )
                painter.drawPixmap(QPointF(left + 6, top + (high - icon) / 2), drawn)
            painter.setPen(QColor(self._theme.palette.on_glass))
            text = box.adjusted(6 + (icon + 4 if icon else 0), 0, 0, 0)
            painter.drawText(
                text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.text
            )
            left += width + 4

    def _kind_icon(self, painter: QPainter, rect: QRect, kind: Kind) -> None:
        size = 28
        colour = self._theme.palette.faint
        drawn = self._theme.icons.pixmap(
            KIND_ICONS[kind], colour=colour, size=size, ratio=self.ratio
        )
        centre = QRectF(rect).center()
        painter.drawPixmap(QPointF(centre.x() - size / 2, centre.y() - size / 2), drawn)

    def _divider(self, painter: QPainter, rect: QRect, title: str) -> None:
        font, metrics = self._font(12)
        painter.setFont(font)
        half = metrics.horizontalAdvance(title) // 2 + 14
        centre = rect.center()
        painter.setPen(QColor(self._theme.palette.hairline))
        painter.drawLine(rect.left(), centre.y(), centre.x() - half, centre.y())
        painter.drawLine(centre.x() + half, centre.y(), rect.right(), centre.y())
        painter.setPen(QColor(self._theme.palette.second))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, title)

    def _inside(self, rect: QRect) -> QRect:
        """Of a recording's or document's cell, what its drawing or page may fill."""
        return rect.adjusted(10, 10, -10, -14 - self._theme.px(18))

    def _opacity(self, picture: tuple[QPixmap, float] | None) -> float:
        if picture is None:
            return 0.0
        return min(1.0, picture[1] / FADE) if self.moves else 1.0

    def _font(self, pixels: int, *, bold: bool = False) -> tuple[QFont, QFontMetrics]:
        kept = self._fonts.get((pixels, bold))
        if kept is None:
            font = self._theme.font(pixels, bold=bold)
            kept = self._fonts[pixels, bold] = (font, QFontMetrics(font))
        return kept

    def _round_off(self, painter: QPainter, rect: QRect) -> None:
        self._sized.round_off(painter, rect, ratio=self.ratio)

    @Slot()
    def _forget(self) -> None:
        self._fonts.clear()
        self._names.clear()
        self._sized.set_ground(self._theme.palette.background)


def _frame(painter: QPainter, rect: QRect) -> None:
    """A hairline of shadow around a page, in four strips: filling all of it with something half clear is dear."""
    outer = rect.adjusted(-1, -1, 1, 1)
    painter.fillRect(outer.left(), outer.top(), outer.width(), 1, shadow())
    painter.fillRect(outer.left(), outer.bottom(), outer.width(), 1, shadow())
    painter.fillRect(outer.left(), rect.top(), 1, rect.height(), shadow())
    painter.fillRect(outer.right(), rect.top(), 1, rect.height(), shadow())


def _rounded(painter: QPainter, rect: QRect, brush: QBrush, *, radius: float = RADIUS) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, radius, radius)


def _fitted(size: QSize, inside: QRect) -> QRect:
    """As large as fits, in the middle."""
    scaled = size.scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, scaled.width(), scaled.height())
    place.moveCenter(inside.center())
    return place
