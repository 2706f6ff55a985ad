"""What databases say otherwise: each module named here says it of one, in the same words.

Statements are SQLAlchemy's wherever that will do. Here stands what it has no words for, or what is several times as
quick in a database's own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import BigInteger, Boolean, ColumnElement, Connection, Dialect, Integer, Table, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from fogline.store import postgres_rows, sqlite_rows
from fogline.store.speech import Speech


def of(connection: Connection) -> Speech:
    """What the database behind *connection* speaks."""
    return postgres_rows if connection.dialect.name == "postgresql" else sqlite_rows


def insert_rows(connection: Connection, table: Table, rows: Collection[Sequence[object]]) -> None:
    """See :class:`~fogline.store.speech.Speech`."""
    of(connection).insert_rows(connection, table, rows)


def insert_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """See :meth:`Speech.insert_named`."""
    of(connection).insert_named(connection, table, rows)


def among(column: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """Whether *column* is one of *values* (text or numbers), however many: they go in one parameter.

    One statement then serves all numbers of values.
    """
    given = sorted(set(values))  # type: ignore[type-var]
    return _Among(column, literal(given, _Values(numbers=isinstance(column.type, Integer))))


class _Values(TypeDecorator[Any]):
    """Many values in one parameter: an array, or as JSON where a database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, *, numbers: bool) -> None:
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import ARRAY  # with its drivers, a twentieth of what a build loads

        return dialect.type_descriptor(ARRAY(BigInteger() if self.numbers else Text()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    """A column, and the values that it may have."""

    type = Boolean()
    inherit_cache = True
    name = "among"

    def self_group(self, against: OperatorType | None = None) -> Self:
        """As it is: ``… IN (…) = 1``, which SQLAlchemy would make of a function, uses no index."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    """SQLite's (https://www.sqlite.org/json1.html#jeach)."""
    column, values = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    """PostgreSQL's (https://www.postgresql.org/docs/current/functions-comparisons.html#FUNCTIONS-COMPARISONS-ANY-SOME)."""
    column, values = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY ({values})"
