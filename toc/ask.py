"""What the commands compare, reach and sensitivity do and print."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import toc
from toc.answers import comparison_text, reach_text, scenario_text, sensitivity_text, table_text
from toc.assessment import Assessment
from toc.comparison import Comparison, change_words, compare, title_of
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity
from toc.formula import SHARES
from toc.levers import CHANCES, Reach, as_scenario, reach
from toc.scenario import Scenario
from toc.tables import write_file, write_files
from toc.terminal import Question, Screen, figures_under, formats_of, scenarios_of, writing_to
from toc.theory import Theory
from toc.weighing import Sensitivity, sensitivity
from toc.words import fixed, number, say

BLANK = Text(nl="", en="")


@dataclass(frozen=True)
class Into:
    """Where an answer is written, and in which forms."""

    folder: Path | None
    formats: str


def ask_compare(
    screen: Screen, question: Question, names: Sequence[str], organisation: str | None, tolerance: float, into: Into
) -> None:
    """Lay scenarios beside each other, write the answer and print it."""
    formats = formats_of(into.formats)
    if not 0 < tolerance <= 1:
        raise FindingsError([Finding("cli.bad_tolerance", Severity.ERROR, say("cli.bad_tolerance", given=tolerance))])
    assessment, data = screen.asked(question)
    scenarios = scenarios_of(assessment, question, names)
    with screen.telling(say("cli.drawing")) as told:
        found = compare(
            assessment, scenarios, organisation, figures=figures_under(assessment, data, question, scenarios),
            tolerance=tolerance, told=told,
        )  # fmt: skip
    texts: dict[str, str] = {}
    if "html" in formats:
        texts["compare.html"] = _page(screen.language, found)
    if "json" in formats:
        texts["compare.json"] = comparison_text(found, toc.__version__)
    if "csv" in formats:
        texts |= {f"{name}.csv": table_text(frame, screen.language) for name, frame in
                  (("compared", found.table), ("chances", found.chances), ("rests_on", found.rests_on))}  # fmt: skip
    written = _write(texts, into.folder or Path("out") / assessment.theory.id / "compare")
    _print_comparison(screen, found)
    screen.written(written)


def ask_reach(screen: Screen, question: Question, target: str, chance: float, save: Path | None, into: Into) -> None:
    """Turn every lever of a target, write the answer and print it."""
    formats = formats_of(into.formats)
    assessment, scenario = _one_scenario(screen, question)
    with screen.telling(say("cli.solving")) as told:
        found = reach(assessment, target, scenario=scenario, told=told)
    texts = {}
    if "html" in formats:
        texts["reach.html"] = _page(screen.language, None, (), found)
    if "json" in formats:
        texts["reach.json"] = reach_text(found, assessment, toc.__version__)
    folder = into.folder or Path("out") / assessment.theory.id / "reach" / found.target.id
    written = _write(texts, folder)
    if save is not None:
        written.append(_save(found, chance, save))
    _print_reach(screen, assessment, found)
    screen.written(written)


def ask_sensitivity(
    screen: Screen, question: Question, measure: str, organisation: str | None, year: int | None, of: str, into: Into
) -> None:
    """Weigh what decides an answer, write it and print it."""
    formats = formats_of(into.formats)
    if of not in ("change", "level"):
        raise FindingsError([Finding("cli.bad_of", Severity.ERROR, say("cli.bad_of", given=of))])
    assessment, scenario = _one_scenario(screen, question)
    with screen.telling(say("cli.weighing")):
        found = sensitivity(assessment, measure, scenario=scenario, organisation=organisation, year=year, of=of)
    texts = {}
    if "html" in formats:
        texts["sensitivity.html"] = _page(screen.language, None, (found,))
    if "json" in formats:
        texts["sensitivity.json"] = sensitivity_text(found, toc.__version__)
    if "csv" in formats:
        texts["sensitivity.csv"] = table_text(found.table, screen.language)
    written = _write(texts, into.folder or Path("out") / assessment.theory.id / "sensitivity" / found.measure)
    _print_sensitivity(screen, found)
    screen.written(written)


# --- In and out -------------------------------------------------------------------------------------------------


def _one_scenario(screen: Screen, question: Question) -> tuple[Assessment, Scenario | None]:
    assessment, _ = screen.asked(question)
    names = [question.scenario] if question.scenario else []
    return assessment, next(iter(scenarios_of(assessment, question, names)), None)


def _page(
    language: str,
    comparison: Comparison | None,
    weighed_answers: Sequence[Sensitivity] = (),
    found: Reach | None = None,
) -> str:
    from toc.report.choices import view_choices  # noqa: PLC0415  # the page is opened only when it is wanted
    from toc.report.html import write_choices  # noqa: PLC0415

    return write_choices(view_choices(language, comparison, weighed_answers, found))


def _write(texts: dict[str, str], folder: Path) -> list[Path]:
    with writing_to(folder):
        return write_files(folder, texts)


def _save(found: Reach, chance: float, path: Path) -> Path:
    """Write the scenario of the first lever that can give the wanted chance by itself."""
    if chance not in CHANCES:
        nearest = min(CHANCES, key=lambda one: abs(one - chance))
        if abs(nearest - chance) > 0.01:
            message = say("cli.bad_chance", given=chance, known=[f"{one:.2f}" for one in CHANCES])
            raise FindingsError([Finding("cli.bad_chance", Severity.ERROR, message)])
        chance = nearest
    able = [one for one in found.levers if not math.isnan(one.needed[CHANCES.index(chance)])]
    if not able:
        raise FindingsError([Finding("reach.cannot_save", Severity.ERROR, say("reach.none_alone"))])
    scenario = as_scenario(found, able[0], chance)
    scenario = scenario.model_copy(update={"id": path.stem}) if path.suffix in (".yaml", ".yml") else scenario
    with writing_to(path.parent):
        return write_file(path, scenario_text(scenario))


# --- On the screen ----------------------------------------------------------------------------------------------


def _print_comparison(screen: Screen, found: Comparison) -> None:
    theory = found.assessment.theory
    screen.opening(found.assessment, theory.organisations.by_id[found.organisation].title)
    for one, letter in zip(found.what_ifs[1:], _letters(), strict=False):
        assert one.scenario is not None
        title = one.scenario.title
        screen.line(BLANK)
        screen.line(Text(nl=f"{letter}  {title.nl}", en=f"{letter}  {title.en}"), "bold")
        for sentence in found.headlines[one.id]:
            screen.line(sentence, "cyan")
    letters = dict(zip((one.id for one in found.what_ifs[1:]), _letters(), strict=False))
    screen.line(BLANK)
    screen.line(say("compare.head"), "bold")
    for measure in found.moved:
        _print_measure(screen, found, measure, letters)
    _print_chances(screen, found, letters)
    for one in found.what_ifs[1:]:
        screen.line(BLANK)
        for heading, lines in (("changed", [change.told for change in one.changes]), ("left_out", list(one.notes))):
            if lines:
                screen.line(say(f"compare.{heading}_in", letter=letters[one.id]), "bold")
            for line in lines:
                screen.line(line, "dim")
    code = "compare.settled" if found.settled else "compare.not_settled"
    screen.line(BLANK)
    screen.line(say(code, draws=found.draws, error=found.error, wanted=found.tolerance), "dim")


def _letters() -> Iterator[str]:
    """A, B, ... Z, 27, 28, ..."""
    yield from (chr(code) for code in range(ord("A"), ord("Z") + 1))
    yield from (str(number) for number in count(27))


def _print_measure(screen: Screen, found: Comparison, measure: str, letters: dict[str, str]) -> None:
    """One measure: as it goes now, and under it a line for every scenario that changes it."""
    theory, language = next(one.theory for one in found.what_ifs if measure in one.network.measures), screen.language
    here = found.table[found.table["measure"] == measure]
    now = here[(here["scenario"] == "") & (here["status"] == "level")].to_dict("records")
    levels = [say("compare.in_year", year=row["year"], level=_level(theory, row)) for row in now]
    title = title_of(theory, measure)
    code = "now_unknown" if not now else "now_assumed" if now[0]["basis"] == "course" else "now"
    screen.line(say(f"compare.{code}", measure=title, levels=levels))
    rows = []
    for scenario, letter in letters.items():
        told = here[(here["scenario"] == scenario) & (here["status"] != "cannot_tell")].to_dict("records")
        if told:
            words = [say("compare.in_year", year=row["year"], level=_change(theory, row))[language] for row in told]
            last = told[-1]["better"]
            indicator = theory.indicator_by_id.get(measure)
            directed = indicator is not None and indicator.ascending is not None
            code = "compare.better" if directed else "compare.more"
            better = "" if math.isnan(last) else say(code, chance=last)[language]
            rows.append([f"  {letter}", *words, better])
    screen.table((), rows)


def _change(theory: Theory, row: dict[str, Any]) -> Text:
    words = change_words(theory, row)
    return say("compare.margin", **words)


def _level(theory: Theory, row: dict[str, Any]) -> Text:
    """A level with both ends of its 80 % interval."""
    share = row["unit"] in SHARES
    scale = 100.0 if row["unit"] == "fraction" else 1.0
    middle, low, high = (float(f"{scale * row[name]:.3g}") for name in ("median", "lower80", "upper80"))
    unit = theory.unit_titles.get(row["unit"], BLANK)
    level = say("compare.level.percent" if share else "compare.level.unit", value=middle, unit=unit)
    return level if low == high else say("compare.level_between", level=level, low=low, high=high)


def _print_chances(screen: Screen, found: Comparison, letters: dict[str, str]) -> None:
    if found.chances.empty:
        return
    theory, language = found.assessment.theory, screen.language
    told = found.chances[found.chances["probability"].notna()]
    screen.line(BLANK)
    screen.line(say("compare.head_chances"), "bold")
    rows = []
    for target in dict.fromkeys(told["target_id"]):
        mine = told[told["target_id"] == target].to_dict("records")
        first = mine[0]
        goal = say("compare.goal", title=title_of(theory, first["indicator"]), value=first["target_value"],
                   year=first["year"])  # fmt: skip
        chances = {row["scenario"]: say("compare.chance", chance=row["probability"])[language] for row in mine}
        rows.append([goal[language], chances.get("", ""), *(chances.get(name, "") for name in letters)])
    if rows:
        plain = [Text(nl=letter, en=letter) for letter in letters.values()]
        screen.table([say("compare.head_target"), say("compare.as_it_goes"), *plain], rows)
    untold = found.chances[found.chances["probability"].isna() & (found.chances["scenario"] == "")]
    for row in untold.to_dict("records"):
        screen.line(say("compare.untold", target=row["target_id"], reason=row["reason"]), "dim")


def _print_reach(screen: Screen, assessment: Assessment, found: Reach) -> None:
    language = screen.language
    screen.opening(assessment, found.indicator.title)
    if found.obstacle is not None:
        screen.line(say("compare.chance.cannot_tell", why=found.obstacle), "yellow")
        return
    if found.base == "course":
        screen.line(say("compare.reason.course"), "cyan")
    facts = {"indicator": found.indicator.title, "goal": found.goal, "year": found.target.year, "chance": found.chance}
    if found.scenario is None:
        screen.line(say("reach.now", **facts), "cyan")
    else:
        screen.line(say("reach.with_scenario", title=found.scenario.title, **facts), "cyan")
    screen.line(say("reach.from", day=found.start))
    screen.line(BLANK)
    rows = []
    for one in found.levers:
        reason = one.reason[language]
        if one.untested:
            reason += " " + say("reach.untested", links=list(one.untested))[language]
        if not one.declared and one.kind == "factor":
            reason += " " + say("reach.tried", least=one.least, most=one.most)[language]
        rows.append([say(f"reach.kind.{one.kind}")[language], one.title[language], reason])
    screen.table([say(f"reach.head_{name}") for name in ("kind", "lever", "answer")], rows)


def _print_sensitivity(screen: Screen, found: Sensitivity) -> None:
    language = screen.language
    title = title_of(found.what_if.theory, found.measure)
    scenario = found.what_if.scenario
    screen.opening(found.assessment, title if scenario is None else scenario.title)
    screen.line(say("sensitivity.head", measure=title, year=found.year), "bold")
    if found.obstacle is not None:
        screen.line(found.obstacle, "yellow")
        for note in found.what_if.notes:
            screen.line(note, "dim")
        return
    if found.standard:
        screen.line(say("sensitivity.standard"), "dim")
    for sentence in found.headline:
        screen.line(sentence, "cyan")
    screen.line(BLANK)
    rows = []
    for row in found.table.to_dict("records"):
        if row["total"] < LEAST_SHOWN and row["swing"] == 0:
            continue
        name = say(f"sensitivity.name.{row['kind']}", title=row["title"])[language]
        low, high = (_end(found, row[end])[language] for end in ("at_low", "at_high"))
        rows.append([name, f"{low} … {high}", _share(row["total"], language), _share(row["narrower"], language)])
    heads = ("number", "ends", "total", "narrower")
    screen.table([say(f"sensitivity.head_{name}") for name in heads], rows)


LEAST_SHOWN = 0.005
"""Smallest part of the uncertainty of a number that is printed when it does not move the answer by itself."""


def _end(found: Sensitivity, value: float) -> Text:
    """An answer at one end of a number: a change with its sign, a level as it is."""
    if found.of == "level":
        return Text(nl=number(float(f"{value:.3g}"), "nl"), en=number(float(f"{value:.3g}"), "en"))
    relative = found.what_if.network.plan.kinds.get(found.measure) == "relative"
    return say(
        "compare.size.percent" if relative else "compare.size.bare", value=round(value, 1) if relative else value
    )


def _share(part: float, language: str) -> str:
    return f"{fixed(100 * min(max(part, 0.0), 1.0), language, 0)}%"
