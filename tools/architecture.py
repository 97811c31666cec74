"""Write docs/architecture.md from the code: `make docs`.

Module descriptions come from their docstrings and layers from pyproject.toml. The path of an
article through the code names functions; they have to exist.
"""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "extractor"
TARGET = ROOT / "docs" / "architecture.md"

WAY = (  # stage, function, what it gives
    ("an article", "extractor.sources.read_articles", "`Article`, one at a time"),
    ("what code sees", "extractor.analysis.Analysis", "sentences, dateline, names, days"),
    ("reading", "extractor.readers.local.reader.LocalReader", "`Reading`: events, statements"),
    ("reading", "extractor.readers.record.reader.RecordReader", "the same, from a hosted model"),
    ("grounding", "extractor.reading.grounding.said", "words with their span, or a note"),
    ("coding", "extractor.coding.events.code_reading", "`EventRecord`, each value checked"),
    ("check", "extractor.records.schema.validate_event", "nothing invalid is written"),
)
CHANGES = (  # what changes; the files written by hand; what is written; what is made of it
    ("A word for a weapon", ("extractor/languages/en/weapon_words.tsv",), "a word of a line", ""),
    (
        "A verb of a claim or a denial",
        ("extractor/languages/en/statement_words.tsv",),
        "a word of a line",
        "",
    ),
    (
        "Portuguese's months",
        ("extractor/languages/pt/",),
        "a line of `day_words.tsv`; `calendar.tsv` is CLDR's, written by `make gazetteer`",
        "`make docs`",
    ),
    (
        "A field of the record",
        (
            "extractor/records/fields.py",
            "extractor/records/event.py",
            "extractor/records/parts.py",
            "extractor/coding/",
            "tests/coding/",
        ),
        "an entry of the table, a line of the model (event or part), what fills it, a test",
        "`make schemas`",
    ),
    (
        'Another number for "dozens"',
        ("extractor/codebook/vague_numbers.py",),
        "its number",
        "`make schemas`",
    ),
    (
        "A database",
        ("extractor/stores/databases.py", "extractor/stores/"),
        "a line; a file of its own with the store's class",
        "",
    ),
    ("A hosted provider", ("extractor/models/providers.py",), "a line", ""),
    (
        "A format of convert",
        ("extractor/convert/formats.py", "extractor/convert/writers.py"),
        "a line; the writer's class",
        "",
    ),
    (
        "A validation code",
        ("extractor/validate/codes_plausible.py", "fixtures/records/invalid/"),
        "an entry with its rule, in the `codes_*.py` of its hundred; a file that has it",
        "`make docs`",
    ),
    ("A column of the review list", ("extractor/review/columns.py",), "a line", ""),
    (
        "A flag of `extract run`",
        ("extractor/cli/options.py",),
        "a field that says all of it; what it does stands where that is done",
        "",
    ),
    (
        "Another embedded model",
        ("extractor/models/weights.py",),
        "an entry; the first is the default",
        "`make record`",
    ),
)
HEAD = """\
# Architecture

<!-- Written by `make docs` (tools/architecture.py); a test checks that it is current. -->

A reader reads, code checks, and nothing that was read is lost. Reading needs understanding: a
trained tagger or a language model does it. Checking is code: do the words stand there, is it that
day, where is that place, what does the codebook call it.

## The way of an article
```mermaid
{way}
```
One article goes through `extractor/pipeline.py`; many go through `extractor/batch/`, which keeps a
journal, a budget and the order. A reader never codes and coding never reads: all that passes
between them is the `Reading` ([reading.md](reading.md)).

## The rooms
Imports go down this list only; import-linter holds it (`make imports`). Rooms of one line do not
import each other.

{layers}

| room | what is in it |
|---|---|
{rooms}

{loose}

## What a change touches
Each change was made once to see that it touches this and no more, the docs of what a user can
write aside. What is made from the files is made by the command named.

| change | files | what is written there | made anew |
|---|---|---|---|
{changes}
"""


def layers() -> list[list[str]]:
    """The import layers of pyproject.toml, the highest first."""
    listed = (ROOT / "pyproject.toml").read_text("utf-8").partition("\nlayers = ")[2]
    lines = ast.literal_eval(listed[: listed.index("]") + 1])
    return [[one.strip().removeprefix("extractor.") for one in line.split("|")] for line in lines]


def first_sentence(path: Path) -> str:
    """The first sentence of a module's docstring."""
    words = " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())
    end = words.find(". ")
    return (words if end < 0 else words[: end + 1]).replace("``", "`").replace("|", "\\|")


def way() -> str:
    """The path of an article through the code, as a mermaid chart."""
    stages: dict[str, list[tuple[str, str]]] = {}
    for stage, dotted, gives in WAY:
        module, name = dotted.rsplit(".", 1)
        getattr(import_module(module), name)  # raises if the function does not exist
        where = f"{module.removeprefix('extractor.').replace('.', '/')} · {name}"
        stages.setdefault(stage, []).append((where, gives))
    lines = ["flowchart TD"]
    for number, (stage, parts) in enumerate(stages.items()):
        words = "<br/>".join(f"{where}" for where, _ in parts)
        lines.append(f'    s{number}["<b>{stage}</b><br/>{words}"]')
        if number:
            gives = stages[list(stages)[number - 1]][0][1].replace("`", "")
            lines.append(f'    s{number - 1} -- "{gives}" --> s{number}')
    return "\n".join(lines)


def changes() -> str:
    """The rows of the table of which files a change touches."""
    lines = []
    for change, files, how, made in CHANGES:
        for file in files:
            if not (ROOT / file).exists():
                raise FileNotFoundError(f"{file}, which {change!r} touches, is not there")
        lines.append(f"| {change} | {', '.join(f'`{one}`' for one in files)} | {how} | {made} |")
    return "\n".join(lines)


def page() -> str:
    """The whole page."""
    rooms, loose = [], []
    for names in layers():
        for name in names:
            folder = PACKAGE / name
            if folder.is_dir():
                rooms.append(f"| `{name}/` | {first_sentence(folder / '__init__.py')} |")
            elif (PACKAGE / f"{name}.py").exists():
                loose.append(f"- `{name}.py`: {first_sentence(PACKAGE / f'{name}.py')}")
    drawn = "\n".join(f"1. {', '.join(f'`{one}`' for one in names)}" for names in layers())
    return HEAD.format(
        way=way(),
        layers=drawn,
        rooms="\n".join(rooms),
        loose="\n".join(loose),
        changes=changes(),
    )


def main() -> int | str:
    wanted = page()
    if "--check" in sys.argv:
        current = TARGET.exists() and TARGET.read_text("utf-8") == wanted
        return 0 if current else "docs/architecture.md is not current: make docs"
    TARGET.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
