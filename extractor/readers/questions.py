"""Small questions for small models: one sentence, two or three blanks, answers copied from it.

Code proposes the incidents and finds the sentences where somebody accuses, denies or asks for an
investigation; the model is asked only who did it to whom and who speaks of whom. Its answers are
forced to be words of the sentence (an llguidance grammar, where the server takes one) and held
against the sentence's grammar. The system prompt is the same for every question, so that a server
with a prefix cache reads it once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.article import Article
from extractor.mentions.claim_frames import asked_and_charged, is_accused, is_said, speaks
from extractor.mentions.claims import ClaimMention
from extractor.mentions.frames import acts, suffers, two_sides
from extractor.readers.agents import doer_and_target, speaker_and_accused, who_is_behind
from extractor.readers.candidates import DESTRUCTION, Candidate, candidates
from extractor.readers.linking import link_statements
from extractor.readers.prompting import one_line, prompt
from extractor.readers.sequel import sequels
from extractor.readers.sorting import sort_sentences
from extractor.readers.tellings import Telling
from extractor.reading import Incident, Quote, Reading, Statement, StatementKind
from extractor.resolve.grounding import ground
from extractor.span import Sentence, Span

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.protocol import Answer, Model

__all__ = ["QuestionReader"]

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
ASKED_AGAIN = re.compile(
    r"(?:repeat|echo|back|support|reject|dismiss|refut|disput)(?:e?d|e?s)\b|den(?:ied|ies)\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\W*(?:(?:at|in|on|around|about|near|dans|en|au|aux|à)\b|\d|$)"
)  # "29 July at 2220"
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
            claims = [
                (sentence, claim)
                for sentence in analysis.article.sentences
                for claim in analysis.within(analysis.claims, sentence)
                if claim.weight >= ASKED
                and is_said(analysis.article.text, claim.kind, claim.span, sentence)
            ]
        else:
            told, claims = sort_sentences(self.model, analysis)
            found, notes = candidates(analysis, told)
            notes.append(NO_LEXICON)
        incidents = tuple(
            self._incident(analysis, f"i{number}", candidate, more)
            for number, (candidate, more) in enumerate(
                zip(found, sequels(analysis, found), strict=True), 1
            )
        )
        statements = (
            link_statements(analysis, tuple(self._statements(analysis, claims)), incidents)
            if found
            else ()
        )
        return Reading(incidents, statements, tuple(notes))

    def _incident(
        self, analysis: Analysis, key: str, candidate: Candidate, more: tuple[int, ...]
    ) -> Incident:
        told = candidate.tellings
        own = [(t.sentence.index, t.part) for t in told]
        asked = [t for t in told if not t.claims] or told[:1]
        # What was burnt besides tells least of who was hurt.
        asked = [t for t in asked if t.sub_event_type != DESTRUCTION] or asked
        asked = asked[:TELLINGS]
        # At a demonstration others act too: who marched stands in the first sentence.
        first = told[:1] if candidate.family == "demonstration" else asked
        doers, targets, fought = self._plain(analysis, first)
        behind = who_is_behind(analysis, own)
        rest = [(index, analysis.article.sentences[index]) for index in more]
        later = who_is_behind(analysis, rest, later=True)
        if not behind.did and not doers:
            behind = replace(behind, did=later.did)
        if not (behind.blamed or behind.owned):
            behind = replace(behind, blamed=later.blamed, owned=later.owned)
        doers = doers if fought else behind.did or doers
        for telling in asked:
            if doers and targets:
                break
            by, against = self._parties(analysis, telling, bool(doers), bool(targets))
            doers = doers or by
            targets = targets or against
        incident = incident_of(key, candidate, doers, targets)
        return replace(incident, more=more, blamed=behind.blamed, owned=behind.owned)

    def _plain(
        self, analysis: Analysis, told: Sequence[Telling]
    ) -> tuple[tuple[Quote, ...], tuple[Quote, ...], bool]:
        """Doer and target as the grammar of some telling shows them, the first that does, and
        whether they fought each other."""
        fought = False
        doers: tuple[Quote, ...] = ()
        targets: tuple[Quote, ...] = ()
        doer: Span | None
        target: Span | None
        for telling in told:
            index = telling.sentence.index
            sides = two_sides(analysis.article.text, telling.head.span, telling.sentence)
            if not sides or any(_is_place(analysis, side) for side in sides):
                doer, target = doer_and_target(analysis, telling)
            else:
                doer, target = sides
                fought = fought or not doers
            doers = doers or ((Quote(doer.text, index),) if doer else ())
            targets = targets or ((Quote(target.text, index),) if target else ())
        return doers, targets, fought

    def _parties(
        self, analysis: Analysis, telling: Telling, has_doer: bool, has_target: bool
    ) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
        """Doer and target as the model reads them, what is known already left out."""
        article, head = analysis.article, telling.head.span
        if not analysis.languages:  # no rules to hold an answer against: unknown, not a guess
            return (), ()
        answers = self._ask(_question(article, telling.sentence, head, "event", EVENT_BLANKS))
        text, index = article.text, telling.sentence.index
        by = _if(answers.get("By"), article, lambda span: acts(text, head, span))
        against = _if(
            answers.get("Against"),
            article,
            lambda span: suffers(text, head, span) and not _is_place(analysis, span),
        )
        doer, target = ground(article, by), ground(article, against)
        if doer and target and doer.overlaps(target):
            against = None
        return (
            (replace(by, sentence=index),) if by and not has_doer else (),
            (replace(against, sentence=index),) if against and not has_target else (),
        )

    def _statements(
        self, analysis: Analysis, claims: Sequence[tuple[Sentence, ClaimMention]]
    ) -> Iterator[Statement]:
        asked: set[tuple[int, StatementKind]] = set()
        for sentence, claim in claims:
            if (sentence.index, claim.kind) not in asked:
                asked.add((sentence.index, claim.kind))
                yield self._statement(analysis, sentence, claim)

    def _statement(self, analysis: Analysis, sentence: Sentence, claim: ClaimMention) -> Statement:
        article = analysis.article
        task, blanks = CLAIMS[claim.kind]
        told = speaker_and_accused(analysis, sentence, claim)
        plain = dict(zip(("By", "Against"), told, strict=True))
        if all(plain.get(blank) for blank in blanks):
            answers = {}  # it stands there: nobody need be asked
        else:
            answers = self._ask(_question(article, sentence, claim.span, task, blanks))
        answers |= {
            blank: Quote(span.text, sentence.index)
            for blank, span in plain.items()
            if span and blank in blanks
        }
        speaker, accused = answers.get("By"), answers.get("Against")
        if analysis.languages:  # else there are no rules to hold the answers against
            speaker = speaker or self._speaker(article, sentence, claim)
            speaker = _if(speaker, article, lambda span: speaks(article.text, claim.span, span))
            accused = _if(accused, article, lambda span: is_accused(article.text, claim.span, span))
        addressee, investigator = answers.get("To"), answers.get("Investigator")
        asked = ground(article, addressee)
        charged = asked_and_charged(article.text, sentence, asked) if asked else None
        if charged:
            addressee, investigator = (Quote(span.text, sentence.index) for span in charged)
        return Statement(
            claim.kind,
            sentence.index,
            speaker=speaker,
            accused=accused,
            addressee=addressee,
            investigator=investigator,
        )

    def _speaker(self, article: Article, sentence: Sentence, claim: ClaimMention) -> Quote | None:
        """Asked once more in plain words, where a verb shows that somebody does say it."""
        if not ASKED_AGAIN.match(claim.span.text):
            return None
        words = one_line(claim.span.text)
        window = _window(article, sentence, claim.span)
        plain = Question(sentence, window, f"Who {words}?", "", ("By",))
        return self._ask(plain).get("By")

    def _ask(self, question: Question) -> dict[str, Quote]:
        """The blanks that were filled, as quotes of the sentence."""
        answer = self.model.ask(
            [
                {"role": "system", "content": self.prompt.text},
                {"role": "user", "content": question.text},
            ],
            max_tokens=ANSWER_TOKENS * len(question.blanks),
            grammar=question.grammar,
            logprobs=True,
        )
        filled = _filled(answer, question.blanks, question.sentence.index)
        if not answer.finished and filled:  # the last words were cut: half a name is another's
            filled.pop(next(reversed(filled)))
        return filled


def incident_of(
    key: str, candidate: Candidate, doers: tuple[Quote, ...], targets: tuple[Quote, ...]
) -> Incident:
    """The incident of a candidate, its values as quotes of the sentences they stand in."""
    first = candidate.tellings[0]

    def at(span: Span) -> Quote:
        home = next((t.sentence for t in candidate.tellings if span.within(t.sentence)), None)
        last = candidate.tellings[-1].sentence
        after = last.index + 1 if span.start >= last.end else None  # a count told right after
        return Quote(span.text, home.index if home else after)

    def toll(state: str) -> tuple[Quote, ...]:
        return tuple(at(m.span) for m in candidate.casualties(state))

    date, place = candidate.date, candidate.place
    return Incident(
        key,
        tuple(dict.fromkeys(t.sentence.index for t in candidate.tellings)),
        candidate.sub_event_types,
        what=Quote(first.head.span.text, first.sentence.index),
        date=at(date.span) if date else None,
        place=at(place.span) if place and place.span else None,
        perpetrators=doers,
        targets=targets,
        killed=toll("killed"),
        injured=toll("injured"),
        known=candidate.known,
    )


def _if(quote: Quote | None, article: Article, allowed: Callable[[Span], bool]) -> Quote | None:
    """The quote, unless its words stand where the grammar does not allow them; coding drops and
    notes words that are not in the article at all."""
    span = ground(article, quote)
    return quote if span is None or allowed(span) else None


def _is_place(analysis: Analysis, span: Span) -> bool:
    """A bare place or day is where or when it happened, not whom it was done to."""
    return any(
        span.within(other)
        or (span.start == other.start and CLOCK.match(span.text, len(other.text)))
        for other in analysis.apart_in(span)
    )


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


def _filled(answer: Answer, blanks: Sequence[str], sentence: int) -> dict[str, Quote]:
    filled = {}
    for line in answer.text.splitlines():
        name, _, words = line.partition(":")
        if name.strip() in blanks and words.strip() not in ("", NOTHING):
            filled[name.strip()] = Quote(words.strip(), sentence, answer.probability)
    return filled
