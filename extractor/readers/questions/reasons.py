"""Why an incident is not coded: it is history, background, an accident, or only spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from extractor.analysis import Analysis
from extractor.dates.resolve import ResolvedDate
from extractor.languages.patterns import words_like
from extractor.lexicon.scope import out_of_scope
from extractor.readers.questions.candidate import Candidate, has_own_place, sentence_after
from extractor.readers.questions.tellings import LEAD, Telling

__all__ = ["UNDATED", "why_not"]

RECENT = timedelta(days=60)  # what is older and told without its place is history
SINCE = 100  # characters between "since" and the words for it
# People die of much else: of floods, of poisoning, in traffic.
ONLY_DEATH = words_like("only_death")
# Reasons that do not hold where it is said whom or what it was done to: "the murder of Ana Ruiz".
UNDATED = ("no date or place", "only spoken of, no date", "told as background, no date")


def why_not(analysis: Analysis, candidate: Candidate, all_found: Iterable[Candidate]) -> str | None:
    """The reason why the incident is not coded, or ``None``."""
    first, date = candidate.tellings[0], candidate.date
    lead = first.sentence.index < LEAD
    if date and date.start and not date.precision:
        return f"“{date.span.text}” is vaguer than a month"
    firm = [m for t in candidate.tellings for m in t.mentions if not m.context]
    if all(ONLY_DEATH.fullmatch(" ".join(m.span.text.split())) for m in firm):
        return "deaths, but no word of violence"
    told_in = [telling.sentence for telling in candidate.tellings]
    after = sentence_after(analysis, candidate)
    if out_of_scope(
        analysis.article.text,
        told_in,
        [m.span for m in firm],
        beside=[after] if after else [],
        languages=analysis.languages,
    ):
        return "an accident, an ordinary crime or a figure of speech"
    past = next((t.date for t in candidate.tellings if t.date and t.date.long_ago), None)
    if past and not (date and date.precision):
        return f"“{past.span.text}” is long ago"
    if candidate.family not in ("violence", "demonstration"):
        return _why_not_strategic(candidate, all_found)
    own_place = has_own_place(candidate)
    if date and date.precision:
        if not own_place and _long_ago(analysis, date):
            return "told as background, long ago and at no place"
        return None
    if all(_since(analysis, telling) for telling in candidate.tellings):
        return "told as background, what has been so since"
    # "LAGOS, May 8 (Reuters) - Gunmen killed three people": the dateline says where and when.
    filed = lead and first.verbal and not first.claims
    if not own_place and not filed:
        return "no date or place"
    if all(t.claims or t.named for t in candidate.tellings):
        return "only spoken of, no date"
    if not lead and not any(t.verbal for t in candidate.tellings):
        return "told as background, no date"
    return None


def _why_not_strategic(candidate: Candidate, all_found: Iterable[Candidate]) -> str | None:
    """The reason why a strategic development is not coded."""
    first, date = candidate.tellings[0], candidate.date
    if first.head.weight < 3 or not any(t.verbal for t in candidate.tellings):
        return "only mentioned"
    if first.sentence.index >= LEAD and not (date and date.precision):
        return "told as background, no date"
    if any(c.family == "violence" and c is not candidate for c in all_found):
        return "told as what followed"
    return None


def _since(analysis: Analysis, telling: Telling) -> bool:
    """Whether what is told is only when something else began: "on alert since a group attacked"."""
    first = min(m.span.start for m in telling.mentions if not m.context)
    before = f" {analysis.article.text[telling.sentence.start : first].lower()}"
    _, since, words = before.rpartition(" since ")
    return bool(since) and len(words) < SINCE and not any(sign in words for sign in ".;,")


def _long_ago(analysis: Analysis, date: ResolvedDate) -> bool:
    filed = analysis.filed_at(date.span.start)
    return bool(filed and date.end and filed - date.end > RECENT)
