"""Turns rows and JSON objects into articles: finds the columns and checks their cells."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from extractor.codebook.formula_errors import is_formula_error, without_value
from extractor.errors import ArticleError
from extractor.sources.bodies import body_of, without_markup
from extractor.sources.dates import published_of
from extractor.sources.dumps import dump_of
from extractor.sources.nested import without_nesting
from extractor.sources.records_given import refuse_records
from extractor.sources.text_columns import (
    TEXT_NAMES,
    other_texts,
    text_column,
    text_key,
    text_where_blank,
)
from extractor.tables.envelopes import lines_of, list_within
from extractor.tables.json_faults import kind_of
from extractor.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

__all__ = ["USUAL", "Columns", "article_of"]

DATE_NAMES = frozenset(  # in lower case, without underscores and spaces
    {
        *("date", "day", "pubdate", "publishdate", "publishedat", "publisheddate", "publishedon"),
        *("datepublished", "publicationdate", "webpublicationdate", "articledate", "datetime"),
        *("created", "createdat", "createdutc", "posted", "postedat", "dateposted", "seendate"),
        *("time", "timestamp", "pubtime", "publishtime", "publicationtime", "publisheddatetime"),
        *("firstpublished", "releasedate", "fecha", "fechapublicacion", "datum", "tarih", "дата"),
        *("تاريخ", "التاريخ", "تاریخ", "日期"),
    }
)
PARTING = str.maketrans("_-", "  ")
MOST_NAMED = 30  # columns that a message lists


@dataclass(frozen=True)
class Columns:
    """Names of the columns (in JSON, the keys) that hold the parts of an article.

    ``None`` stands for the part's own name (``text``, ``id``, ``title``, ``published``,
    ``publisher``, ``url``), in tables regardless of case. If ``text`` is not named either, a single
    column called text, body, content or article is taken.
    """

    text: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def any_named(self) -> bool:
        """Return whether any column was named."""
        return any(getattr(self, part.name) is not None for part in fields(self))

    def in_table(
        self, columns: Sequence[str], *, where: str, note: Callable[[str], None] = lambda _: None
    ) -> Columns:
        """Return the same columns with every name as this table spells it; missing parts are
        ``None``.

        Raises :class:`ArticleError` if a named column is missing or the text's column is not clear.
        ``note`` is called if an unnamed column is likely the day of publication.
        """
        named = self.of_program(columns, lambda remark: note(f"{where}: {remark}"))
        found = {
            part.name: _in_table(getattr(named, part.name), part.name, columns, where)
            for part in fields(self)
            if part.name != "text"
        }
        text = _in_table(named.text, None, columns, where) or _text_column(
            columns, where, lambda remark: note(f"{where}: {remark}")
        )
        if found["published"] is None:
            _tell_likely_day(columns, lambda remark: note(f"{where}: {remark}"))
        return Columns(text=text, **found)

    def after(self, renamed: Mapping[str, str]) -> Columns:
        """Return the same columns after the table has renamed some of its columns."""
        named = {part.name: getattr(self, part.name) for part in fields(self)}
        return Columns(**{part: renamed.get(name, name) for part, name in named.items()})

    def of_program(self, keys: Collection[str], remark: Callable[[str], None]) -> Columns:
        """Return the same columns, with names for unnamed parts if a well-known program writes
        articles with these keys. ``remark`` is called if so."""
        dump = dump_of(keys)
        if dump is None:
            return self
        theirs = {
            part: key for part, key in dump.within(keys).items() if getattr(self, part) is None
        }
        if not theirs:
            return self
        listed = ", ".join(f"{part} from `{key}`" for part, key in theirs.items())
        remark(f"read as {dump.program} writes it: {listed}")
        return replace(self, **theirs)

    def fit(self, columns: Sequence[str]) -> list[str] | None:
        """Return a table's column names in lower case, or ``None`` if it cannot hold articles.

        Used as ``TableOptions.fits``, to find the sheets of a workbook that hold articles.
        """
        try:
            self.in_table(columns, where="")
        except ArticleError:
            return None
        return [name.lower() for name in columns]


USUAL = Columns()
"""No column named: every part is under its own name."""


def article_of(
    entry: object,
    columns: Columns = USUAL,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    thing: str = "JSON object",
    remark: Callable[[str], None] = lambda _: None,
    text_told: bool = False,
) -> Article:
    """Return the article of one row or parsed JSON object; errors call it ``thing``.

    ``columns`` are those of :meth:`Columns.in_table`, or for JSON as given. ``published`` and
    ``publisher`` are used if the row has none; other keys go to ``Article.extra``. ``remark`` is
    called if the text is not taken unchanged (HTML, a list of paragraphs), and, unless the user
    named the text's column (``text_told``), if there is another text beside it. Raises
    :class:`ArticleError` if a part has an invalid value.
    """
    if not isinstance(entry, dict):
        raise ArticleError(f"not a JSON object but {kind_of(entry)}", where=where)
    if thing != "row":  # for a table the columns are already known
        columns = columns.of_program(entry, remark)
        if columns.text is None:
            entry = without_nesting(entry, remark)
    text_told = text_told or (thing != "row" and columns.text is not None)
    text_name = columns.text or text_key(entry, remark)
    if not text_told:
        text_name = text_where_blank(entry, text_name, remark)
        other_texts(entry, text_name, remark)
    if entry.get(text_name) is None:
        named = columns.text or text_name in entry or not entry
        if not named:
            refuse_records(entry, where)
        advice = "" if named else f"; --text-column names another (there are: {_listed(entry)})"
        if not named and (path := list_within(entry)):
            advice = f"; its articles may be {lines_of(path)}"
        raise ArticleError(f"no `{text_name}` in the {thing}{advice}", where=where)
    if is_formula_error(entry[text_name]):
        raise ArticleError(without_value(text_name, str(entry[text_name]).strip()), where=where)
    entry = _without_errors(entry, columns.published or "published", remark)
    body = body_of(entry[text_name], text_name, where=where, remark=remark)
    names = {
        part.name: getattr(columns, part.name) or part.name
        for part in fields(columns)
        if part.name != "text"
    }
    if columns.published is None and "published" not in entry and thing != "row":
        _tell_likely_day(entry, remark)
    day = published_of(_plain(entry, names["published"], where), where=where)
    taken = {text_name, *names.values()}
    title = without_markup(entry.get(names["title"]))
    try:
        return Article(
            text=body.text,
            id=_string(entry, names["id"], where, number=True),
            title=_string({names["title"]: title}, names["title"], where) or body.title,
            published=day or body.published or published,
            publisher=_string(entry, names["publisher"], where) or body.publisher or publisher,
            url=_string(entry, names["url"], where) or body.url,
            extra={key: value for key, value in entry.items() if key not in taken},
        )
    except ArticleError as error:  # adds the line; the error only names the article's id
        raise ArticleError(_without_where(error), where=where) from None


def _without_errors(
    entry: dict[str, Any], day: str, remark: Callable[[str], None]
) -> dict[str, Any]:
    """Return the row without spreadsheet errors as title or publisher. An error as the day is kept,
    and refused later."""
    failed = [key for key, value in entry.items() if key != day and is_formula_error(value)]
    for key in failed:
        remark(f"`{key}` is the error of a formula (as {entry[key]!r}) and read as blank")
    return {**entry, **dict.fromkeys(failed)} if failed else entry


def _tell_likely_day(names: Iterable[str], remark: Callable[[str], None]) -> None:
    plain = ((name, "".join(name.lower().translate(PARTING).split())) for name in names)
    likely = next((name for name, folded in plain if folded in DATE_NAMES), None)
    if likely is not None:
        remark(
            "no column is taken for the day of publication; "
            f"--published-column {likely} would take this one"
        )


def _in_table(
    named: str | None, usual: str | None, columns: Sequence[str], where: str
) -> str | None:
    """Return a part's column as this table spells it; ``None`` if it was not named and is
    missing."""
    if named is not None:
        same = [name for name in columns if name == named]
        alike = [name for name in columns if name.lower() == named.lower()]
        if same or len(alike) == 1:
            return (same or alike)[0]
        raise ArticleError(f"no column {named!r}; there are: {_listed(columns)}", where=where)
    if usual is None:
        return None
    return next((name for name in columns if name.lower() == usual), None)


def _text_column(columns: Sequence[str], where: str, note: Callable[[str], None]) -> str:
    found = text_column(columns, note)
    if found is not None:
        return found
    likely = any(name.lower() in TEXT_NAMES for name in columns)
    if not likely:
        refuse_records(columns, where)
    why = "several columns may hold" if likely else "no column is known to hold"
    raise ArticleError(
        f"{why} the text; name it with --text-column (there are: {_listed(columns)})", where=where
    )


def _listed(columns: Iterable[str]) -> str:
    names = [name or "''" for name in columns]
    others = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + others


def _plain(entry: Mapping[str, Any], key: str, where: str) -> object:
    """Return the value of a cell that may hold a day; ``None`` for lists and objects."""
    value = entry.get(key)
    if isinstance(value, (dict, list, bool, bytes)):
        raise ArticleError(f"`{key}` is not a string but {kind_of(value)}", where=where)
    return None if value == "None" else value  # Python writes a missing value so


def _string(entry: Mapping[str, Any], key: str, where: str, *, number: bool = False) -> str | None:
    """Return a string or ``None``. Numbers are accepted only if ``number``, for ids."""
    value = entry.get(key)
    if value is None or value == "" or value != value:  # some tables write a missing value as NaN
        return None
    if isinstance(value, str):
        return value
    if number and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(int(value) if value == int(value) else value)
    raise ArticleError(f"`{key}` is not a string but {kind_of(value)}", where=where)


def _without_where(error: ArticleError) -> str:
    return str(error).removeprefix(f"{error.where}: ") if error.where else str(error)
