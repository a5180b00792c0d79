"""The whole program on Google Cloud's paths: a service account made up here, a token from 127.0.0.1, a server that counts."""

import json
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.integration.cloud_program import (
    PASSING,
    Cloud,
    billed_as_estimated,
    faults_apart,
    ledger_equals_the_bill,
    make_media,
    nothing_twice_and_nothing_refused,
    nowhere,
)
from tests.standin import StandIn

PROJECT = "made-up-project"
LOCATION = "us-central1"
PATHS = f"projects/{PROJECT}/locations/{LOCATION}/publishers/google/models/"
ACCOUNT = "nobody@made-up-project.iam.example"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
PHOTOS, OTHERS = 8, 3
FAULTS = [kind for kind in PASSING if kind != "short-list"]
"""Of a single content there is no shorter list."""


@dataclass(kw_only=True)
class Tokens:
    """Hands out the stand-in's token to whoever shows a signed assertion. `refusal`: what it says in its place."""

    token: str
    asked: list[dict[str, str]] = field(default_factory=list)
    refusal: dict[str, str] | None = None
    url: str = ""
    seconds: int = 3600

    def answer(self, body: bytes) -> tuple[int, dict[str, object]]:
        self.asked.append({name: values[0] for name, values in parse_qs(body.decode()).items()})
        if self.refusal is not None:
            return 400, dict(self.refusal)
        return 200, {
            "access_token": self.token,
            "expires_in": self.seconds,
            "token_type": "Bearer",
        }


@pytest.fixture(scope="module")
def key() -> str:
    made_up = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made_up.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_media(tmp_path_factory.mktemp("media"), photos=PHOTOS, others=OTHERS)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


@pytest.fixture
def tokens(server: StandIn) -> Iterator[Tokens]:
    tokens = Tokens(token=server.terms.token)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            code, said = tokens.answer(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.02,))
        thread.start()
        tokens.url = f"http://127.0.0.1:{http.server_port}/token"
        yield tokens
        http.shutdown()
        thread.join()


@pytest.fixture
def cloud(tmp_path: Path, server: StandIn, tokens: Tokens, key: str) -> Cloud:
    account = tmp_path / "account" / "key.json"
    account.parent.mkdir()
    account.write_text(
        json.dumps(
            {
                "type": "service_account",
                "project_id": "another-project",
                "private_key_id": "made-up",
                "private_key": key,
                "client_email": ACCOUNT,
                "client_id": "1",
                "token_uri": tokens.url,
            }
        )
    )
    home = tmp_path / "home"
    return Cloud(
        library=home / "library",
        server=server,
        provider="vertex",
        environment={
            "GOOGLE_VERTEX_BASE_URL": server.url,
            "GOOGLE_APPLICATION_CREDENTIALS": str(account),
        },
    )


def watch(cloud: Cloud, media: Path, **settings: object) -> None:
    cloud.watch(media, google_project=PROJECT, google_location=LOCATION, **settings)


def says_one_sentence(cloud: Cloud, code: str) -> str:
    """`findling index --yes` ends with this error, in words, and changed nothing."""
    exit_code, said, err = cloud.call("index", "--yes")
    assert exit_code == 1, err
    assert said["error"]["code"] == code
    assert "Traceback" not in err
    message: str = said["error"]["message"]
    assert message.split(". ")[0] in err.replace("\n", " ")
    return message


def test_a_run_on_google_cloud(cloud: Cloud, tokens: Tokens, media: Path) -> None:
    watch(cloud, media)
    server = cloud.server
    code, asked, _ = cloud.call("index", log="debug")
    assert (code, asked["error"]["code"]) == (2, "price-not-agreed")
    assert (server.requests, tokens.asked) == ([], [])
    code, summary, err = cloud.call("index", "--yes", log="debug")
    assert code == 3, err
    assert (summary["failed"], summary["waiting"], summary["held"]) == (1, 0, None)
    nothing_twice_and_nothing_refused(server)
    ledger_equals_the_bill(cloud)
    billed_as_estimated(cloud, asked["estimate"])

    assert {request["grant_type"] for request in tokens.asked} == {GRANT}
    assert all(PATHS in request.path for request in server.requests)
    assert all(request.contents == 1 for request in server.requests)
    heard = [r for r in server.requests if r.config.get("audioTrackExtraction")]
    read = [r for r in server.requests if r.config.get("documentOcr")]
    assert server.bill.contents == {
        "photo": PHOTOS,
        "clip": len(heard),
        "page": len(read),
        "sound": OTHERS,
    }
    assert (len(heard), len(read)) == (OTHERS, 2 * OTHERS)

    sent = len(server.requests)
    code, again, _ = cloud.call("index", log="debug")
    assert (code, again["cost_usd"], len(server.requests)) == (3, 0, sent)
    names, answer = cloud.found("page about number 2")
    assert names
    assert answer["notices"] == []
    assert len(server.requests) == sent + 1
    ledger_equals_the_bill(cloud)
    nowhere(server.terms.token, said=[err.encode()], folder=cloud.library.parent)
    nowhere(tokens.asked[0]["assertion"], said=[err.encode()], folder=cloud.library.parent)


def test_faults_change_nothing_in_the_end(cloud: Cloud, media: Path) -> None:
    watch(cloud, media)
    faults = faults_apart(cloud.server, [*FAULTS, "quota-bare"], every=1)
    for _ in range(4):
        _, summary, err = cloud.call("index", "--yes")
        assert "error" not in summary, err
        if not summary["waiting"] and summary["failed"] == 1:
            break
        cloud.call("failures", "--retry")
    assert [Path(row["path"]).name for row in summary["failures"]] == ["broken.jpg"]
    assert summary["waiting"] == 0
    assert [fault.played for fault in faults] == [1] * len(faults)
    nothing_twice_and_nothing_refused(cloud.server)
    assert cloud.server.answered.total() == PHOTOS + 4 * OTHERS
    bill, lost = cloud.server.bill.usd, cloud.server.bill_of_lost.usd
    assert bill - lost <= cloud.spending().usd + 1e-9 <= bill + 2e-9


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("permission", "permission-denied", f"This account may not use Google's AI service in the project “{PROJECT}”."),
        ("billing", "billing", "has no bill that is in order"),
        ("model-gone", "model-gone", f"in “{PROJECT}”"),
    ],
)  # fmt: skip
def test_what_only_a_person_can_change(
    cloud: Cloud, media: Path, kind: str, code: str, words: str
) -> None:
    watch(cloud, media / "photos")
    cloud.server.fault(kind, times=None)
    assert words in says_one_sentence(cloud, code)
    assert cloud.server.bill.usd == cloud.spending().usd == 0
    assert cloud.counts()["photo"]["pending"] == PHOTOS


def test_an_account_that_is_not_accepted(cloud: Cloud, tokens: Tokens, media: Path) -> None:
    watch(cloud, media / "photos")
    tokens.refusal = {
        "error": "invalid_grant",
        "error_description": "Invalid JWT Signature.",
    }
    refused = says_one_sentence(cloud, "key-invalid")
    assert "Google Cloud does not accept the account of this computer." in refused
    assert cloud.server.requests == []
    tokens.refusal, tokens.token = None, "made-up-token-that-has-expired"
    assert says_one_sentence(cloud, "key-invalid") == refused
    assert cloud.server.bill.usd == 0
    tokens.token = cloud.server.terms.token
    exit_code, summary, err = cloud.call("index", "--yes")
    assert (exit_code, summary["waiting"], summary["failed"]) == (3, 0, 1), err
    nowhere("made-up-token-that-has-expired", said=[err.encode()], folder=cloud.library.parent)


@pytest.mark.parametrize("content", [None, "{}", "not JSON"])
def test_nobody_is_signed_in(cloud: Cloud, media: Path, content: str | None) -> None:
    account = Path(cloud.environment["GOOGLE_APPLICATION_CREDENTIALS"])
    account.unlink()
    if content is not None:
        account.write_text(content)
    watch(cloud, media / "photos")
    said = says_one_sentence(cloud, "credentials-missing")
    assert "Nobody is signed in to Google Cloud on this computer." in said


def test_a_run_outlives_its_token(cloud: Cloud, tokens: Tokens, media: Path) -> None:
    """The first one is good for less than a request; a new one is fetched, and nobody notices."""
    watch(cloud, media / "photos", in_flight=1)
    tokens.seconds = 1
    process = cloud.start("index", "--yes")
    assert cloud.server.wait_until(lambda: len(cloud.server.requests) >= 2, seconds=60)
    tokens.token = cloud.server.terms.token = "made-up-token-number-two-0123456789"
    out, err = process.communicate(timeout=120)
    summary = json.loads(out)
    assert (process.returncode, summary["failed"], summary["waiting"]) == (3, 1, 0), err
    assert len(tokens.asked) > 2
    nothing_twice_and_nothing_refused(cloud.server)


def test_a_kill_costs_what_was_under_way(cloud: Cloud, media: Path) -> None:
    watch(cloud, media, in_flight=4)
    cloud.server.terms.latency = 0.1
    chance = random.Random(20261126)
    process = cloud.start("index", "--yes")
    assert cloud.server.wait_until(lambda: len(cloud.server.requests) >= 6, seconds=60)
    with suppress(subprocess.TimeoutExpired):  # a random moment of a request
        process.wait(timeout=chance.uniform(0, 0.1))
    process.kill()
    process.communicate()
    code, summary, err = cloud.call("index", "--yes")
    assert (code, summary["failed"], summary["waiting"]) == (3, 1, 0), err
    assert sum(n - 1 for n in cloud.server.answered_twice().values()) <= 4
    assert len(cloud.server.requests) <= PHOTOS + 4 * OTHERS + 4


def test_the_estimate_is_near_the_bill_on_real_clips_and_papers(
    cloud: Cloud, shared_media: Path, tmp_path: Path
) -> None:
    """Clips that have a sound, and pages of any size."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for path in sorted((shared_media / "pdf").iterdir())[::3]:
        shutil.copy(path, papers)
    cloud.watch(
        papers,
        shared_media / "video",
        google_project=PROJECT,
        google_location=LOCATION,
        month_cap_usd=0.0,
    )
    code, asked, err = cloud.call("index")
    assert code == 2, err
    code, summary, err = cloud.call("index", "--yes")
    assert code in (0, 3), err
    assert summary["waiting"] == 0
    nothing_twice_and_nothing_refused(cloud.server)
    ledger_equals_the_bill(cloud)
    assert all(part["files"] >= 5 for part in asked["estimate"]["kinds"].values())
    assert cloud.server.bill.tokens["AUDIO"] > 0
    assert set(cloud.server.bill.contents) == {"clip", "page"}
    billed_as_estimated(cloud, asked["estimate"])
