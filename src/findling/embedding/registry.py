"""Which providers there are, and what a person should know of each. Asked on any thread; nothing is loaded to tell it."""

from collections.abc import Callable
from dataclasses import dataclass

from findling.core.errors import FindlingError
from findling.core.model import Space, Tokens
from findling.core.settings import Settings
from findling.embedding.assumptions import FREE_CONTENTS_A_DAY, FREE_CONTENTS_A_MINUTE
from findling.embedding.forms import GEMINI as GEMINI_FORM
from findling.embedding.forms import VERTEX as VERTEX_FORM
from findling.embedding.forms import Form
from findling.embedding.keys import KEY_URL
from findling.embedding.provider import EmbeddingProvider
from findling.embedding.service import Door

Spent = Callable[[Tokens], None]


def ignore(tokens: Tokens) -> None:
    """Nobody wants to know what questions cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderNote:
    """What a person should know before choosing. `limits` says in plain words what it cannot do."""

    name: str
    title: str
    local: bool
    cost: str
    limits: str
    leaves: str = "Nothing leaves this computer."
    """What exactly is sent."""
    to_whom: str = ""
    """Who gets it; empty: nobody."""
    terms: str = ""
    """What they may do with it."""
    key_url: str = ""
    """Where an API key is made; empty: it needs none."""
    form: Form | None = None
    """What it is to be sent of each kind; None: nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    note: ProviderNote
    open: Callable[[Settings, Spent], EmbeddingProvider]
    space: Callable[[Settings], Space]


def _open_builtin(settings: Settings, spent: Spent) -> EmbeddingProvider:
    from findling.embedding.builtin import BuiltinProvider

    return BuiltinProvider()


def _builtin_space(settings: Settings) -> Space:
    from findling.embedding.builtin import SPACE

    return SPACE


def _open_gemini(settings: Settings, spent: Spent) -> EmbeddingProvider:
    from findling.embedding.gemini import GeminiProvider

    return GeminiProvider(settings=settings, spent=spent)


def _open_vertex(settings: Settings, spent: Spent) -> EmbeddingProvider:
    from findling.embedding.vertex import VertexProvider

    return VertexProvider(settings=settings, spent=spent)


def _google_space(door: Door) -> Callable[[Settings], Space]:
    from findling.embedding.google_space import space_of as named

    return lambda settings: named(settings, door=door)


BUILTIN = ProviderNote(
    name="builtin",
    title="Built in",
    local=True,
    cost="Free.",
    limits=(
        "It recognises about a thousand kinds of thing in pictures: animals, plants, food, vehicles, tools, furniture. "
        "It does not know faces, names or places, cannot read text in pictures or understand spoken words, and "
        "compares sounds only by how alike they sound. Questions work in 16 languages."
    ),
)
_ASKED = "what you search for, typed or shown"
_NEVER = "Never sent: your original files, their names, places and dates, and folders that are kept on this computer only."
GEMINI = ProviderNote(
    name="gemini",
    title="Google Gemini",
    local=False,
    cost=(
        "About $0.12 for 1,000 photos, $0.59 for an hour of sound, $2.90 to $3.50 for an hour of clips with theirs, "
        "$0.12 to $0.20 for 1,000 pages; half of it as a batch. Each question costs next to nothing. "
        "Nothing is sent before you have seen what it costs and agreed."
    ),
    limits=(
        "It needs a network connection, also to search by meaning. Clips are looked at about once a second, in small pictures. "
        f"Google's free tier takes about {FREE_CONTENTS_A_MINUTE} pieces a minute and {FREE_CONTENTS_A_DAY:,} a day, "
        "and is not offered everywhere."
    ),
    leaves=(
        "Small copies of photos, short clips in small pictures with their sound, recordings, pages as pictures with their text, "
        f"and {_ASKED}. {_NEVER}"
    ),
    to_whom="Google, through the Gemini API.",
    terms=(
        "By Google's terms for the Gemini API, what is sent on the free tier may be used to improve Google's products, and people "
        "may read it; what is sent with billing set up is not used for that."
    ),
    key_url=KEY_URL,
    form=GEMINI_FORM,
)
VERTEX = ProviderNote(
    name="vertex",
    title="Google Cloud",
    local=False,
    cost=(
        "About $0.12 for 1,000 photos, $0.59 for an hour of sound, $3.40 for an hour of clips with theirs, "
        "$0.12 for 1,000 pages. Each question costs next to nothing. "
        "Nothing is sent before you have seen what it costs and agreed."
    ),
    limits=(
        "It needs a project of your own on Google Cloud with billing, an account that is signed in on this computer, "
        "and a network connection, also to search by meaning. There are no batches at half the price."
    ),
    leaves=(
        "Small copies of photos, short clips in small pictures with their sound, recordings, single pages of documents, "
        f"and {_ASKED}. {_NEVER}"
    ),
    to_whom="Google, through your own project on Google Cloud.",
    terms="By Google Cloud's terms, what is sent is not used to improve Google's products.",
    form=VERTEX_FORM,
)

PROVIDERS: dict[str, _Entry] = {
    "builtin": _Entry(note=BUILTIN, open=_open_builtin, space=_builtin_space),
    "gemini": _Entry(note=GEMINI, open=_open_gemini, space=_google_space(Door.GEMINI)),
    "vertex": _Entry(note=VERTEX, open=_open_vertex, space=_google_space(Door.VERTEX)),
}


def open_provider(
    name: str, *, settings: Settings | None = None, spent: Spent = ignore
) -> EmbeddingProvider:
    """`spent` hears what questions were billed. FindlingError "provider-unknown" if there is none of that name."""
    return _entry(name).open(settings if settings is not None else Settings(), spent)


def space_of(name: str, settings: Settings) -> Space:
    """The space in which it answers under these settings. FindlingError "provider-unknown"."""
    return _entry(name).space(settings)


def plan_of(name: str, settings: Settings) -> str:
    """Names how contents are cut for it. FindlingError "provider-unknown"."""
    return settings.span_plan if is_local(name) else settings.sent_plan


def is_local(name: str) -> bool:
    """Nothing leaves the machine. FindlingError "provider-unknown"."""
    return _entry(name).note.local


def note_of(name: str) -> ProviderNote:
    """FindlingError "provider-unknown"."""
    return _entry(name).note


def describe_providers() -> list[ProviderNote]:
    return [entry.note for entry in PROVIDERS.values()]


def _entry(name: str) -> _Entry:
    entry = PROVIDERS.get(name)
    if entry is None:
        known = ", ".join(sorted(PROVIDERS))
        raise FindlingError(
            "provider-unknown",
            f"There is no provider called “{name}”.",
            hint=f"Choose one of these: {known}.",
        )
    return entry
