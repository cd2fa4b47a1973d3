"""The fan chart: what is seen, partial, expected, aimed at and lacking can be told apart, and no words overlap."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toc.report.charts import Aim, Break, Expected, Fan, Seen
from toc.report.fan import BANDS, NARROW, WIDE, Size, draw_fan, draw_spark
from toc.report.picture import text_width

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
SVG = "{http://www.w3.org/2000/svg}"
SIZES = (WIDE, NARROW)
FIGURES = st.floats(-1e7, 1e7).map(lambda value: round(value, 3))


def expected(year: int, middle: float, half: float) -> Expected:
    return Expected(float(year), middle, tuple((middle - half * k, middle + half * k) for k in (1, 2, 3)))


def lamps() -> Fan:
    """Five years of lamps: the first a part of a year, one missing, and two targets, one of them moved."""
    return Fan(
        name="lamps",
        title="Lampen: de hele kust",
        description="Cijfers: 100 in 2022.",
        language="nl",
        unit="lampen",
        seen=(Seen(2020, 30, 60, 90, True), Seen(2021, 80), Seen(2022, 100), Seen(2024, 120)),
        ahead=tuple(expected(year, 120 + 8 * (year - 2024), 6 * (year - 2024)) for year in range(2025, 2031)),
        aims=(Aim(2027, 150, "Doel 2027: 150 lampen (A)"), Aim(2027, 152, "Doel 2027: 152 lampen (B)"),
              Aim(2030, 160, "Doel 2030: 160 lampen")),
        breaks=(Break(2027.16, "31 augustus 2027: de subsidie stopt"), Break(2027.9, "1 juni 2028: een nieuwe haven")),
        missing=(2023.0,),
    )  # fmt: skip


def parsed(text: str) -> Xml.Element:
    return Xml.fromstring(text)  # noqa: S314  # of our own making


def of_class(root: Xml.Element, name: str) -> list[Xml.Element]:
    return [one for one in root.iter() if one.get("class") == name]


def texts(root: Xml.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def numbers(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def boxes(root: Xml.Element) -> list[tuple[str, float, float, float, float]]:
    """Every piece of text with its left, top, right and bottom."""
    found = []
    for one in root.iter(f"{SVG}text"):
        size, x, y = (float(one.get(name, "0")) for name in ("font-size", "x", "y"))
        wide = text_width(one.text or "", size, bold=one.get("font-weight") == "600")
        left = x - wide * {"end": 1.0, "middle": 0.5}.get(one.get("text-anchor", ""), 0.0)
        found.append((one.text or "", left, y - 0.75 * size, left + wide, y + 0.2 * size))
    return found


def overlapping(root: Xml.Element) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(root), 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


# --- What is drawn ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_figures_are_full_dots_and_a_part_of_a_year_is_an_open_one_with_a_bar(size: Size) -> None:
    root = parsed(draw_fan(lamps(), size))
    full, partial = of_class(root, "full"), of_class(root, "partial")
    assert len(full) == 3
    assert len(partial) == 1
    assert partial[0].get("fill") not in {full[0].get("fill"), "none"}
    assert partial[0].get("stroke") == full[0].get("fill")
    assert len(of_class(root, "margin")) == 1
    (bar,) = of_class(root, "margin")
    assert float(partial[0].get("cx", "nan")) == pytest.approx(
        float(re.findall(r"M([\d.]+) [\d.]+V", bar.get("d", ""))[0])
    )


@pytest.mark.parametrize("size", SIZES)
def test_years_run_to_the_right_and_values_run_up(size: Size) -> None:
    full = [(float(one.get("cx", "nan")), float(one.get("cy", "nan")))
            for one in of_class(parsed(draw_fan(lamps(), size)), "full")]  # fmt: skip
    assert all(before[0] < after[0] and before[1] > after[1] for before, after in pairwise(full))
    (x0, _), (x1, _), (x2, _) = full
    assert x2 - x1 == pytest.approx(2 * (x1 - x0), abs=0.2)


def test_no_line_runs_over_a_year_without_a_figure() -> None:
    root = parsed(draw_fan(lamps()))
    (line,) = of_class(root, "seen")
    full = [float(one.get("cx", "nan")) for one in of_class(root, "full")]
    assert [x for x, _ in numbers(line.get("d", ""))] == pytest.approx(full[:2], abs=0.11)
    (cross,) = of_class(root, "missing")
    begin = float(re.findall(r"M([\d.]+)", cross.get("d", ""))[0])
    assert full[1] < begin < full[2]
    assert "geen bruikbaar cijfer" in texts(root)


def test_the_line_goes_on_where_figures_come_every_two_years() -> None:
    every_two = replace(lamps(), seen=(Seen(2020, 1), Seen(2022, 2), Seen(2024, 3)), missing=(), step=2.0)
    (line,) = of_class(parsed(draw_fan(every_two)), "seen")
    assert len(numbers(line.get("d", ""))) == 3


def test_the_fan_starts_at_the_last_figure_and_its_bands_lie_in_each_other() -> None:
    root = parsed(draw_fan(lamps()))
    last = of_class(root, "full")[-1]
    start = float(last.get("cx", "nan")), float(last.get("cy", "nan"))
    bands = of_class(root, "band")
    assert [one.get("fill") for one in bands] == list(reversed(BANDS))
    heights = []
    for one in bands:
        points = numbers(one.get("d", ""))
        assert any(point == pytest.approx(start, abs=0.11) for point in points)
        heights.append((min(y for _, y in points), max(y for _, y in points)))
    assert all(wide[0] < small[0] and small[1] < wide[1] for wide, small in pairwise(heights))
    (median,) = of_class(root, "median")
    assert median.get("stroke-dasharray")
    assert numbers(median.get("d", ""))[0] == pytest.approx(start, abs=0.11)
    assert len(numbers(median.get("d", ""))) == 7


def test_targets_and_events_are_there_with_their_words() -> None:
    root = parsed(draw_fan(lamps()))
    assert len(of_class(root, "target")) == 3
    assert len(of_class(root, "event")) == 2
    said = " ".join(texts(root))
    for words in ("Doel 2027: 150 lampen (A)", "Doel 2030: 160 lampen", "31 augustus 2027: de subsidie stopt"):
        assert words in said


def test_the_picture_says_what_it_is_to_who_cannot_see_it() -> None:
    chart = lamps()
    root = parsed(draw_fan(chart))
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[name] for name in root.get("aria-labelledby", "").split()] == [chart.title, chart.description]


# --- Axes -------------------------------------------------------------------------------------------------------


def ticks(root: Xml.Element) -> list[str]:
    return [
        one.text or "" for one in root.iter(f"{SVG}text") if one.get("text-anchor") == "end" and not one.get("stroke")
    ]


def test_the_axis_has_round_numbers_in_the_language_of_the_page() -> None:
    large = replace(lamps(), seen=(Seen(2023, 1500), Seen(2024, 2400)), ahead=(), aims=(), missing=())
    assert ticks(parsed(draw_fan(large))) == ["0", "500", "1.000", "1.500", "2.000", "2.500"]
    assert "2,500" in ticks(parsed(draw_fan(replace(large, language="en"))))
    small = replace(large, seen=(Seen(2023, 0.1), Seen(2024, 0.34)))
    assert "0,35" not in ticks(parsed(draw_fan(small)))
    assert "0,3" in ticks(parsed(draw_fan(small)))


def test_zero_is_on_the_axis_only_where_it_means_nothing() -> None:
    index = replace(lamps(), seen=(Seen(2023, 100.2), Seen(2024, 100.9)), ahead=(), aims=(), missing=())
    assert ticks(parsed(draw_fan(index)))[0] == "0"
    assert ticks(parsed(draw_fan(replace(index, zero=False))))[0].startswith("100")


def test_a_band_without_end_does_not_press_the_rest_flat() -> None:
    wild = replace(lamps(), aims=(), ahead=(Expected(2027, 130, ((120, 140), (100, 170), (-9000, 90000))),))
    root = parsed(draw_fan(wild))
    assert all(float(word.replace(".", "").replace("−", "-")) <= 400 for word in ticks(root))
    (ground,) = of_class(root, "ahead")
    top, bottom = float(ground.get("y", "nan")), float(ground.get("y", "nan")) + float(ground.get("height", "nan"))
    for band in of_class(root, "band"):
        assert all(top - 0.1 <= y <= bottom + 0.1 for _, y in numbers(band.get("d", "")))
    goes_on = "de marge van 95% loopt verder door"
    assert goes_on in " ".join(texts(root))
    assert goes_on not in " ".join(texts(parsed(draw_fan(lamps()))))


# --- Words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_words_overlap_with_three_targets_and_two_events(size: Size, language: str) -> None:
    root = parsed(draw_fan(replace(lamps(), language=language), size))
    assert overlapping(root) == []


@pytest.mark.parametrize("size", SIZES)
def test_all_words_stay_in_the_picture(size: Size) -> None:
    long = "Een gebeurtenis met een titel die veel langer is dan iemand ooit zou moeten opschrijven, en dan nog wat"
    chart = replace(lamps(), unit=long, breaks=(Break(2030.2, long), Break(2020.1, long)), aims=(Aim(2027, 150, long),))
    root = parsed(draw_fan(chart, size))
    height = float(root.get("height", "nan"))
    assert overlapping(root) == []
    for words, left, top, right, bottom in boxes(root):
        assert -1 <= left < right <= size.width + 1, words
        assert -1 <= top < bottom <= height + 1, words
    assert long in [one.text for one in root.iter(f"{SVG}title")]


@pytest.mark.parametrize("size", SIZES)
def test_many_events_and_targets_make_the_picture_taller_and_not_the_chart_flatter(size: Size) -> None:
    breaks = tuple(Break(2025 + at / 3, f"{at} juli 2027: er verandert iets in de haven") for at in range(12))
    aims = tuple(Aim(2027, 150 + at, f"Doel 2027: {150 + at} lampen van eigenaar {at}") for at in range(9))
    root = parsed(draw_fan(replace(lamps(), breaks=breaks, aims=aims), size))
    (ground,) = of_class(root, "ahead")
    assert float(ground.get("height", "nan")) >= 0.5 * size.height
    assert float(root.get("height", "nan")) > size.height
    assert overlapping(root) == []


@pytest.mark.parametrize("size", SIZES)
def test_hostile_words_stay_words(size: Size) -> None:
    chart = replace(lamps(), name="x", title=HOSTILE, description=HOSTILE, unit=HOSTILE,
                    aims=(Aim(2027, 150, HOSTILE),), breaks=(Break(2027.16, HOSTILE),))  # fmt: skip
    for text in (draw_fan(chart, size), draw_spark(chart)):
        root = parsed(text)
        assert not {one.tag for one in root.iter()} & {f"{SVG}script", f"{SVG}img"}
        assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
        assert HOSTILE in [one.text for one in root.iter(f"{SVG}title")]


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(FIGURES, min_size=1, max_size=8),
    goals=st.lists(FIGURES, max_size=4),
    half=st.floats(0, 1e6),
    zero=st.booleans(),
    size=st.sampled_from(SIZES),
)
def test_any_series_is_drawn_without_words_on_top_of_each_other(
    values: list[float], goals: list[float], half: float, zero: bool, size: Size
) -> None:
    last = 2024
    chart = replace(
        lamps(), zero=zero, missing=(), breaks=(),
        seen=tuple(Seen(last - at, value) for at, value in enumerate(values)),
        ahead=tuple(expected(last + step, values[0], half * step) for step in (1, 2, 3)),
        aims=tuple(Aim(2027, goal, f"Doel 2027: {goal:.0f} lampen") for goal in goals),
    )  # fmt: skip
    text = draw_fan(chart, size)
    assert not re.search(r"nan|inf", re.sub(r"<(title|desc).*?</\1>|<text.*?</text>", "", text))
    assert overlapping(parsed(text)) == []


# --- Edges ------------------------------------------------------------------------------------------------------


def test_a_chart_of_nothing_is_nothing() -> None:
    empty = replace(lamps(), seen=(), ahead=(), aims=(), missing=())
    assert draw_fan(empty) == ""
    assert draw_spark(empty) == ""


@pytest.mark.parametrize("value", [0.0, -5.0, 1e-9, 4e9])
def test_one_figure_alone_is_drawn(value: float) -> None:
    one = replace(lamps(), seen=(Seen(2024, value),), ahead=(), aims=(), breaks=(), missing=())
    root = parsed(draw_fan(one))
    assert len(of_class(root, "full")) == 1
    assert of_class(root, "band") == []


def test_a_small_chart_has_the_same_fan_and_no_words() -> None:
    root = parsed(draw_spark(lamps()))
    assert texts(root) == []
    assert len(of_class(root, "band")) == 3
    assert len(of_class(root, "full")) == 3
    assert len(of_class(root, "target")) == 3


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_three_bands_are_three_greys_on_paper() -> None:
    greys = [luminance(colour) for colour in BANDS]
    assert all(light - dark > 0.15 for dark, light in pairwise(greys))
    root = parsed(draw_fan(lamps()))
    for one in root.iter(f"{SVG}text"):
        assert (1.0 + 0.05) / (luminance(one.get("fill", "")) + 0.05) >= 4.5, one.text
