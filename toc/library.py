"""Find models, indicator lists and scenarios by name: given folder, ``TOC_LIBRARY``, the package, the checkout."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.words import say

VARIABLE = "TOC_LIBRARY"
_PACKAGED = "library_data"


@dataclass(frozen=True)
class Library:
    """A folder with ``models/``, ``indicators/`` and ``scenarios/``."""

    folder: Path

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models, in alphabetical order."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("models/*/theory.yaml")))

    @property
    def indicators(self) -> Path:
        """Folder of the indicator lists."""
        return self.folder / "indicators"

    def scenarios(self, model: str) -> tuple[str, ...]:
        """Names of the scenarios of a model."""
        return tuple(sorted(path.stem for path in (self.folder / "scenarios" / model).glob("*.yaml")))

    def model_folder(self, name: str) -> Path:
        """Folder of a shipped model, or the folder that ``name`` itself is.

        Raises:
            FindingsError: neither exists; the message gives the nearest name.
        """
        given = Path(name)
        if (given / "theory.yaml").is_file():
            return given
        if name in self.models:
            return self.folder / "models" / name
        if given.is_dir():
            return given
        near = did_you_mean(name, self.models)
        message = say(
            "library.no_model_near" if near else "library.no_model", name=name, near=near, known=list(self.models)
        )
        raise FindingsError([Finding("library.no_model", Severity.ERROR, message)])

    def scenario_file(self, model: str, name: str) -> Path:
        """File of a scenario, by name or by path.

        Raises:
            FindingsError: there is no such scenario; the message gives the nearest name.
        """
        if Path(name).is_file():
            return Path(name)
        known = self.scenarios(model)
        if name in known:
            return self.folder / "scenarios" / model / f"{name}.yaml"
        near = did_you_mean(name, known)
        message = say(
            "library.no_scenario_near" if near else "library.no_scenario" if known else "library.none_at_all",
            model=model,
            name=name,
            near=near,
            known=list(known),
        )
        raise FindingsError([Finding("library.no_scenario", Severity.ERROR, message)])


def find_library(given: Path | None = None) -> Library:
    """The library to use: the given folder, ``TOC_LIBRARY``, what ships in the package, or the checkout beside it.

    Raises:
        FindingsError: the given folder is no library.
    """
    if given is not None and not (given / "models").is_dir():
        message = say("library.no_library", folder=str(given))
        raise FindingsError([Finding("library.no_library", Severity.ERROR, message)])
    package = Path(__file__).parent
    candidates = [
        given,
        Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None,
        package / _PACKAGED,
        package.parent,
    ]
    for candidate in candidates:
        if candidate is not None and (candidate / "models").is_dir():
            return Library(candidate)
    return Library(package / _PACKAGED)
