"""Tells what a content is by its first bytes, never by its name alone. Pure; runs inside decode processes."""

from dataclasses import dataclass

from findling.core.model import Kind

HEAD = 4096
"""Bytes that `sniff` wants to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a file is or says it is. Not `by_content`: only its name says so."""

    kind: Kind
    format: str
    by_content: bool
