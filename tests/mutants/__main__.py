"""Changes conditions, comparisons and constants of the code one at a time, and tells which of them no test notices.

python -m tests.mutants                                 all of them: an hour or two
python -m tests.mutants 'syriakb/model/*' FILE:LINE     those of some files, or of one line
python -m tests.mutants --sample                        a few of each file, the same each time; the suite has passed
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence

from tests.mutants import targets
from tests.mutants.run import Outcome, Red, run
from tests.mutants.targets import Mutant

_EACH = 2  # of a file, in the sample


def main() -> int:
    """Exit status: 0 where every mutant was caught, else 1, also where the equivalent ones name what is gone."""
    options = _options()
    known = targets.equivalent()
    every = targets.mutants(options.files)
    found = [mutant for mutant in every if mutant.key not in known]
    if options.sample:
        found = targets.sample(found, _EACH)
    if options.list:
        print("\n".join(map(_shown, found)))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    outcomes: list[Outcome] = []
    try:
        for outcome in run(found, options.jobs, tested=options.sample):
            outcomes.append(outcome)
            _tell(outcomes, len(found))
    except Red as error:
        print(error, file=sys.stderr)
        return 1
    if options.keep:
        targets.write_caught({each.mutant.key: each.caught_by for each in outcomes if each.caught_by})
    survivors = [outcome.mutant for outcome in outcomes if not outcome.caught_by]
    gone = set(known) - {mutant.key for mutant in targets.mutants(())}
    print(json.dumps(list(map(_row, outcomes)), indent=1) if options.json else _report(outcomes, survivors))
    for path, inside, before, after in gone:
        what = f"{path} ({inside})\n  - {before}\n  + {after}"
        print(f"equivalent.yaml names what is no longer there: {what}", file=sys.stderr)
    return int(bool(survivors or gone))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE[:LINE]", help="patterns of paths from the top")
    parser.add_argument("--sample", action="store_true", help=f"{_EACH} of each file")
    parser.add_argument("--keep", action="store_true", help="write down which test catches each, to run it first")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many run side by side")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    parser.add_argument("--json", action="store_true", help="every outcome, for a program")
    return parser.parse_args()


def _tell(outcomes: Sequence[Outcome], total: int) -> None:
    """Survivors at once, and how far it has come."""
    if not outcomes[-1].caught_by:
        print(f"survived: {_shown(outcomes[-1].mutant)}", file=sys.stderr)
    if len(outcomes) % 100 == 0 or len(outcomes) == total:
        caught = sum(1 for outcome in outcomes if outcome.caught_by)
        print(f"{len(outcomes)} of {total} done, {caught} caught", file=sys.stderr)


def _shown(mutant: Mutant) -> str:
    return f"{mutant.path}:{mutant.line} ({mutant.inside})\n  - {mutant.before}\n  + {mutant.after}"


def _row(outcome: Outcome) -> dict[str, object]:
    path, inside, before, after = outcome.mutant.key
    where = {"file": path, "line": outcome.mutant.line, "in": inside}
    return {**where, "before": before, "after": after, "caught_by": outcome.caught_by or None}


def _report(outcomes: Sequence[Outcome], survivors: Sequence[Mutant]) -> str:
    """The survivors, then the share that was caught of each file beside the one aimed at."""
    lines = list(map(_shown, survivors))
    for path in dict.fromkeys(outcome.mutant.path for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.mutant.path == path]
        caught = sum(1 for outcome in own if outcome.caught_by)
        aim = own[0].mutant.target.aim
        lines.append(f"{path}: {caught} of {len(own)} caught, {caught / len(own):.1%} (aim {aim:.0%})")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
