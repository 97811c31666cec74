"""Runs the extractor over a collection; keeps records and times, and can resume."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor import Article, Extractor
from extractor.errors import ExtractorError
from extractor.models import open_model
from extractor.models.protocol import Model
from extractor.models.tagger import TaggerModel
from extractor.records import EventRecord

BUILD = Path("build/evals")


def said(main: Callable[[], int]) -> int:
    """Run ``main`` and return its status; an expected error is printed as one line on standard
    error and gives 2."""
    try:
        return main()
    except (ExtractorError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2


def collection(name: str) -> Path | None:
    """The folder of a collection below ``EXTRACT_EVAL_DATA``; if absent, prints a line and returns
    ``None``."""
    folder = os.environ.get("EXTRACT_EVAL_DATA")
    path = Path(folder) / name if folder else None
    if path is None or not path.is_dir():
        print(f"skipped: EXTRACT_EVAL_DATA does not name a folder that holds {name}/")
        return None
    return path


def open_tagger() -> TaggerModel:
    """Open the default model. Raises :class:`ModelUnavailable` if its weights are not there."""
    model = open_model("tagger", assume_yes=True)
    assert isinstance(model, TaggerModel)
    return model


@dataclass
class Read:
    """The result of reading one article: its records, seconds, tokens."""

    article: str
    events: list[EventRecord] = field(default_factory=list)
    seconds: float = 0.0
    decoded: int = 0
    prompt: int = 0
    asked: bool = True
    error: str | None = None
    warnings: list[str] = field(default_factory=list)

    def json_line(self) -> str:
        """As a line of the run's file."""
        value = self.__dict__ | {"events": [one.model_dump(mode="json") for one in self.events]}
        return json.dumps(value, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Read:
        """From a line of the run's file."""
        value: dict[str, Any] = json.loads(line)
        value["events"] = [EventRecord.model_validate(one) for one in value["events"]]
        return cls(**value)


@dataclass(frozen=True)
class Run:
    """How to read: the model or its spec, the reader (both with the user's defaults), and whether
    to continue what an earlier run wrote to ``out`` (``resume``)."""

    out: Path
    model: Model | str | None = None
    reader: str | None = None
    resume: bool = False
    quiet: bool = False


def read_all(articles: Sequence[Article], run: Run) -> list[Read]:
    """Read every article, each written to ``run.out`` as soon as it is done."""
    done: dict[str, Read] = {}
    if run.resume and run.out.exists():
        for line in run.out.read_text(encoding="utf-8").splitlines():
            try:
                one = Read.from_json(line)
            except ValueError:
                continue
            done[one.article] = one
    run.out.parent.mkdir(parents=True, exist_ok=True)
    with (
        Extractor(run.model, reader=run.reader, assume_yes=True) as extractor,
        run.out.open("a" if done else "w", encoding="utf-8") as out,
    ):
        for number, article in enumerate(articles, 1):
            if article.key in done:
                continue
            one = done[article.key] = read_one(extractor, article)
            out.write(one.json_line() + "\n")
            out.flush()
            if not run.quiet:
                _progress(number, len(articles), one)
    return [done[one.key] for one in articles]


def read_one(extractor: Extractor, article: Article) -> Read:
    """One article through the extractor."""
    began = time.monotonic()
    outcome = extractor.process(article)
    return Read(
        article.key,
        outcome.events,
        round(time.monotonic() - began, 3),
        outcome.tokens.completion,
        outcome.tokens.prompt,
        outcome.asked,
        str(outcome.error) if outcome.error else None,
        outcome.warnings,
    )


def _progress(number: int, total: int, one: Read) -> None:
    failed = f"  FAILED {one.error}" if one.error else ""
    print(
        f"{number:4}/{total} {one.article:18} {len(one.events)} events "
        f"{one.seconds:6.1f} s {one.decoded:4} decoded{failed}",
        file=sys.stderr,
        flush=True,
    )
