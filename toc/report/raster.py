"""SVG to PNG, for documents that cannot hold drawings (resvg).

The letters come along with the package, and no font of the machine is used: the same picture gives the same bytes
everywhere, also where no font is installed at all. A sign that the letters lack is left out of the picture; the words
beside every picture hold it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import resvg_py

FAMILY = "Toc Sans"
WEIGHTS = ("Regular", "SemiBold")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no XML can hold."""


@cache
def _letters() -> tuple[str, ...]:
    """Paths of the font files that come along."""
    folder = files("toc.report") / "static" / "fonts"
    return tuple(str(folder / f"TocSans-{weight}.ttf") for weight in WEIGHTS)


@cache
def to_png(svg: str, width: int) -> bytes:
    """Draw a piece of SVG text, on white.

    Args:
        svg: the text, with its namespace and a ``viewBox`` or a width and a height.
        width: of the picture in pixels; its height follows.

    Raises:
        ValueError: the text is no SVG.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_UNWRITABLE.sub("", svg),
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=list(_letters()),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            languages=["nl", "en"],
        )
    )
