"""Write docs/validation.md from the catalogue of codes: `make docs`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from extractor.validate.codes import CODES
from extractor.validate.finding import Code

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "validation.md"
EXAMPLE = "fixtures/records/invalid/E306/row.csv"
GROUPS = {
    "1": "The file, its lines and columns",
    "2": "Cells",
    "3": "Rules of the codebook over one event",
    "4": "Rules over the whole file",
    "5": "Plausibility",
    "6": "UCDP GED",
    "7": "Event records",
}
HEAD = """\
# Validation

<!-- Written by `make docs` from extractor/validate/codes*.py; a test checks that it is current. -->

`extract validate` checks files of event records, ACLED rows of any vintage and UCDP GED events.

    extract validate records.csv
    extract validate a.xlsx b.jsonl --format github
    extract validate acled_export.csv --fix clean.csv
    cat coded.jsonl | extract validate -

```
$ extract validate {example}
{shown}
```

It reads CSV and TSV (any delimiter and encoding), Excel, JSON Lines, JSON and Parquet, compressed
with gzip or zstd too; [encodings and sheets](sources.md#encodings) are told as all commands tell
them. The kind of records is found from the columns; `--as event|acled|ucdp` forces it. Lines are
physical ones, those inside quoted cells counted; in Excel rows of the sheet, with the sheet and the
cell's address; in Parquet records, from 1.

- **E** codes are errors: rules that the codebooks state, and that hold in published rows without
  exception.
- **W** codes are warnings: what can be right but seldom is, and what is older than today's form.

| option | |
|---|---|
| `--format text\\|json\\|jsonl\\|github\\|sarif\\|csv` | who reads the findings |
| `--select E3`, `--ignore W5` | codes, or what they begin with |
| `--encoding NAME`, `--sheet NAME` | what a text is written in, which sheet is read |
| `--skip-lines N` | how many lines stand above the header |
| `--max-errors N` | stop a file after N errors |
| `--processes N` | how many read a CSV file together; see below |
| `--warnings-as-errors` | exit 1 for warnings too |
| `--fix OUT` | write a copy in which what has one right answer is mended; see below |

Exit codes: 0 valid (there may be warnings), 1 findings, 2 wrong usage or a file that cannot be
read.

From Python, findings are data, given while the file is read:

```python
from extractor import validate_records

for finding in validate_records("records.csv"):
    print(finding.code, finding.line, finding.column, finding.message)
```

## Layers
1. Cells, and whole event records, are held against the JSON Schemas under `schemas/`: jsonschema-rs
  finds what does not fit, jsonschema says why.
2. The codebook's rules over one event (`extractor/codebook/rules.py`). One mistake is told once:
  what another finding of the row already says is left out.
3. Rules over the file. Ids and fingerprints of events go to temporary files, so that memory stays
  flat.

Whether a point can be in its country is told by the gazetteer's places: it is outside when none of
them is within about 100 km while another country's are near, or none within 250 km at all.
Territories and disputed areas count for each side.

A CSV file of more than 32 MB that is UTF-8 and not compressed is read by as many processes as there
are processors, four at most unless `--processes` says otherwise (`processes=` in Python). Findings,
their order, lines and counts are those of one process: rules over the file are put together in its
order. Where the file turns out not to be splittable after all, say for a stray quote or a byte that
is not UTF-8, one process reads it.

## Speed
`make bench-validate` writes a million ACLED-like rows (CSV, 31 columns, 672 MB) and reads them
with `csv.DictReader` alone, with `extract validate`, and with others, in turns; each one's fastest
turn counts. Combinations of cells are judged once and remembered, so that checking costs less than
reading does. On two cores:

| | s a million rows | ours, one process (CPU) | ours as it comes (wall) |
|---|---|---|---|
| `csv.DictReader` alone | 5.0 | | |
| ours, one process (70 MB) | 7.0 | | |
| ours as it comes, two processes (132 MB) | 4.5 | | |
| plain jsonschema loop, schema alone | 313 | 45 times | 69 times |
| frictionless, types, enums and ranges | 42 | 5.9 times | 9.2 times |
| frictionless with the codebook's rules as a check of its own | 90 | 12.8 times | 19.8 times |
| pandera, vectorised, the whole file in memory (1.7 GB), no lines | 4.6 | 0.8 times | 1.0 times |

(The slow ones read 20,000 rows. On a machine that others kept busy the same run gave 5.1 and 5.5
times frictionless without rules, 10.9 and 11.8 with them.)

## What `--fix` mends
White space, blanks written as words, older dates and dates with one possible order, numbers of the
form before 2025, numbers with separators of thousands, decimal commas or degrees where the file
leaves one reading, letters that an earlier program broke, known misspellings, and what follows from
other columns: disorder type, interaction, year, region, ISO number. Codes marked *mended* below.
The copy has the format of the file (delimiter and ends of lines too; JSON as an array or as lines,
as its name says), in UTF-8, is written whole or not at all, and every change is listed with its
line. Rows within GeoJSON, an API's answer or a table that is one JSON value are written without it
only to a name of the other kind (`.jsonl`; `.json` from lines).
Everything else is left and reported. A cell that follows from others is left too where these may be
wrong instead, and listed as *not decided* with both answers: an interaction beside a kind of actor
that a rule or a name speaks against, a disorder type beside types that do not fit, a year that the
note begins with, a region and ISO number that are both another country's. A day such as 03-04-2022
is left where rows of the file are of both orders.

## Counted in public exports
What published rows break is a warning. Counted over 51,772 rows of eight public exports of ACLED
(2016 to 2022; the figures only are published here) and 17,566 of UCDP GED (19.1 and 23.1):

| rule | rows that break it |
|---|---|
| E301, E305, E307, E308, E310 to E315, E317 | 0 |
| W325 excessive force against protesters as Demonstrations | 12 of 12 of one export |
| E302 otherwise | 0 |
| E304; E306 | 1; 1: slips of single rows, which no record can hold; errors |
| E309, before 2019 | 114 of 10,694, counted with W113; after, 0 of 41,078 |
| W220 | 3 regions of one export: 1,228 rows |
| W226 blank admin1 at sea | 2, of one export |
| W322 civilians beside a peaceful protest | 2, of two exports |
| W324 civilian targeting left blank | 991, of one export whose column is blank throughout |
| W509 another toll in the note | 3; 8 before tolls that add up were counted together |
| W607 estimates out of order; E606 | 114; 0 |

## Codes
"""


def example() -> str:
    """The command's output for the example file."""
    command = [sys.executable, "-m", "extractor", "validate", EXAMPLE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.rstrip()


def section(code: Code) -> str:
    """The page's section on one code."""
    mended = " *(mended)*" if code.fixable else ""
    return (
        f"#### {code.code} {code.title}{mended}\n"
        f"{code.means} {code.why}\n\n"
        f"- wrong: `{code.wrong}`\n"
        f"- right: `{code.right}`\n"
        f"- looked for in: {code.kinds}; source: {code.source}\n"
    )


def page() -> str:
    """The whole page."""
    parts = [HEAD.format(example=EXAMPLE, shown=example())]
    for digit, title in GROUPS.items():
        parts.append(f"### {title}\n")
        parts += [section(code) for code in CODES.values() if code.code[1] == digit]
    return "\n".join(parts)


def main() -> None:
    """Write the page; with ``--check`` only report whether it is current."""
    current = TARGET.read_text("utf-8") if TARGET.exists() else ""
    made = page()
    if "--check" in sys.argv:
        sys.exit(0 if current == made else "docs/validation.md is not current: make docs")
    TARGET.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
