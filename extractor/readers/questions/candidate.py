"""One incident as its tellings give it: its type, day, place and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.analysis import Analysis
from extractor.codebook.types import STREET, SubEventType, event_type_of
from extractor.dates.resolve import ResolvedDate
from extractor.lexicon.incidents import WEAPONS, rank_sub_events
from extractor.places.resolve import Place
from extractor.readers.questions.tellings import Telling, is_violent
from extractor.text.span import Sentence
from extractor.tolls.find import CasualtyMention

__all__ = ["DESTRUCTION", "Candidate", "family_of", "has_own_place", "sentence_after"]

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
        return family_of(self.tellings[0].sub_event_type)

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


def family_of(kind: str) -> str:
    """What a sub-event type is, roughly: tellings of one family may tell of one incident."""
    if is_violent(kind) or kind == DESTRUCTION:
        return "violence"
    return "demonstration" if event_type_of(SubEventType(kind)) in STREET else kind


def sentence_after(analysis: Analysis, candidate: Candidate) -> Sentence | None:
    """The sentence behind the last that tells of the incident, if there is one."""
    following = candidate.tellings[-1].sentence.index + 1
    sentences = analysis.article.sentences
    return sentences[following] if following < len(sentences) else None


def has_own_place(candidate: Candidate) -> bool:
    """Whether its own words name a place, and not a country alone."""
    return any(t.place and t.place.kind != "country" for t in candidate.tellings)
