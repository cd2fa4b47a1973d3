"""Verdicts made by hand, with every column and every key that a real one has."""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from toc.declared import Text
from toc.frames import VERDICTS

NAN = math.nan


def evidence_of(link: str, **changed: Any) -> dict[str, Any]:
    """What a verdict rests on: nothing, unless said otherwise."""
    empty: dict[str, Any] = {
        "link": link, "lead": None, "tier": "N0", "output_indicator": None, "outcome_indicator": None,
        "output_points": [], "outcome_points": [], "outputs_rose": False, "rising_outputs": [],
        "stated_status": "assumption", "assumptions": [],
        "basis": {"level": None, "organisations": [], "periods": [], "figures": 0, "left_out": [], "missing": [],
                  "outliers": []},
        "expectation": None, "output_change": None, "outcome_change": None, "T": None, "two_way": None,
        "leave_one_out": None, "tipping": None, "lags": [], "cap": None, "uncapped": None, "missing": None,
        "first_judgeable": None, "survey": None, "composition": None,
    }  # fmt: skip
    assert set(changed) <= set(empty), set(changed) - set(empty)
    return {**empty, **changed}


def verdict_row(
    link: str,
    start: str,
    to: str,
    verdict: str = "not_measured",
    probability: float = NAN,
    organisation: str = "coast",
    evidence: dict[str, Any] | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """One row of the table of verdicts; ``evidence`` holds what differs from nothing."""
    gaps = {"not_measured": "unmeasured", "insufficient_data": "unmeasured", "stalled": "shown", "weak": "shown",
            "contradicting": "shown", "leaning_stalled": "unproven", "leaning_translating": "unproven",
            "inconclusive": "unproven"}  # fmt: skip
    row = {
        "link": link, "from": start, "to": to, "organisation": organisation, "verdict": verdict,
        "gap": gaps.get(verdict), "listed": None, "failure": None,
        "tier": "P3" if verdict == "translating" else "N0", "units": 0, "periods": 0,
        "ratio": NAN, "lower90": NAN, "upper90": NAN, "probability": probability, "below_kappa": 1 - probability,
        "detectable": NAN, "naive": None, "claim": "contribution",
        "reason": Text(nl=f"Waarom {link}.", en=f"Why {link}."), "needed": None,
        "evidence": evidence_of(link, **(evidence or {})),
    }  # fmt: skip
    assert set(changed) <= set(row), set(changed) - set(row)
    return {**row, **changed}


def verdicts_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """A table of verdicts."""
    return pd.DataFrame(rows, columns=list(VERDICTS)).astype({"naive": object})


def progress_of(rows: Iterable[tuple[str, str]], organisation: str = "coast", year: int = 2024) -> pd.DataFrame:
    """Targets of one year beside indicators of which 2024 is the last figure: pairs of (indicator, status)."""
    return pd.DataFrame(
        [{"indicator": name, "organisation": organisation, "status": status, "year": year, "period": "2024"}
         for name, status in rows],
        columns=["indicator", "organisation", "status", "year", "period"],
    )  # fmt: skip
