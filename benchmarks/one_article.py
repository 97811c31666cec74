"""One article, two ways of asking, on one server in one go.

Ours: small questions, answers copied from the sentence. Beside it: one call for the whole record
as constrained JSON. Both on the embedded default model, with the system prompt already read (as it
is for every article but a run's first). Run it with nothing else running: `make bench`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from extractor.analysis import Analysis
from extractor.models import open_model
from extractor.models.protocol import Model
from extractor.pipeline import Extractor
from extractor.reading import Tokens
from extractor.text.article import Article

ARTICLE = Path(__file__).parent.parent / "fixtures" / "articles" / "khan-sheikhoun.txt"
WARM = Article("A bomb exploded in Mosul on Monday and killed two people.", published="2020-01-07")


def measured(model: Model, reader: str, article: Article) -> tuple[float, Tokens, int]:
    """Wall seconds, tokens and events of one article, after a short one has warmed the prompt."""
    extractor = Extractor(model, reader=reader)
    extractor.process(WARM)
    before, began = model.spent, time.perf_counter()
    outcome = extractor.process(article)
    wall = time.perf_counter() - began
    if outcome.error:
        raise outcome.error
    return wall, model.spent - before, len(outcome.events)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--published", default="2017-04-05")
    parser.add_argument("--json", action="store_true", help="figures as one line of JSON")
    options = parser.parse_args()
    article = Article(options.article.read_text(encoding="utf-8"), published=options.published)
    began = time.perf_counter()
    analysis = Analysis(article)
    seen = (len(analysis.places), len(analysis.dates), len(analysis.incidents), analysis.filed)
    own = time.perf_counter() - began
    with open_model("local") as model:
        rows = {
            "whole record, one call": measured(model, "record", article),
            "small questions (ours)": measured(model, "questions", article),
        }
    (whole, whole_tokens, _), (ours, our_tokens, _) = rows.values()
    wall_ratio = ours / whole
    decoded_ratio = our_tokens.completion / max(1, whole_tokens.completion)
    if options.json:
        json.dump({"wall": wall_ratio, "decoded": decoded_ratio, "seconds": ours}, sys.stdout)
        print()
        return
    print(f"{len(article.text)} characters, {len(article.sentences)} sentences; {seen[0]} places")
    print(f"{'':24} {'wall s':>7} {'prompt':>7} {'cached':>7} {'decoded':>8} {'events':>7}")
    for name, (wall, tokens, events) in rows.items():
        print(
            f"{name:24} {wall:7.1f} {tokens.prompt:7} {tokens.cached:7} "
            f"{tokens.completion:8} {events:7}"
        )
    print(f"ratio, ours to one call: wall {wall_ratio:.2f}, decoded tokens {decoded_ratio:.2f}")
    print(f"our own work before the model is asked: {own * 1000:.0f} ms (cold)")


if __name__ == "__main__":
    main()
