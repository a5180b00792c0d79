"""Every command as a process, with and without --json: shapes, exit codes, words. One library is read once and asked often."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests import made
from tests.integration.commands import PLAIN, ROOT, Findling

SAMPLES = ROOT / "assets" / "samples"
BROKEN = "broken.jpg"
NO_UTF8 = os.fsdecode(b"caf\xe9.jpg")
STEERING = "a\x1b[31m\x9b1m[red]:cat:[/red].png"
HIT = {"path", "kind", "score", "strength", "why", "span", "spans", "id", "copies", "files"}


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and what people's folders hold besides."""
    folder = tmp_path_factory.mktemp("media") / "Pictures"
    shutil.copytree(SAMPLES, folder / "samples")
    cat = folder / "samples" / "Photos" / "IMG_0102.jpg"
    with Image.open(cat) as picture:
        (folder / "copies").mkdir()
        picture.resize((picture.width // 2, picture.height // 2)).save(
            folder / "copies" / "small.jpg", quality=80
        )
    (folder / "copies" / "same.jpg").write_bytes(cat.read_bytes())
    made.photo(folder / "odd" / "plain.jpg", 1)
    (folder / "odd" / NO_UTF8).write_bytes((folder / "odd" / "plain.jpg").read_bytes() + b"\0")
    made.photo(folder / "odd" / STEERING, 2)
    made.document(folder / "papers" / "tax 2019.pdf", "the quick brown fox", "zebra crossing")
    os.utime(
        folder / "papers" / "tax 2019.pdf", times=(datetime(2019, 5, 4, 12).timestamp(),) * 2
    )
    (folder / BROKEN).write_bytes(b"\xff\xd8\xff\xe0 not really")
    (folder / "notes.txt").write_text("no media")
    return folder


@pytest.fixture(scope="module")
def findling(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Findling:
    """A library over `media`, brought up to date; reading it is the first test of `index`."""
    library = Findling(tmp_path_factory.mktemp("library") / "library")
    added = library.call("folders", "add", media, "--json")
    folder = {"path": str(media), "state": "present", "local_only": False}
    assert (added.code, added.json) == (0, [folder])
    said = library.call("index", "--json")
    assert said.code == 3, said
    assert said.err == ""
    files = [path for path in media.rglob("*") if path.is_file()]
    summary = said.json
    assert summary.pop("seconds") > 0
    (failure,) = summary.pop("failures")
    assert failure.pop("reason")
    assert failure.pop("hint")
    assert failure == {"path": str(media / BROKEN), "kind": "photo"}
    assert summary == {
        "added": len(files) - 2,  # the text, and the samples' own
        "changed": 0,
        "moved": 0,
        "removed": 0,
        "unchanged": 0,
        "failed": 1,
        "cost_usd": 0.0,
        "saved_usd": 0.0,
        "held": None,
        "held_code": "",
        "waiting": 0,
    }
    return library


@pytest.fixture
def empty(tmp_path: Path) -> Findling:
    return Findling(tmp_path / "library")


# --- knowing ---


def test_status(findling: Findling, media: Path) -> None:
    said = findling.call("status", "--json")
    assert (said.code, said.err) == (0, "")
    status = said.json
    (folder,) = status["folders"]
    assert (
        folder["files"] == status["counts"]["photo"]["ready"] + 11 + 1
    )  # the copy is an item's
    assert (folder["path"], folder["state"]) == (str(media), "present")
    assert status["counts"] == {
        "photo": {"ready": 15, "pending": 0, "failed": 1, "missing": 0},
        "clip": {"ready": 2, "pending": 0, "failed": 0, "missing": 0},
        "recording": {"ready": 4, "pending": 0, "failed": 0, "missing": 0},
        "document": {"ready": 4, "pending": 0, "failed": 0, "missing": 0},
    }
    assert status["index"]["kind"] == "scan"
    assert status["index"]["vectors"] > 20
    rest = {k: v for k, v in status.items() if k not in ("folders", "counts", "index")}
    assert rest == {
        "failures": 1,
        "provider": "builtin",
        "space": "builtin-1",
        "cost_usd": 0.0,
        "spending": {
            "usd": 0.0,
            "month_usd": 0.0,
            "month_cap_usd": 20.0,
            "spans": 0,
            "tokens": 0,
            "kinds": {},
        },
        "paused": False,
    }

    words = findling.call("status")
    assert words.code == 0
    for part in (str(media), "photos", "1 file could not be read", "builtin", "$0.00"):
        assert part in words.out


def test_an_empty_library_answers(empty: Findling, tmp_path: Path) -> None:
    status = empty.call("status", "--json")
    assert status.code == 0
    assert status.json["folders"] == []
    assert status.json["index"]["vectors"] == 0
    assert empty.hits("cat") == []
    assert empty.call("search", "cat").out == "Nothing found.\n"
    assert empty.call("failures", "--json").json == []
    assert empty.call("folders", "list", "--json").json == []
    refused = empty.call("index", "--json")
    assert (refused.code, refused.error["code"]) == (1, "no-folders")
    assert "folders add" in refused.err

    (tmp_path / "nothing here").mkdir()
    empty.call("folders", "add", tmp_path / "nothing here")
    said = empty.call("index")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("no files found; ")


def test_failures(findling: Findling, media: Path) -> None:
    (row,) = findling.call("failures", "--json").json
    assert set(row) == {"path", "kind", "code", "reason", "hint", "attempts"}
    assert (row["path"], row["kind"]) == (str(media / BROKEN), "photo")
    words = findling.call("failures")
    assert (words.code, words.err) == (0, "")
    assert words.out == f"{row['path']}\n  {row['reason']} {row['hint']}\n"

    again = findling.call("failures", "--retry", "--json")
    assert again.code == 3
    (tried,) = again.json
    assert tried["path"] == row["path"]


def test_a_mended_file_is_no_failure_after_a_retry(empty: Findling, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    made.photo(folder / "locked.jpg", 1)
    (folder / "locked.jpg").chmod(0)
    if os.access(folder / "locked.jpg", os.R_OK):  # for the superuser nothing is locked
        (folder / "locked.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    empty.call("folders", "add", folder)
    assert empty.call("index").code == 3
    (folder / "locked.jpg").chmod(0o644)
    made.photo(folder / "locked.jpg", 1)
    said = empty.call("failures", "--retry")
    assert (said.code, said.out) == (0, "Every file could be read.\n")


def test_folders(findling: Findling, media: Path, empty: Findling, tmp_path: Path) -> None:
    (row,) = findling.call("folders", "list", "--json").json
    assert set(row) == {"path", "state", "files", "local_only"}
    assert f"{media}  {row['files']} files\n" == findling.call("folders", "list").out

    missing = empty.call("folders", "add", tmp_path / "nowhere", "--json")
    assert (missing.code, missing.error["code"]) == (1, "folder-missing")
    (tmp_path / "m\x1b[31m").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "m\x1b[31m")
    assert empty.call("folders", "add", "link", cwd=tmp_path).out.splitlines() == [
        f"Added {tmp_path}/m�[31m",
        "Bring the library up to date with: findling index",
    ]
    for words in (["remove"], ["mark", "--local-only"]):
        unknown = empty.call("folders", *words, tmp_path, "--json")
        assert (unknown.code, unknown.error["code"]) == (1, "folder-unknown")
    marked = empty.call("folders", "mark", tmp_path / "link", "--local-only", "--json")
    assert marked.json == [{"path": str(tmp_path / "link"), "local_only": True}]
    kept = "0 files  stays on this computer\n"
    assert empty.call("folders", "list").out.endswith(kept)
    removed = empty.call("folders", "remove", tmp_path / "link", "--json")
    assert (removed.code, removed.json) == (0, [{"path": str(tmp_path / "link"), "files": 0}])
    assert empty.call("folders", "list").out == (
        "No folders yet. Add one: findling folders add PATH\n"
    )


def test_providers(empty: Findling) -> None:
    notes = {note["name"]: note for note in empty.call("provider", "list", "--json").json}
    assert list(notes) == ["builtin", "gemini", "vertex"]
    note = notes["builtin"]
    assert set(note) == {
        *("name", "title", "local", "cost", "limits", "used"),
        *("leaves", "to_whom", "terms", "key_url"),
    }
    assert (note["local"], note["used"]) == (True, True)
    assert empty.call("provider").out.startswith("builtin (in use): ")
    used = empty.call("provider", "use", "builtin", "--json").json
    assert (used["provider"], used["leaves"]) == ("builtin", "Nothing leaves this computer.")
    unknown = empty.call("provider", "use", "\x1b[31mnobody", "--json")
    assert (unknown.code, unknown.error["code"]) == (1, "provider-unknown")
    assert "�[31mnobody" in unknown.err
    trial = empty.call("provider", "test", "--json")
    assert trial.code == 0
    assert set(trial.json) == {"provider", "question_ms", "photo_ms"}


def test_doctor(empty: Findling) -> None:
    checks = empty.call("doctor", "--json").json
    assert all(set(check) == {"name", "ok", "detail", "hint"} for check in checks)
    decoders = [c for c in checks if c["name"] in ("HEIC", "PDF", "clips and recordings")]
    assert [check["ok"] for check in decoders] == [True] * 3
    assert "exact search" in empty.call("doctor").out


# --- asking ---


def test_search(findling: Findling, media: Path) -> None:
    said = findling.call("search", "a", "tabby", "cat", "--json")
    assert (said.code, said.err) == (0, "")
    answer = said.json
    assert set(answer) == {
        *("query", "space", "took_ms", "confident", "hits", "notices"),
    }
    assert answer["query"] == {"text": "a tabby cat", "like": [], "not": [], "filters": {}}
    assert (answer["space"], answer["confident"], answer["notices"]) == ("builtin-1", True, [])
    assert all(set(hit) - {"uri"} == HIT for hit in answer["hits"])
    first = answer["hits"][0]
    photos = {str(media / "samples/Photos/IMG_0102.jpg"), str(media / "copies/same.jpg")}
    assert first["path"] in photos
    assert first["copies"] == [str(media / "copies" / "small.jpg")]
    assert first["files"] == 2
    assert first["span"] == {"start": None, "end": None, "page": None}
    assert (first["kind"], first["why"]) == ("photo", ["meaning"])
    assert first["strength"] in ("strong", "likely")

    words = findling.call("search", "a tabby cat", "--limit", "2")
    assert (words.code, words.err) == (0, "")
    lines = words.out.splitlines()
    assert len(lines) == 4
    assert lines[0].endswith(f"{first['path']} (and 2 alike)")
    assert lines[1].strip() == "by meaning"


def test_search_names_the_page(findling: Findling) -> None:
    first = findling.hits('"zebra crossing"')[0]
    assert (Path(first["path"]).name, first["span"]["page"]) == ("tax 2019.pdf", 2)
    assert "text" in first["why"]
    assert "tax 2019.pdf, page 2" in findling.call("search", '"zebra crossing"').out


def test_search_narrows(findling: Findling) -> None:
    kinds = {hit["kind"] for hit in findling.hits("--kind", "clip", "--kind", "RECORDING")}
    assert kinds == {"clip", "recording"}
    made_in_may = ("--after", "2019-05-04", "--before", "2019-05-05")
    assert findling.names("fox", "--in", "pictures/papers", *made_in_may) == ["tax 2019.pdf"]
    unknown = findling.call("search", "fox", "--in", "nowhere", "--json")
    assert (unknown.code, unknown.error["code"]) == (1, "folder-unknown")


def test_search_keeps_away(findling: Findling) -> None:
    assert "tax 2019.pdf" not in findling.names("fox", "-zebra")
    assert "tax 2019.pdf" not in findling.names("fox", "--not", "zebra", "--limit", "50")


def test_search_by_example(findling: Findling, media: Path, tmp_path: Path) -> None:
    espresso = media / "samples" / "Photos" / "IMG_0103.jpg"
    inside = findling.hits("--like", espresso)
    assert Path(inside[0]["path"]).name == "MOV_0202.mp4"
    assert "look" in inside[0]["why"]

    outside = tmp_path / "coffee.jpg"
    with Image.open(espresso) as picture:
        picture.crop((10, 10, picture.width - 10, picture.height - 20)).save(outside)
    (tmp_path / "link.jpg").symlink_to(outside)
    only = ("--json", "--kind", "photo")
    relative = findling.call("search", "a cup", "--like", "link.jpg", *only, cwd=tmp_path)
    assert relative.code == 0
    assert relative.json["query"]["like"] == [str(outside)]
    assert relative.json["hits"][0]["path"] == str(espresso)

    (tmp_path / "words.txt").write_text("no picture")
    refused = findling.call("search", "--json", "--like", tmp_path / "words.txt")
    assert (refused.code, refused.error["code"]) == (1, "like-unreadable")
    bad = [str(tmp_path), str(tmp_path / "not there.jpg"), str(media / BROKEN), "x" * 5000]
    script = "\n".join(json.dumps({"like": path}) for path in bad)
    said = findling.call("search", "--from", "-", stdin=script.encode())
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [answer["error"]["code"] for answer in answers] == ["like-unreadable"] * len(bad)


def test_search_shows_odd_names_harmlessly(findling: Findling, media: Path) -> None:
    said = findling.call(
        "search", "--in", media / "odd", environment={**PLAIN, "LC_ALL": "POSIX"}
    )
    assert said.code == 0
    assert not set(said.out) & {"\x1b", "\x9b"}
    assert "a�[31m�1m[red]:cat:[/red].png" in said.out
    assert "caf�.jpg" in said.out
    rows = {hit["path"]: hit.get("uri") for hit in findling.hits("--in", media / "odd")}
    assert rows == {
        str(media / "odd" / STEERING): None,
        str(media / "odd" / "plain.jpg"): None,
        str(media / "odd" / "caf�.jpg"): f"{(media / 'odd').as_uri()}/caf%E9.jpg",
    }


def test_search_takes_any_bytes(findling: Findling) -> None:
    assert isinstance(findling.hits(b"caf\xe9", "ö€😀" * 500, "--not", "\udcff"), list)
    latin = {**PLAIN, "LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"}
    assert findling.call("search", "ö€😀", environment=latin).code == 0
    said = findling.call(
        "search", "ö€😀", "--json", environment={**latin, "PYTHONIOENCODING": "latin-1"}
    )
    assert said.json["query"]["text"]


def test_a_script(findling: Findling, media: Path, tmp_path: Path) -> None:
    odd = (media / "odd" / NO_UTF8).as_uri()
    asked: list[tuple[bytes, str | list[str]]] = [
        (b"\xef\xbb\xbfzebra crossing", ["tax 2019.pdf"]),
        (b'{"text": "cat", "kind": ["clip"], "limit": 1}', ["MOV_0201.mp4"]),
        (b'{"in": "Pictures/papers"}', ["tax 2019.pdf"]),
        (json.dumps({"like": odd, "in": str(media / "odd")}).encode(), ["plain.jpg"]),
        (b'{"text": ', "bad-question"),
        (b'{"colour": "red"}', "bad-question"),
        (b'{"like": "/not/there.jpg"}', "like-unreadable"),
        (b'{"after": "2019-05-04", "before": "2019-05-05"}', ["tax 2019.pdf"]),
        (b'{"text": "caf\xe9 \xff", "before": "2000"}', []),
    ]
    script = tmp_path / "questions.txt"
    script.write_bytes(b"\r\n\r\n".join(line for line, _ in asked))
    from_stdin = ("search", "--from", "-", "--limit", "2", "--json")
    for said in (
        findling.call("search", "--from", script, "--limit", "2"),
        findling.call(*from_stdin, stdin=script.read_bytes()),
    ):
        assert (said.code, said.err) == (0, "")
        answers: list[dict[str, Any]] = [json.loads(line) for line in said.out.splitlines()]
        assert [_first_or_error(answer) for answer in answers] == [told for _, told in asked]
        assert all(len(answer.get("hits", [])) <= 2 for answer in answers)
    missing = findling.call("search", "--from", tmp_path / "none", "--json")
    assert (missing.code, missing.error["code"]) == (1, "script-unreadable")


def _first_or_error(answer: dict[str, Any]) -> str | list[str]:
    if "error" in answer:
        code: str = answer["error"]["code"]
        return code
    return [Path(hit["path"]).name for hit in answer["hits"]][:1]


def test_a_script_is_answered_line_by_line(findling: Findling) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "findling",
            "search",
            "--from",
            "-",
            "--library",
            findling.library,
        ],
        env=PLAIN,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        for words in ("cat", "zebra"):
            process.stdin.write(words.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"]["text"] == words
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["search"],
        ["search", "--json"],
        ["search", "cat", "--kind", "painting"],
        ["search", "cat", "--limit", "0"],
        ["search", "cat", "--after", "yesterweek"],
        ["search", "cat", "--colour", "red"],
        ["search", "cat", "--from", "-"],
        ["folders"],
        ["folders", "add"],
        ["index", "now"],
        ["provider", "use"],
        ["provider", "use", "gemini", "--month-cap", "nan"],
        ["provider", "key", "--where", "--delete"],
        ["folders", "mark", "/somewhere"],
        ["status", "--nonsense"],
    ],
    ids=" ".join,
)
def test_usage(empty: Findling, words: list[str]) -> None:
    said = empty.call(*words)
    assert said.code == 2
    assert said.err
    if "--json" in words:
        assert said.error["code"] == "usage"
    else:
        assert said.out == ""
    assert not empty.library.exists(), "a wrong call made a library"


def test_the_library_and_json_may_be_named_before_the_command(findling: Findling) -> None:
    elsewhere = Findling(findling.library.parent / "elsewhere")
    for words in (["status"], ["folders", "list"], ["provider", "list"]):
        done = subprocess.run(
            [sys.executable, "-m", "findling", "--library", findling.library, "--json", *words],
            env={**PLAIN, "FINDLING_LIBRARY": str(elsewhere.library)},
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout)
    assert not elsewhere.library.exists()


# --- the edge ---


def test_version_and_help(empty: Findling) -> None:
    assert empty.call("--version").out.startswith("findling ")
    said = empty.call("--help")
    assert (said.code, said.err) == (0, "")
    for command in ("demo", "folders", "index", "search", "status", "failures", "doctor"):
        assert command in said.out


def test_a_reader_that_goes_away_is_no_error(findling: Findling) -> None:
    for words in (["search", "cat"], ["search", "cat", "--json"], ["status"], ["--help"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [sys.executable, "-m", "findling", *words, "--library", findling.library],
            env=PLAIN,
            cwd=ROOT,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b""), words


def test_no_screen_is_said_in_words(empty: Findling) -> None:
    for environment in (PLAIN, {**PLAIN, "DISPLAY": ":54321"}):
        said = empty.call(environment=environment)
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith("findling: There is no screen here")
        assert "findling demo --no-window" in said.err


def test_a_library_that_cannot_be_opened(empty: Findling, tmp_path: Path) -> None:
    empty.library.write_text("a file in its place")
    said = empty.call("status", "--json")
    assert (said.code, said.error["code"]) == (1, "library-unwritable")
    empty.library.unlink()
    empty.call("status")
    (empty.library / "settings.json").write_text("{nonsense")
    said = empty.call("status", "--json")
    assert (said.code, said.error["code"]) == (1, "settings-unreadable")
    (empty.library / "settings.json").write_text('{"provider": "nobody"}')
    said = empty.call("status", "--json")
    assert (said.code, said.error["code"]) == (1, "provider-unknown")
    (empty.library / "settings.json").unlink()
    (empty.library / "catalogue.db").write_bytes(b"no database" * 1000)
    for words in (["status"], ["index"], ["search", "cat"]):
        said = empty.call(*words, "--json")
        assert said.code == 1
        assert said.error["code"].startswith("library-"), said


def test_a_library_that_cannot_be_written_can_be_read(empty: Findling) -> None:
    empty.call("status")
    (empty.library / "findling.log").unlink(missing_ok=True)
    for name in ("findling.log", "settings.tmp"):
        (empty.library / name).mkdir()  # stands in the way, for the superuser as well
    said = empty.call("status", "--json")
    assert (said.code, said.err, said.json["folders"]) == (0, "", [])
    said = empty.call("provider", "use", "builtin", "--month-cap", "5", "--json")
    assert (said.code, said.error["code"]) == (1, "library-unwritable")


def test_staying_follows_changes_alone_and_ends_when_asked(
    empty: Findling, tmp_path: Path
) -> None:
    folder = tmp_path / "media"
    made.photo(folder / "first.jpg", 1)
    empty.call("folders", "add", folder)
    for end in (signal.SIGTERM, signal.SIGINT):
        process = empty.start("index", "--watch", "--json")
        with process:
            assert process.stdout is not None
            assert json.loads(process.stdout.readline())["failed"] == 0
            busy = empty.call("index", "--json")
            assert (busy.code, busy.error["code"]) == (1, "library-busy")
            assert str(process.pid) in busy.error["message"]
            made.photo(folder / f"{end.name}.jpg", int(end))
            _wait_for_log(empty.library, "committed", times=2 if end is signal.SIGTERM else 3)
            assert [Path(hit["path"]).name for hit in empty.hits(end.name)][:1] == [
                f"{end.name}.jpg"
            ]
            process.send_signal(end)
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, b"", b"")


def _wait_for_log(library: Path, word: str, *, times: int) -> None:
    """Returns when the log has said it so often; looks again whenever it has grown."""
    log = library / "findling.log"
    follow = subprocess.Popen(["tail", "-n", "+1", "-F", log], stdout=subprocess.PIPE)
    with follow:
        assert follow.stdout is not None
        seen = 0
        for line in follow.stdout:
            seen += word.encode() in line
            if seen >= times:
                break
        follow.terminate()


MANY = 200
"""Photos: reading them takes long enough to be interrupted."""


def test_an_interrupted_run_keeps_what_it_has(empty: Findling, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    for seed in range(MANY):
        made.photo(folder / f"{seed}.jpg", seed)
    empty.call("folders", "add", folder)
    process = empty.start("index")
    with process:
        _wait_for_log(empty.library, "decode submitted", times=3)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err.decode() == "Stopped. What was read so far is kept.\n"
    assert empty.call("index", "--json").json["failed"] == 0
    assert empty.call("status", "--json").json["counts"]["photo"]["ready"] == MANY


def test_the_demonstration_finds_cat_coffee_bread(tmp_path: Path) -> None:
    nowhere = Findling(tmp_path / "untouched")
    said = nowhere.call("demo", "--no-window", "--json")
    assert said.code == 0
    answers = [json.loads(line) for line in said.out.splitlines()]
    first = [(Path(answer["hits"][0]["path"]).stem, answer["confident"]) for answer in answers]
    cat, coffee, bread = first
    assert cat in (("IMG_0102", True), ("MOV_0201", True))
    assert coffee in (("IMG_0103", True), ("MOV_0202", True))
    assert bread == ("scan_0401", True)
    assert said.err.startswith("Read 20 sample files in ")
    assert not nowhere.library.exists()
    words = nowhere.call("demo")  # no screen: it prints
    assert words.code == 0
    assert "“a cup of coffee”" in words.out
    assert words.err.startswith("There is no screen here")
