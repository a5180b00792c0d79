"""The inside of a viewing process: looks at one file after the other, or plays one. Limited as decode processes are.

Nothing heavy is imported at the top: the limits stand before the first decoder is loaded.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from findling.worker.limits import alarm, hush, limit, receive, stand_alone

if TYPE_CHECKING:
    from findling.media.reel import Piece, Reel
    from findling.worker.sights import (
        FrameAsk,
        OpenAsk,
        PageAsk,
        PhotoAsk,
        Sight,
        SpanAsk,
        Steer,
    )

PIECE = 1 << 20
"""Bytes of a new file that go out at one time."""
LEAD = 0.5
"""Seconds, as they pass for who watches, that moments go out ahead of what was shown."""
SOUND_LEAD = 1.0
"""The same for a recording."""
MOST_AHEAD = 96 << 20
"""Bytes of frames ahead: half a second of 1080p at 30 frames a second."""
_BEAT = 1.0


def serve_looks(pipe: Connection) -> None:
    """Answers asks until the pipe closes. The entry point of a spawned process."""
    seconds = _begin(pipe)
    if seconds is None:
        return
    from findling.worker.sights import send_sight

    while (ask := receive(pipe)) is not None:
        alarm(seconds)
        for sight in _careful(_answers(pipe, ask)):
            alarm(seconds)
            send_sight(pipe, sight)
        alarm(0)


def serve_playing(pipe: Connection) -> None:
    """Plays what the first message names until the pipe closes. The entry point of a spawned process."""
    seconds = _begin(pipe)
    if seconds is None:
        return
    import findling.media.reel  # noqa: F401  # while nobody waits: a spare process is warm
    from findling.worker.sights import OpenAsk, send_sight

    ask = receive(pipe)
    if not isinstance(ask, OpenAsk):
        return
    alarm(seconds)
    for sight in _careful(_played(pipe, ask, seconds)):
        send_sight(pipe, sight)


def _begin(pipe: Connection) -> float | None:
    """Sets the limits. What one ask may take in seconds, or None where the program went away."""
    stand_alone()
    from findling.worker.sights import Start

    start = receive(pipe)
    if not isinstance(start, Start):
        return None
    hush()
    limit(start.memory)
    return start.seconds


def _careful(sights: "Iterator[Sight]") -> "Iterator[Sight]":
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


def _played(pipe: Connection, ask: "OpenAsk", seconds: float) -> "Iterator[Sight]":
    from findling.media.reel import Reel
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight

    with closing(Reel(ask.path, longest=ask.longest)) as reel:
        medium = reel.medium
        width, height = medium.size or (0, 0)
        told = (medium.seconds, width, height, medium.frames_a_second, medium.has_sound)
        yield Sight(outcome=Outcome.DONE, numbers=tuple(float(n) for n in told))
        yield from _Player(pipe, reel, seconds).sights()


class _Player:
    """Sends moments while there is room ahead, and listens to where the player goes."""

    def __init__(self, pipe: Connection, reel: "Reel", seconds: float) -> None:
        self._pipe = pipe
        self._reel = reel
        self._seconds = seconds
        self._steer: Steer | None = None
        self._heard = 0
        self._gone = False
        self._ahead: list[tuple[float, int]] = []
        """Second and bytes of frames that were not shown yet; bounded by `MOST_AHEAD`."""

    def sights(self) -> "Iterator[Sight]":
        yield from self._stand()
        while not self._gone:
            yield from self._turn()

    def _turn(self) -> "Iterator[Sight]":
        """From one seek to the next one."""
        steer = self._steer
        assert steer is not None
        self._ahead.clear()
        self._reel.shown = steer.taken
        first, beat = True, time.monotonic()
        pieces = self._reel.pieces(steer.second, speed=steer.speed)
        with closing(pieces):
            for piece in pieces:
                if self._pipe.poll():
                    yield self._listen()
                if self._is_over(steer):
                    return
                if piece is None:
                    if time.monotonic() > beat + _BEAT:
                        beat = time.monotonic()
                        yield self._state(standing=False)
                    continue
                while not first and not self._has_room(piece):
                    yield from self._stand()
                    if self._is_over(steer):
                        return
                first = False
                self._note(piece)
                yield self._moment(piece.second, piece=piece)
        end = self._reel.medium.seconds
        yield self._moment(end, ended=True)
        while not self._is_over(steer):
            yield from self._stand()

    def _is_over(self, steer: "Steer") -> bool:
        return self._gone or self._steer is None or self._steer.turn != steer.turn

    def _stand(self) -> "Iterator[Sight]":
        """Waits for a word; nobody counts that time."""
        if self._heard:
            yield self._state(standing=True)
        alarm(0)
        yield self._listen()

    def _listen(self) -> "Sight":
        from findling.worker.sights import Steer

        message = receive(self._pipe)
        alarm(self._seconds)
        if isinstance(message, Steer):
            self._steer = message
            self._heard += 1
            self._reel.shown = message.taken
            self._ahead = [one for one in self._ahead if one[0] > message.taken]
        else:
            self._gone = True
        return self._state(standing=False)

    def _state(self, *, standing: bool) -> "Sight":
        from findling.worker.messages import Outcome
        from findling.worker.sights import Sight

        alarm(self._seconds)
        return Sight(outcome=Outcome.ALIVE, numbers=(float(self._heard), float(standing)))

    def _has_room(self, piece: "Piece") -> bool:
        assert self._steer is not None
        lead = (LEAD if self._reel.medium.size is not None else SOUND_LEAD) * self._steer.speed
        if piece.second > self._steer.taken + lead:
            return False
        bytes_ahead = sum(size for _, size in self._ahead)
        return piece.frame is None or len(self._ahead) < 2 or bytes_ahead < MOST_AHEAD

    def _note(self, piece: "Piece") -> None:
        if piece.frame is not None:
            self._ahead.append((piece.second, piece.frame.nbytes))

    def _moment(
        self, second: float, *, piece: "Piece | None" = None, ended: bool = False
    ) -> "Sight":
        from findling.worker.messages import Outcome
        from findling.worker.sights import Sight

        assert self._steer is not None
        arrays = [a for a in (piece.frame, piece.sound) if a is not None] if piece else []
        numbers = (second, float(self._steer.turn), float(ended))
        return Sight(outcome=Outcome.PART, numbers=numbers, arrays=tuple(arrays))
