"""What a remote provider is to be sent of each kind: sizes, lengths and counts that no request exceeds.

Pure data, any process: decode processes cut and encode by it, without loading the provider itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Seconds, pixels and counts. Each limit is the documented one of Gemini Embedding 2 (ai.google.dev/gemini-api/docs/embeddings)."""

    most_contents: int
    """Contents in one request."""
    most_bytes: int
    """Bytes of media in one request, before base64."""
    frame_side: int = 480
    """A frame counts 66 tokens however large it is."""
    frames_a_second: float = 1.0
    most_frames: int = 32
    longest_clip: float = 120.0
    longest_recording: float = 180.0
    page_side: int = 1024
    most_pages: int = 6
    most_images: int = 6
    """Documented for one content. Whether the contents of one request count together is unconfirmed: they do here."""
    most_tokens: int = 8192
    """All parts of one content together."""
    sound_in_clip: bool = False
    """A clip's sound travels as a track of its MP4, in one content; else as a content of its own."""
    page_as_pdf: bool = False
    """A page is sent as a PDF, whose text the service reads itself; else as a picture with its words."""
    batches: bool = False
    """There is a batch API: half price, answered within a day."""


GEMINI = Form(most_contents=16, most_bytes=12 << 20, batches=True)
"""100 contents a request were used in practice, and 32 on the free tier."""
VERTEX = Form(
    most_contents=1,
    most_bytes=12 << 20,
    longest_clip=80.0,
    most_frames=80,
    sound_in_clip=True,
    page_as_pdf=True,
)
"""`:batchEmbedContents` did not exist there in June 2026; it looks at 120 frames of a
clip at one a second, and a frame with its sound and time stamp counts 101 tokens, so that 80 seconds fill one content."""
