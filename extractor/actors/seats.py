"""A state by the name of its capital, in any language: "Киев", "Ankara", "Moscou"."""

from __future__ import annotations

from functools import lru_cache

from extractor.codebook.countries import Country, country_by_name
from extractor.places.said import place_told

__all__ = ["is_own_capital", "state_seated_in"]


@lru_cache(maxsize=4096)
def state_seated_in(words: str) -> Country | None:
    """Returns the state whose capital the words name, in any case or script; ``None`` for others
    and for words all in capitals, as news agencies are written ("SANA"). Of several words, only the
    first may be the capital, and only if the others are no names ("Киеве обвинения")."""
    first, *other_words = words.split() or [""]
    if not first[:1].isalpha() or first.isupper() or any(not one.islower() for one in other_words):
        return None
    if first[:1].islower():
        return None
    city = place_told(first)
    country = country_by_name(city.place.country) if city and city.in_gazetteer else None
    if city is None or country is None or not country.capital:
        return None
    capital = place_told(country.capital, countries=(country.alpha2,))
    if capital is None:
        return None
    place, seat = city.place, capital.place
    return country if (place.latitude, place.longitude) == (seat.latitude, seat.longitude) else None


def is_own_capital(name: str, country: str | None) -> bool:
    """Whether a name of one word is that of the country's own capital: "Kiew" in Ukraine."""
    seated = state_seated_in(name) if " " not in name else None
    return seated is not None and seated.name == country
