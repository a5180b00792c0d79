"""What is taken for true about Google's service and could not be confirmed, each with its source. Pure data.

Two more stand where they are used: sizes and counts of what is sent in `forms.py`, the price of a PDF page in `prices.py`.
"""

FREE_CONTENTS_A_MINUTE = 100
"""Of the free tier (a screen of AI Studio of October 2026, and 429 bodies); each content of a request counts as one.
Nothing relies on it: it is told to people. The pace follows what the service refuses."""
FREE_CONTENTS_A_DAY = 1_000
"""The same source. A day ends at midnight in `QUOTA_ZONE` (ai.google.dev/gemini-api/docs/rate-limits)."""
QUOTA_ZONE = "America/Los_Angeles"
QUOTA_MARGIN = 60.0
"""Seconds after midnight there at which another try is made: clocks differ."""
DAY_QUOTA = "perday"
"""In a `quotaId`, any case, it names a daily cap. The metric and a short RetryInfo look alike on both (live 429 bodies)."""
FREE_TIER = "freetier"
NO_QUOTA = "0"
"""As `quotaValue`: there is no such thing on this tier, so that waiting does not help."""

SEND_SECONDS = 60.0
"""Without a byte, after which a request counts as lost. The SDK waits for ever; no figure of Google's."""
QUESTION_SECONDS = 4.0
BATCH_SECONDS = 300.0

INLINE_BYTES = 13 << 20
"""Of media in a batch that is handed over in one body: as base64 17.3 MiB, below the documented 20 MB
(ai.google.dev/gemini-api/docs/batch-api). Larger ones go as a file."""
JSONL = "application/jsonl"
"""MIME type of that file. Its lines have `key` and `request` as in Google's guide to batches; none for embeddings was seen."""
BATCH_REFUSALS = frozenset({400, 403, 404, 405, 501})
"""Answers to handing over a batch that mean there is none for this account: batches are not on the free tier
(ai.google.dev/gemini-api/docs/pricing), but how that is said was not seen."""
BATCH_FULL_SECONDS = 600.0
"""After which another batch is tried where too many tokens wait already (500 000 on the first paid tier)."""

UNIT_TOLERANCE = 1e-3
"""How far from 1 a vector's length may be before it is set right. Measured by others: 1.0 at every width."""
