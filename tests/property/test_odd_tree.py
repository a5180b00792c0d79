"""Whatever a file system holds, the catalogue equals a fresh look. The long form: `python -m tests.faults odd-tree`."""

import os

import pytest
from hypothesis import settings

from tests.faults.odd_tree import OddTree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, sockets and names of raw bytes")

TestOddTree = OddTree.TestCase
TestOddTree.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
