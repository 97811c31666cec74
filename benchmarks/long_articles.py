"""One article from 10 kB to 10 MB: CPU seconds and memory, each size in a process of its own.

``local`` runs the reader `local` with its real pieces, windows, composing, coding and check of each
record, but a pattern marks words in place of the network; a third of the sentences are events.
``tagger`` runs the network too, whose work is the same for each window. Limits on length are
lifted. CPU time is measured because a busy machine changes it little. Run with `make bench-long`.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.long_text import DAYS, PLACES, SHAPES, of_shape
from extractor.limits import Limits, time_is_up
from extractor.models.encoder.tagging import Filler, Found, Further, Heard, Tagged, Tagger
from extractor.models.encoder.windows import windows_of
from extractor.models.tagger import TaggerModel
from extractor.models.weights import ENCODER
from extractor.pipeline import Extractor
from extractor.readers.options import ReaderOptions
from extractor.text.article import Article
from extractor.text.span import Sentence

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
WARM = Article(of_shape("one line", 3000), published="2020-01-07")  # type: ignore[arg-type]
DAY = 86_400.0
DEED = re.compile(r"killed|wounded|marched|abducted|hit a market")
ROLES = re.compile(
    rf"(?P<place>\b(?:{'|'.join(PLACES)})\b)|(?P<day>\b(?:{'|'.join(DAYS)})\b)"
    r"|(?P<killed>\d+ (?:farmers|civilians))|(?P<doer>Gunmen on motorcycles|Army soldiers)"
)


@dataclass(frozen=True)
class Measured:
    """The measurements of one article: CPU seconds, peak megabytes, records."""

    reader: str
    shape: str
    size: int
    seconds: float
    megabytes: int
    records: int


class Marker:
    """Replaces the network: marks the words of :mod:`benchmarks.long_text`."""

    def __init__(self, tagger: Tagger) -> None:
        self._pieces = tagger._pieces
        self.attributions, self.relations = tagger.attributions, tagger.relations

    def read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        also: Sequence[tuple[int, int]] = (),
        further: Further | None = None,
        heard: Heard | None = None,
    ) -> Tagged:
        """Find an event for each verb of a deed, with the fillers around it. ``further`` is asked
        for more words in each stretch, as in the real tagger; none of those words, and none of
        ``also``, are taken for an event or a statement."""
        found = self._events(text)
        starts = [one.words.start for one in found]
        pieces = self._pieces.of_text(text)
        for window in windows_of(pieces, sentences):
            if window.fresh and time_is_up(pieces[window.fresh].start):
                break
            begin, end = pieces[window.start].start, pieces[window.end - 1].end
            there = found[bisect_left(starts, begin) : bisect_left(starts, end)]
            if further:
                further(begin, end, there)
            if heard:
                heard(begin, end, there, [])
        return Tagged(found, [], 1.0)

    def _events(self, text: str) -> list[Found]:
        found = []
        for one in DEED.finditer(text):
            around = ROLES.finditer(text, max(0, one.start() - 60), one.end() + 60)
            roles: dict[str, list[Filler]] = {}
            for near in around:
                role = str(near.lastgroup)
                roles.setdefault(role, []).append(Filler(near.start(), near.end(), 0.9))
            words = Filler(one.start(), one.end(), 0.95)
            found.append(Found(words, [("Attack", 0.9)], 0.95, 0.0, roles))
        return found


class MarkerModel(TaggerModel):
    """The real tagger's tables, with :class:`Marker` as the network."""

    @property
    def tagger(self) -> Any:
        """The marker."""
        return Marker(super().tagger)


def model_of(reader: str) -> TaggerModel:
    """The model of a reader."""
    return MarkerModel(ENCODER.path) if reader == "local" else TaggerModel(ENCODER.path)


def measured(reader: str, shape: str, size: int) -> Measured:
    """Read one article in this process and measure it."""
    options = ReaderOptions(limits=Limits(chars=10**9, seconds=DAY))
    with Extractor(model_of(reader), reader=options) as extractor:
        extractor.process(WARM)
        article = Article(of_shape(shape, size), published="2020-01-07")  # type: ignore[arg-type]
        began = time.process_time()
        outcome = extractor.process(article)
        seconds = time.process_time() - began
    if outcome.error:
        raise outcome.error
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Measured(reader, shape, size, seconds, most, len(outcome.events))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", default="local", help="of local, tagger")
    parser.add_argument("--shapes", default="one line,one word,no full stop")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--one", nargs=3, metavar=("READER", "SHAPE", "SIZE"))
    options = parser.parse_args()
    if options.one:
        reader, shape, size = options.one
        print(json.dumps(asdict(measured(reader, shape, int(size)))))
        return
    print(f"{'reader':8} {'text':14} {'characters':>11} {'CPU s':>8} {'s/MB':>7} {'MB':>6} records")
    for reader in options.readers.split(","):
        for shape in options.shapes.split(","):
            if shape not in SHAPES:
                parser.error(f"{shape!r} is none of {', '.join(SHAPES)}")
            for size in map(int, options.sizes.split(",")):
                command = [sys.executable, "-m", "benchmarks.long_articles", "--one"]
                done = subprocess.run(
                    [*command, reader, shape, str(size)],
                    check=True,
                    capture_output=True,
                    text=True,
                )
                one = Measured(**json.loads(done.stdout))
                print(
                    f"{reader:8} {shape:14} {size:11,} {one.seconds:8.2f} "
                    f"{one.seconds * 1e6 / size:7.1f} {one.megabytes:6,} {one.records:,}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
