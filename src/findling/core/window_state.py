"""How the window was left: kept in a small file in its library, so that it comes back like that. Any thread.

Nothing depends on it: a file that is missing, damaged or foreign means the defaults.
"""

import json
import math
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from pathlib import Path

from findling.core.model import Kind

MOST_BYTES = 64 << 10
"""A longer file is not ours."""
WIDEST = 10_000
"""Pixels; a wider part of the window is nonsense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """Widths in pixels, 0: as usual. `geometry` is Qt's own account of place, size and screen, empty: as usual."""

    geometry: bytes = b""
    side_width: int = 0
    details_width: int = 0
    side_shown: bool = True
    details_shown: bool = True
    zoom: float = 0.0
    """Height of the thumbnails' rows; 0: as usual."""
    squares: bool = False
    folder: Path | None = None
    kind: Kind | None = None


def load_window_state(path: Path) -> WindowState:
    try:
        with path.open("rb") as source:
            raw = json.loads(source.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return WindowState()
    if not isinstance(raw, dict):
        return WindowState()
    usual = WindowState()
    folder = raw.get("folder")
    return WindowState(
        geometry=_bytes(raw.get("geometry")),
        side_width=_width(raw.get("side_width")),
        details_width=_width(raw.get("details_width")),
        side_shown=_flag(raw.get("side_shown"), usual=usual.side_shown),
        details_shown=_flag(raw.get("details_shown"), usual=usual.details_shown),
        zoom=_zoom(raw.get("zoom")),
        squares=_flag(raw.get("squares"), usual=usual.squares),
        folder=Path(folder) if isinstance(folder, str) and folder else None,
        kind=_kind(raw.get("kind")),
    )


def save_window_state(path: Path, state: WindowState) -> None:
    """Temp, fsync, rename. OSError where the library cannot be written."""
    told = {
        "geometry": b64encode(state.geometry).decode("ascii"),
        "side_width": state.side_width,
        "details_width": state.details_width,
        "side_shown": state.side_shown,
        "details_shown": state.details_shown,
        "zoom": state.zoom,
        "squares": state.squares,
        "folder": str(state.folder) if state.folder else None,
        "kind": state.kind.value if state.kind else None,
    }
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="ascii") as out:
        json.dump(told, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)


def _bytes(value: object) -> bytes:
    try:
        return b64decode(value, validate=True) if isinstance(value, str) else b""
    except (NotBase64, ValueError):
        return b""


def _width(value: object) -> int:
    return value if type(value) is int and 0 < value <= WIDEST else 0


def _zoom(value: object) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known and math.isfinite(value) and 0 < value <= WIDEST else 0.0  # type: ignore[arg-type,operator]  # `known` is not followed


def _flag(value: object, *, usual: bool) -> bool:
    return value if isinstance(value, bool) else usual


def _kind(value: object) -> Kind | None:
    return Kind(value) if isinstance(value, str) and value in list(Kind) else None
