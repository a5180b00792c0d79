"""Which providers there are. Asked on any thread; opening one loads nothing yet."""

from collections.abc import Callable
from dataclasses import dataclass

from findling.core.errors import FindlingError
from findling.embedding.provider import EmbeddingProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderNote:
    """What a person should know before choosing. `limits` says in plain words what it cannot do."""

    name: str
    title: str
    local: bool
    cost: str
    limits: str


@dataclass(frozen=True, slots=True)
class _Entry:
    note: ProviderNote
    open: Callable[[], EmbeddingProvider]


def _builtin() -> EmbeddingProvider:
    from findling.embedding.builtin import BuiltinProvider

    return BuiltinProvider()


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

PROVIDERS: dict[str, _Entry] = {"builtin": _Entry(BUILTIN, _builtin)}


def open_provider(name: str) -> EmbeddingProvider:
    """FindlingError "provider-unknown" if there is none of that name."""
    entry = PROVIDERS.get(name)
    if entry is None:
        known = ", ".join(sorted(PROVIDERS))
        raise FindlingError(
            "provider-unknown",
            f"There is no provider called “{name}”.",
            hint=f"Choose one of these: {known}.",
        )
    return entry.open()


def describe_providers() -> list[ProviderNote]:
    return [entry.note for entry in PROVIDERS.values()]
