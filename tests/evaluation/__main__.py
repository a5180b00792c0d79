"""How well a labelled folder is found: the real program's figures beside chance and the simplest thing.

    python -m tests.evaluation FOLDER [--manifest CSV] [--json] [--keep DIR]

FOLDER is indexed with the built-in provider into a library of its own (thrown away, or kept in DIR to save time). The
manifest (FOLDER/MANIFEST.csv) has the columns path, kind (photo, pdf, sound, video …), label (several joined by ";"),
caption (several joined by " | ") and notes. What each table asks:

* text → photo: human captions; captions whose note says "class label only" apart, because several photos share them.
  Photos in a folder named `neardup` are edits of others and are not asked about by words.
* label → photo, in English, German and Chinese (`labels_de.csv`, `labels_zh.csv`), among the photos that carry labels.
* words of a page → page: eight words in a row from up to 200 pages; and what a document is about (its label) → document.
  A note "the word X stands on page N only" is asked, too.
* photos and pages in one list: how much each loses beside the other, ranking by ranking.
* like → near-duplicate: pictures in `neardup` with one label are one group; and which pairs are told to be copies.
* sound → same label: recordings in a folder named `labelled`.
* questions of several parts: photo + words, A without B, several examples, an answer marked as wanted and one as not.
* parts of files: a quarter of a busy picture, a clip → stills of it, a sound → the clip it came from.
* "no confident match": for 50 things that our own samples do not show, and 50 that they do.

"exact scan": the stored vectors in plain floating point. "index": `findling.vectors` as it answers. "whole program":
`findling.search` with names, page texts, calibration and folding. "bare class names": the same network and sentence
encoder, joined in the simplest way. Chance: drawing without looking. Figures are percentages, also MRR.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy comes in

from tests.evaluation.composed import composed_tables
from tests.evaluation.confidence import confidence_table, is_ours
from tests.evaluation.indexed import Indexed
from tests.evaluation.labelled import read_manifest
from tests.evaluation.like_tables import duplicate_tables, sound_tables
from tests.evaluation.measures import Table
from tests.evaluation.one_list import one_list_table
from tests.evaluation.part_tables import part_tables
from tests.evaluation.word_tables import (
    Pages,
    Photos,
    label_tables,
    page_tables,
    photo_tables,
    single_word_table,
)


def evaluate(folder: Path, manifest: Path, place: Path) -> list[Table]:
    entries = read_manifest(folder, manifest)
    with Indexed(folder, place=place) as indexed:
        photos, pages = Photos(indexed, entries), Pages(indexed, entries)
        return [
            *photo_tables(photos),
            *label_tables(photos),
            *page_tables(pages),
            *single_word_table(pages, entries),
            *one_list_table(indexed, photos, pages, entries),
            *duplicate_tables(indexed, entries),
            *sound_tables(indexed, entries),
            *composed_tables(indexed, entries),
            *part_tables(indexed, entries),
            *(confidence_table(indexed) if is_ours(entries) else ()),
        ]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--manifest", type=Path, help="default: FOLDER/MANIFEST.csv")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the library here")
    given = parser.parse_args()
    folder = given.folder.absolute()
    with tempfile.TemporaryDirectory() as scratch:
        place = given.keep if given.keep is not None else Path(scratch)
        tables = evaluate(folder, given.manifest or folder / "MANIFEST.csv", place)
    if given.json:
        figures = {table.title: table.figures() for table in tables}
        sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(table.text() for table in tables))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
