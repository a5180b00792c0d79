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

from findling.cli.key_entry import KEYED, base_url
from findling.cli.terminal import Json, harmless, readable, stdout, whole
from findling.cli.toolbox import Accounts, Toolbox
from findling.core.assets import asset
from findling.core.confinement import Confinement
from findling.core.errors import FindlingError
from findling.core.report import Finding
from findling.embedding.keys import has_keychain
from findling.embedding.registry import ProviderNote, note_of

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
    finding: Finding | None = None
    """What it found in the library."""

    def as_json(self) -> Json:
        said: Json = {
            "name": self.name,
            "ok": self.ok,
            "detail": self.detail,
            "hint": self.hint,
        }
        if self.finding is not None:
            said["code"] = self.finding.code
            said["places"] = [whole(place) for place in self.finding.places]
            said["mended"] = self.finding.mended
        return said


def examine(tools: Toolbox, *, online: bool = False) -> list[Check]:
    """Every check, in the order in which a person would ask. Nothing is sent, but for one question if `online`."""
    paths = tools.paths
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
        *_understanding(tools, online=online),
        _watches(),
        _confined(tools.confinement()),
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
    return Check(name="what it cannot do", ok=None, detail=note_of("builtin").limits)


def _understanding(tools: Toolbox, *, online: bool) -> list[Check]:
    """What understands the files, and what that takes: a key, a keychain, an address."""
    settings = tools.settings
    note = note_of(settings.provider)
    model = "" if note.local else f", {settings.model}"
    checks = [Check(name="understood by", ok=None, detail=f"{note.title} ({note.name}{model})")]
    if url := base_url(note.name, settings):
        checks.append(Check(name="address", ok=None, detail=f"not Google's own, but {url}"))
    checks += [_keychain(), _key(tools.accounts, note)]
    if not note.local:
        project = settings.google_project or os.environ.get("GOOGLE_CLOUD_PROJECT", "")
        if note.name != KEYED:
            checks.append(_project(project))
        if online:
            checks.append(_service(tools, note))
    return checks


def _keychain() -> Check:
    there = has_keychain()
    detail = (
        "there is one" if there else "none that can be used; a key can be set in GEMINI_API_KEY"
    )
    return Check(name="keychain", ok=None, detail=detail)


def _key(accounts: Accounts, note: ProviderNote) -> Check:
    """Where the key is, never the key. Only a provider that is asked with one makes its absence a fault."""
    needed = note.name == KEYED
    try:
        found = accounts.key()
    except FindlingError as error:
        return Check(
            name="key",
            ok=False if needed else None,
            detail=error.message,
            hint=error.hint if needed else "",
        )
    if found is not None:
        return Check(name="key", ok=True if needed else None, detail=found.words)
    return Check(
        name="key",
        ok=False if needed else None,
        detail="There is none." if needed else f"There is none, and {note.title} needs none.",
        hint="Enter one: findling provider key" if needed else "",
    )


def _project(name: str) -> Check:
    return Check(
        name="Google Cloud project",
        ok=bool(name),
        detail=name or "none is named",
        hint="" if name else "Name it: findling provider use vertex --project NAME",
    )


def _service(tools: Toolbox, note: ProviderNote) -> Check:
    """One real question, because it was asked for."""
    try:
        took = tools.accounts.test(note.name, tools.settings, None)
    except FindlingError as error:
        return Check(name="service", ok=False, detail=error.message, hint=error.hint)
    return Check(name="service", ok=True, detail=f"answers in {took:.0f} ms")


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


def _confined(able: Confinement) -> Check:
    """What a file that takes over its decoder still cannot do."""
    if not (able.landlock or able.seccomp):
        detail = "files are opened in processes of their own, which this system cannot confine"
        return Check(name="decoders", ok=None, detail=detail)
    files = f"may not write files: yes (Landlock ABI {able.landlock})"
    net = "may not use a network or start programs: yes (seccomp)"
    return Check(
        name="decoders",
        ok=True,
        detail="; ".join(
            (
                files if able.landlock else "may not write files: only by a limit of size 0",
                net if able.seccomp else "may not use a network: no",
            )
        ),
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
