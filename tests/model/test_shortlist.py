"""Lists in sentences: the first few by name, the others by their number."""

from syriakb.model.shortlist import cited, shortlist


def test_what_is_short_is_told_whole_and_of_what_is_long_the_others_are_counted() -> None:
    assert shortlist(["Ford", "Mill"], 2) == "Ford, Mill"
    assert shortlist(["Ford", "Mill", "Quay"], 2) == "Ford, Mill and 1 more"
    assert shortlist([str(at) for at in range(1203)], 2, "; ") == "0; 1 and 1,201 more"
    assert shortlist([], 2) == ""


def test_a_claim_is_cited_once_and_three_at_most() -> None:
    assert cited(["a", "b", "a", "c"]) == "a, b, c"
    assert cited(iter("abcde")) == "a, b, c and 2 more"
