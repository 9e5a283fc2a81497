"""Dates as people write them: read where only one day can be meant, refused with a sentence else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.model.dates import BadDate, parse
from syriakb.model.everyday import understood

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8 December 2024", "2024-12-08"),
        ("8. December 2024", "2024-12-08"),
        ("8th of December 2024", "2024-12-08"),
        ("Sunday, 8 December 2024", "2024-12-08"),
        ("Dec 8, 2024", "2024-12-08"),
        ("dec 8 2024", "2024-12-08"),
        (" 8  Dec.  2024 ", "2024-12-08"),
        ("2024-12-8", "2024-12-08"),
        ("2024/12/08", "2024-12-08"),
        ("2024.12.08", "2024-12-08"),
        ("20241208", "2024-12-08"),
        ("08.12.2024", "2024-12-08"),
        ("8.12.2024", "2024-12-08"),
        ("13/08/2024", "2024-08-13"),
        ("8/13/2024", "2024-08-13"),
        ("05/05/2024", "2024-05-05"),
        ("2024-12-08T23:30Z", "2024-12-08"),
        ("2024-12-08 23:30:10+03:00", "2024-12-08"),
        ("8 December 2024 9:05 pm", "2024-12-08"),
        ("29 February 2024", "2024-02-29"),
        ("1 February 2024", "2024-02-01"),
        ("December 2024", "2024-12"),
        ("Dec, 2024", "2024-12"),
        ("2018-1", "2018-01"),
        ("12/2024", "2024-12"),
        ("12.2024", "2024-12"),
        (" 2024 ", "2024"),
        ("2024-12~\n", "2024-12~"),
        ("[2024-11-27..2024-12-07] ", "[2024-11-27..2024-12-07]"),
        ("today", "2024-03-01"),
        ("Yesterday", "2024-02-29"),
    ],
)
def test_a_date_is_understood_as_somebody_wrote_it(text: str, meant: str) -> None:
    assert understood(text, today=TODAY) == meant


@pytest.mark.parametrize("text", ["08/12/2024", "8-12-2024", "8/12/2024", "08 12 2024"])
def test_what_can_mean_two_days_names_both(text: str) -> None:
    with pytest.raises(BadDate) as error:
        understood(text)
    assert str(error.value) == f"{text} can mean two days, 2024-08-12 and 2024-12-08: write the one that is meant."


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "8", "8 December", "8 Dec 24", "08/12/24", "8-9 December 2024", "2024-12-08/2024-12-10"),
        *("2024-13-01", "30 February 2024", "31.02.2024", "2024-12-08 12", "5pm 2024", "spring 2024", "2024-2025"),
        *("8 December 2024 or 2025", "8 December 9 2024", "December November 2024", "٨ December 2024", "99999 Dec"),
    ],
)
def test_what_is_no_date_for_certain_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        understood(text, today=TODAY)


def test_what_is_no_date_is_refused_as_edtf_refuses_it() -> None:
    with pytest.raises(BadDate, match="February 2015 has 28 days"):
        understood("2015-02-30")


@pytest.mark.parametrize("text", ["today", "yesterday"])
def test_a_word_for_a_day_means_none_where_it_does_not_say_when_it_was_written(text: str) -> None:
    with pytest.raises(BadDate):
        understood(text)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%b %d, %Y", "%d.%m.%Y", "%A %d %b %Y", "%Y/%m/%d"]))
def test_every_day_comes_back_as_itself(day: date, form: str) -> None:
    assert understood(day.strftime(form)) == day.isoformat()


@given(st.text(st.sampled_from("0123456789 -/.,:T[]~?decmayfriampmutz٨"), max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert parse(understood(text)).text
    except BadDate as bad:
        assert str(bad).endswith(".")
