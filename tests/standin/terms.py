"""How the stand-in is set. Everything may be changed while it runs; a change holds from the next request on."""

from dataclasses import dataclass

KEY = "made-up-key-for-tests-0123456789"
TOKEN = "made-up-token-for-tests-0123456789"  # made up


@dataclass(kw_only=True)
class Terms:
    key: str = KEY
    token: str = TOKEN
    """The bearer token of Vertex calls."""
    model: str = "gemini-embedding-2"
    dimensions: int = 3072
    latency: float = 0.0
    """Seconds from a request's arrival to the first byte of its answer, at least; embedding requests only."""
    strict: bool = True
    """Our own rules hold too: prefixes, no task type, nothing carried along in a file."""
    fast: bool = False
    """For measuring a client's speed: photos and words are neither looked into nor checked, their vectors mean nothing."""
    images_per_request: bool = False
    """Six images for all contents of a request together; else six for each content."""
    vertex_batch_route: bool = False
    """Vertex has `:batchEmbedContents`; else it answers 404 there, as in June 2026."""
    vertex_frames: int = 120
    """Frames that Vertex looks at in one clip, one a second; the Gemini API looks at 32."""
    rpm: int | None = None
    """Requests a minute; N contents in one call count N."""
    rpd: int | None = None
    """Requests a day, until midnight Pacific."""
    batch_delay: float | None = None
    """Seconds until a batch is done; None: when `finish_batches` is called."""
    bill_lost: bool = True
    """What was worked out and then lost on the way is on the bill."""
    most_contents: int = 100
    most_bytes: int = 20 << 20
    """Of a request's body."""
