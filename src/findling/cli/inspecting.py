"""What a look through a whole library found, as checks of the doctor: what is wrong, where, and what mends it."""

from pathlib import Path

from findling.cli.doctor import Check
from findling.core.errors import FindlingError
from findling.core.library import find_library
from findling.core.report import Finding, Inspection
from findling.core.settings import load_settings, set_aside

SHOWN = 3
"""Places that are named; JSON has all of them."""
REPAIR = "Mend it: findling doctor --repair"
NAME = "in the library"


def checks_of(inspection: Inspection) -> list[Check]:
    """One check a finding; one that says so where everything fits together."""
    checks = [_check(finding) for finding in inspection.findings]
    if inspection.backup is not None:
        where = f"The catalogue as it was is kept in {inspection.backup}"
        checks.append(Check(name=NAME, ok=None, detail=where))
    if not inspection.findings:
        checks.append(Check(name=NAME, ok=True, detail="everything fits together"))
    return checks


def settings_check(library: Path | None, *, repair: bool) -> list[Check]:
    """Settings that cannot be read keep every service from opening, and so they come first.

    FindlingError "settings-unreadable" where they may not be moved aside, "library-unwritable" where they cannot.
    """
    paths = find_library(library)
    try:
        load_settings(paths.settings)
    except FindlingError as error:
        if not repair:
            raise
        try:
            set_aside(paths.settings)
        except OSError as refusal:
            raise FindlingError(
                "library-unwritable",
                f"The settings in {paths.settings} cannot be moved aside: {refusal.strerror}.",
                hint="Check that the folder belongs to you and is not read-only.",
            ) from refusal
        finding = Finding(
            code="settings",
            what=error.message,
            mend="They were moved aside, and the defaults hold.",
            places=(str(paths.settings),),
            mended=True,
        )
        return [_check(finding)]
    return []


def _check(finding: Finding) -> Check:
    if finding.mended:
        hint = finding.mend
    elif finding.mend:
        hint = f"{finding.mend} {REPAIR}"
    else:
        hint = "It cannot be mended here." if finding.code != "catalogue" else ""
    return Check(
        name=NAME,
        ok=finding.mended,
        detail=f"{finding.what} {_where(finding)}",
        hint=hint,
        finding=finding,
    )


def _where(finding: Finding) -> str:
    named = ", ".join(finding.places[:SHOWN])
    more = len(finding.places) - SHOWN
    return f"({named}{f' and {more:,} more' if more > 0 else ''})"
