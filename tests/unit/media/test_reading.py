from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import Facts, Kind
from findling.media import reading
from findling.media.reading import HANDLERS, Reading, ReadPlan, SpanParts, handler, read

PLAN = ReadPlan(clip_window=30, clip_frames=4, recording_window=60, document_pages=100)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_handler(kind: Kind) -> None:
    assert callable(handler(kind))
    assert handler(kind).__name__ == f"read_{kind}"


def test_handlers_stand_in_one_table() -> None:
    assert set(HANDLERS) == set(Kind)


def test_closing_a_reading_closes_its_spans() -> None:
    closed = []

    def spans() -> Iterator[SpanParts]:
        try:
            yield None  # type: ignore[misc]
        finally:
            closed.append(True)

    facts = Facts(kind=Kind.PHOTO, format="png")
    opened = Reading(facts=facts, picture=None, spans=spans())
    next(opened.spans)
    opened.close()
    opened.close()
    assert closed == [True]
    Reading(facts=facts, picture=None, spans=iter(())).close()


def test_too_little_memory_is_a_failure_that_may_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starve(*_: object) -> Reading:
        raise MemoryError

    monkeypatch.setattr(reading, "handler", lambda kind: starve)
    path = tmp_path / "a.png"
    Image.new("RGB", (2, 2)).save(path)
    with pytest.raises(MediaError) as caught:
        read(path, PLAN)
    assert (caught.value.code, caught.value.lasting) == ("too-much-memory", False)
