"""What is changed at all: nothing that carries a rule is left out."""

from collections import Counter

from tests.mutants.targets import TARGETS, TREE, equivalent, mutants


def test_every_sql_file_is_changed_by_one_target() -> None:
    named = Counter(path for target in TARGETS for path in TREE.glob(target.files))
    written = list(TREE.glob("syriakb/**/*.sql"))
    assert written
    assert {path.name: named[path] for path in written if named[path] != 1} == {}


def test_what_is_named_as_making_no_difference_is_still_there() -> None:
    assert set(equivalent()) - {mutant.key for mutant in mutants(())} == set()
