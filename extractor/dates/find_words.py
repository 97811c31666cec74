"""The words of dates and the letter each one has in the shape that date rules match.

The words stand in the languages' ``date_rules.tsv``.

    w weekday         m month           d day number 1–31     o of             h the
    v short weekday   b short month     y year 1900–2099      i in, on, at     a a, an
    p part of day     M May, March …    z 32–99               s since          n number word
    u day, week …     D today           g other number        f from           q few, several
    H hours           Y yesterday       I date in figures     B between        l last, past
    W weekend         F tomorrow        G ago                 k to, until      t this
    e early, end …    O overnight       E earlier, before     & and, or        T that, same
    r recently        N tonight         L later, after        J "hace"         x next
    R recent          X every           C name noun           | blank line     _ anything else

Punctuation stands for itself (``,`` ``.`` ``-`` ``(`` ``)`` ``[`` ``]``).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from extractor.languages import words_of
from extractor.numbers.figures import FOREIGN, NUMBER_WORDS, TENS, UNITS

if TYPE_CHECKING:
    from extractor.text.tokens import Tokens

TABLE = "date_rules"


def _values(kind: str, language: str | None = None) -> dict[str, int]:
    return {word: int(value) for word, value in words_of(TABLE, kind, language).items()}


WEEKDAYS, SHORT_WEEKDAYS = _values("weekday"), _values("short_weekday")
MONTHS, SHORT_MONTHS = _values("month"), _values("short_month")
# A month only beside a day or a year, or after "in", "since" …: they are other words too.
CAREFUL_MONTHS = frozenset(words_of(TABLE, "careful_month"))
# Written with a capital in English, so that "may" and "march" in small letters are other words.
CAPITAL_ONLY = frozenset(words_of(TABLE, "capital_only"))
ENGLISH_MONTHS = frozenset(_values("month", "en"))
ENGLISH_WEEKDAYS = frozenset(_values("weekday", "en"))
# A date before one of these, written with a capital, is part of a name: "March 23 Movement".
NAME_NOUNS = frozenset(words_of(TABLE, "name_noun"))
# What another day can be counted from: "two days after the attack".
EVENT_NOUNS = frozenset(words_of(TABLE, "event_noun"))

# Of a word in two of these, the later counts.
_LETTERS = {
    "of": "o", "the": "h", "a": "a", "in": "i", "since": "s", "from": "f", "between": "B",
    "to": "k", "and": "&", "few": "q", "today": "D", "yesterday": "Y", "tomorrow": "F",
    "overnight": "O", "tonight": "N", "ago": "G", "earlier": "E", "later": "L", "last": "l",
    "this": "t", "same": "T", "next": "x", "recent": "R", "recently": "r", "before_count": "J",
    "weekend": "W", "no_day": "X", "hours": "H",
}  # fmt: skip
_VALUED = {"unit": "u", "part": "p", "edge": "e"}

# word → (letter, value); the value is a number, a unit, a part of day or an edge.
WORDS: dict[str, tuple[str, int | str]] = {}
for _kind, _letter in _LETTERS.items():
    WORDS |= {word: (_letter, word) for word in words_of(TABLE, _kind)}
for _word, _number in FOREIGN.items():
    WORDS.setdefault(_word, ("n", _number))
WORDS |= {word: ("n", value) for word, value in (UNITS | TENS).items()}
WORDS |= dict.fromkeys(NUMBER_WORDS & {"dozen"}, ("n", 12))
for _kind, _letter in _VALUED.items():
    WORDS |= {word: (_letter, value) for word, value in words_of(TABLE, _kind).items()}
WORDS |= {word: ("m", month) for word, month in MONTHS.items()}
WORDS |= {word: ("M", MONTHS[word]) for word in CAREFUL_MONTHS}
WORDS |= {word: ("b", month) for word, month in SHORT_MONTHS.items()}
WORDS |= {word: ("w", day) for word, day in WEEKDAYS.items()}
WORDS |= {word: ("v", day) for word, day in SHORT_WEEKDAYS.items()}
# "an" is a year in French; in English it is an article, and much more often met.
WORDS["an"] = ("a", "an")


def date_shape(tokens: Tokens) -> tuple[str, list[int | str]]:
    """One letter a token, and what each token is worth."""
    read = list(map(_READ.__getitem__, tokens.words))
    letters = [
        letter if letter == small or tokens.capital(index) else small
        for index, (letter, small, _) in enumerate(read)
    ]
    return "".join(letters), [value for _, _, value in read]


MOST_WORDS = 20_000  # remembered: more than are met often


class _Read(dict[str, tuple[str, str, "int | str"]]):
    """Of each token: its letter with a capital, its letter without, and what it is worth."""

    def __missing__(self, word: str) -> tuple[str, str, int | str]:
        letter, value = WORDS.get(word, ("", word))
        small = letter
        if letter:
            small = "_" if word in CAPITAL_ONLY else letter
        elif word[0].isdecimal():
            letter, value = _figure(word)
            small = letter
        elif word[0] == "\n":
            letter = small = "|"
        elif word in NAME_NOUNS:
            letter = "C"
        elif len(word) == 1 and not word.isalnum():
            letter = (
                "-" if word in "-–—" else word if word in ",.()[]" else "'" if word == "’" else "_"
            )
            small = letter
        read = (letter or "_", small or "_", value)
        if len(self) < MOST_WORDS:
            self[word] = read
        return read


_READ = _Read()


def _figure(word: str) -> tuple[str, int | str]:
    parts = numbers_of(word)
    if len(word) > 5 and len(parts) == 3 and all(map(str.isdecimal, parts)):
        return "I", word
    digits = "".join(takewhile(str.isdecimal, word))
    if "." in word or ":" in word or ("," in word and len(word) < 5):
        return "_", word
    number = int(digits) if len(word) < 7 else 0
    plain = word.isdecimal()
    if "," in word:
        return "g", int(word.replace(",", "")) if len(word) < 12 else 0
    if 1 <= number <= 31 and len(digits) <= 2:
        return "d", number
    if plain and len(word) == 4 and 1900 <= number <= 2099:
        return "y", number
    if plain and len(word) == 2 and number:
        return "z", number
    return ("g" if plain else "_"), number


def numbers_of(day: str) -> list[str]:
    """The numbers of a day in figures: ``2024-03-14``, ``14/3/24``, ``14.3.2024``."""
    return day.replace("/", ".").replace("-", ".").split(".")


def full_year(two_digits: int) -> int:
    """The year of two digits: 70–99 are of the last century, all others of this."""
    return two_digits + (1900 if two_digits >= 70 else 2000)
