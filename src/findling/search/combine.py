"""Words and pictures as one content of several parts, for a service that understands them together. Pure data."""

from collections.abc import Sequence

from findling.core.model import MediaPart, Payload, Tokens
from findling.embedding.forms import Form
from findling.embedding.payloads import most_text_tokens, payload_of, text_tokens

_TEXT = "text/plain"


def combined(words: str, pictures: Sequence[Payload], *, form: Form) -> Payload | None:
    """None where it could be over a limit of the service. Media carry no prefix, and so these words have none either."""
    media = [part for one in pictures for part in one.parts]
    said = [MediaPart(mime=_TEXT, data=words.encode("utf-8", "replace"))] if words else []
    tokens = sum((one.tokens for one in pictures), Tokens(text=text_tokens(words)))
    texts = [part.data.decode("utf-8") for part in (*said, *media) if part.mime == _TEXT]
    most = tokens.total - tokens.text + sum(map(most_text_tokens, texts))
    if most > form.most_tokens or len(pictures) > form.most_images:
        return None
    if sum(one.size for one in pictures) > form.most_bytes:
        return None
    return payload_of([*said, *media], tokens)
