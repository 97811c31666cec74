"""The tagger: finds the trigger words of events and statements and the words that fill their roles.

A *filler* (:class:`Filler`) is a span of words marked for a role ("doer", "place", "killed"). To
read one event, the network is run again with a *mark* on its trigger: it then gives that event's
type and roles. Spans are character offsets in the article's text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from extractor.limits import time_is_up
from extractor.models.encoder.network import Lower, Network, Top
from extractor.models.encoder.pieces import Piece, Pieces
from extractor.models.encoder.spans import PieceSpan, role_spans, tagged_spans
from extractor.models.encoder.whole_words import whole_words
from extractor.models.encoder.windows import Window, windows_of
from extractor.text.span import Sentence

__all__ = ["Filler", "Found", "Further", "Heard", "Tagged", "Tagger"]

Floats = NDArray[np.float32]
EVENT, STATEMENT = 1, 2
LOOKED_AT = 0.12
"""Words at least this likely to be an event's trigger are read again with the mark on them."""
LEAST_ROLE, FURTHER = 0.5, 0.3
"""A filler needs one piece with at least the first probability. For an event's roles, the pieces
beside it need only the second."""
FAINT_STATEMENT, CERTAIN = 0.2, 0.95
"""Words ``FAINT_STATEMENT`` likely to be a statement's trigger are read with the mark, too. They
make a statement if its kind and its speaker then reach ``CERTAIN``. Allegations are excluded:
faint words that seem to accuse mostly just report."""
MOST_MARKED = 64
"""Most triggers of a stretch that are read with a mark, the likeliest first; a stretch holds no
more events."""
MOST_ASKED, MOST_HEARD = 2, 4
"""Most words of a stretch that are read because a caller asks (``further``, ``heard``), as events
and as statements; each costs as much as an event."""
FAINT, FAINT_ROLES = 0.3, ("doer", "target")
"""If nothing fills one of these roles, the likeliest words fill it from this probability on."""
FAINT_SPEAKER = "faint_speaker"
"""An extra role, not trained: words at least ``FAINT`` likely to be the speaker's."""
SAME = 0.5
DETAIL = 0.7
"""Least probability of an attribution or a relation."""


@dataclass(frozen=True)
class Filler:
    """Words marked for a role. ``sure`` is the probability; ``detail`` is an index into the
    tagger's attributions (doers) or relations (places), 0 for the plain one."""

    start: int
    end: int
    sure: float
    detail: int = 0

    def overlaps(self, other: Filler) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Filler) -> bool:
        """Whether this span lies within the other."""
        return other.start <= self.start and self.end <= other.end


@dataclass
class Found:
    """One event or statement as the tagger found it.

    ``words`` is the trigger. ``kinds`` are types with their probabilities, likeliest first.
    ``background`` and ``real`` are probabilities (``real``: that it is an event at all). ``roles``
    has the fillers by role. ``asked`` is set if its words were read because a caller asked, not
    because they looked like a trigger.
    """

    words: Filler
    kinds: list[tuple[str, float]]
    real: float
    background: float = 0.0
    roles: dict[str, list[Filler]] = field(default_factory=dict)
    asked: bool = False

    @property
    def kind(self) -> str:
        """The likeliest type."""
        return self.kinds[0][0]

    def as_kind(self, kind: str) -> Found:
        """Return a copy with another likeliest type of the same probability."""
        return replace(self, kinds=[(kind, self.kinds[0][1]), *self.kinds[1:]])

    @property
    def telling(self) -> list[Filler]:
        """All trigger words of the event: the main ones, then those in role "same"."""
        return [self.words, *self.roles.get("same", ())]

    def is_told_in(self, words: Iterable[Filler]) -> bool:
        """Whether any of these words overlap the trigger words."""
        return any(one.overlaps(filler) for one in words for filler in self.telling)


class Tagged(NamedTuple):
    """What is found in a text: events and statements, each in the order of their triggers.

    ``tells`` is the probability that the text reports a current event at all: that of its
    likeliest stretch.
    """

    events: list[Found]
    statements: list[Found]
    tells: float


Further = Callable[[int, int, Sequence[Found]], Sequence[tuple[int, int]]]
"""Takes where a stretch of the text begins and ends and the events found there. Returns the offsets
of further words that are to be read as events."""
Heard = Callable[[int, int, Sequence[Found], Sequence[Found]], Sequence[tuple[int, int]]]
"""Takes the same and the statements found there. Returns offsets of words to read as statements."""


class Tagger:
    """A network with the names of its classes (event types, roles, attributions …)."""

    def __init__(self, network: Network, pieces: Pieces) -> None:
        self._network, self._pieces = network, pieces
        # The matrices are small. More threads are hardly faster on a quiet machine, and wait for
        # each other, spinning, on a busy one (docs/reliability.md).
        self._threads = ThreadpoolController()
        about = network.about
        self.event_types = [str(name) for name in _list(about["event_types"])]
        self.statement_kinds = [str(name) for name in _list(about["statements"])]
        self.roles = [str(name) for name in _list(about["roles"])]
        self.attributions = [str(name) for name in _list(about["attributions"])]
        self.relations = [str(name) for name in _list(about["relations"])]

    def read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        also: Sequence[tuple[int, int]] = (),
        further: Further | None = None,
        heard: Heard | None = None,
    ) -> Tagged:
        """Return the events and statements of a text.

        ``also`` has character offsets of words that are read as events in any case. For each
        stretch, ``further`` and ``heard`` may give more: read as events and as statements.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            return self._read(text, sentences, also, further, heard)

    def _read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        also: Sequence[tuple[int, int]] = (),
        further: Further | None = None,
        heard: Heard | None = None,
    ) -> Tagged:
        pieces = self._pieces.of_text(text)
        events: list[Found] = []
        statements: list[Found] = []
        tells = 0.0
        for window in windows_of(pieces, sentences):
            if window.fresh and time_is_up(pieces[window.fresh].start):
                break
            stretch = _Stretch(self, text, pieces[window.start : window.end])
            tells = max(tells, stretch.tells)
            found = stretch.events(also)
            if further:
                found += stretch.asked(further(stretch.start, stretch.end, found))
            events += [one for one in found if _is_fresh(one, pieces, window)]
            said = stretch.statements()
            if heard:
                said += stretch.heard(heard(stretch.start, stretch.end, found, said))
            statements += [one for one in said if _is_fresh(one, pieces, window)]
        for found in (events, statements):
            found.sort(key=lambda one: one.words.start)
        return Tagged(events, statements, tells)

    def tells(self, text: str, sentences: Sequence[Sentence], enough: float = 1.0) -> float:
        """Return only the probability that a text reports a current event (see :class:`Tagged`).

        Each stretch is read once, without a mark. Stops at the first that reaches ``enough``.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            pieces = self._pieces.of_text(text)
            most = 0.0
            for window in windows_of(pieces, sentences):
                if most >= enough or (window.fresh and time_is_up(pieces[window.fresh].start)):
                    break
                lower = self._network.lower([one.id for one in pieces[window.start : window.end]])
                top = self._network.upper(lower)
                most = max(most, _sigmoid(self._network.tells_of_event(top)))
            return most

    @property
    def network(self) -> Network:
        """The network behind this tagger."""
        return self._network


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _is_fresh(one: Found, pieces: Sequence[Piece], window: Window) -> bool:
    """Whether any trigger word is in the part of the window that no earlier window held."""
    begin = pieces[window.fresh].start
    return any(filler.start >= begin for filler in one.telling)


class _Stretch:
    """One window's pieces, read once without a mark."""

    def __init__(self, tagger: Tagger, text: str, pieces: Sequence[Piece]) -> None:
        self._tagger, self._text, self._pieces = tagger, text, pieces
        self.start, self.end = pieces[0].start, pieces[-1].end
        self._network = tagger.network
        self._lower: Lower = self._network.lower([piece.id for piece in pieces])
        top = self._network.upper(self._lower)
        tags = self._network.head(top, "tags")
        self._event_tags, self._statement_tags = _softmax(tags[:, :3]), _softmax(tags[:, 3:])
        self._inside = 1 - self._event_tags[:, 0]
        self.tells = _sigmoid(self._network.tells_of_event(top))

    def events(self, also: Sequence[tuple[int, int]] = ()) -> list[Found]:
        """Return the events, reading the surest triggers first. Words that the mark shows to be
        the same event's are not read again."""
        spans = tagged_spans(self._event_tags[:, 0], self._event_tags[:, 1], LOOKED_AT)
        for words in also:
            span = self._span(*words)
            if span and not any(_overlap(span, other) for other in spans):
                spans.append(span)
        waiting = sorted(spans, key=lambda span: -span.sure)[:MOST_MARKED]
        found: list[Found] = []
        while waiting:
            span = waiting.pop(0)
            one, same = self._event(span)
            if one.words.end <= one.words.start:
                continue
            if one.real >= 0.5:
                waiting = [w for w in waiting if not any(_overlap(w, s) for s in same)]
            found.append(one)
        return found

    def asked(self, words: Sequence[tuple[int, int]]) -> list[Found]:
        """Read words of this stretch as events that do not look like a trigger by themselves."""
        spans = (span for one in words if (span := self._span(*one)))
        found = [self._event(span)[0] for span in islice(spans, MOST_ASKED)]
        return [replace(one, asked=True) for one in found if one.words.end > one.words.start]

    def _span(self, start: int, end: int) -> PieceSpan | None:
        """Return the pieces at these character offsets; ``None`` if another window has them."""
        at = [n for n, one in enumerate(self._pieces) if one.start < end and start < one.end]
        if not at:
            return None
        return PieceSpan(at[0], at[-1] + 1, float(self._inside[at[0] : at[-1] + 1].max()))

    def _event(self, span: PieceSpan) -> tuple[Found, list[PieceSpan]]:
        marked = (span.start, span.end)
        top = self._network.upper(self._lower, marked, EVENT)
        judged = self._network.judged(top, marked)
        names = self._tagger.event_types
        kinds = _softmax(judged[: len(names) + 1])
        real = 1 - float(kinds[-1])
        ranked = sorted(zip(names, kinds.tolist(), strict=False), key=lambda pair: -pair[1])
        roles = self._roles(top, EVENT)
        same = [s for s in roles.pop("same", []) if s.sure >= SAME]
        one = Found(
            self._filler(span),
            [(name, p / max(real, 1e-9)) for name, p in ranked[:5]],
            real,
            _sigmoid(float(judged[len(names) + 1])),
            {role: self._detailed(top, role, spans) for role, spans in roles.items()},
        )
        one.roles["same"] = self._fillers(same)
        return one, same

    def statements(self) -> list[Found]:
        """Return the statements, each with its parties and the triggers it is about."""
        outside, first = self._statement_tags[:, 0], self._statement_tags[:, 1:-1].sum(-1)
        spans = tagged_spans(outside, first)
        faint = tagged_spans(outside, first, FAINT_STATEMENT)
        faint = [span for span in faint if not any(_overlap(span, other) for other in spans)]
        faint = sorted(faint, key=lambda span: -span.sure)[:MOST_MARKED]
        found = [self._statement(span) for span in spans]
        found += filter(_is_certain, map(self._statement, faint))
        return [one for one in found if one.words.end > one.words.start]

    def heard(self, words: Sequence[tuple[int, int]]) -> list[Found]:
        """Read words of this stretch as statements."""
        spans = (span for one in words if (span := self._span(*one)))
        found = [self._statement(span) for span in islice(spans, MOST_HEARD)]
        return [replace(one, asked=True) for one in found if one.words.end > one.words.start]

    def _statement(self, span: PieceSpan) -> Found:
        marked = (span.start, span.end)
        top = self._network.upper(self._lower, marked, STATEMENT)
        judged = self._network.judged(top, marked)[len(self._tagger.event_types) + 3 :]
        kinds = _softmax(judged)
        names = self._tagger.statement_kinds
        ranked = sorted(zip(names, kinds.tolist(), strict=False), key=lambda pair: -pair[1])
        roles = self._roles(top, STATEMENT)
        fillers = {role: self._fillers(spans) for role, spans in roles.items()}
        return Found(self._filler(span), ranked, 1 - float(kinds[-1]), 0.0, fillers)

    def _roles(self, top: Top, mark: int) -> dict[str, list[PieceSpan]]:
        said = self._network.head(top, "roles")
        probabilities = _sigmoids(said).reshape(len(said), -1, 2)
        cut = self._tagger.roles.index("speaker")
        wanted = range(cut) if mark == EVENT else range(cut, len(self._tagger.roles))
        further = FURTHER if mark == EVENT else LEAST_ROLE
        found = {}
        for number in wanted:
            inside, first = probabilities[:, number, 0], probabilities[:, number, 1]
            role, peak = self._tagger.roles[number], inside.max(initial=0)
            least = LEAST_ROLE if peak >= LEAST_ROLE or role not in FAINT_ROLES else FAINT
            if peak >= least:
                spans = role_spans(inside, first, least, min(further, least))
                if least < LEAST_ROLE:
                    spans = [max(spans, key=lambda span: span.sure)]
                found[role] = _moved(spans, top.first)
            if role == "speaker":
                faint = _moved(role_spans(inside, first, FAINT, FAINT), top.first)
                sure = found.get(role, [])
                found[FAINT_SPEAKER] = [s for s in faint if not any(_overlap(s, o) for o in sure)]
        return found

    def _detailed(self, top: Top, role: str, spans: Sequence[PieceSpan]) -> list[Filler]:
        """Return the fillers of a role: doers with an attribution, places with a relation."""
        if role not in ("doer", "place"):
            return self._fillers(spans)
        said = self._network.head(top, "details")
        many = len(self._tagger.attributions)
        part = said[:, :many] if role == "doer" else said[:, many:]
        places = [(span.start - top.first, span.end - top.first) for span in spans]
        details = [_certain(_softmax(part[start:end].mean(0))) for start, end in places]
        kept = [self._filler(*pair) for pair in zip(spans, details, strict=True)]
        return [one for one in kept if one.end > one.start]

    def _filler(self, span: PieceSpan, detail: int = 0) -> Filler:
        start, end = self._pieces[span.start].start, self._pieces[span.end - 1].end
        start, end = whole_words(self._text, start, end)
        return Filler(start, end, span.sure, detail)

    def _fillers(self, spans: Sequence[PieceSpan]) -> list[Filler]:
        """Return the fillers of spans, without those of punctuation alone."""
        found = [self._filler(span) for span in spans]
        return [one for one in found if one.end > one.start]


def _is_certain(one: Found) -> bool:
    """Whether a statement's kind, other than allegation, and its speaker are certain."""
    kind, sure = one.kinds[0]
    speakers = [filler.sure for filler in one.roles.get("speaker", ())]
    return kind != "allegation" and min(sure, max(speakers, default=0.0)) >= CERTAIN


def _moved(spans: Sequence[PieceSpan], by: int) -> list[PieceSpan]:
    return [PieceSpan(start + by, end + by, sure) for start, end, sure in spans]


def _overlap(one: PieceSpan, other: PieceSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _certain(probabilities: Floats) -> int:
    """Return the likeliest detail if it reaches ``DETAIL``, else 0, the plain one."""
    best = int(probabilities.argmax())
    return best if probabilities[best] >= DETAIL else 0


def _softmax(values: Floats) -> Floats:
    values = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(values / values.sum(-1, keepdims=True), np.float32)


def _sigmoids(values: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(values / 2), np.float32)  # exp would overflow


def _sigmoid(value: float) -> float:
    return 0.5 + 0.5 * math.tanh(value / 2)
