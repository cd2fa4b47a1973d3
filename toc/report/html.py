"""One self-contained page: no script, no request to anywhere, readable offline and in print."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from toc.report import forest
from toc.report.charts import Fan
from toc.report.choices_page import ChoicesView, Forest, Tornado
from toc.report.fan import NARROW, WIDE, draw_fan, draw_spark
from toc.report.page import ReportView
from toc.report.picture import draw_card_sample, draw_chain, draw_line_sample, draw_unlinked
from toc.report.ratio import draw_ratio, draw_share
from toc.words.labels import label

TEMPLATES = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _fan(chart: Fan) -> Markup:
    """A chart for a screen and for paper, and the same for a telephone; the page shows one of them."""
    return Markup(draw_fan(chart, WIDE) + draw_fan(chart, NARROW))  # noqa: S704  # every text is escaped in there


def write_html(view: ReportView) -> str:
    """Write the report as one HTML page."""

    def word(code: str, **values: Any) -> str:
        return label(code, view.language, **values)

    return _template().render(
        view=view,
        t=word,
        policy=POLICY,
        chain=Markup(draw_chain(view.picture)),  # noqa: S704  # every text in it is escaped where it is drawn
        unlinked=Markup(draw_unlinked(view.picture)),  # noqa: S704
        line_sample=lambda item: Markup(draw_line_sample(item.kind, item.letter)),  # noqa: S704
        fan=_fan,
        spark=lambda chart: Markup(draw_spark(chart)),  # noqa: S704
        ratio=lambda one: Markup(draw_ratio(one)),  # noqa: S704
        share=lambda one: Markup(draw_share(one)),  # noqa: S704
        card_sample=lambda item: Markup(draw_card_sample(item.kind)),  # noqa: S704
    )


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
