"""The catalogue: every code that validation can give, in order."""

from __future__ import annotations

from extractor.validate import (
    codes_cells,
    codes_file,
    codes_plausible,
    codes_records,
    codes_rules,
    codes_ucdp,
)
from extractor.validate.finding import Code

__all__ = ["CODES", "RULE_CODES", "chosen_codes", "next_code"]

_ALL = (
    *codes_file.CODES,
    *codes_cells.CODES,
    *codes_rules.CODES,
    *codes_plausible.CODES,
    *codes_ucdp.CODES,
    *codes_records.CODES,
)
CODES: dict[str, Code] = {code.code: code for code in sorted(_ALL, key=lambda each: each.code[1:])}
# From the codebook's rules (extractor.codebook.rules) to codes.
RULE_CODES = codes_rules.RULE_CODES


def chosen_codes(select: frozenset[str], ignore: frozenset[str]) -> frozenset[str]:
    """The active codes: those of ``select`` (by default all) without those of ``ignore``.

    Names are codes or their beginnings: ``E``, ``W5``, ``E306``. Raises ``ValueError`` for a name
    that begins no code.
    """
    for name in select | ignore:
        if not any(code.startswith(name.upper()) for code in CODES):
            raise ValueError(f"no code begins with {name!r}{next_code(name)}")

    def among(code: str, names: frozenset[str]) -> bool:
        return any(code.startswith(name.upper()) for name in names)

    wanted = [code for code in CODES if not select or among(code, select)]
    return frozenset(code for code in wanted if not among(code, ignore))


def next_code(name: str) -> str:
    """``; did you mean E306?`` for a near miss, else an empty text."""
    from rapidfuzz import process

    found = process.extractOne(name.upper(), list(CODES), score_cutoff=60)
    return f"; did you mean {found[0]}?" if found else ""
