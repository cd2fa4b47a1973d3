"""One SQL expression (SQLAlchemy Core) for everything that data elements aggregate from one set of records.

The same ``select()`` runs as it is on SQLite and PostgreSQL; its text in the PostgreSQL dialect runs on DuckDB, and
translated on Spark, Trino, BigQuery and others. What that asks of it:

* division of doubles with a bare ``/`` (otherwise some engines round to whole numbers), and only at the very end;
* ``CASE`` inside an aggregate, no ``FILTER``;
* no arithmetic on dates: a day is compared with the first days of periods;
* what does not add up (distinct counts, ratios, extremes) is computed at each level from the records, never from parts;
* no ``COUNT(DISTINCT ...)``: who was seen is listed once per organisation, then once per parent, and so on up. Each
  level works on the shorter list of the one below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement, FunctionElement

from toc.indicator import DataElement, OverOrganisations
from toc.plan import OUTSIDE, Dimension, Plan, delivered_above, dimensions_of, given
from toc.records import Condition, FromRecords, columns_of

Expression = sa.Select[Any] | sa.CompoundSelect[Any]

NONE = -1
"""Code of no category: empty, or not declared."""


def survey(plan: Plan) -> Expression:
    """How many records there are per organisation and unit, as written, and in how many a category is not declared.

    Nothing is left out: an empty organisation or day gives a row of its own, and ``OUTSIDE`` stands for other periods.
    The columns are ``organisation``, ``unit``, ``records``, and ``w0``, ``w1``, ... in the order of the dimensions.
    """
    return _Composer(plan).survey()


def compose(plan: Plan) -> Expression:
    """The one expression of a plan; its columns are ``plan.RESULT``."""
    return _Composer(plan).everything()


# --- Words that dialects spell differently ----------------------------------------------------------------------


class _AsDay(FunctionElement[Any]):
    """The day of a date, of a moment, or of a text that starts with a day."""

    type = sa.Date()
    inherit_cache = True


@compiles(_AsDay)
def _as_day(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS DATE)"


@compiles(_AsDay, "sqlite")
def _as_day_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 10)"


class _Day(ColumnElement[Any]):
    """A day that is known beforehand."""

    type = sa.Date()
    inherit_cache = False

    def __init__(self, day: date) -> None:
        self.day = day


@compiles(_Day)
def _day(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST('{element.day.isoformat()}' AS DATE)"


@compiles(_Day, "sqlite")
def _day_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"'{element.day.isoformat()}'"


class _Figure(FunctionElement[Any]):
    """A number as a double; nothing where there is none."""

    type = sa.Double()
    inherit_cache = True


@compiles(_Figure)
def _figure(element: Any, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"NULLIF(CAST({column} AS DOUBLE PRECISION), CAST('NaN' AS DOUBLE PRECISION))"


@compiles(_Figure, "sqlite")
def _figure_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    """SQLite would read a text that is no number as zero."""
    column = compiler.process(element.clauses, **options)
    return f"CASE WHEN typeof({column}) IN ('integer', 'real') THEN CAST({column} AS DOUBLE) END"


class _AsText(FunctionElement[Any]):
    """A text, also of a code that happens to be a number."""

    type = sa.String()
    inherit_cache = True


@compiles(_AsText)
def _as_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS VARCHAR)"


@compiles(_AsText, "sqlite")
def _as_text_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    """A cast would keep SQLite from looking the text up in an index."""
    return f"({compiler.process(element.clauses, **options)} || '')"


def _as(name: str, column: Any) -> sa.Label[Any]:
    return sa.Label(name, column)


def _named(columns: Mapping[str, Any]) -> list[sa.Label[Any]]:
    return [_as(name, column) for name, column in columns.items()]


def _code(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return sa.cast(column, sa.SmallInteger)


def _as_double(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return sa.cast(column, sa.Double)


def _number(value: float | None) -> ColumnElement[Any]:
    return _as_double(sa.null() if value is None else sa.literal(value, sa.Double))


def _divided(above: ColumnElement[Any], below: ColumnElement[Any]) -> ColumnElement[Any]:
    divisor = sa.func.nullif(_as_double(below), _number(0.0))
    return _as_double(above).op("/", return_type=sa.Double())(divisor)


def _relation(name: str, columns: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> sa.CTE:
    typed = [sa.column(column, kind) for column, kind in columns.items()]
    return sa.values(*typed, name=name).data(list(rows)).cte(name)


# --- Composing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Measure:
    """One aggregate column of the first pass."""

    label: str
    function: str
    column: ColumnElement[Any]

    @property
    def shared(self) -> str:
        """On each level: label of its sum by share."""
        return f"{self.label}s" if self.function in ("sum", "count") else self.label

    @property
    def own(self) -> str:
        """On each level: label of the part that is of the organisation itself."""
        return f"{self.label}o"


_WHOLE, _TEXT = sa.Integer(), sa.String()
_FUNCTIONS: Mapping[str, Any] = {"sum": sa.func.sum, "count": sa.func.count, "min": sa.func.min, "max": sa.func.max}


class _Composer:
    """Composes the expression of one plan, from the records up."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = _relation("names", {"spelling": _TEXT, "organisation": _WHOLE}, plan.spellings)
        self.tree = _relation(
            "tree",
            {"organisation": _WHOLE, "above": _WHOLE, "first": _WHOLE, "last": _WHOLE, "share": sa.Double()},
            [(one.organisation, one.above, one.first, one.last, one.share) for one in plan.tree],
        )
        self.spans = _relation("spans", {"unit": _WHOLE, "period": _WHOLE}, plan.spans)
        schema, _, name = (plan.records.table or plan.records.id).rpartition(".")
        used = columns_of(plan.records, tuple(given(element) for element in plan.elements))
        columns = [sa.column(column, sa.Boolean() if kind == "truth" else None) for column, kind in used.items()]
        self.records = sa.table(name, *columns, schema=schema or None).alias("r").c
        self.measures: dict[tuple[Any, ...], _Measure] = {}
        self.everybody = self._measure(("everybody",), "count", sa.literal_column("1"))

    # --- Records as they are written

    def survey(self) -> Expression:
        records = self.plan.records
        undeclared = [
            sa.case((_AsText(self.records[one.column]).in_(one.categories), 0), else_=1) for one in self.plan.dimensions
        ]
        written = sa.select(
            _as("organisation", _AsText(self.records[records.organisation])),
            _as("unit", self.written_unit()),
            *(_as(f"w{at}", one) for at, one in enumerate(undeclared)),
        ).subquery("written")
        wrong = [_as(f"w{at}", sa.func.sum(written.c[f"w{at}"])) for at in range(len(undeclared))]
        keys = written.c.organisation, written.c.unit
        return sa.select(*keys, _as("records", sa.func.count()), *wrong).group_by(*keys)

    def written_unit(self) -> ColumnElement[Any]:
        """The unit of a record, ``OUTSIDE``, or nothing; for a column ``period``, the text that stands there."""
        records, units = self.plan.records, self.plan.units
        if records.day is None:
            return _AsText(self.records[records.period or ""])
        day = _AsDay(self.records[records.day])
        outside = sa.or_(day < _Day(units[0].start), day >= _Day(_day_after(units[-1].end)))
        return sa.case((day.is_(None), sa.null()), (outside, OUTSIDE), else_=self.place(day, 0, len(units) - 1))

    def place(self, day: ColumnElement[Any], first: int, last: int) -> ColumnElement[Any]:
        """Which unit a day lies in, found by halving."""
        if first == last:
            return sa.literal_column(str(first))
        middle = (first + last + 1) // 2
        earlier = day < _Day(self.plan.units[middle].start)
        return sa.case((earlier, self.place(day, first, middle - 1)), else_=self.place(day, middle, last))

    def category(self, dimension: Dimension) -> ColumnElement[Any]:
        """Place of the category of a record among those that are declared, or ``NONE``."""
        text = _AsText(self.records[dimension.column])
        places = ((text == one, at) for at, one in enumerate(dimension.categories))
        return sa.case(*places, else_=NONE)

    def met(self, condition: Condition) -> ColumnElement[bool]:
        """Whether a record meets a condition; an empty cell never does."""
        column = self.records[condition.column]
        kind = condition.kind
        wordings: Mapping[str, Any] = {"text": _AsText, "number": _Figure, "day": _AsDay, "truth": lambda same: same}
        subject = wordings[kind](column)

        def known(value: Any) -> ColumnElement[Any]:
            match kind:
                case "text":
                    return sa.literal(value, _TEXT)
                case "number":
                    return _number(float(value))
                case "day":
                    return _Day(value)
            return sa.true() if value else sa.false()

        tests: list[ColumnElement[bool]] = []
        for name, values in condition.tests():
            first, *_ = wanted = [known(value) for value in values]
            match name:
                case "is_" | "in_":
                    tests.append(sa.or_(*(subject == one for one in wanted)))
                case "is_not":
                    tests.append(subject != first)
                case "at_least":
                    tests.append(subject >= first)
                case "at_most":
                    tests.append(subject <= first)
                case "below":
                    tests.append(subject < first)
                case "above":
                    tests.append(subject > first)
        return sa.and_(*tests)

    # --- Records as facts

    def facts(self, inputs: Mapping[str, ColumnElement[Any]], conditions: Sequence[Condition] = ()) -> sa.Subquery:
        """Records of known organisations in known periods: who, when, in which categories, and what is measured."""
        records, units = self.plan.records, self.plan.units
        if records.day is not None:
            day = _AsDay(self.records[records.day])
            unit = self.place(day, 0, len(units) - 1)
            known = sa.and_(day >= _Day(units[0].start), day < _Day(_day_after(units[-1].end)))
        else:
            text = _AsText(self.records[records.period or ""])
            unit = sa.case(*((text == label, at) for label, at in self.plan.labels))
            known = text.in_([label for label, _ in self.plan.labels])
        categories = [_as(f"c{at}", _code(self.category(one))) for at, one in enumerate(self.plan.dimensions)]
        spelling = _AsText(self.records[records.organisation])
        return (
            sa.select(
                _as("organisation", _code(self.names.c.organisation)),
                _as("unit", _code(unit)),
                *categories,
                *(_as(name, column) for name, column in inputs.items()),
            )
            .where(spelling == self.names.c.spelling, known, *(self.met(one) for one in conditions))
            .subquery("facts")
        )

    def category_of(self, dimension: Dimension | None, found: Any) -> dict[str, ColumnElement[Any]]:
        """The column with the category; a total has none."""
        return {} if dimension is None else {"category": found.c[f"c{self.number(dimension)}"]}

    def number(self, dimension: Dimension) -> int:
        return self.plan.dimensions.index(dimension)

    def in_periods(self, found: Any) -> tuple[ColumnElement[Any], Any]:
        """The period of each row; where longer ones are asked for, a row comes back once for each that it lies in."""
        if not self.plan.longer:
            return found.c.unit, found
        return self.spans.c.period, found.join(self.spans, found.c.unit == self.spans.c.unit)

    # --- First pass: what can be carried up from one figure per organisation, unit and combination of categories

    def measure(self, how: FromRecords, function: str, take: str, columns: Sequence[str] | None = None) -> _Measure:
        """A sum, count, least or greatest of what is taken, over the records in which all of it is filled in."""
        names = tuple(how.measured if columns is None else columns)
        key = (function, how.where, names, take)
        if key in self.measures:
            return self.measures[key]
        plain: list[Any] = [self.records[name] for name in names]
        figures: list[Any] = [_Figure(one) for one in plain]
        needed: list[Any] = []
        match take:
            case "record":
                column: Any = sa.literal_column("1")
            case "key":
                column = plain[0]
            case "ordered":
                column, needed = figures[0], plain[1:]
            case "product":
                column = figures[0] * figures[1]
            case "second":
                column, needed = figures[1], figures[:1]
            case _:
                column, needed = figures[0], figures[1:]
        tests = [*(self.met(one) for one in how.where), *(one.is_not(None) for one in needed)]
        return self._measure(key, function, sa.case((sa.and_(*tests), column)) if tests else column)

    def _measure(self, key: tuple[Any, ...], function: str, column: ColumnElement[Any]) -> _Measure:
        self.measures[key] = _Measure(f"m{len(self.measures)}", function, column)
        return self.measures[key]

    def counts(self, element: DataElement) -> tuple[_Measure, _Measure]:
        """Records that count, and those of them in which what is measured is filled in."""
        how = given(element)
        matching = self.measure(how, "count", "record", ()) if how.where else self.everybody
        match how.aggregate:
            case "count":
                return matching, matching
            case "count_distinct":
                return matching, self.measure(how, "count", "key")
            case "last":
                return matching, self.measure(how, "count", "ordered", (*how.measured, self.moment(how)))
        return matching, self.measure(how, "count", "first")

    def moment(self, how: FromRecords) -> str:
        """The column that says which record is the last one."""
        return how.order or self.plan.records.day or ""

    def amounts(self, element: DataElement) -> tuple[_Measure | None, _Measure | None]:
        """What stands above and below the line; nothing for what has a pass of its own."""
        how = given(element)
        match how.aggregate:
            case "sum":
                return self.measure(how, "sum", "first"), None
            case "count":
                return self.counts(element)[0], None
            case "mean":
                return self.measure(how, "sum", "first"), self.counts(element)[1]
            case "ratio":
                return self.measure(how, "sum", "first"), self.measure(how, "sum", "second")
            case "weighted_mean":
                return self.measure(how, "sum", "product"), self.measure(how, "sum", "second")
            case "min" | "max":
                return self.measure(how, how.aggregate, "first"), None
        return None, None

    @cached_property
    def parts(self) -> sa.CTE:
        for element in self.plan.elements:
            self.counts(element)
            self.amounts(element)
        found = self.facts({one.label: one.column for one in self.measures.values()})
        keys = [found.c.organisation, found.c.unit, *(found.c[f"c{at}"] for at in range(len(self.plan.dimensions)))]
        figures = [_as(one.label, _FUNCTIONS[one.function](found.c[one.label])) for one in self.measures.values()]
        return sa.select(*keys, *figures).group_by(*keys).cte("parts")

    @cached_property
    def levels(self) -> Mapping[Dimension | None, sa.CTE]:
        """The first pass carried up: one row per organisation of any level, period and category."""
        found: dict[Dimension | None, sa.CTE] = {}
        for dimension in (None, *self.plan.dimensions):
            period, source = self.in_periods(self.parts)
            source = source.join(self.tree, self.counts_for(self.parts.c.organisation, period))
            keys = {"organisation": self.tree.c.above, "period": period, **self.category_of(dimension, self.parts)}
            own = self.tree.c.organisation == self.tree.c.above
            figures = []
            for one in self.measures.values():
                column = self.parts.c[one.label]
                if one.function in ("min", "max"):
                    figures.append(_as(one.label, _FUNCTIONS[one.function](column)))
                    continue
                figures.append(_as(one.shared, sa.func.sum(_as_double(column) * self.tree.c.share)))
                if one.function == "count":
                    figures.append(_as(one.label, sa.func.sum(column)))
                    figures.append(_as(one.own, sa.func.sum(sa.case((own, column), else_=0))))
            chosen = sa.select(*_named(keys), *figures).select_from(source)
            for category in self.category_of(dimension, self.parts).values():
                chosen = chosen.where(category != NONE)
            found[dimension] = chosen.group_by(*keys.values()).cte(f"level{len(found)}")
        return found

    def counts_for(self, organisation: ColumnElement[Any], period: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a row counts for the organisation above it in that period."""
        same = organisation == self.tree.c.organisation
        if self.plan.always(self.plan.tree):
            return same
        return sa.and_(same, period.between(self.tree.c.first, self.tree.c.last))

    # --- Distinct counts: who was seen, level by level

    def distinct(self, name: str, element: DataElement, dimension: Dimension | None) -> sa.CTE:
        """How many different ones each organisation of any level has, per period and category."""
        how = given(element)
        (column,) = how.measured
        found = self.facts({"seen": self.records[column]}, how.where)
        category = self.category_of(dimension, found)
        keys = {"organisation": found.c.organisation, "period": found.c.unit, **category}
        there = [found.c.seen.is_not(None), *(one != NONE for one in category.values())]
        list_ = sa.select(*_named(keys), found.c.seen).where(*there).distinct().cte(f"{name}_seen")
        if how.also_over:
            inside = sa.and_(list_.c.period == self.spans.c.unit, self.spans.c.period.in_(self.plan.wanted(element)))
            wider = sa.select(*(self.spans.c.period if one.name == "period" else one for one in list_.c))
            list_ = wider.join_from(list_, self.spans, inside).distinct().cte(f"{name}_wider")
        counted = []
        deepest = max(self.plan.depths.values(), default=0)
        with_records = {organisation for _, organisation in self.plan.spellings}
        for depth in range(deepest, -1, -1):
            group = [one for one in list_.c if one.name != "seen"]
            count = sa.select(*group, _as("seen", sa.func.count())).group_by(*group)
            if any(self.plan.depths[one] < depth for one in with_records):
                count = count.where(list_.c.organisation.in_(self.plan.floor(depth)))
            counted.append(count)
            if depth:
                list_ = self.one_step_up(list_, depth, f"{name}_seen{depth - 1}")
        return sa.union_all(*counted).cte(name)

    def one_step_up(self, list_: sa.CTE, depth: int, name: str) -> sa.CTE:
        step = self.steps[depth]
        on = list_.c.organisation == step.c.organisation
        if not self.plan.always(self.plan.steps(depth)):
            on = sa.and_(on, list_.c.period.between(step.c.first, step.c.last))
        above = _as("organisation", _code(step.c.above))
        moved = sa.select(*(above if one.name == "organisation" else one for one in list_.c))
        return moved.join_from(list_, step, on).distinct().cte(name)

    @cached_property
    def steps(self) -> Mapping[int, sa.CTE]:
        """For each depth, where everybody at that depth goes one step up."""
        columns = {"organisation": _WHOLE, "above": _WHOLE, "first": _WHOLE, "last": _WHOLE}
        deepest = max(self.plan.depths.values(), default=0)
        return {
            depth: _relation(
                f"step{depth}",
                columns,
                [(one.organisation, one.above, one.first, one.last) for one in self.plan.steps(depth)],
            )
            for depth in range(1, deepest + 1)
        }

    # --- The last record of each organisation

    def last(self, name: str, element: DataElement, dimension: Dimension | None) -> sa.CTE:
        """The value in the last record of each organisation, carried up by the rule of the element."""
        how = given(element)
        (column,) = how.measured
        found = self.facts(
            {"value": _Figure(self.records[column]), "moment": self.records[self.moment(how)]}, how.where
        )
        category = self.category_of(dimension, found)
        period, source = self.in_periods(found)
        keys = {"organisation": found.c.organisation, "period": period, **category}
        order = sa.func.rank().over(partition_by=list(keys.values()), order_by=found.c.moment.desc())
        there = [found.c.value.is_not(None), found.c.moment.is_not(None), *(one != NONE for one in category.values())]
        ranked = sa.select(*_named(keys), found.c.value, _as("place", order)).select_from(source).where(*there)
        row = ranked.subquery("ranked").c
        group = [row[key] for key in keys]
        latest = sa.select(*group, _as("value", sa.func.max(row.value)), _as("lowest", sa.func.min(row.value)))
        figure = latest.where(row.place == 1).group_by(*group).cte(f"{name}_latest").c
        rule = element.over_organisations
        counts = self.counts_for(figure.organisation, figure.period)
        if rule is OverOrganisations.NONE:
            counts = sa.and_(counts, self.tree.c.organisation == self.tree.c.above)
        combine = sa.func.max if rule is OverOrganisations.MAX else sa.func.sum
        part = _number(1.0) if rule is OverOrganisations.MAX else self.tree.c.share
        keys = {**{key: figure[key] for key in keys}, "organisation": self.tree.c.above}
        figures = (_as(one, combine(figure[one] * part)) for one in ("value", "lowest"))
        return sa.select(*_named(keys), *figures).where(counts).group_by(*keys.values()).cte(name)

    # --- Everything in one table

    def everything(self) -> Expression:
        tables = [self.table(dimension) for dimension in (None, *self.plan.dimensions)]
        return sa.union_all(*tables) if len(tables) > 1 else tables[0]

    def table(self, dimension: Dimension | None) -> sa.Select[Any]:
        """The figures of all elements: their totals, or those per category of one dimension."""
        asked = {at: one for at, one in enumerate(self.plan.elements) if dimension in (None, *dimensions_of(one))}
        suffix = "" if dimension is None else f"_{self.number(dimension)}"
        rows = [(at, one.id, int(delivered_above(one))) for at, one in asked.items()]
        element = _relation(f"elements{suffix}", {"code": _WHOLE, "name": _TEXT, "above": _WHOLE}, rows).c
        level = self.levels[dimension]
        source: Any = level.join(element.code.table, sa.true())
        apart = self.apart(asked, dimension, suffix)
        if apart is not None:
            keys = [key for key in ("organisation", "period", "category") if key in level.c]
            on = sa.and_(element.code == apart.c.code, *(level.c[key] == apart.c[key] for key in keys))
            source = source.outerjoin(apart, on)

        def each(column: str, figures: Mapping[int, ColumnElement[Any]]) -> sa.Label[Any]:
            """One column, by element."""
            cases = ((element.code == at, figure) for at, figure in figures.items())
            return _as(column, sa.case(*cases) if figures else _number(None))

        category: ColumnElement[Any] = sa.literal("", _TEXT)
        if dimension is not None:
            names = list(enumerate(dimension.categories))
            listed = _relation(f"categories{suffix}", {"code": _WHOLE, "name": _TEXT}, names)
            source = source.join(listed, level.c.category == listed.c.code)
            category = listed.c.name
        counts = {at: self.counts(one) for at, one in asked.items()}
        divided = {at: (above, below) for at, one in asked.items() for above, below in [self.amounts(one)] if below}
        chosen: sa.Select[Any] = sa.select(
            _as("element", element.name),
            _as("organisation", self.organisations.c.name),
            _as("period", self.periods.c.name),
            _as("dimension", sa.literal(dimension.name if dimension is not None else "", _TEXT)),
            _as("category", category),
            each("value", {at: self.value(one, level.c, apart) for at, one in asked.items()}),
            each("numerator", {at: level.c[above.shared] for at, (above, _) in divided.items() if above}),
            each("denominator", {at: level.c[below.shared] for at, (_, below) in divided.items() if below}),
            _as("lowest", _number(None) if apart is None else apart.c.lowest),
            each("facts", {at: level.c[filled.label] for at, (_, filled) in counts.items()}),
            each("empty", {at: level.c[some.own] - level.c[filled.own] for at, (some, filled) in counts.items()}),
        ).select_from(source)
        here = level.c
        chosen = chosen.where(
            here.organisation == self.organisations.c.code, here.period == self.periods.c.code,
        )  # fmt: skip
        own = here[self.everybody.own]
        if dimension is not None:
            total = self.levels[None].c
            chosen = chosen.where(here.organisation == total.organisation, here.period == total.period)
            own = total[self.everybody.own]
        chosen = chosen.where(sa.or_(element.above == 1, own > 0))
        if self.plan.longer:
            units = len(self.plan.units)
            more = {at: self.plan.wanted(one)[units:] for at, one in asked.items()}
            longer = [sa.and_(element.code == at, here.period.in_(some)) for at, some in more.items() if some]
            chosen = chosen.where(sa.or_(here.period < units, *longer))
        return chosen

    def value(self, element: DataElement, level: Any, apart: sa.CTE | None) -> ColumnElement[Any]:
        """The figure of one element, from what was carried up or from its own pass."""
        how = given(element)
        matching, filled = (level[one.label] for one in self.counts(element))
        amounts: list[Any] = [None if one is None else level[one.shared] for one in self.amounts(element)]
        above, below = amounts
        if how.aggregate == "count_distinct" and apart is not None:
            seen = sa.func.coalesce(apart.c.value, _number(0.0))
            return sa.case((sa.and_(matching > 0, filled == 0), _number(None)), else_=seen)
        if apart is not None and above is None:
            last: ColumnElement[Any] = apart.c.value
            return last
        if above is not None and below is not None:
            value = _divided(above, below)
            return value * _number(100.0) if how.aggregate == "ratio" and element.unit == "percent" else value
        value = _number(None) if above is None else _as_double(above)
        return sa.case((matching == 0, _number(0.0)), else_=value) if how.aggregate == "sum" else value

    def apart(self, asked: Mapping[int, DataElement], dimension: Dimension | None, suffix: str) -> sa.CTE | None:
        """Figures that have a pass of their own over the records: distinct counts and last records."""
        found = []
        for at, element in asked.items():
            aggregate = given(element).aggregate
            if aggregate not in ("count_distinct", "last"):
                continue
            own = (self.distinct if aggregate == "count_distinct" else self.last)(f"e{at}{suffix}", element, dimension)
            value = own.c.seen if aggregate == "count_distinct" else own.c.value
            lowest = _number(None) if aggregate == "count_distinct" else own.c.lowest
            found.append(
                sa.select(
                    _as("code", sa.literal_column(str(at))),
                    *(own.c[key] for key in ("organisation", "period", "category") if key in own.c),
                    _as("value", _as_double(value)),
                    _as("lowest", _as_double(lowest)),
                )
            )
        if not found:
            return None
        return (sa.union_all(*found) if len(found) > 1 else found[0]).cte(f"apart{suffix}")

    @cached_property
    def organisations(self) -> sa.CTE:
        return _relation("organisations", {"code": _WHOLE, "name": _TEXT}, list(enumerate(self.plan.organisations)))

    @cached_property
    def periods(self) -> sa.CTE:
        labels = [(at, period.label) for at, period in enumerate(self.plan.periods)]
        return _relation("periods", {"code": _WHOLE, "name": _TEXT}, labels)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
