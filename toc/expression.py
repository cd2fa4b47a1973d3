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
from toc.plan import NO_CATEGORY, OUTSIDE, Dimension, Plan, delivered_above, dimensions_of, given
from toc.records import Condition, FromRecords, columns_of

Expression = sa.Select[Any] | sa.CompoundSelect[Any]


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
        undeclared = [sa.case((self.category(one) == NO_CATEGORY, 1), else_=0) for one in self.plan.dimensions]
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
        text = _AsText(self.records[dimension.column])
        return sa.case((text.in_(dimension.categories), text), else_=sa.literal(NO_CATEGORY, _TEXT))

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
        categories = [_as(f"c{at}", self.category(one)) for at, one in enumerate(self.plan.dimensions)]
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

    def category_of(self, dimension: Dimension | None, found: Any) -> ColumnElement[Any]:
        if dimension is None:
            return sa.literal_column("''", _TEXT)
        column: ColumnElement[Any] = found.c[f"c{self.number(dimension)}"]
        return column

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
            category = self.category_of(dimension, self.parts)
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
            keys = [_as("organisation", self.tree.c.above), _as("period", period), _as("category", category)]
            chosen = sa.select(*keys, *figures).select_from(source)
            group = [self.tree.c.above, period]
            if dimension is not None:
                chosen = chosen.where(category != NO_CATEGORY)
                group.append(category)
            found[dimension] = chosen.group_by(*group).cte(f"level{len(found)}")
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
        listed = sa.select(found.c.organisation, _as("period", found.c.unit), _as("category", category), found.c.seen)
        listed = listed.where(found.c.seen.is_not(None))
        if dimension is not None:
            listed = listed.where(category != NO_CATEGORY)
        list_ = listed.distinct().cte(f"{name}_seen")
        if how.also_over:
            inside = sa.and_(list_.c.period == self.spans.c.unit, self.spans.c.period.in_(self.plan.wanted(element)))
            wider = sa.select(list_.c.organisation, self.spans.c.period, list_.c.category, list_.c.seen)
            list_ = wider.join_from(list_, self.spans, inside).distinct().cte(f"{name}_wider")
        counted = []
        deepest = max(self.plan.depths.values(), default=0)
        with_records = {organisation for _, organisation in self.plan.spellings}
        for depth in range(deepest, -1, -1):
            keys = list_.c.organisation, list_.c.period, list_.c.category
            count = sa.select(*keys, _as("seen", sa.func.count())).group_by(*keys)
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
        moved = sa.select(_as("organisation", _code(step.c.above)), list_.c.period, list_.c.category, list_.c.seen)
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
        keys = [found.c.organisation, _as("period", period), _as("category", category)]
        order = sa.func.rank().over(partition_by=list(keys), order_by=found.c.moment.desc())
        ranked = sa.select(*keys, found.c.value, _as("place", order)).select_from(source)
        ranked = ranked.where(found.c.value.is_not(None), found.c.moment.is_not(None))
        if dimension is not None:
            ranked = ranked.where(category != NO_CATEGORY)
        row = ranked.subquery("ranked").c
        group = row.organisation, row.period, row.category
        latest = sa.select(*group, _as("value", sa.func.max(row.value)), _as("lowest", sa.func.min(row.value)))
        figure = latest.where(row.place == 1).group_by(*group).cte(f"{name}_latest").c
        rule = element.over_organisations
        counts = self.counts_for(figure.organisation, figure.period)
        if rule is OverOrganisations.NONE:
            counts = sa.and_(counts, self.tree.c.organisation == self.tree.c.above)
        combine = sa.func.max if rule is OverOrganisations.MAX else sa.func.sum
        part = _number(1.0) if rule is OverOrganisations.MAX else self.tree.c.share
        group = self.tree.c.above, figure.period, figure.category
        return (
            sa.select(
                _as("organisation", self.tree.c.above),
                figure.period,
                figure.category,
                _as("value", combine(figure.value * part)),
                _as("lowest", combine(figure.lowest * part)),
            )
            .where(counts)
            .group_by(*group)
            .cte(name)
        )

    # --- Everything in one table

    def everything(self) -> Expression:
        picks = [
            self.pick(f"e{at}" if dimension is None else f"e{at}_{self.number(dimension)}", element, dimension)
            for at, element in enumerate(self.plan.elements)
            for dimension in (None, *dimensions_of(element))
        ]
        return sa.union_all(*picks) if len(picks) > 1 else picks[0]

    def pick(self, name: str, element: DataElement, dimension: Dimension | None) -> sa.Select[Any]:
        """The figures of one data element: its totals, or those per category of one dimension."""
        how, level = given(element), self.levels[dimension]
        counts = self.counts(element)
        matching, filled = (level.c[one.label] for one in counts)
        above, below = (None if one is None else level.c[one.shared] for one in self.amounts(element))
        source: Any = level.join(self.organisations, level.c.organisation == self.organisations.c.code)
        source = source.join(self.periods, level.c.period == self.periods.c.code)
        value, lowest = _number(None), _number(None)
        if how.aggregate in ("count_distinct", "last"):
            other = (self.distinct if how.aggregate == "count_distinct" else self.last)(name, element, dimension)
            keys = ("organisation", "period", "category")
            source = source.outerjoin(other, sa.and_(*(level.c[key] == other.c[key] for key in keys)))
            if how.aggregate == "last":
                value, lowest = _as_double(other.c.value), _as_double(other.c.lowest)
            else:
                seen = _as_double(sa.func.coalesce(other.c.seen, 0))
                value = sa.case((sa.and_(matching > 0, filled == 0), _number(None)), else_=seen)
        elif above is not None and below is not None:
            value = _divided(above, below)
            if how.aggregate == "ratio" and element.unit == "percent":
                value = value * _number(100.0)
        elif above is not None:
            value = _as_double(above)
            if how.aggregate == "sum":
                value = sa.case((matching == 0, _number(0.0)), else_=value)
        fraction = (above, below) if above is not None and below is not None else (sa.null(), sa.null())
        chosen: sa.Select[Any] = sa.select(
            _as("element", sa.literal(element.id, _TEXT)),
            _as("organisation", self.organisations.c.name),
            _as("period", self.periods.c.name),
            _as("dimension", sa.literal(dimension.name if dimension is not None else "", _TEXT)),
            level.c.category,
            _as("value", value),
            _as("numerator", _as_double(fraction[0])),
            _as("denominator", _as_double(fraction[1])),
            _as("lowest", lowest),
            _as("facts", filled),
            _as("empty", level.c[counts[0].own] - level.c[counts[1].own]),
        ).select_from(source)
        if not delivered_above(element):
            total = self.levels[None].c
            if dimension is not None:
                chosen = chosen.where(level.c.organisation == total.organisation, level.c.period == total.period)
            chosen = chosen.where(total[self.everybody.own] > 0)
        if self.plan.longer:
            chosen = chosen.where(level.c.period.in_(self.plan.wanted(element)))
        return chosen

    @cached_property
    def organisations(self) -> sa.CTE:
        return _relation("organisations", {"code": _WHOLE, "name": _TEXT}, list(enumerate(self.plan.organisations)))

    @cached_property
    def periods(self) -> sa.CTE:
        labels = [(at, period.label) for at, period in enumerate(self.plan.periods)]
        return _relation("periods", {"code": _WHOLE, "name": _TEXT}, labels)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
