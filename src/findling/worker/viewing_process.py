"""The inside of a viewing process: looks at one file after the other. Limited as decode processes are.

Nothing heavy is imported at the top: the limits stand before the first decoder is loaded.
"""

from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from findling.worker.limits import alarm, hush, limit, receive, stand_alone

if TYPE_CHECKING:
    from findling.worker.sights import (
        FrameAsk,
        PageAsk,
        PhotoAsk,
        Sight,
        SpanAsk,
    )

PIECE = 1 << 20
"""Bytes of a new file that go out at one time."""


def serve_looks(pipe: Connection) -> None:
    """Answers asks until the pipe closes. The entry point of a spawned process."""
    seconds = begin(pipe)
    if seconds is None:
        return
    from findling.worker.sights import send_sight

    while (ask := receive(pipe)) is not None:
        alarm(seconds)
        for sight in careful(_answers(pipe, ask)):
            alarm(seconds)
            send_sight(pipe, sight)
        alarm(0)


def begin(pipe: Connection) -> float | None:
    """Sets the limits. What one ask may take in seconds, or None where the program went away."""
    stand_alone()
    from findling.worker.sights import Start

    start = receive(pipe)
    if not isinstance(start, Start):
        return None
    hush()
    limit(start.memory)
    return start.seconds


def careful(sights: "Iterator[Sight]") -> "Iterator[Sight]":
    """Whatever goes wrong with a file ends in words."""
    from findling.core.errors import MediaError, NotMedia
    from findling.media.failures import failure
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight, failed

    try:
        yield from sights
    except MediaError as error:
        yield failed(error)
    except NotMedia:
        yield failed(failure("unsupported", what="it is neither picture, sound nor document"))
    except FileNotFoundError:
        yield Sight(outcome=Outcome.VANISHED)
    except MemoryError:
        yield failed(failure("too-much-memory"))
    except (BrokenPipeError, EOFError):
        raise SystemExit from None  # the program is gone
    except Exception:  # our bug: told to the program, which logs it; the ask becomes a failure
        import traceback

        yield Sight(outcome=Outcome.BROKEN, words=(traceback.format_exc()[-8000:],))


def _answers(pipe: Connection, ask: object) -> "Iterator[Sight]":
    from findling.worker.messages import Outcome
    from findling.worker.sights import (
        FrameAsk,
        LevelsAsk,
        PageAsk,
        PhotoAsk,
        SheetAsk,
        Sight,
        SpanAsk,
        StripAsk,
    )

    match ask:
        case PhotoAsk():
            yield _photo(ask)
        case PageAsk():
            yield _page(ask)
        case StripAsk():
            from findling.media.strip import frame_strip

            seconds, frames = frame_strip(ask.path, count=ask.count, height=ask.height)
            yield Sight(outcome=Outcome.DONE, numbers=seconds, arrays=frames)
        case LevelsAsk():
            from findling.media.strip import sound_levels

            levels = sound_levels(ask.path, bars=ask.bars)
            yield Sight(outcome=Outcome.DONE, arrays=(levels,))
        case SpanAsk():
            yield from _span(pipe, ask)
        case SheetAsk():
            from findling.media.page_view import lone_page

            yield from _whole(lone_page(ask.path, page=ask.page))
        case FrameAsk():
            yield from _whole(_still(ask))


def _photo(ask: "PhotoAsk") -> "Sight":
    import numpy as np

    from findling.media.photo import view_photo
    from findling.media.reading import claim_of
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight

    picture, size = view_photo(ask.path, claim_of(ask.path), longest=ask.longest)
    return Sight(outcome=Outcome.DONE, numbers=size, arrays=(np.asarray(picture),))


def _page(ask: "PageAsk") -> "Sight":
    from findling.media.page_view import show_page
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight

    shown = show_page(ask.path, page=ask.page, longest=ask.longest, words=ask.words)
    marks = [n for m in shown.marks for n in (m.left, m.top, m.width, m.height)]
    return Sight(
        outcome=Outcome.DONE,
        numbers=(shown.pages, *shown.size, *marks),
        arrays=(shown.pixels,),
    )


def _still(ask: "FrameAsk") -> bytes:
    import io

    from PIL import Image

    from findling.core.model import Kind
    from findling.media.photo import view_photo
    from findling.media.reading import claim_of
    from findling.media.reel import Reel

    claim = claim_of(ask.path)
    if claim.kind is Kind.PHOTO:
        picture, _ = view_photo(ask.path, claim, longest=0)
    else:
        with closing(Reel(ask.path, longest=0)) as reel:
            picture = Image.fromarray(reel.frame_at(ask.second))
    out = io.BytesIO()
    if ask.png:
        picture.save(out, "PNG", compress_level=4)
    else:
        picture.save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


def _whole(data: bytes) -> "Iterator[Sight]":
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight, piece_of

    for at in range(0, len(data), PIECE):
        yield piece_of(at, data[at : at + PIECE])
    yield Sight(outcome=Outcome.DONE)


def _span(pipe: Connection, ask: "SpanAsk") -> "Iterator[Sight]":
    from findling.media.excerpt import copy_span
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight, piece_of, send_sight

    def put(at: int, data: bytes) -> None:
        send_sight(pipe, piece_of(at, data))

    copy_span(ask.path, start=ask.start, end=ask.end, put=put)
    yield Sight(outcome=Outcome.DONE)
