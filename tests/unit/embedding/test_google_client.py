"""Vectors and bills as they come from the wire, and one client for each line."""

import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from findling.core.errors import Hold
from findling.core.model import Tokens
from findling.embedding.google_client import billed_tokens, vector_of
from findling.embedding.trouble import Trouble
from tests.standin import StandIn
from tests.unit.embedding.cloud import Cloud, gemini, several, words


def test_a_unit_vector_stays_as_it_is() -> None:
    values = [0.0] * 3072
    values[7] = 1.0
    vector = vector_of(values)
    assert vector is not None
    assert vector.dtype == np.float32
    assert vector.shape == (3072,)
    assert vector[7] == 1.0


def test_another_length_is_set_right() -> None:
    values = [0.0] * 3072
    values[:2] = [3.0, 4.0]
    vector = vector_of(values)
    assert vector is not None
    assert vector[:2] == pytest.approx([0.6, 0.8])


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "text",
        7,
        [0.0] * 3072,
        [1.0] * 3071,
        [1.0] * 3073,
        [float("nan")] * 3072,
        [float("inf")] + [0.0] * 3071,
        [1e39] + [0.0] * 3071,
        ["a"] * 3072,
        [[1.0] * 3072],
        [None] * 3072,
    ],
)
def test_what_is_no_vector(values: Any) -> None:
    with np.errstate(over="ignore"):
        assert vector_of(values) is None


def usage(total: int | None, **details: int) -> Any:
    return SimpleNamespace(
        prompt_token_count=total,
        prompt_tokens_details=[
            SimpleNamespace(modality=name.upper(), token_count=count)
            for name, count in details.items()
        ],
    )


@pytest.mark.parametrize(
    ("told", "expected", "billed"),
    [
        (usage(9, text=9), Tokens(), Tokens(text=9)),
        (usage(266, text=8, image=258), Tokens(image=1), Tokens(text=8, image=258)),
        (usage(5, audio=2, video=3), Tokens(), Tokens(audio=2, video=3)),
        (usage(258, document=258), Tokens(), Tokens(document=258)),
        (None, Tokens(video=66), Tokens(video=66)),
        (usage(None), Tokens(video=66), Tokens(video=66)),
        (usage(200), Tokens(video=66, audio=34), Tokens(video=132, audio=68)),
        (usage(200), Tokens(), Tokens()),
        (usage(99, smell=99), Tokens(image=258), Tokens(image=99)),
        (usage(0), Tokens(text=3), Tokens(text=3)),
    ],
)
def test_what_was_billed(told: Any, expected: Tokens, billed: Tokens) -> None:
    assert billed_tokens(told, expected=expected) == billed


def test_each_line_is_opened_once_however_many_ask(server: StandIn) -> None:
    cloud = gemini(server)
    made: list[Any] = []
    opening = cloud.provider._open

    def counted(options: Any) -> Any:
        made.append(options)
        return opening(options)

    cloud.provider._open = counted  # type: ignore[method-assign]
    cloud.provider.close()
    threads = [threading.Thread(target=cloud.send, args=([words(str(n))],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    cloud.provider.embed_text("a cat")
    assert len(made) == 2
    assert len(server.answered) == 7
    cloud.provider.close()


def test_several_requests_are_under_way_at_once(server: StandIn) -> None:
    cloud = gemini(server)
    server.fault("hang", times=6)
    stop = threading.Event()

    def send(number: int) -> None:
        with pytest.raises(Hold):
            cloud.provider.send([words(str(number))], stop=stop, pacer=cloud.pacing)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    assert server.wait_until(lambda: server.peak_concurrency == 6)
    stop.set()
    server.close()
    for thread in threads:
        thread.join()
    cloud.provider.close()


def test_a_client_that_was_closed_meanwhile_stops_and_our_mistakes_fly_on(
    cloud: Cloud,
) -> None:
    line = cloud.provider._opened().indexing

    def closed(client: Any) -> None:
        line.close()
        raise RuntimeError("Cannot send a request, as the client has been closed.")

    def mistaken(client: Any) -> None:
        raise RuntimeError("ours")

    with pytest.raises(Trouble) as caught:
        line.call(closed)
    assert caught.value.hold is not None
    assert caught.value.hold.code == "stopped"
    with pytest.raises(RuntimeError, match="ours"):
        line.call(mistaken)


def test_redirects_are_not_followed_with_the_key(cloud: Cloud) -> None:
    cloud.provider.load()
    client = cloud.provider._opened().asking._client
    assert client is not None
    assert client._api_client._httpx_client.follow_redirects is False


def test_every_request_says_how_long_it_may_take(cloud: Cloud) -> None:
    cloud.send(several(1))
    cloud.provider.embed_text("a cat")
    limits = [request.headers["x-server-timeout"] for request in cloud.server.requests]
    assert limits == ["60", "4"]


def test_closing_under_a_request_is_no_crash(server: StandIn) -> None:
    cloud = gemini(server)
    server.fault("late", seconds=0.5)
    ended: list[BaseException | None] = []

    def ask() -> None:
        try:
            cloud.provider.embed_text("a cat")
            ended.append(None)
        except Exception as error:
            ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert server.wait_until(lambda: bool(server.requests))
    cloud.provider.close()
    thread.join(5)
    assert not thread.is_alive()
    assert ended[0] is None or type(ended[0]).__name__ == "Hold"
    cloud.provider.close()
