"""The command ``toc``. Each command is a few calls; heavy rooms are opened only when a command needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="toc",
    help="Theory of Change: waar output wel en niet doorwerkt in outcome.  "
    "Where output does, and does not, translate into outcome.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Model = Annotated[str, typer.Argument(metavar="MODEL", help="Shipped model (see `toc list`) or a model folder.")]
Language = Annotated[str, typer.Option("--lang", metavar="nl|en", help="Language of everything that is printed.")]
DataFiles = Annotated[
    list[Path] | None, typer.Option("--data", metavar="FILE", help="Extra monitoring file (CSV); may be repeated.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Only what was known on this day.")]
LibraryFolder = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="Folder with models/, indicators/ and scenarios/.")
]
ScenarioName = Annotated[
    str | None, typer.Option("--scenario", metavar="NAME", help="What-if to apply first (see `toc list`).")
]
OrganisationName = Annotated[
    str | None, typer.Option("--organisation", metavar="X", help="Organisation; default the top of the tree.")
]
TreeOption = Annotated[
    str,
    typer.Option(
        "--tree", metavar="VIEW", help="as_it_was: a period belongs to the organisations of then; as_it_is: of today."
    ),
]
Internal = Annotated[
    bool, typer.Option("--internal", help="Show small counts of persons too; never publish what comes out.")
]


@app.command(epilog="Example: toc check opschaling-pps")
def check(
    model: Model,
    data: DataFiles = None,
    lang: Language = "nl",
    every: Annotated[bool, typer.Option("--all", help="Show every finding, remarks too.")] = False,
    library: LibraryFolder = None,
) -> None:
    """Check a model and its data, and show what could be better."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        screen.check(terminal.findings_of(model, data or [], library), every)


@app.command(epilog="Example: toc run opschaling-pps --format json,csv --out out/demo")
def run(
    model: Model,
    data: DataFiles = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to write to; default out/MODEL.")
    ] = None,
    lang: Language = "nl",
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="What to write, separated by commas: html, json, csv, xlsx, docx, pptx, pdf, one-pager, datapackage; "
            "or all.",
        ),
    ] = "html,json",
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="X", help="Whose report; default the whole programme.")
    ] = None,
    what_if: Annotated[
        list[str] | None, typer.Option("--what-if", metavar="NAME", help="What-if to show in the report; repeatable.")
    ] = None,
    what_ifs: Annotated[
        bool, typer.Option("--what-ifs", help="Show every what-if of the model in the report.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="House template (docx) for the Word document.")
    ] = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="NAME",
            help="What computes over records: auto, duckdb, pandas, sqlite, postgresql, spark.",
        ),
    ] = "auto",
    memory: Annotated[
        str | None, typer.Option("--memory", metavar="2GB", help="Most memory for records; the rest goes to disk.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", metavar="N", min=1, help="Most threads for records.")
    ] = None,
    library: LibraryFolder = None,
) -> None:
    """Compute everything and write the report and the results."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        wanted = terminal.report_formats(formats)
        question = terminal.Question(
            model, tuple(data or ()), as_of, scenario, library, tree, internal, engine, memory, threads
        )
        assessment, data_read = screen.assessed(question)
        handing = terminal.Handing(organisation, tuple(what_if or ()), what_ifs, template)
        written = screen.hand_in(assessment, data_read, question, wanted, handing, out)
        screen.summary(
            assessment, written, screen.keep(assessment, out or Path("out") / assessment.theory.id), organisation
        )


@app.command(epilog="Example: toc explain opschaling-pps outputs_total --period 2024")
def explain(
    model: Model,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Indicator, target, or link such as L16.")],
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="X", help="Organisation; default the top of the tree.")
    ] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="P", help="Period, for example 2024.")] = None,
    data: DataFiles = None,
    lang: Language = "nl",
    as_of: AsOf = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Show where a number comes from, down to document, line and quote."""
    from toc import terminal
    from toc.explain import explain as explain_steps

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, None, library, tree, internal)
        assessment = screen.assess(question)
        screen.tree(explain_steps(assessment, indicator, organisation, period))


@app.command(epilog="Example: toc flags opschaling-pps --gap unmeasured")
def flags(
    model: Model,
    data: DataFiles = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="X", help="Organisation; default the top of the tree.")
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="Only links that end here: output, outcome, impact.")
    ] = None,
    gap: Annotated[
        str | None, typer.Option("--gap", metavar="GAP", help="Only this gap: shown, unproven or unmeasured.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the links to this file too.")] = None,
    lang: Language = "nl",
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Show where output is not shown to translate into outcome, and what to measure first."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, scenario, library, tree, internal)
        screen.flags(screen.assess(question), terminal.Wanted(organisation, level, gap), csv)


@app.command(epilog="Example: toc costs opschaling-pps")
def costs(
    model: Model,
    data: DataFiles = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="X", help="Organisation; default the top of the tree.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="P", help="Period, for example 2024; default the last whole one.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            "--csv", metavar="FILE", help="Write the costs to this file too; of everybody, unless one is named."
        ),
    ] = None,
    lang: Language = "nl",
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Show what results cost, as ranges, and what becomes of claims about the return of a euro."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, scenario, library, tree, internal)
        screen.costs(screen.assess(question), organisation, period, csv)


@app.command(epilog="Example: toc compare opschaling-pps breed-mkb-peloton adoptie-vanaf-de-start")
def compare(
    model: Model,
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="One or more what-ifs (`toc list`).")],
    data: DataFiles = None,
    organisation: OrganisationName = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to write to; default out/MODEL/compare.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="What to write: html, json, csv, separated by commas.")
    ] = "html,json",
    tolerance: Annotated[
        float,
        typer.Option("--tolerance", metavar="PART", help="Largest error from drawing, as a part of the 80 % interval."),
    ] = 0.02,
    lang: Language = "nl",
    as_of: AsOf = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Lay what-ifs beside each other: each indicator at the horizons, the difference, the chance of each target."""
    from toc import ask, terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, None, library, tree, internal)
        ask.ask_compare(screen, question, scenarios, organisation, tolerance, ask.Into(out, formats))


@app.command(epilog="Example: toc reach opschaling-pps workers_llo_2030")
def reach(
    model: Model,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="Id of the target.")],
    data: DataFiles = None,
    chance: Annotated[
        float, typer.Option("--chance", metavar="P", help="Chance to save a scenario for: 0.5, 0.67 or 0.9.")
    ] = 0.67,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write the first lever that can as a scenario (YAML).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to write to; default out/MODEL/reach/TARGET.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="What to write: html, json, separated by commas.")
    ] = "html,json",
    lang: Language = "nl",
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Show what it would take to reach a target: which pace, input or conversion, and what cannot do it alone."""
    from toc import ask, terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, scenario, library, tree, internal)
        ask.ask_reach(screen, question, target, chance, save, ask.Into(out, formats))


@app.command(epilog="Example: toc sensitivity opschaling-pps O6 --scenario breed-mkb-peloton")
def sensitivity(
    model: Model,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Indicator, or element without one.")],
    data: DataFiles = None,
    organisation: OrganisationName = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", help="Default the last horizon.")] = None,
    of: Annotated[str, typer.Option("--of", metavar="change|level", help="What is weighed.")] = "change",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to write to; default out/MODEL/sensitivity/INDICATOR."),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="What to write: html, json, csv, separated by commas.")
    ] = "html,json",
    lang: Language = "nl",
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    tree: TreeOption = "as_it_was",
    internal: Internal = False,
    library: LibraryFolder = None,
) -> None:
    """Show which assumptions decide an answer, and which measurement would narrow it most."""
    from toc import ask, terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, scenario, library, tree, internal)
        ask.ask_sensitivity(screen, question, indicator, organisation, year, of, ask.Into(out, formats))


@app.command(epilog="Example: toc backtest startmodel")
def backtest(
    model: Model,
    data: DataFiles = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder that runs write to, with kept projections; default out/MODEL."
        ),
    ] = None,
    lang: Language = "nl",
    as_of: AsOf = None,
    as_known: Annotated[
        bool, typer.Option("--as-known", help="Project past years only from what was known a year after them.")
    ] = False,
    tree: TreeOption = "as_it_was",
    library: LibraryFolder = None,
) -> None:
    """Hold projections of past years against the figures that came."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        question = terminal.Question(model, tuple(data or ()), as_of, None, library, tree)
        screen.look_back(question, out, as_known=as_known)


@app.command(epilog="Example: toc sql startmodel --dialect trino")
def sql(
    model: Model,
    dialect: Annotated[
        str, typer.Option("--dialect", metavar="NAME", help="postgresql, sqlite, duckdb, spark, trino, bigquery, ...")
    ] = "postgresql",
    element: Annotated[
        str | None, typer.Option("--element", metavar="X", help="Only this data element; default all of them.")
    ] = None,
    lang: Language = "nl",
    library: LibraryFolder = None,
) -> None:
    """Print the SQL that aggregates the records of a model, for an engine elsewhere."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        screen.plain(terminal.sql_of(model, dialect, element, library, lang))


@app.command(epilog="Example: toc new mijn-programma")
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it must not hold anything yet.")],
    source: Annotated[
        str, typer.Option("--from", metavar="MODEL", help="Model to start from; default a small example.")
    ] = "startmodel",
    lang: Language = "nl",
    library: LibraryFolder = None,
) -> None:
    """Make a new model: a small, commented example with data that runs as it is."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        screen.made(terminal.new_model(folder, source, library))


@app.command(name="list", epilog="Example: toc list")
def list_(lang: Language = "nl", library: LibraryFolder = None) -> None:
    """List the shipped models, indicator lists and scenarios."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        screen.shelf(library)


@app.command(epilog="Example: toc schema results")
def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="theory, indicators, organisations, targets, documents, conflicts, claims, records, courses, "
            "money, scenario or results.",
        ),
    ] = "theory",
    lang: Language = "nl",
) -> None:
    """Print the JSON Schema of a file."""
    from toc import terminal

    with terminal.speaking(lang) as screen:
        screen.plain(terminal.schema_text(name))


def main() -> None:
    """Entry point of the command."""
    app()


if __name__ == "__main__":
    main()
