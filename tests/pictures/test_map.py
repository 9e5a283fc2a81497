"""Maps of made-up conflicts: every side told apart, what is shared, disputed and besieged, and whom it is owed to."""

import json
import re
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest

from syriakb.disk.geometry import AROUND
from syriakb.pictures.charts import Atlas, Held, Region, Town
from syriakb.pictures.mapsvg import clipped, figure
from syriakb.pictures.tints import OTHERS, TINTS
from tests.kb import Kb, run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def duchies(kb: Kb) -> Kb:
    """A country of two duchies in squares, and a town in each."""
    kb.write(
        "places.yaml",
        """
        - {id: marches, name: The Marches, kind: country}
        - {id: north, name: Northern March, kind: region, within: [marches]}
        - {id: south, name: Southern March, kind: region, within: [marches]}
        - {id: ford, name: Ford, kind: provincial-capital, within: [north], lat: 8, lon: 3, source: press}
        - {id: quay, name: Quay, kind: provincial-capital, within: [south], lat: 2, lon: 5, source: atlas}
        """,
    )
    kb.write(
        "sources.yaml",
        """
        - {id: radio, title: Radio March, published: 2020-01-01, reliability: B}
        - {id: press, title: The March Press, published: 2020-06-01, reliability: D}
        - {id: atlas, title: Atlas of the Marches, publisher: The Surveyors, published: 2019-01-01}
        """,
    )
    squares = {"north": _square(0, 5, 10, 10), "south": _square(0, 0, 10, 5)}
    features = [_feature(ring, id=name) for name, ring in squares.items()]
    kb.write("geometry.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    return kb


def _square(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _feature(ring: list[list[float]], **properties: str) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def many(kb: Kb, sides: int) -> None:
    """So many sides, each of which holds a town; the first three hold a second one."""
    kb.write("actors.yaml", "\n".join(f"- {{id: b{at:02}, name: Band {at}, kind: militia}}" for at in range(sides)))
    towns = range(sides + 3)
    kb.write(
        "places.yaml",
        "\n".join(
            f"- {{id: t{at}, name: T{at}, kind: provincial-capital, lat: {at % 6}, lon: {at // 6}}}" for at in towns
        ),
    )
    kb.claims("\n".join(f"- {{id: c{at}, subject: b{at % sides:02}, predicate: holds, object: t{at}}}" for at in towns))


def drawn(kb: Kb, tmp_path: Path) -> ET.Element:
    path = tmp_path / "map.svg"
    result = kb.run("map", "-o", str(path))
    assert result.status == 0, result
    return ET.fromstring(path.read_text(encoding="utf-8"))


def said(root: ET.Element) -> str:
    return "\n".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


def groups(root: ET.Element, place: str) -> list[ET.Element]:
    return [each for each in root.iter(f"{SVG}g") if each.get("data-place") == place]


def signs(root: ET.Element, place: str) -> set[str]:
    return {str(each.text) for group in groups(root, place) for each in group.iter(f"{SVG}text")}


def parts(root: ET.Element, place: str) -> list[str]:
    return [str(part.get("class")) for part in groups(root, place)[0] if part.get("class")]


def fills(root: ET.Element) -> dict[str, str]:
    """What the style sheet fills areas of each class with."""
    return dict(re.findall(r"\.map \.area\.([\w.]+), [^{]*\{ fill: ([^;]+);", str(root.findtext(f"{SVG}style"))))


@pytest.mark.parametrize("sides", [12, 30])
def test_every_side_has_a_letter_the_largest_a_tint_and_the_others_one_together(
    kb: Kb, tmp_path: Path, sides: int
) -> None:
    many(kb, sides)
    root = drawn(kb, tmp_path)
    letters = {f"t{at}": signs(root, f"t{at}") for at in range(sides)}
    assert all(len(each) == 1 for each in letters.values())
    assert len(set().union(*letters.values())) == sides
    shades = [fills(root)[f"p{at}"] for at in range(sides)]
    assert shades == [*TINTS, *[OTHERS] * (sides - len(TINTS))]
    # Those who hold most come first, and the others are listed in one, each with its letter.
    legend = said(root)
    assert "A  Band 0: 2 provincial capitals" in legend
    listed = legend[legend.index("Others:") : legend.index("Letters:")].replace("\n", " ")
    assert re.findall(r"Band (\d+): 1 provincial capital\b", listed) == [str(at) for at in range(5, sides)]


@pytest.mark.parametrize("sides", [12, 30])
def test_the_terminal_has_the_letters_of_the_picture(kb: Kb, tmp_path: Path, sides: int) -> None:
    many(kb, sides)
    root = drawn(kb, tmp_path)
    legend = dict(re.findall(r"^(\w+) +Band (\d+) ", kb.run("map").out, re.MULTILINE))
    assert {int(band): letter for letter, band in legend.items()} == {
        at: signs(root, f"t{at}").pop() for at in range(sides)
    }


def test_those_who_hold_a_place_together_have_stripes_of_their_tints_and_no_tint_of_their_own(
    duchies: Kb, tmp_path: Path
) -> None:
    duchies.claims("""
        - {id: reds, subject: red, predicate: holds, object: ford, start: 2020}
        - {id: red, subject: red, predicate: took, object: south, start: 2020-02-01}
        - {id: blue, subject: blue, predicate: holds, object: south, start: 2020-01-05}
        - {id: both, subject: blue, predicate: holds, object: north, start: 2020-01-05}
        - {id: too, subject: green, predicate: holds, object: north, start: 2020-01-05}
        """)
    root = drawn(duchies, tmp_path)
    states = duchies.rows("place status controllers", "control")
    assert "north held blue,green" in states or "north disputed blue,green" in states
    state = next(each for each in states if each.startswith("north"))
    assert signs(root, "north") == {"B/C" if "disputed" in state else "B+C"}
    (shape,) = (each for each in parts(root, "north") if each.startswith("area "))
    number = shape.split()[1]
    rule = fills(root)[f"{number}.disputed" if "disputed" in state else number]
    pattern = next(each for each in root.iter(f"{SVG}pattern") if rule == f"url(#{each.get('id')})")
    assert [bar.get("fill") for bar in pattern] == [TINTS[1], TINTS[2]]
    assert fills(root)[number] not in (*TINTS, OTHERS)


def test_a_holder_who_is_denied_is_striped_with_the_ground(duchies: Kb, tmp_path: Path) -> None:
    duchies.claims("""
        - {id: reds, subject: red, predicate: holds, object: ford, start: 2020}
        - {id: not-red, subject: red, predicate: holds, object: ford, stance: denies, start: 2020, source: press}
        """)
    assert duchies.rows("status controllers", "control", "ford") == ["disputed red"]
    root = drawn(duchies, tmp_path)
    assert signs(root, "ford") == {"A/?"}
    (pattern,) = (each for each in root.iter(f"{SVG}pattern") if each.get("id") == "dispute-0")
    assert [bar.get("fill") for bar in pattern] == [TINTS[0], "#ffffff"]
    assert "A/?  Red Company (disputed): 1 provincial capital" in said(root)
    assert re.search(r"^A/\?  Red Company \(disputed\) +1 provincial capital$", duchies.run("map").out, re.MULTILINE)


def test_a_siege_over_an_inferred_holder_shows_both() -> None:
    held = Held(("red",), "besieged", "inferred", "2020-02-01", ("siege",), "B6")
    ford, south = (
        Town("ford", "Ford", "town", 8, 3),
        Region("south", "South", "region", ((((0, 0), (9, 0), (9, 5), (0, 0)),),)),
    )
    states = {"ford": held, "south": held}
    atlas = Atlas("", 20200301, None, (south,), (ford,), states, {("red",): "Red Company"}, (), None, (), ())
    root = ET.fromstring(figure(atlas).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
    assert signs(root, "ford") == signs(root, "south") == {"a"}
    assert {"core p0 inferred besieged", "ring p0 inferred besieged"} <= set(parts(root, "ford"))
    assert {"holes p0 inferred besieged", "line p0 inferred besieged"} <= set(parts(root, "south"))
    assert groups(root, "ford")[0].findtext(f"{SVG}title", "").startswith("Ford: Red Company (besieged, inferred")


def test_the_group_of_a_place_has_what_a_page_tells_of_it(duchies: Kb, tmp_path: Path) -> None:
    duchies.claims("- {id: reds, subject: red, predicate: took, object: ford, start: 2020-02-01, reported: 2020-03}")
    wide, narrow = groups(drawn(duchies, tmp_path), "ford")
    state = {key.removeprefix("data-"): value for key, value in wide.items() if key.startswith("data-")}
    assert state == {
        "place": "ford",
        "name": "Ford",
        "holder": "Red Company",
        "status": "held",
        "basis": "stated",
        "since": "2020-02-01",
        "grade": "B6",
        "evidence": "reds",
        "beside": "stale: reported last 2020-03",
    }
    assert {key: narrow.get(key) for key in wide.attrib} == dict(wide.items())
    assert wide.get("aria-label") == wide.findtext(f"{SVG}title")


def test_the_map_credits_the_sources_of_its_coordinates(duchies: Kb, tmp_path: Path) -> None:
    credit = "Coordinates: Atlas of the Marches (The Surveyors); The March Press"
    assert credit in said(drawn(duchies, tmp_path))
    assert credit in duchies.run("map").out
    exported = json.loads(duchies.run("export", "geojson").out)
    assert exported["credits"] == ["Atlas of the Marches (The Surveyors)", "The March Press"]


def test_the_scale_bar_is_as_long_as_it_says(duchies: Kb, tmp_path: Path) -> None:
    # Ten degrees of latitude, 1112 km, are the 672 units between the margins.
    (bar,) = (each.get("d", "") for each in drawn(duchies, tmp_path).iter(f"{SVG}path") if each.get("class") == "bar")
    left, right = map(float, re.findall(r"H([\d.]+)", f"H{bar[1:].split()[0]}{bar}"))
    assert "200 km" in said(drawn(duchies, tmp_path))
    assert right - left == pytest.approx(200 / 1111.95 * 672, abs=0.2)


def test_neighbours_and_sea_are_drawn_in_outline_within_the_frame_and_belong_to_no_place(
    duchies: Kb, tmp_path: Path
) -> None:
    shapes = json.loads((duchies.folder / "geometry.geojson").read_text(encoding="utf-8"))
    shapes["features"] += [
        _feature(_square(-90, -80, 10, -0.1), role="neighbour", name="Fens"),
        _feature(_square(9, 9, 90, 80), role="sea", name="Grey Sea"),
    ]
    duchies.write("geometry.geojson", json.dumps(shapes))
    assert duchies.problems() == []
    root = drawn(duchies, tmp_path)
    around = {str(each.get("class")): str(each.get("d")) for each in root.iter(f"{SVG}path") if each.get("class")}
    for role in ("neighbour", "sea"):
        numbers = list(map(float, re.findall(r"[\d.]+", around[role])))
        assert min(numbers) >= 0
        assert max(numbers) <= 720
    shapes["features"][-1]["properties"]["role"] = "lake"
    duchies.write("geometry.geojson", json.dumps(shapes))
    assert "Feature 4 has the role lake, which is none of neighbour, sea." in duchies.run("map").err


def test_a_ring_is_cut_to_its_frame() -> None:
    ring = [(-5.0, 2.0), (5.0, 2.0), (5.0, 8.0), (-5.0, 8.0), (-5.0, 2.0)]
    cut = clipped(ring, (0.0, 0.0, 10.0, 6.0))
    assert cut[0] == cut[-1]
    assert set(cut) == {(0.0, 2.0), (5.0, 2.0), (5.0, 6.0), (0.0, 6.0)}
    assert clipped(ring, (20.0, 20.0, 30.0, 30.0)) == []


def test_names_are_of_eleven_pixels_on_a_phone_and_those_without_room_are_named_below(kb: Kb, tmp_path: Path) -> None:
    kb.write(
        "places.yaml",
        "\n".join(
            f"- {{id: t{at}, name: Town number {at}, kind: provincial-capital, lat: {at % 9}, lon: {at // 9}}}"
            for at in range(81)
        ),
    )
    root = drawn(kb, tmp_path)
    (narrow,) = re.findall(r"\.map \.narrow text \{ font-size: (\d+)px", str(root.findtext(f"{SVG}style")))
    # A page leaves the map 358 of 390 px, and the map is 720 units wide.
    assert int(narrow) * 358 / 720 >= 11
    names = {layer: _names(root, layer) for layer in ("wide", "narrow")}
    assert len(names["wide"]) > len(names["narrow"]) > 5
    assert _counted(root, "Without a name beside them, for want of room") == 81 - len(names["wide"]) > 0
    assert _counted(root, "On a narrow screen also") == len(names["wide"] - names["narrow"])


def _counted(root: ET.Element, words: str) -> int:
    """How many names a sentence has, and says that there are more of."""
    (listed,) = re.findall(f"{words}: (.*?)\\.", said(root).replace("\n", " "))
    named, _, more = listed.partition(" and ")
    return len(named.split(", ")) + int(more.removesuffix(" more") or 0)


def _names(root: ET.Element, layer: str) -> set[str]:
    shown = (each for group in root.iter(f"{SVG}g") if group.get("class") == layer for each in group)
    return {str(each.text) for each in shown if each.get("class") == "name"}


@pytest.mark.parametrize("picture", ["map", "graph"])
def test_a_picture_in_dots_is_that_of_the_svg(duchies: Kb, tmp_path: Path, picture: str) -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("igraph")
    duchies.claims("""
        - {id: both, subject: blue, predicate: holds, object: north, start: 2020-01-05}
        - {id: too, subject: green, predicate: holds, object: north, start: 2020-01-05}
        - {id: pays, subject: grey, predicate: backs, object: red}
        """)
    vector, dots = tmp_path / "out.svg", tmp_path / "out.png"
    assert duchies.run(picture, "-o", str(vector)).status == 0
    result = duchies.run(picture, "--png", str(dots))
    assert (result.status, result.out) == (0, ""), result
    width, height = struct.unpack(">II", dots.read_bytes()[16:24])
    root = ET.fromstring(vector.read_text(encoding="utf-8"))
    assert dots.read_bytes().startswith(b"\x89PNG")
    assert (width, height) == tuple(2 * int(str(root.get(side))) for side in ("width", "height"))


def test_the_dots_of_an_area_have_the_tints_of_those_who_dispute_it(duchies: Kb, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    duchies.claims("""
        - {id: both, subject: blue, predicate: took, object: north, start: 2020-01-05}
        - {id: too, subject: green, predicate: took, object: north, start: 2020-01-05}
        """)
    with patch("syriakb.pictures.png._ZOOM", 0.5):
        duchies.run("map", "--png", str(tmp_path / "out.png"))
    pixels = _pixels((tmp_path / "out.png").read_bytes())
    seen = {color for color, count in Counter(pixels).items() if count > 100}
    assert {bytes.fromhex(each[1:]) for each in TINTS[:2]} <= seen
    assert not {bytes.fromhex(each[1:]) for each in (*TINTS[2:], OTHERS)} & seen


def test_a_picture_in_dots_is_one_file_and_says_what_it_needs(
    duchies: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "out.png")
    both = duchies.run("map", "--png", target, "-o", str(tmp_path / "out.svg"))
    assert (both.status, both.err) == (
        2,
        "error: Ask for one picture: --png FILE, or another file or format, not both.\n",
    )
    assert duchies.run("map", "--png", str(tmp_path / "out.svg")).status == 2
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    lacking = duchies.run("map", "--png", target)
    assert (lacking.status, lacking.out) == (1, "")
    assert lacking.err.endswith("pip install 'syriakb[png]'\n")
    assert not Path(target).exists()


def _pixels(png: bytes) -> list[bytes]:
    """The colours of the dots of a PNG of 8 bits a channel (its specification of 2003, sections 9 and 11)."""
    width, _, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    raw, line = zlib.decompress(packed), bytearray(4 * width)
    found = []
    for start in range(0, len(raw), 4 * width + 1):
        line = _unfiltered(raw[start], raw[start + 1 : start + 4 * width + 1], line)
        found += [bytes(line[each : each + 3]) for each in range(0, len(line), 4)]
    return found


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    found = bytearray(line)
    for at, value in enumerate(line):
        left, up, corner = (found[at - 4], above[at], above[at - 4]) if at > 3 else (0, above[at], 0)
        nearest = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
        found[at] = (value + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return found


def test_the_guide_tells_every_role_of_a_feature() -> None:
    told = run("help", "data-model").out
    assert [role for role in AROUND if f'"role": "{role}"' not in " ".join(told.split())] == []
