"""Holds everything in a library against everything else, and mends what is derived. The caller's thread waits for it.

No user's file is opened. Mending holds the writer's lock, and keeps a copy of the catalogue as it was.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from findling.catalogue import Writer, open_reader, open_writer
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import Space, SpaceId
from findling.core.report import Finding, Inspection
from findling.ingest.inspect_files import Loose, look_beside

log = logging.getLogger(__name__)

GRACE = 600.0
"""Seconds for which a file may be the work of a program that writes the library just now."""


def inspect(
    paths: LibraryPaths, *, spaces: Sequence[Space], grace: float = GRACE
) -> Inspection:
    """Reads only. `spaces`: those that the program knows; see `inspect_files` for `grace`."""
    try:
        with closing(open_reader(paths)) as reader:
            findings = reader.inspect(_widths(spaces))
            loose = look_beside(paths, reader, spaces=spaces, grace=grace)
    except FindlingError as error:
        return Inspection(findings=(_damage(paths, error),))
    return Inspection(findings=(*findings, *(_told(each, mended=False) for each in loose)))


def repair(paths: LibraryPaths, *, spaces: Sequence[Space]) -> Inspection:
    """FindlingError "library-busy" while another program writes, "disk-full" where no copy can be kept."""
    try:
        with closing(open_writer(paths)) as writer:
            findings, backup = _mend_catalogue(paths, writer, widths=_widths(spaces))
            with closing(open_reader(paths)) as reader:
                loose = look_beside(paths, reader, spaces=spaces, grace=0.0)
                left = _mend_beside(loose)
    except FindlingError as error:
        return Inspection(findings=(_damage(paths, error),))
    done = [_told(each, mended=each.code not in left) for each in loose]
    return Inspection(findings=(*findings, *done), backup=backup)


def _mend_catalogue(
    paths: LibraryPaths, writer: Writer, *, widths: Mapping[SpaceId, int]
) -> tuple[list[Finding], Path | None]:
    found = writer.inspect(widths)
    if not any(finding.mend for finding in found):
        return found, None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    backup = paths.catalogue.with_name(f"{paths.catalogue.name}.{moment}.bak")
    writer.back_up(backup)
    log.info("mending the catalogue; as it was, it is kept in %s", backup)
    return writer.mend(widths), backup


def _mend_beside(loose: Sequence[Loose]) -> set[str]:
    """Codes of what could not be mended."""
    left = set()
    for each in loose:
        for path, _ in each.places if each.repair is not None else ():
            try:
                assert each.repair is not None
                each.repair(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                log.warning("%r could not be mended: %s", str(path), error)
                left.add(each.code)
    return left


def _told(loose: Loose, *, mended: bool) -> Finding:
    return Finding(
        code=loose.code,
        what=loose.what,
        mend=loose.mend,
        places=tuple(
            f"{path}: {wrong}" if wrong else str(path) for path, wrong in loose.places
        ),
        mended=mended,
    )


def _widths(spaces: Sequence[Space]) -> dict[SpaceId, int]:
    return {space.id: space.dimensions for space in spaces}


def _damage(paths: LibraryPaths, error: FindlingError) -> Finding:
    """What cannot even be opened for its damage; everything else is the caller's to hear."""
    if error.code != "library-damaged":
        raise error
    return Finding(
        code="catalogue",
        what=f"{error.message} {error.hint}",
        mend="",
        places=(str(paths.catalogue),),
    )
