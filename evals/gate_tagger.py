"""What ``--gate tagger`` leaves out, at several thresholds: ``python -m evals.gate_tagger``.

Counts how many articles with an event and how many without one the gate leaves out; an article with
an event that is left out is an error. Measured on our own articles that are held back from
training, and on the texts of ``$EXTRACT_EVAL_DATA/news`` and ``news-xx`` if they are there.
``--by-language`` prints a line for each language; ``--seconds`` times the gate and the whole
reading with the tagger, alternating.
"""

from __future__ import annotations

import argparse
import collections
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.format import read_passages
from corpus.training.examples import ARTICLES, held_back
from evals.news import lines
from evals.running import collection, said
from extractor import Article, Extractor
from extractor.analysis import Analysis
from extractor.models import open_model
from extractor.models.tagger import TaggerModel
from extractor.readers.gate import LEAST, SHORT

BARS = (0.02, LEAST, 0.1, 0.2, 0.3, 0.5)


@dataclass(frozen=True)
class Text:
    """One article, whether it reports a current event, and its language."""

    article: Article
    event: bool
    language: str


@dataclass
class Tally:
    """The gate's probabilities that a text reports an event: for texts with one and without."""

    told: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    def line(self) -> str:
        """The counts of texts left out at each threshold, with an event and without."""
        parts = [
            f"{bar:g}: {sum(one < bar for one in self.told)}/{len(self.told)} "
            f"{sum(one < bar for one in self.plain)}/{len(self.plain)}"
            for bar in BARS
        ]
        return "; ".join(parts)


def own_texts() -> Iterator[Text]:
    """Yield the corpus articles held back from training, without those that have only past
    events."""
    for one in read_passages([ARTICLES]):
        events = [mark.label for mark in one.spans if mark.label.kind == "E"]
        current = any(label.type is not None and not label.background for label in events)
        if held_back(one.id, "articles") and (current or not events):
            article = Article(one.text, id=one.id, published=one.published)
            yield Text(article, current, one.language)


def news_texts(name: str) -> Iterator[Text]:
    """Yield the texts of a collection whose gold has a required event, or no event at all."""
    folder = collection(name)
    if folder is None:
        return
    gold = collections.defaultdict(list)
    for one in lines(folder / "gold.jsonl"):
        gold[one["article"]].append(one)
    for one in lines(folder / "articles.jsonl"):
        events = [event for event in gold[one["id"]] if event.get("d")]
        required = any(not event.get("opt") for event in events)
        if required or not events:
            article = Article(one["text"], id=one["id"], published=one.get("published"))
            yield Text(article, required, one.get("lang", "en"))


def likelihood(model: TaggerModel, article: Article) -> float:
    """The gate's probability that an article reports an event; 1 for a short article, which the
    gate always lets through."""
    read = Analysis(article).article
    if len(read.sentences) <= SHORT:
        return 1.0
    return model.tagger.tells(read.text, read.sentences)


def seconds_of(model: TaggerModel, texts: Sequence[Text]) -> tuple[float, float]:
    """Processor seconds per text: for the gate alone, and for the whole reading."""
    gate = whole = 0.0
    with Extractor(model) as extractor:
        for one in texts:
            began = time.process_time()
            likelihood(model, one.article)
            between = time.process_time()
            extractor.process(one.article)
            gate += between - began
            whole += time.process_time() - between
    return gate / len(texts), whole / len(texts)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--by-language", action="store_true")
    parser.add_argument("--seconds", action="store_true")
    options = parser.parse_args(arguments)
    model = open_model("tagger", assume_yes=True)
    assert isinstance(model, TaggerModel)
    print("left out of those with an event, and of those without, by bar")
    sets = {"own": [*own_texts()]}
    sets |= {name: [*news_texts(name)] for name in ("news", "news-xx")}
    for name, texts in sets.items():
        tallies: dict[str, Tally] = collections.defaultdict(Tally)
        for one in texts:
            tells = likelihood(model, one.article)
            for key in (name, one.language) if options.by_language else (name,):
                (tallies[key].told if one.event else tallies[key].plain).append(tells)
        for key in sorted(tallies, key=lambda key: (key != name, key)):
            print(f"{'' if key == name else '  '}{key}: {tallies[key].line()}")
    if options.seconds:
        gate, whole = seconds_of(model, sets["own"][::20])
        print(f"{gate:.3f} s a text, {whole:.3f} s its whole reading: {gate / whole:.2f} of it")
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
