"""How the ways to understand files are told to someone who chooses between them. Pure; the facts come from the rooms below."""

from dataclasses import dataclass

from findling.core.model import Tokens
from findling.core.settings import Settings
from findling.embedding.prices import usd
from findling.gui import price_words, words
from findling.gui.icons import IconName

translate = words.translate

GEMINI, VERTEX = "gemini", "vertex"
CHOICES = (price_words.LOCAL, GEMINI, VERTEX)
PHOTO_TOKENS = 258
"""What one photo counts (ai.google.dev/gemini-api/docs/embeddings)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way, on its card."""

    name: str
    icon: IconName
    title: str
    note: str
    aside: str


def choice(name: str) -> Choice:
    if name == GEMINI:
        return Choice(
            name=name,
            icon=IconName.CLOUD,
            title=translate("Choice", "Google Gemini"),
            note=translate(
                "Choice",
                "Finds anything you can describe, in photos, clips, recordings and documents alike. Needs a key; small copies are sent to Google.",
            ),
            aside=_photos(),
        )
    if name == VERTEX:
        return Choice(
            name=name,
            icon=IconName.CLOUD,
            title=translate("Choice", "Google Cloud"),
            note=translate(
                "Choice",
                "The same, through a project of your own on Google Cloud. Small copies are sent to Google.",
            ),
            aside=_photos(),
        )
    return Choice(
        name=price_words.LOCAL,
        icon=IconName.COMPUTER,
        title=translate("Choice", "On this computer"),
        note=translate(
            "Choice",
            "No account, nothing leaves it. Knows about a thousand kinds of things, text in 16 languages.",
        ),
        aside=translate("Choice", "free"),
    )


def privacy(settings: Settings) -> str:
    """The right end of the bottom line."""
    if price_words.is_remote(settings):
        return translate("Choice", "Small copies go to Google")
    return translate("Choice", "Nothing leaves this computer")


def photos_price(photos: int) -> str:
    """About what reading so many photos costs, before anything is known of them but how many there are."""
    return price_words.about(usd(Tokens(image=photos * PHOTO_TOKENS), model=Settings().model))


def _photos() -> str:
    thousand = usd(Tokens(image=1000 * PHOTO_TOKENS), model=Settings().model)
    return translate("Choice", "about {price} per 1,000 photos").format(
        price=price_words.dollars(thousand)
    )
