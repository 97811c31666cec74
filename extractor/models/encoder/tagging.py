"""What the tagger finds in an article: event words with their type and, for each event, the words
that fill its roles; statements likewise. Spans are characters of the article's text."""

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
"""A word this likely to be an event's is looked at with the mark on it."""
LEAST_ROLE, FURTHER = 0.5, 0.3
"""A role's words: one piece at least this likely, of an event's the pieces beside it that."""
FAINT_STATEMENT, CERTAIN = 0.2, 0.95
"""Words this likely to be a statement's are looked at, too; they are one's where the mark on them
makes its kind and somebody who speaks there certain. Faint words that accuse mostly only tell."""
MOST_MARKED = 64
"""Words of a stretch that are looked at with a mark, the likeliest; it holds no more events."""
MOST_ASKED, MOST_HEARD = 2, 4
"""Words of a stretch that are looked at because somebody asks, as an event's and as a statement's;
each costs as much as an event."""
FAINT, FAINT_ROLES = 0.3, ("doer", "target")
"""Where nothing fills one of these roles, the surest words stand from here on."""
FAINT_SPEAKER = "faint_speaker"
"""A role beside the trained ones: whose words look like a speaker's from ``FAINT`` on."""
SAME = 0.5
DETAIL = 0.7
"""How likely an attribution or a relation has to be."""


@dataclass(frozen=True)
class Filler:
    """Words that fill a role, how sure that is, and the tagger's detail (an attribution …)."""

    start: int
    end: int
    sure: float
    detail: int = 0

    def overlaps(self, other: Filler) -> bool:
        """Whether both have a sign in common."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Filler) -> bool:
        """Whether all its signs are the other's, too."""
        return other.start <= self.start and self.end <= other.end


@dataclass
class Found:
    """One event or statement: its words, what it is, its roles.

    ``kinds`` are types with their probabilities, likeliest first; ``background`` and ``real`` are
    probabilities (``real``: that it is an event at all). ``asked``: its words were looked at
    because somebody asked, not because they look like an event's or a statement's.
    """

    words: Filler
    kinds: list[tuple[str, float]]
    real: float
    background: float = 0.0
    roles: dict[str, list[Filler]] = field(default_factory=dict)
    asked: bool = False

    @property
    def kind(self) -> str:
        """Its likeliest type."""
        return self.kinds[0][0]

    def as_kind(self, kind: str) -> Found:
        """The same as one of another type, as likely."""
        return replace(self, kinds=[(kind, self.kinds[0][1]), *self.kinds[1:]])

    @property
    def telling(self) -> list[Filler]:
        """All its words: the main ones, then the others."""
        return [self.words, *self.roles.get("same", ())]

    def is_told_in(self, words: Iterable[Filler]) -> bool:
        """Whether some of these words are among its own."""
        return any(one.overlaps(filler) for one in words for filler in self.telling)


class Tagged(NamedTuple):
    """What is found in a text: events and statements, each in the order of their main words.

    ``tells`` is the probability that the text tells of a current event at all, by its likeliest
    stretch.
    """

    events: list[Found]
    statements: list[Found]
    tells: float


Further = Callable[[int, int, Sequence[Found]], Sequence[tuple[int, int]]]
"""Given where a stretch of the text begins and ends and the events found there: words of it that
are to be looked at, too."""
Heard = Callable[[int, int, Sequence[Found], Sequence[Found]], Sequence[tuple[int, int]]]
"""The same, given the statements found there, too: words that are looked at as a statement's."""


class Tagger:
    """A network with the names of what it tells apart."""

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
        """What is found in a text. Words at ``also`` (character offsets) are looked at, too, and
        then those of each stretch that ``further`` gives, and ``heard`` as a statement's."""
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
        """How likely a text tells of a current event (:class:`Tagged`), and nothing else: its
        stretches are read once, without a mark, those after one that reaches ``enough`` not."""
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
        """The network that is asked."""
        return self._network


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _is_fresh(one: Found, pieces: Sequence[Piece], window: Window) -> bool:
    """Whether any of its words were not read before."""
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
        """Events, the surest words of each marked; what the mark shows to be its other words
        is not looked at again."""
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
        """What the mark makes of words of this stretch that do not look like an event's."""
        spans = (span for one in words if (span := self._span(*one)))
        found = [self._event(span)[0] for span in islice(spans, MOST_ASKED)]
        return [replace(one, asked=True) for one in found if one.words.end > one.words.start]

    def _span(self, start: int, end: int) -> PieceSpan | None:
        """The pieces of words at these offsets; ``None`` where they stand in another window."""
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
        """Statements, each with its parties and the words of the events it is about."""
        outside, first = self._statement_tags[:, 0], self._statement_tags[:, 1:-1].sum(-1)
        spans = tagged_spans(outside, first)
        faint = tagged_spans(outside, first, FAINT_STATEMENT)
        faint = [span for span in faint if not any(_overlap(span, other) for other in spans)]
        faint = sorted(faint, key=lambda span: -span.sure)[:MOST_MARKED]
        found = [self._statement(span) for span in spans]
        found += filter(_is_certain, map(self._statement, faint))
        return [one for one in found if one.words.end > one.words.start]

    def heard(self, words: Sequence[tuple[int, int]]) -> list[Found]:
        """What the mark makes of words of this stretch as a statement's."""
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
        """The words of spans with an attribution or a relation, where the role has such."""
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
        """The words of spans; signs alone are none."""
        found = [self._filler(span) for span in spans]
        return [one for one in found if one.end > one.start]


def _is_certain(one: Found) -> bool:
    """Whether it is certain that a statement is no allegation but of its kind, and that somebody
    speaks there."""
    kind, sure = one.kinds[0]
    speakers = [filler.sure for filler in one.roles.get("speaker", ())]
    return kind != "allegation" and min(sure, max(speakers, default=0.0)) >= CERTAIN


def _moved(spans: Sequence[PieceSpan], by: int) -> list[PieceSpan]:
    return [PieceSpan(start + by, end + by, sure) for start, end, sure in spans]


def _overlap(one: PieceSpan, other: PieceSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _certain(probabilities: Floats) -> int:
    """The likeliest detail where it is likely enough, else the first, which is the plain one."""
    best = int(probabilities.argmax())
    return best if probabilities[best] >= DETAIL else 0


def _softmax(values: Floats) -> Floats:
    values = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(values / values.sum(-1, keepdims=True), np.float32)


def _sigmoids(values: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(values / 2), np.float32)  # exp would overflow


def _sigmoid(value: float) -> float:
    return 0.5 + 0.5 * math.tanh(value / 2)
