"""Dates against the rules of ISO 8601-2, with Python's own calendar as the judge."""

import subprocess
import sys
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syriakb.model.dates import (
    FIRST_DAY,
    LAST_DAY,
    BadDate,
    Date,
    before,
    day_text,
    months_before,
    order,
    parse,
    shifted,
)


def number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


days = st.dates()
qualifiers = st.sampled_from(["", "~", "?", "%"])
bare = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
singles = st.builds(str.__add__, bare, qualifiers)


@st.composite
def ranges(draw: st.DrawFn) -> str:
    start, end = sorted((draw(singles), draw(singles)), key=lambda text: order(parse(text)))
    return draw(st.sampled_from([f"{start}..{end}", f"..{end}", f"{start}.."]))


sets = ranges().map("[{}]".format) | st.lists(singles, min_size=2, max_size=4).map(lambda dates: f"[{','.join(dates)}]")
dates = singles | sets | st.just("..")


@given(days)
@example(date(2000, 2, 29))
@example(date(1900, 2, 28))
@example(date.min)
@example(date.max)
def test_a_day_is_itself_and_its_month_and_year_end_where_the_calendar_says(day: date) -> None:
    text, last = day.isoformat(), monthrange(day.year, day.month)[1]
    assert order(parse(text)) == (number(day), number(day))
    assert order(parse(text[:7])) == (number(day.replace(day=1)), number(day.replace(day=last)))
    assert order(parse(text[:4])) == (number(date(day.year, 1, 1)), number(date(day.year, 12, 31)))


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
@example(2000, 2, 29)
@example(1900, 2, 29)
@example(2024, 2, 29)
def test_exactly_the_days_of_the_calendar_are_read(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = number(date(year, month, day))
    except ValueError:
        with pytest.raises(BadDate):
            parse(text)
    else:
        assert parse(text).earliest == expected


@given(days)
def test_a_more_precise_date_lies_within_the_less_precise(day: date) -> None:
    exact, month, year = (parse(day.isoformat()[:length]) for length in (10, 7, 4))
    assert year.earliest <= month.earliest <= exact.earliest <= exact.latest <= month.latest <= year.latest


@given(bare, qualifiers)
def test_a_qualifier_never_changes_the_bounds(text: str, qualifier: str) -> None:
    found = parse(text + qualifier)
    assert order(found) == order(parse(text))
    assert (found.approximate, found.uncertain) == (qualifier in ("~", "%"), qualifier in ("?", "%"))


@given(st.lists(singles, min_size=2))
def test_a_list_spans_its_members(texts: list[str]) -> None:
    found, members = parse(f"[{','.join(texts)}]"), [parse(text) for text in texts]
    assert found.earliest == min(member.earliest for member in members)
    assert found.latest == max(member.latest for member in members)
    assert found.approximate == any(member.approximate for member in members)
    assert found.uncertain == any(member.uncertain for member in members)


@given(singles, singles)
def test_a_range_goes_from_the_first_day_of_its_start_to_the_last_of_its_end(start: str, end: str) -> None:
    text = f"[{start}..{end}]"
    if before(parse(end), parse(start)):
        with pytest.raises(BadDate, match="ends before it starts"):
            parse(text)
    else:
        assert order(parse(text)) == (parse(start).earliest, parse(end).latest)


@given(singles)
def test_an_open_end_reaches_the_end_of_the_calendar(text: str) -> None:
    assert order(parse(f"[..{text}]")) == (FIRST_DAY, parse(text).latest)
    assert order(parse(f"[{text}..]")) == (parse(text).earliest, LAST_DAY)
    assert order(parse("..")) == (FIRST_DAY, LAST_DAY) == (number(date.min), number(date.max))


@given(dates)
def test_a_date_keeps_its_text_and_its_bounds_are_days(text: str) -> None:
    found = parse(text)
    assert found.text == text
    assert FIRST_DAY <= found.earliest <= found.latest <= LAST_DAY
    assert [parse(day_text(day)).earliest for day in order(found)] == list(order(found))


@given(dates, dates, dates)
def test_the_order_is_total_and_agrees_with_certainly_before(one: str, two: str, three: str) -> None:
    a, b, c = sorted(map(parse, (one, two, three)), key=order)
    assert order(a) <= order(b) <= order(c)
    assert not before(a, a) and not before(b, a) and not before(c, b)
    assert before(a, c) or not (before(a, b) and before(b, c))


@given(days, st.integers(-1000, 1000))
@example(date.min, -1)
@example(date.max, 1)
def test_a_day_is_shifted_as_far_as_the_calendar_goes(day: date, by: int) -> None:
    try:
        expected = day + timedelta(by)
    except OverflowError:
        expected = date.max if by > 0 else date.min
    assert shifted(number(day), by) == number(expected)


def test_an_open_date_is_neither_approximate_nor_uncertain() -> None:
    assert parse("..") == Date("..", FIRST_DAY, LAST_DAY, approximate=False, uncertain=False)


def test_certainly_before_needs_all_days_apart() -> None:
    assert before(parse("2024-11"), parse("2024-12-01"))
    assert not before(parse("2024-11"), parse("2024-11-30"))
    assert not before(parse("2024"), parse("2024"))


@given(days)
def test_a_day_is_written_as_iso_8601_does(day: date) -> None:
    assert day_text(number(day)) == day.isoformat()


@given(st.text() | st.text("0123456789-~?%[].,/ ", max_size=24))
def test_any_text_is_a_date_or_a_bad_date_told_in_one_line(text: str) -> None:
    try:
        assert parse(text).text == text
    except BadDate as error:
        assert str(error).isprintable() and str(error).endswith(".")


def test_a_set_may_mix_lists_ranges_precisions_and_qualifiers() -> None:
    text = "[..2011,2012-03~,2013..2013-06-30,2018-12?..]"
    assert parse(text) == Date(text, FIRST_DAY, LAST_DAY, approximate=True, uncertain=True)
    assert order(parse("[2024..2024-12-07]")) == (20240101, 20241207)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("[2011~..2012]", True, False),
        ("[2011..2012~]", True, False),
        ("[2011?..2012]", False, True),
        ("[2011..2012?]", False, True),
        ("[2011%..2012]", True, True),
        ("[2011..2012]", False, False),
    ],
)
def test_a_range_is_as_sure_as_both_its_ends(text: str, approximate: bool, uncertain: bool) -> None:
    found = parse(text)
    assert (found.approximate, found.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2015-02-30", "2015-02-30 is not a day of the calendar: February 2015 has 28 days."),
        ("2015-13~", "2015-13~ is not in a month of the calendar: write a month from 01 to 12."),
        ("0000-01", "0000-01 is not in a year of the calendar here: write a year from 0001 to 9999."),
        (
            "yesterday",
            "yesterday is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27.",
        ),
        ("", "'' is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27."),
        ("2024 ", "'2024 ' is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27."),
        ("[2018", "[2018 is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27."),
        ("2018]", "2018] is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27."),
        (
            "x" * 60,
            f"{'x' * 60} is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27.",
        ),
        (
            "x" * 61,
            f"{'x' * 57}... is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27.",
        ),
        ("2024/2025-03", "2024/2025-03 is an interval: write [2024..2025-03] for some day within it."),
        ("[2024..2023]", "[2024..2023] ends before it starts: write the earlier date first, as in [2023..2024]."),
        ("[2024]", "[2024] is a set of only one date: write 2024 without the brackets."),
        (
            "[2018,..2024]",
            "[2018,..2024] is open in the middle: write .. only before the first date or after the last one.",
        ),
        (
            "[2018..,2024]",
            "[2018..,2024] is open in the middle: write .. only before the first date or after the last one.",
        ),
        ("[..]", "[..] has no date in it: write .. alone for an open date, or a date beside the dots."),
    ],
)
def test_a_bad_date_says_what_to_write_instead(text: str, message: str) -> None:
    with pytest.raises(BadDate) as error:
        parse(text)
    assert str(error.value) == message


@pytest.mark.parametrize("text", ["", " 2024", "2024\n", "٢٠٢٤", "24", "2024-1-5", "20241207", "2024-12-07T10:00"])
def test_dates_are_read_strictly(text: str) -> None:
    with pytest.raises(BadDate, match=r"is not a date: write a year"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["2024?~", "~2024", "..~", "[2018,2019]~", "[]", "[2018,]", "[[2018,2019]]", "[..2018.."]
)
def test_what_edtf_does_not_write_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse(text)


def test_the_start_up_path_stays_light() -> None:
    code = "import sys, syriakb.model.dates; print(*{'datetime', 'calendar'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (20241207, 0, 20241207),
        (20241207, 1, 20241107),
        (20241231, 1, 20241130),
        (20240331, 1, 20240229),
        (20230331, 1, 20230228),
        (20240115, 1, 20231215),
        (20241207, 12, 20231207),
        (20240229, 12, 20230228),
        (10115, 1, FIRST_DAY),
        (20241207, 9999 * 12, FIRST_DAY),
    ],
)
def test_months_before_a_day_end_with_the_month(day: int, months: int, then: int) -> None:
    assert months_before(day, months) == then
