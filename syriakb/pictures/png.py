"""Pictures as PNG: what is drawn as SVG, in dots."""

from syriakb.extras import library

_ZOOM = 2  # dots for each unit of the picture, so that a map is 1440 wide


def png(svg: str) -> bytes:
    """The same picture, in the typefaces that the system has. Raises SyriakbError without the library resvg_py."""
    resvg = library("resvg_py", "png", "A picture as PNG")
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=_ZOOM))
