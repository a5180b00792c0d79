"""What the window says about money and about what is sent: prices, the bottom line, what would help. Pure, any thread."""

from collections.abc import Sequence
from enum import Enum
from math import ceil
from pathlib import Path

from PySide6.QtCore import QLocale

from findling.core.events import Activity, Progress
from findling.core.report import Estimate
from findling.core.settings import Settings
from findling.gui import told_words, words

translate = words.translate

LOCAL = "builtin"
"""The provider that sends nothing."""
ROOM = 1.1
"""More than was estimated may be spent, by this factor …"""
CENT = 0.01
"""… and a cent, so that a file on the edge does not stop the line."""


class Offer(Enum):
    """What the bottom line offers beside its words."""

    REVIEW = "review"
    SETTINGS = "settings"
    RETRY = "retry"


IN_THE_SETTINGS = frozenset(
    {
        *("month-cap", "run-cap", "key-missing", "key-invalid", "key-odd"),
        *("keychain-missing", "project-missing", "model-gone", "address-wrong"),
    }
)
"""Holds that something in the settings ends, and no other try."""
BY_ITSELF = frozenset({"quota-minute", "batch-refused", "stopped"})
"""Holds that are over before anyone could help."""


def is_remote(settings: Settings) -> bool:
    return settings.provider != LOCAL


def dollars(usd: float) -> str:
    """$0.14; $1,204.00."""
    amount = QLocale().toString(float(usd), "f", 2)
    return translate("Price", "${amount}").format(amount=amount)


def dollars_up(usd: float) -> str:
    """The same with a part of a cent counted whole, for what is a bound."""
    return dollars(ceil(round(usd / CENT, 6)) * CENT)


def price(usd: float) -> str:
    """The same, but never nothing for something."""
    return translate("Price", "under $0.01") if 0 < usd < CENT / 2 else dollars(usd)


def about(usd: float) -> str:
    if usd < CENT / 2:
        return price(usd)
    return translate("Price", "about {price}").format(price=dollars(usd))


def most(usd: float, *, left: float | None) -> float:
    """What is agreed to for an estimate: a little more than it, and never more than the month allows."""
    asked = usd * ROOM + CENT
    return asked if left is None else min(asked, left)


def standing(progress: Progress, roots: Sequence[Path]) -> str:
    """What the background does, and what that has cost so far, in one line."""
    if progress.trouble is None and progress.activity is Activity.IDLE and progress.waiting:
        return waiting(progress)
    if progress.trouble is not None:
        return told_words.told(progress.trouble)
    text = words.standing(progress, roots)
    if progress.spent_usd <= 0:
        return text
    if progress.activity is Activity.IDLE:
        cost = translate("Price", "cost {price}").format(price=price(progress.spent_usd))
    else:
        cost = translate("Price", "{price} so far").format(price=price(progress.spent_usd))
    return f"{text} · {cost}"


def waiting(progress: Progress) -> str:
    """312 new files wait to be sent, about $0.04."""
    files = words.counted(
        progress.waiting,
        translate("Price", "1 new file waits to be sent"),
        translate("Price", "{count} new files wait to be sent"),
    )
    return translate("Price", "{files}, {price}").format(
        files=files, price=about(progress.waiting_usd)
    )


def saved(progress: Progress) -> str:
    """Empty where nothing was."""
    if progress.saved_usd < CENT / 2:
        return ""
    return translate("Price", "Saved {price} by recognising copies and moves.").format(
        price=dollars(progress.saved_usd)
    )


def offer(progress: Progress) -> Offer | None:
    if progress.trouble is not None:
        if progress.trouble_code == "not-agreed":
            return Offer.REVIEW
        if progress.trouble_code in IN_THE_SETTINGS:
            return Offer.SETTINGS
        if not progress.trouble_code or progress.trouble_code in BY_ITSELF:
            return None
        return Offer.RETRY
    waits = progress.waiting > 0 and progress.activity is Activity.IDLE
    return Offer.REVIEW if waits else None


def duration(seconds: float) -> str:
    """How long sending takes, as a person would say it."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return translate("Price", "less than a minute")
    if minutes < 90:
        return words.counted(
            minutes,
            translate("Price", "about 1 minute"),
            translate("Price", "about {count} minutes"),
        )
    return translate("Price", "about {count} hours").format(
        count=words.number(round(seconds / 3600))
    )


def is_beyond(estimate: Estimate, *, usd: float) -> bool:
    """Whether it costs more than this month's limit still allows."""
    return estimate.month_left_usd is not None and usd > estimate.month_left_usd
