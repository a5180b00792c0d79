"""What sending costs, in words, as a table and for scripts."""

import math
from dataclasses import dataclass
from datetime import date

from rich.table import Table

from findling.cli.terminal import Json, harmless, stderr
from findling.core.errors import FindlingError
from findling.core.model import Kind, Tokens
from findling.core.report import Estimate, KindEstimate, Spending
from findling.embedding.prices import has_prices

ROOM = 1.1
"""More than was estimated may be spent, by this factor …"""
CENT = 0.01
"""… and a cent, so that a file on the edge does not stop the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An estimate, and what is agreed to with a yes to it. `run_cap` 0: there is none."""

    estimate: Estimate
    as_batch: bool
    run_cap: float

    @property
    def usd(self) -> float:
        """What is expected."""
        if self.as_batch and self.estimate.batch_usd is not None:
            return self.estimate.batch_usd
        return self.estimate.usd

    @property
    def at_most(self) -> float:
        """Dollars: a little more than what is expected, and never more than a limit leaves."""
        limits = [self.usd * ROOM + CENT]
        if self.run_cap:
            limits.append(self.run_cap)
        if self.estimate.month_left_usd is not None:
            limits.append(self.estimate.month_left_usd)
        return min(limits)


class PriceNotAgreed(FindlingError):
    """Something would cost money, and there is nobody to ask."""

    def __init__(self, price: Price) -> None:
        waiting = price.estimate.files
        super().__init__(
            "price-not-agreed",
            f"{_wait(waiting)} to be sent for {about(price.usd)}, and nobody has agreed to that yet.",
            hint="Agree with: findling index --yes, or run findling index in a terminal to be asked.",
        )
        self.price = price


# --- words ---


def dollars(usd: float) -> str:
    """$0.14, $1,204.00; never nothing for something."""
    return "under $0.01" if 0 < usd < CENT / 2 else f"${usd:,.2f}"


def at_most(usd: float) -> str:
    """A limit in whole cents, rounded up: what is said is never less than what is agreed to."""
    return dollars(math.ceil(100 * usd - 1e-6) / 100)


def about(usd: float) -> str:
    return dollars(usd) if usd < CENT / 2 else f"about {dollars(usd)}"


def duration(seconds: float) -> str:
    """How long sending takes, as a person would say it."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return "less than a minute"
    if minutes < 90:
        return "about 1 minute" if minutes == 1 else f"about {minutes} minutes"
    return f"about {round(seconds / 3600)} hours"


def day(when: date) -> str:
    """23 November 2026."""
    return f"{when.day} {when:%B %Y}"


def waiting(count: int) -> str:
    """12 files wait to be sent."""
    return f"{_wait(count)} to be sent."


def _wait(count: int) -> str:
    return "1 file waits" if count == 1 else f"{count:,} files wait"


# --- on the terminal ---


def print_price(price: Price) -> None:
    """The table and what belongs to it; to stderr, where the progress is shown as well."""
    estimate = price.estimate
    if not price.estimate.files:
        return
    stderr.print(_table(price))
    if estimate.seconds is not None and not price.as_batch:
        stderr.print(f"Sending them takes {duration(estimate.seconds)}.")
    if price.as_batch:
        stderr.print(f"As a batch, answered within a day: {about(price.usd)}.")
    elif estimate.batch_usd is not None:
        stderr.print(
            f"As a batch, answered within a day: {about(estimate.batch_usd)} (--batch)."
        )
    if estimate.unseen:
        stderr.print(f"{estimate.unseen:,} more could not be looked at and are not counted.")
    if estimate.month_left_usd is not None:
        stderr.print(_month(price))
    if has_prices(estimate.model):
        stderr.print(f"Prices of {harmless(estimate.model)}, {day(estimate.prices_of)}.")
    else:
        stderr.print(
            f"No prices of {harmless(estimate.model)} are known: those of another model are taken."
        )


def _month(price: Price) -> str:
    left = price.estimate.month_left_usd or 0.0
    said = f"This month's limit leaves {dollars(left)}."
    return said if price.usd <= left else f"{said} What is beyond it stays unsent."


def _table(price: Price) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("kind", "files", "parts", "tokens", "price"):
        table.add_column(title, justify="left" if title == "kind" else "right")
    estimate = price.estimate
    for kind in Kind:
        if kind in estimate.kinds:
            each = estimate.kinds[kind]
            table.add_row(f"{kind.value}s", *_numbers(each, each.usd))
    table.add_row("together", *_numbers(_sum(estimate), estimate.usd), style="bold")
    return table


def _numbers(each: KindEstimate, usd: float) -> list[str]:
    return [f"{each.files:,}", f"{each.spans:,}", f"{each.tokens.total:,}", dollars(usd)]


def _sum(estimate: Estimate) -> KindEstimate:
    return KindEstimate(
        files=estimate.files,
        spans=estimate.spans,
        tokens=sum((each.tokens for each in estimate.kinds.values()), start=Tokens()),
        usd=estimate.usd,
    )


def spent(spending: Spending, *, month_cap: float) -> list[str]:
    """What was spent so far, line by line."""
    if not spending.usd:
        return [f"Spent so far: {dollars(0.0)}"]
    limit = f" of at most {dollars(month_cap)}" if month_cap else ""
    lines = [
        f"Spent so far: {dollars(spending.usd)}; this month: {dollars(spending.month_usd)}{limit}"
    ]
    kinds = [
        f"{_ledger_kind(kind)} {dollars(usd)}" for kind, usd in _ordered(spending) if usd > 0
    ]
    return [*lines, f"  {', '.join(kinds)}"] if kinds else lines


def _ordered(spending: Spending) -> list[tuple[Kind | None, float]]:
    return [(kind, spending.kinds[kind]) for kind in (*Kind, None) if kind in spending.kinds]


def _ledger_kind(kind: Kind | None) -> str:
    return "questions" if kind is None else f"{kind.value}s"


# --- for scripts ---


def price_json(price: Price) -> Json:
    estimate = price.estimate
    return {
        "provider": estimate.provider,
        "model": estimate.model,
        "kinds": {kind.value: _kind_json(each) for kind, each in estimate.kinds.items()},
        **_kind_json(_sum(estimate)),
        "batch_usd": _rounded(estimate.batch_usd),
        "at_most_usd": _rounded(price.at_most),
        "month_left_usd": _rounded(estimate.month_left_usd),
        "seconds": None if estimate.seconds is None else round(estimate.seconds, 1),
        "unseen": estimate.unseen,
        "prices_of": estimate.prices_of.isoformat(),
    }


def _kind_json(each: KindEstimate) -> Json:
    return {
        "files": each.files,
        "spans": each.spans,
        "tokens": each.tokens.total,
        "usd": _rounded(each.usd),
    }


def spending_json(spending: Spending, *, month_cap: float) -> Json:
    """`month_cap_usd` null: there is no limit."""
    return {
        "usd": _rounded(spending.usd),
        "month_usd": _rounded(spending.month_usd),
        "month_cap_usd": month_cap or None,
        "spans": spending.spans,
        "tokens": spending.tokens,
        "kinds": {
            "question" if kind is None else kind.value: _rounded(usd)
            for kind, usd in _ordered(spending)
        },
    }


def _rounded(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 6)
