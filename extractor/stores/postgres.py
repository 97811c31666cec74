"""PostgreSQL: COPY into temporary tables, then one upsert; a geography column with PostGIS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any

from extractor.errors import StoreError
from extractor.installing import install_extra
from extractor.stores.address import Address
from extractor.stores.dialect import Dialect
from extractor.stores.layout import (
    ARTICLES,
    CHILDREN,
    EVENTS,
    Column,
    Table,
    create_tables,
    listed,
)
from extractor.stores.plan import NEW, SEEN, STANDS, Planned, Tally, rejects
from extractor.stores.removal import DELETED
from extractor.stores.rows import EventRows, Values
from extractor.stores.store import Store, as_store_errors

__all__ = ["PostgresStore"]

CONNECT_S = 30
PLAN = "extract_plan"
WRITTEN = ", ".join(f"'{outcome}'" for outcome in (*NEW, "changed"))
STANDING = ", ".join(f"'{outcome}'" for outcome in STANDS)
FILLED = (ARTICLES, EVENTS, *CHILDREN)
# Two numbers for an advisory lock, unlikely to be in use: "extract", and the schema's own.
LOCK = "734126911, hashtext(current_schema())"
EXTENSION = "postgis"
# {0} is the schema of PostGIS, which need not be in the search path.
GEOGRAPHY = (
    "ALTER TABLE events ADD COLUMN geog {0}.geography(Point, 4326) GENERATED ALWAYS AS "
    "({0}.ST_SetSRID({0}.ST_MakePoint(longitude, latitude), 4326)::{0}.geography) STORED",
    "CREATE INDEX events_geog ON events USING gist (geog)",
)


class PostgresStore(Store):
    """A PostgreSQL database: the tables are in the first schema of its search path."""

    # Ids are compared byte by byte, which is correct for them and much faster than by language.
    dialect = Dialect(
        {
            "text": "text",
            "key": 'text COLLATE "C"',
            "integer": "integer",
            "bigint": "bigint",
            "real": "double precision",
            "date": "date",
            "time": "timestamptz",
            "json": "jsonb",
        },
        seconds="extract(epoch FROM {})",
        temporary="pg_temp",
    )
    mark = "%s"

    def __init__(self, address: Address, *, wait: float, note: Callable[[str], object]) -> None:
        super().__init__(address, wait=wait, note=note)
        try:
            import psycopg
        except ImportError as missing:
            raise StoreError(
                f"PostgreSQL needs {missing.name}: {install_extra('postgres')}"
            ) from None
        self._psycopg = psycopg
        self._sent = 0  # events of the file; also the number of the next one
        try:
            given = psycopg.conninfo.conninfo_to_dict(address.place)
        except psycopg.ProgrammingError:  # its message repeats the address
            raise StoreError(
                f"{address.shown}: is no address of PostgreSQL; write postgresql://user@host:5432/"
                "database, with other letters than those of a URL as %20"
            ) from None
        options = {"connect_timeout": CONNECT_S, "application_name": "extract load"}
        named: dict[str, Any] = {**options, **given, "client_encoding": "utf8"}
        with self.errors():
            self._connection = psycopg.connect(psycopg.conninfo.make_conninfo("", **named))

    def errors(self) -> AbstractContextManager[None]:
        return as_store_errors(self.address, self._psycopg.Error)

    def begin(self, *, migrate: bool = False) -> bool:
        with self.errors():
            # Nothing is shared until the file is read; only making tables needs the lock.
            milliseconds = max(1, int(self.wait * 1000))
            self._run(f"SET LOCAL lock_timeout = {milliseconds}")
            if self._run("SELECT current_schema()") == [(None,)]:
                raise StoreError(f"{self.address.shown}: no schema of its search path exists")
            if "extract_layout" not in self._names() or migrate:
                self._only_loader()
            forward = self._lay_out(migrate=migrate)
            if migrate or self._unindexed:
                forward |= self._add_geography()
            return forward

    def commit(self) -> None:
        with self.errors():
            self._connection.commit()

    def rollback(self) -> None:
        with self.errors():
            self._connection.rollback()

    def close(self) -> None:
        with suppress(self._psycopg.Error):
            self._connection.close()  # the server rolls back what is not committed

    def write(self, batch: Sequence[EventRows]) -> None:
        """Send some events into the temporary tables."""
        numbered = list(enumerate(batch, self._sent))
        self._sent += len(batch)
        with self.errors():
            self._copy(ARTICLES, [(n, *row) for n, r in numbered for row in r.articles])
            self._copy(EVENTS, [(n, *r.event, r.line) for n, r in numbered])
            for at, child in enumerate(CHILDREN):
                self._copy(child, [(n, *row) for n, r in numbered for row in r.children[at]])

    def finish(self) -> Tally:
        """Compare the whole file with the tables and write what is new or changed."""
        with self.errors():
            self._alone()
            self._number_load()
            self._run(f"ANALYZE {_stage(EVENTS)}")
            query = self._plan(_stage(EVENTS))
            self._run(f"CREATE TEMP TABLE {PLAN} ON COMMIT DROP AS {query}")
            counts = self._run(
                f"SELECT outcome, count(*), coalesce(sum(fatalities), 0) FROM {PLAN} GROUP BY 1"
            )
            for outcome, events, killed in counts:
                self.tally.add(outcome, int(events), int(killed))
            ((staged,),) = self._run(f"SELECT count(*) FROM {_stage(EVENTS)}")
            if staged != self.tally.total():
                raise StoreError(f"{self.address.shown}: an event stands there more than once")
            self._tell()
            self._run(
                f"INSERT INTO {SEEN} SELECT p.id, p.line, 0, "
                "CASE WHEN p.outcome = 'same' THEN p.target ELSE p.id END "
                f"FROM {PLAN} p WHERE p.outcome IN ({STANDING})"
            )
            if self.tally.count("loaded") or self.tally.count("updated"):
                self._apply()
        return super().finish()

    def _tell(self) -> None:
        wrong = [outcome for outcome in self.tally.events if rejects(outcome)]
        if not wrong:
            return
        rows = self._run(
            f"SELECT {listed(Planned._fields)} "
            f"FROM {PLAN} WHERE outcome = ANY(%s) ORDER BY number LIMIT 20",
            (wrong,),
        )
        for row in rows:
            step = Planned(*row)
            if step.outcome == "present":
                raise self.refused(step.id, step.line)
            self.tally.tell(step)

    def _apply(self) -> None:
        if self.tally.count("updated"):
            targets = f"SELECT target FROM {PLAN} WHERE outcome = 'changed'"
            for child in CHILDREN:
                self._run(f"DELETE FROM {child.name} WHERE event_id IN ({targets})")
            # A record for an ACLED row, or the reverse: the same event with a new id.
            self._run(
                f"UPDATE events SET id = p.id FROM {PLAN} p "
                "WHERE p.outcome = 'changed' AND events.id = p.target AND p.id <> p.target"
            )
        taken = f"JOIN {PLAN} p ON p.number = s.number AND p.outcome IN ({WRITTEN})"
        self._run(
            f"INSERT INTO articles ({listed(ARTICLES.names)}) "
            f"SELECT DISTINCT ON (s.id) {_of_stage(ARTICLES.columns)} FROM {_stage(ARTICLES)} s "
            f"{taken} ORDER BY s.id, s.number DESC "
            f"ON CONFLICT (id) DO UPDATE SET {_excluded(ARTICLES.names[1:])}"
        )
        columns = EVENTS.columns[:-1]
        self._run(
            f"INSERT INTO events ({listed(EVENTS.names)}) "
            f"SELECT {_of_stage(columns)}, {self.load_id} FROM {_stage(EVENTS)} s {taken} "
            f"ON CONFLICT (id) DO UPDATE SET {_excluded(EVENTS.names[1:])}"
        )
        for child in CHILDREN:
            self._run(
                f"INSERT INTO {child.name} ({listed(child.names)}) "
                f"SELECT {_of_stage(child.columns)} FROM {_stage(child)} s {taken}"
            )

    def _prepare(self) -> None:
        self._sent = 0
        for filled in FILLED:
            columns = ", ".join(
                f'"{column.name}" {self.dialect.types[column.kind]}'
                for column in filled.columns
                if column.name != "load_id"
            )
            name = _stage(filled)
            self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
            line = ", line bigint" if filled is EVENTS else ""
            self._run(f"CREATE TEMP TABLE {name} (number bigint, {columns}{line}) ON COMMIT DROP")
        self._run(f"DROP TABLE IF EXISTS pg_temp.{PLAN}, pg_temp.{SEEN}")
        self._run(
            f'CREATE TEMP TABLE {SEEN} (id text COLLATE "C", line bigint, content_hash bigint, '
            'stored text COLLATE "C") ON COMMIT DROP'
        )

    def _list(self, rows: Sequence[Values]) -> None:
        self._run(f"DROP TABLE IF EXISTS pg_temp.{DELETED}")
        self._run(
            f'CREATE TEMP TABLE {DELETED} (line bigint, id text COLLATE "C", deleted bigint) '
            "ON COMMIT DROP"
        )
        self._send(DELETED, rows)

    def _copy(self, into: Table, rows: Sequence[Values]) -> None:
        self._send(_stage(into), rows)

    def _send(self, into: str, rows: Sequence[Values]) -> None:
        if not rows:
            return
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        # Without values psycopg does not interpret a % in the text.
        done = self._connection.execute(statement, values or None)
        return done.fetchall() if done.description else []

    def _names(self) -> set[str]:
        found = self._run(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        )
        return {row[0] for row in found}

    def _tables(self) -> list[str]:
        return create_tables(self.dialect)

    def _alone(self) -> None:
        self._only_loader()
        # Others may go on reading; programs that write without our lock wait, too.
        self._locked("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE")

    def _only_loader(self) -> None:
        """Keep other loaders out until the transaction ends."""
        if self._run(f"SELECT pg_try_advisory_xact_lock({LOCK})") == [(True,)]:
            return
        self.note(
            f"another load into {self.address.shown} is under way; waiting up to {self.wait:g} s"
        )
        self._locked(f"SELECT pg_advisory_xact_lock({LOCK})")

    def _locked(self, statement: str) -> None:
        try:
            self._run(statement)
        except self._psycopg.errors.LockNotAvailable:
            raise StoreError(
                f"{self.address.shown}: another program has kept it in use for {self.wait:g} s; "
                "load again when it is done, or wait longer with --wait"
            ) from None

    def _add_geography(self) -> bool:
        """Add the geography column and its index, if the extension is there and they are
        missing."""
        there = self._run(
            "SELECT quote_ident(n.nspname) FROM pg_extension e "
            "JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = %s",
            (EXTENSION,),
        )
        if not there or "events_geog" in self._names():
            return False
        for statement in GEOGRAPHY:
            self._run(statement.format(there[0][0]))
        return True


def _stage(of: Table) -> str:
    return f"extract_stage_{of.name}"


def _of_stage(columns: Sequence[Column]) -> str:
    return ", ".join(f's."{column.name}"' for column in columns)


def _excluded(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}" = excluded."{name}"' for name in names)
