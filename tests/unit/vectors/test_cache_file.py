"""The header's seal, and a process killed while it saves."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from findling.core.model import Kind
from findling.vectors.cache_file import (
    BLOCK,
    CacheFile,
    Damaged,
    Part,
    parse_head,
    seal,
    unseal,
)
from findling.vectors.nearest import Nearest
from findling.vectors.shelf import Shelf
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, MadeCatalogue, Maker

SAVER = """
import sys
from pathlib import Path
from findling.vectors.nearest import Nearest
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, MadeCatalogue, Maker

maker, catalogue = Maker(blocks=SMALL_BLOCKS), MadeCatalogue(SMALL)
nearest = Nearest(Path(sys.argv[1]), SMALL)
nearest.load(catalogue)
while True:
    catalogue.add(maker.items(500))
    nearest.refresh(catalogue)
    nearest.save()
    print(len(catalogue.rows), flush=True)
"""


def test_what_was_sealed_comes_back_and_a_changed_byte_does_not() -> None:
    sealed = seal("a header")
    assert unseal(sealed) == b"a header"
    for at in range(len(sealed)):
        torn = bytearray(sealed)
        torn[at] ^= 1
        with pytest.raises(Damaged):
            unseal(bytes(torn))


@pytest.mark.parametrize("body", ["[]", "{}", '{"kinds": 3}', '{"kinds": {}, "more": 1}', "x"])
def test_a_sealed_body_of_another_shape_is_an_error_that_read_knows(body: str) -> None:
    with pytest.raises((Damaged, ValueError, KeyError, TypeError, AttributeError)):
        parse_head(seal(body))


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        '{"kinds": 3}',
        '{"kinds": {"photo": {}}}',
        "x",
        pytest.param("[" * 99_999, id="deep"),
    ],
)
def test_a_sealed_body_of_another_shape_is_rebuilt(tmp_path: Path, body: str) -> None:
    (tmp_path / "index.head").write_bytes(seal(body))
    assert CacheFile(tmp_path, space=SMALL).read() is None


def test_blocks_are_checked_each_on_its_own_and_appends_keep_the_whole_ones(
    tmp_path: Path,
) -> None:
    maker, catalogue = Maker(blocks=SMALL_BLOCKS), MadeCatalogue(SMALL)
    shelf, cache = Shelf(SMALL), CacheFile(tmp_path, space=SMALL)
    heads = []
    for count in (BLOCK - 1, 1, 1, BLOCK + 5):
        catalogue.add(maker.items(count))
        rows = catalogue.rows
        new = slice(len(rows) - count, None)
        shelf.append(
            rows.vectors[new], span_ids=rows.span_ids[new], item_ids=rows.item_ids[new]
        )
        part = Part(segments=shelf.segments)
        shelf.settle(
            cache.write({Kind.PHOTO: part}, epoch=1, sequence=len(rows), last_span=0)[
                Kind.PHOTO
            ]
        )
        assert cache.head is not None
        heads.append(cache.head.kinds["photo"].checks["vectors"])
        read = CacheFile(tmp_path, space=SMALL).read()
        assert read is not None
        np.testing.assert_array_equal(
            read[Kind.PHOTO].segments[0].vectors, catalogue.rows.vectors
        )
    assert [len(checks) for checks in heads] == [1, 1, 2, 3]
    assert heads[1][0] == heads[2][0] == heads[3][0] != heads[0][0]


@pytest.mark.parametrize("after", [1, 3, 7])
def test_killed_while_saving_nothing_is_lost_or_torn(tmp_path: Path, after: int) -> None:
    program = [sys.executable, "-c", SAVER, str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=_environment()) as saving:
        assert saving.stdout is not None
        said = 0
        for _ in range(after):
            said = int(saving.stdout.readline())
        saving.kill()
    parts = CacheFile(tmp_path, space=SMALL).read()
    assert parts is not None, "what one save had finished is whole"
    (kept,) = parts[Kind.PHOTO].segments
    assert len(kept) >= said
    maker, catalogue = Maker(blocks=SMALL_BLOCKS), MadeCatalogue(SMALL)
    for _ in range(len(kept) // 500):
        catalogue.add(maker.items(500))
    np.testing.assert_array_equal(kept.vectors, catalogue.rows.vectors)
    rounds = catalogue.rounds
    Nearest(tmp_path, SMALL).load(catalogue)
    assert catalogue.rounds == rounds


def _environment() -> dict[str, str]:
    root = Path(__file__).parents[3]
    return {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
