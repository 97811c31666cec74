"""Build extractor/places/data/everyday.en.txt.gz: words of everyday English, one a line.

The list is used to restore small letters in texts written in capitals (``places/casing.py``). It is
made from the counts of pyspellchecker (film subtitles) and the word lists of english-words (both
MIT). A word is everyday English if one of its stems is in a dictionary in small letters, or if it
is very frequent and not a personal name. Run by ``make gazetteer``; the same packages give the same
bytes.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from english_words import get_english_words_set
from gazetteer_words import package_folder, words

from extractor.gazetteer import store

TARGET = Path(__file__).parent.parent / "extractor" / "mentions" / "data" / "everyday.en.txt.gz"
RAREST = 100  # occurrences; rarer words are mostly misspelt, or names
FREQUENT = 2000  # occurrences of forms without a stem in the dictionary: "held", "blew"
COMMON = 20_000  # kept even if a village has the same name
ENDINGS = (
    ("s", ("",)),
    ("es", ("", "e")),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ings", ("", "e")),
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("ness", ("",)),
    ("men", ("man",)),
)


def stems(word: str) -> Iterator[str]:
    yield word
    for ending, others in ENDINGS:
        for other in others if word.endswith(ending) else ():
            stem = word[: -len(ending)] + other
            yield stem
            if len(stem) > 2 and stem[-1] == stem[-2]:  # "stopped"
                yield stem[:-1]


def main() -> None:
    packed = (package_folder("spellchecker") / "resources" / "en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    lower = {w for w in get_english_words_set(["web2", "gcide"]) if w.islower() and len(w) > 1}
    people = {word for word, bits in words({}).items() if bits & (store.GIVEN | store.FAMILY)}
    found = ["a"]
    for word, count in counts.items():
        if not word.isalpha() or not word.isascii() or len(word) < 2 or count < RAREST:
            continue
        named = word in people or (count < COMMON and store.named(word))
        if any(stem in lower for stem in stems(word)) or (count >= FREQUENT and not named):
            found.append(word)
    text = "\n".join(sorted(set(found))) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TARGET.name}: {len(found):,} words, {TARGET.stat().st_size / 1e3:.0f} KB")


if __name__ == "__main__":
    main()
