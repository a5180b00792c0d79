"""From any thread to the GUI thread, and nothing after close."""

import threading
from typing import Any

from findling.core.events import Activity, LibraryChanged, Progress
from findling.gui.bridge import Bridge


def elsewhere(call: Any, *values: Any) -> None:
    thread = threading.Thread(target=call, args=values)
    thread.start()
    thread.join()


def test_events_and_answers_arrive_on_the_gui_thread(bridge: Bridge, qtbot: Any) -> None:
    heard: list[tuple[str, int]] = []
    bridge.progressed.connect(lambda e: heard.append((e.activity, threading.get_ident())))
    answer = bridge.onto_gui(lambda v: heard.append((v, threading.get_ident())))
    elsewhere(bridge.publish, Progress(activity=Activity.READING))
    elsewhere(answer, "done")
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 2)
    here = threading.get_ident()
    assert heard == [("reading", here), ("done", here)]


def test_nothing_is_heard_after_close(bridge: Bridge, qtbot: Any) -> None:
    heard: list[int] = []
    bridge.library_changed.connect(lambda: heard.append(1))
    bridge.publish(LibraryChanged())
    bridge.close()
    elsewhere(bridge.publish, LibraryChanged())
    qtbot.wait(30)
    assert heard == []
