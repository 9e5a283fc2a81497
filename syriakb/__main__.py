"""Run the command line: `python -m syriakb`."""

from syriakb.cli.app import main

main()
