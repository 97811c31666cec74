"""Pages that show something else in the place of their article: a consent notice, a login, a check
for robots, a demand to run scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.sources.pages.written import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["notice_in"]

CONSENT = "a consent notice"
AROUND = "what stands around an article"

LONGEST = 12_000  # characters; a page with more says more than a notice
SENTENCE = 40  # characters; what is shorter is a button or a heading, unless it ends as a sentence
SHORT_SENTENCE = 25
TEXT = 30  # letters of an article's text beside a notice; the shortest report in one sentence
WORDS = 4  # of a line that may be one of a text; entries of a menu have fewer
QUOTED = re.compile(r"[\"“”«»„「」]")
BYLINE = re.compile(
    r"(?:by|por|par|von|di|door|автор|بقلم|كتب)\W(?!.*[.!?]\Z).{3,80}"
    r"|(?:published|posted|updated|last updated)\W.{3,60}"
)
# Not after an abbreviation: what follows has no capital, if its letters have any.
SENTENCES = re.compile(r"(?<=[.!?…。؟।])\s+(?![a-zà-ÿ\u0101-\u017fа-яё])|(?<=[。！？])|\n+")
# A notice speaks to its reader; a report does so in what it quotes.
ADDRESSED = re.compile(
    r"(?<!\w)(?:you|your|we|our|us|usted|tus?|nuestr[oa]s?|nosotros|vous|votre|vos|nous|notre|nos"
    r"|voce|seu|sua|nosso|nossa|ihnen|ihren?|ihre|wir|unser\w*|vi|vostr[oaie]|nostr[oaie]|uw|wij"
    r"|onze|wy|вы|вас|вам|ваш\w*|мы|наш\w*|ви|siz\w*|sitemiz\w*|anda|kami|موقعنا|تجربتك)(?!\w)"
)
# Words of notices that may stand in any text: beside a notice they tell what else belongs to it.
BESIDE = re.compile(
    r"cookie|privacy|privacid|privacidad|vie privee|datenschutz|personal data|datos personales"
    r"|donnees personnelles|personenbezogen|advertis|publicidad|publicite|werbung|consent"
    r"|third part|legitimate interest|javascript|browser|your (?:choices|preferences|device)"
    r"|subscri|log ?in|sign ?in|your (?:mind|settings|experience|connection|browser|account)"
    r"|персональн|cerez|خصوصية|الخصوصية"
)


def notice_in(text: str, title: str = "") -> str | None:
    """What kind of notice a page's text is, if it is nothing else (and its title); ``None`` for an
    article.

    An article that ends in a notice is an article.
    """
    if len(text) > LONGEST:
        return None
    # Sentence by sentence: of a short page trafilatura gives all its words as one paragraph.
    sentences = [_plain(sentence) for sentence in SENTENCES.split(text)]
    name = _plain(title)
    if _told(sentences, name, [_in_any_language()[1]])[0] >= TEXT:
        return None  # whatever languages its notices may be in
    kinds = [kind for sentence in sentences if (kind := _kind(sentence))]
    spoken = (one for one in _consent() if any(map(one.speaks_in, sentences)))
    told, addressed = _told(sentences, name, [one.reader for one in spoken])
    if told >= TEXT:
        return None
    if surely := [kind for kind in kinds if kind != AROUND]:
        return surely[0]
    # What speaks to its reader may be somebody's own words where nothing else shows a notice.
    if addressed < TEXT and (kinds or not any(map(_has_words, text.split("\n")))):
        return AROUND
    return None


def _told(
    sentences: Iterable[str], name: str, readers: Sequence[re.Pattern[str]]
) -> tuple[int, int]:
    """The letters of sentences that are no notice and not the title, no more than are needed, and
    of those that speak to a reader."""
    told = addressed = 0
    for sentence in sentences:
        if _is_long(sentence) and sentence.rstrip(".") not in name and not _kind(sentence):
            letters = sum(map(str.isalpha, sentence))
            if _is_beside(sentence, readers):
                addressed += letters
            else:
                told += letters
        if told >= TEXT:
            break
    return told, addressed


def _plain(sentence: str) -> str:
    return folded(sentence).replace("’", "'").strip()


def _is_long(sentence: str) -> bool:
    ends = sentence.endswith((".", "!", "?", "…", "»", '"', "”", "。", "؟", "।"))
    length = len(sentence) + sum(
        letter >= "\u3000" for letter in sentence
    )  # of Chinese and the like
    return length >= SENTENCE or (ends and length >= SHORT_SENTENCE)


def _is_beside(sentence: str, readers: Iterable[re.Pattern[str]]) -> bool:
    """Whether a sentence may belong to a notice, and is no report of what somebody says."""
    if QUOTED.search(sentence):
        return False
    patterns = (BESIDE, ADDRESSED, *readers)
    return any(pattern.search(f"{sentence} ") for pattern in patterns)


def _has_words(line: str) -> bool:
    """Whether a line may be one of a text and not an entry of a menu."""
    unspaced = sum(letter >= "\u0e00" for letter in line)
    return len(line.split()) >= WORDS or unspaced >= SHORT_SENTENCE // 2


def _kind(sentence: str) -> str | None:
    about, _ = _in_any_language()
    if about.search(sentence) and any(one.speaks_in(sentence) for one in _consent()):
        return CONSENT
    found = next((kind for kind, pattern in _patterns() if pattern.search(sentence)), None)
    return AROUND if found is None and BYLINE.fullmatch(sentence) else found


@dataclass(frozen=True)
class _Consent:
    """How consent notices speak in one language (``data/consent.tsv``)."""

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
    for what, language, phrases in _rows("consent.tsv"):
        words[what, language] = [folded(phrase) for phrase in phrases.split("|")]
    every = words["about", "*"]
    return tuple(
        _Consent(
            _beginnings([*every, *words.get(("about", language), ())]),
            _beginnings(words["reader", language]),
            _beginnings(words["answer", language]),
        )
        for what, language in words
        if what == "reader"
    )


@lru_cache
def _in_any_language() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What consent notices are about, and how they speak to the reader, each as one pattern."""
    about = "|".join(one.about.pattern for one in _consent())
    reader = "|".join(one.reader.pattern for one in _consent())
    return re.compile(about), re.compile(reader)


def _beginnings(words: list[str]) -> re.Pattern[str]:
    """A pattern of words' beginnings; in scripts that write other words on to them, anywhere."""
    spaced = [re.escape(word) for word in words if word < "\u0590"]
    joined = [re.escape(word) for word in words if word >= "\u0590"]
    found = [rf"(?<!\w)(?:{'|'.join(spaced)})"] if spaced else []
    return re.compile("|".join([*found, *joined]))


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found: dict[str, list[str]] = {}
    for kind, _, phrases in _rows("notices.tsv"):
        found.setdefault(kind, []).append(phrases)
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})")) for kind, phrases in found.items()
    )


def _rows(name: str) -> Iterator[list[str]]:
    path = files("extractor.sources.pages") / "data" / name
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
