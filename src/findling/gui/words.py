"""What the window says, in a person's words: numbers, lengths, times, verdicts. Pure functions, any thread.

Texts go through Qt's translation, figures through QLocale. One and many are two texts, so that they read
right without a translation file.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from findling.core.events import Activity, Progress
from findling.core.model import Kind, Place, Span, Strength
from findling.core.query import Hit
from findling.core.report import FolderStatus

translate = QCoreApplication.translate


def number(value: int) -> str:
    return QLocale().toString(value)


def counted(value: int, one: str, many: str) -> str:
    """`many` holds `{count}`; both are translated already."""
    return one if value == 1 else many.format(count=number(value))


def clock(seconds: float) -> str:
    """A length or a place in a clip: 0:42, 12:05, 1:04:10."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def length(seconds: float) -> str:
    """A length to be read: 3 s, 2 min 11 s, 1 h 4 min."""
    if seconds < 60:
        shown = QLocale().toString(seconds, "f", 1 if seconds < 10 and seconds % 1 else 0)
        return translate("Words", "{seconds} s").format(seconds=shown)
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return translate("Words", "{minutes} min {seconds} s").format(
            minutes=minutes, seconds=rest
        )
    hours, minutes = divmod(minutes, 60)
    return translate("Words", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def size(count: int) -> str:
    small = 1_000_000 <= count < 10_000_000 or 1_000_000_000 <= count < 10_000_000_000
    unit = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(count, 1 if small else 0, unit)


def moment(when: datetime) -> str:
    """13 April 2024, 16:20."""
    shown = QDateTime(QDate(when.year, when.month, when.day), QTime(when.hour, when.minute))
    time = QLocale().toString(shown.time(), QLocale.FormatType.ShortFormat)
    return translate("Words", "{day}, {time}").format(day=day(when), time=time)


def day(when: date) -> str:
    """13 April 2024. The order of day, month and year is a matter of translation."""
    shown = QDate(when.year, when.month, when.day)
    return QLocale().toString(shown, translate("Words", "d MMMM yyyy"))


def month(year: int, month_of_year: int) -> str:
    """April 2024."""
    return QLocale().toString(QDate(year, month_of_year, 1), translate("Words", "MMMM yyyy"))


def since(when: datetime, *, today: date) -> str:
    """Tuesday; 3 May; 3 May 2023: as near as a person would say it."""
    days = (today - when.date()).days
    locale = QLocale()
    if days <= 0:
        return translate("Words", "today")
    if days == 1:
        return translate("Words", "yesterday")
    if days < 7:
        return locale.standaloneDayName(when.isoweekday())
    if when.year != today.year:
        return day(when)
    shown = QDate(when.year, when.month, when.day)
    return locale.toString(shown, translate("Words", "d MMMM"))


def time_left(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 45:
        return translate("Words", "less than a minute left")
    if minutes < 90:
        return counted(
            max(1, minutes),
            translate("Words", "about 1 minute left"),
            translate("Words", "about {count} minutes left"),
        )
    return translate("Words", "about {count} hours left").format(
        count=number(round(seconds / 3600))
    )


def trail(path: Path, roots: Sequence[Path]) -> str:
    """The folder a file lies in, from its watched folder on: Phone › 2024 › April."""
    folder = path.parent
    holding = [root for root in roots if root == folder or root in folder.parents]
    if not holding:
        return shown_path(folder)
    root = max(holding, key=lambda r: len(r.parts))
    return " › ".join(
        readable(part) for part in (root.name or str(root), *folder.relative_to(root).parts)
    )


def readable(name: str) -> str:
    """A name fit for the screen, also where its bytes are no text."""
    return name.encode("utf-8", "replace").decode("utf-8", "replace")


def shown_path(path: Path) -> str:
    return readable(str(path))


def kind_name(kind: Kind) -> str:
    return {
        Kind.PHOTO: translate("Words", "Photo"),
        Kind.CLIP: translate("Words", "Clip"),
        Kind.RECORDING: translate("Words", "Recording"),
        Kind.DOCUMENT: translate("Words", "Document"),
    }[kind]


def kinds_name(kind: Kind | None) -> str:
    return {
        None: translate("Words", "All"),
        Kind.PHOTO: translate("Words", "Photos"),
        Kind.CLIP: translate("Words", "Clips"),
        Kind.RECORDING: translate("Words", "Recordings"),
        Kind.DOCUMENT: translate("Words", "Documents"),
    }[kind]


def kinds_counted(kinds: Mapping[Kind, int]) -> str:
    """9,731 photos, 602 clips; nothing yet."""
    names = {
        Kind.PHOTO: (translate("Words", "1 photo"), translate("Words", "{count} photos")),
        Kind.CLIP: (translate("Words", "1 clip"), translate("Words", "{count} clips")),
        Kind.RECORDING: (
            translate("Words", "1 recording"),
            translate("Words", "{count} recordings"),
        ),
        Kind.DOCUMENT: (
            translate("Words", "1 document"),
            translate("Words", "{count} documents"),
        ),
    }
    counts = [counted(kinds[kind], *names[kind]) for kind in Kind if kinds.get(kind)]
    return ", ".join(counts) or translate("Words", "nothing yet")


def standing(progress: Progress, roots: Sequence[Path]) -> str:
    """What the background does, in one line."""
    if progress.trouble:
        return progress.trouble
    match progress.activity:
        case Activity.PAUSED:
            left = progress.total - progress.done
            if left <= 0:
                return translate("Words", "Paused")
            return translate("Words", "Paused, {left} still to read").format(left=number(left))
        case Activity.SCANNING:
            return translate("Words", "Looking through your folders")
        case Activity.READING:
            return _reading(progress, roots)
        case Activity.STOPPED:
            return translate("Words", "Stopped")
    return translate("Words", "Everything is up to date")


def _reading(progress: Progress, roots: Sequence[Path]) -> str:
    done, total = number(progress.done), number(progress.total)
    if progress.current is None:
        text = translate("Words", "Reading: {done} of {total}").format(done=done, total=total)
    else:
        text = translate("Words", "Reading {folder}: {done} of {total}").format(
            folder=trail(progress.current, roots), done=done, total=total
        )
    if progress.seconds_left is None:
        return text
    left = time_left(progress.seconds_left)
    return translate("Words", "{work}, {left}").format(work=text, left=left)


def unreadable(count: int) -> str:
    return counted(
        count,
        translate("Words", "1 file could not be read"),
        translate("Words", "{count} files could not be read"),
    )


def away(folder: FolderStatus, *, today: date) -> str:
    if folder.away_since is None:
        return translate("Words", "away")
    return translate("Words", "away since {day}").format(
        day=since(folder.away_since, today=today)
    )


_REASONS = ("name", "folder", "title", "tag", "text", "meaning", "look", "sound")


def verdict(hit: Hit) -> str:
    """Strong match by meaning."""
    strength = {
        Strength.STRONG: translate("Words", "Strong match"),
        Strength.LIKELY: translate("Words", "Likely match"),
        Strength.WEAK: translate("Words", "Weak match"),
    }[hit.strength]
    reasons = {
        "name": translate("Words", "name"),
        "folder": translate("Words", "folder name"),
        "title": translate("Words", "title"),
        "tag": translate("Words", "what is in it"),
        "text": translate("Words", "words in it"),
        "meaning": translate("Words", "meaning"),
        "look": translate("Words", "look"),
        "sound": translate("Words", "sound"),
    }
    known = [reasons[why] for why in _REASONS if why in hit.why]
    if not known:
        return strength
    listed = translate("Words", " and ").join(
        [enumerated(known[:-1]), known[-1]] if known[1:] else known
    )
    return translate("Words", "{strength} by {reasons}").format(
        strength=strength, reasons=listed
    )


def enumerated(parts: Sequence[str]) -> str:
    return translate("Words", ", ").join(parts)


def is_whole(span: Span, seconds: float | None) -> bool:
    """Whether the span is all of something that lasts so long: then its second tells nothing."""
    return not span.start and span.end is not None and span.end >= (seconds or 0.0) - 1.0


def where(hit: Hit, *, seconds: float | None) -> str:
    """Best at 0:42, also near 0:14 and 1:32. Empty for what has neither seconds nor pages, and where all of it matches."""
    if is_whole(hit.span, seconds):
        return ""
    best = place(hit.span.start, hit.span.page)
    if not best:
        return ""
    others = [place(s.span.start, s.span.page) for s in hit.spans]
    others = [other for other in dict.fromkeys(others) if other and other != best][:3]
    if hit.span.page is not None:
        text = translate("Words", "Best on {place}").format(place=best)
    else:
        text = translate("Words", "Best at {place}").format(place=best)
    if not others:
        return text
    return translate("Words", "{best}, also {others}").format(
        best=text, others=enumerated(others)
    )


def place(start: float | None, page: int | None) -> str:
    if page is not None:
        return translate("Words", "page {page}").format(page=number(page))
    return "" if start is None else clock(start)


def degrees(where_taken: Place) -> str:
    locale = QLocale()
    north = translate("Words", "N") if where_taken.latitude >= 0 else translate("Words", "S")
    east = translate("Words", "E") if where_taken.longitude >= 0 else translate("Words", "W")
    latitude = locale.toString(abs(where_taken.latitude), "f", 4)
    longitude = locale.toString(abs(where_taken.longitude), "f", 4)
    return f"{latitude}° {north}, {longitude}° {east}"
