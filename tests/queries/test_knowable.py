"""A table that is mostly unknown says from which day on something is known."""

from tests.kb import Kb

HELD = """
    - {id: quay, subject: blue, predicate: holds, object: quay, start: 2010}
    - {id: no, subject: red, predicate: holds, object: north, start: 2011, stance: denies}
    - {id: ford, subject: red, predicate: took, object: ford, start: 2012-03-01}
    - {id: north, subject: red, predicate: took, object: north, start: 2015, reported: 2016}
    """


def notes(kb: Kb, *question: str) -> list[str]:
    found = kb.ask(*question)["notes"]
    return [str(each) for each in found if "unknown on" in str(each)]


def test_a_table_that_is_mostly_unknown_names_the_day(kb: Kb) -> None:
    kb.claims(HELD)
    (first,) = notes(kb, "capitals", "--as-of", "2009")
    assert (
        first
        == "3 of 3 are unknown on 2009-12-31. Something is known of 1 of them from 2010-12-31 on: --as-of 2010-12-31"
    )
    (note,) = notes(kb, "control", "--as-of", "2011")
    assert note.endswith("from 2012-03-01 on: --as-of 2012-03-01")
    assert notes(kb, "control", "--as-of", "2016") == []


def test_of_one_place_it_names_the_day_too(kb: Kb) -> None:
    kb.claims(HELD)
    told = "It is unknown on 2011-12-31. Something is known from 2015-12-31 on: --as-of 2015-12-31"
    assert notes(kb, "control", "mill", "--as-of", "2011") == [told]
    assert notes(kb, "control", "mill", "--as-of", "2011", "--known-by", "2015") == []


def test_where_nothing_is_known_later_either_nothing_is_promised(kb: Kb) -> None:
    kb.claims("- {id: no, subject: red, predicate: holds, object: mill, start: 2012, stance: denies}")
    assert notes(kb, "control", "mill", "--as-of", "2011") == []
