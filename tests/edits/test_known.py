"""What is there already helps to fill in a record, also where nothing is there yet."""

import pytest

from syriakb.disk.store import Base
from syriakb.edits.known import coordinates, kinds
from syriakb.errors import UsageError
from syriakb.index import open as index
from tests.kb import Kb


@pytest.mark.parametrize(
    ("line", "lat", "lon"),
    [
        ("35.2, 36.7", "35.2", "36.7"),
        (" 35,36 ", "35", "36"),
        ("-35.2; -36.7", "-35.2", "-36.7"),
        ("35.2 N, 36.7 E", "35.2", "36.7"),
        ("35.2°S 36.7°W", "-35.2", "-36.7"),
    ],
)
def test_coordinates_are_read_as_people_write_them(line: str, lat: str, lon: str) -> None:
    assert coordinates(line) == {"lat": lat, "lon": lon}


@pytest.mark.parametrize("line", ["35.2", "here", "35.2, 36.7, 8", "-35.2 S, 36.7 E", "35.2, -36.7 W", "٣٥, ٣٦"])
def test_what_is_no_pair_is_refused_with_what_would_do(line: str) -> None:
    with pytest.raises(UsageError, match=r"write .*35\.2"):
        coordinates(line)


def test_kinds_are_offered_from_the_vocabulary_where_nothing_has_one_yet(kb: Kb) -> None:
    kb.write("actors.yaml", "[]\n")
    kb.write("places.yaml", "[]\n")
    kb.write(
        "predicates.yaml",
        """
        - {id: leads, label: leads, group: membership, subject_kinds: [person], object_kinds: [group, actor]}
        - {id: took, label: took, group: control, effect: gains, object_kinds: [town, place]}
        - {id: near, label: is near, group: diplomacy, subject_kinds: [actor], object_kinds: [town]}
        """,
    )
    db = index.open_index(Base(kb.folder))
    assert (kinds(db, "actor"), kinds(db, "place")) == (["group", "person"], ["town"])
    kb.write("places.yaml", "- {id: ford, name: Ford, kind: group}\n")
    db = index.open_index(Base(kb.folder))
    assert (kinds(db, "actor"), kinds(db, "place")) == (["person"], ["group", "town"])
