"""Waits for others without holding on to a question that a newer one has replaced. Any thread."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

T = TypeVar("T")

POLL = 0.05
"""Seconds between looks at whether a newer question has made this one pointless."""


class Superseded(Exception):
    """A newer question was asked; nobody waits for the answer to this one any more."""


def step(superseded: Callable[[], bool]) -> None:
    """Raises Superseded if a newer question was asked."""
    if superseded():
        raise Superseded


def result_of(future: "Future[T]", superseded: Callable[[], bool]) -> T:
    """What the future comes to, or Superseded as soon as that is so. The future is left as it is."""
    while True:
        try:
            return future.result(timeout=POLL)
        except NotYet:
            if future.done():  # the trouble is its own
                return future.result()
            step(superseded)
