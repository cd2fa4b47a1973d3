"""What the engine tests share: the fictional programme, read and assessed once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fictional_programme.small import FOLDER
from hypothesis import HealthCheck, settings

from toc.assessment import Assessment, assess
from toc.reading import load_theory
from toc.rows import RawRow, read_rows
from toc.theory import Theory

settings.register_profile("toc", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("toc")


@pytest.fixture(scope="session")
def programme() -> Theory:
    """The lighthouses of the Grey Coast."""
    loaded = load_theory(FOLDER)
    assert loaded.theory is not None, [finding.message.en for finding in loaded.findings]
    return loaded.theory


@pytest.fixture(scope="session")
def programme_rows() -> tuple[RawRow, ...]:
    """All rows of the lighthouses, as written."""
    rows, findings, _ = read_rows(sorted((FOLDER / "data").glob("*.csv")))
    assert not findings
    return tuple(rows)


@pytest.fixture(scope="session")
def assessment(programme: Theory, programme_rows: tuple[RawRow, ...]) -> Assessment:
    """What the lighthouses and their rows say."""
    return assess(programme, programme_rows, data_sha256="0" * 64)


@pytest.fixture
def copy_of_programme(tmp_path: Path) -> Path:
    """A copy of the model folder that a test may change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "lighthouses", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


@pytest.fixture
def shelf(copy_of_programme: Path, tmp_path: Path) -> Path:
    """A library with one model, one scenario and one indicator list."""
    (tmp_path / "models").mkdir()
    model = copy_of_programme.rename(tmp_path / "models" / "lighthouses")
    (model / "scenarios").rename(tmp_path / "scenarios-of-model")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios-of-model").rename(tmp_path / "scenarios" / "lighthouses")
    (tmp_path / "indicators").mkdir()
    return tmp_path


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write one file and give its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write
