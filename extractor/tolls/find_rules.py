"""The rules that read casualties from the shape of a text, and the words that bind them.

Letters are explained in ``find_words``. A noun phrase is an amount, its nouns, "of the army",
"in the north"; then perhaps an insertion between commas.
"""

from __future__ import annotations

import re

from extractor.languages.patterns import listed_as

NOUN = r"Qh?(?:[wX]{0,4}P(?:w?P){0,2}X{0,4}|[wX]{0,3})"
TAIL = r"(?:(?:o|i[hQ]?|oh)[wXP]{1,5}|o[Ww]|(?<=Q)oQ[wXP]{1,5}){0,2}"
PHRASE = rf"{NOUN}{TAIL}"
OBJECT = rf"{NOUN}(?:oh?[wXP]{{1,5}}|oW)?"
NAME = r"(?:(?:h?[wX]{0,2}P)?X{1,5}|h[wX]{0,4}P(?:[oi]h?[wXP]{1,5})?|H)"
JOIN = r"(?:,&?|&)"
LIST = rf"{PHRASE}(?:{JOIN}{PHRASE}){{0,5}}"
OBJECTS = rf"{OBJECT}(?:{JOIN}h?{OBJECT}){{0,5}}"  # "six priests and their two maids"
MIXED = rf"{PHRASE}(?:{JOIN}(?:{PHRASE}|h?[wX]{{0,2}}PX{{0,5}}|X{{2,5}})){{0,5}}"
NAMES = rf"{NAME}(?:,w(?=,))?(?:{JOIN}(?:{NAME}|Q[wX]{{0,2}}P)(?:,w(?=,))?){{0,4}}"
ASIDE = r"(?:,[^,SKZ]{1,16},|\([^()S]{1,12}\)|,?I[^,SKZ]{1,10})?"
WHOM = r"h?[wX]{0,3}P{1,2}X{0,5}|X{2,5}"
# "Of Ana Ruiz, her driver and a guard", but not "of Ana Ruiz, a judge".
ALSO_ONE = r"(?:h[wX]{0,2}P|PX{1,4})"
AND_ONES = rf"(?:(?:,{ALSO_ONE}){{0,4}},?&(?:{ALSO_ONE}|Q[wX]{{0,2}}P|X{{2,5}}))?"
ONE_ASIDE = r"(?:,[^,SKZ]{1,16},(?!W))?"
TO_HAVE = r"(?:rtv?b{0,2}r{0,2})?"  # "are known to have been"
WAS = rf"(?:,?W)?r{{0,3}}v?r?b{{1,2}}r{{0,3}}{TO_HAVE}"
DIED = rf"(?:,?W)?v?b?r{{0,3}}{TO_HAVE}"

ALSO = r"(?:&r?(?P<also>K)(?!r?[QhXH]))?"  # "kidnapped and killed", "killed or wounded"

# Earlier rules win over later ones: a passive over what may look like a bare participle.
SHAPES = (
    ("none", r"n[wrh]{0,2}n?[wrkG]{0,2}(?P<verb>F&[FC]|[CF])"),
    ("none", r"n[hwXP]{0,3}v?b{1,2}r?(?P<verb>K(?:&K)?)"),
    ("toll", r"(?P<verb>U)[^SUKQ]{0,5}?(?:iQt)?(?P<np>Q)"),
    ("before", rf"(?P<np>{MIXED}){ASIDE}{WAS}(?P<verb>[KD]){ALSO}"),
    ("before", rf"(?P<np>{MIXED}){ASIDE}{DIED}(?P<verb>Z)"),
    ("before", rf"(?P<np>{OBJECTS})r?(?P<verb>D)"),
    ("toll", r"t(?P<np>Q)hwo[wXPh]{0,3}(?P<verb>[KDF])"),
    ("toll", r"woh?[wXP]{0,2}(?P<verb>[KDF])[wbr]{0,3}[ti](?P<np>Q)"),
    ("bare", rf"(?P<np>{OBJECTS})r?(?P<verb>K)(?![QhXHY])"),
    ("after", rf"(?P<verb>[KGk])r?(?P<self>Y&)?h?(?P<np>{OBJECTS})"),
    ("after", rf"(?P<verb>[FG])(?:i[hwXQ]{{1,5}})?r?oh?(?P<np>{OBJECTS})"),
    ("lives", rf"(?P<np>{NOUN})(?P<verb>L)"),
    ("lives", rf"(?P<verb>L)o(?P<np>{LIST})"),
    ("count", r"(?P<np>Q[wXP]{0,3})[rw]{0,3}(?P<verb>[FC])"),
    ("one", rf"(?P<np>{NAMES}){ONE_ASIDE}{WAS}(?P<verb>[KD]){ALSO}"),
    ("one", rf"(?P<np>{NAMES}){ONE_ASIDE}{DIED}(?P<verb>Z)"),
    ("whom", rf"(?P<verb>[KGk])(?P<np>(?:{WHOM})(?:{JOIN}h?[wX]{{0,2}}P?X{{2,5}}){{0,3}})"),
    ("whom", rf"(?P<verb>[FGL])(?:i[hwXQ]{{1,5}})?o(?P<np>(?:{WHOM}){AND_ONES})"),
    ("owned", r"(?P<np>X{2,5}|PX{1,4})(?P<verb>F)(?!w)"),
    ("one", rf"(?P<np>w{{0,2}}P){WAS}(?P<verb>K)"),
)
RULES = [(kind, re.compile(shape)) for kind, shape in SHAPES]
# "Was killed at his home, along with two of his guards": what follows "along with".
WITH_THEM = re.compile(rf"(?P<np>{OBJECTS}|h[wX]{{0,2}}P{{1,2}}X{{0,4}}|{NAME})(?P<verb>)")
SPLIT = re.compile(r",&?|&")
# "12 deaths" counts people; "a death threat", "three attacks" do not.
COUNTED = frozenset(listed_as("counted_people"))
# "Twelve bodies were found"; other bodies are organisations.
REMAINS, FOUND = frozenset(listed_as("remains")), frozenset(listed_as("found_dead"))
# What nobody can have come to: "no deaths", "without injuries".
NONE_OF = frozenset(listed_as("none_of"))
LOST = frozenset(listed_as("lost_lives"))
CHANGED = frozenset(listed_as("changed_toll"))
