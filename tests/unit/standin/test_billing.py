"""What is counted and charged, for each kind, and what was answered, lost or answered twice."""

from pathlib import Path

import pytest

from tests.standin import Bill, StandIn, billing, digest_of
from tests.standin.billing import Count
from tests.unit.standin.samples import (
    QUERY,
    VERTEX,
    Parts,
    ask,
    batch_body,
    clip,
    content,
    jpeg,
    pdf,
    tone,
    wav,
    words,
)


def _charged(server: StandIn, parts: Parts) -> tuple[str, dict[str, int]]:
    server.reset()
    assert ask(server, batch_body(parts))[0] == 200
    (kind,) = server.bill.contents
    return kind, dict(server.bill.tokens)


def test_each_kind_counts_as_documented(server: StandIn, tmp_path: Path) -> None:
    expected = [
        ([words(f"{QUERY}red car")], "query", {"TEXT": 9}),
        ([words("title: none | text: abcde")], "text", {"TEXT": 7}),
        ([jpeg()], "photo", {"IMAGE": 258}),
        ([jpeg(), jpeg(2)], "pictures", {"IMAGE": 516}),
        ([jpeg(), words("abcde")], "page", {"IMAGE": 258, "TEXT": 2}),
        ([pdf(tmp_path, "a", "b")], "page", {"DOCUMENT": 516}),
        ([wav(tone(2.01))], "sound", {"AUDIO": 51}),
        ([clip(1)], "clip", {"VIDEO": 66}),
        ([clip(30)], "clip", {"VIDEO": 30 * 66}),
        ([clip(50)], "clip", {"VIDEO": 32 * 66}),
        ([clip(4, track=4.0)], "clip", {"VIDEO": 4 * 66}),
        ([jpeg(), wav(tone(1))], "mixed", {"IMAGE": 258, "AUDIO": 25}),
    ]
    for parts, kind, tokens in expected:
        assert _charged(server, parts) == (kind, tokens)


def test_vertex_counts_every_second_and_the_track(server: StandIn) -> None:
    def counted(config: dict[str, bool], seconds: int) -> dict[str, int]:
        server.reset()
        body = {
            "content": content([clip(seconds, track=4.0)]),
            "embedContentConfig": config,
        }
        assert ask(server, body, path=f"{VERTEX}:embedContent")[0] == 200
        return dict(server.bill.tokens)

    assert counted({}, 50) == {"VIDEO": 50 * 66}
    with_track = counted({"audioTrackExtraction": True}, 4)
    assert with_track["VIDEO"] == 4 * 66
    assert 100 <= with_track["AUDIO"] <= 104  # an AAC track is whole blocks long


def test_frames_and_seconds_are_rounded_as_billed() -> None:
    assert [billing.frames(s, most=32) for s in (0.1, 1.4, 1.6, 32, 33, 120)] == [
        1,
        1,
        2,
        32,
        32,
        32,
    ]
    assert [billing.seconds_of_sound(s) for s in (0.0, 0.01, 1.0, 1.001)] == [0, 1, 25, 26]
    assert [billing.letters(text) for text in ("", "a", "abcd", "abcde")] == [0, 1, 1, 2]


def test_dollars_follow_the_price_table() -> None:
    bill = Bill()
    bill.charge("photo", Count(IMAGE=1_000_000))
    bill.charge("clip", Count(VIDEO=1_000_000, AUDIO=1_000_000))
    bill.charge("page", Count(TEXT=1_000_000, DOCUMENT=1_000_000), batch=True)
    assert bill.usd == pytest.approx(0.45 + 12 + 6.5 + (0.20 + 0.45) / 2)
    assert bill.usd_by_kind["clip"] == pytest.approx(18.5)
    assert bill.usd_by_modality["TEXT"] == pytest.approx(0.10)
    assert bill.tokens_by_kind["clip"] == {"VIDEO": 1_000_000, "AUDIO": 1_000_000}


def test_what_is_answered_twice_is_known(server: StandIn) -> None:
    question = [words(f"{QUERY}red car")]
    ask(server, batch_body([jpeg(1)], [jpeg(2)], question))
    assert not server.answered_twice()
    ask(server, batch_body([jpeg(2)], question))
    assert server.answered_twice() == {digest_of([jpeg(2)]): 2}
    assert server.answered_twice(queries=True)[digest_of(question)] == 2
    assert server.bill.requests == 2
    assert server.bill.contents == {"photo": 3, "query": 2}


@pytest.mark.parametrize("billed", [True, False])
def test_what_is_lost_is_counted_apart(billed: bool) -> None:
    with StandIn(bill_lost=billed) as server:
        server.fault("short-list")
        ask(server, batch_body([jpeg(1)], [jpeg(2)]))
        assert not server.answered
        assert server.lost == {digest_of([jpeg(1)]): 1, digest_of([jpeg(2)]): 1}
        assert server.bill.tokens["IMAGE"] == (516 if billed else 0)
        assert server.bill_of_lost.tokens["IMAGE"] == 516
        ask(server, batch_body([jpeg(1)], [jpeg(2)]))
        assert not server.answered_twice()
