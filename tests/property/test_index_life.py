"""Whatever happens to an index's files, and however its library grows and shrinks, it answers as the float scan does."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from findling.core.model import Kind
from findling.vectors.nearest import Nearest
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, MadeCatalogue, Maker


@dataclass(frozen=True)
class Add:
    count: int
    kind: Kind


@dataclass(frozen=True)
class Remove:
    every: int


@dataclass(frozen=True)
class Damage:
    """Changes one file: which one, where in it (a share of its length), and how."""

    which: int
    where: float
    how: str


STEPS = st.one_of(
    st.builds(Add, count=st.integers(1, 400), kind=st.sampled_from(Kind)),
    st.builds(Remove, every=st.integers(2, 9)),
    st.builds(
        Damage,
        which=st.integers(0, 30),
        where=st.floats(0, 1, exclude_max=True),
        how=st.sampled_from(["flip", "cut", "grow", "zeros", "garbage", "gone", "swap"]),
    ),
    st.sampled_from(["refresh", "save", "load"]),
)


def damage(directory: Path, harm: Damage) -> None:
    files = sorted(path for path in directory.iterdir() if path.is_file())
    if not files:
        return
    path = files[harm.which % len(files)]
    data = path.read_bytes()
    at = int(harm.where * len(data))
    noise = np.random.default_rng(harm.which).bytes(max(len(data) - at, 1))
    changed = {
        "flip": data[:at] + bytes(255 - byte for byte in data[at : at + 1]) + data[at + 1 :],
        "cut": data[:at],
        "grow": data + noise,
        "zeros": data[:at] + bytes(len(data) - at),
        "garbage": data[:at] + noise,
        "gone": b"",
        "swap": files[(harm.which + 1) % len(files)].read_bytes(),
    }[harm.how]
    path.unlink()  # never in place: a mapping of the old bytes may be alive
    if harm.how != "gone":
        path.write_bytes(changed)


def same_answers(nearest: Nearest, catalogue: MadeCatalogue, maker: Maker) -> None:
    rows = catalogue.rows
    assert nearest.state().vectors == len(rows)
    for query in maker.questions(3):
        found = nearest.search(query, kinds=list(Kind), count=8)
        for number, kind in enumerate(Kind):
            mine = rows.kinds == number
            truth = -np.sort(-(rows.vectors[mine].astype(np.float32) @ query))[:8]
            np.testing.assert_allclose(found[kind].scores, truth, atol=1e-5)
            assert found[kind].population == mine.sum()
            assert np.isin(found[kind].span_ids, rows.span_ids[mine]).all()


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, max_size=12))
def test_it_answers_as_the_float_scan_through_every_life(
    steps: Sequence[Add | Remove | Damage | str],
) -> None:
    maker = Maker(blocks=SMALL_BLOCKS, concepts=64)
    catalogue = MadeCatalogue(SMALL)
    with tempfile.TemporaryDirectory() as directory:
        nearest = Nearest(Path(directory), SMALL)
        nearest.load(catalogue)
        for step in steps:
            if isinstance(step, Add):
                catalogue.add(maker.items(step.count), kind=step.kind)
            elif isinstance(step, Remove):
                catalogue.remove_items(catalogue.rows.item_ids[:: step.every])
            elif isinstance(step, Damage):
                damage(Path(directory), step)
                nearest = Nearest(Path(directory), SMALL)
                nearest.load(catalogue)
            elif step == "save":
                nearest.save()
            elif step == "refresh":
                nearest.refresh(catalogue)
            else:
                nearest = Nearest(Path(directory), SMALL)
                nearest.load(catalogue)
        nearest.refresh(catalogue)
        same_answers(nearest, catalogue, maker)
        nearest.save()
        again = Nearest(Path(directory), SMALL)
        again.load(catalogue)
        same_answers(again, catalogue, maker)
