"""Settings: what a person chose survives, what makes no sense is refused in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from findling.core.errors import FindlingError
from findling.core.settings import (
    Appearance,
    Effort,
    Settings,
    load_settings,
    save_settings,
)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_only_what_differs_is_written_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = replace(Settings(), clip_window=60.0, exclude=("*.raw",))
    save_settings(path, chosen)
    assert "recording_window" not in path.read_text()
    assert load_settings(path) == chosen


def test_a_choice_comes_back_as_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = Settings(effort=Effort.QUIET, appearance=Appearance.DARK, language="de")
    save_settings(path, chosen)
    loaded = load_settings(path)
    assert loaded == chosen
    assert isinstance(loaded.effort, Effort)


def test_what_can_change_at_once_is_carried_over() -> None:
    live = Settings(effort=Effort.FULL, appearance=Appearance.DARK, notices=True, exclude=())
    other = Settings(provider="gemini").with_live(live)
    assert other.provider == "gemini"
    assert other == replace(live, provider="gemini")


def test_names_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"clip_window": 45, "not_yet_invented": true}')
    assert load_settings(path).clip_window == 45.0


@pytest.mark.parametrize(
    "text",
    [
        "{",
        pytest.param("[" * 99_999, id="deep"),
        "[]",
        '"x"',
        '{"clip_window": "long"}',
        '{"exclude": [1]}',
        '{"decode_memory": true}',
        '{"effort": "frantic"}',
        '{"appearance": 1}',
        '{"language": null}',
        '{"notices": "yes"}',
    ],
)
def test_nonsense_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(FindlingError) as caught:
        load_settings(path)
    assert caught.value.code == "settings-unreadable"
    assert "doctor --repair" in caught.value.hint


def test_the_plan_of_spans_follows_what_cuts_them() -> None:
    plain = Settings().span_plan
    assert replace(Settings(), clip_frames=8).span_plan != plain
    assert replace(Settings(), scan_minutes=1.0).span_plan == plain
