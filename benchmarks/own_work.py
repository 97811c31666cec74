"""Measures our own work per article, by stage, in processor time of one core, without a model."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.throughput_texts import READING, articles
from extractor import Extractor
from extractor.reading import Tokens


class AtOnce:
    """A model that answers at once with a parsed reply."""

    name, default_reader, concurrency, context_tokens = "at-once", "record", 1, None

    def __init__(self) -> None:
        self.spent = Tokens()

    def structured(self, messages: Any, response_model: Any, **_: Any) -> Any:
        return response_model.model_validate_json(READING), Tokens(900, 0, 120)

    def close(self) -> None:
        pass


# Each stage and its functions, as the analysis of an article calls them.
STAGES = {
    "sentences, dateline": [
        "extractor.text.article.split_sentences",
        "extractor.text.article.find_dateline",
    ],
    "language": ["extractor.analysis.languages_of"],
    "places": ["extractor.analysis.resolve_places"],
    "dates": ["extractor.analysis.find_dates", "extractor.analysis.resolve_date"],
    "casualties": ["extractor.analysis.find_casualties"],
    "incident words": ["extractor.analysis.find_incidents"],
    "claim words": ["extractor.analysis.find_claims"],
}


@contextlib.contextmanager
def by_stage(spent: dict[str, float]) -> Iterator[None]:
    """Context manager that adds up the processor seconds of each stage in ``spent``."""

    def timing(work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed_work(*given: Any, **named: Any) -> Any:
            at = time.process_time()
            found = work(*given, **named)
            found = list(found) if isinstance(found, Iterator) else found
            spent[stage] += time.process_time() - at
            return found

        return timed_work

    with contextlib.ExitStack() as undone:
        for stage, functions in STAGES.items():
            for path in functions:
                module = sys.modules[path.rpartition(".")[0]]
                name = path.rpartition(".")[2]
                work = getattr(module, name)
                setattr(module, name, timing(work, stage))
                undone.callback(setattr, module, name, work)
        yield


def own_work(count: int) -> dict[str, float]:
    """Milliseconds of one core for each article, by stage."""
    from extractor.batch.done import Done, Fate
    from extractor.batch.worker import warm_up
    from extractor.cli.output import open_output

    extractor: Any = Extractor(AtOnce())  # type: ignore[arg-type]
    spent = dict.fromkeys([*STAGES, "reading, coding, checking", "JSON, writing, journal"], 0.0)
    warm_up()  # as every reading process does
    with tempfile.TemporaryDirectory() as folder:
        output = open_output(str(Path(folder) / "events.jsonl"))
        output.ready(extractor.settings, resume=False)
        others = articles(count, first=1_000_000)  # stages are timed on other texts
        for number, article in enumerate(articles(count + 20)):
            if number == 20:  # the first articles load tables and fill caches
                spent = dict.fromkeys(spent, 0.0)
            before = time.process_time()
            outcome = extractor.process(article)
            whole = time.process_time() - before
            lines = [event.json_line() for event in outcome.events]
            output.write(lines, Done(Fate.READ, article, outcome.events, key=bytes(16)))
            spent["reading, coding, checking"] += whole
            spent["JSON, writing, journal"] += time.process_time() - before - whole
        with by_stage(spent):
            for article in others:
                extractor.process(article)
        output.close()
    seen = sum(spent[stage] for stage in STAGES)
    spent["reading, coding, checking"] -= seen
    return {stage: seconds / count * 1000 for stage, seconds in spent.items()}
