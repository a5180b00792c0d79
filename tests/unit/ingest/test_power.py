"""Quiet on the battery: what the system tells of its supplies, and what follows from it."""

from pathlib import Path

import pytest

from findling.core.settings import Effort, Settings
from findling.ingest.power import LOOKING, Power, batteries, on_battery


def supply(root: Path, name: str, **says: str) -> Path:
    place = root / name
    place.mkdir(exist_ok=True)
    for what, text in says.items():
        (place / what).write_text(text + "\n")
    return place


@pytest.mark.parametrize(
    ("status", "told"),
    [("Discharging", True), ("Charging", False), ("Full", False), ("Not charging", False)],
)
def test_a_battery_that_gives_power(tmp_path: Path, status: str, told: bool) -> None:
    supply(tmp_path, "BAT0", type="Battery", status=status)
    supply(tmp_path, "AC", type="Mains", online="1")
    assert on_battery(tmp_path) is told


def test_a_mouse_is_no_computer(tmp_path: Path) -> None:
    supply(tmp_path, "mouse", type="Battery", status="Discharging", scope="Device")
    assert batteries(tmp_path) == []
    assert not on_battery(tmp_path)


def test_no_such_place(tmp_path: Path) -> None:
    assert not on_battery(tmp_path / "none")


class Driven:
    def __init__(self, root: Path, settings: Settings) -> None:
        self.now = 100.0
        self.applied: list[Settings] = []
        self.power = Power(
            settings, apply=self.applied.append, monotonic=lambda: self.now, supplies=root
        )

    @property
    def efforts(self) -> list[Effort]:
        return [settings.effort for settings in self.applied]


def test_pulling_the_plug_quiets_and_plugging_in_undoes_it(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Charging")
    driven = Driven(tmp_path, Settings(effort=Effort.FULL))
    driven.power.turn()
    assert (driven.efforts, driven.power.due_in()) == ([], LOOKING)
    supply(tmp_path, "BAT0", status="Discharging")
    driven.power.turn()
    assert driven.efforts == []  # not looked again yet
    driven.now += LOOKING
    driven.power.turn()
    assert (driven.efforts, driven.power.saving) == ([Effort.QUIET], True)
    supply(tmp_path, "BAT0", status="Charging")
    driven.now += LOOKING
    driven.power.turn()
    assert (driven.efforts, driven.power.saving) == ([Effort.QUIET, Effort.FULL], False)


def test_who_wants_it_fast_on_the_battery_gets_it(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    driven = Driven(tmp_path, Settings(quiet_on_battery=False))
    assert driven.power.due_in() is None
    driven.power.adopt(Settings(quiet_on_battery=True))
    driven.power.adopt(Settings(quiet_on_battery=False))
    assert driven.efforts == [Effort.QUIET, Effort.NORMAL]


def test_without_a_battery_nothing_is_ever_due(tmp_path: Path) -> None:
    driven = Driven(tmp_path, Settings())
    assert driven.power.due_in() is None
    driven.power.adopt(Settings(effort=Effort.QUIET))
    assert driven.efforts == [Effort.QUIET]
