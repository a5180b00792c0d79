"""Questions by example: edited copies of a picture, sounds of the same thing. The example itself is left out."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np

from findling.core.model import ItemId, Kind
from findling.search.group import (
    ALIKE,
    HASH_BITS,
    NOT_UNLIKE,
    SAME_BITS,
    Looked,
    bits_apart,
    fold,
)
from tests.evaluation import labelled
from tests.evaluation.indexed import Indexed, Moment
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import (
    Cell,
    Question,
    Ranker,
    Table,
    chance_precision,
    found_of,
    precision_at,
    rankings,
)

Way = Callable[..., list[Moment]]


def _by_example(indexed: Indexed, way: Way, *, kind: Kind, allowed: np.ndarray) -> Ranker:
    """Takes a path as the question's words."""

    def rank(words: str) -> list[Path]:
        question = indexed.provider.embed_example(indexed.vectors_of(Path(words)))
        found = way(question, kind=kind, allowed=allowed, count=60)
        return [path for path in dict.fromkeys(p for p, _ in found) if path != Path(words)]

    return rank


def sound_tables(indexed: Indexed, entries: list[Entry]) -> list[Table]:
    named = labelled.sounds(entries)
    allowed = indexed.items(list(named))
    questions = [
        Question(
            str(path), frozenset(p for p, said in named.items() if said == label and p != path)
        )
        for path, label in named.items()
        if indexed.item(path) is not None
    ]
    if not questions:
        return []
    table = Table(f"Sound → same label: {len(questions)} recordings", ("P@1", "P@5"))
    chances = [chance_precision(questions, len(questions) - 1, k) for k in (1, 5)]
    table.rows.append(("chance", tuple(chances)))
    for name, way in (("exact scan", indexed.by_scan), ("index", indexed.by_index)):
        rank = _by_example(indexed, way, kind=Kind.RECORDING, allowed=allowed)
        ranked = rankings(questions, rank)
        table.rows.append((name, tuple(precision_at(questions, ranked, k) for k in (1, 5))))
    return [table]


def duplicate_tables(indexed: Indexed, entries: list[Entry]) -> list[Table]:
    groups = labelled.groups(entries)
    others = [entry.path for entry in labelled.photos(entries)]
    every = [
        p for p in {*others, *set().union(*groups.values())} if indexed.item(p) is not None
    ]
    allowed = indexed.items(every)
    questions = [
        Question(str(path), frozenset(paths - {path}))
        for paths in groups.values()
        for path in sorted(paths)
    ]
    if not questions:
        return []
    table = Table(
        f"Like → near-duplicate: {len(questions)} examples among {len(allowed)} photos",
        ("P@1", "R-precision"),
    )
    chances = [
        float(np.mean([100 * len(q.wanted) / (len(allowed) - 1) for q in questions]))
    ] * 2
    table.rows.append(("chance", tuple(chances)))
    for name, way in (("exact scan", indexed.by_scan), ("index", indexed.by_index)):
        ranked = rankings(
            questions, _by_example(indexed, way, kind=Kind.PHOTO, allowed=allowed)
        )
        exact = [
            len(q.wanted.intersection(found[: len(q.wanted)])) / len(q.wanted)
            for q, found in zip(questions, ranked, strict=True)
        ]
        table.rows.append(
            (name, (precision_at(questions, ranked, 1), 100 * float(np.mean(exact))))
        )
    edits = {entry.path: _edit(entry) for entry in entries if entry.in_group}
    return [
        table,
        _pairs_table(indexed, groups, every),
        _edits_table(indexed, groups, every, edits),
    ]


def _edit(entry: Entry) -> str:
    """ "cropped-12" and "recompressed-q35" without how much."""
    return re.split(r"-q?\d|[ (:]", entry.notes)[0]


def _edits_table(
    indexed: Indexed, groups: dict[str, set[Path]], every: list[Path], edits: dict[Path, str]
) -> Table:
    """Two pictures at a time, as the program folds them: an edit with the others of its group, and with all others."""
    paths = sorted(set(every))
    said, right = _folded(indexed, paths), _same_group(groups, paths)
    table = Table(
        f"Near-duplicates by edit: {len(paths)} pictures, any of their pairs folded on its own",
        ("precision", "recall"),
        note="an edit of a picture is right with every other picture of its group",
    )
    for edit in sorted(set(edits.values())):
        mine = np.array([edits.get(path) == edit for path in paths])
        found, wanted = int(said[mine].sum()), int(right[mine].sum())
        both = int((said & right)[mine].sum())
        if wanted:
            shares = (100 * both / found if found else "-", 100 * both / wanted)
            table.rows.append((edit, shares))
    return table


def _folded(indexed: Indexed, paths: list[Path]) -> np.ndarray:
    items = [int(indexed.item(path) or 0) for path in paths]
    hashes = indexed.reader.look_hashes(items)
    looked = [
        Looked(item_id=item, kind=Kind.PHOTO, look=hashes.get(ItemId(item)), seconds=None)
        for item in items
    ]
    vectors = np.stack([indexed.vectors_of(path)[0] for path in paths])
    looks = [indexed.provider.look_similarity(v, vectors) for v in vectors]
    said = np.zeros((len(paths), len(paths)), bool)
    for a, b in combinations(range(len(paths)), 2):
        alike = looks[a][b : b + 1]
        said[a, b] = said[b, a] = len(fold([looked[a], looked[b]], lambda *_: alike)) == 1  # noqa: B023
    return said


def _same_group(groups: dict[str, set[Path]], paths: list[Path]) -> np.ndarray:
    member = [next((g for g, some in groups.items() if path in some), None) for path in paths]
    same = np.array([[a is not None and a == b for b in member] for a in member])
    np.fill_diagonal(same, val=False)
    return same


def _pairs_table(indexed: Indexed, groups: dict[str, set[Path]], every: list[Path]) -> Table:
    """Which pairs of all pictures are said to be copies, by the look hash, by the visual block, by both."""
    paths = sorted(set(every))
    items = [indexed.item(path) for path in paths]
    hashes = indexed.reader.look_hashes(item for item in items if item is not None)
    bits = np.array(
        [hashes.get(item, 0) if item is not None else 0 for item in items], np.uint64
    )
    vectors = np.stack([indexed.vectors_of(path)[0] for path in paths])
    differ = np.stack([bits_apart(bits, one) for one in bits])
    told = (bits != 0)[:, None] & (bits != 0)[None, :]
    near = told & (differ <= HASH_BITS)
    looks = np.stack([indexed.provider.look_similarity(v, vectors) for v in vectors])
    alike = looks >= ALIKE
    member = [next((g for g, some in groups.items() if path in some), None) for path in paths]
    right = {
        frozenset((a, b))
        for a, b in combinations(range(len(paths)), 2)
        if member[a] is not None and member[a] == member[b]
    }
    pairs = list(combinations(range(len(paths)), 2))
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    ways = (
        ("look hash alone", near),
        ("visual block alone", alike),
        ("both", near & alike),
        ("as built", _folded(indexed, paths)),
        ("one of them", near | alike),
    )
    chance = 100 * len(right) / len(pairs)
    rows.append(("chance", (chance, chance)))
    for name, said in ways:
        rows.append((name, found_of({frozenset(p) for p in pairs if said[p]}, right)))
    return Table(
        f"Copies told from others: {len(right)} of {len(pairs)} pairs",
        ("precision", "recall"),
        rows,
        note=f"hash within {HASH_BITS} bits and looks at least {ALIKE}; as built also"
        f" within {SAME_BITS} bits and at least {NOT_UNLIKE}",
    )
