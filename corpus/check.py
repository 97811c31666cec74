"""``python -m corpus.check [PATHS]``: checks the form of passages, repetitions and what is missing.

Exit status 1 if the form of a passage is wrong. Repetitions are only shown, for a person to judge.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.form import form_faults
from corpus.format import PASSAGES, CorpusError, Fault, Passage, files_below, parse, read_text
from corpus.repetition import MOST_OPENINGS, same_openings, shared_runs
from corpus.summary import summary

MOST_SHOWN = 20


def check(paths: Sequence[Path | str], language: str = "") -> tuple[list[Passage], list[Fault]]:
    """Read the passages below ``paths``; returns them with all faults of their form."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    for path in files_below(paths, language):
        found, wrong = parse(read_text(path), _shown(path))
        passages += found
        faults += wrong
    return passages, sorted({*faults, *form_faults(passages)})


def _shown(path: Path) -> str:
    """The path for messages: relative to the working folder if it lies below it."""
    here = Path.cwd()
    full = path.resolve()
    return str(full.relative_to(here) if full.is_relative_to(here) else path)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m corpus.check", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[PASSAGES], metavar="PATHS")
    parser.add_argument("--language", default="", help="only this language, as in --language fr")
    options = parser.parse_args(arguments)
    try:
        passages, faults = check(options.paths, options.language)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for fault in faults:
        print(fault)
    for line in _repeated(passages):
        print(line)
    for line in summary(passages, [options.language] if options.language else []):
        print(line)
    print(f"{len(faults) or 'no'} fault{'s' if len(faults) > 1 else ''} of form")
    return 1 if faults else 0


def _repeated(passages: Sequence[Passage]) -> list[str]:
    shared = shared_runs(passages)
    openings = same_openings(passages)
    lines = [
        f"repeated: {one.one} and {one.other} share {one.runs} runs of words, “{one.words}”"
        for one in shared[:MOST_SHOWN]
    ]
    lines += [
        f"repeated: {len(one.passages)} passages begin “{one.words}”: {', '.join(one.passages[:6])}"
        for one in openings[:MOST_SHOWN]
    ]
    left = max(0, len(shared) - MOST_SHOWN) + max(0, len(openings) - MOST_SHOWN)
    if left:
        lines.append(f"repeated: {left} more of these")
    if openings:
        lines.append(f"  (more than {MOST_OPENINGS} of a language should not begin alike)")
    return lines


if __name__ == "__main__":
    sys.exit(main())
