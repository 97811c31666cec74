"""Opens the folders of languages, checks their tables, and reports what is missing.

A fault raises one :class:`LanguageError` with the file and the line.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import LanguageError
from extractor.languages.forms import ABOUT, TABLES, Column, Table

if TYPE_CHECKING:
    from importlib.abc import Traversable


ABOUT_FILE = "language"
CODE_LENGTHS = (2, 3)
LETTERS = frozenset(string.ascii_lowercase)
LAST = 1_000_000  # sorts a language without an order after all others


class Row(NamedTuple):
    """A line of a table: its cells, one for each column ("" where it is left out), and its line
    number."""

    cells: tuple[str, ...]
    line: int


_extra_roots: list[Path] = []


@lru_cache(maxsize=1)
def _folders() -> dict[str, Traversable]:
    """Returns the folder of each language, by its code. Raises ``LanguageError`` for a folder whose
    name is no language code."""
    found: dict[str, Traversable] = {}
    for root in (files("extractor.languages"), *_extra_roots):
        for folder in root.iterdir():
            if folder.is_dir() and not folder.name.startswith(("_", ".")):
                if len(folder.name) not in CODE_LENGTHS or not set(folder.name) <= LETTERS:
                    raise LanguageError(
                        "a language's folder is named by its ISO 639 code, two or three small"
                        " letters",
                        where=str(folder),
                    )
                found[folder.name] = folder
    return found


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Returns the codes of all languages, sorted by their order, then by code."""
    folders = _folders()
    return tuple(sorted(folders, key=lambda code: (int(about(code, "order") or LAST), code)))


@lru_cache(maxsize=256)
def _tables(language: str) -> frozenset[str]:
    """Returns the names of the tables in a language's folder. Raises ``LanguageError`` for an
    unknown one."""
    folder = _folders().get(language)
    found = set()
    for file in folder.iterdir() if folder else ():
        name, dot, ending = file.name.rpartition(".")
        if file.name.startswith((".", "_")):
            continue
        if dot + ending != ".tsv" or name not in {*TABLES, ABOUT_FILE}:
            near = get_close_matches(name or file.name, TABLES, 1, cutoff=0.7)
            hint = f"; is it {near[0]}.tsv?" if near else f": {', '.join(TABLES)}"
            raise LanguageError(f"no table has this name{hint}", where=str(file))
        found.add(name)
    return frozenset(found)


@lru_cache(maxsize=256)
def having(*tables: str) -> tuple[str, ...]:
    """Returns the languages that have all of these tables, in their order."""
    return tuple(code for code in codes() if _tables(code).issuperset(tables))


def lacking(language: str) -> tuple[str, ...]:
    """Returns the tables that a language does not have."""
    return tuple(table for table in TABLES if table not in _tables(language))


@lru_cache(maxsize=4096)
def rows(table: str, language: str) -> tuple[Row, ...]:
    """Returns the lines of a language's table in the file's order; none where the table or the
    language does not exist. Raises ``LanguageError`` for a malformed line."""
    form = TABLES[table]
    return tuple(
        Row(_cells(cells, form, table, language, number), number)
        for number, cells in _lines(table, language)
    )


def words_of(table: str, kind: str, language: str | None = None) -> dict[str, str]:
    """Returns the words of a kind, in one language or in all, each with its value ("" where the
    table has none). The table's columns must be kind, value (if any) and words."""
    spoken = having(table) if language is None else (language,)
    return {
        word: value
        for one in spoken
        for (its_kind, *values, words), _ in rows(table, one)
        if its_kind == kind
        for value in values or [""]
        for word in words.split("|")
    }


def every_word(table: str) -> list[str]:
    """Returns the words of a table with a single column, of all languages in their order."""
    return [
        word
        for code in having(table)
        for (words,), _ in rows(table, code)
        for word in words.split("|")
    ]


@lru_cache(maxsize=4096)
def about(language: str, key: str) -> str:
    """Returns the value of a key in ``language.tsv``; "" where it has none."""
    assert key in ABOUT
    return _about(language).get(key, "")


@lru_cache(maxsize=256)
def _about(language: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for number, cells in _lines(ABOUT_FILE, language):
        key, value = cells if len(cells) == 2 else ("", "")
        if key not in ABOUT:
            raise fault(ABOUT_FILE, language, number, f"a key ({', '.join(ABOUT)}) and its value")
        _check(ABOUT[key], value, ABOUT_FILE, language, number)
        if key in said:
            raise fault(ABOUT_FILE, language, number, f"“{key}” stands twice")
        said[key] = value
    return said


def fault(table: str, language: str, line: int, message: str) -> LanguageError:
    """Returns the error for a line of a table."""
    folder = _folders()[language]
    return LanguageError(message, where=f"{folder / f'{table}.tsv'}:{line}")


def check() -> None:
    """Reads every table of every language. Raises ``LanguageError`` at the first fault."""
    for language in codes():
        for table in sorted(_tables(language) - {ABOUT_FILE}):
            rows(table, language)


@contextmanager
def reading_from(folder: Path) -> Iterator[None]:
    """Adds the languages in ``folder``, one subfolder each, within a ``with`` block; a language
    that already exists is read from there instead. For one thread only: cached answers from other
    tables are dropped."""
    if not folder.is_dir():
        raise LanguageError("no folder of languages", where=str(folder))
    _extra_roots.append(folder)
    _forget()
    try:
        check()
        yield
    finally:
        _extra_roots.remove(folder)
        _forget()


def _forget() -> None:
    """Clears all caches of this package, since any cached answer may come from a table."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "extractor":
            for value in list(vars(module).values()):
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()


def _lines(table: str, language: str) -> Iterator[tuple[int, list[str]]]:
    """Returns the lines of a file with their numbers, without comments and empty lines."""
    if table not in _tables(language):
        return
    file = _folders()[language] / f"{table}.tsv"
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows may add a byte order mark
    except UnicodeDecodeError as error:
        raise LanguageError(f"not UTF-8: {error.reason}", where=str(file)) from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r").split("\t")


def _cells(cells: list[str], form: Table, table: str, language: str, line: int) -> tuple[str, ...]:
    columns = form.columns
    least = sum(not column.optional for column in columns)
    if not least <= len(cells) <= len(columns):
        names = ", ".join(column.name for column in columns)
        wanted = f"{len(cells)} cells where there should be: {names} ({form.purpose})"
        raise fault(table, language, line, wanted)
    cells = cells + [""] * (len(columns) - len(cells))
    for column, cell in zip(columns, cells, strict=True):
        _check(column, cell, table, language, line)
    return tuple(cells)


def _check(column: Column, cell: str, table: str, language: str, line: int) -> None:
    if column.fits(cell):
        return
    if not cell:
        raise fault(table, language, line, f"no {column.name}")
    wanted = f"; it fits {column.pattern}" if column.pattern != ".+" else ""
    raise fault(table, language, line, f"“{cell}” is no {column.name}{wanted}")
