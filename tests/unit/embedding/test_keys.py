"""Where a key is found, kept and refused, and that it shows itself to nobody."""

import logging
import pickle
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordSetError

from findling.core.errors import FindlingError
from findling.embedding import keys
from findling.embedding.keys import Found, Key, clean_key, find_key, read_key

KEY = "made-up-key-for-tests-0123456789"


class Memory(KeyringBackend):
    """A keychain that lasts as long as a test. `trouble` is raised by every call."""

    priority = 5

    def __init__(self, trouble: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble = trouble

    def _check(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _own_keychain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in keys.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory() -> Memory:
    memory = Memory()
    keyring.set_keyring(memory)
    return memory


def none() -> KeyringBackend:
    """What keyring has on a system without a keychain."""
    backend: KeyringBackend = fail.Keyring()  # type: ignore[no-untyped-call]  # keyring's
    return backend


def revealed(key: Key | None) -> str | None:
    return None if key is None else key.reveal()


def test_none_anywhere(memory: Memory) -> None:
    assert find_key() is None
    assert read_key() is None


def test_what_is_stored_is_found_and_deleted(memory: Memory) -> None:
    keys.store_key(f"  {KEY}\n")
    assert memory.kept == {("findling", "gemini-api-key"): KEY}
    assert find_key() == Found()
    assert find_key() == Found(variable="")
    assert revealed(read_key()) == KEY
    keys.delete_key()
    keys.delete_key()
    assert find_key() is None


@pytest.mark.parametrize(
    ("google", "gemini", "where", "read"),
    [
        (KEY, "", "GOOGLE_API_KEY", KEY),
        ("", KEY, "GEMINI_API_KEY", KEY),
        (KEY, KEY + "-other", "GOOGLE_API_KEY", KEY),
        ("  ", f" {KEY}\n", "GEMINI_API_KEY", KEY),
    ],
)
def test_the_environment_comes_first(
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    google: str,
    gemini: str,
    where: str,
    read: str,
) -> None:
    keys.store_key(KEY + "-kept")
    monkeypatch.setenv("GOOGLE_API_KEY", google)
    monkeypatch.setenv("GEMINI_API_KEY", gemini)
    found = find_key()
    assert found == Found(variable=where)
    assert found is not None
    assert where in found.words
    assert not found.changeable
    assert revealed(read_key()) == read


def test_the_environment_does_without_a_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(none())
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    assert find_key() == Found(variable="GEMINI_API_KEY")
    assert revealed(read_key()) == KEY


def test_a_kept_one_can_be_changed_here() -> None:
    assert Found().changeable
    assert "keychain" in Found().words


@pytest.mark.parametrize(
    "text",
    ["", "   ", "short", "a" * 201, "made-up key für Prüfungen", f"key={KEY}", f"“{KEY}”"],
)
def test_what_cannot_be_a_key_is_refused_in_words(memory: Memory, text: str) -> None:
    with pytest.raises(FindlingError) as caught:
        keys.store_key(text)
    assert caught.value.code == "key-odd"
    assert not text.strip() or text not in caught.value.message + caught.value.hint
    assert not memory.kept


@pytest.mark.parametrize(
    "text", [KEY, f"\t{KEY} \r\n", f"{KEY[:10]}\n{KEY[10:]}", "AQ.Ab8-made_up_0123456789"]
)
def test_stray_spaces_and_line_ends_go(text: str) -> None:
    assert clean_key(text).reveal() == "".join(text.split())


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (none(), "keychain-missing"),
        (Memory(KeyringLocked("locked")), "keychain-locked"),
        (Memory(PasswordSetError(f"Can't store {KEY}")), "keychain-locked"),
        (Memory(OSError("no bus")), "keychain-missing"),
    ],
)
def test_a_keychain_that_fails_says_what_to_do_instead(
    backend: KeyringBackend, code: str
) -> None:
    keyring.set_keyring(backend)
    for call in (find_key, read_key, keys.delete_key, lambda: keys.store_key(KEY)):
        with pytest.raises(FindlingError) as caught:
            call()
        assert caught.value.code == code
        assert "GEMINI_API_KEY" in caught.value.hint
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        assert KEY not in caught.value.message


def test_a_keychain_that_forgets_is_none() -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring's
    with pytest.raises(FindlingError) as caught:
        keys.store_key(KEY)
    assert caught.value.code == "keychain-missing"


def test_whether_there_is_a_keychain(memory: Memory) -> None:
    assert keys.has_keychain()
    keyring.set_keyring(none())
    assert not keys.has_keychain()


def test_a_keychain_that_cannot_even_be_looked_at_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("no bus")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert not keys.has_keychain()
    monkeypatch.undo()


def test_a_key_hides_itself(caplog: pytest.LogCaptureFixture) -> None:
    key = Key(KEY)
    logging.getLogger("test").warning("%s %r %s", key, key, {"key": [key]})
    assert KEY not in caplog.text + f"{key} {key!r} {key!s}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert not hasattr(key, "__dict__")
