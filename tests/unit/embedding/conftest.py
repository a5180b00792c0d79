"""A stand-in for Google's service, fresh for each test, and a provider before it."""

from collections.abc import Iterator

import pytest

from tests.standin import StandIn
from tests.unit.embedding.cloud import Cloud, gemini


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as server:
        yield server


@pytest.fixture
def cloud(server: StandIn) -> Iterator[Cloud]:
    cloud = gemini(server)
    yield cloud
    cloud.provider.close()
