"""Opens still pictures of any format within bounds and decodes them once, already reduced.

Runs inside decode processes, on one thread: the decoders' own threads are turned off, because as
many processes run as there are cores.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from findling.core.errors import FindlingError, NotMedia
from findling.media.codestream import jxl_size
from findling.media.failures import failure
from findling.media.picture import fit, upright_rgb

WORKING = 960
"""Long side asked of decoders that can reduce while they decode: twice a thumbnail."""
LARGEST = 1024
"""Long side of what is handed on."""
MAX_PIXELS = 300_000_000
"""A picture that says it is larger is refused before it is decoded: at four bytes a pixel, 1.2 GB."""
MAX_PIXELS_REDUCED = 600_000_000
"""The same for baseline JPEG, of which only a reduced copy is ever made."""
MAX_WHOLE = 512 << 20
"""Bytes of a file whose decoder wants all of it in memory."""
_MOST_READS = 200_000
"""Reads that a header may take; real ones take a few hundred."""

_PLUGINS: dict[str, tuple[str, ...]] = {
    "jpeg": ("JPEG",),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "gif": ("GIF",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "heic": ("HEIF",),
    "avif": ("AVIF",),
    "jxl": ("JXL",),
    "psd": ("PSD",),
    "jpeg2000": ("JPEG2000",),
    "ico": ("ICO",),
    "tga": ("TGA",),
}
_READ_WHOLE = frozenset(("heic", "avif", "jxl", "webp"))
_TURNED_BY_DECODER = frozenset(("HEIF", "TIFF"))
"""Their plugins turn the picture themselves; the orientation they report is spent."""

Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow itself refuses from twice that on


class _Impatient:
    """A file whose beginning must make sense soon.

    Pillow looks for the next marker of a JPEG or GIF byte by byte: 10 GB of zeros would take hours.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.patience = _MOST_READS

    def read(self, size: int = -1) -> bytes:
        self.patience -= 1
        if self.patience == 0:
            raise failure("damaged", what="its beginning makes no sense")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def translated() -> Iterator[None]:
    """Turns whatever a foreign decoder raises into a failure; the one place that does it for pictures.

    Decoders of hostile bytes raise nearly every built-in exception, so all are caught: keep our
    own logic outside.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # decoders warn of what we judge ourselves
            yield
    except (FindlingError, NotMedia, FileNotFoundError):
        raise
    except MemoryError as error:
        raise failure("too-much-memory") from error
    except Image.DecompressionBombError as error:
        what = f"more than {2 * MAX_PIXELS // 10**6} megapixels"
        raise failure("too-large", what=what) from error
    except UnidentifiedImageError as error:
        raise failure("damaged", what="its beginning makes no sense") from error
    except OSError as error:
        raise _of_os_error(error) from error
    except (SyntaxError, ValueError, struct.error, EOFError) as error:
        raise failure("damaged", what="its structure is broken") from error
    except Exception as error:
        raise failure("damaged", what="its picture data is broken") from error


def _of_os_error(error: OSError) -> Exception:
    if error.errno is not None:
        return failure("io-error", what=error.strerror or type(error).__name__)
    if "truncated" in str(error).lower():
        return failure("truncated")
    return failure("damaged", what="its picture data is broken")


def open_image(file: BinaryIO, format_name: str) -> Image.Image:
    """Reads the header only (JPEG XL: everything) and refuses what is too large. Raises MediaError."""
    _prepare(format_name)
    if format_name in _READ_WHOLE and _length(file) > MAX_WHOLE:
        raise failure("too-large", what=f"{_length(file) >> 20} MB long")
    if format_name == "jxl":
        size = jxl_size(file.read(1 << 20))
        file.seek(0)
        if size is not None:
            check_size(*size)
    impatient = _Impatient(file)
    with translated():
        image = Image.open(cast(BinaryIO, impatient), formats=_PLUGINS[format_name])
    impatient.patience = -1  # what is opened may be read for as long as it takes
    reduces = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    check_size(*image.size, limit=MAX_PIXELS_REDUCED if reduces else MAX_PIXELS)
    return image


def check_size(width: int, height: int, *, limit: int = MAX_PIXELS) -> None:
    """Raises MediaError for pictures without area and for those that would not fit into memory."""
    if width < 1 or height < 1:
        raise failure("no-picture")
    if width * height > limit:
        raise failure("too-large", what=f"{width} × {height} pixels")


def decode(
    image: Image.Image, *, turn: int | None = None, longest: int = LARGEST
) -> Image.Image:
    """The picture as RGB, upright, its long side at most `longest`. Decodes once, uses `image` up.

    `turn` overrules the picture's own orientation. A JPEG or PNG that breaks off is kept when
    more than half of its rows were there. Raises MediaError.
    """
    turn = orientation(image) if turn is None else turn
    with translated():
        _reduce_while_decoding(image, longest)
        _load(image)
        return upright_rgb(image, longest, turn=turn)


def orientation(image: Image.Image) -> int:
    """What is left to be done to turn the picture upright: the EXIF values 1 to 8."""
    rebuilt_jpeg = bool(getattr(image, "jpeg", False))  # JPEG XL turns all but those
    if image.format in _TURNED_BY_DECODER or (image.format == "JXL" and not rebuilt_jpeg):
        return 1
    try:
        turn = exif_of(image).get(ExifTags.Base.Orientation, 1)
    except (TypeError, ValueError):
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def exif_of(image: Image.Image) -> Image.Exif:
    """The picture's EXIF block; an empty one where it is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return image.getexif()
    except Exception:  # hostile blocks raise anything; without EXIF it is still a picture
        return Image.Exif()


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a person sees them; to be asked before `decode`."""
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


def _reduce_while_decoding(image: Image.Image, longest: int) -> None:
    if image.format in ("JPEG", "MPO", "HEIF"):
        image.draft(None, fit(image.size, WORKING if longest == LARGEST else longest))


def _load(image: Image.Image) -> None:
    try:
        image.load()
    except OSError:
        if image.format not in ("JPEG", "MPO", "PNG") or not _mostly_there(image):
            raise


def _mostly_there(image: Image.Image) -> bool:
    """Whether a broken decode left more than half of the rows; missing ones were left at zero."""
    if not isinstance(image, ImageFile.ImageFile) or image._im is None:
        return False
    image.tile = []  # what came is there; load() would start anew
    image.load()
    channel = image.getchannel(0) if image.mode != "P" else image
    box = channel.getbbox()
    return box is not None and box[3] * 2 > image.height


def _length(file: BinaryIO) -> int:
    here = file.tell()
    end = file.seek(0, 2)
    file.seek(here)
    return end


def _prepare(format_name: str) -> None:
    """Brings the plugin that a format needs, and keeps its decoder to this thread."""
    if format_name == "heic" and "HEIF" not in Image.OPEN:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener()
    elif format_name == "jxl" and "JXL" not in Image.OPEN:
        from pillow_jxl import JpegXLImagePlugin

        JpegXLImagePlugin.DECODE_THREADS = 0
    elif format_name == "avif":
        from PIL import AvifImagePlugin

        AvifImagePlugin.DEFAULT_MAX_THREADS = 1
