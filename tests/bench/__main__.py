"""Print every measurement; with `--small` only so much that a broken one shows."""

import sys

from tests.bench import costs, loading, names, startup

if __name__ == "__main__":
    small = "--small" in sys.argv[1:]
    sys.stdout.write(startup.report(runs=1 if small else 21))
    sys.stdout.write(loading.report(runs=1 if small else 5, count=500 if small else 20_000))
    names.main(["--small"] if small else [])
    costs.main(["--small"] if small else [])
