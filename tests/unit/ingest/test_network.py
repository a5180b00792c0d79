import threading

import pytest

from findling.ingest.network import NetworkLane


def test_calls_are_carried_out_side_by_side() -> None:
    lane = NetworkLane(2)
    meeting = threading.Barrier(2, timeout=10)
    futures = [lane.submit(meeting.wait) for _ in range(2)]
    assert sorted(future.result(10) for future in futures) == [0, 1]
    lane.close(5)


def test_what_a_call_raises_is_handed_to_whoever_asked() -> None:
    lane = NetworkLane(1)
    with pytest.raises(ZeroDivisionError):
        lane.submit(lambda: 1 // 0).result(10)
    assert lane.submit(lambda: "goes on").result(10) == "goes on"
    lane.close(5)


def test_a_call_that_was_cancelled_before_its_turn_is_left_out() -> None:
    lane = NetworkLane(1)
    gate = threading.Event()
    first = lane.submit(lambda: gate.wait(10))
    made: list[int] = []
    second = lane.submit(lambda: made.append(1))
    third = lane.submit(lambda: made.append(2))
    second.cancel()
    gate.set()
    third.result(10)
    assert (first.result(), made) == (True, [2])
    lane.close(5)


def test_closing_tells_those_who_wait_and_leaves_behind_those_who_do_not_listen(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lane = NetworkLane(2)
    deaf = threading.Event()
    listening = lane.submit(lambda: lane.stop.wait(10))
    lane.submit(lambda: deaf.wait(10))
    lane.close(0.05)
    assert listening.result(10)
    assert "did not end" in caplog.text
    deaf.set()
    lane.close(5)


def test_a_lane_that_was_never_used_has_no_threads_to_end() -> None:
    before = threading.active_count()
    lane = NetworkLane(4)
    assert threading.active_count() == before
    lane.close(0)
    assert lane.stop.is_set()
