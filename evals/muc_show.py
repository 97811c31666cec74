"""MUC figures as a table, and the disagreements of an article."""

from __future__ import annotations

from collections.abc import Mapping

from evals.muc_events import OurEvent, excluded
from evals.muc_keys import Loc, Template
from evals.muc_score import Pair, Result
from evals.publish import ASKED
from evals.running import Read

GTT = 0.502
"""Micro F1 of GTT on all of tst3 and tst4, trained on dev and tst1 (Du, Rush and Cardie 2021)."""


def asked_for(found: Mapping[str, float]) -> dict[str, float]:
    """The target values (floors) of the figures that were measured."""
    floors = ASKED["muc-tst4a"].items()
    return {name: floor for name, floor in floors if name in found and floor <= 1}


def print_table(
    name: str,
    found: Mapping[str, float],
    dropped: Mapping[str, int],
    floors: Mapping[str, float],
) -> None:
    """Print the figures, one per line, with the target and whether it is reached."""
    print(f"MUC-4 {name}")
    for key, value in found.items():
        floor = floors.get(key)
        mark = (
            "" if floor is None else f"   asked {floor:.2f} {'ok' if value >= floor else 'BELOW'}"
        )
        shown = f"{value:8d}" if isinstance(value, int) else f"{value:8.3f}"
        print(f"  {key:26}{shown}{mark}")
    print(f"  GTT publishes {GTT:.3f} for roles_f1, on all of tst3 and tst4, mostly other texts")
    left = ", ".join(f"{count} {rule}" for rule, count in sorted(dropped.items())) or "none"
    print(f"  our events that MUC would not count: {left}")


def print_disagreements(result: Result, read: Read, *, every: bool) -> None:
    """Print gold templates beside our events where they differ; with ``every``, all of them."""
    lines = [line for pair in result.pairs if (line := _pair(pair, every))]
    lines += [f"  MISSED   {_gold(one)}" for one in result.missed]
    lines += [f"  SPURIOUS {_ours(one)}" for one in result.spurious]
    kept = {one.record.id for one in result.events}
    for record in read.events:
        if record.id not in kept:
            rule = excluded(record, result.message.told)
            lines.append(f"  dropped  ({rule}) {_event(record)}")
    notes = [one for one in read.warnings if one.startswith("not coded")]
    lines += [f"  {one}" for one in notes] if result.missed else []
    if read.error:
        lines.append(f"  FAILED   {read.error}")
    if lines:
        print(f"{result.message.article.key}  told {result.message.told}")
        print("\n".join(lines))


def _pair(pair: Pair, every: bool) -> str:
    wrong = [
        name
        for name, right in (
            ("type", pair.type),
            ("date", pair.date),
            ("place", pair.place),
            ("country", pair.country),
            ("day", pair.day),
            ("town", pair.town),
            ("deaths", pair.deaths),
            ("attribution", pair.attribution),
            ("organisation", pair.organization),
        )
        if right is False
    ]
    if not wrong and not every:
        return ""
    head = "found   " if pair.found else "ALIGNED "
    return (
        f"  {head} wrong: {', '.join(wrong) or 'nothing'}\n"
        f"     gold  {_gold(pair.gold)}\n     ours  {_ours(pair.ours)}"
    )


def _gold(one: Template) -> str:
    days = " / ".join("..".join(sorted({str(a), str(b)})) for a, b in one.days)
    low, high = one.deaths
    deaths = f"{low}" if low == high else f"{low}-{'' if high is None else high}"
    roles = {
        "ind": one.individuals,
        "org": one.organizations,
        "tgt": one.physical,
        "name": one.names,
        "desc": one.descriptions,
        "weapon": one.weapons,
    }
    said = " ".join(f"{k}={'; '.join('/'.join(e) for e in v)}" for k, v in roles.items() if v)
    sure = "; ".join("/".join(sorted(words)) for _, words in one.confidence)
    return (
        f"{'?' if one.optional else ''}{'/'.join(one.types)} {one.stage.lower()} | {days} | "
        f"{' OR '.join(map(_place, one.places))} | dead {deaths} | {said}"
        + (f" ({sure})" if sure else "")
    )


def _place(one: Loc) -> str:
    return ": ".join([one.country, *("-".join(name for name, _ in level) for level in one.levels)])


def _ours(one: OurEvent) -> str:
    roles = " ".join(f"{k}={'; '.join(e[0] for e in v)}" for k, v in one.entities.items() if v)
    return f"{one.types[0]} = {_event(one.record)} | {roles}"


def _event(record: object) -> str:
    from extractor.records import EventRecord

    assert isinstance(record, EventRecord)
    when, where = record.date, record.location
    days = "no date"
    if when and when.start:
        days = "..".join(sorted({str(when.start), str(when.end)}))
        days += f" ({' '.join((when.text or 'filed').split())})"
    place = "no place"
    if where:
        place = f"{where.name}, {where.admin1}, {where.country} p{where.precision}"
    killed = record.casualties.killed
    actors = "; ".join(
        f"{one.role.value[:4]}: {one.name} «{' '.join((one.text or '-').split())}» "
        f"{one.attribution.value}"
        for one in record.actors
    )
    dead = f"{killed.coded} «{' '.join((killed.text or '-').split())}»" if killed else "0"
    return f"{record.sub_event_type.value} | {days} | {place} | dead {dead} | {actors}"
