"""What the doctor says of a library, and what it answers to scripts."""

import json
from pathlib import Path

import pytest

from findling.cli import commands
from findling.cli.inspecting import checks_of, settings_check
from findling.core.errors import FindlingError
from findling.core.report import Finding, Inspection
from findling.core.settings import Settings, load_settings
from tests.unit.cli.toolbox_fakes import FakeToolbox

FAULT = Finding(code="one", what="Something is wrong.", mend="It goes.", places=("row 1",))
STAYS = Finding(
    code="two", what="That too.", mend="", places=tuple(f"row {n}" for n in range(9))
)


def test_what_is_found_says_where_and_what_helps() -> None:
    first, second = checks_of(Inspection(findings=(FAULT, STAYS)))
    assert (first.ok, second.ok) == (False, False)
    assert first.detail == "Something is wrong. (row 1)"
    assert first.hint == "It goes. Mend it: findling doctor --repair"
    assert second.detail.endswith("(row 0, row 1, row 2 and 6 more)")
    assert second.hint == "It cannot be mended here."
    assert first.as_json()["places"] == ["row 1"]


@pytest.mark.parametrize(
    ("words", "findings", "code"),
    [
        (["doctor"], (), 0),
        (["doctor"], (FAULT,), 3),
        (["doctor", "--repair"], (FAULT,), 3),
        (
            ["doctor", "--repair"],
            (Finding(code="a", what="b", mend="c", places=(), mended=True),),
            0,
        ),
    ],
)
def test_codes(
    words: list[str],
    findings: tuple[Finding, ...],
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commands, "examine", lambda tools, online: [])
    tools = FakeToolbox(inspection=Inspection(findings=findings))
    library = ["--library", str(tmp_path), "--json"]
    assert commands.run([*words, *library], lambda given: tools) == code
    assert tools.inspected == ["--repair" in words]
    said = json.loads(capsys.readouterr().out)
    assert [check["mended"] for check in said if "code" in check] == [
        f.mended for f in findings
    ]


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert settings_check(tmp_path, repair=True) == []
    path.write_text("{nonsense")
    with pytest.raises(FindlingError, match="cannot be read"):
        settings_check(tmp_path, repair=False)
    (check,) = settings_check(tmp_path, repair=True)
    assert check.ok
    assert load_settings(path) == Settings()
    assert (tmp_path / "settings.json.unreadable").read_text() == "{nonsense", "nothing is lost"
