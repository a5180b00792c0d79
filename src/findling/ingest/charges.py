"""What questions and batches cost, as rows for the ledger. Pure."""

from collections.abc import Set

from findling.catalogue.rows import BatchRow, Charge
from findling.core.model import Kind, Tokens
from findling.core.settings import Settings
from findling.embedding.prices import usd


def of_questions(tokens: Tokens, *, settings: Settings) -> Charge:
    return Charge(
        provider=settings.provider,
        model=settings.model,
        kind=None,
        spans=0,
        tokens=tokens,
        usd=usd(tokens, model=settings.model),
    )


def of_batch(
    row: BatchRow, *, billed: Tokens, answered: Set[bytes], provider: str, model: str
) -> list[Charge]:
    """What each kind cost. The service bills a batch as a whole: divided as its parts were expected to cost.

    Where it does not say by modality, what was answered is counted as it was expected to be billed.
    """
    if not billed.total:
        billed = sum((e.tokens for e in row.entries if e.payload in answered), Tokens())
    cost = usd(billed, model=model, batch=True)
    expected = {
        kind: sum(usd(e.tokens, model=model, batch=True) for e in row.entries if e.kind is kind)
        for kind in Kind
    }
    whole = sum(expected.values()) or 1.0
    return [
        Charge(
            provider=provider,
            model=model,
            kind=kind,
            spans=sum(e.kind is kind and e.payload in answered for e in row.entries),
            tokens=_part_of(billed, share / whole),
            usd=cost * share / whole,
            batch=True,
        )
        for kind, share in expected.items()
        if share
    ]


def _part_of(tokens: Tokens, share: float) -> Tokens:
    return Tokens(
        text=round(tokens.text * share),
        image=round(tokens.image * share),
        audio=round(tokens.audio * share),
        video=round(tokens.video * share),
        document=round(tokens.document * share),
    )
