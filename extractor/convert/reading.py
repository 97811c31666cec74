"""Reads files of event records, ACLED or UCDP rows as a stream of records with their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

from pydantic import ValidationError

from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.convert.lost_values import LostValues
from extractor.convert.older_types import OlderTypesRead
from extractor.convert.own_columns import UnreadColumns
from extractor.errors import RecordError, TableError
from extractor.records import EventRecord
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.deaths import deaths_in_row
from extractor.records.kinds import (
    UCDP_COLUMNS,
    RecordKind,
    column_twice,
    fitting,
    kind_of_columns,
    unknown_kind,
)
from extractor.records.problems import first_problem
from extractor.records.settled_days import DaysOfFile, settled
from extractor.tables import TableOptions, open_table
from extractor.tables.opening import for_file
from extractor.tables.options import USUAL

if TYPE_CHECKING:
    from extractor.tables import Table

__all__ = ["KINDS", "Found", "Kind", "read_records"]

Kind = Literal["events", "acled", "ucdp"]
KIND_NAMES: dict[RecordKind, Kind] = {
    RecordKind.EVENT: "events",
    RecordKind.ACLED: "acled",
    RecordKind.UCDP: "ucdp",
}
KIND_OF_NAME = {name: kind for kind, name in KIND_NAMES.items()}
COLUMNS = {"acled": frozenset(ACLED_COLUMNS), "ucdp": frozenset(UCDP_COLUMNS)}
KINDS: tuple[Kind, ...] = ("events", "acled", "ucdp")


class Found(NamedTuple):
    """A record, or the error of a row; ``where`` is its file and line. ``killed`` are the deaths of
    a faulty row, if readable."""

    where: str
    record: EventRecord | None
    error: str | None = None
    killed: int | None = None


def read_records(
    paths: Sequence[str],
    *,
    kind: Kind | None = None,
    stdin: BinaryIO | None = None,
    tables: TableOptions = USUAL,
    made: type[EventRecord] | None = None,
) -> Iterator[Found]:
    """Every row of the files as a record, in order.

    ``made`` is the class of event records if they may have extra fields. The kind of rows is found
    from the columns unless ``kind`` is given; ``tables`` says how files are read and receives
    notes. A faulty row is returned with its error, and reading goes on; an unreadable file raises
    :class:`TableError`.
    """
    wanted = KIND_OF_NAME[kind] if kind else None
    tables = replace(tables, fits=fitting(wanted))
    for path in paths:
        with open_table(path, for_file(tables, path, paths), stdin=stdin) as table:
            if table.empty:  # of an API, whose answer may contain an error
                list(table.rows())
            else:
                yield from _records(table, kind, made)


def _records(table: Table, kind: Kind | None, made: type[EventRecord] | None) -> Iterator[Found]:
    kind = kind or _kind(table)
    if kind != "events" and (twice := column_twice(table.columns, COLUMNS[kind])):
        raise table.error(twice, table.header_line)
    make, rows_are = MAKERS[kind], KIND_OF_NAME[kind]
    if made and kind == "events":
        make = partial(_event, made=made)
    days, types = DaysOfFile(rows_are, date.today()), OlderTypesRead()
    lost, unread = LostValues(table.columns), UnreadColumns()
    if kind == "acled":
        make = partial(record_of_acled, types=types, unread=unread)
    faults: list[TableError] = []
    for row in table.rows(
        faults=faults.append, through=lambda batches: settled(batches, table, days)
    ):
        for fault in faults:
            yield Found(_place(table, fault), None, fault.reason)
        faults.clear()
        where = table.where(row.key)
        try:
            record = make(row.values)
        except RecordError as error:
            yield Found(where, None, str(error), deaths_in_row(rows_are, row.values))
            continue
        if kind != "events":
            lost.see(row.key, row.values)
        yield Found(where, record)
    for fault in faults:
        yield Found(_place(table, fault), None, fault.reason)
    types.tell(table)
    lost.tell(table)
    unread.tell(table)


def _place(table: Table, fault: TableError) -> str:
    where = fault.where or table.name
    return where if fault.line is None else f"{where}:{fault.line}"


def _kind(table: Table) -> Kind:
    found = kind_of_columns(table.columns)
    if found is not None:
        return KIND_NAMES[found]
    if table.first_fault:
        raise table.first_fault
    raise TableError(
        unknown_kind(table.columns) + table.other_sheets,
        where=table.name,
    )


def _event(values: Mapping[str, Any], made: type[EventRecord] = EventRecord) -> EventRecord:
    try:
        return made.model_validate(values)
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid)) from None


MAKERS: dict[Kind, Callable[[Mapping[str, Any]], EventRecord]] = {
    "events": _event,
    "acled": record_of_acled,
    "ucdp": record_of_ucdp,
}
