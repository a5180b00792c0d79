"""One run of the campaign `planted`: plants, looks, mends, looks again, and holds the rest against what was there."""

from collections.abc import Collection
from contextlib import closing

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.report import Inspection
from findling.core.settings import load_settings
from findling.ingest import inspection
from findling.vectors.nearest import Nearest
from tests.faults.planting import Planter, plant_all
from tests.faults.rich_library import SPACES

OWED = {"thumbnail-missing"}
"""Found again after mending: only a file can give it."""
STAYS = {"ledger-sum"}
"""Nothing that is derived, and so nothing that is mended."""


def told(found: Inspection) -> dict[str, set[str]]:
    by_code: dict[str, set[str]] = {}
    for finding in found.findings:
        by_code.setdefault(finding.code, set()).update(finding.places)
    return by_code


def is_told(place: str, places: Collection[str]) -> bool:
    """Behind a path it may be said what is wrong with it."""
    return any(one == place or one.startswith(f"{place}: ") for one in places)


def check_repair(paths: LibraryPaths, *, seed: int, times: int) -> int:
    """Returns how many were planted."""
    paid = paid_vectors(paths)
    with closing(Planter(paths, seed=seed)) as planter:
        planted = plant_all(planter, times=times)
        garbled = planter.garbled
    only_a_writer_asks = {"words-index"}
    seen = told(inspection.inspect(paths, spaces=SPACES, grace=0.0))
    for name, (code, place) in planted:
        if code not in only_a_writer_asks:
            assert is_told(place, seen.get(code, ())), (
                f"{name}: {code} at {place} was not found"
            )

    mended = inspection.repair(paths, spaces=SPACES)
    assert mended.backup is not None
    found = told(mended)
    for name, (code, place) in planted:
        assert is_told(place, found.get(code, ())), f"{name}: {code} at {place} was not found"
    left = {finding.code for finding in mended.findings if not finding.mended}
    assert left <= STAYS, f"not mended: {left}"

    again = told(inspection.repair(paths, spaces=SPACES))
    assert set(again) <= OWED | STAYS, f"there again: {set(again) - OWED - STAYS}"
    now = paid_vectors(paths)
    lost = {
        payload
        for payload in paid
        if payload not in garbled and now.get(payload) != paid[payload]
    }
    assert not lost, f"{len(lost)} paid answers were lost"
    check_that_it_works(paths)
    return len(planted)


def paid_vectors(paths: LibraryPaths) -> dict[bytes, bytes]:
    with closing(open_reader(paths)) as reader:
        return dict(
            reader._db.rows(
                "SELECT payload, data FROM vector WHERE payload NOT NULL"
                " UNION SELECT payload, data FROM answer"
            )
        )


def check_that_it_works(paths: LibraryPaths) -> None:
    """Every reader's way through the library: rows, words, vectors."""
    load_settings(paths.settings)
    with closing(open_reader(paths)) as reader:
        listing = reader.listing(())
        reader.rows([int(number) for number in listing.item_ids])
        reader.items([int(number) for number in listing.item_ids if number > 0])
        reader.text_matches(["harbour"])
        reader.spending()
        for space in SPACES:
            nearest = Nearest(paths.index / space.id, space)
            nearest.load(reader)
            vectors = int(
                reader._db.value(
                    "SELECT count(*) FROM vector v JOIN space s ON s.id = v.space_id"
                    " WHERE s.name = ?",
                    [space.id],
                )
            )
            assert nearest.state().vectors == vectors
            nearest.close()
