"""A set of texts with gold records: its folder and the texts of a split."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError, RecordError
from extractor.score.gold import GoldRecord
from extractor.text.article import Article

__all__ = ["EvaluationSet", "find_set", "load_set"]

VARIABLE = "EXTRACT_EVAL_DATA"
ARTICLES, GOLD = "articles.jsonl", "gold.jsonl"
UNTOLD = "not told"
"""The language of a text if the set does not give it."""


@dataclass(frozen=True)
class EvaluationSet:
    """Texts and their gold. ``languages`` and ``sources`` (kinds of text) are by text id;
    ``sha256`` identifies the texts and the gold."""

    name: str
    split: str
    articles: tuple[Article, ...]
    languages: dict[str, str]
    sources: dict[str, str]
    gold: tuple[GoldRecord, ...]
    sha256: str


def find_set(name: str) -> Path:
    """The folder of a set: a given path, or ``evals/NAME`` in the current folder or the checkout
    this program runs from, or NAME in ``$EXTRACT_EVAL_DATA``. Raises :class:`ExtractorError`."""
    checkout = Path(__file__).parents[2]
    elsewhere = os.environ.get(VARIABLE)
    places = [Path(name), Path("evals") / name, checkout / "evals" / name]
    places += [Path(elsewhere) / name] if elsewhere else []
    for place in places:
        if (place / ARTICLES).is_file() and (place / GOLD).is_file():
            return place
    raise ExtractorError(
        f"no set {name!r}: a folder with {ARTICLES} and {GOLD} is looked for by that path, in "
        f"evals/ of a checkout and in ${VARIABLE}"
    )


def load_set(name: str, split: str = "dev", limit: int | None = None) -> EvaluationSet:
    """The texts of one split, the first ``limit`` of them. A set without splits has only ``all``.

    Raises :class:`ExtractorError` naming the wrong line, or if no text is left.
    """
    folder = find_set(name)
    rows = _texts(folder)
    ids = {str(row["id"]) for row in rows}
    if split != "all":
        if not any("split" in row for row in rows):
            raise ExtractorError(f"{folder / ARTICLES}: no text has a split; give --split all")
        rows = [row for row in rows if row.get("split") == split]
    rows = rows[:limit]
    if not rows:
        raise ExtractorError(f"{folder / ARTICLES}: no text of split {split}")
    articles = tuple(
        Article(
            row["text"], id=str(row["id"]), published=row.get("published"), title=row.get("title")
        )
        for row in rows
    )
    wanted = {one.key for one in articles}
    gold = tuple(_gold(folder, ids, wanted))
    seen = hashlib.sha256()
    for one in articles:
        seen.update(f"{one.key} {one.sha256} {one.published}\n".encode())
    for record in gold:
        seen.update(record.json_line().encode("utf-8", "surrogatepass"))
    languages = {str(row["id"]): str(row.get("lang") or UNTOLD) for row in rows}
    sources = {str(row["id"]): str(row.get("source") or "all") for row in rows}
    return EvaluationSet(
        Path(name).name, split, articles, languages, sources, gold, seen.hexdigest()
    )


def _texts(folder: Path) -> list[dict[str, Any]]:
    """All texts of a set, each with an id of its own."""
    rows = []
    seen: dict[str, int] = {}
    for line, row in _rows(folder / ARTICLES):
        where = f"{folder / ARTICLES}:{line}"
        for key in ("id", "text"):
            if not row.get(key):
                raise ExtractorError(f"{where}: a text has no {key}")
        name = str(row["id"])
        if name in seen:
            raise ExtractorError(f"{where}: the id {name} is that of line {seen[name]}, too")
        seen[name] = line
        rows.append(row)
    return rows


def _gold(folder: Path, ids: set[str], wanted: set[str]) -> Iterator[GoldRecord]:
    for line, row in _rows(folder / GOLD):
        try:
            record = GoldRecord.from_json(json.dumps(row))
        except RecordError as error:
            raise ExtractorError(
                f"{folder / GOLD}:{line}: no gold record ({error}); gold is event records as "
                "`extract schema event` describes them, with `accepted` beside"
            ) from None
        name = record.source.article_id
        if name not in ids:
            raise ExtractorError(
                f"{folder / GOLD}:{line}: {ARTICLES} has no text with the id {name!r} "
                "(source.article_id)"
            )
        if name in wanted:
            yield record


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path} cannot be read: {error}") from None
    for line, words in enumerate(text.split("\n"), 1):
        if not words.strip():
            continue
        try:
            row = json.loads(words)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise ExtractorError(f"{path}:{line}: not a JSON object")
        yield line, row
