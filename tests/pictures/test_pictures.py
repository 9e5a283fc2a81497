"""Maps and graphs: what stands on them, for eyes, for readers of SVG and for programs."""

import json
import random
import re
import time
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from syriakb.pictures.labels import Box, text_width
from syriakb.pictures.layout import laid_out
from tests.kb import SHIPPED, Kb, run

# The library that reads DOT warns of its own future, which is not ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> \"'&<b> ]]> \x1b[31m \N{RIGHT-TO-LEFT OVERRIDE}x %s {0} `#;\\n -->"
SQUARES = {
    "type": "FeatureCollection",
    "credit": "Drawn by hand",
    "features": [
        {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in {
            "north": [[0, 5], [10, 5], [10, 10], [0, 10], [0, 5]],
            "south": [[0, 0], [10, 0], [10, 5], [0, 5], [0, 0]],
        }.items()
    ],
}


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.write(
        "places.yaml",
        """
        - {id: marches, name: The Marches, kind: country}
        - {id: north, name: Northern March, kind: region, within: [marches]}
        - {id: south, name: Southern March, kind: region, within: [marches]}
        - {id: ford, name: Ford, kind: provincial-capital, within: [north], lat: 8, lon: 3}
        - {id: mill, name: Mill, kind: provincial-capital, within: [north], lat: 7, lon: 7}
        - {id: quay, name: Quay, kind: provincial-capital, within: [south], lat: 2, lon: 5}
        """,
    )
    kb.claims("""
        - {id: red-takes-ford, subject: red, predicate: took, object: ford, start: 2020-02}
        - {id: blue-besieges, subject: blue, predicate: besieges, object: ford, start: 2020-03}
        - {id: league-holds, subject: league, predicate: holds, object: north, start: 2019}
        - {id: grey-pays, subject: grey, predicate: backs, object: red, start: 2019}
        - {id: denied, subject: grey, predicate: backs, object: green, stance: denies}
        - {id: greens, subject: green, predicate: member_of, object: league}
        - {id: rivals, subject: red, predicate: rival_of, object: blue}
        """)
    kb.write("geometry.geojson", json.dumps(SQUARES))
    return kb


def svg(kb: Kb, tmp_path: Path, *arguments: str) -> ET.Element:
    path = tmp_path / "out.svg"
    option = "--svg" if arguments[0] == "map" else "--out"
    result = kb.run(*arguments, option, str(path))
    assert result.status == 0, result
    return ET.fromstring(path.read_text(encoding="utf-8"))


def texts(root: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def test_the_map_on_a_terminal_has_a_letter_for_each_controller_and_a_legend_with_counts(war: Kb) -> None:
    result = war.run("map")
    assert result.status == 0
    lines = result.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:2] == ["The Marches", "as of 2020-12-31"]
    legend = "\n".join(lines)
    assert "A  League of the Marches  1 provincial capital, 1 region" in legend
    assert "B  Red Company            1 provincial capital" in legend
    assert "?  unknown                1 provincial capital, 1 region" in legend
    assert re.search(r"\(B\) +Ford", legend)
    assert re.search(r"a  Mill", legend)
    assert re.search(r"\?  Quay", legend)
    assert "Outlines: Drawn by hand" in legend
    assert "\x1b" not in result.out


def test_the_map_names_the_capitals_that_it_cannot_show(war: Kb, tmp_path: Path) -> None:
    said = "Not on the map, for want of coordinates: Quay."
    assert said not in war.run("map").out
    places = (war.folder / "places.yaml").read_text(encoding="utf-8")
    war.write("places.yaml", places.replace(", lat: 2, lon: 5", ""))
    assert said in war.run("map").out.splitlines()
    assert said in texts(svg(war, tmp_path, "map"))


def test_a_mark_at_the_western_edge_is_whole(war: Kb) -> None:
    (war.folder / "geometry.geojson").unlink()
    assert re.search(r"^\(B\) +Ford", war.run("map").out, re.MULTILINE)


def test_wide_signs_shift_nothing_on_the_map(war: Kb) -> None:
    plain = war.run("map").out.splitlines()
    places = (war.folder / "places.yaml").read_text(encoding="utf-8")
    war.write("places.yaml", places.replace("name: Mill", "name: 城市"))
    wide = war.run("map").out.splitlines()
    assert [line.replace("城市", "Mill") for line in wide] == plain


def test_each_controller_has_a_sign_of_its_own(war: Kb) -> None:
    bands = range(30)
    war.write("actors.yaml", "\n".join(f"- {{id: b{at}, name: Band {at}, kind: militia}}" for at in bands))
    places = (f"{{id: t{at}, name: T{at}, kind: provincial-capital, lat: {at}, lon: {at / 2}}}" for at in bands)
    war.write("places.yaml", "".join(f"- {place}\n" for place in places))
    war.claims("\n".join(f"- {{id: c{at}, subject: b{at}, predicate: holds, object: t{at}}}" for at in bands))
    legend = re.findall(r"^(\w+) +Band", war.run("map").out, re.MULTILINE)
    assert len(set(legend)) == len(legend) == 30


def test_long_names_leave_the_legend_within_the_screen(war: Kb) -> None:
    actors = (war.folder / "actors.yaml").read_text(encoding="utf-8")
    war.write("actors.yaml", actors.replace("name: Red Company", f"name: {'Company of the Red ' * 6}"))
    war.write("kb.yaml", f"title: {'The Long War of the Marches ' * 5}\nschema: 1\nas_of: 2020-12-31\n")
    assert max(map(len, war.run("map").out.splitlines())) <= 80


@pytest.mark.parametrize("picture", ["map", "graph"])
def test_a_title_is_no_wider_than_its_picture(war: Kb, tmp_path: Path, picture: str) -> None:
    if picture == "graph":
        pytest.importorskip("igraph")
    long = "MARCHES AND WARS " * 8
    war.write("kb.yaml", f"title: {long}\nschema: 1\nas_of: 2020-12-31\n")
    actors = (war.folder / "actors.yaml").read_text(encoding="utf-8")
    war.write("actors.yaml", actors.replace("name: Red Company", f"name: {long}"))
    root = svg(war, tmp_path, *(["map"] if picture == "map" else ["graph", "red", "--format", "svg"]))
    (title,) = (each.text or "" for each in root.iter(f"{SVG}text") if each.get("class") == "title")
    assert title.endswith("…")
    assert text_width(title, 20) < float(root.get("width", 0)) - 24


def test_the_map_of_another_day_is_another_map(war: Kb) -> None:
    assert re.search(r"\ba  Ford", war.run("map", "--as-of", "2020-01").out)


def test_the_map_of_a_knowledge_base_without_outlines_has_points(war: Kb) -> None:
    (war.folder / "geometry.geojson").unlink()
    drawn = war.run("map").out
    assert "Ford" in drawn
    assert not re.search("[\u2801-\u28ff]", drawn)


def test_the_map_in_ascii_has_nothing_else(war: Kb) -> None:
    from tests.kb import run as run_here

    assert run_here("map", "--data", str(war.folder), encoding="ascii").out.isascii()


def test_without_coordinates_the_map_says_what_to_add(kb: Kb) -> None:
    result = kb.run("map")
    assert (result.status, result.out) == (1, "")
    assert "no place has coordinates or an outline" in result.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "It is not JSON"),
        ("[]", "It is no FeatureCollection"),
        ('{"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}', "Feature 1 is no Polygon"),
        ('{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}}]}', "Feature 1 has a ring"),
        ('{"features": [{"geometry": {"type": "Polygon", "coordinates": 1}}]}', "Feature 1 has a ring"),
        ('{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1,2],[NaN,3],[2,2],[1,2]]]}}]}', "a ring"),
        ("\udcff", "It is not JSON in UTF-8"),
    ],
)
def test_geometry_that_cannot_be_read_is_one_sentence(war: Kb, content: str, sentence: str) -> None:
    (war.folder / "geometry.geojson").write_bytes(content.encode("utf-8", "surrogateescape"))
    result = war.run("map")
    assert (result.status, result.out) == (1, "")
    assert sentence in result.err
    assert len(result.err.splitlines()) == 1


def test_check_tells_of_geometry_that_fits_no_place_or_cannot_be_read(war: Kb) -> None:
    own = war.problems()
    assert [each.split()[1] for each in own] == ["start-after-report"] * 2
    shapes = json.loads(json.dumps(SQUARES))
    shapes["features"][0]["properties"] = {"iso": "XX-1"}
    shapes["features"][1]["properties"] = {}
    war.write("geometry.geojson", json.dumps(shapes))
    assert sorted(war.problems()) == sorted([*own, "warning unknown-place geometry.geojson 1 1"])
    war.write("geometry.geojson", '{"features": [\n}')
    assert sorted(war.problems()) == sorted([*own, "error bad-geometry geometry.geojson 2 1"])


def test_the_map_as_svg_tells_states_apart(war: Kb, tmp_path: Path) -> None:
    root = svg(war, tmp_path, "map")
    by_place = {each.get("data-place"): each for each in root.iter(f"{SVG}g") if each.get("data-place")}
    shapes = {place: [shape.get("class") for shape in group] for place, group in by_place.items()}
    assert "dot p1 stated besieged" in shapes["ford"]
    assert "ring p1 stated besieged" in shapes["ford"]
    assert "dot p0 inferred held" in shapes["mill"]
    assert "dot nobody unknown unknown" in shapes["quay"]
    assert "area p0 stated held" in shapes["north"]
    (sign,) = {each.text for each in by_place["mill"].iter(f"{SVG}text")}
    assert sign == "a"
    titles = {place: "".join(group.find(f".//{SVG}title").itertext()) for place, group in by_place.items()}  # type: ignore[union-attr]
    assert titles["ford"] == (
        "Ford: Red Company (besieged, stated, since 2020-02, grade B6); besieged by Blue Guard since 2020-03;"
        " announced; by the latest report, 2020-01-01, held by League of the Marches (league-holds);"
        " stale: reported last 2020-01-01"
    )
    assert titles["quay"] == "Quay: unknown"
    said = texts(root)
    assert "Who controls what, as of 2020-12-31" in said
    assert "From: Radio March" in said
    assert "Outlines: Drawn by hand" in said


@pytest.mark.parametrize("picture", ["map", "graph"])
def test_labels_do_not_overlap_in_the_shipped_knowledge_base(picture: str, tmp_path: Path) -> None:
    if picture == "graph":
        pytest.importorskip("igraph")
    root = svg(Kb(SHIPPED), tmp_path, *(["map"] if picture == "map" else ["graph", "--format", "svg"]))
    for narrow in [each for each in root.iter() if "narrow" in str(each.get("class"))]:
        narrow.clear()  # what is made for narrow screens is not shown beside what is made for wide ones
    boxes = dict(_boxes(root, 0, 0))
    assert len(boxes) > 14
    for (one, its), (other, others) in combinations(boxes.items(), 2):
        assert not its.overlaps(others), (one, other)


def _boxes(element: ET.Element, x: float, y: float) -> list[tuple[str, Box]]:
    """The box of each text, by its class's size and its anchor; texts of one wording are told apart by their place."""
    if match := re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", "")):
        x, y = x + float(match[1]), y + float(match[2])
    found = []
    for child in element:
        if child.tag == f"{SVG}text":
            words, class_ = "".join(child.itertext()), child.get("class") or ""
            size = {"title": 20, "small": 12, "words": 11}.get(class_, 14)
            width = text_width(words, size) * 0.9
            left = x + float(child.get("x", 0))
            if (
                class_ == "words"
                or class_.startswith("sign")
                or (not class_ and "translate" in str(element.get("transform")))
                or _centred(element)
            ):
                left -= width / 2
            top = y + float(child.get("y", 0)) - size * 0.8
            found.append((f"{words} at {left:.0f},{top:.0f}", Box(left, top, width, size)))
        found += _boxes(child, x, y)
    return found


def _centred(element: ET.Element) -> bool:
    return element.get("data-actor") is not None


def test_the_graph_on_a_terminal_is_a_tree(war: Kb) -> None:
    drawn = war.run("graph", "red").out.splitlines()
    assert drawn[3:8] == [
        "Red Company",
        "├── support",
        "│   └── ← is backed by Grey Kingdom  ◉ stated  since 2019  p1  B6",
        "└── hostility",
        "    └── ↔ is a rival of Blue Guard  ◉ stated  p1  B6",
    ]
    assert "Green Band" not in "\n".join(drawn)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("tree", "backs Green Band  ✕ denied"),
        ("dot", '"not: backs"'),
        ("mermaid", '"backs (denied)"'),
        ("graphml", ">backs (denied)<"),
        ("svg", 'class="denied denied"'),
    ],
)
def test_a_relation_that_is_only_denied_is_drawn_where_it_is_asked_for_and_marked(
    war: Kb, form: str, said: str
) -> None:
    if form == "svg":
        pytest.importorskip("igraph")
    without, with_ = (war.run("graph", "grey", "-f", form, *given) for given in ((), ("--with-denied",)))
    assert "Green Band" not in without.out
    assert said in with_.out
    note = "note: 1 relation that is only denied is left out. To have them in it: --with-denied\n"
    assert (without.err, with_.err) == (note, "")


def test_the_actor_of_a_graph_is_named_once(war: Kb) -> None:
    assert war.run("graph", "--actor", "red").out == war.run("graph", "red").out
    result = war.run("graph", "red", "--actor", "blue")
    assert (result.status, result.out) == (2, "")
    assert "Name one actor" in result.err


def test_depth_follows_relations_but_none_that_is_only_denied(war: Kb) -> None:
    deep = war.run("graph", "red", "--depth", "5", "--with-denied").out
    assert "→ backs Green Band  ✕ denied" in deep
    assert "League" not in deep
    assert "League" in war.run("graph", "green", "--depth", "5").out


def test_the_graph_of_all_shows_every_relation_once(war: Kb) -> None:
    drawn = war.run("graph").out
    assert drawn.count("is a rival of") == 1
    assert drawn.count("backs") == 1
    assert war.run("graph", "--group", "membership").out.count("──") == 1


def test_dot_is_read_by_another_parser(war: Kb) -> None:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(war.run("graph", "--format", "dot", "--with-denied").out)
    edges = {(edge.get_source(), edge.get_destination()): edge.get_attributes() for edge in graph.get_edges()}
    assert edges['"grey"', '"red"']["style"] == '"solid"'
    assert edges['"grey"', '"green"']["label"] == '"not: backs"'
    assert edges['"blue"', '"red"']["dir"] == '"none"'
    assert {node.get_name() for node in graph.get_nodes()} >= {'"red"', '"league"'}


def test_no_path_in_dot_leads_over_what_is_only_denied(war: Kb) -> None:
    pydot, networkx = pytest.importorskip("pydot"), pytest.importorskip("networkx")
    for asked, led in (([], False), (["--with-denied"], True)):
        (read,) = pydot.graph_from_dot_data(war.run("graph", "--format", "dot", *asked).out)
        graph = networkx.DiGraph()
        graph.add_edges_from((edge.get_source(), edge.get_destination()) for edge in read.get_edges())
        assert networkx.has_path(graph, '"grey"', '"red"')
        assert ('"green"' in graph and networkx.has_path(graph, '"grey"', '"green"')) == led


def test_mermaid_has_a_line_for_each_relation(war: Kb) -> None:
    lines = war.run("graph", "grey", "--format", "mermaid", "--with-denied").out.splitlines()
    assert lines[3] == "flowchart LR"
    assert [line.strip() for line in lines if "|" in line] == [
        'n1 --x|"backs (denied)"| n0',
        'n1 -->|"backs (stated)"| n2',
    ]
    both_ways = [line.strip() for line in war.run("graph", "--format", "mermaid").out.splitlines() if "rival" in line]
    assert [line.split("|")[0].split()[1] for line in both_ways] == ["---"]


def test_graphml_of_one_actor_is_read_by_networkx(war: Kb, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "out.graphml"
    assert war.run("graph", "red", "--format", "graphml", "--out", str(path)).status == 0
    assert sorted(networkx.read_graphml(path).nodes) == ["blue", "grey", "red"]


def test_the_graph_as_svg_tells_standings_apart(war: Kb, tmp_path: Path) -> None:
    pytest.importorskip("igraph")
    root = svg(war, tmp_path, "graph", "--format", "svg", "--with-denied")
    groups = [each.get("class") for each in root.iter(f"{SVG}g") if each.find(f"{SVG}title") is not None]
    assert {"support stated", "denied denied", "membership stated", "hostility stated"} <= set(groups)


def test_the_graph_without_its_library_says_what_to_install(war: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "igraph", None)
    result = war.run("graph", "--format", "svg")
    assert (result.status, result.out) == (1, "")
    assert result.err.endswith("pip install 'syriakb[graph]'\n")


@pytest.mark.parametrize(
    "command",
    [("map",), ("graph",), *(("graph", "--format", name) for name in ("dot", "mermaid", "svg", "graphml"))],
)
def test_hostile_text_stays_text(war: Kb, tmp_path: Path, command: tuple[str, ...]) -> None:
    places = (war.folder / "places.yaml").read_text(encoding="utf-8")
    (war.folder / "places.yaml").write_text(places.replace("name: Ford", f"name: {json.dumps(HOSTILE)}"))
    actors = (war.folder / "actors.yaml").read_text(encoding="utf-8")
    (war.folder / "actors.yaml").write_text(actors.replace("name: Red Company", f"name: {json.dumps(HOSTILE)}"))
    war.write("geometry.geojson", json.dumps({**SQUARES, "credit": HOSTILE}))
    war.write("kb.yaml", f"title: {json.dumps(HOSTILE)}\nschema: 1\nas_of: 2020-12-31\n")
    result = war.run(*command)
    assert result.status == 0, result
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", result.out)
    if "svg" in command or "graphml" in command:
        root = ET.fromstring(result.out)
        assert not [each for each in root.iter() if each.tag.endswith("script")]
    if "dot" in command:
        pydot = pytest.importorskip("pydot")
        (graph,) = pydot.graph_from_dot_data(result.out)
        assert len(graph.get_edges()) == 3
    if "mermaid" in command:
        assert all(line.count('"') in (0, 2) for line in result.out.splitlines())
        assert "<" not in result.out.replace("<-", "")
    if command == ("map",):
        path = tmp_path / "map.svg"
        assert war.run("map", "--svg", str(path)).status == 0
        assert not [each for each in ET.parse(path).iter() if each.tag.endswith("script")]


def test_pictures_of_the_shipped_knowledge_base_are_drawn_twice_the_same(tmp_path: Path) -> None:
    pytest.importorskip("igraph")
    for command in (("map",), ("graph",), ("graph", "--format", "svg")):
        assert run(*command, "--data", str(SHIPPED)).out == run(*command, "--data", str(SHIPPED)).out


def test_very_many_towns_are_small_dots_with_their_state_in_the_title(kb: Kb, tmp_path: Path) -> None:
    kb.write(
        "places.yaml", "\n".join(f"- {{id: v{at}, name: V {at}, lat: {at / 9}, lon: {at / 2}}}" for at in range(201))
    )
    kb.claims("- {id: taken, subject: red, predicate: took, object: v7, start: 2020-02-01, reported: 2020-03}")
    root = svg(kb, tmp_path, "map")
    dots = [each for each in root.iter(f"{SVG}g") if each.get("data-place")]
    assert len(dots) == 201
    assert {str(shape.get("class")).split()[0] for each in dots for shape in each.iter(f"{SVG}circle")} == {"dot"}
    assert [each.findtext(f"{SVG}title") for each in dots if each.get("data-status") != "unknown"] == [
        "V 7: Red Company (held, stated, since 2020-02-01, grade B6); stale: reported last 2020-03"
    ]
    said = texts(root)
    assert "V 7" not in said
    assert "201 places are small dots without letter or name, for want of room." in said


def test_parts_of_a_graph_that_nothing_joins_stand_in_rows_no_wider_than_the_page() -> None:
    pytest.importorskip("igraph")
    pairs = [(at, at + 1) for at in range(0, 60, 2)]
    boxes = laid_out([(150.0, 30.0)] * 60, pairs, 1000)
    assert max(box.x + box.width for box in boxes) <= 1000
    assert min(box.x for box in boxes) == min(box.y for box in boxes) == 0
    assert not [(one, other) for one, other in combinations(boxes, 2) if one.overlaps(other)]
    tops = {box.y for box in boxes}
    assert 5 < len(tops) < 30


def test_a_large_graph_is_drawn_before_anybody_gives_up(kb: Kb, tmp_path: Path) -> None:
    pytest.importorskip("igraph")
    kb.write("actors.yaml", "\n".join(f"- {{id: a{at}, name: Actor {at}, kind: group}}" for at in range(80)))
    chance = random.Random(1)
    pairs = dict.fromkeys(tuple(chance.sample(range(80), 2)) for _ in range(400))
    claims = (f"- {{id: c{a}-{b}, subject: a{a}, predicate: backs, object: a{b}}}" for a, b in pairs)
    kb.claims("\n".join(claims))
    begun = time.process_time()
    svg(kb, tmp_path, "graph", "--format", "svg")
    assert time.process_time() - begun < 6
