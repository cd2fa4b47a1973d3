"""The known truth behind the model ``voorbeeldprogramma``: writes its organisations, its figures and the truth.

Run from the root of the repository: ``uv run python -m benchmarks.verdicts.example``. The same seed gives the same
bytes. The theory, the indicators, the targets and the documents of the model are written by hand; what they declare of
a link (its expectation and lag) stands here again, as the slope that its outcome would have if the theory were true.

Of every link a part T of that slope is real: 1 is as declared, 0 is nothing, -0.5 is half of it the wrong way. An
outcome of a HIP in a year is its own level, plus T times the slope times the output of that year (or of an earlier
year, with a lag), plus a shock that all HIPs share (a random walk), plus a process error of its own. Respondents are
drawn from that. Nothing here is taken from a real programme.
"""

from __future__ import annotations

import argparse
import csv
import math
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
"""One number per HIP (rows) and year (columns)."""

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldprogramma"
SEED = 2031
"""Chosen among a few, so that a reader meets most kinds of verdict: this is a picture book, not a measurement. How
often the engine is right is measured over many programmes."""
YEARS = (2023, 2024, 2025, 2026, 2027)
FIRST = 0
GROWTH = (0.0, 0.80, 1.05, 1.30, 1.55)
"""Growth of means and effort over all HIPs, in logarithms: strong at first, then a quarter a year."""

HIPS: Mapping[str, tuple[str, str]] = {
    "zilverdal": ("Zilverdal", "zorg bouw techniek groen logistiek ict energie water"),
    "kromme-vaart": ("Kromme Vaart", "bouw techniek logistiek water voedsel horeca zorg"),
    "noorderwaard": ("Noorderwaard", "zorg techniek groen water voedsel energie ict logistiek bouw"),
    "hooge-zoom": ("Hooge Zoom", "groen voedsel horeca zorg techniek ict energie bouw"),
    "rietland": ("Rietland", "water groen voedsel energie techniek zorg"),
    "eikenhorst": ("Eikenhorst", "bouw techniek zorg groen ict energie logistiek horeca voedsel water"),
    "lage-stroom": ("Lage Stroom", "water energie techniek logistiek ict bouw zorg groen"),
    "duinpoort": ("Duinpoort", "logistiek water horeca zorg techniek energie ict bouw voedsel"),
    "vlasakker": ("Vlasakker", "voedsel groen techniek horeca zorg logistiek bouw"),
    "oudemolen": ("Oudemolen", "techniek energie bouw ict zorg water voedsel groen"),
    "meerwijde": ("Meerwijde", "water horeca zorg ict techniek groen logistiek bouw"),
    "steenakker": ("Steenakker", "bouw techniek energie logistiek water zorg ict groen voedsel"),
    "bergweide": ("Bergweide", "groen voedsel horeca zorg techniek energie bouw"),
    "wilgenkade": ("Wilgenkade", "logistiek water bouw techniek ict zorg horeca energie"),
    "zonneveld": ("Zonneveld", "energie groen voedsel zorg techniek bouw ict logistiek"),
}
"""Id, name, and the fields that each HIP has a partnership in. Every name is invented."""

FIELDS = {
    "zorg": "Care", "bouw": "Construction", "techniek": "Engineering", "groen": "Green", "logistiek": "Logistics",
    "ict": "ICT", "energie": "Energy", "water": "Water", "voedsel": "Food", "horeca": "Hospitality",
}  # fmt: skip

SILENT_HIP, SILENT_FROM = "vlasakker", 2026
"""This HIP does badly and stops reporting."""

MOVED, MOVED_TO, MOVED_IN = "steenakker-water", "bergweide", 2026
LATE, LATE_FROM, LATE_AT_FIRST = "oudemolen-zorg", 2025, 0.015
"""This PPS starts later, with few people in its first year: too few to print."""
RANGE_ONLY = ("duinpoort", "zonneveld")
"""These HIPs only say that they were at work for four to seven months in the first year."""

NOT_REPORTED = 0.10
"""Part of the reports that never came, at random; each year and PPS has one report, each year and HIP two."""

PILOT, PILOT_FROM = ("zilverdal", "oudemolen", "wilgenkade"), 2026
RESPONDENTS, RESPONDENTS_SPREAD, DESIGN_EFFECT = 29, 0.3, 1.3
PRESS = "cofinancing-kromme-vaart-2025"
"""The figure that a press release gives differently."""


# --- The truth --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Truth:
    """What is true of one link."""

    link: str
    translation: float | None
    """Realised over declared slope; None where nothing can show it."""

    kind: str
    """The verdict that perfect data would give."""


TRUTHS = (
    *(Truth(f"L{at:02d}", 1.0, "translating") for at in (1, 2, 3, 4, 5, 6, 7)),
    Truth("L08", 1.0, "not_exercised"),
    Truth("L09", 1.0, "translating"),
    Truth("L10", 1.0, "translating"),
    Truth("L11", 0.25, "weak"),
    Truth("L12", 0.0, "stalled"),
    Truth("L13", 0.0, "stalled"),
    Truth("L14", 1.0, "translating"),
    Truth("L15", 0.25, "weak"),
    Truth("L16", 1.0, "translating"),
    Truth("L17", None, "not_measured"),
    Truth("L18", 1.0, "translating"),
    Truth("L19", -0.5, "contradicting"),
    Truth("L20", 0.0, "outcome_without_output"),
    Truth("L21", 2.0, "translating"),
    Truth("L22", 0.0, "stalled"),
    Truth("L23", 1.0, "insufficient_data"),
    Truth("L24", 1.0, "translating"),
    Truth("L25", 1.0, "too_early"),
    Truth("L26", None, "not_measured"),
)
T = {one.link: one.translation or 0.0 for one in TRUTHS}
DOUBLING = math.log(2)


@dataclass(frozen=True)
class Noise:
    """What moves an outcome besides the output: the process of each HIP, and the yearly shock of all (sd)."""

    process: float
    shock: float


SCORE, SHARE, LOGS = Noise(0.07, 0.04), Noise(4.0, 1.5), Noise(0.05, 0.02)


def dice(name: str) -> np.random.Generator:
    """Chance of its own for everything that has a name, so that changing one thing leaves the others as they are."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


SHAPE = (len(HIPS), len(YEARS))


def effort(name: str, level: float, growth: Sequence[float] = GROWTH, spread: float = 0.35) -> Table:
    """Logarithm of something that no other figure explains, per HIP and year; HIPs grow at speeds of their own."""
    chance = dice(name)
    start = chance.normal(math.log(level), 0.2, SHAPE[0])[:, None]
    step = np.array([0.0, *(1 + 0.3 * np.arange(len(YEARS) - 1))])
    speed = chance.normal(0, spread, SHAPE[0])[:, None] * step
    return np.asarray(start + np.array(growth) + speed + chance.normal(0, 0.5 * spread, SHAPE))


def follow(link: str, cause: Table, slope: float, start: float, noise: Noise, lag: int = 0, spread: float = 3) -> Table:
    """What a link makes of its cause: ``start`` at first, then T times the slope, the shock and the process."""
    chance = dice(link)
    earlier = np.concatenate([np.repeat(cause[:, :1], lag, axis=1), cause[:, : len(YEARS) - lag]], axis=1)
    moved = earlier - earlier[:, :1].mean()
    shock = np.cumsum(chance.normal(0, noise.shock, len(YEARS)))
    level = start + chance.normal(0, spread * noise.process, SHAPE[0])[:, None]
    doing_badly = -np.outer([one == SILENT_HIP for one in HIPS], noise.process * np.arange(len(YEARS)))
    return np.asarray(
        level + T[link] * slope * moved + shock - shock[0] + chance.normal(0, noise.process, SHAPE) + doing_badly
    )


def converted(link: str, cause: Table, rate: float, start: float) -> Table:
    """What comes out of a step of a funnel: T times ``rate`` of what went in, beside what comes by itself."""
    result = follow(link, cause, rate, start, Noise(0.05 * start, 0.02 * start), spread=2)
    return np.maximum(result, 0.4 * start)


def latent() -> dict[str, Table]:
    """Of every data element what is true of each HIP and year, per whole year; counts and money not in logarithms."""
    x: dict[str, Table] = {
        "grant": effort("grant", 400), "cofinancing": effort("cofinancing", 300),
        "hours": effort("hours", 2400, spread=0.55),
        "meetings": effort("meetings", 24, [0.0] * 5, 0.05), "lab_places": effort("lab_places", 60, [0.0] * 5, 0.04),
    }  # fmt: skip
    x["projects"] = follow("L01", x["grant"], 0.9, math.log(40), LOGS)
    x["courses"] = follow("L02", x["cofinancing"], 0.8, math.log(30), LOGS)
    x["teams"] = follow("L03", x["hours"], 0.8, math.log(24), LOGS)
    x["modules"] = follow("L04", x["teams"], 0.9, math.log(120), LOGS)
    x["hybrid_teachers"] = follow("L05", x["teams"], 0.7, math.log(80), LOGS)
    x["registrations"] = follow("L07", x["courses"], 0.9, math.log(1200), LOGS)
    x["partners"] = follow("L08", x["meetings"], 0.5, math.log(150), LOGS)
    counted = {name: np.exp(table) for name, table in x.items()}
    projects, registrations = counted["projects"], counted["registrations"]
    counted["companies"] = converted("L06", projects, 3.0, 240)
    counted["participants"] = converted("L09", registrations, 0.7, 850)
    counted["certificates"] = converted("L10", counted["participants"], 0.8, 690)
    counted["applied"] = converted("L11", counted["certificates"], 0.5, 250)
    kept = follow("L12", counted["applied"], 0.6, 125, Noise(6, 2), lag=1, spread=2)
    counted["sustained"] = np.maximum(kept, 6)
    companies, certificates = np.log(counted["companies"]), np.log(counted["certificates"])
    modules, teachers = x["modules"], x["hybrid_teachers"]
    drift = np.linspace(0, 22, len(YEARS))
    mic = 3.0 / (modules[:, -1] - modules[:, 0]).mean()
    counted |= {
        "embedded": follow("L13", modules, 10 / DOUBLING, 34, Noise(2.5, 1.0)),
        "student_score": follow("L14", modules, 0.30 / DOUBLING, 3.4, SCORE),
        "in_use_share": follow("L15", companies, 10 / DOUBLING, 24, SHARE, spread=1.5),
        "recommend_share": follow("L16", companies, 8 / DOUBLING, 58, SHARE, spread=1.5),
        "teacher_score": follow("L18", teachers, 0.3 / DOUBLING, 3.3, SCORE, spread=2),
        "cancelled": follow("L19", -teachers, 2 / DOUBLING, 5, Noise(0.4, 0.1), spread=2),
        "lab_share": follow("L20", x["lab_places"], 10 / DOUBLING, 30, SHARE, spread=1.5) + drift,
        "chosen": follow("L21", modules, mic, 18, Noise(1.0, 0.4)),
        "confidence_score": follow("L22", certificates, 0.2 / DOUBLING, 3.6, SCORE),
        "passport_score": follow("L23", certificates, 0.2 / DOUBLING, 3.2, SCORE),
        "productivity": np.exp(follow("L24", np.log(counted["applied"]), 0.05, math.log(48), Noise(0.03, 0.015), 1)),
        "suitable_work": follow("L25", np.zeros(SHAPE), 1.0, 71, Noise(1.5, 0.7)),
    }
    return counted


# --- The reports ------------------------------------------------------------------------------------------------


def partnerships() -> list[tuple[str, str, str]]:
    """Id, HIP and field of every partnership."""
    return [(f"{hip}-{field}", hip, field) for hip, (_, fields) in HIPS.items() for field in fields.split()]


def months_of() -> dict[str, int]:
    """Months that each HIP was at work in the first year."""
    chance = dice("months")
    return {hip: int(chance.integers(4, 8)) for hip in HIPS}


def came(report: str, hip: str, year: int) -> bool:
    """Whether a report came at all."""
    if hip == SILENT_HIP and year >= SILENT_FROM:
        return False
    return bool(dice(f"report {report} {year}").random() >= NOT_REPORTED)


Row = dict[str, Any]
COLUMNS = ("id", "organisation", "data_element", "period", "value", "months", "n", "population", "document", "lines")
FLOWS_OF_PARTNERSHIPS = ("modules", "companies", "registrations", "participants", "certificates")


def counts(truth: Mapping[str, Table]) -> dict[tuple[str, str, int], int]:
    """What every partnership counted of every data element in every year, reported or not.

    A part of the HIP's figure that differs between partnerships, drawn with more spread than a plain count has.
    """
    months = months_of()
    found: dict[tuple[str, str, int], int] = {}
    for at, hip in enumerate(HIPS):
        own = [name for name, home, _ in partnerships() if home == hip]
        part = dice(f"sizes {hip}").dirichlet(np.full(len(own), 40.0))
        for element in FLOWS_OF_PARTNERSHIPS:
            for when, year in enumerate(YEARS):
                chance = dice(f"{element} {hip} {year}")
                exposure = months[hip] / 12 if when == FIRST else 1.0
                begun = np.array([LATE_AT_FIRST if (name, year) == (LATE, LATE_FROM) else 1.0 for name in own])
                rate = truth[element][at, when] * exposure * part * begun
                for name, drawn in zip(own, chance.poisson(rate * chance.gamma(50, 1 / 50, len(own))), strict=True):
                    found[name, element, year] = int(drawn)
    return within_funnel(found)


def within_funnel(found: dict[tuple[str, str, int], int]) -> dict[tuple[str, str, int], int]:
    """Nobody takes part without registering, or has a certificate without taking part."""
    for name, _, _ in partnerships():
        for year in YEARS:
            for first, then in (("registrations", "participants"), ("participants", "certificates")):
                found[name, then, year] = min(found[name, then, year], found[name, first, year])
    return found


def at_work(name: str, year: int) -> bool:
    """Whether a partnership existed."""
    return name != LATE or year >= LATE_FROM


def home_in(name: str, hip: str, year: int) -> str:
    """HIP that a partnership belongs to in a year."""
    return MOVED_TO if name == MOVED and year >= MOVED_IN else hip


def partnership_rows(counted: Mapping[tuple[str, str, int], int]) -> Iterator[Row]:
    """The reports of the partnerships."""
    for name, hip, _ in partnerships():
        for when, year in enumerate(YEARS):
            if not at_work(name, year) or not came(name, home_in(name, hip, year), year):
                continue
            for element in FLOWS_OF_PARTNERSHIPS:
                yield row(name, element, year, counted[name, element, year], months=months(hip) if not when else "")


def months(hip: str) -> str:
    """Months of the first year, as this HIP writes them."""
    return "4-7" if hip in RANGE_ONLY else str(months_of()[hip])


def row(organisation: str, element: str, year: int, value: object, **more: object) -> Row:
    """One line of a monitoring file."""
    return {"organisation": organisation, "data_element": element, "period": year, "value": value,
            "document": f"jaar-{year}", **more}  # fmt: skip


SURVEYS: Mapping[str, str] = {
    "student_score": "students", "teacher_score": "teachers", "in_use_share": "companies",
    "recommend_share": "companies", "confidence_score": "certificates", "passport_score": "certificates",
    "lab_share": "students",
}  # fmt: skip
"""Who is asked: the data element that counts them."""


def hip_rows(truth: Mapping[str, Table], counted: Mapping[tuple[str, str, int], int]) -> Iterator[Row]:
    """The yearly report and the surveys of the HIPs."""
    for at, hip in enumerate(HIPS):
        people = fixed_sizes(hip)
        for when, year in enumerate(YEARS):
            size = people | {
                element: sum(counted[name, element, year] for name, home, _ in partnerships()
                             if home_in(name, home, year) == hip and at_work(name, year))
                for element in ("companies", "certificates")
            }  # fmt: skip
            now = {element: float(table[at, when]) for element, table in truth.items()}
            if came(f"{hip} year", hip, year):
                yield from yearly_report(hip, year, now, size)
            if came(f"{hip} survey", hip, year):
                yield from survey_report(hip, year, now, size)


def fixed_sizes(hip: str) -> dict[str, int]:
    """How large a HIP is, in what stays the same over the years."""
    chance = dice(f"size {hip}")
    ranges = {"students": (700, 1500), "teachers": (110, 190), "programmes": (60, 90), "leavers": (240, 520),
              "hours_worked": (5000, 9000), "lessons": (8000, 12000)}  # fmt: skip
    return {name: int(chance.integers(low, high)) for name, (low, high) in ranges.items()}


def yearly_report(hip: str, year: int, now: Mapping[str, float], size: Mapping[str, int]) -> Iterator[Row]:
    """Money, hours, activities and what a register knows."""
    first = YEARS.index(year) == FIRST
    part = months_of()[hip] / 12 if first else 1.0
    some = {"months": months(hip)} if first else {}
    whole = {"months": 12} if first else {}
    chance = dice(f"yearly {hip} {year}")
    for element in ("grant", "cofinancing"):
        named = {"id": f"{element}-{hip}-{year}"} if f"{element}-{hip}-{year}" == PRESS else {}
        yield row(hip, element, year, round(now[element] * part, 1), **some, **named)
    yield row(hip, "hours", year, round(now["hours"] * part), **some)
    for element in ("teams", "projects", "courses", "meetings", "hybrid_teachers", "applied", "sustained"):
        yield row(hip, element, year, int(chance.poisson(now[element] * part)), **some)
    for element in ("partners", "lab_places"):
        yield row(hip, element, year, round(now[element]))
    for element in ("students", "teachers", "programmes"):
        yield row(hip, element, year, size[element])
    yield row(hip, "embedded", year, share_of(chance, size["programmes"], now["embedded"]))
    lessons = round(size["lessons"] * part)
    yield row(hip, "lessons_planned", year, lessons, **some)
    yield row(hip, "lessons_cancelled", year, share_of(chance, lessons, now["cancelled"]), **some)
    yield row(hip, "leavers", year, size["leavers"], **whole)
    yield row(hip, "leavers_choosing", year, share_of(chance, size["leavers"], now["chosen"]), **whole)
    yield row(hip, "hours_worked", year, size["hours_worked"], **whole)
    yield row(hip, "value_added", year, round(now["productivity"] * size["hours_worked"]), **whole)
    if year <= YEARS[-2]:  # the register of graduates is a year behind
        graduates = size["students"] // 4
        yield row(hip, "graduates", year, graduates, **whole)
        yield row(hip, "graduates_in_work", year, share_of(chance, graduates, now["suitable_work"]), **whole)


def share_of(chance: np.random.Generator, whole: int, percent: float) -> int:
    """How many of ``whole`` it happens to, each with the same chance."""
    return int(chance.binomial(whole, min(max(percent, 0.5), 99.5) / 100))


def survey_report(hip: str, year: int, now: Mapping[str, float], size: Mapping[str, int]) -> Iterator[Row]:
    """What the people who answered said: a share of them, or their mean score."""
    for element, asked in SURVEYS.items():
        if element == "passport_score" and (hip not in PILOT or year < PILOT_FROM):
            continue
        chance = dice(f"survey {element} {hip} {year}")
        group = size[asked]
        n = int(min(max(chance.lognormal(math.log(RESPONDENTS), RESPONDENTS_SPREAD), 8), 0.6 * group))
        effective = n / DESIGN_EFFECT
        if element.endswith("_share"):
            chances = min(max(now[element], 2.0), 98.0) / 100
            spread = max((DESIGN_EFFECT - 1) / max(n - 1, 1), 1e-6)  # of a beta-binomial with this design effect
            drawn = chance.beta(chances * (1 / spread - 1), (1 - chances) * (1 / spread - 1))
            value = round(100 * chance.binomial(n, drawn) / n, 1)
        else:
            value = round(min(max(now[element] + chance.normal(0, 0.9 / math.sqrt(effective)), 1.0), 5.0), 2)
        yield row(hip, element, year, value, n=n, population=group)


def number(rows: Sequence[Row]) -> None:
    """Give every row its line in the document that it stands in."""
    last: Counter[str] = Counter()
    for one in rows:
        last[one["document"]] += 1
        one["lines"] = last[one["document"]]


def press_release(rows: Sequence[Row]) -> Row:
    """The figure of the yearly report, as a press release rounds it upwards."""
    found = next(one for one in rows if one.get("id") == PRESS)
    return found | {"id": f"{PRESS}-press", "value": math.ceil(float(found["value"]) / 500) * 500,
                    "document": "persbericht-2026"}  # fmt: skip


# --- The files --------------------------------------------------------------------------------------------------

HEAD = """\
# yaml-language-server: $schema=../../docs/schema/organisations.json
# Gemaakt door benchmarks/verdicts/example.py; verander het daar. Alle namen zijn verzonnen.
# Made by benchmarks/verdicts/example.py; change it there. All names are invented.

levels:
  - {id: country, title: {nl: programma, en: programme}, plural: {nl: "programma's", en: programmes}}
  - {id: hip, title: {nl: HIP, en: HIP}, plural: {nl: "HIP's", en: HIPs}}
  - {id: pps, title: {nl: pps, en: PPS}, plural: {nl: "pps'en", en: PPSs}}

organisations:
  - {id: land, level: country, title: {nl: "Alle HIP's samen (verzonnen)", en: All HIPs together (fictional)}}
"""


def organisations() -> str:
    """The tree, as YAML."""
    lines = [f"  - {{id: {hip}, level: hip, parent: land, title: HIP {name}}}" for hip, (name, _) in HIPS.items()]
    for name, hip, field in partnerships():
        home, title = HIPS[hip][0], field.capitalize() if field != "ict" else "ICT"
        where = f"parent: {hip}"
        if name == MOVED:
            where = (f'memberships: [{{parent: {hip}, until: "{MOVED_IN - 1}-12-31"}}, '
                     f'{{parent: {MOVED_TO}, since: "{MOVED_IN}-01-01"}}]')  # fmt: skip
        since = f', since: "{LATE_FROM}-01-01"' if name == LATE else ""
        titles = f"{{nl: Pps {title} {home}, en: PPS {FIELDS[field]} {home}}}"
        lines.append(f"  - {{id: {name}, level: pps, {where}{since},\n     title: {titles}}}")
    return HEAD + "\n".join(lines) + "\n"


def write(folder: Path) -> None:
    """Write everything that this script makes of the model."""
    truth = latent()
    counted = counts(truth)
    of_partnerships, of_hips = list(partnership_rows(counted)), list(hip_rows(truth, counted))
    of_hips.append(press_release(of_hips))
    number([*of_partnerships, *of_hips])
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "organisations.yaml").write_text(organisations(), encoding="utf-8", newline="\n")
    _table(folder / "data" / "partnerships.csv", COLUMNS, of_partnerships)
    _table(folder / "data" / "hips.csv", COLUMNS, of_hips)
    rows = ({"link": one.link, "T": one.translation, "kind": one.kind} for one in TRUTHS)
    _table(folder / "truth.csv", ("link", "T", "kind"), rows)


def _table(path: Path, columns: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write the made part of the example programme.")
    parser.add_argument("folder", type=Path, nargs="?", default=MODEL)
    write(parser.parse_args().folder)


if __name__ == "__main__":
    main()
