"""The words of casualties and the letter each one has in the shape that casualty rules match.

The words stand in the languages' ``toll_rules.tsv``.

Q amount         K killed, wounded    b was, have been    W who, which    I including
P person noun    G killing            r reportedly        H he, she       , comma
X Capital word   k kills, kill        M would, could      o of            ( bracket
w other word     Z died               t to                i in, by, from  S end of clause
h the, his       D dead, missing      n not, no           & and, or       U toll
F death, murder  C casualties         L lives             Y himself
"""

from __future__ import annotations

from typing import Literal

from extractor.languages import words_of

State = Literal["killed", "injured", "missing", "abducted", "arrested"]
KILLED: State = "killed"
INJURED: State = "injured"
MISSING: State = "missing"
ABDUCTED: State = "abducted"
ARRESTED: State = "arrested"

_STATES: dict[str, State] = {
    state: state for state in (KILLED, INJURED, MISSING, ABDUCTED, ARRESTED)
}
TABLE = "toll_rules"
ENGLISH = "en"


def _words(kind: str) -> dict[str, str]:
    return words_of(TABLE, kind, ENGLISH)


# What happened to people, and in what form: with the state as value.
_FORMS = {"harmed": "K", "harming": "G", "harm": "k", "died": "Z", "dead": "D", "death": "F"}
_LETTERS = {
    "of": "o", "in": "i", "and": "&", "be": "b", "have": "v", "adverb": "r", "may": "M", "to": "t",
    "not": "n", "who": "W", "he": "H", "self": "Y", "the": "h", "including": "I",
    "casualties": "C", "lives": "L", "toll": "U",
}  # fmt: skip
WORDS: dict[str, tuple[str, State | None]] = {}
# Several words that act as one, by the first of them.
PHRASES: dict[str, list[tuple[tuple[str, ...], str, State]]] = {}
for _kind, _letter in _LETTERS.items():
    WORDS |= dict.fromkeys(_words(_kind), (_letter, None))
for _kind, _letter in _FORMS.items():
    for _form, _state in _words(_kind).items():
        _parts = tuple(_form.split())
        if len(_parts) > 1:
            PHRASES.setdefault(_parts[0], []).append((_parts, _letter, _STATES[_state]))
        else:
            WORDS[_form] = (_letter, _STATES[_state])
# One of these is in whatever a rule matches: the letters that its verb can have.
HARM_WORDS = frozenset(PHRASES) | {word for word, (kind, _) in WORDS.items() if kind in "CFKUDZGkL"}

PERSONS = frozenset(_words("person"))
PLURALS = frozenset(
    [word + "s" for word in PERSONS]
    + [word[:-1] + "ies" for word in PERSONS if word.endswith("y")]
    + list(_words("plural"))
)
# Heads that say nothing about who: their number is a total, not a part of one.
GENERIC = frozenset(["", *_words("generic")])
# A number before one of these counts no people.
UNITS = frozenset(_words("unit"))
# Things that are "hit", "executed" or "missing" too; a person's word beside them outweighs them.
NOT_PEOPLE = UNITS | frozenset(_words("thing"))
MONTH_NAMES = frozenset(_words("month"))
DAY_NAMES = frozenset(_words("day"))

# Other languages: a word and the state it tells; the number stands within three words of it.
FOREIGN_STATES: dict[str, State] = {
    word: _STATES[state] for word, state in words_of(TABLE, "told").items()
}
FOREIGN_WORDS = frozenset(FOREIGN_STATES) | {f"و{word}" for word in FOREIGN_STATES}
"""With Arabic's "and", which is written together with the word."""
