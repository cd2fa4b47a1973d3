"""The chain as a drawing: cards in five columns, lines by verdict, as one piece of SVG text.

Everything that is said by colour is also said by a dash pattern and a letter or word. Styles stand in attributes,
because printers that ignore the style of the page must still draw it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from toc.report.layout import Arrangement, Box, Line, Route, arrange
from toc.report.page import Arrow, Card, Picture

CARD_WIDTH = 194.0
PADDING = 9.5
MARGIN = 4.0
TITLE_SIZE, VALUE_SIZE, SMALL_SIZE = 12.5, 13.0, 10.5
TITLE_LEADING, SMALL_LEADING = 15.5, 13.0
PIP = 2.1
TAG_HEIGHT = 17.0
BOW_ROOM = 64.0
FONT = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
INK, QUIET, PAPER, RULE = "#1d2630", "#56616d", "#ffffff", "#c9c4b8"


@dataclass(frozen=True)
class Stroke:
    """How a line or the edge of a card is drawn."""

    colour: str
    width: float
    dash: str = ""

    @property
    def attributes(self) -> str:
        """As attributes of SVG."""
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        return f'stroke="{self.colour}" stroke-width="{self.width}"{dash}'


@dataclass(frozen=True)
class Scale:
    """How large a chain is drawn; one without ``values`` shows titles only, and no names of links."""

    name: str
    width: float
    gap: float
    rows: float
    header: float
    ports: float
    bow: float
    values: bool


FULL = Scale("chain", CARD_WIDTH, 84.0, 10.0, 64.0, 20.0, 30.0, values=True)
FAMILY_LETTER: Mapping[str, str] = {
    "good": "+", "good_leaning": "+", "bad": "−", "bad_leaning": "−", "open": "?", "missing": "○", "odd": "!",
}  # fmt: skip
"""The letter of each way of drawing where there is no room for that of each verdict."""

OVERVIEW = Scale("overview", 158.0, 56.0, 6.0, 60.0, 14.0, 16.0, values=False)

LINES: Mapping[str, Stroke] = {
    "missing": Stroke("#a4470d", 1.6, "6 4"),
    "open": Stroke("#3d5a86", 2.2, "1.5 4"),
    "good": Stroke("#22683f", 2.6),
    "good_leaning": Stroke("#22683f", 2.0, "14 4"),
    "bad": Stroke("#96172e", 3.0, "10 3 2 3"),
    "bad_leaning": Stroke("#96172e", 2.0, "10 3 2 3"),
    "odd": Stroke("#66399b", 2.0, "2 3 8 3"),
}
EDGES: Mapping[str, Stroke] = {
    "measured": Stroke("#22683f", 1.6),
    "opinion": Stroke("#3d5a86", 1.4, "7 3"),
    "unmeasured": Stroke("#b9693a", 1.2, "2 3"),
}
_STATUS_COLOUR: Mapping[str, str] = {"measured": "#22683f", "opinion": "#3d5a86", "unmeasured": "#a4470d"}

_NARROW, _WIDE = set("iljtfrI.,:;'’‘|!()[] -"), set("mwMWÆŒ%@—")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Estimated width of a text in a common sans serif, on the safe side."""
    total = 0.0
    for sign in text:
        if sign in _NARROW:
            total += 0.33
        elif sign in _WIDE:
            total += 0.88
        elif sign.isupper() or ord(sign) > 0x2000:
            total += 0.70
        else:
            total += 0.565
    return total * size * (1.06 if bold else 1.0)


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Break a text into lines that fit; a word that is too long is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, size, width, bold):
            tried = f"{line} {piece}" if line else piece
            if line and text_width(tried, size, bold) > width:
                lines.append(line)
                line = piece
            else:
                line = tried
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterator[str]:
    while text_width(word, size, bold) > width:
        at = len(word) - 1
        while at > 1 and text_width(word[:at] + "-", size, bold) > width:
            at -= 1
        yield word[:at] + "-"
        word = word[at:]
    yield word


@dataclass(frozen=True)
class DrawnCard:
    """A card with its wrapped texts and its size."""

    card: Card
    title: tuple[str, ...]
    caption: tuple[str, ...]
    value: tuple[str, ...]
    height: float

    @property
    def bold(self) -> bool:
        """Whether the title stands out."""
        return self.card.linked


def fit(card: Card, entering: int = 0, scale: Scale = FULL) -> DrawnCard:
    """Wrap the texts of a card and find its height, with room for the lines that enter it."""
    width = scale.width - 2 * PADDING
    if not scale.values:
        title = wrap(card.title, TITLE_SIZE, width - 11)
        tall = PADDING + len(title) * TITLE_LEADING
        return DrawnCard(card, tuple(title), (), (), max(tall, scale.ports * (entering + 1)))
    title = wrap(card.title, TITLE_SIZE, width, bold=card.linked)
    value = wrap(card.value, VALUE_SIZE, width, bold=True)
    caption = wrap(card.caption, SMALL_SIZE, width)
    height = 2 * PADDING + SMALL_SIZE + 3 + len(title) * TITLE_LEADING
    if value:
        height += 4 + len(value) * TITLE_LEADING + len(caption) * SMALL_LEADING
    return DrawnCard(card, tuple(title), tuple(caption), tuple(value), max(height, scale.ports * (entering + 1)))


@dataclass(frozen=True)
class Drawing:
    """Cards and lines with their places."""

    cards: Mapping[str, DrawnCard]
    arrangement: Arrangement
    width: float
    height: float
    scale: Scale = FULL

    def left(self, column: int) -> float:
        """Left edge of a column."""
        return MARGIN + column * (self.scale.width + self.scale.gap)

    def right(self, column: int) -> float:
        """Right edge of a column."""
        return self.left(column) + self.scale.width

    def top(self, name: str) -> float:
        """Top of a card."""
        return self.scale.header + self.arrangement.top[name]

    def middle(self, name: str) -> float:
        """Middle of a card or way point."""
        return self.top(name) + self.arrangement.height_of[name] / 2


def compose(picture: Picture, linked: bool = True, scale: Scale = FULL) -> Drawing:
    """Place the cards that have a link, or those that have none."""
    chosen = [card for card in picture.cards if card.linked is linked]
    arrows = picture.arrows if linked else ()
    column_of = {card.id: card.column for card in chosen}
    entering: dict[str, int] = {}
    for arrow in arrows:
        for name in (arrow.start, arrow.end):
            at_left = (name == arrow.end) == (column_of[arrow.start] < column_of[arrow.end])
            entering[name] = entering.get(name, 0) + at_left
    cards = {card.id: fit(card, entering.get(card.id, 0), scale) for card in chosen}
    boxes = [Box(name, column_of[name], drawn.height) for name, drawn in cards.items()]
    arrangement = arrange(boxes, [Line(arrow.id, arrow.start, arrow.end) for arrow in arrows], scale.rows)
    columns = len(picture.columns)
    width = 2 * MARGIN + columns * scale.width + (columns - 1) * scale.gap
    if any(route.within and column_of[route.line.start] == columns - 1 for route in arrangement.routes):
        width += BOW_ROOM
    return Drawing(cards, arrangement, width, scale.header + arrangement.height + 2 * MARGIN, scale)


# --- SVG --------------------------------------------------------------------------------------------------------


def draw_chain(picture: Picture, scale: Scale = FULL) -> str:
    """The elements that have a link, with their links; ``OVERVIEW`` shows it without figures, for a first look."""
    drawing = compose(picture, scale=scale)
    arrows = {arrow.id: arrow for arrow in picture.arrows}
    ports = _ports(drawing)
    paths = [_path(drawing, route, ports) for route in drawing.arrangement.routes]
    parts = [
        *_headers(picture, drawing),
        *(_line(path, arrows[path.name]) for path in paths),
        *(_card(drawing, card) for card in drawing.cards.values()),
        *(_tag(path, arrows[path.name], scale) for path in paths),
    ]
    return _svg(scale.name, drawing, picture.title, picture.description, parts)


def draw_unlinked(picture: Picture) -> str:
    """The elements without a link, quieter, in the same columns; nothing when there are none."""
    drawing = compose(picture, linked=False)
    if not drawing.cards:
        return ""
    parts = [*_headers(picture, drawing), *(_card(drawing, card) for card in drawing.cards.values())]
    return _svg("unlinked", drawing, picture.unlinked_title, "", parts)


def draw_strength_sample(strength: int) -> str:
    """The dots of one strength of evidence, for the legend."""
    colour = QUIET
    return (
        '<svg width="34" height="26" viewBox="0 0 34 26" aria-hidden="true" focusable="false">'
        f"{_letter(8, 9, ' ', colour)}{_pips(8, 21.5, strength, colour)}</svg>"
    )


def draw_line_sample(family: str, letter: str) -> str:
    """A piece of line with its letter, when it has one, for the legend."""
    stroke = LINES[family]
    return (
        '<svg width="74" height="18" viewBox="0 0 74 18" aria-hidden="true" focusable="false">'
        f'<path d="M1 9H66" fill="none" {stroke.attributes}/>{_arrow_head(72, 9, 1, stroke.colour)}'
        f"{_letter(22, 9, letter, stroke.colour) if letter else ''}</svg>"
    )


def draw_card_sample(status: str) -> str:
    """A small card, for the legend."""
    edge = EDGES[status]
    return (
        '<svg width="34" height="20" viewBox="0 0 34 20" aria-hidden="true" focusable="false">'
        f'<rect x="1.5" y="1.5" width="31" height="17" rx="4" fill="{PAPER}" {edge.attributes}/>'
        f"{_status_sign(17, 10, status)}</svg>"
    )


def _svg(name: str, drawing: Drawing, title: str, description: str, parts: Sequence[str]) -> str:
    labelled = f"{name}-title {name}-desc" if description else f"{name}-title"
    desc = f'<desc id="{name}-desc">{escape(description)}</desc>' if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chain-picture" role="group" aria-labelledby="{labelled}" '
        f'viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}" width="{drawing.width:.0f}" '
        f'height="{drawing.height:.0f}" font-family="{FONT}" fill="{INK}">'
        f'<title id="{name}-title">{escape(title)}</title>{desc}'
        "<style>.chain-picture a:focus-visible{outline:none}"
        ".chain-picture a:focus-visible .edge,.chain-picture a:hover .edge{stroke:#0b4f5e;stroke-width:3}</style>"
        f"{''.join(parts)}</svg>"
    )


def _headers(picture: Picture, drawing: Drawing) -> Iterator[str]:
    scale = drawing.scale
    for at, column in enumerate(picture.columns):
        left = drawing.left(at)
        yield (
            f'<text x="{left:.1f}" y="14" font-size="14" font-weight="700">{escape(column.title)}</text>'
            f'<path d="M{left:.1f} {scale.header - (14 if scale.values else 8):.1f}h{scale.width:.1f}" stroke="{RULE}" '
            'stroke-width="1.5"/>'
        )
        meaning = wrap(column.meaning, SMALL_SIZE, scale.width)[:2]
        yield _lines(meaning, left, 28, SMALL_SIZE, SMALL_LEADING - 1, QUIET)


def _lines(
    lines: Sequence[str], x: float, y: float, size: float, leading: float, colour: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    places = ((y + at * leading, escape(line)) for at, line in enumerate(lines))
    spans = "".join(f'<tspan x="{x:.1f}" y="{at:.1f}">{line}</tspan>' for at, line in places)
    return f'<text font-size="{size}" fill="{colour}"{weight}>{spans}</text>' if lines else ""


def _card(drawing: Drawing, drawn: DrawnCard) -> str:
    card = drawn.card
    left, top = drawing.left(card.column), drawing.top(card.id)
    edge = EDGES[card.status] if card.linked else Stroke(RULE, 1.0)
    width = drawing.scale.width
    parts = [
        f'<rect class="edge" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{drawn.height:.1f}" rx="6" '
        f'fill="{PAPER if card.linked else "none"}" {edge.attributes}/>',
        *(_card_in_full(drawn, left, top, width) if drawing.scale.values else _card_in_short(drawn, left, top)),
    ]
    name = f"{card.id}: {card.title}. {card.status_word}. {card.value} {card.caption}".strip()
    line = f' data-line="{escape(card.line)}"' if card.line else ""
    return f'<a href="#{escape(card.anchor)}" aria-label="{escape(name)}"{line}>{"".join(parts)}</a>'


def _card_in_short(drawn: DrawnCard, left: float, top: float) -> Iterator[str]:
    """Its sign and its title, in the middle of its height."""
    spare = (drawn.height - PADDING - len(drawn.title) * TITLE_LEADING) / 2
    y = top + spare + PADDING / 2 + TITLE_SIZE - 1
    yield _status_sign(left + PADDING + 2, y - 4, drawn.card.status)
    yield _lines(drawn.title, left + PADDING + 11, y, TITLE_SIZE, TITLE_LEADING)


def _card_in_full(drawn: DrawnCard, left: float, top: float, width: float) -> Iterator[str]:
    """Its sign with the word for it, its name, its title, and its figure with what that counts."""
    card = drawn.card
    colour = _STATUS_COLOUR[card.status]
    x, y = left + PADDING, top + PADDING + SMALL_SIZE - 2
    yield _status_sign(x + 4, y - 3.5, card.status)
    yield _lines([card.status_word], x + 13, y, SMALL_SIZE, SMALL_LEADING, colour)
    yield (
        f'<text x="{left + width - PADDING:.1f}" y="{y:.1f}" font-size="{SMALL_SIZE}" fill="{QUIET}" '
        f'text-anchor="end">{escape(card.id)}</text>'
    )
    y += 3 + TITLE_LEADING
    yield _lines(drawn.title, x, y, TITLE_SIZE, TITLE_LEADING, INK, bold=drawn.bold)
    if drawn.value:
        y += 4 + len(drawn.title) * TITLE_LEADING
        yield _lines(drawn.value, x, y, VALUE_SIZE, TITLE_LEADING, colour, bold=True)
        y += (len(drawn.value) - 1) * TITLE_LEADING + SMALL_LEADING
        yield _lines(drawn.caption, x, y, SMALL_SIZE, SMALL_LEADING, QUIET)


def _status_sign(x: float, y: float, status: str) -> str:
    """A full, half or empty circle."""
    colour = _STATUS_COLOUR[status]
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.8" fill="{PAPER}" stroke="{colour}" stroke-width="1.4"/>'
    if status == "measured":
        return ring.replace(f'fill="{PAPER}"', f'fill="{colour}"')
    if status == "opinion":
        return ring + f'<path d="M{x:.1f} {y - 3.8:.1f}a3.8 3.8 0 0 0 0 7.6z" fill="{colour}"/>'
    return ring


# --- Lines ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Path:
    """A line with the place of its tag and of its arrow head."""

    name: str
    data: str
    tip: tuple[float, float]
    points_right: bool
    tag: tuple[float, float]


_Ports = Mapping[tuple[str, str, str], float]
"""Height at which a line leaves or enters a card, by (line, card, ``left`` or ``right``)."""


def _ports(drawing: Drawing) -> _Ports:
    """Spread the lines of each side of a card over its height, in the order of where they go."""
    sides: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for route in drawing.arrangement.routes:
        first, last = route.stops[0], route.stops[-1]
        towards = drawing.middle(route.stops[1]), drawing.middle(route.stops[-2])
        sides.setdefault((first, "right"), []).append((towards[0], route.line.name))
        sides.setdefault((last, "right" if route.within else "left"), []).append((towards[1], route.line.name))
    ports: dict[tuple[str, str, str], float] = {}
    for (card, side), lines in sides.items():
        step = drawing.cards[card].height / (len(lines) + 1)
        for at, (_, name) in enumerate(sorted(lines), start=1):
            ports[name, card, side] = drawing.top(card) + at * step
    return ports


def _path(drawing: Drawing, route: Route, ports: _Ports) -> Path:
    return _bow(drawing, route, ports) if route.within else _through(drawing, route, ports)


def _tag_width(name: str, scale: Scale) -> float:
    return TAG_HEIGHT + text_width(name, SMALL_SIZE) + 9 if scale.values else TAG_HEIGHT


def _through(drawing: Drawing, route: Route, ports: _Ports) -> Path:
    """From column to column; the tag stands before the card where the arrow ends."""
    first, last = route.stops[0], route.stops[-1]
    column = drawing.cards[first].card.column
    name = route.line.name
    room = _tag_width(name, drawing.scale) + 13
    x, y = drawing.right(column), ports[name, first, "right"]
    data = [f"M{x:.1f} {y:.1f}"]
    tag, tip = (x + room / 2 - 2, y), (x, y)
    if route.backwards:
        x += room
        data.append(f"H{x:.1f}")
    for stop in route.stops[1:]:
        column += 1
        left, height = drawing.left(column), drawing.middle(stop) if stop != last else ports[name, last, "left"]
        end = left - room if stop == last and not route.backwards else left
        middle = (x + end) / 2
        data.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {height:.1f} {end:.1f} {height:.1f}")
        x, y = (left, height) if stop == last else (left + drawing.scale.width, height)
        data.append(f"H{x - 5 if stop == last and not route.backwards else x:.1f}")
    if not route.backwards:
        tag, tip = (x - room / 2 - 2, y), (x, y)
    return Path(name, "".join(data), tip, not route.backwards, tag)


def _bow(drawing: Drawing, route: Route, ports: _Ports) -> Path:
    """Within one column: a bow along its right side."""
    name = route.line.name
    start, end = route.line.start, route.line.end
    x = drawing.right(drawing.cards[start].card.column)
    y0, y1 = ports[name, start, "right"], ports[name, end, "right"]
    bow = drawing.scale.bow
    out = x + bow + min(abs(y1 - y0) / 12, bow / 2)
    data = f"M{x:.1f} {y0:.1f}C{out:.1f} {y0:.1f} {out:.1f} {y1:.1f} {x + 5:.1f} {y1:.1f}"
    return Path(name, data, (x, y1), False, (x + (out - x) * 0.75 + 2, (y0 + y1) / 2))


def _line(path: Path, arrow: Arrow) -> str:
    stroke = LINES[arrow.family]
    end = "round" if arrow.family == "open" else "butt"
    return (
        f'<g{_lines_of(arrow)}><path d="{path.data}" fill="none" stroke-linecap="{end}" '
        f"{stroke.attributes}/>{_arrow_head(*path.tip, 1 if path.points_right else -1, stroke.colour)}</g>"
    )


def _arrow_head(x: float, y: float, direction: int, colour: str) -> str:
    back = x - 7 * direction
    return f'<path d="M{x:.1f} {y:.1f}L{back:.1f} {y - 4:.1f}V{y + 4:.1f}z" fill="{colour}"/>'


def _letter(x: float, y: float, letter: str, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y - TAG_HEIGHT / 2:.1f}" width="{TAG_HEIGHT}" height="{TAG_HEIGHT}" rx="3" '
        f'fill="{colour}"/>'
        f'<text x="{x + TAG_HEIGHT / 2:.1f}" y="{y + 3.8:.1f}" font-size="{SMALL_SIZE}" font-weight="700" '
        f'fill="{PAPER}" text-anchor="middle">{escape(letter)}</text>'
    )


def _tag(path: Path, arrow: Arrow, scale: Scale) -> str:
    """The letter of the verdict, the name of the link and how firm the evidence is, on its line."""
    stroke = LINES[arrow.family]
    width = _tag_width(arrow.id, scale)
    x, y = path.tag[0] - width / 2, path.tag[1]
    parts = [_letter(x, y, arrow.letter if scale.values else FAMILY_LETTER[arrow.family], stroke.colour)]
    if scale.values:
        parts.append(_pips(x, y + TAG_HEIGHT / 2 + 4, arrow.strength, stroke.colour))
        parts[:0] = [
            f'<rect class="edge" x="{x:.1f}" y="{y - TAG_HEIGHT / 2:.1f}" width="{width:.1f}" height="{TAG_HEIGHT}" '
            f'rx="3" fill="{PAPER}" stroke="{stroke.colour}" stroke-width="1"/>'
        ]
        parts.append(
            f'<text x="{x + TAG_HEIGHT + 4.5:.1f}" y="{y + 3.8:.1f}" font-size="{SMALL_SIZE}" fill="{INK}">'
            f"{escape(arrow.id)}</text>"
        )
    return (
        f'<a href="#{escape(arrow.anchor)}" aria-label="{escape(arrow.label)}"{_lines_of(arrow)}>'
        f"<title>{escape(arrow.label)}</title>{''.join(parts)}</a>"
    )


def _pips(x: float, y: float, strength: int, colour: str) -> str:
    """One, two or three dots below the letter; none where there is no evidence."""
    return "".join(
        f'<circle cx="{x + TAG_HEIGHT / 2 + (at - (strength - 1) / 2) * 3 * PIP:.1f}" cy="{y:.1f}" r="{PIP}" '
        f'fill="{colour}" stroke="{PAPER}" stroke-width="1" paint-order="stroke"/>'
        for at in range(strength)
    )


def _lines_of(arrow: Arrow) -> str:
    """The action lines of both ends, so that the page can show one of them."""
    return f' data-line="{escape(" ".join(arrow.lines))}"' if arrow.lines else ""
