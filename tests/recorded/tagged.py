"""What the tagger found in the fixture articles, kept so that tests need no weights.

    python tests/recorded/tagged.py

reads them anew with the real weights; ``make live`` compares (tests/test_live.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from extractor.analysis import Analysis
from extractor.models.encoder.tagging import Filler, Found, Tagged
from extractor.models.tagger import TaggerModel
from extractor.models.weights import ENCODER
from extractor.readers.local.heard import speech_in
from extractor.readers.local.second_look import harm_in
from extractor.text.article import Article

FILE = Path(__file__).with_name("tagged.json")
NAMES = ("attributions", "relations")
ARTICLES = Path(__file__).parent.parent.parent / "fixtures" / "articles"


class KeptTagger:
    """Gives what was kept for an article's text."""

    def __init__(self) -> None:
        kept = json.loads(FILE.read_text("utf-8"))
        self.attributions, self.relations = (kept[name] for name in NAMES)
        self._found = kept["found"]

    def read(
        self,
        text: str,
        sentences: object,
        also: object = (),
        further: object = None,
        heard: object = None,
    ) -> Tagged:
        """What the tagger found, at first sight and where it was asked to look again."""
        events, statements, tells = self._found[Article(text).sha256]
        return Tagged([*map(found_of, events)], [*map(found_of, statements)], tells)


class KeptTaggerModel(TaggerModel):
    """The tagger's model, its readings kept."""

    def __init__(self) -> None:
        super().__init__(Path("kept"))

    @property
    def tagger(self) -> Any:
        return KeptTagger()


def found_of(kept: dict[str, Any]) -> Found:
    """One event or statement from its JSON."""
    roles = {r: [Filler(**one) for one in fillers] for r, fillers in kept["roles"].items()}
    kinds = [(name, p) for name, p in kept["kinds"]]
    words = Filler(**kept["words"])
    return Found(words, kinds, kept["real"], kept["background"], roles, kept["asked"])


def texts() -> list[str]:
    """The fixture articles."""
    return [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]


def read_now() -> dict[str, Any]:
    """What the real tagger finds, probabilities rounded to three places."""
    tagger = TaggerModel(ENCODER.path).tagger
    found = {}
    for text in texts():
        article = Article(text)
        ask, hear = partial(harm_in, text), partial(speech_in, Analysis(article))
        events, statements, tells = tagger.read(text, article.sentences, further=ask, heard=hear)
        both = [[asdict(one) for one in many] for many in (events, statements)]
        found[article.sha256] = [*both, tells]
    whole = {"attributions": tagger.attributions, "relations": tagger.relations, "found": found}
    rounded: dict[str, Any] = json.loads(
        json.dumps(whole), parse_float=lambda digits: round(float(digits), 3)
    )
    return rounded


if __name__ == "__main__":
    FILE.write_text(json.dumps(read_now(), ensure_ascii=False, indent=0) + "\n", "utf-8")
