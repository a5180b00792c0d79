#!/usr/bin/env python3
"""Gets Findling running from a bare checkout: `run [-- ARGS…]` and `test`. Needs a Python 3.11 or newer and nothing else.

Makes `.venv`, installs what is missing from the lock files beside this script (hashes checked), on Debian and Ubuntu
the system packages too, says what it does, and starts at once the next time. `lock` writes the lock files anew.
"""

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging" / "locks"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# What Qt loads at start on Linux: shared library -> the Debian package that carries it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libpulse.so.0": "libpulse0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
}
# What only the tests call: a virtual screen, a window manager, a mouse, what a screen reader asks.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xwininfo": "x11-utils",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}

CHECKS = (
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports"]),
    ("tests", ["pytest"]),
)


class Stop(Exception):
    """Ends the program with a sentence and a next step."""


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 (an older Python does get as far as this)
            raise Stop(
                f"Findling needs Python 3.11 or newer; this is {sys.version.split()[0]}."
            )
        if command == "run":
            return run(rest[1:] if rest[:1] == ["--"] else rest)
        if command == "test":
            return test(rest[1:] if rest[:1] == ["--"] else rest)
        if command == "lock":
            return lock()
        print(
            "usage: python3 packaging/bootstrap.py run [-- ARGS…] | test | lock",
            file=sys.stderr,
        )
        return 2
    except Stop as stop:
        print(f"bootstrap: {stop}", file=sys.stderr)
        return 1


def run(arguments: list[str]) -> int:
    prepare(tests=False)
    if not arguments and not has_display():
        say("there is no display here, so this is the demonstration without a window")
        arguments = ["demo", "--no-window"]
    return replace_by([str(PYTHON), "-m", "findling", *arguments])


def test(arguments: list[str]) -> int:
    prepare(tests=True)
    if arguments:  # a part of the tests, by pytest's own words
        return subprocess.call([str(BIN / "pytest"), *arguments], cwd=ROOT)
    failed = []
    for name, words in CHECKS:
        say(f"{name}: {' '.join(words)}")
        if subprocess.call([str(BIN / words[0]), *words[1:]], cwd=ROOT) != 0:
            failed.append(name)
    if failed:
        print(f"bootstrap: these checks failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def has_display() -> bool:
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def replace_by(command: list[str]) -> int:
    """Becomes `command`, so that signals and exit codes are its own."""
    sys.stdout.flush()
    if WINDOWS:
        return subprocess.call(command)
    return os.execv(command[0], command)  # noqa: S606


# --- what is missing is installed ---


def prepare(*, tests: bool) -> None:
    if sys.platform.startswith("linux"):
        install_system_packages(missing_system_packages(tests=tests))
    stamp = VENV / f".ready-{'test' if tests else 'run'}"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        say("making .venv")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    say("installing what is missing, with checked hashes (hnswlib is compiled: about a minute)")
    pip("--require-hashes", "-r", str(LOCKS / "build.lock"))
    which = "test.lock" if tests else "run.lock"
    pip("--require-hashes", "--no-build-isolation", "-r", str(LOCKS / which))
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamp.write_text(wanted)


def fingerprint() -> str:
    """Changes when the lock files, the project file, the checkout's place or the Python change."""
    digest = hashlib.sha256(f"{sys.version}{ROOT}".encode())
    for path in (*sorted(LOCKS.glob("*.lock")), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def pip(*words: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*command, *words]) != 0:
        raise Stop(
            "installing Python packages failed (pip's own words are above). "
            "Check the network and the free disk, then run the same command again."
        )


def missing_system_packages(*, tests: bool) -> list[str]:
    missing = []
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append("python3-venv")
    if not PYTHON.exists():  # a compiler is needed once, for hnswlib
        if not shutil.which("g++"):
            missing.append("g++")
        if not Path(sysconfig.get_path("include"), "Python.h").exists():
            missing.append("python3-dev")
    known = known_libraries()
    missing += [package for library, package in LIBRARIES.items() if library not in known]
    if not any(Path("/usr/share/fonts").rglob("*.[to]tf")):
        missing.append("fonts-dejavu-core")
    if tests:
        missing += [package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)]
    return missing


def known_libraries() -> str:
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    try:
        return subprocess.run(
            [ldconfig, "-p"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ""


def install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            "these are missing (named as Debian names them): "
            f"{' '.join(packages)}. Install them with this system's package manager, then run the same command again."
        )
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    install = [*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if prefix and not shutil.which("sudo"):
        raise Stop(f"system packages are missing; as root, run: {shlex.join(install[1:])}")
    say(f"installing system packages: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*prefix, "apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL)
    if subprocess.call(install, env=quiet, stdout=subprocess.DEVNULL) != 0:
        raise Stop(f"installing system packages failed; try by hand: {shlex.join(install)}")


# --- writing the lock files (needs `uv` on the path) ---


def lock() -> int:
    if not shutil.which("uv"):
        raise Stop("writing the lock files needs uv: pip install uv")
    LOCKS.mkdir(exist_ok=True)
    compile_lock("run.lock", ["pyproject.toml"])
    compile_lock(
        "test.lock", ["pyproject.toml", "--extra", "test", "-c", str(LOCKS / "run.lock")]
    )
    compile_lock("build.lock", [str(LOCKS / "build.in"), "-c", str(LOCKS / "run.lock")])
    return 0


def compile_lock(name: str, words: list[str]) -> None:
    base = [
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-header",
    ]
    base += ["--no-annotate", "--no-emit-index-url", "--no-strip-extras"]
    base += ["--python-version", "3.11", "--upgrade"]
    subprocess.run([*base, *words, "-o", str(LOCKS / name)], cwd=ROOT, check=True)


def say(sentence: str) -> None:
    print(f"bootstrap: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
