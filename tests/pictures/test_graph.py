"""The picture of a graph: what of it is drawn, what is listed, and what every line of it means."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from syriakb.pictures.charts import Tie
from syriakb.pictures.core import core
from syriakb.pictures.graphsvg import WIDTH
from syriakb.pictures.labels import Box
from syriakb.pictures.layout import laid_out
from syriakb.pictures.style import COLORS
from syriakb.pictures.tangle import tangle
from tests.kb import SHIPPED, Kb

SVG = "{http://www.w3.org/2000/svg}"


def drawn(kb: Kb, tmp_path: Path, *arguments: str) -> ET.Element:
    path = tmp_path / "out.svg"
    result = kb.run("graph", *arguments, "-f", "svg", "-o", str(path))
    assert result.status == 0, result
    return ET.fromstring(path.read_text(encoding="utf-8"))


def ends(root: ET.Element) -> list[str]:
    """The arrows: `red backs blue`."""
    keys = ("subject", "predicate", "object")
    groups = (each for each in root.iter(f"{SVG}g") if each.get("data-subject"))
    return sorted(" ".join(str(each.get(f"data-{key}")) for key in keys) for each in groups)


def texts(root: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


@pytest.fixture
def camps(kb: Kb) -> Kb:
    """Red, blue and green hang together; two pairs stand alone."""
    pytest.importorskip("igraph")
    names = ("red", "blue", "green", "grey", "league", "north", "south")
    kb.write("actors.yaml", "\n".join(f"- {{id: {each}, name: {each.title()} Men, kind: group}}" for each in names))
    kb.claims(
        """
        - {id: one, subject: red, predicate: fights, object: blue, start: 2020-02-01, said_by: red}
        - {id: two, subject: green, predicate: backs, object: blue, start: 2020-03-01}
        - {id: far, subject: grey, predicate: backs, object: league, start: 2020-03-01}
        - {id: off, subject: north, predicate: allied_with, object: south}
        - {id: not, subject: blue, predicate: backs, object: north, stance: denies}
        """.replace(", until: 2020-04", "")
    )
    return kb


def test_pairs_that_nothing_joins_to_anybody_else_are_listed_beneath(camps: Kb, tmp_path: Path) -> None:
    root = drawn(camps, tmp_path)
    assert ends(root) == ["green backs blue", "red fights blue"]
    assert {each.get("data-actor") for each in root.iter(f"{SVG}g")} == {"red", "blue", "green", None}
    said = texts(root)
    at = said.index("Pairs whom nothing joins to anybody else:")
    assert said[at + 1 : at + 3] == [
        "North Men is allied with South Men: stated, grade B6, off",
        "Grey Men backs League Men: stated, since 2020-03-01, grade B6, far;"
        " announced by 2020-01-01, the latest report",
    ]


def test_a_pair_is_drawn_where_it_is_asked_for_or_nothing_else_is_there(camps: Kb, tmp_path: Path) -> None:
    assert ends(drawn(camps, tmp_path, "grey")) == ["grey backs league"]
    assert ends(drawn(camps, tmp_path, "--group", "alliance")) == ["north allied_with south"]


def test_of_many_pairs_the_first_are_listed_and_the_others_counted(camps: Kb, tmp_path: Path) -> None:
    names = [f"m{at:02}" for at in range(50)]
    actors = (camps.folder / "actors.yaml").read_text(encoding="utf-8")
    camps.write("actors.yaml", actors + "\n" + "\n".join(f"- {{id: {e}, name: {e}, kind: group}}" for e in names))
    pairs = zip(names[::2], names[1::2], strict=True)
    more = "\n".join(f"- {{id: {a}, subject: {a}, predicate: backs, object: {b}}}" for a, b in pairs)
    camps.claims(more, file="claims/pairs.yaml")
    (camps.folder / "claims.yaml").rename(camps.folder / "claims" / "first.yaml")
    said = texts(drawn(camps, tmp_path))
    assert sum(re.fullmatch("m.. backs m..: stated, grade B6, m..", each) is not None for each in said) == 18
    assert "and 7 more" in said


def test_arrows_carry_their_ends_their_group_and_a_title_with_names(camps: Kb, tmp_path: Path) -> None:
    (arrow,) = [each for each in drawn(camps, tmp_path).iter(f"{SVG}g") if each.get("data-subject") == "red"]
    data = {key.removeprefix("data-"): value for key, value in arrow.attrib.items() if key.startswith("data-")}
    assert data == {
        "subject": "red",
        "predicate": "fights",
        "object": "blue",
        "group": "hostility",
        "standing": "claimed",
    }
    told = (
        "Red Men fights Blue Men: claimed, since 2020-02-01, grade B6, one; announced by 2020-01-01, the latest report"
    )
    assert (arrow.findtext(f"{SVG}title"), arrow.get("aria-label")) == (told, told)


def test_what_is_only_denied_is_left_out_or_drawn_as_denied(camps: Kb, tmp_path: Path) -> None:
    assert "blue backs north" not in ends(drawn(camps, tmp_path))
    assert "1 relation that is only denied is left out." in texts(drawn(camps, tmp_path))
    root = drawn(camps, tmp_path, "--with-denied")
    (denied,) = [each for each in root.iter(f"{SVG}g") if each.get("data-standing") == "denied"]
    assert denied.get("class") == "denied denied"
    assert "denied: only denied" in texts(root)
    # It is the denial that joins the north to the rest.
    assert "north allied_with south" in ends(root)


def test_the_legend_shows_every_colour_and_line_as_it_is_drawn(camps: Kb, tmp_path: Path) -> None:
    root = drawn(camps, tmp_path)
    samples = {
        words.text: sample.get("class")
        for row in root.iter(f"{SVG}g")
        for sample, words in zip(row, list(row)[1:], strict=False)
        if sample.tag == f"{SVG}g" and words.tag == f"{SVG}text" and len(sample) == 1
    }
    assert samples == {
        "hostility": "hostility assessed",
        "support": "support assessed",
        "stated: said by a source in its own voice": "plain stated",
        "claimed: only said by those named": "plain claimed",
    }
    style = str(root.findtext(f"{SVG}style"))
    for group in ("hostility", "support", "plain"):
        assert f".graph .{group} .line {{ stroke: #" in style


def test_no_two_groups_have_one_colour() -> None:
    coloraide = pytest.importorskip("coloraide")
    apart = {
        pair: coloraide.Color(COLORS[pair[0]]).delta_e(COLORS[pair[1]], method="2000")
        for pair in combinations(COLORS, 2)
    }
    nearest = min(apart, key=lambda pair: apart[pair])
    assert apart[nearest] >= 10, (nearest, apart[nearest])


@pytest.mark.parametrize("standing", ["assessed", "disputed"])
def test_the_legend_has_each_standing_that_is_drawn(camps: Kb, tmp_path: Path, standing: str) -> None:
    assert not [each for each in texts(drawn(camps, tmp_path)) if each.startswith(standing)]
    camps.alliances("- {id: a, subject: green, predicate: backs, object: blue, evidence: [two]}")
    camps.claims(
        "- {id: deny, subject: red, predicate: fights, object: blue, start: 2020-02-01, stance: denies}",
        file="claims/more.yaml",
    )
    (camps.folder / "claims.yaml").rename(camps.folder / "claims" / "first.yaml")
    assert [each for each in texts(drawn(camps, tmp_path)) if each.startswith(f"{standing}: ")]


@pytest.mark.parametrize("arguments", [(), ("--with-denied",), ("hts", "--depth", "3")])
def test_the_drawing_is_no_wider_than_the_column_of_a_page(arguments: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("igraph")
    root = drawn(Kb(SHIPPED), tmp_path, *arguments)
    assert root.get("width") == str(WIDTH) == "1056"
    boxes = [each for each in root.iter(f"{SVG}rect") if "actor" in str(each.get("class"))]
    assert len(boxes) > 10
    assert min(float(each.get("x", -1)) for each in boxes) >= 0
    assert max(float(each.get("x", 0)) + float(each.get("width", 0)) for each in boxes) <= WIDTH


def test_a_part_that_is_wider_than_there_is_room_is_narrowed_until_it_fits() -> None:
    """Of a star of forty the last resort is a list downwards: no turn of it is as narrow as two boxes."""
    pytest.importorskip("igraph")
    spokes = [(0, at) for at in range(1, 40)]
    for width in (900, 310, 100):
        boxes = laid_out([(150.0, 30.0)] * 40, spokes, width)
        assert max(box.x + box.width for box in boxes) <= max(width, 150)
        assert not [(one, other) for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_a_drawing_is_tangled_by_lines_that_cross_and_more_by_lines_across_a_box() -> None:
    corners = [Box(x, y, 10, 10) for x in (0, 100) for y in (0, 100)]
    assert tangle(corners, [(0, 1), (2, 3)]) == 0
    assert tangle(corners, [(0, 3), (1, 2)]) == 1
    assert tangle(corners, [(0, 3), (0, 1)]) == 0  # they meet where both begin
    between = [*corners, Box(50, 45, 10, 20)]
    assert tangle(between, [(0, 3)]) == 3
    assert tangle(between, [(0, 4), (4, 3)]) == 0
    assert tangle([*corners, Box(50, 0, 10, 10)], [(0, 3)]) == 0


def test_of_more_relations_than_can_be_read_the_picture_has_the_core_and_says_so(camps: Kb, tmp_path: Path) -> None:
    camps.write("actors.yaml", "\n".join(f"- {{id: a{at}, name: Actor {at}, kind: group}}" for at in range(12)))
    pairs = combinations(range(12), 2)
    camps.claims("\n".join(f"- {{id: c{a}-{b}, subject: a{a}, predicate: backs, object: a{b}}}" for a, b in pairs))
    root = drawn(camps, tmp_path)
    assert len(ends(root)) == 45
    sentence = "Drawn are 45 relations among those who have most of them with each other; 21 more are not drawn."
    assert sentence in texts(root)
    told = camps.run("graph", "-f", "svg").err
    assert told == f"note: {sentence} To choose the part: --actor A --depth N, or --group\n"
    assert camps.run("graph", "-f", "dot").err == ""
    # Whoever was asked for stays.
    assert any("a11" in each.split() for each in ends(drawn(camps, tmp_path, "a11", "--depth", "2")))


def test_the_core_of_a_graph_are_the_actors_with_most_relations_among_each_other() -> None:
    triangle = (_tie("a", "b"), _tie("b", "c"), _tie("c", "a"))
    every = (*triangle, _tie("c", "d"), _tie("d", "e"), _tie("x", "y", "c1", "c2"), _tie("v", "w"))
    assert core(every, 7) == every
    assert _ends(core(every, 5)) == "ab bc ca cd xy"
    assert _ends(core(every, 3)) == "ab bc ca"
    assert _ends(core(every, 2)) == "ca"
    assert _ends(core(every, 3, "d")) == "ca cd"


def test_of_more_relations_between_two_than_can_be_read_those_with_most_evidence_are_kept() -> None:
    every = (_tie("a", "b"), _tie("a", "b", "c1", "c2"), _tie("b", "a", "c3", "c4"))
    assert core(every, 2) == every[1:]
    assert core(every, 2, "a") == every[1:]


def _tie(subject: str, object_: str, *evidence: str) -> Tie:
    words = (subject, "backs", "backs", "is backed by", object_, "support", False, "claimed", None, None)
    return Tie(*words, evidence or ("c",), "F6")


def _ends(ties: tuple[Tie, ...]) -> str:
    return " ".join(tie.subject + tie.object for tie in ties)
