"""What a service asks for what it counts: one dated table a model. Pure, any thread."""

from dataclasses import dataclass
from datetime import date

from findling.core.model import Tokens

MILLION = 1e6
DEFAULT = "gemini-embedding-2"
"""Its prices are taken for a model that has no table here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Dollars for a million tokens. `batch`: what a batch costs of that."""

    of: date
    text: float
    image: float
    audio: float
    video: float
    document: float
    batch: float = 0.5


PRICES: dict[str, Prices] = {
    DEFAULT: Prices(
        of=date(2026, 11, 23),
        text=0.20,
        image=0.45,
        audio=6.50,
        video=12.00,
        document=0.45,
    )
}
"""ai.google.dev/gemini-api/docs/pricing, paid tier; the free tier costs nothing. No price of a PDF page is named there:
a page counts as many tokens as a picture (258), so that the picture's price is taken for it (unconfirmed)."""


def usd(tokens: Tokens, *, model: str, batch: bool = False) -> float:
    """Dollars that so many tokens cost."""
    prices = table_of(model)
    whole = (
        tokens.text * prices.text
        + tokens.image * prices.image
        + tokens.audio * prices.audio
        + tokens.video * prices.video
        + tokens.document * prices.document
    ) / MILLION
    return whole * prices.batch if batch else whole


def prices_of(model: str) -> date:
    """The day on which the prices were looked up."""
    return table_of(model).of


def has_prices(model: str) -> bool:
    """False: another model's prices are taken, and what is said about money is a guess."""
    return _id(model) in PRICES


def table_of(model: str) -> Prices:
    return PRICES.get(_id(model), PRICES[DEFAULT])


def _id(model: str) -> str:
    """`models/x` and `publishers/google/models/x` are the model x."""
    return model.strip().rsplit("/", 1)[-1]
