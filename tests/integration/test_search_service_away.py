"""Questions to the stand-in service with the provider, the decode processes and the payloads of the real program."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from findling.core.library import LibraryPaths
from findling.core.model import Duty, Facts, Kind, Parts, Pixels, Scope, Span
from findling.core.query import SearchRequest
from findling.core.settings import Settings
from findling.embedding.registry import open_provider
from findling.search.realms import Realm
from findling.search.service import SearchService
from findling.vectors.nearest import Nearest
from findling.worker.pool import DecodePool
from tests.integration.painted import PLAN, Library
from tests.standin import StandIn

WORDS = ("bicycle", "lighthouse", "tomato", "violin", "whale", "desert", "bridge", "candle")


def picture(seed: int) -> Pixels:
    """Unlike any other: a coarse pattern in colour."""
    cells = np.random.default_rng(seed).integers(0, 256, (6, 6, 3), dtype=np.uint8)
    grown: Pixels = np.kron(cells, np.ones((40, 40, 1), np.uint8)).astype(np.uint8)
    return grown


def jpeg(pixels: Pixels) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=92)
    return out.getvalue()


@dataclass
class World:
    server: StandIn
    service: SearchService
    folder: Path

    def ask(self, text: str = "", *like: Path) -> list[str]:
        answer = self.service.search(SearchRequest(text=text, like=like))
        self.notices = answer.notices
        return [hit.path.name for hit in answer.hits]

    def sent(self) -> int:
        return len(self.server.requests)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Eight photos that the service has seen, each taught under one word."""
    with StandIn() as server:
        monkeypatch.setenv("GEMINI_API_KEY", server.key)
        settings = Settings(base_url=server.url, decode_processes=1)
        provider = open_provider("gemini", settings=settings)
        library = Library(LibraryPaths(tmp_path / "library"), tmp_path / "Pictures", provider)
        for seed, word in enumerate(WORDS):
            pixels = picture(seed)
            server.teach(jpeg(pixels), word)
            row = library.add(f"IMG_{seed}.jpg", Kind.PHOTO, content=jpeg(pixels))
            parts = Parts(kind=Kind.PHOTO, images=(pixels,))
            library.read(row, Facts(kind=Kind.PHOTO, format="jpeg"), [(Span(), parts)])
        realm = Realm(
            name="gemini",
            duty=Duty(space=provider.space.id, plan=PLAN, scope=Scope.SENDABLE),
            space=provider.space,
            provider=lambda: provider,
            nearest=Nearest(tmp_path / "index", provider.space),
            local=False,
        )
        pool = DecodePool(settings=settings)
        service = SearchService(paths=library.paths, realms=[realm], pool=pool)
        server.reset()
        yield World(server, service, tmp_path)
        service.close()
        pool.close()
        library.close()
        assert not server.refusals


def test_words_pictures_and_both_are_asked_once_each(world: World) -> None:
    for _ in range(2):
        assert world.ask("a violin")[0] == "IMG_3.jpg"
    assert world.sent() == 1
    example = world.folder / "smaller.jpg"
    example.write_bytes(jpeg(picture(5)[::2, ::2]))
    for _ in range(2):
        assert world.ask("", example)[0] == "IMG_5.jpg"
    assert world.sent() == 2
    for _ in range(2):
        assert set(world.ask("violin", example)[:2]) == {"IMG_3.jpg", "IMG_5.jpg"}
    assert world.sent() == 3
    contents = world.server.bill.contents
    assert (contents["query"], contents["photo"]) == (1, 1)
    assert contents["page"] == 1  # a picture with words counts as one


def test_a_service_that_fails_leaves_the_names(world: World) -> None:
    world.server.fault("model-gone", times=None)
    assert world.ask("IMG_3") == ["IMG_3.jpg"]
    [notice] = world.notices
    assert "no longer has the model" in notice
    world.ask("IMG_4")
    assert world.sent() == 1
