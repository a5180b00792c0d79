"""What the settings are called, for someone who looks at them for the first time. Pure, any thread."""

from findling.core.settings import Appearance, Effort
from findling.gui import words

translate = words.translate


def languages() -> list[tuple[str, str]]:
    """By the code that the settings keep; each in its own words, but for the system's."""
    return [
        ("", translate("Settings", "As the system")),
        ("en", "English"),
        ("de", "Deutsch"),
        ("zh_CN", "简体中文"),
    ]


def appearances() -> list[tuple[Appearance, str]]:
    return [
        (Appearance.SYSTEM, translate("Settings", "As the system")),
        (Appearance.LIGHT, translate("Settings", "Light")),
        (Appearance.DARK, translate("Settings", "Dark")),
    ]


def efforts() -> list[tuple[Effort, str]]:
    return [
        (Effort.QUIET, translate("Settings", "Quiet")),
        (Effort.NORMAL, translate("Settings", "Normal")),
        (Effort.FULL, translate("Settings", "Full speed")),
    ]


def effort_note(effort: Effort) -> str:
    return {
        Effort.QUIET: translate(
            "Settings",
            "One file at a time, behind everything else you do. Slow, and not heard.",
        ),
        Effort.NORMAL: translate(
            "Settings", "A few files at a time, making room for whatever else you do."
        ),
        Effort.FULL: translate(
            "Settings", "As fast as this computer can. Other programs may feel it."
        ),
    }[effort]
