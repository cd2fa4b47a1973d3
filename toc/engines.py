"""Engines that run the one expression over records, and its text for engines elsewhere.

Each engine answers two questions about a plan: the survey (who, when, how many) and the figures. SQLite and PostgreSQL
run the expression itself; DuckDB runs its PostgreSQL text; Spark and others its translation; pandas reckons on its own.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol

import duckdb
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from toc.errors import Finding, FindingsError, Severity, SourceMark, did_you_mean
from toc.expression import Expression, compose, survey
from toc.plan import Plan, given
from toc.pseudonym import pseudonym
from toc.reckoning import reckon, reckon_survey
from toc.record_files import Limits, find_files, open_records, quoted, typed_frame
from toc.records import RecordSet, columns_of
from toc.words import say

SCRATCH = "TOC_DATABASE"
"""Environment variable with the address of a PostgreSQL database to work in, for records that are in files."""

BATCH = 20_000
LARGE = 5_000_000
"""From this many records on, records that lie in order of time are done period by period, which takes less memory."""

Question = Literal["survey", "figures"]
Told = Callable[[float], None]
"""Called with the part (0 to 1) of a question that is done."""


class Engine(Protocol):
    """Something that answers questions about records."""

    def answer(self, plan: Plan, question: Question, told: Told) -> pd.DataFrame:
        """The survey (``expression.survey``) or the figures (``plan.RESULT``) of a plan."""


def expression_of(plan: Plan, question: Question) -> Expression:
    """What is asked, as one ``select()``."""
    return survey(plan) if question == "survey" else compose(plan)


# --- Text -------------------------------------------------------------------------------------------------------


def sql_text(plan: Plan, dialect: str, question: Question = "figures") -> str:
    """The expression as text for an engine elsewhere.

    Raises:
        FindingsError: nobody knows that dialect.
    """
    expression = expression_of(plan, question)
    if dialect == "sqlite":
        return _text(expression, sqlite.dialect(paramstyle="named"))
    text = postgres_text(expression)
    return text if dialect in ("postgresql", "postgres", "duckdb") else translated(text, dialect)


def postgres_text(expression: Expression) -> str:
    """The expression in the PostgreSQL dialect, with its values in it. Only declared values ever come in it."""
    return _text(expression, postgresql.dialect(paramstyle="named"))  # type: ignore[no-untyped-call]


def _text(expression: Expression, dialect: sa.Dialect) -> str:
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def translated(text: str, dialect: str) -> str:
    """PostgreSQL text in another dialect.

    Raises:
        FindingsError: there is no such dialect; the message gives the nearest.
    """
    import sqlglot
    from sqlglot import exp

    known = sorted(name for name in sqlglot.Dialect.classes if name)
    if dialect not in known:
        near = did_you_mean(dialect, known)
        code = "sql.unknown_dialect_near" if near else "sql.unknown_dialect"
        message = say(code, given=dialect[:40], near=near, known=["postgresql", *known])
        raise FindingsError([Finding("sql.unknown_dialect", Severity.ERROR, message)])
    tree = sqlglot.parse_one(text, read="postgres")
    for cte in tree.find_all(exp.CTE):
        # Not every dialect takes the names of the columns of a list of values from outside.
        for values in cte.this.find_all(exp.Values):
            columns = [column.copy() for column in cte.args["alias"].columns]
            values.set("alias", exp.TableAlias(this=exp.to_identifier("listed"), columns=columns))
            cte.this.set("expressions", [exp.column(column.copy()) for column in columns])
            cte.set("alias", exp.TableAlias(this=cte.args["alias"].this))
    return tree.sql(dialect=dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.IGNORE)


# --- Engines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Frame:
    """Reckons in pandas, on typed columns."""

    frame: pd.DataFrame

    def answer(self, plan: Plan, question: Question, told: Told) -> pd.DataFrame:
        """See ``Engine``."""
        return reckon_survey(self.frame, plan) if question == "survey" else reckon(self.frame, plan)


@dataclass(frozen=True)
class Database:
    """Runs the expression itself, on a connection of SQLAlchemy."""

    connection: sa.Connection

    def answer(self, plan: Plan, question: Question, told: Told) -> pd.DataFrame:
        """See ``Engine``."""
        result = self.connection.execute(expression_of(plan, question))
        return pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()))


@dataclass(frozen=True)
class Duck:
    """Runs the PostgreSQL text on DuckDB's own connection."""

    connection: duckdb.DuckDBPyConnection
    by_period: bool = False
    """Whether the records lie in order of time and are many: then each period is done on its own."""

    def answer(self, plan: Plan, question: Question, told: Told) -> pd.DataFrame:
        """See ``Engine``."""
        if question == "survey" or not self.by_period or plan.longer or len(plan.units) == 1:
            return self.run(postgres_text(expression_of(plan, question)), told)
        tables = []
        for at in range(len(plan.units)):
            text = postgres_text(compose(plan.only(at)))
            tables.append(self.run(text, _part_of(told, at, len(plan.units))))
        return pd.concat(tables, ignore_index=True)

    def run(self, text: str, told: Told) -> pd.DataFrame:
        """Run one text, and tell now and then how far it is."""
        self.connection.execute("SET enable_progress_bar = true")
        self.connection.execute("SET enable_progress_bar_print = false")
        with ThreadPoolExecutor(max_workers=1) as pool:
            waiting = pool.submit(lambda: self.connection.execute(text).df())
            try:
                while not wait([waiting], timeout=0.2).done:
                    told(max(0.0, self.connection.query_progress()) / 100)
            except KeyboardInterrupt:
                self.connection.interrupt()
                raise
        return waiting.result()


def _part_of(told: Told, at: int, count: int) -> Told:
    return lambda part: told((at + part) / count)


@dataclass(frozen=True)
class Spark:
    """Runs the translated text on a Spark session."""

    session: Any

    def answer(self, plan: Plan, question: Question, told: Told) -> pd.DataFrame:
        """See ``Engine``."""
        found = self.session.sql(sql_text(plan, "spark", question))
        return pd.DataFrame([tuple(row) for row in found.collect()], columns=list(found.columns))


# --- Opening ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def opened(
    name: str, plan: Plan, folder: Path, limits: Limits, where: SourceMark | None
) -> Iterator[tuple[Engine, Plan]]:
    """An engine with the records of a plan in it, and the plan as that engine knows it.

    Args:
        name: one of ``ENGINES``; ``auto`` is DuckDB for files and the database itself for a table.
        plan: what will be asked; only its records and elements are looked at.
        folder: the model folder.
        limits: how much of the machine DuckDB may use.
        where: where the record set is declared.

    Raises:
        FindingsError: the records cannot be read, or the engine cannot be reached or gives up.
    """
    records = plan.records
    used = columns_of(records, tuple(given(element) for element in plan.elements))
    try:
        with contextlib.ExitStack() as stack:
            temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="toc-")))
            limits = limits if limits.temporary else replace(limits, temporary=temporary)
            if records.table is None:
                paths = find_files(folder, records, where)
                source = stack.enter_context(open_records(records, paths, used, limits, where))
                yield _over_files(stack, name, plan, source, paths, used, temporary), plan
            else:
                yield _over_table(stack, name, plan, used, where)
    except _engine_errors() as error:
        problem = _without_password(error, records)
        message = say("records.engine_failed", records=records.id, problem=problem)
        raise FindingsError([Finding("records.engine_failed", Severity.ERROR, message, where)]) from None


def _over_files(
    stack: contextlib.ExitStack,
    name: str,
    plan: Plan,
    source: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    used: Mapping[str, str],
    temporary: Path,
) -> Engine:
    records = plan.records
    match name:
        case "pandas":
            return Frame(typed_frame(source, records, used))
        case "sqlite":
            engine = sa.create_engine(f"sqlite:///{temporary / 'records.sqlite'}")
            return Database(_loaded(stack, engine, source, records, used))
        case "postgresql":
            return Database(_loaded(stack, _engine_at(SCRATCH, records, None), source, records, used))
        case "spark":
            return Spark(_spark_with(source, records, paths, used, temporary))
    return Duck(source, _large_and_in_order(source, records, paths))


def _over_table(
    stack: contextlib.ExitStack, name: str, plan: Plan, used: Mapping[str, str], where: SourceMark | None
) -> tuple[Engine, Plan]:
    """Records in a table: its own database answers, unless a person wants another engine."""
    records = plan.records
    if name == "spark":
        return Spark(_spark_session(records)), plan
    engine = _engine_at(records.database or "", records, where)
    connection = stack.enter_context(engine.connect())
    stack.callback(engine.dispose)
    if name in ("auto", engine.dialect.name):
        return Database(connection), plan
    if name in ("sqlite", "postgresql"):
        message = say("records.other_database", records=records.id, engine=name, other=engine.dialect.name)
        raise FindingsError([Finding("records.other_database", Severity.ERROR, message, where)])
    frame = _frame_of_table(connection, records, used)
    inside = replace(plan, records=records.model_copy(update={"table": None, "database": None}))
    if name == "pandas":
        return Frame(frame), inside
    memory = stack.enter_context(duckdb.connect())
    memory.register(records.id, frame)
    return Duck(memory), inside


def _engine_at(variable: str, records: RecordSet, where: SourceMark | None) -> sa.Engine:
    """A database by the environment variable that holds its address."""
    address = os.environ.get(variable, "")
    try:
        if not address:
            raise ValueError
        return sa.create_engine(address)
    except (ValueError, ImportError, sa.exc.ArgumentError) as error:
        code = "records.no_driver" if isinstance(error, ImportError) else "records.no_address"
        message = say(code, records=records.id, variable=variable)
        raise FindingsError([Finding(code, Severity.ERROR, message, where)]) from None


def _large_and_in_order(source: duckdb.DuckDBPyConnection, records: RecordSet, paths: Sequence[Path]) -> bool:
    """Whether there are many records and most groups of rows in the files speak of a short time."""
    if records.parquet is None or records.day is None:
        return False
    files = "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"
    groups = source.execute(
        f"SELECT row_group_num_rows, TRY_CAST(stats_min_value AS DATE), TRY_CAST(stats_max_value AS DATE) "
        f"FROM parquet_metadata({files}) WHERE path_in_schema = ?",
        [records.day],
    ).fetchall()
    if sum(rows for rows, _, _ in groups) < LARGE or any(first is None or last is None for _, first, last in groups):
        return False
    days = max(last for _, _, last in groups) - min(first for _, first, _ in groups)
    covered = sum((last - first).days + 1 for _, first, last in groups) / len(groups)
    return bool(covered <= max(1, days.days) / 4)


# --- Moving records to another engine ---------------------------------------------------------------------------


def _copied_columns(source: duckdb.DuckDBPyConnection, records: RecordSet, used: Mapping[str, str]) -> str:
    """Columns for a copy; what identifies a person becomes a keyed hash, with a key that is then forgotten."""
    key = secrets.token_bytes(32)
    source.create_function(
        "pseudonym", lambda text: pseudonym(key, text), [duckdb.sqltype("VARCHAR")], duckdb.sqltype("VARCHAR")
    )
    chosen = []
    for name, kind in used.items():
        column = quoted(name)
        if kind in ("key", "text"):
            column = f"CAST({column} AS VARCHAR)"
        if name in records.pseudonymise:
            column = f"pseudonym({column})"
        chosen.append(f"{column} AS {quoted(name)}")
    return ", ".join(chosen)


def _loaded(
    stack: contextlib.ExitStack,
    engine: sa.Engine,
    source: duckdb.DuckDBPyConnection,
    records: RecordSet,
    used: Mapping[str, str],
) -> sa.Connection:
    """A connection to a database with the records in a temporary table."""
    kinds: dict[str, Any] = {"number": sa.Double(), "day": sa.Date(), "truth": sa.Boolean()}
    found = source.execute(f"SELECT {_copied_columns(source, records, used)} FROM {quoted(records.id)}")
    types = {column[0]: str(column[1]) for column in found.description or ()}
    columns = []
    for name, kind in used.items():
        if kind == "order":
            moment = types[name].startswith(("DATE", "TIMESTAMP"))
            kinds["order"] = sa.DateTime() if moment else sa.String() if types[name] == "VARCHAR" else sa.Double()
        columns.append(sa.Column(name, kinds.get(kind, sa.String())))
    table = sa.Table(records.id, sa.MetaData(), *columns, prefixes=["TEMPORARY"])
    connection = stack.enter_context(engine.connect())
    stack.callback(engine.dispose)
    table.create(connection)
    while batch := found.fetchmany(BATCH):
        connection.execute(sa.insert(table), [dict(zip(used, row, strict=True)) for row in batch])
    return connection


def _frame_of_table(connection: sa.Connection, records: RecordSet, used: Mapping[str, str]) -> pd.DataFrame:
    """All records of a table as typed columns."""
    schema, _, name = (records.table or "").rpartition(".")
    table = sa.table(name, *(sa.column(column) for column in used), schema=schema or None)
    rows = connection.execute(sa.select(*table.c)).fetchall()
    frame = pd.DataFrame([tuple(row) for row in rows], columns=list(used), dtype=object)
    for column, kind in used.items():
        cells = frame[column]
        match kind:
            case "number":
                frame[column] = pd.to_numeric(cells, errors="coerce").astype(float)
            case "day":
                days = cells.where(cells.isna(), cells.astype(str).str[:10])
                frame[column] = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
            case "truth":
                frame[column] = cells.map({True: True, False: False}).astype("boolean")
            case "text" | "key":
                frame[column] = cells.where(cells.isna(), cells.astype(str))
    return frame


def _spark_with(
    source: duckdb.DuckDBPyConnection,
    records: RecordSet,
    paths: Sequence[Path],
    used: Mapping[str, str],
    temporary: Path,
) -> Any:
    """A Spark session that reads the Parquet files themselves, or a copy where texts had to be read as numbers."""
    session = _spark_session(records)
    if records.parquet is not None:
        found = session.read.option("mergeSchema", "true").parquet(*(str(path.resolve()) for path in paths))
        types = dict(found.dtypes)
        if not any(kind in ("number", "day", "truth") and types[name] == "string" for name, kind in used.items()):
            found.createOrReplaceTempView(records.id)
            return session
    copy = temporary / "records.parquet"
    chosen = f"SELECT {_copied_columns(source, records, used)} FROM {quoted(records.id)}"
    source.execute(f"COPY ({chosen}) TO '{copy}' (FORMAT parquet)")
    session.read.parquet(str(copy)).createOrReplaceTempView(records.id)
    return session


def _spark_session(records: RecordSet) -> Any:
    """The Spark session of this process, a remote one (``SPARK_REMOTE``), or one on this machine."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        message = say("records.needs_extra", records=records.id, extra="spark")
        raise FindingsError([Finding("records.needs_extra", Severity.ERROR, message)]) from None
    if (running := SparkSession.getActiveSession()) is not None:
        return running
    builder = SparkSession.builder.appName("toc").config("spark.sql.session.timeZone", "UTC")
    if "SPARK_REMOTE" in os.environ:
        return builder.remote(os.environ["SPARK_REMOTE"]).getOrCreate()
    builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8")
    return builder.master(os.environ.get("SPARK_MASTER", "local[*]")).getOrCreate()


def _engine_errors() -> tuple[type[Exception], ...]:
    """What engines raise, as far as these engines are installed."""
    errors: list[type[Exception]] = [sa.exc.SQLAlchemyError, duckdb.Error]
    with contextlib.suppress(ImportError):
        from pyspark.errors import PySparkException

        errors.append(PySparkException)
    return tuple(errors)


def _without_password(error: Exception, records: RecordSet) -> str:
    """The first line of what an engine says, and never what stands in an address."""
    original = getattr(error, "orig", None) or error
    line = (str(original).strip().splitlines() or [type(error).__name__])[0][:200]
    for variable in (records.database, SCRATCH):
        address = os.environ.get(variable or "", "")
        if address and address in line:
            return type(error).__name__
        with contextlib.suppress(Exception):
            password = sa.make_url(address).password
            line = line.replace(str(password), "***") if password else line
    return line
