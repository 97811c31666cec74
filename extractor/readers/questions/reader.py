"""Small questions for small models: one sentence, two or three blanks, answers copied from it.

Code proposes the incidents and finds the sentences where somebody accuses, denies or asks for an
investigation; the model is asked only who did it to whom and who speaks of whom. Its answers are
forced to be words of the sentence (an llguidance grammar, where the server takes one) and held
against the sentence's grammar. The system prompt is the same for every question, so that a server
with a prefix cache reads it once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.codebook.attribution import Attribution, Role
from extractor.grammar.claim_frames import asked_and_charged, is_accused, is_said, speaks
from extractor.grammar.frames import acts, suffers, two_sides
from extractor.lexicon.claims import ClaimMention
from extractor.limits import time_is_up
from extractor.readers.linking import link_statements
from extractor.readers.prompting import one_line, prompt
from extractor.readers.questions.agents import doer_and_target, speaker_and_accused, who_is_behind
from extractor.readers.questions.candidate import DESTRUCTION, Candidate
from extractor.readers.questions.candidates import candidates
from extractor.readers.questions.sorting import sort_sentences
from extractor.readers.questions.tellings import Telling
from extractor.reading import (
    Event,
    Party,
    Reading,
    Said,
    Statement,
    StatementKind,
    TollState,
    TollTold,
    When,
    Where,
)
from extractor.reading.grounding import said
from extractor.text.article import Article
from extractor.text.span import Sentence, Span

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.protocol import Answer, Model

__all__ = ["ASKED", "QuestionReader", "claims_made"]

EVENT_BLANKS = ("By", "Against")
CLAIMS: dict[StatementKind, tuple[str, tuple[str, ...]]] = {
    StatementKind.ALLEGATION: ("accusation", ("By", "Against")),
    StatementKind.DENIAL: ("denial", ("By",)),
    StatementKind.RESPONSIBILITY: ("claim of responsibility", ("By",)),
    StatementKind.INVESTIGATION: ("request to investigate", ("By", "To", "Investigator")),
}
ASKED = 2  # claim words lighter than this only hint
TELLINGS = 3  # of one incident; more add words, not facts
NO_LEXICON = (
    "the text is in a language without a lexicon: who acted is left open, and types are the model's"
)
# Finite verbs with an object: somebody did it, so "nobody" is no answer the first time.
ASKED_AGAIN = (
    *("repeat", "echo", "back", "support", "reject", "dismiss", "refut", "disput", "deni"),
)
NOTHING = "-"
ANSWER_TOKENS = 40  # a long name with its office, in any language; for each blank
WINDOW = 260  # characters on either side of the words asked about


@dataclass(frozen=True)
class Question:
    """One question about one stretch of a sentence."""

    sentence: Sentence
    window: Span
    task: str
    words: str
    blanks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The user's message. White space is folded, since news wraps its lines anywhere."""
        about = f' ("{one_line(self.words)}")' if self.words else ""
        return f'Sentence: "{one_line(self.window.text)}"\n{self.task}{about}'

    @property
    def grammar(self) -> str:
        """Only words of the window, or a dash, may fill the blanks."""
        lines = ' "\\n" '.join(f'"{blank}: " V' for blank in self.blanks)
        words = json.dumps({"substring_words": one_line(self.window.text)}, ensure_ascii=False)
        return f'%llguidance {{}}\nstart: {lines}\nV: W | "{NOTHING}"\nW: %regex {words}\n'


class QuestionReader:
    """Asks about each incident and each claim that code has found."""

    name = "questions"

    def __init__(self, model: Model) -> None:
        self.model = model
        self.prompt = prompt("questions")

    @property
    def prompt_version(self) -> str:
        return self.prompt.version

    def read(self, analysis: Analysis) -> Reading:
        """Incidents and statements of the article; raises :class:`ModelError`."""
        if analysis.languages:
            found, notes = candidates(analysis)
            claims = claims_made(analysis)
        else:
            told, claims = sort_sentences(self.model, analysis)
            found, notes = candidates(analysis, told)
            notes.append(NO_LEXICON)
        events = tuple(
            self._event(analysis, f"i{number}", candidate)
            for number, candidate in enumerate(found, 1)
        )
        statements = (
            link_statements(analysis, tuple(self.statements(analysis, claims)), events)
            if found
            else ()
        )
        return Reading(events, statements, tuple(notes))

    def _event(self, analysis: Analysis, key: str, candidate: Candidate) -> Event:
        tellings = candidate.tellings
        asked = [t for t in tellings if not t.claims] or tellings[:1]
        # What was burnt besides tells least of who was hurt.
        asked = [t for t in asked if t.sub_event_type != DESTRUCTION] or asked
        asked = asked[:TELLINGS]
        # At a demonstration others act too: who marched stands in the first sentence.
        first = tellings[:1] if candidate.family == "demonstration" else asked
        doers, targets, fought = self._plain(analysis, first)
        behind = who_is_behind(analysis, [t.part for t in tellings])
        doers = doers if fought else behind.did or doers
        for telling in asked:
            if (doers and targets) or time_is_up(telling.sentence.start):
                break
            by, against = self._parties(analysis, telling, bool(doers), bool(targets))
            doers = doers or by
            targets = targets or against
        parties = (
            *_parties_of(Role.PERPETRATOR, doers),
            *_parties_of(Role.PERPETRATOR, behind.owned, Attribution.CLAIMED),
            *_parties_of(Role.PERPETRATOR, behind.blamed, Attribution.ACCUSED),
            *_parties_of(Role.TARGET, targets),
        )
        return replace(event_of(key, candidate), parties=parties)

    def _plain(
        self, analysis: Analysis, told: Sequence[Telling]
    ) -> tuple[tuple[Said, ...], tuple[Said, ...], bool]:
        """Doer and target as the grammar of some telling shows them, the first that does, and
        whether they fought each other."""
        fought = False
        doers: tuple[Said, ...] = ()
        targets: tuple[Said, ...] = ()
        doer: Span | None
        target: Span | None
        for telling in told:
            sides = two_sides(analysis.article.text, telling.head.span, telling.sentence)
            if not sides or any(_is_place(analysis, side) for side in sides):
                doer, target = doer_and_target(analysis, telling)
            else:
                doer, target = sides
                fought = fought or not doers
            doers = doers or ((Said.at(doer),) if doer else ())
            targets = targets or ((Said.at(target),) if target else ())
        return doers, targets, fought

    def _parties(
        self, analysis: Analysis, telling: Telling, has_doer: bool, has_target: bool
    ) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
        """Doer and target as the model reads them, what is known already left out."""
        article, head = analysis.article, telling.head.span
        if not analysis.languages:  # no rules to hold an answer against: unknown, not a guess
            return (), ()
        answers = self._ask(
            article, _question(article, telling.sentence, head, "event", EVENT_BLANKS)
        )
        text = article.text
        by = _if(answers.get("By"), lambda span: acts(text, head, span))
        against = _if(
            answers.get("Against"),
            lambda span: suffers(text, head, span) and not _is_place(analysis, span),
        )
        if by and against and by.span and against.span and by.span.overlaps(against.span):
            against = None
        return (
            (by,) if by and not has_doer else (),
            (against,) if against and not has_target else (),
        )

    def statements(
        self, analysis: Analysis, claims: Sequence[tuple[Sentence, ClaimMention]]
    ) -> Iterator[Statement]:
        """A statement for each kind of claim of a sentence, whatever it is about."""
        asked: set[tuple[int, StatementKind]] = set()
        for sentence, claim in claims:
            if time_is_up(sentence.start):
                break
            if (sentence.index, claim.kind) not in asked:
                asked.add((sentence.index, claim.kind))
                yield self._statement(analysis, sentence, claim)

    def _statement(self, analysis: Analysis, sentence: Sentence, claim: ClaimMention) -> Statement:
        article = analysis.article
        task, blanks = CLAIMS[claim.kind]
        parties = speaker_and_accused(analysis, sentence, claim)
        plain = dict(zip(("By", "Against"), parties, strict=True))
        if all(plain.get(blank) for blank in blanks):
            answers = {}  # it stands there: nobody need be asked
        else:
            answers = self._ask(article, _question(article, sentence, claim.span, task, blanks))
        answers |= {
            blank: Said.at(span) for blank, span in plain.items() if span and blank in blanks
        }
        speaker, accused = answers.get("By"), answers.get("Against")
        if analysis.languages:  # else there are no rules to hold the answers against
            speaker = speaker or self._speaker(article, sentence, claim)
            speaker = _if(speaker, lambda span: speaks(article.text, claim.span, span))
            accused = _if(accused, lambda span: is_accused(article.text, claim.span, span))
        addressee, investigator = answers.get("To"), answers.get("Investigator")
        asked = addressee.span if addressee else None
        charged = asked_and_charged(article.text, sentence, asked) if asked else None
        if charged:
            addressee, investigator = (Said.at(span) for span in charged)
        return Statement(
            claim.kind,
            (sentence.index,),
            speaker=speaker,
            accused=accused,
            addressee=addressee,
            investigator=investigator,
        )

    def _speaker(self, article: Article, sentence: Sentence, claim: ClaimMention) -> Said | None:
        """Asked once more in plain words, where a verb shows that somebody does say it."""
        first = claim.span.text.lower().split()[0]
        if not (first.startswith(ASKED_AGAIN) and first.endswith(("ed", "s"))):
            return None
        words = one_line(claim.span.text)
        window = _window(article, sentence, claim.span)
        plain = Question(sentence, window, f"Who {words}?", "", ("By",))
        return self._ask(article, plain).get("By")

    def _ask(self, article: Article, question: Question) -> dict[str, Said]:
        """The blanks that were filled, with where their words stand."""
        answer = self.model.ask(
            [
                {"role": "system", "content": self.prompt.text},
                {"role": "user", "content": question.text},
            ],
            max_tokens=ANSWER_TOKENS * len(question.blanks),
            grammar=question.grammar,
            logprobs=True,
        )
        filled = _filled(article, answer, question)
        if not answer.finished and filled:  # the last words were cut: half a name is another's
            filled.pop(next(reversed(filled)))
        return filled


def claims_made(analysis: Analysis) -> list[tuple[Sentence, ClaimMention]]:
    """The words of the text by which somebody does accuse, deny, own up or ask for an inquiry."""
    return [
        (sentence, claim)
        for sentence in analysis.article.sentences
        for claim in analysis.within(analysis.claims, sentence)
        if claim.weight >= ASKED
        and is_said(analysis.article.text, claim.kind, claim.span, sentence)
    ]


def event_of(key: str, candidate: Candidate) -> Event:
    """The event of a candidate, without its parties."""
    first = candidate.tellings[0]
    date, place = candidate.date, candidate.place
    return Event(
        key,
        tuple(dict.fromkeys(t.sentence.index for t in candidate.tellings)),
        candidate.sub_event_types,
        what=Said.at(first.head.span),
        when=(When(Said.at(date.span)),) if date else (),
        where=(Where(Said.at(place.span)),) if place and place.span else (),
        tolls=tuple(
            TollTold(state, Said.at(mention.span))
            for state in (TollState.KILLED, TollState.INJURED)
            for mention in candidate.casualties(state.value)
        ),
        background=candidate.known,
    )


def _parties_of(
    role: Role, words: Sequence[Said], attribution: Attribution | None = None
) -> Iterator[Party]:
    return (Party(role, one, attribution=attribution) for one in words)


def _if(words: Said | None, allowed: Callable[[Span], bool]) -> Said | None:
    """The words, unless they stand where the grammar does not allow them; coding drops and
    notes words that are not in the article at all."""
    return words if words is None or words.span is None or allowed(words.span) else None


def _is_place(analysis: Analysis, span: Span) -> bool:
    """A bare place or day is where or when it happened, not whom it was done to."""
    return any(span.within(other) for other in analysis.apart_in(span))


def _question(
    article: Article, sentence: Sentence, words: Span, task: str, blanks: tuple[str, ...]
) -> Question:
    return Question(sentence, _window(article, sentence, words), task, words.text[:120], blanks)


def _window(article: Article, sentence: Sentence, words: Span) -> Span:
    """The sentence, or of a very long one the part around the words, cut between words."""
    start, end = sentence.start, sentence.end
    if len(sentence.text) > 2 * WINDOW + len(words.text):
        start = max(start, words.start - WINDOW)
        end = min(end, words.end + WINDOW)
        while start > sentence.start and not article.text[start - 1].isspace():
            start -= 1
        while end < sentence.end and not article.text[end].isspace():
            end += 1
    return article.span(start, end)


def _filled(article: Article, answer: Answer, question: Question) -> dict[str, Said]:
    filled = {}
    for line in answer.text.splitlines():
        name, _, words = line.partition(":")
        if name.strip() in question.blanks and words.strip() not in ("", NOTHING):
            found = said(article, words, (question.sentence.index,), probability=answer.probability)
            if found:
                filled[name.strip()] = found
    return filled
