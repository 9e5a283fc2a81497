"""Run the command line: `syriakb`, or `python -m syriakb`."""

import gc
import sys


def main() -> None:
    """Import the command line and run it."""
    gc.disable()  # importing makes no garbage, and to look for it takes a twentieth of the start
    try:
        from syriakb.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
