"""Makes ``gold.jsonl`` from ``coding.jsonl``: ``python -m evals.reading.build``.

The output is event records with other accepted values, as ``extract score`` and
``extract evaluate`` read them. Values that the news set also has are made in the same way
(:mod:`evals.news.build`). Only this coding has each party's attribution, weapons, physical targets,
names of victims, the injured, and whole statements.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evals.news import lines, write_lines
from evals.news.build import actor_of, record_of, toll_of
from evals.news.spans import Spans
from extractor.codebook.attribution import Attribution, Role
from extractor.coding.words import note_of
from extractor.records.parts import (
    Actor,
    Allegation,
    ClaimOfResponsibility,
    Denial,
    PhysicalTarget,
    RequestedInvestigation,
    Victim,
    Weapon,
)
from extractor.score.gold import GoldRecord

__all__ = ["FOLDER", "gold_of", "main"]

FOLDER = Path(__file__).parent
Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.parse_args(arguments)
    records = gold_of(lines(FOLDER / "coding.jsonl"), lines(FOLDER / "articles.jsonl"))
    write_lines(FOLDER / "gold.jsonl", [one.model_dump(mode="json") for one in records])
    print(f"{len(records)} events")
    return 0


def gold_of(coding: Sequence[Row], articles: Sequence[Row]) -> list[GoldRecord]:
    """The gold records of the coder's lines; a line without an event gives no record."""
    texts = {one["id"]: one for one in articles}
    numbers: Counter[str] = Counter()
    records = []
    for row in coding:
        if "d" not in row:
            continue
        numbers[row["article"]] += 1
        records.append(_record(row, texts[row["article"]], numbers[row["article"]]))
    return records


def _record(row: Row, article: Row, number: int) -> GoldRecord:
    plain = record_of(_as_in_the_news_set(row), article, number, Counter())
    assert plain.date and plain.location
    spans = Spans(article["text"], article["lang"], date.fromisoformat(article["published"]))
    names = row["p"].split(" (")[0].split("/")
    spans.turn_to([names, *([one["name"]] for one in row["doers"] + row["targets"])])
    record = plain.model_copy(
        update={
            "date": plain.date.model_copy(update={"precision": row["time_precision"]}),
            "location": plain.location.model_copy(
                update={
                    "precision": row["geo_precision"],
                    "admin1": plain.location.admin1 or row["admin1"],
                }
            ),
            "actors": _actors(row, plain, spans),
            "casualties": plain.casualties.model_copy(
                update={"injured": toll_of(row["inj"], spans)}
            ),
            "weapons": _things(Weapon, row["weapons"], spans),
            "physical_targets": _things(PhysicalTarget, row["hit"], spans),
            "victims": _things(Victim, row["victims"], spans),
        }
    )
    return record.model_copy(update={"notes": note_of(record)} | _statements(row, spans))


def _as_in_the_news_set(row: Row) -> Row:
    return {
        "article": row["article"],
        "days": row["d"],
        "place": row["p"],
        "country": row["c"],
        "types": row["s"].split("|"),
        "doer": row["a"],
        "doer_kinds": row["ak"].split("|"),
        "target": None,
        "killed": row["k"],
        "optional": row["opt"] or row["background"],
    }


def _actors(row: Row, plain: GoldRecord, spans: Spans) -> tuple[Actor, ...]:
    assert plain.date and plain.date.start and plain.location and plain.location.country
    found = []
    for role, parties in ((Role.PERPETRATOR, row["doers"]), (Role.TARGET, row["targets"])):
        for one in parties:
            kinds = one["kind"].split("|")
            where, on = plain.location.country, plain.date.start
            actor = actor_of(role, one["name"], kinds, where, on, spans)
            if actor:
                said = Attribution(one.get("attribution", "unattributed"))
                found.append(actor.model_copy(update={"attribution": said}))
    return tuple(found)


def _things(part: Any, words: Sequence[str], spans: Spans) -> tuple[Any, ...]:
    return tuple(part(text=one, evidence=spans.words(one)) for one in words)


def _statements(row: Row, spans: Spans) -> dict[str, Any]:
    made: dict[str, list[Any]] = {
        "allegations": [],
        "denials": [],
        "claims_of_responsibility": [],
        "requested_investigations": [],
    }
    for one in row["statements"]:
        speaker, evidence = one["speaker"], spans.words(one["speaker"])
        told = spans.sentence_of(evidence[0]) if evidence else f"{speaker}: {one['kind']}"
        said: dict[str, Any] = {"speaker": speaker, "statement": told, "evidence": evidence}
        if one["kind"] == "allegation":
            made["allegations"].append(Allegation(accused=one["accused"], **said))
        elif one["kind"] == "denial":
            made["denials"].append(Denial(**said))
        elif one["kind"] == "claim_of_responsibility":
            made["claims_of_responsibility"].append(ClaimOfResponsibility(**said))
        else:
            made["requested_investigations"].append(
                RequestedInvestigation(
                    requester=speaker,
                    addressee=one["addressee"],
                    investigator=one["investigator"],
                    evidence=evidence,
                )
            )
    return {name: tuple(those) for name, those in made.items()}


if __name__ == "__main__":
    sys.exit(main())
