"""Names of spaces, and the arithmetic on their rows."""

import re
import string

import numpy as np
import pytest

from findling.core.settings import Settings
from findling.embedding.google_space import space_of, unit, unit_rows
from findling.embedding.service import Door


def named(model: str, door: Door = Door.GEMINI) -> str:
    return space_of(Settings(model=model), door=door).id


def test_the_usual_one() -> None:
    space = space_of(Settings(), door=Door.GEMINI)
    assert space.id == "gemini-embedding-2.3072.gemini-1"
    assert (space.dimensions, space.prefixes) == (3072, (768,))
    assert named("gemini-embedding-2", Door.VERTEX) == "gemini-embedding-2.3072.vertex-1"


def test_one_model_is_one_space_however_it_is_written() -> None:
    assert named("models/gemini-embedding-2") == named("gemini-embedding-2")
    assert named(" publishers/google/models/gemini-embedding-2") == named("gemini-embedding-2")


ODD = [
    "gemini-embedding-2",
    "gemini-embedding-3",
    "Gemini-Embedding-2",
    "gemini/embedding-2",
    "gemini_embedding 2",
    "gemini embedding_2",
    "../../etc",
    "..",
    ".",
    "",
    "-",
    "con:",
    "モデル",
    "模型",
    "a" * 65,
    "a" * 66,
    "a" * 64,
    "tuned.",
    "tuned",
]


def test_odd_names_are_made_safe_and_stay_apart() -> None:
    ids = [named(model) for model in ODD]
    assert len({name.lower() for name in ids}) == len(ODD)
    for name in ids:
        assert re.fullmatch(r"[a-z0-9][a-z0-9._~-]*[a-z0-9]", name), name
        assert ".." not in name
        assert len(name) < 110


@pytest.mark.parametrize(
    "character", sorted(set(string.printable) - set(string.ascii_lowercase))
)
def test_every_character(character: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._~-]*", named(f"a{character}b"))


@pytest.mark.parametrize(
    ("width", "prefixes"),
    [(768, (768,)), (128, (128,)), (127, ()), (3072, ()), (4000, ()), (0, ())],
)
def test_the_index_stands_over_a_prefix_that_the_model_has(
    width: int, prefixes: tuple[int, ...]
) -> None:
    space = space_of(Settings(index_width=width), door=Door.GEMINI)
    assert space.prefixes == prefixes


def test_lengths() -> None:
    rows = np.array([[3, 4], [0, 0], [0, 1e-9]], np.float32)
    assert unit_rows(rows) == pytest.approx(np.array([[0.6, 0.8], [0, 0], [0, 1]]))
    assert unit_rows(rows).dtype == np.float32
    assert unit(rows[0]) == pytest.approx([0.6, 0.8])
    assert not unit(rows[1]).any()
