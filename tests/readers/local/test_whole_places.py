"""Places marked in part, streets told without their town, regions told with a town in them."""

from __future__ import annotations

import pytest
from marked import Marked

CASES = [
    # text, the event's words, place, in, name, first-level unit
    (
        "周日，巴基斯坦俾路支省瓜达尔市一支车队遭伏击。",
        "遭",
        "俾路",
        ["瓜达尔市"],
        "Gwadar",
        "Balochistan",
    ),
    ("በአማራ ክልል ደብረ ማርቆስ ከተማ ስምንት ሰዎች ተገደሉ።", "ተገደሉ", "ማርቆስ", [], "Debre Mark’os", "Amhara"),
    (
        "Ankara'da pazar günü kadınlar Kızılay Meydanı'nda şiddeti protesto etti.",
        "protesto",
        "Kızılay Meydanı",
        [],
        "Ankara",
        "Ankara",
    ),
    (
        "刚果（金）北基伍省马西西镇爆发激战。",
        "激战",
        "马西西",
        ["北基伍省马"],
        "Masisi Territory",
        "Nord-Kivu",
    ),
    # a word more that makes no name of it
    ("Gunmen shot a man in Xanvo Kano, Nigeria.", "shot", "Xanvo", [], "Xanvo", None),
]


@pytest.mark.parametrize(("text", "words", "place", "within", "name", "unit"), CASES)
def test_the_place_is_the_whole_name_or_the_town_named_with_it(
    text: str, words: str, place: str, within: list[str], name: str, unit: str | None
) -> None:
    marked = Marked(text)
    marked.event(words, place=place, in_=within)
    (where,) = marked.told().where
    assert (where.name, where.admin1) == (name, unit)


@pytest.mark.parametrize(
    ("text", "words", "place", "name"),
    [
        (
            "Обстріляли авто в Дніпровському районі Херсона.",
            "Обстріляли",
            "Дніпровському",
            "Kherson",
        ),
        ("Обстреляли дом в Киевском районе Донецка.", "Обстреляли", "Киевском", "Donetsk"),
    ],
)
def test_a_towns_district_is_the_town(text: str, words: str, place: str, name: str) -> None:
    marked = Marked(text)
    marked.event(words, "Shelling/artillery/missile attack", place=place)
    (record,) = marked.outcome().events
    assert record.location.name.startswith(name)


def test_a_district_of_a_region_is_not_the_town_that_the_region_is_named_after() -> None:
    marked = Marked("Обстреляли дом в Покровском районе Донецкой области.")
    marked.event("Обстреляли", "Shelling/artillery/missile attack", place="Покровском")
    (record,) = marked.outcome().events
    assert record.location.text == "Покровском"
