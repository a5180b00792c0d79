"""Whatever is renamed, moved to the trash and taken back while others write beside it: no content is lost or replaced."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from findling.core.errors import FindlingError
from findling.core.handing import Deed
from findling.core.model import Found
from findling.handing import moving
from findling.handing.moving import look
from findling.handing.service import Handing
from tests.own_trash import use_own_trash

NAMES = ["a.jpg", "A.jpg", "b.jpg", "b", "ü.jpg", "c/d.jpg", "c/a.jpg"]
names = st.sampled_from(NAMES)


class Files(RuleBasedStateMachine):
    """`written`: every content that anybody wrote, as often; all of it must be somewhere."""

    by_links = False
    place: Path

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.root = self.place / os.urandom(8).hex()
        (self.root / "m" / "c").mkdir(parents=True)
        self.trash = use_own_trash(self.root, self.patch)
        if self.by_links:
            self.patch.setattr(moving, "_exclusive_rename", lambda: None)
        self.files = Handing()
        self.seen: dict[str, Found] = {}
        self.deeds: list[Deed] = []
        self.written: Counter[bytes] = Counter()
        self.count = 0

    def teardown(self) -> None:
        self.patch.undo()

    @initialize()
    def begin(self) -> None:
        for name in NAMES[:4]:
            self.somebody_writes(name)

    @rule(name=names)
    def somebody_writes(self, name: str) -> None:
        path = self.root / "m" / name
        if not os.path.lexists(path):
            self.count += 1
            content = b"%d" % self.count
            path.write_bytes(content)
            self.written[content] += 1

    @rule(name=names)
    def somebody_edits(self, name: str) -> None:
        path = self.root / "m" / name
        if path.exists():
            self.written[path.read_bytes()] -= 1
            path.write_bytes(path.read_bytes() + b"+")
            self.written[path.read_bytes()] += 1

    @rule(name=names, new=names)
    def somebody_moves(self, name: str, new: str) -> None:
        path, target = self.root / "m" / name, self.root / "m" / new
        if path.exists() and not os.path.lexists(target):
            path.rename(target)

    @rule(name=names)
    def the_person_looks(self, name: str) -> None:
        if (self.root / "m" / name).exists():
            self.seen[name] = look(self.root / "m" / name)

    @rule(
        name=names, new=st.sampled_from([n for n in NAMES if "/" not in n] + ["", "a/b", ".."])
    )
    def is_renamed(self, name: str, new: str) -> None:
        if name not in self.seen:
            return
        try:
            self.deeds.append(self.files.rename(self.seen[name], new))
        except FindlingError:
            return

    @rule(chosen=st.lists(names, min_size=1, unique=True))
    def goes_to_the_trash(self, chosen: list[str]) -> None:
        report = self.files.move_to_trash([self.seen[n] for n in chosen if n in self.seen])
        if report.back is not None:
            self.deeds.append(report.back)

    @rule(data=st.data())
    def is_taken_back(self, data: st.DataObject) -> None:
        if self.deeds:
            place = data.draw(st.integers(0, len(self.deeds) - 1))
            self.files.take_back(self.deeds.pop(place))

    @invariant()
    def nothing_is_lost(self) -> None:
        places = [*(self.root / "m").rglob("*"), *self.trash.glob("files/*")]
        there = Counter(path.read_bytes() for path in places if path.is_file())
        assert there == +self.written


@pytest.mark.parametrize("by_links", [False, True])
def test_nothing_is_lost_or_written_over(tmp_path: Path, by_links: bool) -> None:
    machine = type("Tried", (Files,), {"place": tmp_path, "by_links": by_links})
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        machine, settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
    )
