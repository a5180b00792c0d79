"""Paints the grid's cells and headings: pictures, placeholders, badges, the ring of the selection."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPixmap, QTransform

from findling.core.model import ItemState, Kind
from findling.gui.cell import Badge, Cell
from findling.gui.icons import KIND_ICONS
from findling.gui.palette import glass, item_colour, shadow
from findling.gui.results import Section
from findling.gui.theme import Theme

RADIUS = 6
FADE = 0.12
"""Seconds within which a picture appears."""


class GridPainter:
    """One per grid; `ratio` is the screen's device pixel ratio."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.ratio = 1.0
        self.names_shown = False
        """Whether a name stands under each photo and clip, too."""

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
            font = self._theme.font(15, bold=True)
            title = QRect(rect.left(), rect.top(), rect.width(), rect.height() - 10)
            bottom = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.text))
            painter.drawText(title, bottom, section.title)
            title.adjust(QFontMetrics(font).horizontalAdvance(section.title) + 10, 0, 0, -1)
            painter.setFont(self._theme.font(12))
            painter.setPen(QColor(self._theme.palette.second))
            painter.drawText(title, bottom, section.note)

    def caption(self, painter: QPainter, rect: QRect, name: str) -> None:
        """A name on one line inside `rect`, cut in the middle where it is too long."""
        font = self._theme.font(12)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.second))
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
        )

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
            _rounded(painter, rect, QBrush(QColor(ground)))
            if cell is not None and picture is None:
                self._kind_icon(painter, rect, kind)
        if cell is not None and picture is None and not is_read:
            line = self._theme.px(18)
            low = QRect(rect.left() + 10, rect.bottom() - line - 6, rect.width() - 20, line)
            self.caption(painter, low, cell.name)
        if picture is not None:
            painter.setOpacity(opacity)
            _rounded(painter, rect, _covering(picture[0], rect))
            painter.setOpacity(1.0)

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
        _rounded(painter, rect, QBrush(QColor(self._theme.palette.hover)))
        line = self._theme.px(18)
        inside = rect.adjusted(10, 10, -10, -14 - line)
        if cell is not None:
            low = QRect(rect.left() + 10, rect.bottom() - line - 6, rect.width() - 20, line)
            self.caption(painter, low, cell.name)
        if picture is None:
            if cell is not None:
                self._kind_icon(painter, inside, kind)
            return
        pixmap = picture[0]
        size = pixmap.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(inside.center())
        painter.setOpacity(self._opacity(picture))
        if kind is Kind.DOCUMENT:
            painter.setPen(QPen(shadow(), 1))
            painter.setBrush(QColor(self._theme.palette.page))
            painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.drawPixmap(place, pixmap)
        painter.setOpacity(1.0)

    def _badges(self, painter: QPainter, rect: QRect, badges: tuple[Badge, ...]) -> None:
        font = self._theme.font(11)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        high = metrics.height() + 5
        left, top = rect.left() + 7, rect.bottom() - 6 - high
        if badges and badges[0].icon in (KIND_ICONS[Kind.RECORDING], KIND_ICONS[Kind.DOCUMENT]):
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
        font = self._theme.font(12)
        painter.setFont(font)
        half = QFontMetrics(font).horizontalAdvance(title) // 2 + 14
        centre = rect.center()
        painter.setPen(QColor(self._theme.palette.hairline))
        painter.drawLine(rect.left(), centre.y(), centre.x() - half, centre.y())
        painter.drawLine(centre.x() + half, centre.y(), rect.right(), centre.y())
        painter.setPen(QColor(self._theme.palette.second))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, title)

    def _opacity(self, picture: tuple[QPixmap, float] | None) -> float:
        if picture is None:
            return 0.0
        return min(1.0, picture[1] / FADE) if self._theme.moves else 1.0


def _rounded(painter: QPainter, rect: QRect, brush: QBrush, *, radius: float = RADIUS) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, radius, radius)


def _covering(pixmap: QPixmap, rect: QRect) -> QBrush:
    """A brush that fills the rectangle with the picture, cropped alike on both sides."""
    # A pixel more on each side: a brush repeats its picture, and the far edge would shine through.
    scale = max((rect.width() + 2) / pixmap.width(), (rect.height() + 2) / pixmap.height())
    left = rect.left() + (rect.width() - pixmap.width() * scale) / 2
    top = rect.top() + (rect.height() - pixmap.height() * scale) / 2
    brush = QBrush(pixmap)
    brush.setTransform(QTransform(scale, 0, 0, scale, left, top))
    return brush
