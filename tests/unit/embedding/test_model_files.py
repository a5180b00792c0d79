"""The model's data is exactly what the conversion made, and its absence is said in words."""

import hashlib

import pytest

from findling.core.assets import asset
from findling.core.errors import FindlingError
from findling.embedding.model_files import load_array, load_lines


def test_every_file_is_the_one_that_the_conversion_made() -> None:
    listed = dict(line.split("  ")[::-1] for line in load_lines("SHA256SUMS"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in asset("model").iterdir()
        if path.suffix in (".onnx", ".npy", ".tsv")
    }
    assert found == listed
    assert len(found) == 8


def test_source_and_licences_lie_beside_them() -> None:
    told = asset("model", "README.md").read_text(encoding="utf-8")
    for needed in ("9656183eaeafe8cbf0cf56008930", "WordNet 3.0 Copyright 2006", "MIT licence"):
        assert needed in told
    assert "Apache License" in asset("model", "LICENSE-APACHE-2.0").read_text(encoding="utf-8")


def test_a_missing_file_is_said_with_what_would_help() -> None:
    for read in (load_array, load_lines):
        with pytest.raises(FindlingError) as caught:
            read("no_such_file.npy")
        assert caught.value.code == "model-missing"
        assert caught.value.hint
