"""Reports as one HTML file: no scripts, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from extractor.evaluate.report import Report
from extractor.evaluate.rows import Row, name_of, names_of, not_alike, rows_of
from extractor.score.alignment import Unit
from extractor.score.page import head, sections

__all__ = ["comparison", "figures", "page", "side_by_side"]


def comparison(reports: Sequence[Report]) -> Iterator[str]:
    """A page of runs side by side."""
    yield head("Runs side by side")
    warning = not_alike(reports)
    if warning:
        yield f"<p class=note>{escape(warning)}</p>"
    yield from figures(reports)
    yield "</body></html>\n"


def page(report: Report, units: Sequence[Unit], texts: Mapping[str, str]) -> Iterator[str]:
    """A page of one run: its figures, then each article with a disagreement."""
    yield head(f"{name_of(report)} on {report['set']}, {report['split']}")
    yield from figures([report])
    yield from sections(units, texts)
    yield "</body></html>\n"


def figures(reports: Sequence[Report]) -> Iterator[str]:
    """The table of one run or several."""
    yield "<table><tr><th></th>"
    for name, one in zip(names_of(reports), reports, strict=True):
        about = (
            f"{one['set']}, {one['split']}, {one['texts']} texts; {one['date']}; {one['machine']}"
        )
        yield f"<th>{escape(name)}<br><small>{escape(about)}</small></th>"
    yield "</tr>\n"
    for group, title, cells in side_by_side(reports):
        if title is None:
            yield f"<tr><th colspan={len(reports) + 1}>{escape(group)}</th></tr>\n"
            continue
        shown = "".join(f"<td class=n>{_cell(one)}</td>" for one in cells)
        yield f"<tr><td>{escape(title)}</td>{shown}</tr>\n"
    yield "</table>\n"


def side_by_side(
    reports: Sequence[Report],
) -> Iterator[tuple[str, str | None, list[Row | None]]]:
    """For each group its name (with the title ``None``), then each title with its row in every
    report."""
    every = [{(one.group, one.title.split(" (")[0]): one for one in rows_of(report)}
             for report in reports]  # fmt: skip
    keys = list(dict.fromkeys(key for rows in every for key in rows))
    groups = list(dict.fromkeys(group for group, _ in keys))
    for group in groups:
        yield group, None, []
        for key in keys:
            if key[0] != group:
                continue
            cells = [rows.get(key) for rows in every]
            titles = {one.title for one in cells if one}
            yield group, titles.pop() if len(titles) == 1 else key[1], cells


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    return escape(row.value) + (f" <small>{escape(row.interval)}</small>" if row.interval else "")
