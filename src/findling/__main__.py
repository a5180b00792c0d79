"""`python -m findling` and the `findling` command. Imports nothing heavy: decode processes import this file too."""

import sys


def main() -> int:
    from findling.app import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
