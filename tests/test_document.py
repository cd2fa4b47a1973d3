"""The Word report: real styles and fields, figures as in results.json, and own text that survives a new run."""

import dataclasses
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from typer.testing import CliRunner, Result

import toc
from toc.assessment import Assessment
from toc.cli import app
from toc.cost_page import cost_page
from toc.declared import Text
from toc.errors import FindingsError
from toc.report.document import strands_of, write_document
from toc.report.page import ReportView
from toc.report.raster import to_png
from toc.report.view import view
from toc.results import to_results
from toc.words import number
from toc.words.document import cut, plain
from toc.words.labels import label

LANGUAGES = ("nl", "en")
OFFICE = shutil.which("soffice")
HOSTILE = (
    '<script>alert(1)</script> =HYPERLINK("http://evil.example") \u202egnorw\u200f \x07\x1b 😀 & ]]> ' + "lang " * 90
)
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
PICTURE = to_png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>', 9)


@pytest.fixture(scope="module")
def shipped() -> Assessment:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return toc.assess(theory, data.rows, data_sha256=data.sha256)


@pytest.fixture(scope="module")
def views(shipped: Assessment) -> dict[str, ReportView]:
    return {language: view(shipped, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def made(shipped: Assessment, views: dict[str, ReportView]) -> dict[str, bytes]:
    return {language: write_document(shipped, views[language]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def lamps(assessment: Assessment) -> bytes:
    return write_document(assessment, view(assessment, "en"))


def opened(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def boxes(document: Any) -> dict[str, Any]:
    """Content of every box for own text, by tag."""
    found = {}
    for box in document.element.body.iter(qn("w:sdt")):
        tag = box.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
        assert tag not in found, tag
        found[tag] = box.find(qn("w:sdtContent"))
    return found


def words(node: Any) -> str:
    return "".join(one.text or "" for one in node.iter(qn("w:t")))


def computed_words(document: Any) -> Iterator[str]:
    """Every paragraph that is not in a box."""
    for one in document.element.body.iter(qn("w:p")):
        if not any(above.tag == qn("w:sdt") for above in one.iterancestors()):
            yield words(one)


def headings(document: Any, level: int) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == f"Heading {level}"]


def filled(made: bytes, tag: str, *content: Any) -> bytes:
    """A document in which somebody wrote in one box, as Word would save it."""
    document = opened(made)
    inside = boxes(document)[tag]
    told = inside.getparent().find(qn("w:sdtPr"))
    told.remove(told.find(qn("w:showingPlcHdr")))
    for one in list(inside):
        inside.remove(one)
    for one in content:
        inside.append(one(document) if callable(one) else deepcopy(one))
    return saved(document)


def paragraph(text: str, *, bold: bool = False, style: str = "") -> Any:
    made = OxmlElement("w:p")
    if style:
        told = OxmlElement("w:pPr")
        mark = OxmlElement("w:pStyle")
        mark.set(qn("w:val"), style)
        told.append(mark)
        made.append(told)
    run = OxmlElement("w:r")
    if bold:
        run.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
    inner = OxmlElement("w:t")
    inner.text = text
    run.append(inner)
    made.append(run)
    return made


# --- Order and form ---------------------------------------------------------------------------------------------


def test_the_chapters_stand_in_the_order_of_programme_offices(shipped: Assessment, made: dict[str, bytes]) -> None:
    codes = ("introduction", "summary", "lines", "chain", "finances", "lasting", "steps")
    for language in LANGUAGES:
        document = opened(made[language])
        first = headings(document, 1)
        assert first[:7] == [label(f"document.{one}", language) for one in codes]
        assert len(first) == 10
        titles = [line.title[language] for line in shipped.theory.file.action_lines]
        parts = headings(document, 2)
        at = parts.index(titles[0])
        assert parts[at : at + len(titles)] == titles
    assert not set(headings(opened(made["nl"]), 1)) & set(headings(opened(made["en"]), 1))


def test_every_action_line_has_figures_attention_points_and_two_boxes(
    shipped: Assessment, made: dict[str, bytes]
) -> None:
    there = boxes(opened(made["nl"]))
    strands = strands_of(shipped, "nl")
    assert [one.name for one in strands][:-1] == [line.id for line in shipped.theory.file.action_lines]
    assert sum(len(one.elements) for one in strands) == len(shipped.theory.file.elements)
    for strand in strands:
        assert f"toc:results:{strand.name}" in there
        assert f"toc:attention:{strand.name}" in there
    assert {"toc:introduction", "toc:summary", "toc:chain", "toc:finances", "toc:lasting", "toc:missing"} < set(there)


def test_boxes_hold_no_figures_of_ours_and_their_tags_do_not_depend_on_the_language(made: dict[str, bytes]) -> None:
    dutch, english = (boxes(opened(made[language])) for language in LANGUAGES)
    assert list(dutch) == list(english)
    for inside in (*dutch.values(), *english.values()):
        assert words(inside).strip()
        assert not FIGURE.search(words(inside))
        assert inside.getparent().find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None


def test_contents_captions_and_pages_are_fields(made: dict[str, bytes]) -> None:
    document = opened(made["nl"])
    fields = [one.text for one in document.element.body.iter(qn("w:instrText"))]
    assert sum("TOC " in one for one in fields) == 1
    for kind in ("figure", "table"):
        word = label(f"document.{kind}", "nl")
        captions = [
            one.text for one in document.paragraphs if one.style.name == "Caption" and one.text.startswith(word)
        ]
        assert [one.split(":")[0] for one in captions] == [f"{word} {at}" for at in range(1, len(captions) + 1)]
        assert sum(f"SEQ {word}" in one for one in fields) == len(captions) > 0
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    foot = [one.text.strip() for one in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert foot == ["PAGE", "NUMPAGES"]
    assert "Opschaling PPS" in document.sections[0].header.paragraphs[0].text
    assert all(section.footer.is_linked_to_previous for section in list(document.sections)[1:])


def test_the_list_of_contents_is_there_before_word_fills_it(made: dict[str, bytes]) -> None:
    document = opened(made["en"])
    listed = [
        re.sub(r"^[\d.]+ +", "", words(one._p)) for one in document.paragraphs if one.style.name.startswith("toc ")
    ]
    assert listed == [one.text for one in document.paragraphs if one.style.name in ("Heading 1", "Heading 2")]
    places = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))]
    assert set(links) <= places
    assert len(links) == len(listed)


def test_tables_repeat_their_head_and_split_no_row(made: dict[str, bytes]) -> None:
    tables = opened(made["nl"]).tables
    assert len(tables) > 8
    for table in tables:
        assert table.style.name == "report table"
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(cell.text.strip() for cell in table.rows[0].cells)
        filled_in = [cell.text.strip() for row in table.rows[1:] for cell in row.cells[1:]]
        assert all(filled_in), "an empty cell says nothing of why it is empty"


def test_pictures_have_words_for_who_cannot_see_them(lamps: bytes) -> None:
    pictures = list(opened(lamps).element.body.iter(qn("wp:docPr")))
    assert len(pictures) > 2
    assert all(len(one.get("descr", "")) > 20 and one.get("title") for one in pictures)
    assert len({one.get("id") for one in pictures}) == len(pictures)


@pytest.mark.parametrize(("language", "locale"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_language_and_properties(shipped: Assessment, made: dict[str, bytes], language: str, locale: str) -> None:
    document = opened(made[language])
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {locale}
    about = document.core_properties
    assert about.language == locale
    assert about.title == shipped.theory.file.title[language]
    assert about.created.date() == about.modified.date() == shipped.as_of


def test_the_same_input_gives_the_same_bytes_dated_by_what_was_known(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes]
) -> None:
    assert write_document(shipped, views["nl"]) == made["nl"]
    day = shipped.as_of
    with zipfile.ZipFile(io.BytesIO(made["nl"])) as package:
        assert {one.date_time for one in package.infolist()} == {(day.year, day.month, day.day, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


# --- Figures ----------------------------------------------------------------------------------------------------


def strings(node: Any) -> Iterator[str]:
    """Every text in a view."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from strings(one)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for one in dataclasses.fields(node):
            yield from strings(getattr(node, one.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_comes_from_the_view_or_the_costs(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes], language: str
) -> None:
    page = cost_page(shipped)
    costs = [one[language] for one in page.first + page.last]
    for section in page.sections:
        costs += [section.heading[language], *(note[language] for note in section.notes)]
        for line in section.lines:
            costs += [text[language] for text in (line.title, line.amount, line.cost, *line.why)]
    costs += [text for claim in page.claims for text in (claim.quote, claim.source, claim.reason[language])]
    given = {found for text in (*strings(views[language]), *costs) for found in FIGURE.findall(text)}
    counted = {number(count, language) for count in range(len(shipped.theory.file.elements) + 1)}
    document = opened(made[language])
    told = [plain(text) for text in computed_words(document)]
    loose = {found for text in told for found in FIGURE.findall(text)} - given - counted
    captions = label("document.table", language), label("document.figure", language)
    own = {found for text in told if text.startswith(captions) for found in FIGURE.findall(text.split(":")[0])}
    chapters = {found for one in document.paragraphs if one.style.name.startswith("toc ")
                for found in FIGURE.findall(one.text)}  # fmt: skip
    day = set(FIGURE.findall(label("document.state", language, day=shipped.as_of)))
    assert loose <= own | chapters | day


def test_the_table_of_all_figures_equals_the_results(assessment: Assessment, lamps: bytes) -> None:
    """Every figure of the whole that ``results.json`` holds stands in the appendix, rounded as anywhere."""
    theory = assessment.theory
    top = theory.organisations.roots[0].id
    rows: dict[str, list[list[str]]] = {}
    for table in opened(lamps).tables:
        title = ""
        for row in table.rows[1:]:
            cells = [cell.text for cell in row.cells]
            title = cells[0] or title
            rows.setdefault(title, []).append(cells)
    results = to_results(assessment, "0")
    surveys = {one.id for one in theory.indicators
               if any(element.survey for element in theory.data_elements if element.id in one.formula)}  # fmt: skip
    checked = 0
    for value in results.values:
        if value.organisation != top or value.disaggregation or value.state != "reported" or value.value is None:
            continue
        indicator = theory.indicator_by_id[value.indicator]
        if value.indicator in surveys or indicator.title.en not in rows:
            continue
        found = [row for row in rows[indicator.title.en] if len(row) == 5 and row[1].startswith(value.period)]
        assert any(number(value.value, "en") in row[2] for row in found), (value.indicator, value.period, found)
        checked += 1
    assert checked > 20


def test_what_is_missing_has_a_word_and_is_no_nought(shipped: Assessment, made: dict[str, bytes]) -> None:
    silent = [one for one in shipped.theory.file.elements if not one.indicators and not one.proxies]
    cells = {row.cells[0].text: [cell.text for cell in row.cells] for table in opened(made["nl"]).tables
             for row in table.rows if len(row.cells) == 4}  # fmt: skip
    assert len(silent) > 5
    for one in silent:
        assert label("document.kpi_unmeasured", "nl") in cells[one.title.nl][2]


def test_targets_of_parts_do_not_stand_as_targets_of_the_whole(
    shipped: Assessment, views: dict[str, ReportView]
) -> None:
    theory, report = shipped.theory, views["nl"]
    part = next(one.id for one in theory.organisations.organisations if one.id != report.organisation)
    elsewhere = theory.targets[0].model_copy(update={"id": "elsewhere", "organisation": part})
    group = dataclasses.replace(report.targets.groups[0], anchor="target-elsewhere", title="Doel van een deel")
    targets = dataclasses.replace(report.targets, groups=(*report.targets.groups, group))
    both = dataclasses.replace(shipped, theory=dataclasses.replace(theory, targets=(*theory.targets, elsewhere)))
    text = "\n".join(computed_words(opened(write_document(both, dataclasses.replace(report, targets=targets)))))
    assert "50 miljoen euro (2027)" in text
    assert "Doel van een deel" not in text


# --- Own text ---------------------------------------------------------------------------------------------------


def test_own_text_survives_new_figures(made: dict[str, bytes]) -> None:
    def picture(document: Any) -> Any:
        one = document.add_paragraph()
        one.add_run().add_picture(io.BytesIO(PICTURE))
        return one._p

    def link(document: Any) -> Any:
        name = document.part.relate_to(
            "https://harbour.example/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        return parse_xml(
            f'<w:p {nsdecls("w", "r")}><w:hyperlink r:id="{name}"><w:r><w:t>Harbour office</w:t></w:r></w:hyperlink>'
            "</w:p>"
        )

    def listed(document: Any) -> Any:
        one = document.add_paragraph("First we asked the keepers.", style="List Number")
        return one._p

    written = filled(
        made["en"], "toc:summary", paragraph("Our own view, in bold", bold=True), paragraph("And more <&>."), picture,
        link, listed,
    )  # fmt: skip
    written = filled(written, "toc:lasting", paragraph("The council goes on paying.", style="owntexthint"))
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    later = toc.assess(theory, data.rows[::2], data_sha256="1" * 64)
    report = view(later, "en")
    document = opened(write_document(later, report, previous=written))
    kept = boxes(document)["toc:summary"]
    assert [words(one) for one in kept if words(one)] == [
        "Our own view, in bold", "And more <&>.", "Harbour office", "First we asked the keepers."
    ]  # fmt: skip
    assert kept[0].find(qn("w:r")).find(qn("w:rPr")).find(qn("w:b")) is not None
    blip = next(kept.iter(qn("a:blip")))
    assert document.part.related_parts[blip.get(qn("r:embed"))].blob == PICTURE
    anchor = next(kept.iter(qn("w:hyperlink")))
    assert document.part.rels[anchor.get(qn("r:id"))].target_ref == "https://harbour.example/"
    style = next(kept[-1].iter(qn("w:pStyle"))).get(qn("w:val"))
    assert next(one for one in document.styles if one.style_id == style).name == "List Number"
    assert kept.getparent().find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is None
    assert words(boxes(document)["toc:lasting"]) == "The council goes on paying."
    assert not list(boxes(document)["toc:lasting"].iter(qn("w:pStyle")))
    old, new = ("\n".join(computed_words(one)) for one in (opened(made["en"]), document))
    assert "1" * 64 in new
    assert "1" * 64 not in old
    assert set(FIGURE.findall(new)) != set(FIGURE.findall(old))
    again = write_document(later, report, previous=saved(document))
    assert words(boxes(opened(again))["toc:summary"]) == words(kept)


def test_own_text_stays_in_the_other_language(shipped: Assessment, views: dict[str, ReportView],
                                              made: dict[str, bytes]) -> None:  # fmt: skip
    written = filled(made["nl"], "toc:results:talent", paragraph("Eigen verhaal"))
    document = opened(write_document(shipped, views["en"], previous=written))
    there = boxes(document)
    assert words(there["toc:results:talent"]) == "Eigen verhaal"
    english = boxes(opened(made["en"]))
    assert words(there["toc:summary"]) == words(english["toc:summary"]), "an empty box speaks the new language"


def without_tags(made: bytes, boxes_too: bool = False) -> bytes:
    """A document as other programs save it: without the tags, or with the boxes turned into plain text."""
    document = opened(made)
    for box in list(document.element.body.iter(qn("w:sdt"))):
        told = box.find(qn("w:sdtPr"))
        for name in ("w:tag", "w:id", "w:showingPlcHdr", "w:placeholder"):
            for one in told.findall(qn(name)):
                told.remove(one)
        if boxes_too:
            for one in list(box.find(qn("w:sdtContent"))):
                box.addprevious(one)
            box.getparent().remove(box)
    return saved(document)


def without_bookmarks(made: bytes) -> bytes:
    document = opened(made)
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for one in list(document.element.body.iter(qn(name))):
            one.getparent().remove(one)
    return saved(document)


@pytest.mark.parametrize(("lost", "language"), [("tags", "en"), ("boxes", "nl"), ("tags and bookmarks", "en")])
def test_own_text_is_found_again_without_tags(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes], lost: str, language: str
) -> None:
    written = filled(made["nl"], "toc:results:ketens", paragraph("Over ketens"), paragraph("en nog iets"))
    written = without_tags(filled(written, "toc:lasting", paragraph("Wij gaan door.")), boxes_too=lost == "boxes")
    written = without_bookmarks(written) if "bookmarks" in lost else written
    document = opened(write_document(shipped, views[language], previous=written))
    there = boxes(document)
    assert [words(one) for one in there["toc:results:ketens"]] == ["Over ketens", "en nog iets"]
    assert words(there["toc:lasting"]) == "Wij gaan door."
    empty = boxes(opened(made[language]))
    assert all(
        words(there[tag]) == words(empty[tag]) for tag in empty if tag not in ("toc:results:ketens", "toc:lasting")
    )
    assert list(there) == list(empty), "nothing is without a place"


def test_own_text_without_tag_and_place_is_kept_and_finds_its_place_again(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes]
) -> None:
    written = without_tags(filled(made["nl"], "toc:results:talent", paragraph("Over talent")))
    lines = tuple(one for one in shipped.theory.file.action_lines if one.id != "talent")
    file = shipped.theory.file.model_copy(update={"action_lines": lines})
    changed = dataclasses.replace(shipped, theory=dataclasses.replace(shipped.theory, file=file))
    without = write_document(changed, view(changed, "nl"), previous=written)
    assert "Over talent" in [words(one) for one in boxes(opened(without)).values()]
    again = write_document(changed, view(changed, "en"), previous=without)
    assert "Over talent" in [words(one) for one in boxes(opened(again)).values()]
    back = boxes(opened(write_document(shipped, views["nl"], previous=again)))
    assert words(back["toc:results:talent"]) == "Over talent"
    assert [words(one) for one in back.values()].count("Over talent") == 1


def test_every_box_has_a_title_of_its_own(shipped: Assessment) -> None:
    """Action lines whose titles are the same, or only at their beginning, are still told apart."""
    long = Text(nl="Een actielijn met een heel lange naam die " * 2, en="The very same beginning of a name, and " * 2)
    titles = [long, Text(nl=long.nl + "anders", en=long.en + "other")] + [Text(nl="Gelijk", en="Same")] * 3
    given = zip(shipped.theory.file.action_lines, titles, strict=True)
    lines = tuple(line.model_copy(update={"title": title}) for line, title in given)
    file = shipped.theory.file.model_copy(update={"action_lines": lines})
    changed = dataclasses.replace(shipped, theory=dataclasses.replace(shipped.theory, file=file))
    written = write_document(changed, view(changed, "nl"))
    aliases = [one.get(qn("w:val")) for one in opened(written).element.body.iter(qn("w:alias"))]
    assert len(set(aliases)) == len(aliases) == len(boxes(opened(written)))
    for line in lines:
        written = filled(written, f"toc:results:{line.id}", paragraph(f"Over {line.id}"))
    back = boxes(opened(write_document(changed, view(changed, "en"),
                                       previous=without_bookmarks(without_tags(written)))))  # fmt: skip
    assert all(words(back[f"toc:results:{line.id}"]) == f"Over {line.id}" for line in lines)


def test_own_text_comes_back_from_libreoffice(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes], tmp_path: Path
) -> None:
    def listed(document: Any) -> Any:
        return document.add_paragraph("Een punt.", style="List Bullet")._p

    def picture(document: Any) -> Any:
        one = document.add_paragraph("Met plaatje")
        one.add_run().add_picture(io.BytesIO(PICTURE), width=Pt(40))
        return one._p

    def table(document: Any) -> Any:
        one = document.add_table(1, 1)
        one.cell(0, 0).text = "In een tabel"
        return one._tbl

    written = filled(made["nl"], "toc:summary", paragraph("Onze blik."), paragraph("Meer, vet", bold=True), listed)
    written = filled(written, "toc:chain", paragraph("Zie:"), table, paragraph("Na de tabel"))
    written = filled(written, "toc:lasting", picture)
    back = through_office(written, tmp_path)
    assert not [one for one in opened(back).element.body.iter(qn("w:tag")) if one.get(qn("w:val")).startswith("toc:")]
    there = boxes(opened(write_document(shipped, views["en"], previous=back)))
    assert [words(one) for one in there["toc:summary"]] == ["Onze blik.", "Meer, vet", "Een punt."]
    assert [words(one) for one in there["toc:chain"]] == ["Zie:", "In een tabel", "Na de tabel"]
    assert words(there["toc:lasting"]) == "Met plaatje"
    assert len(list(there["toc:lasting"].iter(qn("a:blip")))) == 1
    empty = boxes(opened(made["en"]))
    assert all(words(there[tag]) == words(empty[tag])
               for tag in empty if tag not in ("toc:summary", "toc:chain", "toc:lasting"))  # fmt: skip


def through_office(content: bytes, folder: Path) -> bytes:
    """A document as LibreOffice saves it."""
    if OFFICE is None:
        if os.environ.get("TOC_NEEDS_OFFICE"):
            pytest.fail("LibreOffice is not installed, and TOC_NEEDS_OFFICE asks for it")
        pytest.skip("needs LibreOffice (soffice) to save a document; set TOC_NEEDS_OFFICE to insist")
    source = folder / "report.docx"
    source.write_bytes(content)
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx",
               "--outdir", str(folder / "made"), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (folder / "made" / "report.docx").read_bytes()


@pytest.mark.parametrize("shown", [True, False])
def test_a_box_that_was_emptied_gets_our_hint_again(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes], shown: bool
) -> None:
    """Word puts a prompt of its own in a box that is emptied; its style bears a name of the language of Word."""
    document = opened(made["nl"])
    document.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="Tijdelijk"><w:name w:val="Placeholder Text"/></w:style>'
    ))  # fmt: skip
    run = '<w:r><w:rPr><w:rStyle w:val="Tijdelijk"/></w:rPr><w:t>Klik of tik om tekst in te voeren.</w:t></w:r>'
    written = filled(saved(document), "toc:summary", parse_xml(f"<w:p {nsdecls('w')}>{run}</w:p>"))
    if shown:
        document = opened(written)
        boxes(document)["toc:summary"].getparent().find(qn("w:sdtPr")).append(OxmlElement("w:showingPlcHdr"))
        written = saved(document)
    back = boxes(opened(write_document(shipped, views["nl"], previous=written)))["toc:summary"]
    assert words(back) == words(boxes(opened(made["nl"]))["toc:summary"])
    assert back.getparent().find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None


def test_the_words_of_such_a_prompt_are_kept_when_somebody_wrote_them(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes]
) -> None:
    quoted = filled(made["nl"], "toc:summary", paragraph("Klik of tik om tekst in te voeren."))
    kept = boxes(opened(write_document(shipped, views["nl"], previous=quoted)))["toc:summary"]
    assert words(kept) == "Klik of tik om tekst in te voeren.", "without that style somebody wrote it"


def test_word_knows_the_hint_of_every_box(made: dict[str, bytes]) -> None:
    for language in LANGUAGES:
        document = opened(made[language])
        part = document.part.part_related_by(docx.opc.constants.RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)
        blocks = {one.find(qn("w:docPartPr")).find(qn("w:name")).get(qn("w:val")): words(one)
                  for one in parse_xml(part.blob).iter(qn("w:docPart"))}  # fmt: skip
        for inside in boxes(document).values():
            told = inside.getparent().find(qn("w:sdtPr"))
            name = told.find(qn("w:placeholder")).find(qn("w:docPart")).get(qn("w:val"))
            assert blocks[name] == words(inside)
        assert len(blocks) == len(boxes(document))


@pytest.mark.parametrize("hint", LANGUAGES)
def test_what_is_typed_behind_the_hint_stands_without_it(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes], hint: str
) -> None:
    there = words(boxes(opened(made[hint]))["toc:summary"])
    behind = filled(made["nl"], "toc:summary", paragraph(f"{there} Wij zijn trots."), paragraph("En door."))
    below = filled(behind, "toc:chain", paragraph(there), paragraph("Hieronder getypt."))
    back = boxes(opened(write_document(shipped, views["nl"], previous=below)))
    assert [words(one) for one in back["toc:summary"]] == ["Wij zijn trots.", "En door."]
    assert [words(one) for one in back["toc:chain"]] == ["Hieronder getypt."]


def test_the_document_names_the_program_that_made_it(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made["nl"])) as package:
        about = package.read("docProps/app.xml").decode()
    assert "<Application>toc</Application>" in about
    assert "Microsoft" not in about


def test_own_text_whose_place_is_gone_is_kept_and_finds_its_place_again(
    shipped: Assessment, views: dict[str, ReportView], made: dict[str, bytes]
) -> None:
    written = filled(made["nl"], "toc:results:talent", paragraph("Over talent"))
    lines = tuple(one for one in shipped.theory.file.action_lines if one.id != "talent")
    file = shipped.theory.file.model_copy(update={"action_lines": lines})
    changed = dataclasses.replace(shipped, theory=dataclasses.replace(shipped.theory, file=file))
    without = write_document(changed, view(changed, "nl"), previous=written)
    document = opened(without)
    assert headings(document, 1)[-1].endswith(label("document.lost", "nl"))
    assert words(boxes(document)["toc:results:talent"]) == "Over talent"
    back = opened(write_document(shipped, views["nl"], previous=without))
    assert words(boxes(back)["toc:results:talent"]) == "Over talent"
    assert not any(label("document.lost", "nl") in one for one in headings(back, 1))


def test_what_cannot_come_along_leaves_a_word(shipped: Assessment, views: dict[str, ReportView],
                                              made: dict[str, bytes]) -> None:  # fmt: skip
    chart = parse_xml(
        f'<w:p {nsdecls("w", "wp", "a", "r")}><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId999"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    written = filled(made["nl"], "toc:chain", paragraph("Zie de grafiek."), chart)
    document = opened(write_document(shipped, views["nl"], previous=written))
    kept = boxes(document)["toc:chain"]
    assert words(kept).startswith("Zie de grafiek.")
    assert label("document.object", "nl") in words(kept)
    assert "rId999" not in document.element.xml


# --- House template ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def house() -> bytes:
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Rockwell"
    document.styles["Heading 1"].font.size = Pt(33)
    document.styles.element.remove(document.styles["Caption"].element)
    document.sections[0].header.paragraphs[0].text = "Huis van de Haven"
    document.sections[0].footer.paragraphs[0].text = "Alleen voor leden"
    document.add_paragraph("Voorbeeldtekst van de huisstijl")
    return saved(document)


def test_a_house_template_gives_styles_header_and_footer(
    shipped: Assessment, views: dict[str, ReportView], house: bytes
) -> None:
    document = opened(write_document(shipped, views["nl"], template=house))
    assert document.styles["Heading 1"].font.name == "Rockwell"
    assert document.styles["Heading 1"].font.size == Pt(33)
    assert document.sections[0].header.paragraphs[0].text == "Huis van de Haven"
    assert document.sections[0].footer.paragraphs[0].text == "Alleen voor leden"
    assert "Voorbeeldtekst" not in document.element.xml
    assert any(one.style.name == "Caption" for one in document.paragraphs), "a style that is lacking is added"
    assert label("document.summary", "nl") in headings(document, 1)


@pytest.mark.parametrize("which", ["template", "previous"])
def test_what_is_no_word_document_is_told_in_both_languages(
    shipped: Assessment, views: dict[str, ReportView], which: str
) -> None:
    with pytest.raises(FindingsError) as told:
        write_document(shipped, views["nl"], **{which: b"%PDF-1.7 no document"})
    finding = told.value.findings[0]
    assert finding.code == f"document.error.{which}"
    assert ".docx" in finding.message.nl
    assert finding.message.nl != finding.message.en


def test_another_document_is_not_taken_for_a_report(shipped: Assessment, views: dict[str, ReportView]) -> None:
    other = docx.Document()
    other.add_paragraph("Notulen van de stuurgroep")
    box = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Datum"/><w:tag w:val="datum"/></w:sdtPr>'
                    "<w:sdtContent><w:p><w:r><w:t>1 mei</w:t></w:r></w:p></w:sdtContent></w:sdt>")  # fmt: skip
    other.element.body.insert(0, box)
    with pytest.raises(FindingsError) as told:
        write_document(shipped, views["nl"], previous=saved(other))
    finding = told.value.findings[0]
    assert finding.code == "document.error.no_boxes"
    assert "--out" in finding.message.nl
    assert "--out" in finding.message.en


# --- Where it is written ----------------------------------------------------------------------------------------


def run(folder: Path, *asked: str) -> Result:
    return CliRunner().invoke(app, ["run", "startmodel", "--out", str(folder), *asked])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, language: str) -> None:
    other = docx.Document()
    other.add_paragraph("Notulen van de stuurgroep")
    (tmp_path / "report.docx").write_bytes(saved(other))
    before = (tmp_path / "report.docx").read_bytes()
    result = run(tmp_path, "--format", "json,docx", "--lang", language)
    assert result.exit_code == 2
    assert label("document.error.no_boxes", language) in " ".join(result.output.split())
    assert (tmp_path / "report.docx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


@pytest.mark.parametrize("name", ["report.docx", "results.json"])
def test_a_read_only_file_is_not_overwritten_and_nothing_is_half_written(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, "--format", "json,docx").exit_code == 0
    files = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {path.name for path in files} == {"report.docx", "results.json"}
    (tmp_path / name).chmod(0o444)
    result = run(tmp_path, "--format", "json,docx,csv", "--lang", "en")
    assert result.exit_code == 2
    assert name in result.output
    assert "read-only" in " ".join(result.output.split())
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == files
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o444


# --- Words of others --------------------------------------------------------------------------------------------


def hostile(assessment: Assessment) -> Assessment:
    """The same figures with titles that are out to do harm."""
    bad = Text(nl=HOSTILE, en=HOSTILE)
    theory = assessment.theory
    file = theory.file
    worse = file.model_copy(update={
        "title": bad, "description": bad,
        "action_lines": tuple(one.model_copy(update={"title": bad}) for one in file.action_lines),
        "elements": tuple(one.model_copy(update={"title": bad}) for one in file.elements),
        "assumptions": tuple(one.model_copy(update={"title": bad}) for one in file.assumptions),
    })  # fmt: skip
    indicators = tuple(one.model_copy(update={"title": bad}) for one in theory.indicators)
    return dataclasses.replace(assessment, theory=dataclasses.replace(theory, file=worse, indicators=indicators))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_titles_stay_words(shipped: Assessment, language: str) -> None:
    bad = hostile(shipped)
    document = opened(write_document(bad, view(bad, language)))
    text = "\n".join(words(one) for one in document.element.body.iter(qn("w:p")))
    assert '<script>alert(1)</script> =HYPERLINK("http://evil.example") gnorw 😀 & ]]>' in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u200f]", text)
    assert all("evil" not in one.target_ref for one in document.part.rels.values() if one.is_external)
    assert not [one for one in document.element.body.iter(qn("w:instrText")) if "HYPERLINK" in (one.text or "")]
    assert len(document.core_properties.title) <= 255


@pytest.mark.parametrize(("given", "most", "wanted"), [
    ("short", 10, "short"), ("a longer text", 8, "a longe…"), ("a longer text", 10, "a longer…"),
    ("abcdefghij", 5, "abcd…"),
    ("with\nbreak\x00", 20, "with break"),
])  # fmt: skip
def test_texts_are_cut_between_words(given: str, most: int, wanted: str) -> None:
    assert cut(given, most) == wanted


def test_pictures_need_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letters come along: a text draws dark dots, whatever fonts it asks for."""
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20" font-family="\'Segoe UI\', Arial, sans-serif">'
           '<style>.late{{fill:#ffffff}}</style><text x="2" y="15" {}>Ketens 1.765 − ×2,9</text></svg>')  # fmt: skip
    empty = svg.format('fill="#ffffff"')
    assert len(to_png(svg.format(""), 300)) > 2 * len(to_png(empty, 300))
    assert to_png(svg.format('class="late"'), 300) == to_png(empty, 300), "a style inside the drawing counts"
    assert to_png(svg.format("") + "\x07", 300) == to_png(svg.format(""), 300)


def test_day_before_1980_is_no_trouble(shipped: Assessment, views: dict[str, ReportView]) -> None:
    old = dataclasses.replace(shipped, as_of=date(1975, 5, 1))
    with zipfile.ZipFile(io.BytesIO(write_document(old, views["nl"]))) as package:
        assert {one.date_time[:3] for one in package.infolist()} == {(1980, 5, 1)}
