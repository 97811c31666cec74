"""Words that the tagger marks in pieces, and what stands beside them and belongs to them."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.codebook.attribution import Role
from extractor.reading import Party


def doers(marked: Marked) -> list[str]:
    (event,) = marked.reading().events
    return _words(event.perpetrators)


def _words(parties: tuple[Party, ...]) -> list[str]:
    return [party.said.text for party in parties if party.said]


def test_a_name_marked_in_two_pieces_is_one() -> None:
    marked = Marked("Les soldats de l'armée malienne ont tué trois bergers à Gao mardi.")
    pieces = ["Les soldats", "de l'armée malienne"]
    marked.event("tué", doer=pieces, killed="trois bergers", place="Gao", day="mardi")
    assert doers(marked) == ["Les soldats de l'armée malienne"]


def test_two_parties_joined_by_and_stay_two() -> None:
    marked = Marked("Des miliciens et des soldats ont tué trois bergers à Gao, au Mali, mardi.")
    pieces = ["Des miliciens", "et des soldats"]
    marked.event("tué", doer=pieces, killed="trois bergers", place="Gao", day="mardi")
    assert len(doers(marked)) == 2


def test_of_places_only_a_word_for_a_kind_is_joined_to_the_name_behind_it() -> None:
    marked = Marked("Warga mengeroyok dua pria di Desa Sukolilo, Kabupaten Pati, Senin.")
    marked.event("mengeroyok", place="Sukolilo", in_=["Kabupaten", "Pati"], day="Senin")
    (event,) = marked.reading().events
    assert event.where[0].admin1 == "Kabupaten Pati"
    arabic = Marked("قتل رجلان في سنجار نينوى أمس في العراق.")
    arabic.event("قتل", place=["سنجار", "نينوى"], killed="رجلان", day="أمس")
    assert arabic.reading().events[0].where[0].name == "Sinjar"


@pytest.mark.parametrize(
    ("text", "words", "pieces", "days"),
    [
        (
            "У ніч на 2 травня дрони вбили двох людей у Сумах.",
            "вбили",
            ["У ніч на", "2 травня"],
            (date(2024, 5, 1), date(2024, 5, 2)),
        ),
        (
            "Due uomini uccisi l'altro ieri a Napoli, in Italia.",
            "uccisi",
            ["ieri"],
            (date(2024, 5, 8), date(2024, 5, 8)),
        ),
        (
            "Dois homens mortos antes de ontem em Manaus, no Brasil.",
            "mortos",
            ["ontem"],
            (date(2024, 5, 8), date(2024, 5, 8)),
        ),
    ],
)
def test_words_for_one_day_are_read_together(
    text: str, words: str, pieces: list[str], days: tuple[date, date]
) -> None:
    marked = Marked(text)
    place = next(one for one in ("Сумах", "Napoli", "Manaus") if one in text)
    marked.event(words, day=pieces, place=place)
    (when,) = marked.reading().events[0].when
    assert (when.first, when.last) == days


def test_two_days_side_by_side_stay_two() -> None:
    marked = Marked("Es kam Montag Donnerstag zu Schüssen in Kassel.")
    marked.event("Schüssen", day=["Montag", marked.words("Donnerstag", 0.9)], place="Kassel")
    (when,) = marked.reading().events[0].when
    assert when.first == when.last == date(2024, 5, 6)


def test_an_unmarked_word_for_a_day_of_its_own_sentence_counts() -> None:
    text = "Dois agricultores foram mortos anteontem em Manaus, no Brasil. A polícia veio ontem."
    marked = Marked(text)
    marked.event("mortos", killed="Dois agricultores", place="Manaus")
    (when,) = marked.reading().events[0].when
    assert when.first == date(2024, 5, 8)
    assert when.said and when.said.text == "anteontem"


def test_an_event_without_a_day_is_of_the_day_of_the_one_told_just_before() -> None:
    text = "Вчора вранці обстріляли Нікополь. Ворог ударив по Марганцю, загинув чоловік."
    marked = Marked(text)
    marked.event("обстріляли", "Shelling/artillery/missile attack", place="Нікополь", day="Вчора")
    marked.event("ударив", "Air/drone strike", place="Марганцю", killed="чоловік")
    first, second = marked.reading().events
    assert second.when == first.when
    far = Marked(text.replace("Ворог", "Йшов дощ. Було холодно. Ворог"))
    far.event("обстріляли", "Shelling/artillery/missile attack", place="Нікополь", day="Вчора")
    far.event("ударив", "Air/drone strike", place="Марганцю", killed="чоловік")
    assert far.reading().events[1].when == ()


@pytest.mark.parametrize(
    ("text", "words", "weapon", "name"),
    [
        (
            "Bei russischen Drohnenangriffen auf Sumy starben drei Menschen.",
            "Drohnenangriffen",
            ["russischen", "Drohnenangriffen"],
            "Military Forces of Russia (2000-)",
        ),
        (
            "Trois civils sont morts dans un tir d'artillerie russe sur Sumy.",
            "un tir d'artillerie russe",
            [],
            "Military Forces of Russia (2000-)",
        ),
        (
            "Une frappe de drone de l'armée ukrainienne a tué trois civils à Koursk.",
            "tué",
            ["Une frappe de drone de l'armée ukrainienne"],
            "Military Forces of Ukraine (2019-)",
        ),
    ],
)
def test_a_states_strike_in_the_words_of_the_event_says_who_did_it(
    text: str, words: str, weapon: list[str], name: str
) -> None:
    marked = Marked(text)
    place = "Koursk" if "Koursk" in text else "Sumy"
    marked.event(words, "Air/drone strike", weapon=weapon, place=place)
    (event,) = marked.outcome().events
    assert [one.name for one in event.actors if one.role is Role.PERPETRATOR] == [name]


@pytest.mark.parametrize(
    ("text", "killed", "low", "high"),
    [
        ("Almeno ventitré persone uccise a Bari.", "Almeno", 23, None),
        ("Mindestens neun Menschen getötet in Kassel.", "Mindestens", 9, None),
        ("Attacco a Bari senza fare vittime.", "vittime", 0, 0),
        ("Ataque en Tibú sin causar víctimas.", "víctimas", 0, 0),
    ],
)
def test_a_count_is_read_with_the_words_beside_it(
    text: str, killed: str, low: int, high: int | None
) -> None:
    marked = Marked(text)
    place = next(one for one in ("Bari", "Kassel", "Tibú") if one in text)
    marked.event(text.split()[0] if killed != text.split()[0] else text.split()[3], killed=killed)
    marked.events[0].roles["place"] = [marked.words(place)]
    (toll,) = marked.reading().events[0].tolls
    assert (toll.low, toll.high) == (low, high)
