"""What people said about the files of a labelled folder: the manifest, and our translations of its labels."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.evaluation.measures import Question


@dataclass(frozen=True)
class Entry:
    path: Path
    kind: str
    labels: tuple[str, ...]
    captions: tuple[str, ...]
    notes: str

    @property
    def in_group(self) -> bool:
        """An edit of another picture: asked about by likeness alone."""
        return self.path.parent.name == "neardup"

    @property
    def label_only(self) -> bool:
        return "class label only" in self.notes


def read_manifest(folder: Path, manifest: Path) -> list[Entry]:
    with manifest.open(encoding="utf-8", newline="") as lines:
        return [
            Entry(
                path=(folder / row["path"]).absolute(),
                kind=row["kind"],
                labels=tuple(part for part in row["label"].split(";") if part),
                captions=tuple(part for part in row["caption"].split(" | ") if part),
                notes=row["notes"],
            )
            for row in csv.DictReader(lines)
        ]


def photos(entries: list[Entry]) -> list[Entry]:
    """What words are asked about: described photos, of a folder named `photos` where there is one."""
    described = [
        e for e in entries if e.kind == "photo" and (e.captions or e.labels) and not e.in_group
    ]
    own = [entry for entry in described if entry.path.parent.name == "photos"]
    return own or described


def captions(entries: list[Entry], *, label_only: bool) -> list[Question]:
    """One question a caption; a caption shared by several photos is right with any of them."""
    wanted: dict[str, set[Path]] = defaultdict(set)
    for entry in entries:
        if entry.label_only == label_only:
            for caption in entry.captions:
                wanted[caption].add(entry.path)
    return [Question(words, frozenset(paths)) for words, paths in wanted.items()]


def labels(entries: list[Entry], language: str = "en") -> list[Question]:
    """One question a label, in one of our languages; those without a translation are left out."""
    said = translations(language) if language != "en" else None
    wanted: dict[str, set[Path]] = defaultdict(set)
    for entry in entries:
        for label in entry.labels:
            wanted[label].add(entry.path)
    return [
        Question(label if said is None else said[label], frozenset(paths))
        for label, paths in wanted.items()
        if said is None or label in said
    ]


def translations(language: str) -> dict[str, str]:
    path = Path(__file__).parent / f"labels_{language}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["label"]: row["translation"] for row in csv.DictReader(lines)}


def groups(entries: list[Entry]) -> dict[str, set[Path]]:
    """Near-duplicate pictures by group, with the larger original that a note names."""
    known = {entry.path for entry in entries}
    found: dict[str, set[Path]] = defaultdict(set)
    for entry in entries:
        if not entry.in_group or entry.kind != "photo" or not entry.labels:
            continue
        found[entry.labels[0]].add(entry.path)
        named = re.search(r"copy of (\S+\.\w+)", entry.notes)
        if named:
            original = entry.path.parents[1] / named[1]
            found[entry.labels[0]] |= {original} & known
    return {label: paths for label, paths in found.items() if len(paths) > 1}


def sounds(entries: list[Entry]) -> dict[Path, str]:
    """Recordings whose label several share."""
    named = {
        e.path: e.labels[0]
        for e in entries
        if e.kind == "sound" and e.labels and e.path.parent.name == "labelled"
    }
    shared = list(named.values())
    return {path: label for path, label in named.items() if shared.count(label) > 1}


def documents(entries: list[Entry]) -> list[Question]:
    """What a document is about, in people's words; the same words may stand for several."""
    wanted: dict[str, set[Path]] = defaultdict(set)
    for entry in entries:
        if entry.kind == "pdf" and entry.labels:
            wanted["; ".join(entry.labels)].add(entry.path)
    return [Question(words, frozenset(paths)) for words, paths in wanted.items()]
