"""Pages that show something else in the place of their article: a consent notice, a login, a check
for robots, a demand to run scripts."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from extractor.sources.pages.written import folded

__all__ = ["notice_in"]

LONGEST = 12_000  # characters; a page with more says more than a notice
SENTENCE = 40  # characters; what is shorter is a button or a heading, unless it ends as a sentence
SHORT_SENTENCE = 25
TEXT = 30  # letters of an article's text beside a notice; the shortest report in one sentence
SENTENCES = re.compile(r"(?<=[.!?…。؟।])\s+|(?<=[。！？])|\n+")
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


def notice_in(text: str) -> str | None:
    """What kind of notice a page's text is, if it is nothing else; ``None`` for an article.

    An article that ends in a notice is an article.
    """
    if len(text) > LONGEST:
        return None
    kinds = []
    told = 0
    # Sentence by sentence: of a short page trafilatura gives all its words as one paragraph.
    for sentence in SENTENCES.split(folded(text).replace("’", "'")):
        if kind := _kind(sentence):
            kinds.append(kind)
        elif _is_text(sentence.strip()):
            told += sum(map(str.isalpha, sentence))
    return kinds[0] if kinds and told < TEXT else None


def _is_text(sentence: str) -> bool:
    if BESIDE.search(sentence) or ADDRESSED.search(sentence):
        return False
    ends = sentence.endswith((".", "!", "?", "…", "»", '"', "”", "。", "؟", "।"))
    length = len(sentence) + sum(
        letter >= "\u3000" for letter in sentence
    )  # of Chinese and the like
    return length >= SENTENCE or (ends and length >= SHORT_SENTENCE)


def _kind(line: str) -> str | None:
    return next((kind for kind, pattern in _patterns() if pattern.search(line)), None)


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = files("extractor.sources.pages") / "data" / "notices.tsv"
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, phrases = line.split("\t")
            found.setdefault(kind, []).append(phrases)
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})")) for kind, phrases in found.items()
    )
