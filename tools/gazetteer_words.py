"""Words that look like place names but may not be: everyday English, given and family names."""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from extractor.gazetteer.folding import fold

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
RAREST = 50  # count in pyspellchecker's film subtitles; rarer words hardly occur by chance


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed; make gazetteer installs what is needed")
    return Path(spec.origin).parent


def words(names: dict[str, dict[int, int]]) -> dict[str, int]:
    """Words that may be no place name, with bits: 1 everyday English, 2 given, 4 family name."""
    from english_words import get_english_words_set

    found: dict[str, int] = defaultdict(int)
    packed = (package_folder("spellchecker") / "resources" / "en.json.gz").read_bytes()
    counts = json.loads(gzip.decompress(packed))
    lower = {w for w in get_english_words_set(["web2"]) if w.islower()}
    for word, count in counts.items():
        stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed")}
        if count >= RAREST and stems & lower and fold(word) in names:
            found[fold(word)] |= 1
    people = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            bit = (
                2
                if attribute.startswith("first_name")
                else 4
                if attribute.startswith("last_name")
                else 0
            )
            values: Any = getattr(provider, attribute)
            if not bit or not isinstance(values, (tuple, list, dict)):
                continue
            for value in values:
                if isinstance(value, str) and LATIN.match(value) and value[0].isupper():
                    key = fold(value)
                    if len(key) > 1 and " " not in key:
                        found[key] |= bit
    return {word: bits for word, bits in found.items() if bits}
