"""A virtual screen with a window manager, and hands on it: keys, clicks, drags, pictures. Loopback only, ended by pid."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Screen:
    """One Xvfb display with openbox on it."""

    display: str

    def environment(self, **more: str) -> dict[str, str]:
        gone = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR")
        kept = {name: value for name, value in os.environ.items() if name not in gone}
        return {**kept, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", **more}

    def do(self, *words: str) -> str:
        """One xdotool command; its output."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Waits until a window with this title is visible; its number.

        xdotool's own waiting gives up when some other window vanishes while it looks: each look here is a new one.
        """
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            looked = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title],
                env=self.environment(),
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
            if found := looked.stdout.split():
                return found[-1]
        raise AssertionError(f"no window called {title!r} within {_PATIENCE:g} s")

    def middle(self, window: str) -> tuple[int, int]:
        x, y, width, height = self.geometry(window)
        return x + width // 2, y + height // 2

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """Place and size of the inside of a window, without the manager's frame."""
        told = subprocess.run(
            ["xwininfo", "-id", window],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        ).stdout
        wanted = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        x, y, width, height = (int(told.split(f"{name}:")[1].split()[0]) for name in wanted)
        return x, y, width, height

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """A real drag with the pointer, in steps, as a hand would do it."""
        (x1, y1), (x2, y2) = start, end
        self.do("mousemove", "--sync", str(x1), str(y1), "mousedown", "1")
        for step in range(1, 21):
            x, y = x1 + (x2 - x1) * step // 20, y1 + (y2 - y1) * step // 20
            self.do("mousemove", "--sync", str(x), str(y))
        self.do("mousemove", "--sync", str(x2 + 1), str(y2))

    def drop(self) -> None:
        self.do("mouseup", "1")


@contextmanager
def virtual_screen(size: str = "1400x900x24") -> Iterator[Screen]:
    """Starts Xvfb on a free display number and openbox on it; ends both."""
    told, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(tell,),
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    with os.fdopen(told) as number:
        screen = Screen(f":{number.readline().strip()}")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"], env=screen.environment(), stderr=subprocess.DEVNULL
    )
    try:
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(_PATIENCE)


@contextmanager
def drop_target(screen: Screen, noted: Path) -> Iterator[str]:
    """Another program that writes down which files are dropped on it, or pasted into it; its window's number."""
    program = Path(__file__).with_name("drop_target.py")
    process = subprocess.Popen(
        [sys.executable, str(program), str(noted)], env=screen.environment()
    )
    try:
        yield screen.window("drop target")
    finally:
        process.terminate()
        process.wait(_PATIENCE)


@contextmanager
def drag_source(screen: Screen, path: Path) -> Iterator[str]:
    """Another program with one file to drag; its window's number."""
    program = Path(__file__).with_name("drag_source.py")
    process = subprocess.Popen(
        [sys.executable, str(program), str(path)], env=screen.environment()
    )
    try:
        yield screen.window("drag source")
    finally:
        process.terminate()
        process.wait(_PATIENCE)
