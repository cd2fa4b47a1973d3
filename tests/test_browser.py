"""The page in a real browser: nothing is asked of anybody, nothing is logged, keyboards and screen readers get along.

Needs Chromium on the machine (Debian: ``apt-get install chromium``). Without it these tests are skipped, unless
``TOC_NEEDS_BROWSER`` is set, as it is where a change is checked before it lands. With ``TOC_SCREENSHOTS`` set to a
folder, every view is kept there as a picture, to be looked at.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import toc
from toc.report.html import STATIC, write_html
from toc.report.view import view
from toc.results import to_results
from toc.words import number

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDE, SMALL = (1440, 900), (390, 844)
PREFIX = {"nl": "", "en": "en-"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    where = next((found for name in NAMES if (found := shutil.which(name))), None)
    if where is None:
        if os.environ.get("TOC_NEEDS_BROWSER"):
            pytest.fail("there is no Chromium on this machine, and it is needed")
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped programme, in both languages."""
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    assessment = toc.assess(theory, data.rows)
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(write_html(view(assessment, "nl"), view(assessment, "en")), encoding="utf-8")
    return path


class Visit:
    """One page that is looked at, with everything that went wrong."""

    def __init__(self, browser: Browser, path: Path, size: tuple[int, int] = WIDE) -> None:
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        self.path, self.asked, self.logged = path, [], []
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", lambda one: self.logged.append(one.text))
        self.page.on("pageerror", lambda one: self.logged.append(str(one)))
        self.page.add_init_script(
            "window.broken = []; document.addEventListener('securitypolicyviolation',"
            " one => window.broken.push(one.violatedDirective + ' ' + one.blockedURI))"
        )

    def open(self, place: str = "") -> Page:
        self.page.goto(f"file://{self.path}" + (f"#{place}" if place else ""))
        self.page.wait_for_selector("html.ready")
        return self.page

    def go(self, place: str) -> None:
        self.page.evaluate("place => { location.hash = place }", place)
        self.page.wait_for_timeout(150)

    def broken(self) -> list[str]:
        return self.page.evaluate("window.broken")

    def close(self) -> None:
        self.page.close()


def views_of(page: Page) -> list[str]:
    return page.eval_on_selector_all(".edition.on nav.contents a", "all => all.map(one => one.hash.slice(1))")


def shown(page: Page) -> set[str]:
    seen = "all => all.filter(one => one.getClientRects().length).map(one => one.dataset.view)"
    return set(page.eval_on_selector_all("[data-view]", seen))


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_view_opens_without_a_request_an_error_or_a_broken_rule(
    browser: Browser, report: Path, language: str, size: tuple[int, int]
) -> None:
    visit = Visit(browser, report, size)
    page = visit.open(f"{PREFIX[language]}top")
    places = views_of(page)
    assert len(places) >= 5
    for place in places:
        visit.go(place)
        assert len(shown(page)) == 1
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{place} is wider than the screen"
        keep(page, f"{language}-{size[0]}-{place}")
    assert [url for url in visit.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert visit.logged == []
    assert visit.broken() == []
    visit.close()


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("TOC_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


ALONE = """() => {
  const edition = document.querySelector(".edition.on");
  document.querySelectorAll(".edition, [data-view], .page, .overview").forEach(one => {
    if (one.contains(edition) && one !== edition) return;
    if (!one.getClientRects().length) one.remove();
  });
  edition.querySelectorAll("details").forEach(one => { one.open = true });
}"""
"""Takes out what is not shown, because the checker reads all of it, and unfolds what is folded."""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_checker_of_accessibility_finds_nothing_serious_in_any_view(
    browser: Browser, report: Path, language: str
) -> None:
    """Every view and pages of each kind in Dutch; in English, which is made by the same templates, the first one."""
    visit = Visit(browser, report)
    page = visit.open(f"{PREFIX[language]}top")
    pages = page.eval_on_selector_all(".edition.on .page", "all => all.map(one => one.id)")
    with_charts = page.eval_on_selector_all(".edition.on .page:has(figure.chart)", "all => all.map(one => one.id)")
    places = [*views_of(page), *with_charts[:1], *pages[-1:]]
    worst: list[str] = []
    for place in places if language == "nl" else places[:1]:
        visit.open(place)
        page.reload()
        page.wait_for_selector("html.ready")
        page.evaluate(ALONE)
        page.wait_for_timeout(300)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.response["passes"], place
        worst += [f"{place}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]
                  if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert worst == []
    visit.close()


def test_the_first_screen_holds_the_three_messages_and_the_picture_before_any_chart(
    browser: Browser, report: Path
) -> None:
    visit = Visit(browser, report)
    page = visit.open()
    for text in page.query_selector_all(".edition.on .said-first"):
        box = text.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < WIDE[1]
    box = page.query_selector(".edition.on svg.chain-picture").bounding_box()  # type: ignore[union-attr]
    assert box is not None
    assert box["y"] < WIDE[1] / 2
    assert page.query_selector(".js-plotly-plot") is None
    visit.close()


def test_a_chart_is_made_when_it_comes_into_view_and_says_in_words_what_it_shows(
    browser: Browser, report: Path
) -> None:
    visit = Visit(browser, report)
    page = visit.open()
    first = page.get_attribute(".edition.on .page:has(figure.chart[data-kind=fan])", "id")
    assert first is not None
    visit.go(first)
    page.wait_for_selector(f"#{first} .js-plotly-plot")
    assert page.locator(".js-plotly-plot").count() == page.locator(f"#{first} .js-plotly-plot").count()
    live = page.locator(f"#{first} .live").first
    assert live.get_attribute("role") == "group"
    assert re.search(r"\d", live.get_attribute("aria-label") or "")
    assert page.locator(f"#{first} table").count() >= 1
    assert "cloud" not in (page.locator(f"#{first} .modebar").first.inner_html().lower())
    visit.close()


def test_a_keyboard_reaches_every_view_and_the_cards_of_the_picture(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report)
    page = visit.open()
    reached: list[dict[str, Any]] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(
            "({hash: document.activeElement.getAttribute('href') || '',"
            " drawn: Boolean(document.activeElement.closest('svg')),"
            " line: getComputedStyle(document.activeElement).outlineStyle})"
        ))  # fmt: skip
    assert reached[0]["hash"] == "#main"
    assert {f"#{place}" for place in views_of(page)} <= {one["hash"] for one in reached}
    assert any(one["drawn"] for one in reached)
    card = next(one["hash"] for one in reached if one["drawn"])
    page.focus(f'.edition.on svg.chain-picture a[href="{card}"]')
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    assert page.evaluate("location.hash") == card
    assert page.locator(card).is_visible()
    page.go_back()
    page.wait_for_timeout(150)
    assert shown(page) == {"start"}
    visit.close()


def test_the_language_switch_stays_at_the_same_place(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report)
    page = visit.open("catalogue")
    page.click(".edition.on a.language")
    page.wait_for_timeout(150)
    assert page.evaluate("location.hash") == "#en-catalogue"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#en-catalogue-title").is_visible()
    assert not page.locator("#catalogue-title").is_visible()
    visit.close()


def test_an_action_line_can_be_picked_out(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report)
    page = visit.open("picture")
    everything = page.locator("#picture svg.chain-picture > a").count()
    page.locator("#picture fieldset.lines input").nth(1).check()
    dimmed = page.locator("#picture svg.chain-picture > a.dim").count()
    assert 0 < dimmed < everything
    page.locator("#picture fieldset.lines input").first.check()
    assert page.locator("#picture svg.chain-picture > a.dim").count() == 0
    visit.close()


def test_at_twice_the_size_nothing_is_lost(browser: Browser, report: Path) -> None:
    """WCAG 1.4.10: 200 % on a screen of 1440 is a screen of 720."""
    visit = Visit(browser, report, (720, 450))
    page = visit.open()
    for place in views_of(page):
        visit.go(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 720, place
    visit.close()


def test_without_its_script_everything_is_there(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{report}")
    assert page.locator("#catalogue-title").is_visible()
    assert page.locator("#method-title").is_visible()
    assert page.locator("figure.chart .static svg").first.is_visible()
    context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_script_writes_a_number_as_every_sentence_does(browser: Browser, language: str) -> None:
    """The numbers of results.json as the script of the page writes them beside a chart, and as the report does."""
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    results = to_results(toc.assess(theory, data.rows), toc.__version__)
    given = [size for one in results.values for size in (one.value, one.lower, one.upper, *(one.annual or ()))
             if size is not None]  # fmt: skip
    sizes = sorted({sign * size * part for size in given for part in (1, 0.01, 1 / 3, 100 / 7) for sign in (1, -1)})
    sizes += [0, 0.5, 2.5, 3.45, 1.005, 99.95, 999.5, 0.0995, 0.00012345, 1234567.4]
    assert len(sizes) > 300
    written = re.search(r"  function figure\(.*?\n  }\n", (STATIC / "page.js").read_text(encoding="utf-8"), re.DOTALL)
    assert written is not None
    page = browser.new_page()
    found = page.evaluate(f"([all, language]) => {{ {written[0]} return all.map(one => figure(one, language)) }}",
                          [sizes, language])  # fmt: skip
    wrong = [(size, text, number(size, language)) for size, text in zip(sizes, found, strict=True)
             if text != number(size, language)]  # fmt: skip
    assert wrong == []
    page.close()
