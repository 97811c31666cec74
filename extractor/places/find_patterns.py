"""Patterns of the words around a place name: distance, nearness, part of, lies in."""

from __future__ import annotations

import re

from extractor.places.find_words import KIND_WORD, KINDS, PART_WORD, PARTS

# The name only of "d'Abidjan". Plain words first: most are.
WORDS = re.compile(
    r"([a-z]{2,}(?![^\W\d_]|['’‘ʿʻ\u0300-\u036f])|(?:[A-Z]\.){2,}|(?![dl]['’][A-ZÀ-Þ])[^\W\d_]+[\u0300-\u036f]*"
    r"(?:['’‘ʿʻ](?!s\b|S\b)[^\W\d_]+|[\u0300-\u036f]+)*)"
)
JOIN = re.compile(r"\.? |[ -][dl]['’]|[-‐‑–]|\. ?|['’‘]| ?\n ?(?!\s)")
DISTANCE = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?|several|a few)[\s-]"
    r"(?P<unit>km|kms|kil[oó]m[eèé]t(?:er|re|ro)s?|miles?|mi)\b"
    r"[^.;\n]{0,40}?\b(?:of|from|outside|beyond|away from|off|del?|du)\s+"
    r"(?:the\s+)?(?-i:[a-z]+\s+){0,4}$",
    re.IGNORECASE,
)
NEAR_BEFORE = re.compile(
    r"\b(?:near|outside|around|close to|not far from|on the road to|in the vicinity of"
    r"|on the outskirts of|cerca del?|a las afueras del?|(?:près|aux environs|à proximité) du)\s+"
    r"(?:the\s+)?(?-i:[a-z-]+\s+){0,4}$|\b(?:près|aux environs|à proximité) d(?:e\s+|['’])$",
    re.IGNORECASE,
)
# One of these stands in whatever it matches.
NEAR_WORDS = frozenset(
    ["near", "outside", "around", "close", "far", "road", "vicinity", "outskirts", "cerca",
     "afueras", "près", "environs", "proximité"]
)  # fmt: skip
PART_BEFORE = re.compile(
    rf"\b(?:(?:{PART_WORD})|(?:part|parts|areas?|countryside|outskirts|suburbs?|hills|mountains"
    r"|edge) of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PART_WORDS = frozenset(
    ["part", "parts", "area", "areas", "countryside", "outskirts", "suburb", "suburbs", "hills",
     "mountains", "edge", *(part.split("-")[0] for part in PARTS)]
)  # fmt: skip
OF_BEFORE = re.compile(
    r"\b(?P<kind>[^\W\d_]+)(?:\s+and\s+[a-z]+)?"
    r"\s+(?:(?:of|called|named)\s+(?:the\s+)?|(?:de|del|du|de la)\s+|d['’])$",
    re.IGNORECASE,
)
KIND_BEFORE = re.compile(r"\b(?P<kind>[a-z]+)\s+$")
# The last word of what OF_BEFORE matches, "d'" apart, or of what KIND_BEFORE does to some purpose
KIND_LAST = KINDS | {"of", "called", "named", "the", "de", "del", "du", "la"}
AGE_AFTER = re.compile(r",? ?\(?\d{1,2}(?:-year|,|\)| years)")

KIND = r"(?-i:[a-z]+ ){0,2}(?:town|city|village|district|county|province|municipality|area|region)"
# ", en el departamento del", ", dans le nord du", ", en": Spanish and French for what holds it
ROMANCE_KIND = (
    r"(?:departamento|provincia|municipio|estado|distrito|región|département|province|région|état"
    r"|district|préfecture|gouvernorat|norte|sur|este|oeste|occidente|centro|noreste|noroeste"
    r"|sureste|suroeste|(?:nord|sud)(?:-est|-ouest)?|est|ouest|centre)"
)
ROMANCE_WITHIN = (
    rf"(?:,? (?:(?:en|dans|au|à|al) (?:el |la |le |l['’])?)?{ROMANCE_KIND}"
    r" (?:de la |de los |de l['’]|del |de |du |des |d['’])"
    r"|, (?:en|au|dans|à la) (?:el |la |le |les |l['’])?)"
)
HOLDER_AFTER = re.compile(ROMANCE_WITHIN + r"(?=[A-ZÀ-Þ])")
WITHIN = re.compile(
    rf"(?:{ROMANCE_WITHIN})|"
    rf"(?: (?:{KIND_WORD}))?"
    rf"(?:,? \(?(?:{KIND})?,? ?(?:in|of|inside)(?: the)?(?: [a-z-]+(?:[’']s)?){{0,3}} "
    rf"|, (?:in )?(?:the )?|,? ?\(|, (?:a |the ){KIND} (?:in|of) (?:the )?)"
    rf"(?:(?:{PART_WORD}) )?(?:(?:province|state|governorate|district|department) of )?(?:the )?"
)
WITHIN_REVERSED = re.compile(
    r"(?:[’']s)?(?: (?-i:[a-z]+)){0,2}"
    r" (?:town|city|village|capital|port|suburb|district|province) of (?:the )?"
)
KM_PER_MILE = 1.609344


def distance_km(before: str) -> float | None:
    """Kilometres in "9 km north of " at the end of the words before a name."""
    low = before.lower()
    if "mi" not in low and "km" not in low and "kil" not in low:
        return None
    match = DISTANCE.search(before)
    if not match or not match["n"][0].isdigit():
        return None
    number = float(match["n"].replace(",", "."))
    return number * KM_PER_MILE if match["unit"].casefold().startswith("mi") else number
