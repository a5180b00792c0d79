"""What is asked of a service about a file from outside, and what goes into one content with words."""

import pytest

from findling.core.model import (
    Decoded,
    Facts,
    Kind,
    MediaPart,
    Payload,
    Span,
    SpanContent,
    Tokens,
)
from findling.embedding.forms import GEMINI
from findling.embedding.payloads import IMAGE_TOKENS, payload_of
from findling.search.combine import combined
from findling.search.sample import MOST_ASKED, MOST_HELD, Prepared, Sample


def payload(name: str, *mimes: str) -> Payload:
    parts = [MediaPart(mime=mime, data=name.encode()) for mime in mimes or ("image/jpeg",)]
    return payload_of(parts, Tokens(image=IMAGE_TOKENS))


def window(number: int) -> Span:
    return Span(start=30.0 * number, end=30.0 * (number + 1))


def sampled(facts: Facts, *spans: tuple[Span, Payload | None]) -> Prepared:
    """Handed over two by two, after a part that has none."""
    sample, gone_on = Sample(), []
    contents = [SpanContent(span=span, payload=one) for span, one in spans]
    for start in range(-2, len(contents), 2):
        part = tuple(contents[max(start, 0) : start + 2])
        sample.take(
            Decoded(facts=facts, thumbnail=b"", spans=part), lambda: gone_on.append(True)
        )
    assert len(gone_on) == (len(contents) + 1) // 2 + 1
    assert len(sample._held) <= MOST_HELD
    return sample.all_in(Decoded(facts=facts, thumbnail=b""))


def names(prepared: Prepared) -> list[str]:
    return [one.parts[0].data.decode() for one in prepared.payloads]


PHOTO = Facts(kind=Kind.PHOTO, format="jpeg")
CLIP = Facts(kind=Kind.CLIP, format="mp4", seconds=1800.0)


def test_a_photo_is_one_picture() -> None:
    prepared = sampled(PHOTO, (Span(), payload("a")))
    assert names(prepared) == ["a"]
    assert prepared.is_picture


@pytest.mark.parametrize("windows", [1, 3, 5, 9, 60, 241])
def test_of_a_long_clip_a_few_windows_over_its_length(windows: int) -> None:
    prepared = sampled(
        CLIP, *((window(n), payload(f"{n}", "video/mp4")) for n in range(windows))
    )
    chosen = [int(name) for name in names(prepared)]
    assert len(chosen) == min(windows, MOST_ASKED)
    assert chosen[0] == 0
    assert chosen[-1] >= 0.7 * (windows - 1)
    assert chosen == sorted(set(chosen))
    assert not prepared.is_picture


def test_what_is_seen_and_what_is_heard_stay_together() -> None:
    spans = [
        (window(n), payload(f"{n}{what}", mime))
        for n in range(20)
        for what, mime in (("seen", "video/mp4"), ("heard", "audio/wav"))
    ]
    first, second, third, fourth = names(sampled(CLIP, *spans))
    assert (first, second) == ("0seen", "0heard")
    assert third.endswith("seen")
    assert fourth == third.replace("seen", "heard")


def test_a_silent_recording_has_nothing_to_send() -> None:
    prepared = sampled(Facts(kind=Kind.RECORDING, format="wav"), (window(0), None))
    assert prepared == Prepared(payloads=(), is_picture=False)


def test_a_single_page_with_its_words_is_a_picture_and_a_pdf_is_none() -> None:
    page = Facts(kind=Kind.DOCUMENT, format="pdf", pages=1)
    assert sampled(page, (Span(page=1), payload("p", "image/jpeg", "text/plain"))).is_picture
    assert not sampled(page, (Span(page=1), payload("p", "application/pdf"))).is_picture
    assert not sampled(page, (Span(page=1), payload("p", "text/plain"))).is_picture
    book = Facts(kind=Kind.DOCUMENT, format="pdf", pages=2)
    assert not sampled(book, (Span(page=1), payload("p"))).is_picture


def test_words_and_pictures_become_one_content_without_a_prefix() -> None:
    one = combined("grün", [payload("a"), payload("b")], form=GEMINI)
    assert one is not None
    assert [(part.mime, part.data) for part in one.parts] == [
        ("text/plain", "grün".encode()),
        ("image/jpeg", b"a"),
        ("image/jpeg", b"b"),
    ]
    assert one.tokens == Tokens(text=1, image=2 * IMAGE_TOKENS)
    same = combined("grün", [payload("a"), payload("b")], form=GEMINI)
    assert same is not None
    assert same.digest == one.digest
    without = combined("", [payload("a"), payload("b")], form=GEMINI)
    assert without is not None
    assert [part.mime for part in without.parts] == ["image/jpeg"] * 2


def test_nothing_over_a_limit_is_put_together() -> None:
    assert combined("x", [payload(str(n)) for n in range(6)], form=GEMINI) is not None
    assert combined("x", [payload(str(n)) for n in range(7)], form=GEMINI) is None
    assert combined("語" * 8000, [payload("a")], form=GEMINI) is None
    page = payload_of(
        [
            MediaPart(mime="image/jpeg", data=b"p"),
            MediaPart(mime="text/plain", data=("語" * 7900).encode()),
        ],
        Tokens(image=IMAGE_TOKENS, text=1975),
    )
    assert combined("x", [page], form=GEMINI) is not None
    assert combined("語" * 100, [page], form=GEMINI) is None
    huge = payload_of([MediaPart(mime="image/png", data=bytes(13 << 20))], Tokens(image=258))
    assert combined("x", [huge], form=GEMINI) is None
