"""One article through all stages: the way from a text to checked event records."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from extractor.analysis import Analysis
from extractor.closing import Closing
from extractor.coding.events import Provenance, code_reading, made_at
from extractor.coding.least_confidence import at_least
from extractor.custom_fields import custom_digest
from extractor.errors import ExtractorError, ModelUnavailable, RecordError
from extractor.lessons.lesson import Lessons
from extractor.limits import Clock, Limits, stretches
from extractor.models import open_model
from extractor.models.protocol import estimate_tokens
from extractor.models.tagger import NO_ANSWERS, TaggerModel, require_numpy
from extractor.models.usage import Meter, SpendingModel, metered
from extractor.readers.gate import open_gate
from extractor.readers.options import READERS, ReaderOptions, gate_named
from extractor.reading import Reading, Tokens
from extractor.reading.made_with import prompt_with
from extractor.records import EventRecord, Records
from extractor.records.event import SCHEMA_VERSION
from extractor.records.schema import schema_file, validate_event
from extractor.stretch_records import of_article, part_of
from extractor.text.article import Article

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from extractor.models.cache import CacheUse
    from extractor.models.protocol import Model

__all__ = ["READERS", "Extractor", "Outcome"]


class Reader(Protocol):
    """Turns an article into a reading, with the help of a model."""

    name: str

    @property
    def prompt_version(self) -> str: ...

    def read(self, analysis: Analysis) -> Reading: ...


@dataclass(frozen=True)
class Outcome:
    """The result of one article: its events, or the error that left it without any.

    ``asked`` is false when the gate left the article out; ``tokens`` includes failed tries;
    ``tries`` is how often the last question was sent; ``seconds`` is wall time.
    """

    article_id: str
    events: list[EventRecord] = field(default_factory=list)
    error: ExtractorError | None = None
    tokens: Tokens = field(default_factory=Tokens)
    seconds: float = 0.0
    warnings: list[str] = field(default_factory=list)
    asked: bool = True
    tries: int = 0
    cut: str = ""
    """How far an article was read that was not read to its end, and why; else empty."""


class Extractor(Closing):
    """Reads articles and returns event records.

    ``model`` is a spec (``tagger``, ``local``, ``openai/gpt-4.1-mini`` …) or a model. ``reader`` is
    ``local`` or ``record``, by default the one that suits the model, or full options
    (:class:`~extractor.readers.options.ReaderOptions`). ``timeout_s`` applies to each question to a
    model given by its spec, retries included. ``cache`` is a folder that keeps replies, so that the
    same request is not paid for twice. Raises :class:`ModelUnavailable` when the model cannot be
    asked, :class:`ExtractorError` when the installation is incomplete. Use it as a context manager,
    or call :meth:`close`, to release an embedded model.
    """

    def __init__(
        self,
        model: str | Model | None = None,
        *,
        base_url: str | None = None,
        reader: str | ReaderOptions | None = None,
        assume_yes: bool = False,
        timeout_s: float = 600,
        console: Console | None = None,
        cache: str | Path | None = None,
    ) -> None:
        # No record can be made or checked without these files: fail before any request is paid for.
        made_at()
        schema_file("event")
        options = ReaderOptions.of(reader)
        self.gate = gate_named(options.gate)
        if model is None or isinstance(model, str):
            model = open_model(
                model,
                base_url=base_url,
                assume_yes=assume_yes,
                console=console,
                timeout_s=timeout_s,
            )
        if cache is not None and not isinstance(model, TaggerModel):  # the tagger is asked nothing
            from extractor.models.cache import CachedModel, ReplyCache

            model = CachedModel(model, ReplyCache(cache), where=base_url)
        self.model: Model = model
        self.reader = _reader(options, model)
        if self.reader.name == "local":  # decides itself whether an event is told
            self.gate = "none"
        gated = self.gate == "tagger"
        self._gate = open_gate(assume_yes=assume_yes, console=console) if gated else None
        self.limits = options.limits
        self.lessons = options.lessons or Lessons()
        self.least = options.least
        self._fields = custom_digest(options.fields) if options.fields else ""
        self._readings = options.votes * (1 + options.verify)

    def extract(self, article: Article) -> Records:
        """The events of one article, as a list that a notebook can display. Raises
        :class:`ExtractorError` when the article cannot be read, and :class:`TypeError` for anything
        but an :class:`Article`.
        """
        if not isinstance(article, Article):
            raise TypeError(
                f"extract() takes an Article, not {type(article).__name__}: "
                "Extractor().extract(Article(text, published=...))"
            )
        outcome = self.process(article)
        if outcome.error:
            raise outcome.error
        return Records(outcome.events)

    def process(self, article: Article) -> Outcome:
        """The result of one article, with errors as a value.

        A bug in this program is a value too (the ``__cause__`` of its error). Only
        :class:`ModelUnavailable` is raised, since every other article would fail in the same way.
        """
        began = time.monotonic()
        events: list[EventRecord] = []
        warnings: list[str] = []
        error: ExtractorError | None = None
        asked, cut = True, ""
        with metered() as meter:
            spent = self._spending(meter)
            try:
                with self.limits.timed(where=article.id) as clock:
                    asked = self._read(article, clock, spent, events, warnings)
                    cut = self._cut(article, clock)
                if cut:
                    warnings.append(cut)
                events = _checked(_with_warnings(events, spent().warning, cut), warnings)
            except ModelUnavailable:
                raise
            except ExtractorError as failed:
                events, error = [], failed
            except Exception as fault:  # the next article is still read, these tokens count
                events = []
                error = ExtractorError(f"internal error, {type(fault).__name__}: {fault}")
                error.__cause__ = fault
        return Outcome(
            article.key,
            events,
            error,
            spent(),
            time.monotonic() - began,
            warnings,
            asked,
            meter.tries,
            cut,
        )

    def parts_of(self, article: Article) -> Iterator[tuple[Analysis, int]]:
        """The stretches of an article that are read, each with its start offset; usually one, the
        whole. Raises :class:`~extractor.errors.ArticleTooLong`."""
        first: Analysis | None = None
        for start, end in stretches(
            article.text, self.limits.end_of(article.text, where=article.id)
        ):
            if not article.text[start:end].strip():
                continue
            filed = first.filed if first else None
            analysis = Analysis(part_of(article, start, end, filed), self.lessons)
            first = first or analysis
            yield analysis, start

    def _read(
        self,
        article: Article,
        clock: Clock,
        spent: Callable[[], Tokens],
        events: list[EventRecord],
        warnings: list[str],
    ) -> bool:
        """Add the events of all stretches. Returns whether the gate let any stretch be read."""
        asked = False
        first: Analysis | None = None
        for analysis, start in self.parts_of(article):
            clock.begin = start
            if first and clock.is_up(0):
                break
            first = first or analysis
            whole = len(analysis.given.text) == len(article.text)
            if why := self.left_out(analysis, article):
                warnings.append(why if whole else f"the stretch from character {start:,}: {why}")
                continue
            asked = True
            reading = self.reader.read(analysis)
            warnings += reading.notes
            coded = code_reading(analysis, reading, self._provenance(spent()), warnings)
            if not whole:
                coded = of_article(coded, article, first, start)
            events += coded
        if self.least:
            events[:] = at_least(events, self.least, warnings)
        return asked

    def _cut(self, article: Article, clock: Clock) -> str:
        """The warning for an article that was not read to its end; else empty."""
        of = f"of {len(article.text):,} characters"
        if clock.stopped is not None:
            seconds = f"{self.limits.seconds:g} s were over (--max-article-seconds)"
            return f"read to character {clock.stopped:,} {of}: {seconds}"
        end = self.limits.end_of(article.text)
        if end < len(article.text):
            return f"read to character {end:,} {of} (--max-article-chars)"
        return ""

    def left_out(self, analysis: Analysis, article: Article) -> str:
        """Why the gate keeps the reader from this stretch (mostly the whole article); empty if it
        is to be read. Raises :class:`ModelUnavailable` where the gate's weights cannot be read."""
        whole = len(analysis.given.text) == len(article.text)
        return self._gate.left_out(analysis, whole=whole) if self._gate else ""

    def least_tokens(self, article: Article) -> int:
        """A lower estimate of the tokens that an article takes: those of its text, as far as it is
        read, once for each reading. 0 where no model is asked, or a gate may leave the article out.
        """
        if (
            isinstance(self.model, TaggerModel)
            or self.reader.name != "record"
            or self.gate != "none"
        ):
            return 0
        return self._readings * estimate_tokens(article.text[: self.limits.chars])

    @property
    def settings(self) -> dict[str, str]:
        """Everything besides the text that decides whether and how an article is read. Records made
        with different settings must not be mixed."""
        settings = {
            "model": self.model.name,
            "reader": self.reader.name,
            "prompt": self.reader.prompt_version,
            "schema": SCHEMA_VERSION,
        }
        if self.limits.chars != Limits.chars:  # left out at the default: older journals stay valid
            settings["chars"] = str(self.limits.chars)
        if self.lessons.digest:
            settings["lessons"] = self.lessons.digest
        if self._fields:
            settings["fields"] = self._fields
        if self.least:
            settings["min_confidence"] = f"{self.least:g}"
        if self.gate != "none":
            settings["gate"] = self.gate
        return settings

    @property
    def concurrency(self) -> int:
        """How many articles to read at once by default: what suits the model."""
        return int(getattr(self.model, "concurrency", 1))

    @property
    def cache_use(self) -> CacheUse | None:
        """How much the cache of replies has saved so far; ``None`` without a cache."""
        return getattr(self.model, "use", None)

    def _spending(self, meter: Meter) -> Callable[[], Tokens]:
        """A function that gives the tokens of one article so far. The tokens of a model that is not
        a :class:`SpendingModel` are not measured by thread: they are right for one article at a
        time only.
        """
        if isinstance(getattr(self.model, "model", self.model), SpendingModel):
            return lambda: meter.tokens
        before = self.model.spent
        return lambda: self.model.spent - before

    def _provenance(self, tokens: Tokens) -> Provenance:
        prompt = prompt_with(self.reader.prompt_version, self.settings)
        return Provenance(_version(), self.model.name, self.reader.name, prompt, tokens)

    def close(self) -> None:
        """Release the model."""
        self.model.close()


@lru_cache(maxsize=1)
def _version() -> str:
    return version("extract-events")


def _reader(options: ReaderOptions, model: Model) -> Reader:
    name = options.name or model.default_reader
    if isinstance(model, TaggerModel) and name in READERS and name != "local":
        raise ExtractorError(NO_ANSWERS)
    if options.fields and name == "local":
        raise ExtractorError(
            "only the reader `record` is asked for fields of your own: --reader record, with a "
            "model that answers questions"
        )
    if name == "local":
        if not isinstance(model, TaggerModel):
            raise ExtractorError("the reader `local` reads with the tagger: --model tagger")
        if options.verify or options.votes > 1:
            raise ExtractorError("only the reader `record` looks twice or votes: --reader record")
        require_numpy()
        from extractor.readers.local import LocalReader

        return LocalReader(model)
    if name == "record":
        from extractor.readers.record import RecordReader

        return RecordReader(model, options)
    raise ExtractorError(f"no reader {name!r}; there are: {', '.join(READERS)}")


def _with_warnings(
    events: Sequence[EventRecord], *extra_warnings: str | None
) -> Sequence[EventRecord]:
    """The records with the warnings added: that token counts are estimates, or that the article was
    cut."""
    warnings_of_all = [one for one in extra_warnings if one]
    if not warnings_of_all:
        return events
    warned = []
    for event in events:
        warnings = (*event.extraction.warnings, *warnings_of_all)
        extraction = event.extraction.model_copy(update={"warnings": warnings})
        warned.append(event.model_copy(update={"extraction": extraction}))
    return warned


def _checked(events: Sequence[EventRecord], warnings: list[str]) -> list[EventRecord]:
    """The records that fit the JSON Schema. Any other is dropped with a warning."""
    fit = []
    for event in events:
        try:
            validate_event(event.model_dump(mode="json"))
        except RecordError as invalid:
            warnings.append(f"event {event.id} is left out: {invalid}")
        else:
            fit.append(event)
    return fit
