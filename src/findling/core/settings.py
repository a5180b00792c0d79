"""What a person may choose, with defaults that are right for someone who never looks. Stored as JSON in the library."""

import json
import os
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from findling.core.errors import FindlingError
from findling.core.library import private

DEFAULT_EXCLUDES = (
    ".*",
    "@eaDir",
    "#recycle",
    "$RECYCLE.BIN",
    "System Volume Information",
    "node_modules",
    "__pycache__",
    "Thumbs.db",
    "lost+found",
    "Trash",
    ".Trash*",
    "Cache",
    "Caches",
    "cache",
    "*.lrdata",
    "*.part",
    "*.crdownload",
    "*.tmp",
)
"""Names (of a file or of any folder on the way to it) that are passed over, as `fnmatch` patterns."""


class Appearance(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Effort(StrEnum):
    """How much of the computer reading in the background may take."""

    QUIET = "quiet"
    """One process, behind everything else that wants the processor or the disk."""
    NORMAL = "normal"
    FULL = "full"
    """Every core, beside everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    provider: str = "builtin"
    former_provider: str = ""
    """The one in use before: it answers until the new one has read everything."""
    clip_window: float = 30.0
    """Seconds a clip's span covers."""
    clip_frames: int = 4
    """Frames looked at in each of a clip's windows."""
    recording_window: float = 60.0
    document_pages: int = 5000
    """Pages of one document that get a span of their own; its text beyond is still searchable by name only."""
    decode_processes: int = 0
    """0: one for each core, at most four; `effort` may say less or more."""
    decode_seconds: float = 120.0
    """A file that takes longer than this is given up."""
    decode_memory: int = 4 << 30
    """Bytes of address space a decode process may have."""
    scan_minutes: float = 15.0
    """How often the folders are looked through even without notices."""
    settle_seconds: float = 0.6
    """A file must hold still for this long before it is read."""
    missing_days: int = 30
    """How long a vanished file's analysis is kept."""
    exclude: tuple[str, ...] = DEFAULT_EXCLUDES
    effort: Effort = Effort.NORMAL
    quiet_on_battery: bool = True
    """Reads as with `Effort.QUIET` while the computer runs on its battery."""

    # the window
    language: str = ""
    """As in "de" or "zh_CN"; empty: the system's."""
    appearance: Appearance = Appearance.SYSTEM
    notices: bool = False
    """A sign in the system's tray, and a word from there when a long reading ended or waits for a decision."""
    names_shown: bool = False
    """Names stand under the photos."""

    # Gemini Embedding 2, on the Gemini API (`gemini`) and on Google Cloud (`vertex`)
    model: str = "gemini-embedding-2"
    api_version: str = ""
    """Empty: what the SDK or its environment variables say."""
    base_url: str = ""
    """Empty: what the SDK or its environment variables say."""
    google_project: str = ""
    google_location: str = "global"
    index_width: int = 768
    """Dimensions of the Matryoshka prefix that the index stands over; all 3072 are stored."""
    photo_side: int = 1024
    """Longest side, in pixels, of the copy of a photo that is sent."""
    document_single_pages: int = 300
    """Pages sent one by one; those beyond in groups of up to six."""
    in_flight: int = 8
    """Requests under way at one time."""
    requests_per_minute: int = 0
    """Contents sent in a minute at most; 0: as many as the service takes."""
    run_cap_usd: float = 0.0
    """Dollars that one run may cost at most; 0: what was agreed to for it."""
    month_cap_usd: float = 20.0
    """Dollars that one month may cost at most; 0: no limit."""
    send_new_files: bool = False
    """New files are sent without asking again, as long as the caps allow."""
    batch: bool = False
    """What waits is sent as a batch: half the price, answered within a day."""

    def with_live(self, other: "Settings") -> "Settings":
        """These, with what of `other` can change while everything runs."""
        return replace(
            self,
            decode_processes=other.decode_processes,
            exclude=other.exclude,
            effort=other.effort,
            quiet_on_battery=other.quiet_on_battery,
            language=other.language,
            appearance=other.appearance,
            notices=other.notices,
            names_shown=other.names_shown,
        )

    @property
    def span_plan(self) -> str:
        """Names how spans are cut; a change makes items pending again instead of mixing two cuts."""
        return f"c{self.clip_window:g}x{self.clip_frames}r{self.recording_window:g}d{self.document_pages}"

    @property
    def sent_plan(self) -> str:
        """The same for what is sent away. What is cut alike under two plans is not sent again."""
        return (
            f"c{self.clip_window:g}r{self.recording_window:g}d{self.document_pages}"
            f"s{self.document_single_pages}p{self.photo_side}"
        )


def load_settings(path: Path) -> Settings:
    """Reads the settings; a missing file means the defaults, unknown names are passed over."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        raise FindlingError(
            "settings-unreadable",
            f"The settings in {path} cannot be read.",
            hint="Correct the file, or go back to the defaults: findling doctor --repair",
        ) from error
    if not isinstance(raw, dict):
        raise _unfit(path, "its content")
    defaults = asdict(Settings())
    chosen = {
        name: _fitting(path, name, raw[name], like=defaults[name])
        for name in defaults
        if name in raw
    }
    return replace(Settings(), **chosen)


def _fitting(path: Path, name: str, value: object, *, like: object) -> Any:
    """`value` if it is of the same type as the default `like`; whole numbers do for fractions."""
    if (
        isinstance(like, tuple)
        and isinstance(value, list)
        and all(isinstance(v, str) for v in value)
    ):
        return tuple(value)
    if isinstance(like, float) and type(value) is int:
        return float(value)
    if isinstance(like, StrEnum):
        choices = type(like)
        if isinstance(value, str) and value in list(choices):
            return choices(value)
        raise _unfit(path, f"“{name}”")
    if type(value) is not type(like):
        raise _unfit(path, f"“{name}”")
    return value


def set_aside(path: Path) -> None:
    """What cannot be used is kept under another name; from now on the defaults hold. Raises OSError."""
    path.replace(path.with_name(f"{path.name}.unreadable"))


def _unfit(path: Path, what: str) -> FindlingError:
    return FindlingError(
        "settings-unreadable",
        f"The settings in {path} cannot be used: {what} is not as it should be.",
        hint="Correct the file, or go back to the defaults: findling doctor --repair",
    )


def save_settings(path: Path, settings: Settings) -> None:
    """Writes only what differs from the defaults: temp, fsync, rename."""
    defaults = asdict(Settings())
    changed = {k: v for k, v in asdict(settings).items() if v != defaults[k]}
    temporary = path.with_suffix(".tmp")
    with open(temporary, "w", encoding="utf-8", opener=private) as out:
        json.dump(changed, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
