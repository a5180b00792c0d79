"""What may be opened, and what was dropped."""

from pathlib import Path

import pytest

from findling.gui.opening import refusal, sort_dropped


@pytest.mark.parametrize("name", ["a.jpg", "b.PDF", "no ending"])
def test_media_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert refusal(tmp_path / name) is None


@pytest.mark.parametrize("name", ["a.desktop", "holiday.jpg.exe", "x.SH", "y.bat", "z.py"])
def test_what_a_system_might_run_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    refused = refusal(tmp_path / name)
    assert refused is not None
    assert refused.code == "may-run"


def test_an_executable_of_no_known_name_is_not_opened(tmp_path: Path) -> None:
    program, photo = tmp_path / "program", tmp_path / "photo.jpg"
    for path in (program, photo):
        path.write_bytes(b"x")
        path.chmod(0o755)
    assert refusal(program) is not None
    assert refusal(photo) is None


def test_what_is_away_is_said(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "gone.jpg")
    assert refused is not None
    assert refused.code == "not-there"


def test_dropped_things_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"x")
    assert sort_dropped([tmp_path, file]) == ([tmp_path], [file])
