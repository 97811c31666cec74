"""Builds the user's message for an article: its head, its numbered sentences, the events so far.

A long article is read in windows as large as the model's context allows. Later windows list the
events already read, so that the model can add to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.codebook.groups import actors_of
from extractor.models.protocol import estimate_tokens
from extractor.readers.prompting import one_line
from extractor.reading import Event
from extractor.text.span import Sentence

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["UNKNOWN_CONTEXT", "known_actors", "question", "window_tokens", "windows"]

UNKNOWN_CONTEXT = 32_000
"""Tokens of context assumed if the model reports none; every model offered today has more."""
ANSWER_SHARE = 0.35  # of the context, for the reply
LONGEST_WINDOW = 30_000  # tokens of text; the events of more would not fit in a reply
SHORTEST_WINDOW = 600
COUNTRIES = 2  # the article's most frequent countries, whose groups are listed for the model
MOST_ACTORS = 40
SHARED = 3  # sentences that two windows share, so that an event at the border is read whole


def window_tokens(context: int | None, fixed: int) -> int:
    """Return how many tokens of text fit into one call beside ``fixed`` tokens of instructions."""
    room = int((context or UNKNOWN_CONTEXT) * (1 - ANSWER_SHARE)) - fixed
    return max(SHORTEST_WINDOW, min(LONGEST_WINDOW, room))


def windows(sentences: Sequence[Sentence], most: int) -> Iterator[list[Sentence]]:
    """Yield the sentences in windows of about ``most`` tokens. Each but the first begins with the
    last :data:`SHARED` sentences of the one before, unless these are too long."""
    window: list[Sentence] = []
    size = fresh = 0
    for sentence in (piece for whole in sentences for piece in _pieces(whole, most)):
        tokens = estimate_tokens(sentence.text)
        if fresh and size + tokens > most:
            yield window
            shared = window[-SHARED:]
            size = sum(estimate_tokens(one.text) for one in shared)
            window = shared if size < most // 4 else []
            size, fresh = size if window else 0, 0
        window.append(sentence)
        size += tokens
        fresh += 1
    if fresh:
        yield window


def _pieces(sentence: Sentence, most: int) -> Iterator[Sentence]:
    """Yield the sentence, or if it is longer than a window, pieces of it, cut at spaces if
    possible. Pieces keep the sentence's number."""
    tokens = estimate_tokens(sentence.text)
    if tokens <= most:
        yield sentence
        return
    longest = max(200, len(sentence.text) * most // tokens)
    at = 0
    while len(sentence.text) - at > longest:
        cut = sentence.text.rfind(" ", at + longest // 2, at + longest)
        stop = cut if cut > 0 else at + longest
        yield _piece(sentence, at, stop)
        at = stop
    yield _piece(sentence, at, len(sentence.text))


def _piece(whole: Sentence, start: int, stop: int) -> Sentence:
    begin = whole.start + start
    text = whole.text[start:stop]
    return Sentence(begin, begin + len(text), text, whole.index, whole.paragraph)


def known_actors(analysis: Analysis) -> list[str]:
    """Return the names of armed groups active in the article's main countries, for the model to
    choose from; empty if there are too many to help."""
    counts = Counter(place.country for place in analysis.places if place.country)
    countries = [country for country, _ in counts.most_common(COUNTRIES)]
    found = actors_of(countries, on=analysis.filed, limit=MOST_ACTORS + 1) if countries else []
    return found if len(found) <= MOST_ACTORS else []


def question(
    analysis: Analysis,
    window: Sequence[Sentence],
    *,
    so_far: Sequence[Event] = (),
    actors: Sequence[str] = (),
) -> str:
    """Return the user's message: title, publisher, day of publication, dateline, known actors,
    events already read, and the sentences with their numbers (from 1)."""
    article = analysis.article
    line = article.dateline
    head = [
        ("Title", article.title),
        ("Publisher", article.source_name),
        ("Published", _published(analysis)),
        ("Dateline", article.text[: line.end] if line else None),
        ("Known actors", "; ".join(actors)),
    ]
    lines = [f"{name}: {one_line(value)}" for name, value in head if value and value.strip()]
    if so_far:
        lines.append("Events already read:")
        lines += [_in_short(number, event) for number, event in enumerate(so_far, 1)]
    lines += [f"[{s.index + 1}] {one_line(s.text)}" for s in window]
    return "\n".join(lines)


def _published(analysis: Analysis) -> str | None:
    """Return the day of publication; for a live blog, each entry's day with the number of its first
    sentence."""
    if not analysis.article.blocks:
        return f"{analysis.published:%A %-d %B %Y}" if analysis.published else None
    said = []
    for block in analysis.article.blocks:
        number = next((s.index for s in analysis.article.sentences if s.start >= block.start), None)
        day = analysis.filed_at(block.start)
        if number is not None:
            said.append(f"from [{number + 1}] on {f'{day:%A %-d %B %Y}' if day else 'not known'}")
    return "entries of a live blog, " + ", ".join(said)


def _in_short(number: int, event: Event) -> str:
    days = [f"{when.first}" for when in event.when if when.first]
    places = [where.name or (where.said.text if where.said else "") for where in event.where]
    words = event.what.text if event.what else ""
    parts = [event.sub_event_types[0], *days[:1], *[p for p in places[:1] if p], f"“{words}”"]
    return f"{number}. {one_line(', '.join(parts))}"
