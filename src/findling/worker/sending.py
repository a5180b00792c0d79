"""From a file's spans to what is sent of them. Runs inside decode processes; the service itself is not asked here."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from findling.core.errors import FindlingError
from findling.core.model import SAMPLE_RATE, Kind, Parts, Payload, SpanContent, Tokens
from findling.embedding.forms import Form
from findling.embedding.payloads import audible, expected, prepare, source_of
from findling.embedding.registry import describe_providers
from findling.media.reading import SpanParts

SPANS_AT_ONCE = 8
BYTES_AT_ONCE = 8 << 20
SECONDS_AT_ONCE = 1.0
"""What is handed over at one time at most: enough to keep the network busy, little enough to be held by many files."""


def form_of(provider: str) -> Form:
    """What the service called `provider` takes. FindlingError "provider-unknown" if there is none."""
    for note in describe_providers():
        if note.name == provider and note.form is not None:
            return note.form
    raise FindlingError(
        "provider-unknown",
        f"Nothing can be sent to “{provider}”.",
        hint="Choose another provider in the settings.",
    )


def prepared(
    spans: Iterator[SpanParts], *, form: Form, title: str, single_pages: int
) -> Iterator[SpanContent]:
    """Each span with what is sent of it. A clip's window may give two: what is seen of it, and what is heard."""
    for group in _groups(spans, form=form, single_pages=single_pages):
        yield from _contents(group, prepare(_joined(group), form=form, title=title))


def outlined(
    spans: Iterator[SpanParts], *, form: Form, single_pages: int
) -> Iterator[SpanContent]:
    """The same spans with what sending them is expected to count, and nothing to send."""
    for group in _groups(spans, form=form, single_pages=single_pages):
        source = source_of(group[0].parts) if group[0].outline is None else b""
        for content in _contents(group, _expected(group, form)):
            yield replace(content, source=source) if content.tokens is not None else content


def pieces(
    contents: Iterator[SpanContent], *, clock: Callable[[], float] = time.monotonic
) -> Iterator[tuple[tuple[SpanContent, ...], bool]]:
    """What can be handed over at one time, and whether there is more to come. The last piece may be empty."""
    held: list[SpanContent] = []
    size, since = 0, clock()
    for content in contents:
        held.append(content)
        size += content.payload.size if content.payload is not None else 0
        if (
            len(held) >= SPANS_AT_ONCE
            or size >= BYTES_AT_ONCE
            or clock() - since >= SECONDS_AT_ONCE
        ):
            yield tuple(held), True
            held, size, since = [], 0, clock()
    yield tuple(held), False


def _groups(
    spans: Iterator[SpanParts], *, form: Form, single_pages: int
) -> Iterator[list[SpanParts]]:
    """Pages beyond the first `single_pages` together, as many as the service takes in one content."""
    most = min(form.most_pages, form.most_images)
    held: list[SpanParts] = []
    for one in spans:
        beyond = (one.span.page or 0) - single_pages
        if beyond <= 0:
            yield [one]
            continue
        if (
            held
            and (beyond - 1) // most != ((held[0].span.page or 0) - single_pages - 1) // most
        ):
            yield held
            held = []
        held.append(one)
        if beyond % most == 0:
            yield held
            held = []
    if held:
        yield held


def _joined(group: list[SpanParts]) -> Parts:
    first = group[0].parts
    if len(group) == 1:
        return first
    return replace(
        first,
        images=tuple(image for one in group for image in one.parts.images),
        text="\n\n".join(one.parts.text for one in group if one.parts.text) or None,
    )


def _contents(
    group: list[SpanParts], sent: Sequence[Payload | Tokens]
) -> Iterator[SpanContent]:
    """The first span of a group stands for all that is sent of it; the others, and what is not sent, have words only."""
    first, *others = group
    if not sent:
        yield _content(first, None)
    for number, one in enumerate(sent):
        yield _content(first, one) if number == 0 else _content(first, one, text="")
    for other in others:
        yield _content(other, None)


def _content(
    one: SpanParts, sent: Payload | Tokens | None, *, text: str | None = None
) -> SpanContent:
    payload = sent if isinstance(sent, Payload) else None
    return SpanContent(
        span=one.span,
        text=(one.parts.text or "") if text is None else text,
        payload=payload,
        tokens=sent.tokens if isinstance(sent, Payload) else sent,
    )


def _expected(group: list[SpanParts], form: Form) -> tuple[Tokens, ...]:
    parts = _joined(group)
    outline = group[0].outline
    if outline is not None:
        return expected(parts.kind, form=form, frames=outline.frames, sound=outline.sound)
    if parts.kind is Kind.RECORDING:
        sound = audible(parts.sound)
        heard = sound.size / SAMPLE_RATE if sound is not None else 0.0
        return expected(parts.kind, form=form, sound=heard)
    return expected(
        parts.kind, form=form, pages=len(group), text=parts.text or "", as_pdf=bool(parts.pdf)
    )
