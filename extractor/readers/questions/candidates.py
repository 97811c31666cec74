"""Incidents by rule: tellings of the same thing put together, the rest left out with the reason.

ACLED's events are atomic by day, place, actor pair and type (ACLED codebook, "Event"). Two
tellings are one incident unless their days, places or kinds cannot be the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from extractor.analysis import Analysis
from extractor.codebook.types import STREET, SubEventType, event_type_of
from extractor.dates.resolve import ResolvedDate
from extractor.languages.patterns import words_like
from extractor.lexicon.incidents import WEAPONS, rank_sub_events
from extractor.lexicon.scope import out_of_scope
from extractor.places.resolve import Place, country_of, distance_km
from extractor.readers.prompting import not_coded
from extractor.readers.questions.specific import is_specific
from extractor.readers.questions.tellings import LEAD, Telling, is_violent, tellings
from extractor.text.span import Sentence
from extractor.tolls.find import CasualtyMention

__all__ = ["Candidate", "candidates"]

RECALL = 12  # incidents an article keeps in play; also keeps very long texts from taking for ever
SAME_TOWN_KM = 15  # quarters and villages of one town; the radius of a mid-sized city
RECENT = timedelta(days=60)  # what is older and told without its place is history
SINCE = 100  # characters between "since" and the words for it
BACK = 4  # sentences over which a place still holds
PLURAL = words_like("several_deeds")
# People die of much else: of floods, of poisoning, in traffic.
ONLY_DEATH = words_like("only_death")
# Reasons that do not hold where it is said whom or what it was done to: "the murder of Ana Ruiz".
UNDATED = ("no date or place", "only spoken of, no date", "told as background, no date")
ABDUCTION = SubEventType.ABDUCTION.value
DESTRUCTION = SubEventType.LOOTING.value


@dataclass
class Candidate:
    """One incident as its tellings give it."""

    tellings: list[Telling] = field(default_factory=list)
    inherited: ResolvedDate | None = None
    around: Place | None = None
    after: list[CasualtyMention] = field(default_factory=list)
    known: bool = False

    @property
    def family(self) -> str:
        return _family(self.tellings[0].sub_event_type)

    @property
    def sub_event_types(self) -> tuple[str, ...]:
        """The types its words speak for, the likeliest first; later tellings only add to it."""
        counted = [t for t in self.tellings if t.sub_event_type != DESTRUCTION or not self._harmed]
        ranked = dict(rank_sub_events(m for t in counted or self.tellings for m in t.mentions))
        first = (counted or self.tellings)[0].sub_event_type
        ranked[first] = ranked.get(first, 0.0) + 1.0
        return tuple(sorted(ranked, key=lambda kind: -ranked[kind]))

    @property
    def _harmed(self) -> bool:
        """Whether people were killed or a weapon of its own type was used: what was burnt besides
        is then no type of its own (ACLED codebook, order of precedence)."""
        dead = any(m.state == "killed" and m.low for t in self.tellings for m in t.casualties)
        kinds = {m.sub_event_type for t in self.tellings for m in t.mentions if not m.context}
        return not kinds.isdisjoint(WEAPONS) or (dead and any(map(is_violent, kinds)))

    @property
    def date(self) -> ResolvedDate | None:
        """The first exact date of its tellings, else any date, else one it takes over."""
        dates = [t.date for t in self.tellings if t.date]
        exact = sorted((d for d in dates if d.precision), key=lambda d: d.precision or 0)
        dated = [t.date for t in self.tellings[:1] if t.date and t.date.start]
        return next(iter(exact), None) or next(iter(dated), None) or self.inherited

    @property
    def place(self) -> Place | None:
        """The most exact place of its tellings, else the one told before."""
        places = [t.place for t in self.tellings if t.place]
        return min(
            places,
            key=lambda p: (p.precision, p.kind not in ("town", "unknown")),
            default=self.around,
        )

    def casualties(self, state: str) -> list[CasualtyMention]:
        """The counts of killed or injured: those of the first sentence that has any, and later
        ones that say they are more, right it, or are another speaker's. Any other later count
        repeats, or is a part."""
        found: list[CasualtyMention] = []
        for telling in self.tellings:
            counts = [m for m in telling.casualties if m.state == state]
            if found and all(_uncounted(m) for m in found):
                counts = [m for m in counts if not _uncounted(m)]
                found = counts or found
            else:
                found += [m for m in counts if _tells_anew(m, found)] if found else counts
        after = [m for m in self.after if m.state == state]
        return found + [m for m in after if _of_another(m, found)] if found else after


def _uncounted(mention: CasualtyMention) -> bool:
    """A plural without a number, which a number told later says better: "the priests", "six
    priests"."""
    return mention.vague and mention.low == mention.coded == 3 and mention.high is None


def _tells_anew(later: CasualtyMention, found: Sequence[CasualtyMention]) -> bool:
    return later.more or later.corrects or _of_another(later, found)


def _of_another(later: CasualtyMention, found: Sequence[CasualtyMention]) -> bool:
    """Whether another speaker counts the same people: "residents spoke of five"."""
    if later.speaker is None or any(m.more for m in found):
        return False
    last = found[-1]
    if last.speaker is None or last.speaker.text.lower() == later.speaker.text.lower():
        return False
    one, other = (" ".join(m.who.text.lower().split()) if m.who else "" for m in (last, later))
    return one == other or (last.group != later.group and not other)


def candidates(
    analysis: Analysis, told: Iterable[Telling] | None = None
) -> tuple[list[Candidate], list[str]]:
    """The incidents of an article in text order, and a note for each thing left out.

    ``told`` are the tellings, by default those the lexicons find."""
    found: list[Candidate] = []
    all_told = list(tellings(analysis) if told is None else told)
    summary = _sums_up(all_told)
    for telling in all_told:
        home = next(
            (
                c
                for c in reversed(found[-RECALL:])
                if _same(c, telling) and not (summary in c.tellings and _town(telling))
            ),
            None,
        )
        if home is None:
            home = Candidate()
            found.append(home)
        home.tellings.append(telling)
    if summary:
        found = _without_summary(found, summary)
    told_in = {telling.sentence.index for telling in all_told}
    for candidate in found:
        candidate.after = _counts_after(analysis, candidate, told_in)
        if candidate.place is None:
            candidate.around = _place_before(analysis, candidate.tellings[0], all_told)
    notes: list[str] = []
    kept = []
    for candidate in found:
        reason = _why_not(analysis, candidate, found)
        if reason in UNDATED and is_specific(analysis, candidate.tellings):
            reason, candidate.known = None, True
            if not _own_place(candidate):
                candidate.around = _home(analysis)
        elif not reason and candidate.place is None:
            candidate.around = _home(analysis)
        if reason:
            notes.append(not_coded(candidate.tellings[0].head.span.text, reason))
        else:
            kept.append(candidate)
    return kept, notes


def _place_before(analysis: Analysis, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """Where something was last told to happen, within a few sentences, else the place last named
    in passing, else the dateline's: "in the city", "north of the town" and nothing at all mean it.
    Not for what happened "separately", not where somebody only accuses or denies, and not a
    country, which says too little to be taken over."""
    first = telling.sentence.index - BACK
    before = [
        t.place
        for t in told
        if first <= t.sentence.index < telling.sentence.index
        and t.place
        and t.place.kind != "country"
        and not t.claims
    ]
    if not before:
        sentences = analysis.article.sentences[max(0, first) : telling.sentence.index]
        before = [
            place
            for sentence in sentences
            if not analysis.within(analysis.claims, sentence)
            for place in analysis.within(analysis.places, sentence)
            if place.kind != "country"
        ]
    if before and not telling.another:
        return before[-1]
    line = analysis.article.dateline
    filed = [p for p in analysis.places if line and p.span and p.span.within(line.place)]
    return filed[0] if filed else None


def _family(kind: str) -> str:
    if is_violent(kind) or kind == DESTRUCTION:
        return "violence"
    return "demonstration" if event_type_of(SubEventType(kind)) in STREET else kind


def _same(candidate: Candidate, telling: Telling) -> bool:
    """Whether the telling can be of this incident."""
    family = _family(telling.sub_event_type)
    told_at_once = any(t.sentence.index == telling.sentence.index for t in candidate.tellings)
    if told_at_once or not _fits_family(candidate, telling, family):
        return False
    place, date = candidate.place, candidate.date
    if date and telling.date and not _dates_meet(date, telling.date):
        return False
    if place and telling.place and not _places_meet(place, telling.place):
        return False
    if telling.another and not (telling.date is None and telling.place is None):
        return False
    if telling.date is None and telling.place is None and not telling.another:
        return True
    return not _other_weapon(candidate, telling)


def _fits_family(candidate: Candidate, telling: Telling, family: str) -> bool:
    if family == candidate.family:
        return True
    # Violence at a demonstration is told without naming the demonstration again.
    return (
        candidate.family == "demonstration"
        and family == "violence"
        and telling.place is None
        and telling.sentence.index - candidate.tellings[-1].sentence.index <= 2
    )


def _other_weapon(candidate: Candidate, telling: Telling) -> bool:
    mine, its = candidate.tellings[0].sub_event_type, telling.sub_event_type
    if (mine == ABDUCTION) != (its == ABDUCTION):
        return {mine, its} & set(WEAPONS) != set()
    return mine in WEAPONS and its in WEAPONS and mine != its and telling.head.weight >= 3


def _dates_meet(a: ResolvedDate, b: ResolvedDate) -> bool:
    """Whether some day is one of both; a date that is not known may be any."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _places_meet(a: Place, b: Place) -> bool:
    if a.country != b.country:
        return False
    if a.kind == b.kind == "unknown":
        return a.name.casefold() == b.name.casefold()
    if "unknown" in (a.kind, b.kind):
        return not (a.admin1 and b.admin1) or a.admin1 == b.admin1
    if "country" in (a.kind, b.kind):
        return True
    if {a.kind, b.kind} & {"admin1", "area"}:
        return a.admin1 == b.admin1 or "area" in (a.kind, b.kind)
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude) <= SAME_TOWN_KM


def _sums_up(told: list[Telling]) -> Telling | None:
    """The first telling when it only sums up: several ("two attacks", "clashes") and no town, while
    two or more towns are told of below."""
    if len(told) < 3 or _town(told[0]):
        return None
    first = told[0]
    if not any(PLURAL.search(mention.span.text) for mention in first.mentions):
        return None
    family = _family(first.sub_event_type)
    towns = {
        _town(t)
        for t in told[1:]
        if _family(t.sub_event_type) == family
        and (not t.date or not first.date or _dates_meet(t.date, first.date))
    }
    return first if len(towns - {None}) > 1 else None


def _town(telling: Telling) -> str | None:
    place = telling.place
    return place.gazetteer_id if place and place.kind in ("town", "admin2", "admin1") else None


def _without_summary(found: list[Candidate], summary: Telling) -> list[Candidate]:
    """The summing-up goes, since its parts are told below; its day passes to those without."""
    lead = next(c for c in found if summary in c.tellings)
    parts = [c for c in found if c is not lead and c.family == lead.family and c.place]
    if len(parts) < 2:
        return found
    for part in parts:
        part.inherited = lead.date
    return [c for c in found if c is not lead]


def _counts_after(
    analysis: Analysis, candidate: Candidate, told_in: Collection[int]
) -> list[CasualtyMention]:
    """Counts in the sentence after the last telling, if that tells of nothing itself: "There were
    no casualties"."""
    after = _sentence_after(analysis, candidate)
    if after is None or after.index in told_in:
        return []
    return analysis.within(analysis.casualties, after)


def _sentence_after(analysis: Analysis, candidate: Candidate) -> Sentence | None:
    following = candidate.tellings[-1].sentence.index + 1
    sentences = analysis.article.sentences
    return sentences[following] if following < len(sentences) else None


def _why_not(
    analysis: Analysis, candidate: Candidate, all_found: Iterable[Candidate]
) -> str | None:
    """The reason why the incident is not coded, or ``None``."""
    first, date = candidate.tellings[0], candidate.date
    lead = first.sentence.index < LEAD
    if date and date.start and not date.precision:
        return f"“{date.span.text}” is vaguer than a month"
    firm = [m for t in candidate.tellings for m in t.mentions if not m.context]
    if all(ONLY_DEATH.fullmatch(" ".join(m.span.text.split())) for m in firm):
        return "deaths, but no word of violence"
    told_in = [telling.sentence for telling in candidate.tellings]
    after = _sentence_after(analysis, candidate)
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
    own_place = _own_place(candidate)
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


def _own_place(candidate: Candidate) -> bool:
    return any(t.place and t.place.kind != "country" for t in candidate.tellings)


def _home(analysis: Analysis) -> Place | None:
    """The country the article is about, where it is named, else that of the dateline."""
    named = [p for p in analysis.places if p.country == analysis.country]
    whole = [p for p in named if p.kind == "country"]
    return whole[0] if whole else country_of(named[0]) if named else None


def _long_ago(analysis: Analysis, date: ResolvedDate) -> bool:
    filed = analysis.filed_at(date.span.start)
    return bool(filed and date.end and filed - date.end > RECENT)
