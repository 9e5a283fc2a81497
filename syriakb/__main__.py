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
    gc.set_threshold(100_000)  # a question imports as much again, and ends before much garbage is there
    gc.enable()
    try:
        run()
    finally:
        gc.freeze()  # nor does the interpreter look for any when it ends


if __name__ == "__main__":
    main()
