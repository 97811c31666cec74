"""Encodes passages as numbers: the pieces of each and the spans over them that are to be found.

``python -m corpus.training.examples BASE OUT`` writes ``OUT/examples.json.gz`` and
``OUT/base.npz`` (the encoder's layers and the rows of its piece table that occur). Training needs
only these two files.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.format import PASSAGES, Mark, Passage, files_below, parse, read_passages, read_text
from corpus.labels import SHORT_NAMES, TOLLS
from corpus.training.scheme import ATTRIBUTIONS, EVENT_TYPES, RELATIONS, ROLES, STATEMENTS
from corpus.training.variants import names_of, variant
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.pieces import Piece, Pieces
from extractor.text.sentences import split_sentences

ARTICLES = PASSAGES.parent / "articles"
HELD_BACK = {"passages": 5, "articles": 12}
"""Percentage held back from training, for measuring only."""


def example(passage: Passage, pieces: Sequence[Piece]) -> dict[str, Any]:
    """Encode one passage. Spans are (first piece, piece after the last); ``sentences`` has the
    first piece of each sentence."""
    spans = [(mark, _span(mark, pieces)) for mark in passage.spans]
    events, statements, roles = [], [], []
    counts: dict[str, set[int]] = {}
    for mark, _ in spans:
        label = mark.label
        if label.kind in TOLLS and label.teller and label.event:
            counts.setdefault(label.teller, set()).add(label.event)
    for mark, (start, end) in spans:
        label = mark.label
        if start == end:
            continue
        if label.kind == "E":
            kind = EVENT_TYPES.index(SHORT_NAMES[label.type]) if label.type else -1
            events.append([start, end, label.event, kind, int(label.background)])
        elif label.kind == "S":
            kind = STATEMENTS.index(label.statement_kind)
            statements.append([start, end, label.statement, kind, list(label.about)])
        elif label.kind == "teller":
            for event in sorted(counts.get(label.teller, ())):
                roles.append([ROLES.index("teller"), "E", event, start, end, 0])
        else:
            owner = "S" if label.statement is not None else "E"
            number = label.statement if label.statement is not None else label.event
            detail = ATTRIBUTIONS.index(label.attribution) if label.kind == "doer" else 0
            if label.kind == "place":
                detail = RELATIONS.index(label.relation)
            roles.append([ROLES.index(label.kind), owner, number, start, end, detail])
    return {
        "id": passage.id,
        "language": passage.language,
        "source": source_of(passage),
        "pieces": [piece.id for piece in pieces],
        "sentences": _sentences(passage.text, pieces),
        "events": events,
        "statements": statements,
        "roles": roles,
    }


def _sentences(text: str, pieces: Sequence[Piece]) -> list[int]:
    starts = [piece.start for piece in pieces]
    found = {bisect_left(starts, sentence.start) for sentence in split_sentences(text)}
    return sorted((found | {0}) - {len(pieces)})


def _span(mark: Mark, pieces: Sequence[Piece]) -> tuple[int, int]:
    inside = [i for i, p in enumerate(pieces) if p.end > mark.start and p.start < mark.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def held_back(identity: str, source: str) -> bool:
    """Whether a passage is held back for measuring: the same passages in every run."""
    number = int(hashlib.sha256(identity.encode()).hexdigest()[:8], 16)
    return number % 100 < HELD_BACK[source]


def source_of(passage: Passage) -> str:
    """``articles`` for a whole article, ``passages`` for a short piece."""
    return "articles" if "articles" in Path(passage.file).parts else "passages"


def examples(
    passages: Sequence[Passage], pieces: Pieces, variants: int = 0
) -> Iterator[dict[str, Any]]:
    """Encode all passages; each one used for training also gets ``variants`` with other names and
    numbers."""
    names = names_of(passages)
    for passage in passages:
        yield example(passage, pieces.of_text(passage.text))
        if held_back(passage.id, source_of(passage)):
            continue
        for number in range(variants):
            other = variant(passage, names, random.Random(f"{passage.id}/{number}"))
            if other.text != passage.text:
                yield {**example(other, pieces.of_text(other.text)), "variant": number + 1}


def write(base: BaseFile, found: list[dict[str, Any]], out: Path) -> None:
    """Write both files. Pieces are renumbered by the rows that are written."""
    special = [base.begin, base.pad, base.end, base.unknown]
    used = sorted({*special, *(piece for one in found for piece in one["pieces"])})
    number = {piece: i for i, piece in enumerate(used)}
    for one in found:
        one["pieces"] = [number[piece] for piece in one["pieces"]]
        one["held_back"] = held_back(one["id"], one["source"])
    out.mkdir(parents=True, exist_ok=True)
    with gzip.open(out / "examples.json.gz", "wt", encoding="utf-8") as file:
        marks = [number[piece] for piece in special]
        json.dump({"special": marks, "sizes": base.sizes, "examples": found}, file)
    tensors: dict[str, Any] = {"emb.word": base.row_blocks(used)}
    for name, tensor in base.tensors.items():
        if name != "emb.word":
            plain = tensor.size == 4 * tensor.count
            tensors[name] = base.tensor(name) if plain else base.blocks(name)
    np.savez(out / "base.npz", **tensors)


def _passages(paths: Sequence[Path], skip_broken: bool) -> list[Passage]:
    if not skip_broken:
        return read_passages(paths)
    return [one for path in files_below(paths) for one in parse(read_text(path), str(path))[0]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("paths", nargs="*", default=[PASSAGES, ARTICLES])
    parser.add_argument("--variants", type=int, default=2, help="with other names and numbers")
    parser.add_argument("--skip-broken", action="store_true", help="leave out broken passages")
    args = parser.parse_args()
    base = BaseFile(args.base)
    pieces = Pieces(base.pieces, base.scores.tolist(), base.normal, base.unknown)
    found = [*examples(_passages(args.paths, args.skip_broken), pieces, args.variants)]
    write(base, found, args.out)
    print(f"{len(found)} examples, {sum(len(one['pieces']) for one in found)} pieces")


if __name__ == "__main__":
    main()
