"""The demonstration over the bundled samples, and the one real question that `provider test` asks."""

import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from findling.cli.asking import Asking
from findling.cli.bars import RunBar
from findling.cli.display import has_display
from findling.cli.output import print_answer
from findling.cli.shapes import answer_json
from findling.cli.terminal import Json, print_json, stderr, stdout
from findling.cli.toolbox import OpenToolbox, Toolbox
from findling.core.assets import asset
from findling.core.errors import FindlingError
from findling.core.model import Failure, Kind, Parts
from findling.core.query import SearchRequest

QUESTIONS = ("a cat", "a cup of coffee", "how to bake bread")


def show(open_toolbox: OpenToolbox, *, window: bool, as_json: bool) -> int:
    """Indexes the samples into a library that is gone afterwards; opens the window on it or prints three answers."""
    with tempfile.TemporaryDirectory(prefix="findling-demo-") as folder:
        with closing(open_toolbox(Path(folder) / "library")) as tools:
            if window and has_display():
                _add_samples(tools)
                return tools.window(query=None)
            if window:
                stderr.print("There is no screen here to open the window on; printing instead.")
            _read_samples(tools)
            _ask(tools, as_json=as_json)
    return 0


def _ask(tools: Toolbox, *, as_json: bool) -> None:
    with Asking(tools) as asking:
        for words in QUESTIONS:
            answer, copies = asking.answer(SearchRequest(text=words, limit=3))
            if as_json:
                print_json(answer_json(answer, copies=copies))
            else:
                stdout.print(f"\n“{words}”", style="bold")
                print_answer(answer)


def _add_samples(tools: Toolbox) -> None:
    with closing(tools.ingest(lambda _: None)) as ingest:
        ingest.add_folder(asset("samples")).result()


def _read_samples(tools: Toolbox) -> None:
    with RunBar(stderr) as bar, closing(tools.ingest(bar.publish)) as ingest:
        ingest.add_folder(asset("samples")).result()
        summary = ingest.bring_up_to_date()
    stderr.print(f"Read {summary.added} sample files in {summary.seconds:.1f} s.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How quickly the provider answered one question and read one photo, in milliseconds.

    None: no photo was read; a remote provider is asked one short question only.
    """

    provider: str
    question_ms: float
    photo_ms: float | None = None

    @property
    def words(self) -> str:
        photo = "" if self.photo_ms is None else f", a photo in {self.photo_ms:.0f} ms"
        return f"{self.provider} answers: a question in {self.question_ms:.0f} ms{photo}."

    def as_json(self) -> Json:
        return {
            "provider": self.provider,
            "question_ms": round(self.question_ms, 1),
            "photo_ms": None if self.photo_ms is None else round(self.photo_ms, 1),
        }


def try_provider(name: str) -> Trial:
    """One question and one picture through the provider. FindlingError "provider-failed" if it cannot."""
    import numpy as np

    from findling.embedding.registry import open_provider

    with closing(open_provider(name)) as provider:
        started = time.perf_counter()
        provider.embed_text("a photo of a cat")
        asked = time.perf_counter()
        picture = np.full((64, 64, 3), 128, dtype=np.uint8)
        (seen,) = provider.embed_items([Parts(kind=Kind.PHOTO, images=(picture,))])
        if isinstance(seen, Failure):
            raise FindlingError("provider-failed", seen.reason, hint=seen.hint)
        ended = time.perf_counter()
    return Trial(
        provider=name, question_ms=1000 * (asked - started), photo_ms=1000 * (ended - asked)
    )
