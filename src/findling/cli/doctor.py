"""What this machine has and lacks: decoders, index, model, key, free disk, watch limits. Reads, never writes."""

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.table import Table

from findling.cli.terminal import Json, harmless, readable, stdout
from findling.core.assets import asset
from findling.core.library import LibraryPaths

_DECODERS = (
    ("Pillow", "common pictures", "PIL.Image"),
    ("pillow-heif", "HEIC", "pillow_heif"),
    ("pillow-jxl-plugin", "JPEG XL", "pillow_jxl"),
    ("rawpy", "camera RAW", "rawpy"),
    ("av", "clips and recordings", "av"),
    ("pypdfium2", "PDF", "pypdfium2"),
)
_INDEX = (("faiss-cpu", "exact search", "faiss"), ("hnswlib", "the graph", "hnswlib"))
_LEAST_FREE = 2 << 30
"""Bytes of free disk below which a library may soon stop growing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding. `ok` is None where there is nothing to judge."""

    name: str
    ok: bool | None
    detail: str
    hint: str = ""

    def as_json(self) -> Json:
        return {"name": self.name, "ok": self.ok, "detail": self.detail, "hint": self.hint}


def examine(paths: LibraryPaths) -> list[Check]:
    """Every check, in the order in which a person would ask."""
    return [
        Check(
            name="system",
            ok=None,
            detail=f"{platform.platform()}, Python {sys.version.split()[0]}",
        ),
        Check(name="library", ok=None, detail=readable(paths.root)),
        _disk(paths.root),
        *(_package(*row) for row in _DECODERS),
        *(_package(*row) for row in _INDEX),
        _model(),
        _limits(),
        _key(),
        _watches(),
    ]


def _package(name: str, what: str, module: str) -> Check:
    """A library counts as there only if it can really be loaded."""
    try:
        __import__(module)
        return Check(name=f"{what}", ok=True, detail=f"{name} {version(name)}")
    except (ImportError, OSError, PackageNotFoundError) as error:
        return Check(
            name=what,
            ok=False,
            detail=f"{name} cannot be loaded: {error}",
            hint="Install Findling again; see the README's first command.",
        )


def _disk(root: Path) -> Check:
    place = next(p for p in (root, *root.parents) if p.exists())
    free = shutil.disk_usage(place).free
    return Check(
        name="free disk",
        ok=free >= _LEAST_FREE,
        detail=f"{free / 1e9:.1f} GB free for the library",
        hint=""
        if free >= _LEAST_FREE
        else "Make room, or keep the library elsewhere with --library.",
    )


def _model() -> Check:
    wanted = asset("model")
    size = sum(file.stat().st_size for file in wanted.glob("*")) if wanted.is_dir() else 0
    return Check(
        name="built-in model",
        ok=size > 0,
        detail=f"{size / 1e6:.1f} MB" if size else "its files are missing",
        hint="" if size else "Install Findling again; see the README's first command.",
    )


def _limits() -> Check:
    from findling.embedding.registry import describe_providers

    builtin = next(note for note in describe_providers() if note.name == "builtin")
    return Check(name="what it cannot do", ok=None, detail=builtin.limits)


def _key() -> Check:
    named = [name for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY") if os.environ.get(name)]
    detail = f"set in {named[0]}" if named else "none, and the built-in model needs none"
    return Check(name="key", ok=None, detail=detail)


def _watches() -> Check:
    """How many folders the system lets one user watch (inotify(7)); other systems have no such limit."""
    limit = (
        _number(Path("/proc/sys/fs/inotify/max_user_watches").read_text)
        if _on_linux()
        else None
    )
    if limit is None:
        return Check(name="folder notices", ok=None, detail="no limit known on this system")
    enough = limit >= 65_536
    return Check(
        name="folder notices",
        ok=enough,
        detail=f"up to {limit:,} folders can be watched",
        hint=""
        if enough
        else "Raise fs.inotify.max_user_watches; until then changes are found by scans.",
    )


def _on_linux() -> bool:
    return sys.platform.startswith("linux")


def _number(read: Callable[[], str]) -> int | None:
    try:
        return int(read())
    except (OSError, ValueError):
        return None


def print_checks(checks: list[Check]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    words = {True: "ok", False: "look", None: ""}
    for check in checks:
        detail = f"{check.detail} {check.hint}".strip()
        table.add_row(words[check.ok], check.name, harmless(detail))
    stdout.print(table)
