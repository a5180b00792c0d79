"""What reaches a terminal cannot steer it; what reaches a script is exact."""

import json
import os
from pathlib import Path

import pytest

from findling.cli import terminal

NASTY = "a\x1b]0;owned\x07\x9b31m\u202egpj.\x7f\n.jpg"


def test_names_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.stdout.print(terminal.readable(Path("/m") / NASTY))
    out = capsys.readouterr().out
    assert out.count("\N{REPLACEMENT CHARACTER}") == 6
    assert not set(out) & set("\x1b\x07\x9b\u202e\x7f")
    assert out.count("\n") == 1


def test_names_are_no_markup_and_no_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    name = "[red]:cat:[/red] [link=file:///]x[/] \\[bold]"
    terminal.stdout.print(name)
    assert capsys.readouterr().out == name + "\n"


def test_json_is_exact_and_harmless_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json(terminal.exact(Path("/m") / NASTY))
    out = capsys.readouterr().out
    assert json.loads(out) == {"path": f"/m/{NASTY}"}
    assert not set(out) & set("\x1b\x07\x9b\u202e\x7f")


def test_a_name_that_is_no_utf8_comes_as_a_uri_too(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(os.fsdecode(b"/m/caf\xe9.jpg"))
    terminal.print_json(terminal.exact(path))
    out = capsys.readouterr().out
    assert json.loads(out) == {"path": "/m/caf\ufffd.jpg", "uri": "file:///m/caf%E9.jpg"}


def test_long_lines_stay_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.stdout.print("/" + "long " * 100)
    terminal.stderr.print("/" + "long " * 100)
    said = capsys.readouterr()
    assert said.out.count("\n") == said.err.count("\n") == 1
