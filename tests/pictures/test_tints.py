"""The tints of a map: any two lie apart for everybody, by models that others published and somebody else wrote down."""

from itertools import combinations

import pytest

from syriakb.pictures.tints import DARK_GROUND, GROUND, INK, OTHERS, TINTS, tint

# How a colour looks without one kind of cones (Brettel 1997, Viénot 1999, Machado 2009), and printed in grey.
VISIONS = {
    "all colours": (),
    **{
        f"{name} by {model}": (name, model)
        for name, models in {
            "protan": ("brettel", "vienot", "machado"),
            "deutan": ("brettel", "vienot", "machado"),
            "tritan": ("brettel", "machado"),
        }.items()
        for model in models
    },
    "grey": ("grayscale",),
}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("ground", [GROUND, DARK_GROUND], ids=["light", "dark"])
def test_any_two_tints_lie_at_least_ten_apart(vision: str, ground: str) -> None:
    seen = {shown: _seen(shown, VISIONS[vision]) for shown in (*TINTS, OTHERS, ground)}
    apart = {pair: seen[pair[0]].delta_e(seen[pair[1]], method="2000") for pair in combinations(seen, 2)}
    assert len(apart) == 21
    nearest = min(apart, key=lambda pair: apart[pair])
    assert apart[nearest] >= 10, nearest


@pytest.mark.parametrize("shown", [*TINTS, OTHERS])
def test_letters_can_be_read_on_every_tint(shown: str) -> None:
    from syriakb.pictures.tints import colors

    coloraide = pytest.importorskip("coloraide")
    parties = {(f"side{at}",): "" for at in range(len(TINTS) + 1)}
    number = [*TINTS, OTHERS].index(shown)
    (rule,) = (line for line in colors(parties).splitlines() if line.startswith(f".map .sign.p{number} "))
    ink = next(each for each in (GROUND, INK) if f"fill: {each};" in rule)
    assert coloraide.Color(ink).contrast(shown) >= 4.5


def test_the_largest_sides_have_tints_of_their_own_and_all_others_share_one() -> None:
    assert [tint(at) for at in range(8)] == [*TINTS, OTHERS, OTHERS, OTHERS]
    assert len({*TINTS, OTHERS}) == 6


def _seen(shown: str, vision: tuple[str, ...]):  # type: ignore[no-untyped-def]
    color = pytest.importorskip("coloraide").Color(shown)
    if not vision:
        return color
    name, *model = vision
    given = {"method": model[0]} if model else {}
    return color.filter(name, 1, **given).convert("srgb").clip()
