"""``python -m corpus.blank PATHS [--every N]``: passages without marks, for a second annotator.

Prints every Nth passage (default 10) of each language. The second annotator's files go below
``corpus/second/LANGUAGE/``, and ``python -m corpus.agreement corpus/passages corpus/second``
compares the two annotations.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.format import CorpusError, as_markup, read_passages


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m corpus.blank",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATHS")
    parser.add_argument("--every", type=int, default=10, metavar="N")
    options = parser.parse_args(arguments)
    if options.every < 1:
        parser.error("--every begins at 1")
    seen: Counter[str] = Counter()
    try:
        passages = read_passages(options.paths)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for passage in passages:
        if seen[passage.language] % options.every == 0:
            print(as_markup(replace(passage, spans=())))
        seen[passage.language] += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
