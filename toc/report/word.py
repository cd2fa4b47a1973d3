"""A Word document as paper and pen (python-docx): styles, headings, tables, pictures, fields and boxes for own text.

Knows nothing of programmes. A box for own text is a content control (ECMA-376 part 1, 17.5.2) with a tag, a title of
its own and a bookmark around it; what somebody wrote in it is carried over from an earlier document by the first of
these that is left, with its pictures, lists, links and styles. Not every program keeps all three.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zlib import crc32

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from toc.declared import LANGUAGES, Text
from toc.errors import Finding, FindingsError, Severity
from toc.report.raster import to_png
from toc.words.document import PROGRAM_XML, PROMPTS, cut, plain
from toc.words.labels import label

Element = Any
"""An element of the XML of a document (lxml)."""

OURS = "toc:"
"""What the tag of every box for own text starts with."""

LOST = f"{OURS}lost:"
"""What the tag of a box starts with whose own tag is not known any more."""

BY_TITLE = "title-"
MARK = "_own_"
"""What the bookmark around every box starts with; hidden in the lists of Word."""

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
INK, QUIET, ACCENT, RULE, GROUND = "1D2630", "56616D", "0B4F5E", "C9C4B8", "F1EFE8"
FONT = "Arial"
MARK_NUMBERS = 100_000
"""Bookmarks around boxes are numbered from here; those of headings from 1."""

MOST_TITLE = 250
"""Characters that a property of a document can hold."""

PIXELS_PER_CM = 85
CAPTION_ROOM = Cm(2.2)
WIDE = 1.2
"""From this ratio of width to height on, a large picture stands on a page that is turned."""

SIZES = {"Title": 30, "Subtitle": 15, "Heading 1": 19, "Heading 2": 14, "Heading 3": 11.5}
NUMBERED = {"Heading 1": "%1", "Heading 2": "%1.%2"}


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph."""

    text: str
    bold: bool = False
    quiet: bool = False


Piece = str | Run


@dataclass
class Pen:
    """Writes one document from top to bottom."""

    document: Any
    language: str
    house: bool
    """Whether styles, header and footer come from a house template."""

    kept: Sequence[KeptText] = ()
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    aliases: dict[tuple[str, str], str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    marks: int = 0
    chapter: int = 0
    part: int = 0

    # --- Text --------------------------------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """Width of the text in EMU."""
        section = self.document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    @property
    def height(self) -> int:
        """Height of the text in EMU."""
        section = self.document.sections[-1]
        return int(section.page_height - section.top_margin - section.bottom_margin)

    def heading(self, text: str, level: int, numbered: bool = True) -> None:
        """A heading with a place that the table of contents points to."""
        shown = plain(text)
        paragraph = self.document.add_paragraph(style=f"Heading {level}")
        number = self._number(level, numbered)
        if not numbered and not self.house and f"Heading {level}" in NUMBERED:
            paragraph._p.get_or_add_pPr().append(parse_xml(_NO_NUMBER))
        name = f"_Toc{len(self.headings) + 1:08d}"
        mark = {"w:id": str(len(self.headings) + 1)}
        paragraph._p.append(_element("w:bookmarkStart", **mark, **{"w:name": name}))
        paragraph.add_run(shown)
        paragraph._p.append(_element("w:bookmarkEnd", **mark))
        if level <= 2:
            self.headings.append((level, f"{number}  {shown}" if number else shown, name))
        else:
            self.headings.append((level, shown, name))

    def _number(self, level: int, numbered: bool) -> str:
        """The number that Word will show before a heading, as text for the list of contents."""
        if self.house or not numbered or level > 2:
            return ""
        if level == 1:
            self.chapter, self.part = self.chapter + 1, 0
            return str(self.chapter)
        self.part += 1
        return f"{self.chapter}.{self.part}"

    def write(self, *pieces: Piece, style: str | None = None, together: bool = False) -> Any:
        """A paragraph."""
        paragraph = self.document.add_paragraph(style=style)
        _fill(paragraph, pieces)
        if together:
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def bullet(self, *pieces: Piece) -> None:
        """One item of a list."""
        self.write(*pieces, style="List Bullet")

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    # --- Tables and pictures -----------------------------------------------------------------------------------

    def caption(self, kind: str, text: str, above: bool) -> None:
        """A numbered caption; ``kind`` is ``figure`` or ``table``."""
        word = label(f"document.{kind}", self.language)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{word} ")
        for part in _field(f" SEQ {word} \\* ARABIC ", str(self.counts[kind])):
            paragraph._p.append(part)
        paragraph.add_run(f": {plain(text)}")
        paragraph.paragraph_format.keep_with_next = above

    def table(
        self, caption: str, head: Sequence[str], rows: Sequence[Sequence[Piece]], shares: Sequence[float]
    ) -> None:
        """A table under its caption: its head repeats on every page and no row is split over two pages.

        Args:
            caption: what it is.
            head: names of the columns.
            rows: texts of each row; bold where the piece is.
            shares: of the width, for each column.
        """
        self.caption("table", caption, above=True)
        table = self.document.add_table(rows=0, cols=len(head), style="report table")
        table.autofit = False
        widths = [int(self.width * share / sum(shares)) for share in shares]
        for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            column.set(qn("w:w"), str(width // 635))
        for at, row in enumerate([[Run(one, bold=True) for one in head], *rows]):
            _row(table, row, widths, heading=at == 0)
        _describe_table(table, caption)
        self.write(style="table end")

    def picture(self, svg: str, caption: str, words: str) -> None:
        """A drawing as a picture, with its caption below it and its description for who cannot see it."""
        png = to_png(svg, self.width // 360000 * PIXELS_PER_CM)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Emu(self.width))
        tallest = self.height - CAPTION_ROOM
        if shape.height > tallest:
            shape.width, shape.height = Emu(int(shape.width * tallest / shape.height)), Emu(tallest)
        shape._inline.docPr.set("descr", plain(words))
        shape._inline.docPr.set("title", cut(caption, MOST_TITLE))
        self.caption("figure", caption, above=False)

    def wide_picture(self, svg: str, caption: str, words: str) -> None:
        """A large picture on a page of its own, which is turned when the picture is wide."""
        if not is_wide(svg):
            self.picture(svg, caption, words)
            return
        self._turned(WD_ORIENT.LANDSCAPE, Cm(1.6))
        self.picture(svg, caption, words)
        self._turned(WD_ORIENT.PORTRAIT, None)

    def _turned(self, orientation: Any, margin: int | None) -> None:
        """Begin a section whose page is turned; without a margin it gets those of the section before it."""
        before = self.document.sections[-1]
        earlier = self.document.sections[-2] if margin is None else before
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = orientation
        section.page_width, section.page_height = before.page_height, before.page_width
        for side in ("left_margin", "right_margin", "bottom_margin"):
            setattr(section, side, getattr(earlier, side) if margin is None else margin)

    # --- Own text ----------------------------------------------------------------------------------------------

    def place(self, name: str, titles: Text, what: str) -> None:
        """A box for the author's own words, with what was written in it before.

        Args:
            name: stays the same in every language and every version; the text is found again by it.
            titles: what the box is called, without figures.
            what: what to write here.
        """
        tag = tag_of(name)
        aliases = {language: self._alias(tag, titles[language], language) for language in LANGUAGES}
        before = [at for at, one in enumerate(self.kept) if one.belongs(tag, aliases.values())]
        self.placed |= set(before)
        content = [one for at in before for one in self.kept[at].brought(self.document)]
        empty = label("document.write", self.language, what=plain(what))
        self.hints[tag] = empty
        self._box(tag, mark_of(tag), aliases[self.language], content or [_hint(empty)], not content)

    def _alias(self, tag: str, title: str, language: str) -> str:
        """The title of a box, which no other box has."""
        whole = label("document.own", language, title=cut(title, 40))
        for count in range(1, len(self.aliases) + 2):
            alias = cut(whole, 64) if count == 1 else f"{cut(whole, 58)} ({count})"
            if self.aliases.setdefault((language, alias), tag) == tag:
                return alias
        return cut(whole, 64)

    def rescue(self) -> tuple[KeptText, ...]:
        """What was written in boxes that are no longer in the document."""
        return tuple(one for at, one in enumerate(self.kept) if at not in self.placed)

    def place_again(self, lost: KeptText) -> None:
        """A box under the name that it had, so that its text is found again later too."""
        known = lost.mark.removeprefix(MARK) or f"{BY_TITLE}{crc32(lost.title.encode()):08x}"
        tag = lost.tag or f"{LOST}{known}"
        self._box(tag, lost.mark or mark_of(tag), lost.title, lost.brought(self.document), hint=False)

    def _box(self, tag: str, mark: str, title: str, content: Sequence[Element], hint: bool) -> None:
        box = OxmlElement("w:sdt")
        told = OxmlElement("w:sdtPr")
        told.append(_element("w:alias", **{"w:val": cut(title, 64)}))
        told.append(_element("w:tag", **{"w:val": tag}))
        told.append(_element("w:id", **{"w:val": str(crc32(tag.encode()) & 0x7FFFFFFF)}))
        told.append(_element("w:lock", **{"w:val": "sdtLocked"}))
        if tag in self.hints:
            prompt = OxmlElement("w:placeholder")
            prompt.append(_element("w:docPart", **{"w:val": mark}))
            told.append(prompt)
        if hint:
            told.append(OxmlElement("w:showingPlcHdr"))
        told.append(OxmlElement("w:richText"))
        inside = OxmlElement("w:sdtContent")
        for one in content:
            inside.append(one)
        box.append(told)
        box.append(inside)
        self.marks += 1
        number = {"w:id": str(MARK_NUMBERS + self.marks)}
        body = self.document.element.body
        for one in (_element("w:bookmarkStart", **number, **{"w:name": mark}), box,
                    _element("w:bookmarkEnd", **number)):  # fmt: skip
            body.insert(len(body) - 1, one)

    # --- The whole ---------------------------------------------------------------------------------------------

    def contents(self, place: Any) -> None:
        """The table of contents as a field that Word fills, and until then a list without pages.

        Args:
            place: an empty paragraph, which it takes the place of.
        """
        chosen = [one for one in self.headings if one[0] <= 2]
        for at, (level, text, name) in enumerate(chosen):
            paragraph = place.insert_paragraph_before(style=f"toc {level}")
            if at == 0:
                paragraph._p.append(_mark("begin", dirty=True))
                paragraph._p.append(_instruction(' TOC \\o "1-2" \\h \\z \\u '))
                paragraph._p.append(_mark("separate"))
            link = _element("w:hyperlink", **{"w:anchor": name, "w:history": "1"})
            link.append(_run(text))
            paragraph._p.append(link)
            if at == len(chosen) - 1:
                paragraph._p.append(_mark("end"))
        place._p.getparent().remove(place._p)

    def bytes(self, day: date) -> bytes:
        """The document as a file: the same input gives the same bytes.

        Args:
            day: what is written as the day of making.
        """
        for at, one in enumerate(self.document.element.body.iter(qn("wp:docPr")), start=1):
            one.set("id", str(at))
        _prompt(self.document, self.hints)
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue(), day)


def is_wide(svg: str) -> bool:
    """Tell whether a drawing is much wider than it is tall, by its viewBox."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return found is not None and float(found[1]) > WIDE * float(found[2])


def repacked(made: bytes, day: date) -> bytes:
    """The same package with every part dated ``day``, and with the program that made it."""
    out = io.BytesIO()
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            about = zipfile.ZipInfo(name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, PROGRAM_XML if name == "docProps/app.xml" else old.read(name))
    return out.getvalue()


def open_pen(language: str, previous: bytes | None = None, template: bytes | None = None) -> Pen:
    """An empty document with the styles of a house template, or with our own.

    Args:
        language: ``nl`` or ``en``.
        previous: an earlier document, whose own texts are carried over.
        template: a document that gives styles, header and footer; its text is left out.

    Raises:
        FindingsError: one of both is no Word document, or ``previous`` has no box of ours.
    """
    document = docx.Document() if template is None else _opened(template, "document.error.template")
    kept = () if previous is None else kept_texts(_opened(previous, "document.error.previous"))
    _emptied(document)
    _dressed(document, house=template is not None)
    _spoken(document, language)
    return Pen(document, language, house=template is not None, kept=kept)


def _opened(given: bytes, code: str) -> Any:
    try:
        return docx.Document(io.BytesIO(given))
    except Exception as problem:  # zip, XML and package all have errors of their own
        raise _refusal(code) from problem


def _refusal(code: str) -> FindingsError:
    return FindingsError([Finding(code, Severity.ERROR, Text(nl=label(code, "nl"), en=label(code, "en")))])


def _emptied(document: Any) -> None:
    """Leave only the last section: its page, header and footer."""
    body = document.element.body
    for one in list(body):
        if one.tag != qn("w:sectPr"):
            body.remove(one)
    package = document.part.package
    for name in [name for name, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        del package.rels[name]


# --- Styles -----------------------------------------------------------------------------------------------------

_NO_NUMBER = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_BORDER = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
_TABLE_STYLE = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="report table"/>'
    '<w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f"<w:top {_BORDER}/><w:bottom {_BORDER}/><w:insideH {_BORDER}/></w:tblBorders>"
    '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
    '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{GROUND}"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def _dressed(document: Any, house: bool) -> None:
    """Our own look, or in a house template only the styles that it lacks."""
    present = {style.name for style in document.styles}
    made: dict[str, Callable[[Any], None]] = {
        **{name: _heading_look(name) for name in SIZES},
        "List Bullet": _look(space=3),
        "Caption": _look(size=9, colour=QUIET, space=4, before=8),
        "toc 1": _look(bold=True, space=2, before=6),
        "toc 2": _look(space=1, indent=0.6),
        "table text": _look(size=9, space=0),
        "table end": _look(size=4, space=6),
        "own text hint": _hint_look,
        "Header": _look(size=9, colour=QUIET, space=0),
        "Footer": _look(size=9, colour=QUIET, space=0),
    }
    if not house:
        _font(document.styles["Normal"], FONT)
        _look(size=10.5, space=7, colour=INK, line=1.12)(document.styles["Normal"])
    for name, dress in made.items():
        if name in present and house:
            continue
        if name not in present:
            built_in = not name.startswith(("table", "own"))
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
            style.base_style = document.styles["Normal"] if "Normal" in present else None
        dress(document.styles[name])
    if "report table" not in present:
        document.styles.element.append(parse_xml(_TABLE_STYLE))
    if not house:
        _numbered(document)
        _paper(document.sections[-1])


def _paper(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)


def _look(
    size: float | None = None, colour: str | None = None, space: float = 6, before: float = 0, bold: bool = False,
    indent: float = 0, line: float | None = None,
) -> Callable[[Any], None]:  # fmt: skip
    """How a style of paragraphs looks: sizes and spaces in points, indent in centimetres."""

    def dress(style: Any) -> None:
        style.font.size = Pt(size) if size else style.font.size
        style.font.bold = bold
        style.font.italic = False
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_after = Pt(space)
        style.paragraph_format.space_before = Pt(before)
        if indent:
            style.paragraph_format.left_indent = Cm(indent)
        if line:
            style.paragraph_format.line_spacing = line

    return dress


def _hint_look(style: Any) -> None:
    """A line at the left and a tint: here somebody may write."""
    _look(colour=QUIET, space=8, before=4, indent=0.25)(style)
    told = style.element.get_or_add_pPr()
    for text in (f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="6" w:color="{ACCENT}"/></w:pBdr>',
                 f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F6F4EE"/>'):  # fmt: skip
        told.insert_element_before(
            parse_xml(text),
            *(("w:shd",) if "pBdr" in text else ()),
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        )


def _heading_look(name: str) -> Callable[[Any], None]:
    first = name == "Heading 1"

    def dress(style: Any) -> None:
        _font(style, FONT)
        before, after = {"Title": (150, 6), "Heading 1": (0, 10), "Heading 2": (14, 5)}.get(name, (10, 3))
        colour = QUIET if name == "Subtitle" else ACCENT
        _look(size=SIZES[name], colour=colour, bold=name != "Subtitle", space=after, before=before)(style)
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.page_break_before = first
        borders = style.element.find(qn("w:pPr")).find(qn("w:pBdr"))
        if borders is not None:
            borders.getparent().remove(borders)
        for one in style.element.iter(qn("w:spacing")):
            if one.getparent().tag == qn("w:rPr"):
                one.getparent().remove(one)

    return dress


def _font(style: Any, name: str) -> None:
    """Set the font by name, and not by that of the theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), name)


def _numbered(document: Any) -> None:
    """Number chapters and their parts as Word does: one list of levels that the styles of the headings point to."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="624"/></w:tabs><w:ind w:left="624" w:hanging="624"/></w:pPr></w:lvl>'
        for at, text in enumerate(NUMBERED.values())
    )
    name = _next(root, "w:abstractNum", "w:abstractNumId")
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    number = _add_list(root, abstract)
    for at, style in enumerate(NUMBERED):
        of = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
        document.styles[style].element.get_or_add_pPr()._insert_numPr(of)


def _next(root: Element, tag: str, key: str) -> int:
    return max((int(one.get(qn(key))) for one in root.findall(qn(tag))), default=0) + 1


def _add_list(root: Element, abstract: Element) -> int:
    """Add the definition of a list, and one list of it; definitions stand before lists."""
    first = next(iter(root.findall(qn("w:num"))), None)
    if first is not None:
        first.addprevious(abstract)
    else:
        root.append(abstract)
    number = _next(root, "w:num", "w:numId")
    of = abstract.get(qn("w:abstractNumId"))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{of}"/></w:num>'))
    return number


def _spoken(document: Any, language: str) -> None:
    """Set the language of all text, and ask Word to fill the fields when it opens the document."""
    locale = LOCALES[language]
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>")
        styles.insert(0, defaults)
    for run in defaults.iter(qn("w:rPr")):
        found = run.find(qn("w:lang"))
        if found is None:
            found = OxmlElement("w:lang")
            run.append(found)
        found.set(qn("w:val"), locale)
    for one in styles.iter(qn("w:lang")):
        one.set(qn("w:val"), locale)
    settings = document.settings.element
    for one in settings.findall(qn("w:updateFields")):
        settings.remove(one)
    # early in the schema's order, right before what must come after it
    fields = _element("w:updateFields", **{"w:val": "true"})
    names = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "themeFontLang",
             "clrSchemeMapping", "shapeDefaults", "decimalSymbol")  # fmt: skip
    later = [qn(f"w:{name}") for name in names]
    after = next((one for one in settings if one.tag in later or one.tag.endswith("mathPr")), None)
    if after is None:
        settings.append(fields)
    else:
        after.addprevious(fields)


# --- Head and foot of the page ----------------------------------------------------------------------------------


def set_margins(pen: Pen, left: str, right: str) -> None:
    """A header with two texts and a footer with the page, where the template has none."""
    section = pen.document.sections[-1]
    stop = f'<w:tabs {nsdecls("w")}><w:tab w:val="clear" w:pos="4680"/><w:tab w:val="clear" w:pos="9360"/>' \
           f'<w:tab w:val="right" w:pos="{pen.width // 635}"/></w:tabs>'  # fmt: skip
    header, footer = section.header, section.footer
    if not _has_text(header):
        paragraph = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        paragraph.style = pen.document.styles["Header"]
        paragraph._p.get_or_add_pPr()._insert_tabs(parse_xml(stop))
        paragraph.add_run(f"{cut(left, 70)}\t{plain(right)}")
    if not _has_text(footer) and not any("PAGE" in (one.text or "") for one in _instructions(footer)):
        paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        paragraph.style = pen.document.styles["Footer"]
        paragraph._p.get_or_add_pPr()._insert_tabs(parse_xml(stop))
        paragraph.add_run(f"\t{label('document.page_of', pen.language)} ")
        for part in _field(" PAGE ", "1"):
            paragraph._p.append(part)
        paragraph.add_run(f" {label('document.page_whole', pen.language)} ")
        for part in _field(" NUMPAGES ", "1"):
            paragraph._p.append(part)


def _has_text(part: Any) -> bool:
    return any("".join(one.itertext()).strip() for one in part._element) or bool(
        list(part._element.iter(qn("w:drawing")))
    )


def _instructions(part: Any) -> Iterator[Element]:
    yield from part._element.iter(qn("w:instrText"))
    for one in part._element.iter(qn("w:fldSimple")):
        yield _element("w:t", **{}) if one.get(qn("w:instr")) is None else _text("w:t", one.get(qn("w:instr")))


def set_properties(pen: Pen, title: str, subject: str, author: str, day: date) -> None:
    """Title, subject, maker, language and day of the document."""
    about = pen.document.core_properties
    moment = datetime.combine(day, time())
    about.title, about.subject = cut(title, MOST_TITLE), cut(subject, MOST_TITLE)
    about.author = about.last_modified_by = cut(author, MOST_TITLE)
    about.created = about.modified = about.last_printed = moment
    about.language, about.revision = LOCALES[pen.language], 1
    about.comments = about.keywords = about.category = about.version = ""


# --- Pieces of XML ----------------------------------------------------------------------------------------------


def _element(tag: str, **attributes: str) -> Element:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def _text(tag: str, text: str) -> Element:
    made = _element(tag, **{"xml:space": "preserve"})
    made.text = text
    return made


def _run(text: str, style: str = "") -> Element:
    made = OxmlElement("w:r")
    if style:
        told = OxmlElement("w:rPr")
        told.append(_element("w:rStyle", **{"w:val": style}))
        made.append(told)
    made.append(_text("w:t", text))
    return made


def _mark(kind: str, dirty: bool = False) -> Element:
    run = OxmlElement("w:r")
    mark = _element("w:fldChar", **{"w:fldCharType": kind})
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run.append(mark)
    return run


def _instruction(text: str) -> Element:
    run = OxmlElement("w:r")
    run.append(_text("w:instrText", text))
    return run


def _field(instruction: str, shown: str) -> tuple[Element, ...]:
    return _mark("begin"), _instruction(instruction), _mark("separate"), _run(shown), _mark("end")


def _fill(paragraph: Any, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        one = Run(piece) if isinstance(piece, str) else piece
        run = paragraph.add_run(plain_piece(one.text))
        run.bold = True if one.bold else None
        if one.quiet:
            run.font.color.rgb = RGBColor.from_string(QUIET)


def plain_piece(text: str) -> str:
    """A piece of a paragraph made safe, with the spaces at its ends."""
    inside = plain(text)
    return f"{' ' * text[:1].isspace()}{inside}{' ' * (text[-1:].isspace() and bool(inside))}"


def _row(table: Any, pieces: Sequence[Piece], widths: Sequence[int], heading: bool) -> None:
    row = table.add_row()
    told = row._tr.get_or_add_trPr()
    told.append(OxmlElement("w:cantSplit"))
    if heading:
        told.append(OxmlElement("w:tblHeader"))
    for cell, piece, width in zip(row.cells, pieces, widths, strict=True):
        cell.width = Emu(width)
        cell.paragraphs[0].style = "table text"
        _fill(cell.paragraphs[0], [piece])
        if heading:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _describe_table(table: Any, words: str) -> None:
    told = table._tbl.tblPr
    told.append(_element("w:tblCaption", **{"w:val": cut(words, MOST_TITLE)}))
    look = told.find(qn("w:tblLook"))
    if look is not None:
        told.remove(look)
        told.insert(len(told) - 1, look)


def _prompt(document: Any, hints: Mapping[str, str]) -> None:
    """Tell Word what to show in a box that is emptied: a building block for each (ECMA-376 part 1, 17.12)."""
    existing = next((one.target_part for one in document.part.rels.values()
                     if one.reltype == RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT), None)  # fmt: skip
    root = parse_xml(existing.blob) if existing is not None else OxmlElement("w:glossaryDocument")
    parts = root.find(qn("w:docParts"))
    if parts is None:
        parts = OxmlElement("w:docParts")
        root.append(parts)
    for tag, text in hints.items():
        parts.append(parse_xml(_BUILDING_BLOCK.format(name=mark_of(tag), guid=str(uuid5(NAMESPACE_OID, tag)).upper())))
        parts[-1].find(qn("w:docPartBody")).append(_hint(text))
    blob = serialize_part_xml(root)
    if existing is not None:
        existing._blob = blob
        return
    package = document.part.package
    made = Part(PackURI("/word/glossary/document.xml"), CONTENT_TYPE.WML_DOCUMENT_GLOSSARY, blob, package)
    styles = Part(PackURI("/word/glossary/styles.xml"), CONTENT_TYPE.WML_STYLES,
                  serialize_part_xml(document.styles.element), package)  # fmt: skip
    made.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    document.part.relate_to(made, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


_BUILDING_BLOCK = (
    f"<w:docPart {nsdecls('w')}><w:docPartPr>"
    '<w:name w:val="{name}"/><w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
    '<w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/></w:behaviors>'
    '<w:guid w:val="{{{guid}}}"/></w:docPartPr><w:docPartBody/></w:docPart>'
)


def _hint(text: str) -> Element:
    paragraph = OxmlElement("w:p")
    told = OxmlElement("w:pPr")
    told.append(_element("w:pStyle", **{"w:val": "owntexthint"}))
    paragraph.append(told)
    paragraph.append(_run(text))
    return paragraph


# --- Own text of an earlier document ----------------------------------------------------------------------------


def tag_of(name: str) -> str:
    """The tag of a box: at most 64 characters, as Word allows."""
    tag = f"{OURS}{name}"
    return tag if len(tag) <= 64 else f"{tag[:55]}-{crc32(name.encode()):08x}"


def mark_of(tag: str) -> str:
    """The name of the bookmark around a box: the same in every language."""
    return f"{MARK}{crc32(tag.encode()):08x}"


def _mark_by(tag: str) -> str:
    """The bookmark that the tag of a box tells of, also where the own tag of that box was lost."""
    if not tag.startswith(LOST):
        return mark_of(tag) if tag else ""
    known = tag.removeprefix(LOST)
    return "" if known.startswith(BY_TITLE) else f"{MARK}{known}"


@dataclass(frozen=True)
class KeptText:
    """What somebody wrote in one box of an earlier document; ``tag`` or ``mark`` is empty where it was lost."""

    tag: str
    mark: str
    title: str
    content: tuple[Element, ...]
    document: Any

    def belongs(self, tag: str, aliases: Iterable[str]) -> bool:
        """Tell whether this is the text of a box: by its tag, else its bookmark, else its title."""
        if self.tag and not self.tag.startswith(LOST):
            return self.tag == tag
        return self.mark == mark_of(tag) if self.mark else self.title in aliases

    def brought(self, new: Any) -> list[Element]:
        """The same for another document: with its pictures, lists, links, notes and styles."""
        carrier = _Carrier(self.document, new)
        return [carrier.carried(one) for one in self.content]


def kept_texts(document: Any) -> tuple[KeptText, ...]:
    """Own texts of the boxes in which something was written; a box that stands there twice is one text.

    Raises:
        FindingsError: no box of ours is in the document.
    """
    ranges = _ranges(document.element.body)
    read = [*_boxes_in(document, ranges), *_marked_in(document, ranges)]
    if not read:
        raise _refusal("document.error.no_boxes")
    found: dict[tuple[str, str, str], KeptText] = {}
    for one in read:
        key = (one.tag, "" if one.tag else one.mark, "" if one.tag or one.mark else one.title)
        before = found[key].content if key in found else ()
        if one.content:
            found[key] = replace(one, content=(*before, *one.content))
    return tuple(found.values())


def _boxes_in(document: Any, ranges: Mapping[str, Sequence[Element]]) -> Iterator[KeptText]:
    """Boxes with a tag of ours, and those without whose title is ours and around which no bookmark is left."""
    marked = {one for blocks in ranges.values() for block in blocks for one in block.iter(qn("w:sdt"))}
    for box in document.element.body.iter(qn("w:sdt")):
        told, inside = box.find(qn("w:sdtPr")), box.find(qn("w:sdtContent"))
        tag, title = _value(told, "w:tag"), _value(told, "w:alias")
        if inside is None or not (tag.startswith(OURS) or (box not in marked and _is_titled(title))):
            continue
        tag = tag if tag.startswith(OURS) else ""
        content = () if _is_prompt(box, document) else _written(_blocks(inside))
        yield KeptText(tag, _mark_by(tag), title or tag, content, document)


def _marked_in(document: Any, ranges: Mapping[str, Sequence[Element]]) -> Iterator[KeptText]:
    """Texts between bookmarks of ours where the box has lost its tag, or is no box any more.

    LibreOffice drops tags, and leaves all but the first paragraph of a box outside of it.
    """
    for mark, blocks in ranges.items():
        within = [one for block in blocks for one in block.iter(qn("w:sdt"))]
        if any(_value(one.find(qn("w:sdtPr")), "w:tag").startswith(OURS) for one in within):
            continue
        titles = [_value(one.find(qn("w:sdtPr")), "w:alias") for one in within]
        title = next((one for one in titles if _is_titled(one)), label("document.own_unnamed", "nl"))
        prompts = {one for one in within if _is_prompt(one, document)}
        yield KeptText("", mark, title, _written(_unboxed(blocks, prompts)), document)


def _is_titled(alias: str) -> bool:
    """Tell whether the title of a box is one that we give."""
    return any(alias.startswith(label("document.own", language, title="").rstrip()) for language in LANGUAGES)


def _ranges(body: Element) -> dict[str, list[Element]]:
    """Paragraphs and tables between the bookmarks of ours, by the name of the bookmark."""
    starts = [one for one in body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name"), "").startswith(MARK)]
    named = {one.get(qn("w:id")): one.get(qn("w:name")) for one in starts}
    # a bookmark may begin twice, as LibreOffice writes it: it runs from the first beginning to the last end
    first_of = {one.get(qn("w:name")): one for one in reversed(starts)}
    last_of = {named[one.get(qn("w:id"))]: one for one in body.iter(qn("w:bookmarkEnd"))
               if one.get(qn("w:id")) in named}  # fmt: skip
    blocks = list(body)
    places = {inner: at for at, block in enumerate(blocks) for inner in block.iter()}
    found: dict[str, list[Element]] = {}
    for name, end in last_of.items():
        start = first_of[name]
        first, last = places[start], places[end]
        if not _holds(_after(blocks[first], start)):
            first += 1
        if not _holds(_before(blocks[last], end)):
            last -= 1
        between = [one for one in blocks[first : last + 1] if one.tag in _BLOCKS]
        if not any(_is_heading(one) for one in between):
            found[name] = between
    return found


def _after(block: Element, mark: Element) -> list[Element]:
    every = list(block.iter())
    return every[every.index(mark) + 1 :]


def _before(block: Element, mark: Element) -> list[Element]:
    every = list(block.iter())
    return every[: every.index(mark)]


def _holds(elements: Iterable[Element]) -> bool:
    """Tell whether there is a text or a picture among these."""
    return any(one.tag in _PICTURES or (one.tag == qn("w:t") and one.text) for one in elements)


def _is_heading(block: Element) -> bool:
    """Tell whether a paragraph is a heading that we wrote."""
    return any(one.get(qn("w:name"), "").startswith("_Toc0000") for one in block.iter(qn("w:bookmarkStart")))


def _unboxed(blocks: Iterable[Element], prompts: set[Element]) -> Iterator[Element]:
    """Copies of paragraphs and tables with what is in a box put in its place, and prompts left out."""
    for block in blocks:
        if block.tag == qn("w:sdt"):
            inside = block.find(qn("w:sdtContent"))
            if block not in prompts and inside is not None:
                yield from _blocks(inside)
            continue
        boxes = [at for at, one in enumerate(block.iter()) if one.tag == qn("w:sdt")]
        empty = {at for at, one in enumerate(block.iter()) if one in prompts}
        copied = deepcopy(block)
        every = list(copied.iter())
        for at in boxes:
            box, inside = every[at], every[at].find(qn("w:sdtContent"))
            for one in list(inside) if inside is not None and at not in empty else []:
                box.addprevious(one)
            box.getparent().remove(box)
        yield copied


def _value(told: Element | None, name: str) -> str:
    one = told.find(qn(name)) if told is not None else None
    return "" if one is None else one.get(qn("w:val"), "")


def _is_prompt(box: Element, document: Any) -> bool:
    """Tell whether a program put its own prompt in a box that was emptied: all of it in the style for that."""
    runs = [one for one in box.iter(qn("w:r")) if any(inner.text for inner in one.iter(qn("w:t")))]
    if not runs or _holds(one for one in box.iter() if one.tag in _PICTURES):
        return False
    names = {one.get(qn("w:styleId")) for one in document.styles.element.findall(qn("w:style"))
             if _value(one, "w:name").lower() == "placeholder text"} | {"PlaceholderText"}  # fmt: skip
    styled = all(_value(one.find(qn("w:rPr")), "w:rStyle") in names for one in runs)
    told = box.find(qn("w:sdtPr"))
    shown = told is not None and told.find(qn("w:showingPlcHdr")) is not None
    return styled and (shown or _words_of(box) in PROMPTS)


def _written(blocks: Iterable[Element]) -> tuple[Element, ...]:
    """What somebody wrote: without our hint, alone or before the words; nothing where only that is left."""
    hints = _hints()
    kept = [one for one in blocks if _words_of(one) not in hints]
    first = next((at for at, one in enumerate(kept) if _words_of(one)), None)
    if first is not None:
        hint = next((one for one in hints if _words_of(kept[first]).startswith(one)), "")
        kept[first] = _without(kept[first], len(hint)) if hint else kept[first]
    return tuple(kept) if any(_holds(one.iter()) or one.tag == qn("w:tbl") for one in kept) else ()


def _words_of(node: Element) -> str:
    return "".join(one.text or "" for one in node.iter(qn("w:t"))).strip()


def _without(block: Element, count: int) -> Element:
    """A copy without its first characters and the spaces after them."""
    copied = deepcopy(block)
    texts = list(copied.iter(qn("w:t")))
    whole = "".join(one.text or "" for one in texts)
    left = len(whole) - len(whole.lstrip()[count:].lstrip())
    for one in texts:
        text = one.text or ""
        one.text, left = text[left:], max(left - len(text), 0)
        one.set(qn("xml:space"), "preserve")
    return copied


def _hints() -> set[str]:
    """Every hint that we may have put in a box, in both languages."""
    return {label("document.write", language, what=label(code, language))
            for language in LOCALES for code in HINTS}  # fmt: skip


_BLOCKS = tuple(qn(name) for name in ("w:p", "w:tbl", "w:sdt"))
_PICTURES = tuple(qn(name) for name in ("w:drawing", "w:pict", "w:object"))
_BOXES = ("introduction", "summary", "results", "attention", "chain", "finances", "lasting", "missing")
HINTS = tuple(f"document.own.{name}_what" for name in _BOXES)


def _blocks(inside: Element) -> Iterator[Element]:
    """Paragraphs and tables of a box; loose runs become a paragraph."""
    loose: list[Element] = []
    for one in inside:
        if one.tag in _BLOCKS and not _is_inline(one):
            if loose:
                yield _gathered(loose)
                loose = []
            yield one
        elif one.tag in (qn("w:r"), qn("w:hyperlink"), qn("w:ins"), qn("w:sdt")):
            loose.append(one)
    if loose:
        yield _gathered(loose)


def _is_inline(one: Element) -> bool:
    """Tell whether this is a box within a line."""
    inside = one.find(qn("w:sdtContent"))
    return inside is not None and not any(inner.tag in _BLOCKS for inner in inside)


def _gathered(runs: Sequence[Element]) -> Element:
    paragraph = OxmlElement("w:p")
    for one in runs:
        paragraph.append(deepcopy(one))
    return paragraph


_LEFT_BEHIND = ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference",
                "w:permStart", "w:permEnd", "w:sectPr", "w:proofErr", "w:lastRenderedPageBreak", "w:annotationRef",
                "w:altChunk", "w:subDoc", "w:endnoteReference")  # fmt: skip
_A_BLIP, _EXTENSIONS = qn("a:blip"), qn("a:extLst")


@dataclass
class _Carrier:
    """Brings pieces of one document over to another."""

    old: Any
    new: Any
    lists: dict[str, str] = field(default_factory=dict)
    language: str = "nl"

    def carried(self, given: Element) -> Element:
        """A copy that stands on its own in the new document."""
        one = deepcopy(given)
        for name in _LEFT_BEHIND:
            for found in list(one.iter(qn(name))):
                found.getparent().remove(found)
        self._footnotes(one)
        self._pictures(one)
        self._links(one)
        self._objects(one)
        self._styles(one)
        self._lists(one)
        for mark in list(one.iter(qn("w:pStyle"))):
            if mark.get(qn("w:val")) == "owntexthint":
                mark.getparent().remove(mark)
        return one

    def _footnotes(self, one: Element) -> None:
        for mark in list(one.iter(qn("w:footnoteReference"))):
            text = self._footnote(mark.get(qn("w:id")))
            run = mark.getparent()
            run.replace(mark, _text("w:t", text))
            for told in run.findall(qn("w:rPr")):
                run.remove(told)

    def _footnote(self, name: str) -> str:
        notes = next((one.target_part for one in self.old.part.rels.values()
                      if one.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None)  # fmt: skip
        if notes is None:
            return ""
        root = parse_xml(notes.blob)
        found = next((one for one in root if one.get(qn("w:id")) == name), None)
        text = "" if found is None else " ".join(one.text or "" for one in found.iter(qn("w:t")))
        return " " + label("document.footnote", self.language, text=plain(text)) if text.strip() else ""

    def _pictures(self, one: Element) -> None:
        for blip in list(one.iter(_A_BLIP)):
            for more in blip.findall(_EXTENSIONS):
                blip.remove(more)
            name = blip.get(qn("r:embed"))
            part = self.old.part.related_parts.get(name) if name else None
            if part is None:
                self._replaced(blip)
                continue
            try:
                new_name, _ = self.new.part.get_or_add_image(io.BytesIO(part.blob))
            except Exception:  # a kind of picture that cannot be read
                self._replaced(blip)
                continue
            blip.set(qn("r:embed"), new_name)

    def _links(self, one: Element) -> None:
        for link in list(one.iter(qn("w:hyperlink"))):
            name = link.get(qn("r:id"))
            if name is None:
                continue
            found = self.old.part.rels.get(name)
            if found is not None and found.is_external:
                link.set(
                    qn("r:id"), self.new.part.relate_to(found.target_ref, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                )
            else:
                del link.attrib[qn("r:id")]

    def _objects(self, one: Element) -> None:
        """Charts, drawings and embedded files point at parts that are not carried over; words take their place."""
        for tag in ("w:drawing", "w:pict", "w:object"):
            for found in list(one.iter(qn(tag))):
                points = [at for at in found.iter() if at.tag not in (_A_BLIP,)
                          and any(key.startswith(f"{{{_RELATIONS}}}") for key in at.attrib)]  # fmt: skip
                for at in points:
                    if at.tag.endswith("}hlinkClick"):
                        at.getparent().remove(at)
                if any(not at.tag.endswith("}hlinkClick") for at in points):
                    self._replaced(found)

    def _replaced(self, inner: Element) -> None:
        """Put words where something stood that cannot be carried over."""
        outer = inner
        while outer is not None and outer.tag not in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            outer = outer.getparent()
        if outer is None or outer.getparent() is None:
            return
        words = label("document.lost_object", self.language, what=label("document.object", self.language))
        outer.getparent().replace(outer, _text("w:t", words))

    def _styles(self, one: Element) -> None:
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            for mark in list(one.iter(qn(tag))):
                name = self._style(mark.get(qn("w:val")))
                if name:
                    mark.set(qn("w:val"), name)
                else:
                    mark.getparent().remove(mark)

    def _style(self, name: str | None) -> str:
        """Id of the style of that name in the new document, which gets a copy where it has none."""
        if name is None:
            return ""
        old, new = self.old.styles.element, self.new.styles.element
        found = next((one for one in old.findall(qn("w:style")) if one.get(qn("w:styleId")) == name), None)
        if found is None:
            return ""
        title = _value(found, "w:name").lower()
        same = next((one for one in new.findall(qn("w:style")) if _value(one, "w:name").lower() == title), None)
        if same is not None:
            return str(same.get(qn("w:styleId")))
        copied = deepcopy(found)
        for tag in ("w:numPr", "w:link", "w:next"):
            for inner in list(copied.iter(qn(tag))):
                inner.getparent().remove(inner)
        if any(one.get(qn("w:styleId")) == name for one in new.findall(qn("w:style"))):
            copied.set(qn("w:styleId"), f"{name}Own")
        based = copied.find(qn("w:basedOn"))
        new.append(copied)
        if based is not None:
            parent = self._style(based.get(qn("w:val")))
            if parent:
                based.set(qn("w:val"), parent)
            else:
                copied.remove(based)
        return str(copied.get(qn("w:styleId")))

    def _lists(self, one: Element) -> None:
        for mark in list(one.iter(qn("w:numId"))):
            name = mark.get(qn("w:val"))
            if name and name != "0":
                if name not in self.lists:
                    self.lists[name] = self._list(name)
                mark.set(qn("w:val"), self.lists[name])

    def _list(self, name: str) -> str:
        try:
            old, new = self.old.part.numbering_part.element, self.new.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "0"
        number = next((one for one in old.findall(qn("w:num")) if one.get(qn("w:numId")) == name), None)
        of = _value(number, "w:abstractNumId")
        abstract = next((one for one in old.findall(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == of), None)
        if abstract is None:
            return "0"
        copied = deepcopy(abstract)
        for tag in ("w:nsid", "w:tmpl", "w:styleLink", "w:numStyleLink", "w:pStyle"):
            for inner in list(copied.iter(qn(tag))):
                inner.getparent().remove(inner)
        copied.set(qn("w:abstractNumId"), str(_next(new, "w:abstractNum", "w:abstractNumId")))
        return str(_add_list(new, copied))


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
