"""The shapes of words that say when: a table of regular expressions over the letters that
``find_words`` gives the words of a text.

Each belongs to a kind of date, whose function in ``find_rules`` builds the mention or refuses.
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

CLOSE = r"(?P<close>[\])])?"
DAY_MONTH = rf"(?:(?:[Bf]h?)(?=d[-k&])|{PRE}{WEEKDAY})(?P<d>d)(?:(?:-|k|&)h?(?P<d2>d))?o?h?"
A_YEAR = r"(?:,?o?(?P<y>y)|(?P<z>z)|(?<=[b.])(?P<z2>d)(?!\w))?"
MONTH_YEAR = rf"(?P<m>[mMb])(?:(?<=b)\.)?{A_YEAR}{PART}{CLOSE}"
MONTH_DAY = rf"{PRE}{WEEKDAY}(?P<m>[mMb])\.?h?(?P<d>d)(?:(?:-|k|&)(?P<d2>d)(?![uHp\-]))?"
YEAR = rf"(?:,?(?P<y>y))?{PART}{CLOSE}"
WEEKDAY_ALONE = rf"{PRE}(?P<pre>t?[ltx])?(?P<w>w)(?:(?P<post>[lx])(?!u))?{PART}"
OF_WEEK = r"(?:(?:o|,|i)?h?(?P<wk>[ltx])u(?!G))?"
EVENT = rf"(?:h|(?P<num>{SOME}))?(?P<u>[uHpW])(?P<dir>[ELV])(?:h(?P<noun>[^,.|]{{1,3}}))?"
UNIT = r"(?:(?:h?e-?[oi]?|E)h?|h(?=l))?(?P<which>t?[ltx])(?P<u>[uW])"
MONTH = r"(?:h?(?P<e>e)(?:-|[oi]h?)?)?(?P<which>t?[ltx])?(?P<m>[mMb])(?:(?<=b)\.)?"
SHAPES: tuple[tuple[Kind, str, str], ...] = (
    ("date", "mMb", DAY_MONTH + MONTH_YEAR),
    ("date", "mMb", MONTH_DAY + YEAR),
    ("figures", "I", rf"{PRE}{WEEKDAY}(?P<full>I){PART}{CLOSE}"),
    ("ago", "G", rf"(?:(?P<num>{SOME})(?:[k&-](?P<n2>{NUM}))?)?(?P<u>[uHW])G(?:(?:ih?)?(?P<w>w))?"),
    ("ago", "uHW", rf"(?:J|_&(?=a))(?P<num>{SOME})(?:[k&-](?P<n2>{NUM}))?(?P<u>[uHW])"),
    ("ago", "u", r"(?:J|_&ao)(?P<u>u)"),
    ("weekday", "w", r"(?:(?P<wk0>[ltx])ui?)?" + WEEKDAY_ALONE + OF_WEEK),
    ("day", "u", r"h?u(?P<two>E)h?Y"),
    ("day", "DYFN", rf"{PRE}(?P<x>[DYFN]){PART}"),
    ("day", "p", r"(?:e[io]?|E)?(?:(?P<t>t)|(?P<l>l))(?P<p>p)"),
    ("day", "O", r"O(?![wmMb])"),
    ("past", "lR", rf"h?(?P<l>[lR])(?P<num>a?q?o?{NUM}|aq|q)(?:[k&-](?P<n2>{NUM}))?(?P<u>[uHW])"),
    ("past", "R", r"(?P<l>R)(?P<u>[uH])"),
    ("event", "ELV", EVENT),
    ("event", "T", r"h?T{1,2}(?P<u>[uW])p?"),
    ("event", "T", r"h?T{1,2}(?P<p>p)"),
    ("event", "u", r"h?(?P<step>[xlL])(?P<u>u)p?"),
    ("unit", "uW", UNIT),
    ("unit", "u", r"h?e[oi]h(?P<u>u)(?!o)"),
    ("unit", "uW", r"h(?P<u>[uW])(?P<which>[ltx])?"),
    ("unit", "l", r"(?P<u>a)(?P<which>l)"),
    ("month", "mMb", MONTH + r"(?:[o,]*(?P<y>y))?"),
    ("year", "y", r"h?e[-oi]?h?(?P<y>y)|(?<=y[&k-])(?P<y3>y)|(?<=[iskfBo])h?(?P<y2>y)"),
    ("vague", "r", r"r"),
    ("vague", "Gl", r"_G|ihl(?![uHWwvmMbyndzgqaxpRte])"),
)
"""Kind, letters of which each shape has one in all that it matches (a sentence without them need
not be searched), the shape."""
PATTERNS = [(kind, re.compile(shape)) for kind, _, shape in SHAPES]
NEEDED = tuple(letters for _, letters, _ in SHAPES)
