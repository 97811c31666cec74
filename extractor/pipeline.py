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
    """What became of one article: its events, or why there are none.

    ``asked`` is false when the gate left the article out; ``tokens`` counts failed
    tries too; ``tries`` is how often the last question was sent; ``seconds`` is wall time.
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
    """Of an article that was not read to its end: how far, and why."""


class Extractor(Closing):
    """Reads articles and gives event records.

    ``model`` is a spec (``tagger``, ``local``, ``openai/gpt-4.1-mini`` …) or a model; ``reader``
    is ``local`` or ``record``, by default the one that suits the model, or how it
    is to read (:class:`~extractor.readers.options.ReaderOptions`); ``timeout_s`` is for each
    question to a model given by its spec, retries included; ``cache`` is a folder where replies are
    kept, so that the same request is not paid for again. Raises :class:`ModelUnavailable` when
    the model cannot be asked, :class:`ExtractorError` where the installation is not whole. Use it
    as a context manager, or call :meth:`close`, so that an embedded model is let go.
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
        # Without these no record can be made or checked: said before any is paid for.
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
        if cache is not None and not isinstance(model, TaggerModel):  # which is asked nothing
            from extractor.models.cache import CachedModel, ReplyCache

            model = CachedModel(model, ReplyCache(cache), where=base_url)
        self.model: Model = model
        self.reader = _reader(options, model)
        if self.reader.name == "local":  # which looks itself whether an event is told
            self.gate = "none"
        gated = self.gate == "tagger"
        self._gate = open_gate(assume_yes=assume_yes, console=console) if gated else None
        self.limits = options.limits
        self.lessons = options.lessons or Lessons()
        self.least = options.least
        self._fields = custom_digest(options.fields) if options.fields else ""
        self._readings = options.votes * (1 + options.verify)

    def extract(self, article: Article) -> Records:
        """The events of one article, a list that a notebook shows. Raises :class:`ExtractorError`
        when it cannot be read, and :class:`TypeError` for what is no :class:`Article`."""
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
        """The same, with what went wrong as a value, a fault of this program too (its error's
        ``__cause__``); only :class:`ModelUnavailable` is raised, since every other article would
        fail in the same way."""
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
            except Exception as fault:  # the next article is still wanted, and these tokens count
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
        """What is read of an article, in stretches, each with where it begins: usually one, the
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
        """Adds the events of all stretches; whether any was read and not left out by the gate."""
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
        """What is said of an article that was not read to its end."""
        of = f"of {len(article.text):,} characters"
        if clock.stopped is not None:
            seconds = f"{self.limits.seconds:g} s were over (--max-article-seconds)"
            return f"read to character {clock.stopped:,} {of}: {seconds}"
        end = self.limits.end_of(article.text)
        if end < len(article.text):
            return f"read to character {end:,} {of} (--max-article-chars)"
        return ""

    def left_out(self, analysis: Analysis, article: Article) -> str:
        """Why the reader is not to read this stretch of an article, mostly the whole; empty where
        it is to. Raises :class:`ModelUnavailable` where the gate's weights cannot be read."""
        whole = len(analysis.given.text) == len(article.text)
        return self._gate.left_out(analysis, whole=whole) if self._gate else ""

    def least_tokens(self, article: Article) -> int:
        """The tokens that reading an article takes at the least, by estimate: those of its text as
        far as it is read, once for each reading. None where nothing is asked, or may not be."""
        if (
            isinstance(self.model, TaggerModel)
            or self.reader.name != "record"
            or self.gate != "none"
        ):
            return 0
        return self._readings * estimate_tokens(article.text[: self.limits.chars])

    @property
    def settings(self) -> dict[str, str]:
        """What decides, besides the text, what is read in an article, and whether it is read at
        all; records made with other settings are not to be mixed."""
        settings = {
            "model": self.model.name,
            "reader": self.reader.name,
            "prompt": self.reader.prompt_version,
            "schema": SCHEMA_VERSION,
        }
        if self.limits.chars != Limits.chars:  # named only then: journals of before go on
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
        """How many articles to read at once where nobody says: what suits the model."""
        return int(getattr(self.model, "concurrency", 1))

    @property
    def cache_use(self) -> CacheUse | None:
        """What the cache of replies was good for so far, if there is one."""
        return getattr(self.model, "use", None)

    def _spending(self, meter: Meter) -> Callable[[], Tokens]:
        """Gives the tokens of one article so far. A model of another kind than ours is not
        measured thread by thread: one article at a time is counted right."""
        if isinstance(getattr(self.model, "model", self.model), SpendingModel):
            return lambda: meter.tokens
        before = self.model.spent
        return lambda: self.model.spent - before

    def _provenance(self, tokens: Tokens) -> Provenance:
        prompt = prompt_with(self.reader.prompt_version, self.settings)
        return Provenance(_version(), self.model.name, self.reader.name, prompt, tokens)

    def close(self) -> None:
        """Let go of the model."""
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
    """The records; they say so themselves where their tokens are an estimate, or the article was
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
    """The records that fit the JSON Schema; another is noted and never given out."""
    fit = []
    for event in events:
        try:
            validate_event(event.model_dump(mode="json"))
        except RecordError as invalid:
            warnings.append(f"event {event.id} is left out: {invalid}")
        else:
            fit.append(event)
    return fit
