"""Finds what ships with the program but is not code: models, icons, samples."""

from importlib.resources import files
from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of one asset. The wheel carries `assets/` inside the package; a source tree keeps it on top."""
    packaged = Path(str(files("findling"))) / "assets"
    root = packaged if packaged.is_dir() else Path(__file__).parents[3] / "assets"
    return root.joinpath(*parts)
