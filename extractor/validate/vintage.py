"""The form in which a column is written: current or of an older export, one or two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from extractor.codebook.actors import INTERACTION_CODES, ActorKind
from extractor.codebook.kind_labels import interaction_of_label, kind_of_label, precision_of_label
from extractor.codebook.open_days import open_day
from extractor.codebook.written_dates import DateForm, read_date
from extractor.records.acled import INTERACTIONS
from extractor.records.vintages import without_decimals
from extractor.validate.columns import Check, Columns, Hit, Met
from extractor.validate.finding import Problem

__all__ = [
    "FormCheck",
    "date_form",
    "day_check",
    "is_label",
    "kind_form",
    "precision_form",
    "targeting_form",
    "written",
]

TARGETING = "Civilian targeting"
NUMBERS, WORDS, LABELS = "numbers", "words", "labels"
_KINDS = frozenset(each.value for each in ActorKind)
_LEGAL = frozenset(map(str, (*range(1, 9), *INTERACTION_CODES)))
_OLDER = (
    *(DateForm.WORDS, DateForm.DAY_MONTH_YEAR, DateForm.YEAR_MONTH_DAY),
    DateForm.OTHER_DIGITS,
)
MOST_REMEMBERED = 40_000


def kind_form(text: str) -> str | None:
    """Numbers or words, for ``inter1``, ``inter2`` and ``interaction``; ``None`` for a blank."""
    text = without_decimals(text.strip())
    if not text:
        return None
    if not text.isdecimal():
        return LABELS if is_label(text) else WORDS
    return NUMBERS if text == "0" or text in _LEGAL else None  # others are reported with the cell


def is_label(text: str) -> bool:
    """Whether a kind or an interaction has the form of another program's label."""
    text = text.strip()
    if text in _KINDS or text in INTERACTIONS:
        return False
    if text.removesuffix(" only") in _KINDS:
        return False
    return kind_of_label(text) is not None or interaction_of_label(text) is not None


def precision_form(text: str) -> str | None:
    """The form of a precision with words beside its number; ``None`` for a plain number."""
    return LABELS if precision_of_label(text) else None


def targeting_form(text: str) -> str | None:
    """The form of exports, or that of the codebook."""
    forms = {"civilian targeting": TARGETING, "civilians targeted": "Civilians targeted"}
    return forms.get(text.strip().lower())


@lru_cache(maxsize=MOST_REMEMBERED)
def date_form(text: str) -> str | None:
    """The form of a day, as an example; ``None`` for what has its own finding. Days that the file
    leaves ambiguous are never passed in."""
    form = read_date(text).form
    if found := open_day(text.strip()):
        return found.example
    return form.value if form is DateForm.ISO or form in _OLDER else None


class FormCheck(Check):
    """Reports once a column that it has an older form (``older`` is the code), and where it changes
    to another form (W112)."""

    def __init__(
        self,
        column: str,
        older: str,
        current: str,
        form_of: Callable[[str], str | None],
        written: str = "",
    ) -> None:
        """``written`` is the column with the cells as written in the file, if it is not
        ``column``."""
        self.needs = (written or column,)
        self._column = column
        self._older = older
        self._current = current
        self._form_of = form_of
        self._forms: dict[str, str | None] = {}
        self._seen_cells: set[str] = set()  # the same cells: a set is faster
        self._met: set[str] = set()  # forms
        self._first: dict[str, int] = {}  # form and the first line with it

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        cells = batch[self.needs[0]]
        if self._seen_cells.issuperset(cells):
            return
        new = set(cells) - self._seen_cells
        if len(self._forms) > MOST_REMEMBERED:
            self._forms.clear()
            self._seen_cells.clear()
        self._seen_cells |= new
        fresh = set()
        for cell in new:
            form = self._forms[cell] = self._form_of(cell)
            if form and form not in self._met:
                fresh.add(form)
        if not fresh:
            return
        for index, cell in enumerate(cells):
            form = self._forms.get(cell)
            if form in fresh:
                assert form
                fresh.discard(form)
                self._met.add(form)
                yield index, Met((form, cell))

    def judge(self, met: Met, line: int) -> Iterator[Problem]:
        (form, cell), column = met.what, self._column
        if form in self._first:
            return
        before = next(iter(self._first.items()), None)
        self._first[form] = line
        if before and {form, before[0]} == {WORDS, LABELS}:
            before = None  # half of the labels are also current words
        if before:
            where = self.line_words(before[1])
            message = f"from {before[0]} ({where}) {column} changes to {form}"
            yield Problem("W112", message, column, cell)
        elif form != self._current:
            message = f"{column} is written in an older form ({form}): {cell.strip()!r}"
            code = self._older
            if form == LABELS:
                code, message = "W116", f"{column} has the labels of a program: {cell.strip()!r}"
            yield Problem(code, message, column, cell)


def written(column: str) -> str:
    """The name under which a batch has a column's cells as written in the file, blank if
    unreadable."""
    return f"{column} as written"


def day_check(column: str) -> FormCheck:
    """The check of the form of a column of days."""
    return FormCheck(column, "W111", "YYYY-MM-DD", date_form, written(column))
