"""A stand-in for each test; leaving it fails the test if the stand-in itself failed."""

from collections.abc import Iterator

import pytest

from tests.standin import StandIn


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as standing:
        yield standing
