"""MUC-4: incidents of terrorism in news of 1987–92; run by ``python -m evals.muc``.

Reads ``$EXTRACT_EVAL_DATA/muc/``: ``dev``, ``tst1`` and ``tst2`` in capitals, ``tst4a`` in mixed
case. Maintainers who have ``tst3`` and the whole of ``tst4`` can run those too; nothing is
developed on them. Runs the extractor over the texts, keeps the events that MUC would count, and
prints the figures defined in docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.muc_events import as_muc, read_records
from evals.muc_keys import Message, read_set
from evals.muc_score import Result, figures, score_message, timing
from evals.muc_show import asked_for, print_disagreements, print_table
from evals.report import write_json
from evals.running import BUILD, Read, Run, collection, read_all, said
from extractor.readers.options import READERS

SETS = ("tst4a", "dev", "tst1", "tst2", "tst3", "tst4")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    folder = collection("muc")
    if folder is None:
        return 0
    messages = chosen(read_set(folder, options.set), options)
    if not messages:
        print("no such article in the set", file=sys.stderr)
        return 2
    if options.score_only:
        reads = _given(options.score_only, messages)
    else:
        name = f"muc-{options.set}{'-' + options.reader if options.reader else ''}.jsonl"
        run = Run(
            Path(options.out or BUILD / name),
            options.model,
            options.reader,
            options.resume,
            options.quiet,
        )
        reads = read_all([one.article for one in messages], run)
    results, dropped = evaluate(messages, reads)
    found = figures(results) | times(messages, reads)
    if options.errors:
        for result, read in zip(results, reads, strict=True):
            print_disagreements(result, read, every=options.all)
    print_table(options.set, found, dropped, asked_for(found))
    if options.json:
        write_json(
            options.json,
            f"muc-{options.set}",
            found,
            dropped=dropped,
            model=next((e.extraction.model for one in reads for e in one.events), ""),
        )
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--set", choices=SETS, default="tst4a")
    options.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    options.add_argument("--skip", type=int, default=0, metavar="N", help="leave out the first N")
    options.add_argument("--every", type=int, default=1, metavar="N", help="each Nth article")
    options.add_argument("--ids", metavar="A,B", help="only these; the end of an id is enough")
    options.add_argument("--model", metavar="SPEC")
    options.add_argument("--reader", choices=READERS)
    options.add_argument("--resume", action="store_true", help="keep what --out already has")
    options.add_argument("--out", metavar="FILE", help="where the run is written")
    options.add_argument("--score-only", metavar="FILE", help="score records or a run's file")
    options.add_argument("--errors", action="store_true", help="show disagreements by article")
    options.add_argument("--all", action="store_true", help="with --errors: what is right too")
    options.add_argument("--json", metavar="FILE", help="write the figures there too")
    options.add_argument("--quiet", action="store_true")
    return options


def chosen(messages: list[Message], options: argparse.Namespace) -> list[Message]:
    """The messages that the options select."""
    if options.ids:
        ends = tuple(one.strip().rjust(4, "0") for one in options.ids.split(","))
        return [one for one in messages if one.article.key.endswith(ends)]
    messages = messages[options.skip :: options.every]
    return messages[: options.limit]


def evaluate(
    messages: Sequence[Message], reads: Sequence[Read]
) -> tuple[list[Result], dict[str, int]]:
    """Each article's result, and how many of our events each rule dropped."""
    dropped: dict[str, int] = {}
    results = [
        score_message(message, as_muc(read.events, message.told, dropped))
        for message, read in zip(messages, reads, strict=True)
    ]
    return results, dropped


def _given(path: str, messages: Sequence[Message]) -> list[Read]:
    """Load reads from a file: records as ``extract`` writes them, or lines of an earlier run."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    if lines and "decoded" in json.loads(lines[0]):
        own = {one.article: one for one in map(Read.from_json, lines)}
    else:
        own = {key: Read(key, events) for key, events in read_records(lines).items()}
    return [own.get(one.article.key, Read(one.article.key)) for one in messages]


def times(messages: Sequence[Message], reads: Sequence[Read]) -> dict[str, float]:
    """Seconds and decoded tokens of the articles sent to a model, and how many failed."""
    words = {one.article.key: len(one.article.text.split()) for one in messages}
    taken = {
        one.article: {"seconds": one.seconds, "decoded": one.decoded}
        for one in reads
        if one.seconds and one.asked
    }
    return timing(taken, words) | {"failed": sum(bool(one.error) for one in reads)}


if __name__ == "__main__":
    sys.exit(said(main))
