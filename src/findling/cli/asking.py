"""`findling search`: one question from the command line, or one a line from a script."""

import io
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from findling.cli.output import print_answer
from findling.cli.parts import cuts
from findling.cli.questions import day, example, folder_meant, lines, request
from findling.cli.session import AsJson, Library, tools_of
from findling.cli.shapes import answer_json
from findling.cli.terminal import error_json, print_json
from findling.cli.toolbox import Browse, Toolbox
from findling.core.errors import FindlingError
from findling.core.model import ItemId, Kind
from findling.core.query import Answer, SearchRequest

if TYPE_CHECKING:
    from findling.search.service import SearchService


def search(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="What to look for, in words.")
    ] = None,
    like: Annotated[list[Path] | None, typer.Option(help="Similar to this file.")] = None,
    weight: Annotated[
        list[float] | None,
        typer.Option(
            help="How much a part counts, -1 to 2: first the words, if there are any, then each --like in order. "
            "1 where none is given; below 0 the answer moves away from it."
        ),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            metavar="L,T,W,H",
            help="Only this area of the --like file, from left and top, each 0 to 1 of the picture.",
        ),
    ] = None,
    span: Annotated[
        list[str] | None,
        typer.Option(
            metavar="START-END|pN",
            help="Only these seconds of the --like file (12-20, 1:05-1:30), or page N.",
        ),
    ] = None,
    more: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="More like this hit of before.")
    ] = None,
    less: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="Less like this hit of before.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="What was understood, and what each part did.")
    ] = False,
    without: Annotated[list[str] | None, typer.Option("--not", help="Away from this.")] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option(help="Only this kind.", case_sensitive=False)
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--in", help="Only below this folder (a path or a name).")
    ] = None,
    after: Annotated[str | None, typer.Option(help="Made on this day or later.")] = None,
    before: Annotated[str | None, typer.Option(help="Made before this day.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    script: Annotated[
        str | None, typer.Option("--from", metavar="FILE|-", help="One question a line.")
    ] = None,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Find by words, by example files, or both. A -word must not match; "quoted words" must.

    Dates and kinds are understood in English, German and Chinese: "photos of the lake from last summer".
    """
    words = _words(text)
    asked = bool(words or like or without or kind or folder or after or before or more or less)
    if script is not None:
        if asked:
            raise typer.BadParameter("With --from, every line is a whole question.")
        _answer_script(context, script, library=library, limit=limit, explain=explain)
        return
    if not asked:
        raise typer.BadParameter("Say what to look for, or give a file with --like.")
    days = _day(after), _day(before)
    with tools_of(context, library) as tools, Asking(tools) as asking:
        question = request(
            " ".join(words),
            like=[example(path) for path in like or ()],
            weights=weight or (),
            of_files=cuts(region or (), span or (), files=len(like or ())),
            more=more or (),
            less=less or (),
            without=without or (),
            kinds=kind or (),
            folder=None if folder is None else folder_meant(folder, asking.watched),
            after=days[0],
            before=days[1],
            limit=limit,
        )
        answer, copies = asking.answer(question)
    if json:
        print_json(answer_json(answer, copies=copies, explain=explain))
    else:
        print_answer(answer, explain=explain)


class Asking:
    """Answers questions; what it takes is opened when it is first needed, and closed at the end."""

    def __init__(self, tools: Toolbox) -> None:
        self._tools = tools
        self._stack = ExitStack()

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def watched(self) -> Sequence[Path]:
        return [folder.path for folder in self._browse.folder_status()]

    def answer(self, question: SearchRequest) -> tuple[Answer, Mapping[ItemId, Path]]:
        """The answer, and where the copies are that were folded into its hits."""
        answer = self._service.search(question)
        copies = [one for hit in answer.hits for one in hit.copies]
        rows = self._browse.rows(copies) if copies else []
        return answer, {ItemId(row.id): row.path for row in rows}

    @cached_property
    def _service(self) -> "SearchService":
        return self._stack.enter_context(closing(self._tools.search()))

    @cached_property
    def _browse(self) -> Browse:
        return self._stack.enter_context(closing(self._tools.browse()))


def _words(text: Sequence[str] | None) -> Sequence[str]:
    """Unknown options are let through so that `-word` can be typed; real ones have two dashes."""
    for word in text or ():
        if word.startswith("--"):
            raise typer.BadParameter(f"There is no option {word}. See findling search --help.")
    return text or ()


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return day(text)
    except FindlingError as error:
        raise typer.BadParameter(f"{error.message} {error.hint}") from error


def _answer_script(
    context: typer.Context, script: str, *, library: Path | None, limit: int, explain: bool
) -> None:
    """One JSON answer a line, at once; a line that cannot be answered gets its error, and the next its turn."""
    with _questions(script) as source, tools_of(context, library) as tools:
        with Asking(tools) as asking:
            for question in lines(source, watched=asking.watched, limit=limit):
                try:
                    if isinstance(question, FindlingError):
                        raise question
                    answer, copies = asking.answer(question)
                    print_json(answer_json(answer, copies=copies, explain=explain))
                except FindlingError as error:
                    print_json(error_json(error))


def _questions(script: str) -> TextIO:
    """UTF-8 whatever the system's language; bytes that are none stay what they are in names of files."""
    if script == "-":
        source = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
        return io.TextIOWrapper(source, encoding="utf-8-sig", errors="surrogateescape")
    try:
        return Path(script).expanduser().open(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise FindlingError(
            "script-unreadable",
            f"The questions in {script} cannot be read: {error.strerror}.",
            hint="Name a text file with one question a line, or - for standard input.",
        ) from error
