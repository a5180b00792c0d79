"""The commands with a provider that costs money, each as a process, against a server that behaves like Google's.

Nothing is sent that nobody agreed to, the bill is what `findling status` says, and the key is nowhere.
"""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import made
from tests.integration.commands import PLAIN, ROOT, Findling, Said
from tests.standin import KEY, StandIn

KEYCHAIN = "tests.integration.file_keychain.FileKeychain"
PHOTOS = 3


@dataclass(frozen=True)
class Setting:
    """`keyed`: the key is in the environment; `bare`: it is not. Both use one library and one keychain."""

    server: StandIn
    keyed: Findling
    bare: Findling
    keychain: Path
    media: Path

    @property
    def kept(self) -> list[str]:
        """What the keychain holds."""
        if not self.keychain.exists():
            return []
        return list(json.loads(self.keychain.read_text()).values())


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    """A library over a few photos and a paper, understood by the server once it was chosen."""
    media = tmp_path / "media"
    for seed in range(PHOTOS):
        made.photo(media / f"{seed}.jpg", seed)
    made.document(media / "paper.pdf", "the quick brown fox", "zebra crossing")
    keychain = tmp_path / "keychain.json"
    with StandIn() as server:
        bare = {
            **PLAIN,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHON_KEYRING_BACKEND": KEYCHAIN,
            "FINDLING_TEST_KEYCHAIN": str(keychain),
            "GOOGLE_GEMINI_BASE_URL": server.url,
            "FINDLING_LOG": "debug",
        }
        library = tmp_path / "library"
        yield Setting(
            server=server,
            keyed=Findling(library, {**bare, "GEMINI_API_KEY": KEY}),
            bare=Findling(library, bare),
            keychain=keychain,
            media=media,
        )
        assert server.refusals == []
        assert_key_nowhere(library)


def assert_key_nowhere(folder: Path) -> None:
    """In no file that the program wrote."""
    for file in folder.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


def quiet(said: Said) -> Said:
    """The key is in nothing that was said."""
    assert KEY not in said.out + said.err
    return said


@pytest.fixture
def chosen(setting: Setting) -> Setting:
    """Gemini is chosen and the folder is watched; nothing was looked at yet."""
    setting.keyed.library.mkdir()
    (setting.keyed.library / "settings.json").write_text('{"provider": "gemini"}')
    assert setting.keyed.call("folders", "add", setting.media).code == 0
    return setting


# --- the key ---


def test_a_key_in_the_environment_is_not_asked_for(setting: Setting) -> None:
    said = quiet(setting.keyed.call("provider", "use", "gemini", "--json"))
    assert (said.code, said.json["provider"]) == (0, "gemini")
    assert "GEMINI_API_KEY" in said.json["key"]
    assert said.json["terms"]
    assert setting.server.requests == [], "something was sent although nobody asked for it"
    (used,) = [
        note for note in setting.keyed.call("provider", "list", "--json").json if note["used"]
    ]
    assert used["name"] == "gemini"
    again = setting.bare.call("provider", "use", "builtin", "--json")
    assert (again.code, again.json["provider"]) == (0, "builtin")


def test_without_a_key_and_a_terminal(setting: Setting) -> None:
    said = setting.bare.call("provider", "use", "gemini", "--json")
    assert (said.code, said.error["code"]) == (1, "key-missing")
    locked = Findling(
        setting.bare.library,
        {**setting.bare.environment, "FINDLING_TEST_KEYCHAIN_LOCKED": "1"},
    )
    said = locked.call("provider", "key", "--where", "--json")
    assert (said.code, said.error["code"]) == (1, "keychain-locked")
    assert setting.server.requests == []


def test_a_key_is_typed_tried_and_kept(setting: Setting) -> None:
    wrong = quiet(
        setting.bare.type_into(
            "provider",
            "use",
            "gemini",
            "--json",
            answers=[("not shown", "made-up-but-wrong-9876543210\n")],
        )
    )
    assert (wrong.code, wrong.json["error"]["code"]) == (1, "key-invalid")
    assert "made-up-but-wrong" not in wrong.err
    assert setting.kept == []

    said = quiet(
        setting.bare.type_into("provider", "use", "gemini", answers=[("not shown", f"{KEY}\n")])
    )
    assert said.code == 0, said
    assert said.out.startswith("Using gemini from now on.")
    disclosed = said.err.index("Google")
    assert disclosed < said.err.index("not shown")
    assert setting.kept == [KEY]
    assert quiet(setting.bare.call("provider", "test")).code == 0
    asked_again = quiet(setting.bare.call("provider", "use", "gemini"))
    assert asked_again.code == 0


def test_a_person_changes_their_mind(setting: Setting) -> None:
    for typed, code in (("\x03", 130), ("\x04", 1), ("\n", 1)):
        said = setting.bare.type_into(
            "provider", "use", "gemini", answers=[("not shown", typed)]
        )
        assert said.code == code, said
        assert "Traceback" not in said.err
    assert (setting.kept, setting.server.requests) == ([], [])
    assert setting.bare.call("status", "--json").json["provider"] == "builtin"


def test_a_key_is_replaced_found_and_deleted(setting: Setting) -> None:
    assert setting.bare.call("provider", "key", "--where", "--json").json["key"] is None
    given = setting.bare.call("provider", "key", "--stdin", "--json", stdin=KEY.encode())
    assert (quiet(given).code, given.json["changeable"]) == (0, True)
    assert setting.kept == [KEY]
    assert len(setting.server.requests) == 1
    wrong = setting.bare.call(
        "provider", "key", "--stdin", "--json", stdin=b"made-up-but-wrong-9876543210"
    )
    assert (wrong.code, wrong.error["code"]) == (1, "key-invalid")
    assert setting.kept == [KEY]
    where = setting.keyed.call("provider", "key", "--where")
    assert "GEMINI_API_KEY" in quiet(where).out
    assert quiet(setting.bare.call("provider", "key", "--delete")).code == 0
    assert setting.kept == []


def test_what_is_wrong_is_said(setting: Setting) -> None:
    for fault, code in (
        ("invalid-key", "key-invalid"),
        ("permission", "permission-denied"),
        ("region", "region"),
        ("billing", "billing"),
        ("model-gone", "model-gone"),
        ("quota-day", "quota-day"),
    ):
        setting.server.clear_faults()
        setting.server.fault(fault, times=None, route="any")
        said = quiet(setting.keyed.call("provider", "test", "gemini", "--json"))
        assert (said.code, said.error["code"]) == (1, code)


def test_the_doctor_asks_only_when_told_to(chosen: Setting) -> None:
    checks = {c["name"]: c for c in quiet(chosen.keyed.call("doctor", "--json")).json}
    assert (checks["key"]["ok"], checks["keychain"]["detail"]) == (True, "there is one")
    assert chosen.server.url in checks["address"]["detail"]
    assert chosen.server.requests == []
    online = {c["name"]: c for c in chosen.keyed.call("doctor", "--online", "--json").json}
    assert online["service"]["ok"] is True


# --- money ---


def test_nothing_is_sent_that_nobody_agreed_to(chosen: Setting) -> None:
    refused = quiet(chosen.keyed.call("index", "--json"))
    assert (refused.code, refused.json["error"]["code"]) == (2, "price-not-agreed")
    price = refused.json["estimate"]
    assert (price["files"], price["kinds"]["photo"]["files"]) == (PHOTOS + 1, PHOTOS)
    assert 0 < price["usd"] < price["at_most_usd"]
    staying = chosen.keyed.call("index", "--watch")
    assert (staying.code, staying.out) == (2, "")
    for part in ("photos", "documents", "together", "--yes"):
        assert part in staying.err
    no = chosen.keyed.type_into("index", answers=[("[y/N]", "n\n")])
    assert no.code == 0, no
    assert "Nothing was sent." in no.out
    assert chosen.server.requests == [], "something was sent"
    (hit, *_) = chosen.keyed.hits('"zebra crossing"')
    assert Path(hit["path"]).name == "paper.pdf"


def test_a_yes_is_sent_once_and_billed_as_said(chosen: Setting) -> None:
    said = quiet(chosen.keyed.type_into("index", answers=[("[y/N]", "y\n")]))
    assert said.code == 0, said
    bill = chosen.server.bill.usd
    assert bill > 0
    status = chosen.keyed.call("status", "--json").json
    assert status["spending"]["usd"] == pytest.approx(bill, abs=2e-6)
    assert status["spending"]["month_usd"] == pytest.approx(bill, abs=2e-6)
    assert set(status["spending"]["kinds"]) == {"photo", "document"}
    assert status["counts"]["photo"]["ready"] == PHOTOS
    sent = len(chosen.server.requests)
    again = quiet(chosen.keyed.call("index", "--json"))
    assert (again.code, again.json["cost_usd"], again.json["waiting"]) == (0, 0.0, 0)
    made.photo(chosen.media / "new.jpg", 99)
    assert chosen.keyed.call("index").code == 2
    assert len(chosen.server.requests) == sent
    new = chosen.keyed.call("index", "--yes", "--json")
    assert (new.code, new.json["added"], new.json["unchanged"]) == (0, 0, PHOTOS + 2)
    assert new.json["cost_usd"] > 0
    assert not chosen.server.answered_twice()


def test_the_month_s_limit_stops_before_it_is_passed(chosen: Setting) -> None:
    cap = 0.0002  # less than two photos
    assert chosen.keyed.call("provider", "use", "gemini", "--month-cap", str(cap)).code == 0
    said = quiet(chosen.keyed.call("index", "--yes", "--json"))
    assert (said.code, said.err, said.json["held_code"]) == (0, "", "month-cap")
    assert (said.json["added"], said.json["unchanged"]) == (PHOTOS + 1, 0)
    assert said.json["waiting"] > 0
    assert chosen.server.bill.usd <= cap
    words = chosen.keyed.call("index", "--yes")
    assert words.code == 0
    assert said.json["held"] in words.out
    assert "wait to be sent." in words.out


def test_a_key_that_is_wrong_stops_the_run_with_words(chosen: Setting) -> None:
    chosen.server.fault("invalid-key", times=None)
    said = quiet(chosen.keyed.call("index", "--yes", "--json"))
    assert (said.code, said.error["code"]) == (1, "key-invalid")
    assert chosen.keyed.call("failures", "--json").json == []
    chosen.server.clear_faults()
    assert chosen.keyed.call("index", "--yes").code == 0


def test_a_marked_folder_is_never_sent(chosen: Setting) -> None:
    assert chosen.keyed.call("folders", "mark", chosen.media, "--local-only").code == 0
    said = chosen.keyed.call("index", "--json")
    assert (said.code, said.json["added"], said.json["cost_usd"]) == (0, PHOTOS + 1, 0.0)
    assert chosen.server.requests == []
    assert chosen.keyed.call("folders", "mark", chosen.media, "--no-local-only").code == 0
    assert chosen.keyed.call("index").code == 2
    assert chosen.server.requests == []


def test_a_batch_is_handed_over_and_collected_by_the_next_run(chosen: Setting) -> None:
    said = quiet(chosen.keyed.call("index", "--yes", "--batch"))
    assert said.code == 0
    assert "answered within a day" in said.err
    assert chosen.server.bill.usd == 0
    chosen.server.finish_batches()
    after = quiet(chosen.keyed.call("index", "--json"))
    assert after.code == 0, after
    status = chosen.keyed.call("status", "--json").json
    assert status["counts"]["photo"]["ready"] == PHOTOS
    assert status["spending"]["usd"] == pytest.approx(chosen.server.bill.usd, abs=2e-6)
    assert not chosen.server.answered_twice()


def test_staying_sends_what_is_new_within_the_limits(chosen: Setting) -> None:
    process = chosen.keyed.start("index", "--watch", "--yes", "--json")
    with process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["failed"] == 0
        sent = len(chosen.server.answered)
        made.photo(chosen.media / "new.jpg", 99)
        _wait_for_more_than(sent, chosen)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"")
    assert KEY.encode() not in err


def _wait_for_more_than(count: int, setting: Setting) -> None:
    """Returns when the server has answered more; looks again whenever the log has grown."""
    log = setting.keyed.library / "findling.log"
    follow = subprocess.Popen(["tail", "-n", "+1", "-F", log], stdout=subprocess.PIPE)
    with follow:
        assert follow.stdout is not None
        for _ in follow.stdout:
            if len(setting.server.answered) > count:
                break
        follow.terminate()
