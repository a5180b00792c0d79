"""Sights survive the pipe whole; whatever else comes through it is refused."""

import json
import multiprocessing
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.core.errors import FindlingError, MediaError
from findling.media.failures import failure
from findling.worker.messages import Outcome
from findling.worker.sights import (
    Sight,
    error_of,
    failed,
    read_head,
    receive_sight,
    send_sight,
)

HEAD = {"outcome": "done", "numbers": [1.5], "words": ["a"], "arrays": [["u1", 2, 3]]}


def passed(sight: Sight) -> Sight:
    ours, theirs = multiprocessing.Pipe()
    sending = threading.Thread(target=send_sight, args=(theirs, sight))
    sending.start()
    try:
        return receive_sight(ours)
    finally:
        sending.join()
        ours.close()
        theirs.close()


def test_a_sight_survives() -> None:
    frame = np.random.default_rng(1).integers(0, 255, (700, 500, 3), np.uint8)
    sound = np.arange(-100, 100, dtype=np.int16).reshape(-1, 2)
    levels = np.linspace(0, 1, 7, dtype=np.float32)
    none = np.zeros((0, 2), np.int16)
    sent = Sight(
        outcome=Outcome.PART,
        numbers=(1.0, 2.5),
        words=("ä", "\u0000"),
        arrays=(frame[:, ::-1], sound, levels, none),
    )
    got = passed(sent)
    assert (got.outcome, got.numbers, got.words) == (sent.outcome, sent.numbers, sent.words)
    for one, other in zip(got.arrays, sent.arrays, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_a_failure_is_told_in_its_words() -> None:
    error = error_of(passed(failed(failure("password"))), Path("a.pdf"))
    assert isinstance(error, MediaError)
    assert (error.code, error.lasting) == ("password", True)
    assert error.message == failure("password").message


def test_what_makes_no_sense_is_a_crash() -> None:
    for sight in (
        Sight(outcome=Outcome.FAILED, words=("one",)),
        Sight(outcome=Outcome.BROKEN, words=("Traceback …",)),
        Sight(outcome=Outcome.DONE),
    ):
        error = error_of(sight, Path("a"))
        assert isinstance(error, MediaError)
        assert error.code == "crashed"
    assert isinstance(error_of(Sight(outcome=Outcome.VANISHED), Path("a")), FileNotFoundError)


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "fine"},
        {"outcome": 3},
        {"numbers": [True]},
        {"numbers": ["1"]},
        {"numbers": {"0": 1}},
        {"numbers": [0.0] * 5000},
        {"words": [1]},
        {"words": ["a"] * 17},
        {"arrays": [["f8", 2]]},
        {"arrays": [["u1"]]},
        {"arrays": [["u1", -1]]},
        {"arrays": [["u1", 1.0]]},
        {"arrays": [["u1", True]]},
        {"arrays": [["u1", 1, 2, 3, 4]]},
        {"arrays": [[["u1"], 1]]},
        {"arrays": [["u1", 1]] * 300},
        {"arrays": [["f4", 1 << 20, 1 << 20]]},
        {"arrays": [["u1", 300 << 20], ["u1", 300 << 20]]},
    ],
)
def test_heads_that_promise_nonsense_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(FindlingError) as caught:
        read_head(json.dumps(HEAD | change).encode())
    assert caught.value.code == "worker-garbled"


@pytest.mark.parametrize(
    "data", [b'{"numbers": [NaN]}', b"[" * 60_000, b"null", b'{"outcome":"done"}', b"9" * 9000]
)
def test_no_head_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(FindlingError):
        read_head(data)


def test_numbers_that_are_none_are_refused() -> None:
    for number in ("NaN", "Infinity", "1e999", "9" * 400):
        data = json.dumps(HEAD).replace("1.5", number).encode()
        with pytest.raises(FindlingError):
            read_head(data)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(data: bytes) -> None:
    with pytest.raises(FindlingError):
        read_head(data)


def test_arrays_that_break_off_end_the_pipe() -> None:
    ours, theirs = multiprocessing.Pipe()
    theirs.send_bytes(json.dumps(HEAD).encode())
    theirs.close()
    with pytest.raises(EOFError):
        receive_sight(ours)
    ours.close()


def test_a_head_that_is_too_long_is_refused() -> None:
    ours: Connection
    theirs: Connection
    ours, theirs = multiprocessing.Pipe()
    theirs.send_bytes(b"{" * (65 << 10))
    theirs.close()
    with pytest.raises(OSError, match=r"bad message length|too long"):
        receive_sight(ours)
    ours.close()
