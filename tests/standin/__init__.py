"""A strict stand-in for Google's Gemini embedding service, on 127.0.0.1, for tests and for trying the window by hand.

    from tests.standin import StandIn

    with StandIn() as server:                       # free port; close() ends every connection and thread
        server.url, server.key, server.token        # base URL, made-up API key, made-up bearer token (Vertex)
        server.teach(picture, "a red bicycle")      # path, bytes, PIL picture or samples: found by these words
        server.fault("quota-minute", times=2)       # see `Fault`: kinds, times, probability, route, digest, marker …
        server.latency = 0.2                        # seconds every answer takes at least
        ...
        assert not server.refusals                  # [Refusal(reason, message, digest, route)]
        assert not server.answered_twice()          # {digest: times}; questions in words are left out
        server.bill.usd, server.bill.tokens["IMAGE"], server.bill.usd_by_kind["photo"]

Arguments of StandIn, all by name: port=0, clock=time.time (of quotas and batches), seed=0 (of faults by probability), and
every field of `tests.standin.terms.Terms` (key, token, model, dimensions, latency, strict, fast, images_per_request,
vertex_batch_route, vertex_frames, rpm, rpd, batch_delay, bill_lost, most_contents, most_bytes), which may also be changed
while it runs: `server.terms.rpm = 100`; key, token and latency are attributes of the server as well.

What it knows (lists and counters may be read at any time):
    requests: list[Request]      method, path (without key), route, headers (without key), size, contents, config, started,
                                 ended (time.monotonic), status (0: none was sent)
    refusals: list[Refusal]      what broke a rule of the documentation, or one of ours (strict=False lifts ours)
    answered: Counter[str]       contents by digest whose vector was sent in full
    lost: Counter[str]           worked out, then destroyed by a fault or not taken by the client
                                 (a client that was killed while it waited did not take its answer)
    bill: Bill                   requests, contents (by kind), tokens (by modality), usd, usd_by_modality, usd_by_kind,
                                 tokens_by_kind, as_json(); batches at half price
    bill_of_lost: Bill           the share of `lost`; part of `bill` if bill_lost
    peak_concurrency: int        embedding requests under way at one time
    digest_of([(mime, data), …]) the digest of a content: sha256 over mime, length and bytes of each part; words are
                                 ("text/plain", utf-8). A kind is one of query, text, photo, pictures, clip, sound, page, mixed.

What can be done:
    teach(medium, words), teach_folder(folder)   the second reads MANIFEST.csv (../shared/media)
    fault(kind, **how) -> Fault, clear_faults(), reset() (forgets requests, refusals, bill, faults; keeps what was taught)
    finish_batches(state="SUCCEEDED", failing=None), batches (list of Batch), advance(seconds) (the clock)
    vector_of([(mime, data), …]) the vector the service would answer with
    answered_twice(queries=False) -> dict[str, int]
    wait_until(lambda: len(server.requests) >= 3, seconds=10) -> bool: woken by every change, for tests that do not sleep
    crashes: list[str]           tracebacks of the stand-in's own errors; leaving the `with` raises if there are any

By hand: `python -m tests.standin --port 8765 --latency-ms 200 --fault quota-minute:times=2,seconds=3 --teach ../shared/media`
prints the URL, the key and how to point Findling at it. Over the loopback control endpoint, without a key:
    GET    /control/bill | requests | refusals | state | batches
    POST   /control/faults {"kind": …, "times": …, …}      DELETE /control/faults
    POST   /control/settings {"latency": 0.2, "rpm": 100, …} POST /control/advance {"seconds": 61}
    POST   /control/finish-batches {"state": "SUCCEEDED"}    POST /control/teach {"path": …, "words": …} or {"folder": …}
    POST   /control/reset

Faults are described at `tests.standin.faults.Fault`.
"""

from tests.standin.batches import Batch
from tests.standin.billing import Bill
from tests.standin.contents import digest_of
from tests.standin.faults import KINDS, Fault
from tests.standin.record import Refusal, Request
from tests.standin.server import StandIn
from tests.standin.terms import KEY, TOKEN, Terms

__all__ = [
    "KEY",
    "KINDS",
    "TOKEN",
    "Batch",
    "Bill",
    "Fault",
    "Refusal",
    "Request",
    "StandIn",
    "Terms",
    "digest_of",
]
