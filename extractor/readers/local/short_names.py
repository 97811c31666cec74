"""Resolves "the group" and "the militants" to the one group that the article names before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.actors.short_forms import group_of, is_definite, is_owned, is_short_form
from extractor.codebook.attribution import Role
from extractor.models.encoder.tagging import Found
from extractor.reading import Event, Party

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["named_groups", "with_groups"]

PARTIES = ("doer", "target", "speaker", "accused")


def named_groups(analysis: Analysis, marked: Sequence[Found]) -> dict[str, tuple[int, str]]:
    """Return the armed groups that the article names, by their name in the tables: the offset of
    the first mention, and its words."""
    groups: dict[str, tuple[int, str]] = {}
    for start, words in sorted(set(_mentions(analysis, marked))):
        group = group_of(words)
        if group:
            groups.setdefault(group.name, (start, words))
    return groups


def _mentions(analysis: Analysis, marked: Sequence[Found]) -> Iterator[tuple[int, str]]:
    text = analysis.article.text
    for found in marked:
        for role in PARTIES:
            for one in found.roles.get(role, ()):
                yield one.start, text[one.start : one.end]
    for span in analysis.groups:
        yield span.start, span.text


def with_groups(event: Event, groups: dict[str, tuple[int, str]]) -> Event:
    """Name parties given in short form ("the group"), if just one group is named before them and it
    is no other party of the event. Perpetrators are left if another is given in full."""
    said = {group.name for one in event.parties if one.said and (group := group_of(one.said.text))}
    perpetrator_named = any(
        one.said and not is_short_form(one.said.text) for one in event.perpetrators
    )
    parties = tuple(
        party
        if perpetrator_named and party.role is Role.PERPETRATOR
        else _named(party, groups, said)
        for party in event.parties
    )
    return replace(event, parties=parties)


def _named(party: Party, groups: dict[str, tuple[int, str]], said: set[str]) -> Party:
    span = party.said.span if party.said else None
    if (
        span is None
        or not is_short_form(span.text)
        or not (is_definite(span.text) or is_owned(span.text))
    ):
        return party
    before = [name for name, (start, _) in groups.items() if start < span.start]
    if len(before) != 1 or before[0] in said:
        return party
    return replace(party, name=groups[before[0]][1])
