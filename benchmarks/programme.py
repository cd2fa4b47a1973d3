"""Fictional programmes of regions (HIPs) and partnerships (PPSs), written as model folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

REGIONS = 15
COUNTRY = "nl"


def partnership(at: int) -> str:
    """Id of a partnership, from 0."""
    return f"pps-{at + 1:03d}"


def region(at: int, partnerships: int) -> str:
    """Id of the region that a partnership lies in."""
    return f"hip-{at * REGIONS // partnerships + 1:02d}"


def level_of(organisation: str) -> str:
    """``pps``, ``hip`` or ``nl``."""
    return organisation.partition("-")[0]


def write_programme(
    folder: Path,
    *,
    years: Iterable[int],
    partnerships: int,
    data_elements: Iterable[Mapping[str, Any]],
    indicators: Iterable[Mapping[str, Any]],
    records: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Write everything of a model but its data; and ``tree.csv``, for who reckons by hand."""
    defined = [dict(one) for one in indicators]
    theory = {
        "id": folder.name.lower(),
        "version": "1",
        "title": _both("Gemaakt programma"),
        "fictional": True,
        "reporting_rounds": [{"period": year} for year in years],
        "links": [],
        "elements": [
            {"id": "P1", "level": "output", "title": _both("Alles"), "indicators": [one["id"] for one in defined]}
        ],
    }
    names = [partnership(at) for at in range(partnerships)]
    homes = {name: region(at, partnerships) for at, name in enumerate(names)}
    organisations = [{"id": COUNTRY, "title": _both("Nederland"), "level": "nl"}]
    organisations += [
        {"id": one, "title": _both(one), "level": "hip", "parent": COUNTRY} for one in sorted(set(homes.values()))
    ]
    organisations += [{"id": one, "title": _both(one), "level": "pps", "parent": home} for one, home in homes.items()]
    levels = [{"id": one, "title": _both(one), "plural": _both(one)} for one in ("nl", "hip", "pps")]
    _write(folder / "theory.yaml", theory)
    _write(folder / "organisations.yaml", {"levels": levels, "organisations": organisations})
    found = [{**one, "title": _both(one["id"])} for one in data_elements]
    units = sorted({one["unit"] for one in found} - {"hours", "EUR", "percent"})
    _write(
        folder / "indicators" / "generated.yaml",
        {
            "units": [{"id": one, "title": _both(one)} for one in units],
            "data_elements": [
                {"over_disaggregation": "none", "missing": _both("Niets opgegeven"), "reported_by": ["pps"], **one}
                for one in found
            ],
            "indicators": [
                {"title": _both(one["id"]), "level": "output", "ascending": True, "min_coverage": 0,
                 "means_of_verification": {"method": _both("Gemaakt")}, **one}
                for one in defined
            ],
        },
    )  # fmt: skip
    kept = list(records)
    if kept:
        _write(folder / "records.yaml", {"records": [{"title": _both("een activiteit"), **one} for one in kept]})
    rows = "".join(f"{name},{home}\n" for name, home in homes.items())
    (folder / "tree.csv").write_text("pps,hip\n" + rows, encoding="utf-8")


def _both(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True), encoding="utf-8")
