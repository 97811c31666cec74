"""Count the regular expressions of the package by room: `python tools/patterns.py`.

It counts calls of `re` that take a pattern (compile, search, match, fullmatch, finditer, findall,
split, sub, subn); a table of forms that is compiled in one place counts as one. `--long` lists
those whose pattern takes more than one line of code; names of rooms list all patterns of those.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parent.parent / "extractor"
CALLS = frozenset(
    {
        *("compile", "search", "match", "fullmatch", "finditer", "findall", "split", "sub"),
        *("subn",),
    }
)


class Pattern(NamedTuple):
    """A call of `re`: its position, its code, and how many lines its pattern takes."""

    room: str
    path: Path
    line: int
    code: str
    lines: int


def patterns(package: Path = PACKAGE) -> Iterator[Pattern]:
    """The patterns of the package, file by file."""
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if of_re and node.func.attr in CALLS and node.args:
                pattern = node.args[0]
                lines = (pattern.end_lineno or pattern.lineno) - pattern.lineno + 1
                yield Pattern(room, path, node.lineno, ast.unparse(node), lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("rooms", nargs="*", help="list each pattern of these")
    parser.add_argument("--long", action="store_true", help="list those longer than a line")
    options = parser.parse_args()
    found = [*patterns()]
    for one in found:
        if one.room in options.rooms or (options.long and one.lines > 1):
            print(f"{one.path.relative_to(PACKAGE.parent)}:{one.line}: {one.code[:200]}")
    if not options.rooms and not options.long:
        for room, count in Counter(one.room for one in found).most_common():
            print(f"{count:4} {room}")
        print(f"{len(found):4} together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
