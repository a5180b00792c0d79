"""What a name's ending promises. Touches no file: may be called anywhere, on any thread."""

from findling.core.model import Kind

_BY_KIND: dict[Kind, dict[str, str]] = {
    Kind.PHOTO: {
        "jpeg": "jpg jpeg jpe jfif jif mpo",
        "png": "png apng",
        "webp": "webp",
        "gif": "gif",
        "bmp": "bmp dib",
        "tiff": "tif tiff",
        "heic": "heic heif hif",
        "avif": "avif avifs",
        "jxl": "jxl",
        "psd": "psd psb",
        "jpeg2000": "jp2 j2k j2c jpf jpx jpc",
        "ico": "ico",
        "tga": "tga",
    },
    Kind.CLIP: {
        "mp4": "mp4 m4v f4v",
        "mov": "mov qt",
        "3gp": "3gp 3g2 3gpp",
        "mkv": "mkv",
        "webm": "webm",
        "avi": "avi divx",
        "wmv": "wmv asf",
        "flv": "flv",
        "mpeg": "mpg mpeg mpe m2v vob",
        "mpegts": "m2ts",
        "ogv": "ogv ogm",
        "mxf": "mxf",
        "rm": "rm rmvb",
        "dv": "dv",
    },
    Kind.RECORDING: {
        "mp3": "mp3 mp2",
        "m4a": "m4a m4b m4r",
        "aac": "aac",
        "flac": "flac",
        "ogg": "ogg oga spx",
        "opus": "opus",
        "wav": "wav wave w64",
        "aiff": "aif aiff aifc",
        "wma": "wma",
        "ac3": "ac3 eac3",
        "amr": "amr awb",
        "caf": "caf",
        "au": "au",
        "ape": "ape",
        "wavpack": "wv",
        "mka": "mka",
        "musepack": "mpc",
        "tta": "tta",
        "ra": "ra",
        "dsf": "dsf dff",
    },
    Kind.DOCUMENT: {"pdf": "pdf"},
}
_RAW = (
    "dng nef nrw cr2 cr3 crw arw srf sr2 raf orf rw2 rwl pef srw 3fr fff iiq mrw mef mos "
    "erf kdc dcr x3f gpr"
)
RAW_SUFFIXES = frozenset(_RAW.split())
"""Camera RAW; each suffix is its own format name."""

_PROMISES: dict[str, tuple[Kind, str]] = {
    suffix: (kind, format_name)
    for kind, formats in _BY_KIND.items()
    for format_name, suffixes in formats.items()
    for suffix in suffixes.split()
} | {suffix: (Kind.PHOTO, suffix) for suffix in RAW_SUFFIXES}


def suffix_of(name: str) -> str:
    """The ending without its dot, in small letters; empty for "name", ".name" and "name."."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.casefold() if dot and stem.strip(".") else ""


def promise_of(name: str) -> tuple[Kind, str] | None:
    """Kind and format that the ending stands for.

    None for endings that mean nothing here or more than one thing: `.ts` and `.mts`
    (TypeScript), `.dts` (device trees), `.raw`, `.mod`, `.dat`: content alone tells.
    """
    return _PROMISES.get(suffix_of(name))


def kind_by_name(name: str) -> Kind | None:
    """The kind that the ending stands for, None where it does not say."""
    promise = promise_of(name)
    return None if promise is None else promise[0]
