"""Whether the computer runs on its battery, and the effort that follows from it. Ingest thread."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from findling.core.settings import Effort, Settings

SUPPLIES = Path("/sys/class/power_supply")
"""Where Linux tells of batteries and plugs; elsewhere there is no such place, and nothing is known of a battery."""
LOOKING = 30.0
"""Seconds between two looks at the plug."""


def batteries(supplies: Path = SUPPLIES) -> list[Path]:
    """Those that feed the computer, and not a mouse or a pen."""
    try:
        found = sorted(supplies.iterdir())
    except OSError:
        return []
    return [each for each in found if _says(each, "type") == "Battery" and _is_own(each)]


def on_battery(supplies: Path = SUPPLIES) -> bool:
    """A battery gives power and none is taken from a plug."""
    return any(_says(each, "status") == "Discharging" for each in batteries(supplies))


def _is_own(supply: Path) -> bool:
    return _says(supply, "scope") in ("", "System")


def _says(supply: Path, name: str) -> str:
    """Empty where it says nothing: a battery may be pulled out while it is asked."""
    try:
        return (supply / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


class Power:
    """Tells `apply` the settings to go by: those chosen, quieter while the computer runs on its battery."""

    def __init__(
        self,
        settings: Settings,
        *,
        apply: Callable[[Settings], None],
        monotonic: Callable[[], float],
        supplies: Path = SUPPLIES,
    ) -> None:
        self._settings, self._apply, self._monotonic = settings, apply, monotonic
        self._supplies = supplies
        self._portable = bool(batteries(supplies))
        self._look_at = 0.0
        self._applied: Settings = settings
        self.saving = False
        """Whether the effort is less than was chosen because of the battery."""

    def adopt(self, settings: Settings) -> None:
        self._settings = settings
        self._look()

    def turn(self) -> None:
        if self.due_in() == 0:
            self._look()

    def due_in(self) -> float | None:
        """None where there is no battery, or where it makes no difference."""
        if not self._portable or not self._cares():
            return None
        return max(0.0, self._look_at - self._monotonic())

    def _cares(self) -> bool:
        return self._settings.quiet_on_battery and self._settings.effort is not Effort.QUIET

    def _look(self) -> None:
        self._look_at = self._monotonic() + LOOKING
        self.saving = self._cares() and on_battery(self._supplies)
        effort = Effort.QUIET if self.saving else self._settings.effort
        wanted = replace(self._settings, effort=effort)
        if wanted != self._applied:
            self._applied = wanted
            self._apply(wanted)
