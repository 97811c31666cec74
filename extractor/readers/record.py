"""One structured call for the whole reading, for models that can answer one.

The schema is flat, every field is required and nullable, evidence is a sentence number: the model
retypes as little as it can. Long articles are read in windows that share a few sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from extractor.codebook.types import SubEventType
from extractor.readers.linking import link_statements
from extractor.readers.prompting import one_line, prompt
from extractor.reading import Incident, Quote, Reading, Statement, StatementKind
from extractor.span import Sentence

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.protocol import Model

__all__ = ["ArticleReading", "RecordReader"]

WINDOW = 12_000  # characters of text in one call: about 3,000 tokens, and room for the answer
SHARED = 4  # sentences two windows have in common, so that an event on the seam is read whole
MOST = 12  # events, and statements, in one window; a limit keeps a small model from repeating
ANSWER_TOKENS = 3000

Words = Annotated[str, Field(max_length=300)]


class ReadEvent(BaseModel):
    """One event, in the article's words."""

    sentences: Annotated[list[int], Field(min_length=1, max_length=8)]
    sub_event_type: Literal[tuple(kind.value for kind in SubEventType)]  # type: ignore[valid-type]
    when: Words | None
    where: Words | None
    perpetrator: Words | None
    target: Words | None
    killed: Words | None
    injured: Words | None


class ReadStatement(BaseModel):
    """One statement about an event, in the article's words."""

    kind: Literal["allegation", "denial", "claim_of_responsibility", "requested_investigation"]
    sentence: int
    event: int | None
    speaker: Words | None
    accused: Words | None
    addressee: Words | None
    investigator: Words | None


class ArticleReading(BaseModel):
    """Everything the article reports."""

    events: Annotated[list[ReadEvent], Field(max_length=MOST)]
    statements: Annotated[list[ReadStatement], Field(max_length=MOST)]


class RecordReader:
    """Asks once for all events and statements, a window at a time."""

    name = "record"

    def __init__(self, model: Model) -> None:
        self.model = model
        self.prompt = prompt("record")

    @property
    def prompt_version(self) -> str:
        return self.prompt.version

    def read(self, analysis: Analysis) -> Reading:
        """Incidents and statements of the article; raises :class:`ModelError`."""
        incidents: list[Incident] = []
        statements: list[Statement] = []
        notes: list[str] = []
        for window in _windows(analysis.article.sentences):
            answer, _ = self.model.structured(
                [
                    {"role": "system", "content": self.prompt.text},
                    {"role": "user", "content": _numbered(analysis, window)},
                ],
                ArticleReading,
                max_tokens=ANSWER_TOKENS,
            )
            if len(answer.events) == MOST or len(answer.statements) == MOST:
                first, last = window[0].index + 1, window[-1].index + 1
                notes.append(
                    f"sentences {first} to {last} hold {MOST} events or statements or more"
                )
            keys = [_added(incidents, event, window) for event in answer.events]
            notes += [
                f"not coded: {event.sub_event_type} in sentences {event.sentences}: no such ones"
                for event, key in zip(answer.events, keys, strict=True)
                if key is None
            ]
            statements += [
                s for s in (_statement(one, window, keys) for one in answer.statements) if s
            ]
        linked = link_statements(analysis, _once(statements), incidents) if incidents else ()
        return Reading(tuple(incidents), linked, tuple(notes))


def _windows(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    window: list[Sentence] = []
    size = fresh = 0
    for sentence in (piece for whole in sentences for piece in _pieces(whole)):
        if fresh and size + len(sentence.text) > WINDOW:
            yield window
            window = window[-SHARED:] if len(window[-1].text) < WINDOW // SHARED else []
            size, fresh = sum(len(s.text) for s in window), 0
        window.append(sentence)
        size += len(sentence.text)
        fresh += 1
    if fresh:
        yield window


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or where it is longer than a window, pieces of it cut at a space if there is
    one; they keep its number."""
    at = 0
    while len(sentence.text) - at > WINDOW:
        cut = sentence.text.rfind(" ", at + WINDOW // 2, at + WINDOW)
        stop = cut if cut > 0 else at + WINDOW
        yield _piece(sentence, at, stop)
        at = stop
    yield _piece(sentence, at, len(sentence.text)) if at else sentence


def _piece(whole: Sentence, start: int, stop: int) -> Sentence:
    begin = whole.start + start
    text = whole.text[start:stop]
    return Sentence(begin, begin + len(text), text, whole.index, whole.paragraph)


def _numbered(analysis: Analysis, window: Sequence[Sentence]) -> str:
    article = analysis.article
    head = [f"Title: {one_line(article.title)}"] if article.title else []
    if analysis.told:
        head.append(f"Published: {analysis.told:%A %-d %B %Y}")
    lines = [f"[{s.index + 1}] {one_line(s.text)}" for s in window]
    return "\n".join([*head, *lines])


def _added(incidents: list[Incident], event: ReadEvent, window: Sequence[Sentence]) -> str | None:
    """Adds the event; the same one read again in the next window is not added twice."""
    known = {s.index for s in window}
    told = tuple(dict.fromkeys(n - 1 for n in event.sentences if n - 1 in known))
    if not told:
        return None

    def quote(words: str | None) -> tuple[Quote, ...]:
        return (Quote(words, told[0]),) if words and words.strip() else ()

    one = Incident(
        f"i{len(incidents) + 1}",
        told,
        (event.sub_event_type,),
        date=next(iter(quote(event.when)), None),
        place=next(iter(quote(event.where)), None),
        perpetrators=quote(event.perpetrator),
        targets=quote(event.target),
        killed=quote(event.killed),
        injured=quote(event.injured),
    )
    same = next((i for i in incidents if _again(i, one)), None)
    if same:
        return same.key
    incidents.append(one)
    return one.key


def _again(known: Incident, one: Incident) -> bool:
    """Whether an event is one that was read before: of the same type, told in the same sentence
    or in the same words, and nothing said of it contradicts."""
    if known.sub_event_types != one.sub_event_types:
        return False
    same = 0
    for name in ("date", "place"):
        mine, its = _words(getattr(known, name)), _words(getattr(one, name))
        if mine and its and mine not in its and its not in mine:
            return False
        same += bool(mine and its)
    shared = set(known.sentences) & set(one.sentences)
    return bool(shared) if same == 0 else bool(shared) or same == 2


def _words(quote: Quote | None) -> str:
    return one_line(quote.text).lower() if quote else ""


def _statement(
    one: ReadStatement, window: Sequence[Sentence], keys: Sequence[str | None]
) -> Statement | None:
    index = one.sentence - 1
    if index not in {s.index for s in window}:
        return None

    def quote(words: str | None) -> Quote | None:
        return Quote(words, index) if words and words.strip() else None

    about = keys[one.event - 1] if one.event and 0 < one.event <= len(keys) else None
    return Statement(
        StatementKind(one.kind),
        index,
        speaker=quote(one.speaker),
        accused=quote(one.accused),
        addressee=quote(one.addressee),
        investigator=quote(one.investigator),
        incident=about,
    )


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """Without what two windows both gave."""
    seen: dict[tuple[StatementKind, int, str], Statement] = {}
    for one in statements:
        seen.setdefault((one.kind, one.sentence, one.speaker.text if one.speaker else ""), one)
    return list(seen.values())
