"""The edge of the commands: one call in, one exit code out. Errors become words, JSON and codes here and nowhere else."""

import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import typer
from typer.exceptions import TyperException

from findling.cli.prices_shown import PriceNotAgreed, price_json
from findling.cli.session import DONE, ERROR, USAGE, Session
from findling.cli.terminal import (
    Json,
    ReaderGone,
    drop_output,
    error_json,
    print_error,
    print_json,
    stderr,
    take_any_text,
)
from findling.cli.toolbox import OpenToolbox
from findling.core.errors import FindlingError

log = logging.getLogger(__name__)

STOPPED = 128 + signal.SIGINT
"""As shells count: ended by Ctrl+C, or politely by the system."""


def run(app: typer.Typer, arguments: Sequence[str], open_toolbox: OpenToolbox) -> int:
    """Runs one command. Its exit code: 0 done, 1 error, 2 usage, 3 done but some files failed; 130 interrupted."""
    take_any_text()
    as_json = "--json" in _options(arguments)
    try:
        with _ended_politely():
            code = _call(app, arguments, Session(open_toolbox))
            sys.stdout.flush()
    except (BrokenPipeError, ReaderGone):  # `findling search … | head -1` has what it wanted
        drop_output()
        return DONE
    except SystemExit as end:  # the command-line library's own way to say the same
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        drop_output()
        return DONE
    except KeyboardInterrupt:
        code = STOPPED
    except PriceNotAgreed as error:
        besides = {"estimate": price_json(error.price)}
        _report(error, as_json=as_json, besides=besides)
        return USAGE
    except FindlingError as error:
        _report(error, as_json=as_json)
        return ERROR
    except Exception:
        log.critical("a command failed by a mistake in the program", exc_info=True)
        raise
    if code == STOPPED:
        stderr.print("Stopped. What was read so far is kept.")
    return code


def _options(arguments: Sequence[str]) -> Sequence[str]:
    return arguments[: list(arguments).index("--")] if "--" in arguments else arguments


def _call(app: typer.Typer, arguments: Sequence[str], session: Session) -> int:
    command: Any = typer.main.get_command(app)
    try:
        code = command.main(
            args=list(arguments), prog_name="findling", standalone_mode=False, obj=session
        )
    except TyperException as error:
        _say_usage(error, as_json="--json" in _options(arguments))
        return error.exit_code
    return code if isinstance(code, int) else DONE


def _say_usage(error: Any, *, as_json: bool) -> None:
    if as_json:
        wrong = FindlingError(
            "usage", error.format_message(), hint="See findling --help for what there is."
        )
        print_json(error_json(wrong))
    error.show()


def _report(error: FindlingError, *, as_json: bool, besides: Json | None = None) -> None:
    if as_json:
        print_json({**error_json(error), **(besides or {})})
    print_error(error)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """SIGTERM ends a command as Ctrl+C does: what is decoded is committed, then every process is closed."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
