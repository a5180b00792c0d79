"""Every way a file can fail, in words: one table of code, sentence and hint. Whoever raises picks a code from here."""

from findling.core.errors import MediaError
from findling.core.model import Failure

_TABLE: dict[str, tuple[str, str, bool]] = {
    # code: (sentence, what would help, lasting)
    "empty": ("The file is empty.", "Copy it again from where it came from.", True),
    "damaged": (
        "The file is damaged: {what}.",
        "Open it in its own program, or restore it from a backup.",
        True,
    ),
    "no-such-part": (
        "The part that is meant is not there: {what}.",
        "Choose other seconds or another page.",
        True,
    ),
    "truncated": (
        "The file ends too early.",
        "Copy it again; the copy may have been interrupted.",
        True,
    ),
    "mislabelled": (
        "The name says {claimed}, but the content is {actual}.",
        "Give the file its right ending, or delete it if it was a failed download.",
        True,
    ),
    "too-large": (
        "The file says it is {what}, more than can be read safely.",
        "If it is genuine, save a smaller copy.",
        True,
    ),
    "no-picture": (
        "There is no picture in the file.",
        "Open it in its own program and save it again.",
        True,
    ),
    "no-stream": (
        "There is neither picture nor sound in the file.",
        "Open it in its own program and save it again.",
        True,
    ),
    "no-pages": (
        "The document has no pages.",
        "Open it in its own program and save it again.",
        True,
    ),
    "password": (
        "The document is locked with a password.",
        "Save an unlocked copy; the original stays as it is.",
        True,
    ),
    "unsupported": (
        "This kind of file cannot be read yet: {what}.",
        "Save it as a common format, such as JPEG, MP4 or PDF.",
        True,
    ),
    "no-access": (
        "Findling is not allowed to read the file.",
        "Change its permissions, then retry.",
        False,
    ),
    "io-error": (
        "The disk could not deliver the file: {what}.",
        "Check the drive or the connection, then retry.",
        False,
    ),
    "too-slow": (
        "Reading the file took too long.",
        "Open it in its own program; if it is fine there, retry.",
        False,
    ),
    "crashed": (
        "The file made its reader crash.",
        "Open it in its own program and save it again, then retry.",
        False,
    ),
    "too-much-memory": (
        "Reading the file would need too much memory.",
        "Save a smaller copy, or retry with other programs closed.",
        False,
    ),
    "unsaved": (
        "The new file could not be written: {what}.",
        "Check that the folder may be written to and that the disk has room.",
        False,
    ),
    "name-too-long": (
        "The file's path is too long to be opened.",
        "Shorten the names of the folders above it.",
        False,
    ),
}


def failure(code: str, **details: str) -> MediaError:
    """The error for `code`, its sentence filled with `details`. An unknown code is a bug (KeyError)."""
    sentence, hint, lasting = _TABLE[code]
    return MediaError(code, sentence.format(**details), hint=hint, lasting=lasting)


def as_row(error: MediaError) -> Failure:
    return Failure(
        code=error.code, reason=error.message, hint=error.hint, lasting=error.lasting
    )


def codes() -> tuple[str, ...]:
    return tuple(_TABLE)
