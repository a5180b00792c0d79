"""Runs the stand-in by hand: `python -m tests.standin`."""

import argparse
import sys
import threading
from pathlib import Path

from tests.standin.faults import KINDS, fault_from_text
from tests.standin.server import StandIn

_HOW = """\
The stand-in listens at {url} with the key {key}

  export GOOGLE_GEMINI_BASE_URL={url} GEMINI_API_KEY={key}
  findling provider use gemini          (or set "base_url": "{url}" in the settings)

  curl -s {url}/control/bill            what it would have cost
  curl -s {url}/control/refusals        what broke a rule
  curl -s -d '{{"kind": "quota-minute", "times": 3}}' {url}/control/faults

Ctrl+C ends it.
"""


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    faults = [fault_from_text(spec) for spec in options.fault]
    server = StandIn(
        port=options.port,
        latency=options.latency_ms / 1000,
        rpm=options.rpm,
        rpd=options.rpd,
        batch_delay=options.batch_delay,
        strict=not options.lax,
    )
    with server:
        for fault in faults:
            server.service.faults.add(fault)
        for folder in options.teach:
            sys.stdout.write(f"{server.teach_folder(folder)} files of {folder} were taught\n")
        sys.stdout.write(_HOW.format(url=server.url, key=server.key))
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    kinds = "\n".join(f"  {kind:18} {what}" for kind, what in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.standin",
        description="A strict stand-in for Google's Gemini embedding service.",
        epilog=f"faults:\n{kinds}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--rpm", type=int, help="requests a minute")
    parser.add_argument("--rpd", type=int, help="requests a day")
    parser.add_argument("--batch-delay", type=float, default=30.0, help="seconds of a batch")
    parser.add_argument("--lax", action="store_true", help="without our own rules")
    parser.add_argument("--teach", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument(
        "--fault", action="append", default=[], metavar="KIND[:name=value,…]", help="see below"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
