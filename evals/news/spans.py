"""Finds the words of an article in which a coded value stands, by exact match.

Nothing is guessed: a value whose words are not in the text gets no span, and is counted as such.
Where words occur several times, the paragraph with most of the event's words is searched first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from extractor.records.parts import Evidence

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "pt": [
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    ],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "it": ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    "ru": ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"],
    "tr": ["pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"],
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "sw": ["Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili"],
    "ar": ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
KILLING = re.compile(
    r"kill|dead|die[sd]?\b|death|shot|fatal|toll|lives|murder|massacre|execut|bod(?:y|ies)|slain|"
    r"muert|mat(?:ó|aron|ado)|tu[ée]|mort|morr|matar|погиб|убит|загин|öldü|قتل|tot|starb|ums Leben|"
    r"uccis|tewas|uawa|कत|जान|死|遇難|喪|کشت",
    re.IGNORECASE,
)
MARK = re.compile(r"([^{}]*)\{([^{}]+)\}([^{}]*)")
SENTENCE = re.compile(r"[^.!?。।\n]+[.!?。।]*")
Stretch = tuple[int, int]


class Spans:
    """Finds spans in the text of one article, for one event at a time.

    ``marks`` are the words that a coder marked, by the kind of value. ``values`` has an entry for
    each value asked for: its kind, whether it has words, and whether the coder says that the text
    has none.
    """

    def __init__(
        self, text: str, language: str, published: date, marks: Mapping[str, str] | None = None
    ) -> None:
        self.text = text
        self.marks = dict(marks or {})
        self.values: list[tuple[str, bool, bool]] = []
        self.language = language
        self.published = published
        self.order: list[Stretch] = [(0, len(text))]

    def turn_to(self, told: Iterable[Sequence[str]]) -> None:
        """Search first in the paragraph with most of these values; a value counts once, whichever
        of its words stands there."""
        groups = [[word for word in words if word] for words in told]
        paragraphs = [found.span() for found in re.finditer(r"[^\n]+", self.text)]

        def tells(stretch: Stretch) -> int:
            part = self.text[slice(*stretch)]
            return sum(any(word in part for word in words) for words in groups)

        best = sorted(paragraphs, key=tells, reverse=True)
        self.order = [*best, (0, len(self.text))]

    def told(self, kind: str, mark: str, found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The spans of a value: those the coder marked as ``mark``, else those in ``found``."""
        words = self.marks.get(mark)
        evidence = found if words is None else self.marked(words)
        self.values.append((kind, bool(evidence), words == ""))
        return evidence

    def marked(self, said: str) -> tuple[Evidence, ...]:
        """The spans a coder marked. ``a | b`` are two spans; in ``by {police} on`` the braces hold
        the words meant and the others say where they stand; an empty text means that the article
        has no words for the value.

        Raises :class:`ValueError` if the words are not in the text.
        """
        return tuple(self._marked(one.strip()) for one in said.split("|") if one.strip())

    def _marked(self, said: str) -> Evidence:
        parts = MARK.fullmatch(said)
        before, meant = (parts[1], parts[2]) if parts else ("", said)
        whole = f"{before}{meant}{parts[3]}" if parts else said
        found = self.words(whole)
        if not found:
            raise ValueError(f"{whole!r} does not stand in the text of the article")
        start = found[0].start + len(before)
        return self._evidence(start, start + len(meant))

    def words(self, *wanted: str | None) -> tuple[Evidence, ...]:
        """The span of the first of these strings that occurs in the text, as whole words (anywhere
        in scripts without spaces)."""
        for start, end in self.order:
            for said in wanted:
                found = _whole(said, self.text, start, end) if said else -1
                if said and found >= 0:
                    return (self._evidence(found, found + len(said)),)
        return ()

    def day(self, first: date, last: date) -> tuple[Evidence, ...]:
        """The span of words that name a day from ``first`` to ``last``."""
        return self.words(*self.names_of_day(first, last))

    def names_of_day(self, first: date, last: date) -> list[str]:
        """The ways to write a day from ``first`` to ``last``, given the article's date."""
        if (last - first).days > 7:
            return []
        names: list[str] = []
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            names += _written(day)
            if 0 <= (self.published - day).days <= 6 and self.language in WEEKDAYS:
                names.append(WEEKDAYS[self.language][day.weekday()])
        return names

    def number(self, number: int | None) -> tuple[Evidence, ...]:
        """The span of the number in a sentence about killing."""
        if not number or number < 2:
            return ()
        forms = [str(number), f"{number:,}", *(SMALL[number : number + 1])]
        wanted = re.compile(rf"(?<![\w.,])(?:{'|'.join(forms)})(?![\w,]*\d)(?!\w)", re.IGNORECASE)
        for start, end in self.order:
            for sentence in SENTENCE.finditer(self.text, start, end):
                if KILLING.search(sentence[0]):
                    found = wanted.search(self.text, *sentence.span())
                    if found:
                        return (self._evidence(*found.span()),)
        return ()

    def sentence_of(self, evidence: Evidence) -> str:
        """The sentence in which words stand."""
        for sentence in SENTENCE.finditer(self.text):
            if sentence.start() <= evidence.start < sentence.end():
                return sentence[0].strip()
        return evidence.text

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(start=start, end=end, text=self.text[start:end])


def _whole(words: str, text: str, start: int, end: int) -> int:
    """The offset of the words as whole words; in scripts without spaces, anywhere."""
    if words.isascii():
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start, end)
        return found.start() if found else -1
    return text.find(words, start, end)


def _written(day: date) -> list[str]:
    month, number = MONTHS[day.month - 1], day.day
    numbers = [str(number), f"{number}{_ending(number)}"]
    short = [f"{month[:3]}. {number}", f"{number} {month[:3]}"]
    both = [form for one in numbers for form in (f"{one} {month}", f"{month} {one}")]
    return [*both, *short, day.strftime("%d.%m.%Y"), f"{day.day}/{day.month}/{day.year}"]


def _ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
