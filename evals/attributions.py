"""Compares our statements with PolNeAR's attributions: ``python -m evals.attributions``.

PolNeAR marks every attribution in political news of 2015–16 with its source, cue and content. We
read allegations, denials, claims of responsibility and requested investigations only. So an
attribution counts only if its cue has a word of one of these kinds (``cues.tsv``). For each
attribution three things are counted: whether we read a statement of that kind in the cue's
sentence; whether its speaker is the annotated source; and whether the party it is against stands in
the content and not in the source. A source that is only a pronoun names nobody and is counted
separately. Reads ``$EXTRACT_EVAL_DATA/polnear/data``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from evals.running import collection, open_tagger, said
from extractor.analysis import Analysis
from extractor.gazetteer.folding import fold
from extractor.models.tagger import TaggerModel
from extractor.readers.local.fillers import pronouns_of
from extractor.readers.local.reader import REAL
from extractor.readers.local.said_parties import voices_of
from extractor.readers.local.statements import statement_of
from extractor.reading import Said, Statement, StatementKind
from extractor.text.article import Article
from extractor.text.span import Span

Spans = tuple[tuple[int, int], ...]
Reader = Callable[[Analysis], list[Statement]]
CUES = Path(__file__).with_name("cues.tsv")
PARTS = ("train", "dev", "test")
HALVES = ("even", "odd")
"""Every second text of all parts. Even texts were used for development, odd ones only counted."""
MARKED = re.compile(r"^(T\d+)\t[\w-]+ (\d+ \d+(?:;\d+ \d+)*)\t", re.MULTILINE)
RELATED = re.compile(r"^E\d+\t(Attribution\S*:T\d+.*)$", re.MULTILINE)
NUMBERS = re.compile(r"(\d+) (\d+)")
WHITE = r"\s+"
"""Pattern for a space in the table: a line break may stand there, as news wraps its lines."""
RELATIVE = frozenset(["who", "whom", "which", "that", "whose", "one", "some", "others", "many"])


@dataclass(frozen=True)
class Attribution:
    """One of PolNeAR's attributions: the offsets of its source, cue and content."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Wanted:
    """An attribution we should read: the index of its cue's sentence, the kind of its cue word,
    and whether its source names somebody (is more than a pronoun)."""

    attribution: Attribution
    sentence: int
    kind: StatementKind
    named: bool


@dataclass
class Figures:
    """Counts over the attributions of one part. ``named``: the source is a name or description;
    ``judged``: of those, the ones for which we have a statement with a speaker."""

    texts: int = 0
    wanted: int = 0
    found: int = 0
    kind: int = 0
    named: int = 0
    judged: int = 0
    speaker: int = 0
    within_content: int = 0
    against: int = 0
    against_content: int = 0
    against_source: int = 0
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The shares, one per line."""
        return [
            f"texts {self.texts}, attributions with a cue of the table {self.wanted}",
            f"a statement in the sentence {_share(self.found, self.wanted)}",
            f"of these, the kind of the cue's word {_share(self.kind, self.found)}",
            f"source named {self.named}; of these a statement with a speaker"
            f" {_share(self.judged, self.named)}",
            f"speaker is the source: of those with a speaker {_share(self.speaker, self.judged)},"
            f" of all named {_share(self.speaker, self.named)}",
            f"the wrong way round, speaker within what is said"
            f" {_share(self.within_content, self.judged)}",
            f"against somebody {self.against}: within what is said"
            f" {_share(self.against_content, self.against)}, is the source"
            f" {_share(self.against_source, self.against)}",
        ]


def _share(part: int, whole: int) -> str:
    return f"{part / max(1, whole):.3f} ({part} of {whole})"


def read_polnear(folder: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """Yield the texts of one part with their attributions. Of an article that
    several people annotated, the first annotation is taken."""
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if files:
            with path.open(encoding="utf-8", newline="") as lines:
                text = lines.read()
            yield text, attributions(files[0].read_text(encoding="utf-8"))


def attributions(standoff: str) -> list[Attribution]:
    """Parse the attributions of a brat standoff file."""
    spans = {
        key: tuple((int(a), int(b)) for a, b in NUMBERS.findall(places))
        for key, places in MARKED.findall(standoff)
    }
    found = []
    for line in RELATED.findall(standoff):
        roles: dict[str, list[tuple[int, int]]] = {}
        for role, _, key in (one.partition(":") for one in line.split()):
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(key, ()))
        source, cue, content = (tuple(roles.get(role, ())) for role in ("Source", "Cue", "Content"))
        found.append(Attribution(source, cue, content))
    return found


def wanted(analysis: Analysis, marked: Sequence[Attribution]) -> Iterator[Wanted]:
    """Yield each attribution that has a source and a cue word of the table, once."""
    text = analysis.article.text
    cues = find_cues(text)
    sentences = analysis.article.sentences
    for one in marked:
        kind = next((kind for span, kind in cues if _overlaps(span, one.cue)), None)
        home = next((s.index for s in sentences if _overlaps(s, one.cue)), None)
        if one.source and kind and home is not None:
            yield Wanted(one, home, kind, _names(text, one.source))


def find_cues(text: str) -> list[tuple[Span, StatementKind]]:
    """Find the table's cue words in a text, in text order, each with its statement kind."""
    found = ((one, kind) for kind, pattern in _cues() for one in pattern.finditer(text))
    return sorted((Span(*one.span(), one.group()), kind) for one, kind in found)


@cache
def _cues() -> list[tuple[StatementKind, re.Pattern[str]]]:
    lines = CUES.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [
        (StatementKind(kind), re.compile(rf"\b(?:{words.replace(' ', WHITE)})\b", re.IGNORECASE))
        for kind, words in rows
    ]


def count(
    figures: Figures, analysis: Analysis, marked: Sequence[Attribution], read: Reader
) -> None:
    """Add one article to ``figures``."""
    figures.texts += 1
    asked = list(wanted(analysis, marked))
    if not asked:
        return
    ours: dict[int, list[Statement]] = {}
    for statement in read(analysis):
        for sentence in statement.sentences:
            ours.setdefault(sentence, []).append(statement)
    for one in asked:
        figures.wanted += 1
        figures.named += one.named
        here = ours.get(one.sentence, [])
        same = [each for each in here if each.kind is one.kind]
        if not here:
            continue
        figures.found += 1
        figures.kind += bool(same)
        statement = next((each for each in same if each.speaker), (same or here)[0])
        _count_parties(figures, analysis, one, statement)


def _count_parties(figures: Figures, analysis: Analysis, one: Wanted, statement: Statement) -> None:
    text, gold = analysis.article.text, one.attribution
    speaker, accused = statement.speaker, statement.accused
    if one.named and speaker:
        right = _is(text, speaker, gold.source)
        swapped = not right and _lies_in(speaker, gold.content)
        figures.judged += 1
        figures.speaker += right
        figures.within_content += swapped
        if not right:
            source = " … ".join(text[a:b] for a, b in gold.source)
            cue = " … ".join(text[a:b] for a, b in gold.cue)
            where = analysis.article.sentences[one.sentence].text
            figures.misses.append(f"{speaker.text!r} not {source!r}, {cue!r}: {where!r}")
    if accused and accused.span:
        figures.against += 1
        figures.against_content += _lies_in(accused, gold.content)
        figures.against_source += _is(text, accused, gold.source)


def _names(text: str, source: Spans) -> bool:
    """Whether the source is more than a pronoun."""
    words = [fold(word) for start, end in source for word in text[start:end].split()]
    return any(word and word not in pronouns_of("en") and word not in RELATIVE for word in words)


def _is(text: str, ours: Said, source: Spans) -> bool:
    """Whether our words overlap the source, or name it elsewhere by the same last name."""
    if ours.span and _overlaps(ours.span, source):
        return True
    names = {_last_name(text[start:end]) for start, end in source}
    last = _last_name(ours.text)
    return bool(last) and last in names


def _last_name(words: str) -> str:
    """The last capitalised word, folded."""
    names = [
        word for word in words.replace("’s", "").replace("'s", "").split() if word[:1].isupper()
    ]
    return fold(names[-1].strip(",.;:")) if names else ""


def _lies_in(ours: Said, spans: Spans) -> bool:
    return ours.span is not None and _overlaps(ours.span, spans)


def _overlaps(span: Span, others: Spans) -> bool:
    return any(span.start < end and start < span.end for start, end in others)


def by_tagger(model: TaggerModel) -> Reader:
    """Return a function that reads the default reader's statements, those about no event too."""

    def read(analysis: Analysis) -> list[Statement]:
        found, spoken, _ = model.tagger.read(analysis.article.text, analysis.article.sentences)
        spoken = [one for one in spoken if one.real >= REAL and one.kind != "none"]
        voices = voices_of(analysis, spoken, [one for one in found if one.real >= REAL])
        return [statement_of(analysis, one, [], voices) for one in spoken]

    return read


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--half", default="odd", choices=HALVES, help="even was looked at")
    options.add_argument("--limit", type=int, metavar="N", help="only the first N texts")
    options.add_argument("--misses", action="store_true", help="list the speakers that are wrong")
    chosen = options.parse_args(arguments)
    folder = collection("polnear/data")
    if folder is None:
        return 0
    texts = [each for part in PARTS for each in read_polnear(folder / part)]
    texts = texts[HALVES.index(chosen.half) :: 2][: chosen.limit]
    figures = Figures()
    with open_tagger() as tagger:
        read = by_tagger(tagger)
        for text, marked in texts:
            count(figures, Analysis(Article(text)), marked, read)
    print("\n".join([*(figures.misses if chosen.misses else []), *figures.lines()]))
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
