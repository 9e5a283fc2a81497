"""Run the command line: `python -m syriakb`."""

from syriakb.cli.app import main

if __name__ == "__main__":
    main()
