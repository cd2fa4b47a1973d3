"""One self-contained page in all languages, readable offline and without its script, and the same for A4."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from toc.report import forest
from toc.report.charts import Bar, Bars, Chart, Expected, Fan, FunnelPlot, Multiples, Panel, Seen
from toc.report.choices_page import ChoicesView, Forest, Tornado, WhatIfs
from toc.report.fan import NARROW, WIDE, Size, draw_fan, draw_spark
from toc.report.page import OnePage, ReportView
from toc.report.picture import (
    FONT,
    OVERVIEW,
    draw_card_sample,
    draw_chain,
    draw_line_sample,
    draw_strength_sample,
    draw_unlinked,
)
from toc.report.ratio import draw_ratio, draw_share
from toc.words.labels import label

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _fan(chart: Fan) -> Markup:
    """A chart for a screen and for paper, and the same for a telephone; the page shows one of them."""
    return Markup(draw_fan(chart, WIDE) + draw_fan(chart, NARROW))  # noqa: S704  # every text is escaped in there


CHART_KINDS: Mapping[type[Chart], str] = {Fan: "fan", Multiples: "multiples", Bars: "bars", FunnelPlot: "funnel"}
"""The name by which the script of the page knows each kind of chart."""

SHARED = ("name", "title", "description", "language", "unit", "breaks")
"""What small charts of many have in common, or have no room for."""

CHART_WORDS = ("figure", "partial", "whole", "margin", "missing", "middle", "path", "aim", "ahead", "to", "band0",
               "band1", "band2", "chance0", "chance1", "chance2")  # fmt: skip
"""Words that the script of the page puts beside what it draws."""

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}

BEGIN = "document.documentElement.className='js'"
"""The first script: from here on the page shows one view at a time."""


def write_html(*views: ReportView, what_ifs: Mapping[str, WhatIfs] | None = None) -> str:
    """Write the report as one HTML page that holds itself together, offline.

    Args:
        views: the report in each language, in the order in which they are offered; the first is shown first.
        what_ifs: what-ifs side by side, by language; without them the report has no such part.
    """
    languages = [view.language for view in views]
    prefixes = {language: "" if at == 0 else f"{language}-" for at, language in enumerate(languages)}
    editions = [_edition(view, prefixes, (what_ifs or {}).get(view.language)) for view in views]
    plotly, script = (_static(name) for name in ("plotly-basic.min.js", "page.js"))
    return _template().render(
        language=languages[0],
        title=views[0].title,
        policy=_policy(BEGIN, plotly, script),
        editions=editions,
        begin=Markup(BEGIN),  # noqa: S704
        plotly=Markup(plotly),  # noqa: S704  # our own files
        script=Markup(script),  # noqa: S704
    )


def _policy(*scripts: str) -> str:
    """What the page may do: run exactly these scripts, and ask nobody for anything."""
    hashes = (f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in scripts)
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _edition(view: ReportView, prefixes: Mapping[str, str], what_ifs: WhatIfs | None) -> Markup:
    """The page in one language, with names of places that no other language has."""
    prefix = prefixes[view.language]
    others = [one for one in prefixes if one != view.language]

    def word(code: str, **values: Any) -> str:
        return label(code, view.language, **values)

    written = _template("edition.html.j2").render(
        view=view,
        t=word,
        first=not prefix,
        prefix=prefix,
        others=others,
        language_names=LANGUAGE_NAMES,
        what_ifs=what_ifs,
        contents=_contents(view, what_ifs),
        chart_words=_json({name: label(f"chart.{name}", view.language) for name in CHART_WORDS}),
        overview=Markup(draw_chain(view.picture, OVERVIEW)),  # noqa: S704  # texts are escaped where they are drawn
        kind_of=lambda chart: CHART_KINDS[type(chart)],
        as_json=lambda chart: _json(_elsewhere(chart) if prefix and isinstance(chart, Multiples) else _compact(chart)),
        drawn=_drawn if not prefix else lambda chart: "",  # one drawing of each is enough for who has no script
        **_page_drawings(view),
    )
    written = _renamed(_LABELS_OF_CELLS.sub("", written.translate(_TURNING)), prefix)
    for other in others:
        written = written.replace(f'"#{prefix}@{other}"', f'"#{prefixes[other]}top"')
    return Markup(written)  # noqa: S704  # escaped by the template


def _contents(view: ReportView, what_ifs: WhatIfs | None) -> list[tuple[str, str, str]]:
    """The views of the page: name, first place and word."""
    there = {
        "start": view.head.section.anchor,
        "chain": view.picture.section.anchor,
        "indicators": view.catalogue.section.anchor,
        "parts": view.parts.section.anchor if view.parts else "",
        "what_ifs": what_ifs.section.anchor if what_ifs else "",
        "missing": view.missing.section.anchor if view.missing else "silent",
        "method": view.method.section.anchor,
    }
    return [(name, anchor, label(f"view.{name}", view.language)) for name, anchor in there.items() if anchor]


_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of what follows; no title in this report needs them."""

_LABELS_OF_CELLS = re.compile(r' data-label="[^"]*"')
"""The script of the page puts them back where a screen is so narrow that cells stand below each other."""

_PLACES = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls|headers)=")([^"]+)(")')
_POINTERS = re.compile(r'(\s(?:href|xlink:href)="#|="url\(#)([^")]+)')


def _renamed(page: str, prefix: str) -> str:
    """Put a prefix before every name of a place; texts hold no bare quotation marks, so they are left alone."""
    if not prefix:
        return page
    page = _POINTERS.sub(lambda found: f"{found[1]}{prefix}{found[2]}", page)
    return _PLACES.sub(lambda found: found[1] + " ".join(prefix + one for one in found[2].split()) + found[3], page)


_UNSAFE = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
"""Signs that could mean something to a reader of HTML or of scripts, as they are written instead."""


def _json(value: Any) -> Markup:
    """Numbers and words for the script of the page; nothing in it can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704


def _compact(value: Any) -> Any:
    """A chart as plain values: what is not there is left out, numbers have six digits.

    A figure is a list of its moment, value, bounds and whether it covers part of a year; a year ahead one of its
    moment, middle and the bounds of its bands; a bar one of its label, value, words, tone, place and margin. Small
    charts of many keep only what differs from one to the next.
    """
    if isinstance(value, Seen):
        return _trimmed([value.moment, value.value, value.low, value.high, int(value.partial) or None])
    if isinstance(value, Expected):
        return [_compact(one) for one in (value.moment, value.median, *chain.from_iterable(value.bands))]
    if isinstance(value, Bar):
        return _trimmed([value.label, value.value, value.words, value.tone, value.anchor, value.low, value.high])
    if isinstance(value, Panel):
        drawn = {name: one for name, one in _compact(value.chart).items() if name not in SHARED}
        for aim in drawn.get("aims", ()):
            aim.pop("path", None)
        return {"name": value.name, "anchor": value.anchor, "chart": drawn}
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, _compact(getattr(value, field.name))) for field in fields(value))
        return {name: one for name, one in pairs if one not in (None, "", [], False) or name == "zero"}
    if isinstance(value, (tuple, list)):
        return [_compact(one) for one in value]
    if isinstance(value, float):
        rounded = float(f"{value:.6g}")
        return int(rounded) if rounded.is_integer() else rounded
    return value


def _trimmed(values: list[Any]) -> list[Any]:
    while values and values[-1] is None:
        values.pop()
    return [_compact(one) for one in values]


def _elsewhere(chart: Multiples) -> dict[str, Any]:
    """Small charts of which the numbers stand in the page already, in its first language: only the words."""
    return {
        "title": chart.title, "description": chart.description, "language": chart.language, "unit": chart.unit,
        "shared": f"chart-{chart.name}", "names": [one.name for one in chart.panels],
    }  # fmt: skip


def _page_drawings(view: ReportView) -> dict[str, Any]:
    """What templates of the page draw with; every text in a drawing is escaped where it is drawn."""
    return {
        "chain": Markup(draw_chain(view.picture)),  # noqa: S704
        "unlinked": Markup(draw_unlinked(view.picture)),  # noqa: S704
        "line_sample": lambda item: Markup(draw_line_sample(item.kind, item.letter)),  # noqa: S704
        "card_sample": lambda item: Markup(draw_card_sample(item.kind)),  # noqa: S704
        "strength_sample": lambda strength: Markup(draw_strength_sample(strength)),  # noqa: S704
        "spark": lambda chart: Markup(draw_spark(chart)),  # noqa: S704
        "ratio": lambda one: Markup(draw_ratio(one)),  # noqa: S704
        "share": lambda one: Markup(draw_share(one)),  # noqa: S704
        "forest": _forest,
        "tornado": _tornado,
        "turn": lambda one: Markup(forest.draw_turn(one)),  # noqa: S704
    }


def _drawn(chart: Chart) -> Markup:
    """The drawing of a chart for paper, and for who has no script; others have their table for that."""
    drawn = draw_fan(chart, WIDE) if isinstance(chart, Fan) else ""
    return Markup(drawn)  # noqa: S704  # every text is escaped where it is drawn


SMALL = Size("fan-paper", 330, 178, 92, 11, 11)
"""A fan chart of half a page wide; its letters come out at about 8 points."""

ENOUGH = 3
"""An organisation with fewer figures than this gets no page on paper."""

PAPER_FONT = "'Toc Sans', 'Segoe UI', Arial, sans-serif"
PAPER = ("head", "picture", "chains", "links", "outputs", "outcomes", "targets", "outlook", "parts", "missing",
         "coverage", "assumptions", "contradictions", "claims", "findings", "method")  # fmt: skip
"""The sections on paper, in their order there."""


def render_paper(view: ReportView, fonts: str = "") -> str:
    """Write the report for A4: one HTML text without scripts, for a printer that knows paged media.

    Args:
        view: the report.
        fonts: CSS rules that name the fonts to set it in; none means those of the machine.
    """
    found = (getattr(view, name, None) for name in PAPER)
    order = [part.section for part in found if part is not None]
    return _template("paper.html.j2").render(
        view=view,
        t=lambda code, **values: label(code, view.language, **values),
        fonts=Markup(fonts),  # noqa: S704  # our own rules
        order=order,
        number=lambda section: order.index(section) + 1,
        documents={one.anchor: one.id for one in view.method.documents},
        part_pages=[
            one for one in (view.parts.pages if view.parts else ()) if sum(row.known for row in one.figures) >= ENOUGH
        ],
        header=shortened(view.title, 90),
        **_drawings(view),
    )


def render_one_pager(view: ReportView, page: OnePage, miniature: str, fonts: str = "") -> str:
    """Write the one page for a steering group as HTML for A4.

    Args:
        view: the report.
        page: what is chosen from it.
        miniature: the chain in small, as SVG text of which every word is escaped.
        fonts: as in ``render_paper``.
    """
    return _template("one_pager.html.j2").render(
        view=view,
        page=page,
        miniature=Markup(miniature),  # noqa: S704
        t=lambda code, **values: label(code, view.language, **values),
        fonts=Markup(fonts),  # noqa: S704  # our own rules
        **_drawings(view),
    )


def _drawings(view: ReportView) -> dict[str, Any]:
    """What templates for paper draw with; every text in a drawing is escaped where it is drawn."""

    def marked(drawn: str) -> Markup:
        return Markup(drawn.replace(f'font-family="{FONT}"', f'font-family="{PAPER_FONT}"'))  # noqa: S704

    return {
        "chain": marked(draw_chain(view.picture)),
        "unlinked": marked(draw_unlinked(view.picture)),
        "line_sample": lambda item: marked(draw_line_sample(item.kind, item.letter)),
        "plain_line": lambda family: marked(draw_line_sample(family, "")),
        "card_sample": lambda item: marked(draw_card_sample(item.kind)),
        "small_fan": lambda chart: marked(draw_fan(chart, SMALL)),
        "spark": lambda chart: marked(draw_spark(chart)),
        "ratio": lambda one: marked(draw_ratio(one)),
        "share": lambda one: marked(draw_share(one)),
    }


def shortened(text: str, room: int) -> str:
    """A text that fits in so many signs, cut between words so that no number is halved; dots mark what is left out."""
    if len(text) <= room:
        return text
    words = text[:room].rsplit(" ", 1)[0] if " " in text[:room] else text[: room - 1]
    return words.rstrip(" ,;:.") + "…"


def _forest(chart: Forest) -> Markup:
    drawn = (forest.draw_forest(chart, size) for size in (forest.WIDE, forest.NARROW))
    return Markup("".join(drawn))  # noqa: S704


def _tornado(chart: Tornado) -> Markup:
    drawn = (forest.draw_tornado(chart, size) for size in (forest.WIDE, forest.NARROW))
    return Markup("".join(drawn))  # noqa: S704


def write_choices(view: ChoicesView) -> str:
    """Write the page on choices as one HTML page."""

    def word(code: str, **values: Any) -> str:
        return label(code, view.language, **values)

    return _template("choices.html.j2").render(
        view=view,
        t=word,
        policy=POLICY,
        forest=_forest,
        tornado=_tornado,
        turn=lambda one: Markup(forest.draw_turn(one)),  # noqa: S704
    )


@cache
def _template(name: str = "report.html.j2") -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template(name)
