"""How the window was left comes back; whatever else lies in its place is ignored."""

from pathlib import Path

import pytest

from findling.core.model import Kind
from findling.core.window_state import WindowState, load_window_state, save_window_state

STATE = WindowState(
    geometry=b"\x01\xd9\xd0\xcb",
    side_width=240,
    details_width=300,
    side_shown=False,
    details_shown=True,
    zoom=207.0,
    squares=True,
    folder=Path("/home/mia/Pictures"),
    kind=Kind.CLIP,
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    save_window_state(path, STATE)
    assert load_window_state(path) == STATE
    assert [each.name for each in tmp_path.iterdir()] == ["window.json"]


def test_a_folder_whose_name_is_no_text_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    odd = Path("/home/mia/caf\udce9")
    save_window_state(path, WindowState(folder=odd))
    assert load_window_state(path).folder == odd


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b'{"geometry": 7, "side_width": "wide", "zoom": NaN, "folder": [], "kind": "smell"}',
        b'{"geometry": "%%%", "side_width": -4, "zoom": 1e99, "side_shown": 0, "kind": {}}',
        b'{"zoom": true, "side_width": true, "folder": ""}',
        b"[" * 60_000,
    ],
)
def test_damage_means_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert load_window_state(path) == WindowState()


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_window_state(tmp_path / "window.json") == WindowState()
