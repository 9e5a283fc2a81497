"""`syriakb map`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.options import AsOf, DataFolder, KnownBy, View, screen
from syriakb.cli.output import ask, save
from syriakb.pictures import atlas
from syriakb.pictures.charts import Atlas

Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Write it as a vector picture instead.")]


def map(svg: Svg = None, as_of: AsOf = None, known_by: KnownBy = None, data: DataFolder = None) -> None:
    """Who controls the provincial capitals and the areas around them, on a map."""
    _show(ask(View(as_of, known_by, data=data), atlas.atlas), svg)


def _show(chart: Atlas, svg: Path | None) -> None:
    if svg:
        from syriakb.pictures.mapsvg import document

        save(svg, [document(chart).encode()])
    else:
        from syriakb.render.map import render

        sys.stdout.write(render(chart, screen()))
