"""Who says what: from the statements that the tagger finds to those of a reading, each once and
with the events it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import FAINT_SPEAKER, Filler, Found
from extractor.readers.local.fillers import best, exclusive, with_appositions
from extractor.readers.local.gathering import doers_of
from extractor.readers.local.meaning import said_at
from extractor.readers.local.sentences import home_of, names_somebody, sentences_of
from extractor.readers.prompting import one_line
from extractor.reading import Said, Statement, StatementKind

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "accounts_of",
    "accuses_in_a_claim",
    "doubtful",
    "each_once",
    "statement_of",
    "voices_of",
]

STATEMENT_KINDS = {
    "allegation": StatementKind.ALLEGATION,
    "denial": StatementKind.DENIAL,
    "claim": StatementKind.RESPONSIBILITY,
    "request": StatementKind.INVESTIGATION,
}
ASKED, ASKED_SURE = ("addressee", "investigator"), 0.7
"""Who is asked for an investigation and who would make it: words less sure are nobody's name as
often as somebody's ("calling for the establishment of a mission")."""
UNTOLD, AGAIN, LATER, AWAY, NEARLY = 0.3, 0.8, 0.3, 0.05, 0.1
"""Which events a statement is about: how sure that is where it has none of the event's words, what
words that tell an event again count for, what an event told after the statement counts less, what
each sentence between counts less, and how much less sure another event may be. Chosen on the
held-back articles of the corpus."""
NAMED_BEFORE = 3
"""Sentences between a pronoun and whom it means, at most."""


def statement_of(
    analysis: Analysis,
    found: Found,
    events: Sequence[tuple[Found, str]],
    voices: Sequence[Filler] = (),
) -> Statement:
    """The statement, with the keys of the events whose words it is about. A speaker who is only
    "it" or "she" there is the last of ``voices`` before."""
    home = home_of(analysis, found.words)
    roles = exclusive(found.roles)
    keys = _told_of(analysis, found.words, roles.get("about", ()), events)

    def one(role: str, but: Filler | None = None) -> Filler | None:
        fillers = with_appositions(analysis.article.text, roles.get(role, ()))
        if role != "speaker":  # who speaks may have been named before
            fillers = [filler for filler in fillers if home_of(analysis, filler) == home]
        if role in ASKED:
            fillers = [filler for filler in fillers if filler.sure >= ASKED_SURE]
        named = [one for one in fillers if names_somebody(analysis, one)]
        others = [one for one in named if but is None or not one.overlaps(but)]
        filler = best(others or named, found.words)
        if filler is None and role == "speaker":
            filler = _meant(analysis, best(fillers, found.words), voices)
        return filler

    speaker, addressee = _who_asks(analysis, found, one("speaker"), one("addressee"))

    def said(filler: Filler | None) -> Said | None:
        return said_at(analysis, filler) if filler else None

    return Statement(
        STATEMENT_KINDS[found.kinds[0][0]],
        sentences_of(analysis, [found.words]),
        said(speaker),
        said(one("accused")),
        said(addressee),
        said(one("investigator", but=addressee)),
        keys,
    )


def _who_asks(
    analysis: Analysis, found: Found, speaker: Filler | None, addressee: Filler | None
) -> tuple[Filler | None, Filler | None]:
    """Speaker and addressee. A speaker who is as likely the one that is asked ("she said that the
    Council should urge …") is that, where somebody else may speak: nobody asks himself."""
    asked = found.roles.get("addressee", ())
    if speaker is None or not any(map(speaker.overlaps, asked)):
        return speaker, addressee
    home = home_of(analysis, found.words)
    others = [one for one in found.roles.get(FAINT_SPEAKER, ()) if home_of(analysis, one) == home]
    other = best([one for one in others if names_somebody(analysis, one)], found.words)
    return (other, speaker) if other else (speaker, addressee)


def _told_of(
    analysis: Analysis, said: Filler, about: Sequence[Filler], events: Sequence[tuple[Found, str]]
) -> tuple[str, ...]:
    """The key of the event that a statement is surest about, or of several whose words it speaks
    of about as surely, in the events' order."""
    if home_of(analysis, said) < 0:
        return ()  # it stands in a dateline
    worth: dict[str, float] = {}
    spoken_of = set()
    for event, key in events:
        sure = _spoken_of(about, event)
        spoken_of |= {key} if sure else set()
        sure = max(sure, UNTOLD) - _far(analysis, said, event)
        worth[key] = max(worth.get(key, sure), sure)
    if not worth:
        return ()
    surest = max(worth, key=lambda key: worth[key])
    least = worth[surest] - NEARLY
    return tuple(k for k in worth if k == surest or (k in spoken_of and worth[k] >= least))


def _spoken_of(about: Sequence[Filler], event: Found) -> float:
    """How surely words of the event are among those that a statement is about; 0: none are."""
    shares = [
        words.sure * (1 if words.overlaps(event.words) else AGAIN)
        for words in about
        if any(map(words.overlaps, event.telling))
    ]
    return max(shares, default=0.0)


def _far(analysis: Analysis, said: Filler, event: Found) -> float:
    """What an event counts less by how far from the statement, and whether after it, it is told."""
    home = home_of(analysis, said)
    later = LATER * (home_of(analysis, event.words) > home)
    return later + AWAY * min(abs(home - home_of(analysis, words)) for words in event.telling)


def accounts_of(analysis: Analysis, found: Found, key: str) -> list[Statement]:
    """Those who tell of the event in a sentence that names who did it: each says who did it."""
    doers = [one for one in doers_of(analysis, found) if names_somebody(analysis, one)]
    statements = []
    tellers = with_appositions(analysis.article.text, found.roles.get("teller", ()))
    for teller in (one for one in tellers if names_somebody(analysis, one)):
        home = home_of(analysis, teller)
        accused = best([one for one in doers if home_of(analysis, one) == home], found.words)
        if home < 0 or accused is None or accused.overlaps(teller):
            continue
        statements.append(
            Statement(
                StatementKind.ALLEGATION,
                (home,),
                said_at(analysis, teller),
                said_at(analysis, accused),
                events=(key,),
            )
        )
    return statements


def voices_of(
    analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]
) -> list[Filler]:
    """Those the article names as saying or telling something, in text order."""
    said = [one for found in statements for one in found.roles.get("speaker", ())]
    told = [one for found in events for one in found.roles.get("teller", ())]
    named = [one for one in (*said, *told) if names_somebody(analysis, one)]
    return sorted(named, key=lambda one: one.start)


def _meant(analysis: Analysis, pronoun: Filler | None, voices: Sequence[Filler]) -> Filler | None:
    """Whom a pronoun means: the last voice before it, a few sentences back at most."""
    if pronoun is None:
        return None
    home = home_of(analysis, pronoun)
    before = [one for one in voices if one.end <= pronoun.start]
    near = [one for one in before if home - home_of(analysis, one) <= NAMED_BEFORE]
    return near[-1] if near else None


def each_once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Of statements of one kind by one speaker in one sentence the fullest; of one by nobody and
    one by somebody that. Who denies, and accuses nobody in the same words, alleges nothing."""
    kept: list[Statement] = []
    for one in statements:
        same = next((n for n, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
        elif _named(one) > _named(kept[same]):
            kept[same] = one
    denials = [one for one in kept if one.kind is StatementKind.DENIAL]
    return tuple(
        one
        for one in kept
        if not _says_nothing(one) and not any(_only_denies(one, other) for other in denials)
    )


def _says_nothing(one: Statement) -> bool:
    """Whether it is an allegation by nobody against nobody."""
    return one.kind is StatementKind.ALLEGATION and not one.speaker and not one.accused


def _is_same(one: Statement, other: Statement) -> bool:
    return (one.kind, one.sentences[:1]) == (other.kind, other.sentences[:1]) and _same_party(
        one.speaker, other.speaker
    )


def _only_denies(one: Statement, denial: Statement) -> bool:
    """Whether an allegation against nobody is what its speaker, or nobody, denies there."""
    against_nobody = one.kind is StatementKind.ALLEGATION and one.accused is None
    here = one.sentences[:1] == denial.sentences[:1]
    return against_nobody and here and _same_party(one.speaker, denial.speaker)


def _same_party(one: Said | None, other: Said | None) -> bool:
    """Whether one's words are among the other's, or nobody is named."""
    mine, its = (fold(said.text) if said else "" for said in (one, other))
    return mine in its or its in mine


def _named(one: Statement) -> int:
    parties = (one.speaker, one.accused, one.addressee, one.investigator)
    return sum(party is not None for party in parties)


def accuses_in_a_claim(statement: Statement) -> bool:
    """Whether it is read as a claim of responsibility in which somebody else is accused: who says
    "it was us" accuses nobody, so one of the two is wrong."""
    return statement.kind is StatementKind.RESPONSIBILITY and statement.accused is not None


def doubtful(statement: Statement) -> str:
    """The note for a statement of :func:`accuses_in_a_claim`."""
    speaker, accused = (
        one_line(one.text) if one else "somebody" for one in (statement.speaker, statement.accused)
    )
    return f"not coded: claim of responsibility by “{speaker}”, who accuses “{accused}” in it"
