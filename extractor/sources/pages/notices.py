"""Recognises pages that show something else instead of their article: a consent notice, a login, a
robot check, a demand to enable scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.sources.pages.phrases import beginnings, kinds_of, phrases_like, rows
from extractor.sources.pages.written import folded
from extractor.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["notice_in"]

CONSENT = "a consent notice"
AROUND = "what stands around an article"

LONGEST = 12_000  # characters; a page with more is not just a notice
SENTENCE = 40  # characters; a shorter text is a button or heading, unless it ends like a sentence
SHORT_SENTENCE = 25
TEXT = 30  # letters of article text beside a notice; the shortest one-sentence report
WORDS = 4  # words of a line of text; menu entries have fewer
QUOTED = frozenset('"“”«»„「」')
LONGEST_BYLINES = {"by": 80, "on a day": 60}
"""Most characters after these words (``data/words.tsv``)."""
# Not after an abbreviation: there the next word has no capital, if its script has capitals.
SENTENCES = re.compile(r"(?<=[.!?…。؟।])\s+(?![a-zà-ÿ\u0101-\u017fа-яё])|(?<=[。！？])|\n+")


def notice_in(text: str, title: str = "") -> str | None:
    """Return the kind of notice if a page's text (and title) is nothing else; ``None`` for an
    article.

    An article that ends in a notice is an article.
    """
    if len(text) > LONGEST:
        return None
    # By sentence, as trafilatura returns a short page as one paragraph.
    sentences = [_plain(sentence) for sentence in SENTENCES.split(text)]
    name = _plain(title)
    if _letters(sentences, name, [_in_any_language()[1]])[0] >= TEXT:
        return None  # an article, in whatever language a notice would be
    kinds = [kind for sentence in sentences if (kind := _kind(sentence))]
    spoken = (one for one in _consent() if any(map(one.speaks_in, sentences)))
    plain, addressed = _letters(sentences, name, [one.reader for one in spoken])
    if plain >= TEXT:
        return None
    if surely := [kind for kind in kinds if kind != AROUND]:
        return surely[0]
    # Sentences that address the reader may be a quotation if nothing else suggests a notice.
    if addressed < TEXT and (kinds or not any(map(_has_words, text.split("\n")))):
        return AROUND
    return None


def _letters(
    sentences: Iterable[str], name: str, readers: Sequence[re.Pattern[str]]
) -> tuple[int, int]:
    """Return the letters in sentences that are neither a notice nor the title, and the letters in
    those that address the reader. Counting stops when there are enough of the first."""
    plain = addressed = 0
    for sentence in sentences:
        if _is_long(sentence) and sentence.rstrip(".") not in name and not _kind(sentence):
            letters = sum(map(str.isalpha, sentence))
            if _is_beside(sentence, readers):
                addressed += letters
            else:
                plain += letters
        if plain >= TEXT:
            break
    return plain, addressed


def _plain(sentence: str) -> str:
    return folded(sentence).replace("’", "'").strip()


def _is_long(sentence: str) -> bool:
    ends = sentence.endswith((".", "!", "?", "…", "»", '"', "”", "。", "؟", "।"))
    length = len(sentence) + sum(
        letter >= "\u3000" for letter in sentence
    )  # no spaces, as in Chinese
    return length >= SENTENCE or (ends and length >= SHORT_SENTENCE)


def _is_beside(sentence: str, readers: Iterable[re.Pattern[str]]) -> bool:
    """Return whether a sentence may belong to a notice, and does not report speech."""
    if not QUOTED.isdisjoint(sentence):
        return False
    patterns = (*map(_words, ("beside a notice", "speaks to its reader")), *readers)
    return any(pattern.search(f"{sentence} ") for pattern in patterns)


def _has_words(line: str) -> bool:
    """Return whether a line may be text and not a menu entry."""
    unspaced = sum(letter >= "\u0e00" for letter in line)
    return len(line.split()) >= WORDS or unspaced >= SHORT_SENTENCE // 2


def _kind(sentence: str) -> str | None:
    about, _ = _in_any_language()
    if about.search(sentence) and any(one.speaks_in(sentence) for one in _consent()):
        return CONSENT
    kinds = kinds_of("notices")
    found = next((one for one in kinds if phrases_like("notices", one).search(sentence)), None)
    return AROUND if found is None and _is_byline(sentence) else found


def _is_byline(sentence: str) -> bool:
    """Return whether a sentence only says who wrote something, or when."""
    for kind, longest in LONGEST_BYLINES.items():
        found = _words(kind).match(sentence)
        if found and 3 <= len(sentence) - found.end() <= longest:
            return kind != "by" or not sentence.endswith((".", "!", "?"))
    return False


def _words(kind: str) -> re.Pattern[str]:
    return phrases_like("words", kind)


@dataclass(frozen=True)
class _Consent:
    """The wording of consent notices in one language (``data/consent.tsv``)."""

    about: re.Pattern[str]
    reader: re.Pattern[str]
    answer: re.Pattern[str]

    def speaks_in(self, sentence: str) -> bool:
        padded = f"{sentence} "
        asked = self.reader.search(padded) or self.answer.search(padded)
        return bool(asked and self.about.search(sentence))


@lru_cache
def _consent() -> tuple[_Consent, ...]:
    words: dict[tuple[str, str], list[str]] = {}
    for what, language, phrases in rows("consent"):
        words[what, language] = [folded(phrase) for phrase in phrases.split("|")]
    every = words["about", "*"]
    return tuple(
        _Consent(
            any_of([beginnings([*every, *words.get(("about", language), ())])]),
            any_of([beginnings(words["reader", language])]),
            any_of([beginnings(words["answer", language])]),
        )
        for what, language in words
        if what == "reader"
    )


@lru_cache
def _in_any_language() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return two patterns for all languages: the subjects of consent notices, and how they address
    the reader."""
    about = any_of(one.about.pattern for one in _consent())
    return about, any_of(one.reader.pattern for one in _consent())
