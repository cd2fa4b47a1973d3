"""Theory of Change impact modelling: where output does, and does not, translate into outcome.

The front door for Python::

    import toc

    theory = toc.read_theory("models/opschaling-pps")
    assessment = toc.assess(theory, rows)   # rows: a pandas table with the columns of a monitoring file
    assessment.values, assessment.verdicts  # pandas tables

    toc.project(panel, h=3)                 # short yearly series of your own, carried into the years ahead
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toc.assessment import Assessment, assess, judge
    from toc.comparison import compare
    from toc.costs import costs_of
    from toc.door import read_data, read_theory
    from toc.errors import Finding, FindingsError, ToCError
    from toc.forecasting.panel import Nature
    from toc.forecasting.table import project
    from toc.levers import reach
    from toc.reading import read_scenario
    from toc.theory import Theory
    from toc.weighing import sensitivity

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Finding",
    "FindingsError",
    "Nature",
    "Theory",
    "ToCError",
    "__version__",
    "assess",
    "compare",
    "costs_of",
    "judge",
    "project",
    "reach",
    "read_data",
    "read_scenario",
    "read_theory",
    "sensitivity",
]

_ROOMS = {
    "Assessment": "toc.assessment",
    "Finding": "toc.errors",
    "FindingsError": "toc.errors",
    "Nature": "toc.forecasting.panel",
    "Theory": "toc.theory",
    "ToCError": "toc.errors",
    "assess": "toc.assessment",
    "compare": "toc.comparison",
    "costs_of": "toc.costs",
    "judge": "toc.assessment",
    "project": "toc.forecasting.table",
    "reach": "toc.levers",
    "read_data": "toc.door",
    "read_scenario": "toc.reading",
    "read_theory": "toc.door",
    "sensitivity": "toc.weighing",
}


def __getattr__(name: str) -> Any:
    """Open a room only when somebody asks for what is in it, so that ``import toc`` costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'toc' has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)
