"""`syriakb map`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.asking import Terms, ask
from syriakb.cli.files import format_of, give, give_png
from syriakb.cli.options import PngOption
from syriakb.cli.output import screen, write
from syriakb.cli.terms import SidesOption, on_terms
from syriakb.export import Part
from syriakb.pictures import atlas

Out = Annotated[
    Path | None,
    typer.Option("--out", "--svg", "-o", metavar="FILE", help="Write it as a picture, SVG; - is standard output."),
]


@on_terms()
def map(out: Out = None, png: PngOption = None, sides: SidesOption = False, *, terms: Terms) -> None:
    """Who controls the provincial capitals and the areas around them, on a map."""
    format_of(out, None, {"svg": "svg"})
    chart = ask(terms, lambda kb: atlas.atlas(kb.by_sides(sides)))
    if out is None and png is None:
        from syriakb.render.map import render

        return write(render(chart, screen()))
    from syriakb.pictures.mapsheet import document

    if png:
        return give_png("map", document(chart), png, out)
    return give(Part("map.svg", iter([document(chart).encode()])), out)
