"""The house stands as the README draws it: imports only go down, and each heavy library has its room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "toc"

ROOM_OF_LIBRARY = {
    "yaml": {"plain_yaml"},
    "babel": {"words"},
    "jinja2": {"report/html"},
    "typer": {"cli"},
    "rich": {"terminal"},
    "sqlalchemy": {"expression", "engines"},
    "duckdb": {"record_files", "engines", "datapackage"},
    "sqlglot": {"engines"},
    "pyspark": {"engines"},
    "pyarrow": {"record_files"},
    "statsmodels": {"reference_methods"},
    "xlsxwriter": {"report/workbook"},
    "docx": {"report/word"},
    "pptx": {"report/slides"},
    "weasyprint": {"report/paper"},
    "resvg_py": {"report/raster"},
}


def floors() -> dict[str, int]:
    table = (ROOT / "README.md").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    for line in table.splitlines():
        if match := re.match(r"\| (\d+) [^|]*\| ([^|]*) \|", line):
            for room in re.findall(r"`([^`]+)`", match[2]):
                found[room] = int(match[1])
    return found


def room_of(module: str) -> str:
    """toc.report.view -> report/view; toc.words.saying -> words; toc.period -> period."""
    parts = module.split(".")[1:]
    if parts[0] == "words":
        return "words"
    return "/".join(parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            submodules = [f"{node.module}.{alias.name}" for alias in node.names]
            known = [name for name in submodules if (ROOT / (name.replace(".", "/") + ".py")).exists()]
            yield from known or [node.module]


def rooms() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.name == "__init__.py" and path.parent.name != "words":
            continue
        found.setdefault(room_of(module.removesuffix(".__init__")), []).append(path)
    return found


def test_every_room_is_on_the_map() -> None:
    assert set(rooms()) == set(floors())


@pytest.mark.parametrize("room", sorted(rooms()))
def test_imports_only_go_down(room: str) -> None:
    height = floors()
    for path in rooms()[room]:
        for name in imports(path):
            if name.startswith("toc.") and room_of(name) != room:
                assert height[room_of(name)] < height[room], f"{path.name} imports {name}"


def test_each_heavy_library_has_its_room() -> None:
    for room, paths in rooms().items():
        for path in paths:
            for name in imports(path):
                allowed = ROOM_OF_LIBRARY.get(name.split(".")[0])
                assert allowed is None or room in allowed, f"{path.name} imports {name}"


def test_the_front_door_opens_no_room_by_itself() -> None:
    outside_type_checking = [
        node
        for node in ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    names = {name for node in outside_type_checking for name in [getattr(node, "module", None) or "importlib"]}
    assert names <= {"__future__", "importlib", "typing"}


def test_nothing_reads_outside_the_project() -> None:
    for path in [*PACKAGE.rglob("*.py"), *ROOT.glob("models/**/*"), *ROOT.glob("indicators/*")]:
        if path.is_file():
            assert "../shared" not in path.read_text(encoding="utf-8"), path
