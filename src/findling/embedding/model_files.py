"""Reads the model's files from the assets and says in words when one of them is not there. Any process."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from findling.core.assets import asset
from findling.core.errors import FindlingError


@contextmanager
def opened(name: str) -> Iterator[None]:
    """Around whatever reads the model file `name`: its absence becomes FindlingError "model-missing"."""
    try:
        yield
    except OSError as error:
        raise FindlingError(
            "model-missing",
            f"A part of the built-in model cannot be read: {name}.",
            hint="Install Findling again.",
        ) from error


def load_array(name: str) -> NDArray[np.floating]:
    with opened(name):
        values: NDArray[np.floating] = np.load(asset("model", name), allow_pickle=False)
        return values


def load_lines(name: str) -> list[str]:
    with opened(name):
        return asset("model", name).read_text(encoding="utf-8").splitlines()
