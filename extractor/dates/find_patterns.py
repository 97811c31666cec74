"""The shapes of words that say when: regular expressions over the letters of ``date_words``.

Each belongs to a kind of date, whose function in ``date_rules`` builds the mention or refuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.dates.mention import Kind

# Letters are explained in find_words.py. PRE is what may stand before a day ("early", "the night
# of", "the early hours of"), PART what may stand after it ("morning", "at dawn").
PRE = r"(?:(?:h?e-?(?:i?h?)?|h)?(?:p|H)[ioB]?h?|e[io]?h?|Oi?h?|E[io]?)?"
PART = r"(?:p|[ik]?h?e?p|,?ih?e?p)?"
NUM = r"(?:a|n|d|z|g)"
SOME = rf"(?:(?:a?q?o?|a?nWo){NUM}|aqo?|qo?|hqo?|{NUM})"
WEEKDAY = r"(?:(?P<w>[wv])\.?p?,?(?P<open>[\[(])?(?:i?h?))?"

PATTERNS: list[tuple[Kind, re.Pattern[str]]] = [
    (
        "date",
        re.compile(
            rf"(?:(?:[Bf]h?)(?=d[-k&])|{PRE}{WEEKDAY})(?P<d>d)(?:(?:-|k|&)h?(?P<d2>d))?o?h?(?P<m>[mMb])"
            rf"(?:(?<=b)\.)?(?:,?o?(?P<y>y)|(?P<z>z)|(?<=[b.])(?P<z2>d)(?!\w))?{PART}(?P<close>[\])])?"
        ),
    ),
    (
        "date",
        re.compile(
            rf"{PRE}{WEEKDAY}(?P<m>[mMb])\.?h?(?P<d>d)(?:(?:-|k|&)(?P<d2>d)(?![uHp\-]))?"
            rf"(?:,?(?P<y>y))?{PART}(?P<close>[\])])?"
        ),
    ),
    ("figures", re.compile(rf"{PRE}{WEEKDAY}(?P<full>I){PART}(?P<close>[\])])?")),
    (
        "ago",
        re.compile(
            rf"(?:(?P<num>{SOME})(?:[k&-](?P<n2>{NUM}))?)?(?P<u>[uHW])G(?:(?:ih?)?(?P<w>w))?"
        ),
    ),
    ("ago", re.compile(rf"(?:J|_&(?=a))(?P<num>{SOME})(?:[k&-](?P<n2>{NUM}))?(?P<u>[uHW])")),
    ("ago", re.compile(r"(?:J|_&ao)(?P<u>u)")),
    (
        "weekday",
        re.compile(
            rf"(?:(?P<wk0>[ltx])ui?)?{PRE}(?P<pre>t?[ltx])?(?P<w>w)(?:(?P<post>[lx])(?!u))?{PART}"
            rf"(?:(?:o|,|i)?h?(?P<wk>[ltx])u(?!G))?"
        ),
    ),
    ("day", re.compile(r"h?u(?P<two>E)h?Y")),
    ("day", re.compile(rf"{PRE}(?P<x>[DYFN]){PART}")),
    ("day", re.compile(r"(?:e[io]?|E)?(?:(?P<t>t)|(?P<l>l))(?P<p>p)")),
    ("day", re.compile(r"O(?![wmMb])")),
    (
        "past",
        re.compile(rf"h?(?P<l>[lR])(?P<num>a?q?o?{NUM}|aq|q)(?:[k&-](?P<n2>{NUM}))?(?P<u>[uHW])"),
    ),
    ("past", re.compile(r"(?P<l>R)(?P<u>[uH])")),
    (
        "event",
        re.compile(
            rf"(?:h|(?P<num>{SOME}))?(?P<u>[uHpW])(?P<dir>[ELV])(?:h(?P<noun>[^,.|]{{1,3}}))?"
        ),
    ),
    ("event", re.compile(r"h?T{1,2}(?P<u>[uW])p?")),
    ("event", re.compile(r"h?T{1,2}(?P<p>p)")),
    ("event", re.compile(r"h?(?P<step>[xlL])(?P<u>u)p?")),
    ("unit", re.compile(r"(?:(?:h?e-?[oi]?|E)h?|h(?=l))?(?P<which>t?[ltx])(?P<u>[uW])")),
    ("unit", re.compile(r"h?e[oi]h(?P<u>u)(?!o)")),
    ("unit", re.compile(r"h(?P<u>[uW])(?P<which>[ltx])?")),
    ("unit", re.compile(r"(?P<u>a)(?P<which>l)")),
    (
        "month",
        re.compile(
            r"(?:h?(?P<e>e)(?:-|[oi]h?)?)?(?P<which>t?[ltx])?(?P<m>[mMb])(?:(?<=b)\.)?(?:[o,]*(?P<y>y))?"
        ),
    ),
    (
        "year",
        re.compile(r"h?e[-oi]?h?(?P<y>y)|(?<=y[&k-])(?P<y3>y)|(?<=[iskfBo])h?(?P<y2>y)"),
    ),
    ("vague", re.compile(r"r")),
    ("vague", re.compile(r"_G|ihl(?![uHWwvmMbyndzgqaxpRte])")),
]
# Letters of which each of the above has one in all that it matches, in the same order: a sentence
# without them need not be searched.
NEEDED = (
    *("mMb", "mMb", "I", "G", "uHW", "u", "w", "u", "DYFN", "p", "O", "lR", "R", "ELV", "T", "T"),
    *("u", "uW", "u", "uW", "l", "mMb", "y", "r", "Gl"),
)
