"""Dates that a text names, counted from the day on which it was published."""

import pytest

from syriakb.model.dates import parse
from syriakb.reading.dates import dates
from syriakb.reading.words import words

FRIDAY = "2024-12-06"


def dated(text: str, published: str | None = FRIDAY) -> list[str]:
    return [each.edtf for each in dates(words(text), parse(published) if published else None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on November 27 that", ["2024-11-27"]),
        ("on 27 November", ["2024-11-27"]),
        ("the 27th of November 2023", ["2023-11-27"]),
        ("Nov. 27, 2023", ["2023-11-27"]),
        ("on December 7", ["2023-12-07"]),  # the one of this year is yet to come
        ("since October", ["2024-10"]),
        ("in December and in January 2020", ["2024-12", "2020-01"]),
        ("since 2018, after 1967", ["2018", "1967"]),
        ("2024-11-27 and 2024", ["2024-11-27", "2024"]),
        ("on Friday and Thursday", ["2024-12-06", "2024-12-05"]),
        ("on Saturday", ["2024-11-30"]),
        ("yesterday, today", ["2024-12-05", "2024-12-06"]),
        ("في 27 نوفمبر ٢٠٢٤", ["2024-11-27"]),
        ("في تشرين الثاني ويوم الجمعة", ["2024-11", "2024-12-06"]),
        ("they may march on the friday market of 1200 stalls", []),
        ("May they win. March on.", []),
        ("on February 31", []),
    ],
)
def test_dates_are_edtf(text: str, found: list[str]) -> None:
    assert dated(text) == found


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (None, ["2018"]),
        ("2024-12", ["2024-11-27", "2018"]),
        ("2024-12-06~", ["2024-11-27", "2018", "2024-12-05~"]),
        ("2024-12-06?", ["2024-11-27", "2018", "2024-12-05?"]),
    ],
)
def test_what_is_not_known_of_the_day_of_publishing_is_not_made_up(published: str | None, found: list[str]) -> None:
    assert dated("on November 27, as in 2018, and on Thursday", published) == found
