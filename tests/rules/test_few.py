"""The first few of the made-up conflicts: so little time has what changes a condition for a sample (tests/mutants)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules import test_reference as whole
from tests.rules.worlds import conflicts, moments

few = settings(whole.agreed, max_examples=15, derandomize=True)
_three = st.lists(moments, min_size=3, max_size=3)

test_places = few(given(conflicts(), _three)(whole.test_who_holds_each_place.hypothesis.inner_test))
test_reading = few(
    given(conflicts(), _three)(whole.test_what_is_not_read_and_what_is_not_run_make_no_difference.hypothesis.inner_test)
)
test_proofs = few(given(conflicts(), moments)(whole.test_the_proof_of_each_place.hypothesis.inner_test))
test_histories = few(given(conflicts(), moments)(whole.test_the_history_of_each_place.hypothesis.inner_test))
test_relations = few(
    given(conflicts(), moments)(whole.test_the_relations_and_allies_of_each_actor.hypothesis.inner_test)
)
test_changes = few(
    given(conflicts(), moments, moments)(whole.test_what_changed_between_two_moments.hypothesis.inner_test)
)
