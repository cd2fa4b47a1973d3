"""What the documents promise, works: every command in them runs, every help example runs, made pages are fresh."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

import toc
from toc import terminal
from toc.cli import app
from toc.plain_yaml import read_yaml
from toc.schema import FILES, reference_page, schema_of, schema_text

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "docs/handleiding.md", "docs/guide.md", "docs/rekenen.md", "docs/arithmetic.md")


def run(command: str) -> str:
    """Run `toc ...` in this process and return what it printed; the exit code must be 0."""
    words = shlex.split(command)
    assert words[0] == "toc"
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, f"{command}\n{result.output}\n{result.exception!r}"
    return result.output


def commands(page: str) -> list[str]:
    """Commands in the bash blocks of a page, from `toc` on; the test command itself is left out."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```bash\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    found = [line.split("uv run ", 1)[1] for line in lines if "uv run toc" in line]
    assert [line for line in lines if "uv run toc" not in line] in ([], ["pip install uv && uv run pytest -n auto"])
    return found


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_before(page: str) -> set[str]:
    """Commands on shipped models that an earlier page has too; they would say the same again."""
    earlier = {command for one in GUIDES[: GUIDES.index(page)] for command in commands(one)}
    shipped = [folder.name for folder in (ROOT / "models").iterdir()]
    return {command for command in earlier if set(shlex.split(command)) & set(shipped)}


@pytest.fixture
def computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question about a shipped model is computed once; every command still words and writes its own answer."""
    compute = terminal.Screen._assess
    known: dict[terminal.Question, Any] = {}

    def remembered(screen: terminal.Screen, question: terminal.Question) -> Any:
        if not (ROOT / "models" / question.model).is_dir():
            return compute(screen, question)
        if question not in known:
            known[question] = compute(screen, question)
        return known[question]

    monkeypatch.setattr(terminal.Screen, "_assess", remembered)


@pytest.mark.parametrize("page", GUIDES)
@pytest.mark.usefixtures("computed_once")
def test_every_command_of_a_page_runs(page: str, elsewhere: Path) -> None:
    done = run_before(page)
    for command in commands(page):
        if command not in done:
            run(command)


def test_the_first_command_writes_what_it_promises(elsewhere: Path) -> None:
    assert commands("README.md")[0] == "toc run opschaling-pps"
    printed = run("toc run opschaling-pps")
    assert "Output" in printed
    assert "niet te beoordelen" in printed
    assert (elsewhere / "out/opschaling-pps/report.html").stat().st_size > 10_000
    assert set(json.loads((elsewhere / "out/opschaling-pps/results.json").read_text(encoding="utf-8"))) == {
        "model", "as_of", "seed", "published", "tree_view", "values", "reconciliation", "cohorts", "progress",
        "methods", "allocation", "projections", "prospects", "verdicts", "overviews", "claims", "conflicts", "findings",
        "sources",
    }  # fmt: skip


def test_the_walk_through_changes_the_verdict(elsewhere: Path) -> None:
    """The Dutch guide, step 5, done as it is written there."""
    guide = (ROOT / "docs/handleiding.md").read_text(encoding="utf-8")
    indicators, *_ = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    figures, *_ = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)
    run("toc new mijn-pps --from opschaling-pps")
    assert "niet gemeten" in " ".join(run("toc explain mijn-pps L9").split())
    folder = elsewhere / "mijn-pps"
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / "indicators/doorwerking.yaml").write_text(indicators, encoding="utf-8")
    theory = (folder / "theory.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"(  - id: O5\n    level: outcome\n)", r"\1    indicators: [modules_embedded]\n", theory)
    assert changed != theory
    (folder / "theory.yaml").write_text(changed, encoding="utf-8")
    (folder / "data/doorwerking.csv").write_text(figures, encoding="utf-8")
    run("toc check mijn-pps")
    run("toc run mijn-pps --format json")
    results = json.loads((elsewhere / "out/mijn-pps/results.json").read_text(encoding="utf-8"))
    (verdict,) = [one for one in results["verdicts"] if one["link"] == "L9" and one["organisation"] == "nl"]
    assert verdict["verdict"] != "not_measured"
    assert "12" in verdict["reason"]["nl"]
    assert "19" in verdict["reason"]["nl"]


def test_the_python_door_works_as_shown() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for example in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(example, "README.md", "exec"), names)  # noqa: S102
    assert len(names["assessment"].verdicts) == 17
    shown = names["ahead"]
    assert list(shown.columns) == ["unique_id", "step", "mean", "lo80", "hi80", "lo95", "hi95"]
    assert shown.groupby("unique_id")["step"].agg(list).to_dict() == {"north": [1, 2, 3], "south": [1, 2, 3]}
    assert (shown[["lo95", "lo80", "mean", "hi80", "hi95"]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert all(hasattr(toc, name) for name in toc.__all__)


def shown_commands() -> Iterator[tuple[str, str]]:
    for command in app.registered_commands:
        name = command.name or str(getattr(command.callback, "__name__", ""))
        yield name, str(command.epilog or "").removeprefix("Example: ")


@pytest.mark.parametrize(("name", "example"), list(shown_commands()))
def test_help_of_each_command_has_an_example_that_runs(name: str, example: str, elsewhere: Path) -> None:
    assert example.startswith(f"toc {name}")
    assert example in " ".join(run(f"toc {name} --help").split())
    run(example)


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, _ in shown_commands():
        assert f"toc {name}" in readme


@pytest.mark.parametrize("name", sorted(FILES))
def test_schemas_are_fresh(name: str) -> None:
    shown = (ROOT / f"docs/schema/{name}.json").read_text(encoding="utf-8")
    assert shown == schema_text(name), "run: uv run python -m toc.schema --write docs"


def test_the_reference_is_fresh() -> None:
    shown = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    assert shown == reference_page(), "run: uv run python -m toc.schema --write docs"


def test_every_field_of_every_file_is_explained() -> None:
    for name in FILES:
        schema = schema_of(name)
        for definition in [schema, *schema.get("$defs", {}).values()]:
            for one in [definition, *definition.get("anyOf", [])]:
                for field, meaning in one.get("properties", {}).items():
                    assert meaning.get("description"), f"{name}: {one.get('title')}.{field}"


@pytest.mark.parametrize("path", sorted([*ROOT.glob("models/**/*.yaml"), *ROOT.glob("indicators/*.yaml"),
                                         *ROOT.glob("scenarios/**/*.yaml")]), ids=lambda path: path.name)  # fmt: skip
def test_shipped_files_fit_the_schema_that_editors_use(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
    assert found, f"{path} names no schema"
    schema_file = (path.parent / found[1]).resolve()
    assert schema_file.parent == ROOT / "docs/schema"
    jsonschema.validate(read_yaml(path)[0], json.loads(schema_file.read_text(encoding="utf-8")))


def test_a_copy_made_by_new_keeps_its_schemas(elsewhere: Path) -> None:
    run("toc new kopie")
    for path in (elsewhere / "kopie").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert (path.parent / first.partition("$schema=")[2]).is_file(), path
    shutil.rmtree(elsewhere / "kopie")


def test_help_needs_no_heavy_room() -> None:
    """`toc --help` opens the command alone; pandas and the engine stay closed."""
    code = (
        "import sys; from toc.cli import app; import typer; typer.main.get_command(app); "
        "print([m for m in ('pandas', 'numpy', 'babel', 'jinja2', 'yaml') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
