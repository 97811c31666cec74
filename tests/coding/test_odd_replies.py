"""Replies no careful reader gives: nothing of them is lost or replaced in silence, none crashes."""

from __future__ import annotations

from typing import Any

import pytest
from record_replies import day, event, party, place, recorded, reply, statement, the_event, toll

from extractor.records import EventRecord

RAID = "Gunmen shot dead four farmers in Konduga, Borno state, on Tuesday."


def warned(record: EventRecord, *words: str) -> bool:
    """Whether one warning names all of these."""
    return any(all(word in warning for word in words) for warning in record.extraction.warnings)


# Numbers


def test_a_sentence_with_endless_digits_is_read() -> None:
    text = f"Gunmen killed {'9' * 5000} people."
    told = event([1], words="killed", tolls=[toll("eleven", 11)])
    assert warned(the_event(text, told), "11 killed", "not in the article")


def test_a_toll_in_millions_stands_as_the_reader_read_it() -> None:
    text = "The war in Sudan has killed 1.5 million people, aid workers said."
    told = event([1], words="war", tolls=[toll("killed 1.5 million people", 1_500_000)])
    record = the_event(text, told)
    assert record.casualties.killed and record.casualties.killed.coded == 1_500_000
    assert not warned(record, "by its words")


# Parties


def sides(record: EventRecord) -> list[tuple[str, str | None]]:
    return [(actor.role.value, actor.text) for actor in record.actors]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Gunmen clashed with rival gunmen in Kano.", "Gunmen", "rival gunmen"),
        ("Rival gangs clashed in Kano.", "Rival gangs", "Rival gangs"),
    ],
)
def test_two_sides_of_one_coded_name_are_two_sides(text: str, first: str, second: str) -> None:
    parties = [party("perpetrator", first), party("target", second)]
    told = event([1], words="clashed", sub_event_type="Armed clash", parties=parties)
    record = the_event(text, told)
    assert sides(record) == [("perpetrator", first), ("target", second)]
    assert not warned(record, "actor2-needed")


def test_one_party_in_both_roles_of_a_bombing_is_kept_once_with_a_warning() -> None:
    parties = [party("perpetrator", "Gunmen"), party("target", "Gunmen")]
    kind = "Remote explosive/landmine/IED"
    told = event([1], words="shot dead", sub_event_type=kind, parties=parties)
    record = the_event(RAID, told)
    assert sides(record) == [("perpetrator", "Gunmen")]
    assert warned(record, "both perpetrator and target", "“Gunmen”")


def test_a_party_of_the_title_without_an_english_name_goes_by_the_title_s_words() -> None:
    told = event([1], words="shot dead", parties=[party("perpetrator", "Boko Haram")])
    record = the_event(RAID, told, title="Boko Haram kills four farmers")
    (doer,) = record.perpetrators
    assert doer.name.startswith("Boko Haram") and doer.evidence == ()


def test_a_party_without_any_words_is_kept_without_evidence_and_noted() -> None:
    told = event([1], words="shot dead", parties=[party("perpetrator", None, "Zarko Front")])
    record = the_event(RAID, told)
    assert [(a.name, a.evidence) for a in record.perpetrators] == [("Zarko Front", ())]
    assert warned(record, "perpetrator Zarko Front", "no words of the article")


def test_who_says_so_of_what_is_told_as_a_fact_is_left_out_with_a_warning() -> None:
    doer = party("perpetrator", "Gunmen", attributed_by="Police")
    record = the_event(f"{RAID} Police said so.", event([1], words="shot dead", parties=[doer]))
    assert record.perpetrators[0].attributed_by is None
    assert warned(record, "told as a fact", "“Police”")


# Statements


def test_a_speaker_who_is_given_as_the_accused_is_no_accused_and_noted() -> None:
    accuses = statement("allegation", [2], speaker="The army", accused="The army")
    text = f"{RAID} The army blamed the army."
    record = the_event(text, event([1], words="shot dead"), statements=(accuses,))
    assert [(a.speaker, a.accused) for a in record.allegations] == [("The army", None)]
    assert warned(record, "“The army” is speaker and accused")


def test_words_of_a_text_in_capitals_keep_its_letters() -> None:
    text = (
        "GUNMEN OF BOKO HARAM SHOT DEAD FOUR FARMERS IN KONDUGA ON TUESDAY, POLICE SAID. "
        "THE HOSPITAL COUNTED FIVE DEAD THERE IN THE EVENING."
    )
    doer = party(
        "perpetrator", "BOKO HARAM", attribution="accused_by_authorities", attributed_by="POLICE"
    )
    tolls = [toll("FOUR FARMERS", 4, teller="POLICE"), toll("FIVE DEAD", 5, teller="THE HOSPITAL")]
    record = the_event(text, event([1], words="SHOT DEAD", parties=[doer], tolls=tolls))
    assert record.perpetrators[0].attributed_by == "POLICE"
    assert [told.teller for told in record.casualties.told] == ["POLICE", "THE HOSPITAL"]


# Places and days


def placed(*places: dict[str, Any], text: str = RAID, **more: Any) -> EventRecord:
    return the_event(text, event([1], words=text.split()[0], places=list(places), **more))


def test_a_place_given_twice_is_one_event() -> None:
    first, again = place("Konduga", country="Nigeria"), place("Konduga", admin1="Borno")
    record = placed(first, again, tolls=[toll("four farmers", 4)])
    assert record.location and record.location.name == "Konduga"
    assert warned(record, "“Konduga” is given twice")


def test_victims_of_several_places_stand_with_the_first_and_it_is_said() -> None:
    text = "Gunmen attacked Konduga and Bama and killed Amina Yusuf."
    places = [place("Konduga", country="Nigeria"), place("Bama", country="Nigeria")]
    told = event([1], words="attacked", places=places, victims=["Amina Yusuf"])
    first, second = recorded(text, reply(told)).events
    assert (len(first.victims), len(second.victims)) == (1, 0)
    assert warned(first, "victims stand here") and warned(second, "victims stand with the first")


@pytest.mark.parametrize(
    ("around", "name"), [({"admin1": "Borno", "country": "Nigeria"}, "Borno"),
                         ({"admin1": None, "country": "Nigeria"}, "Nigeria")],
)  # fmt: skip
def test_a_place_of_which_only_what_is_around_is_given_is_that_area(
    around: dict[str, str | None], name: str
) -> None:
    record = placed({"words": None, "name": None, "relation": "in", **around})
    assert record.location is not None
    assert (record.location.name, record.location.precision) == (name, 3)
    assert record.location.country == "Nigeria"


def test_misspelt_words_of_a_place_still_have_its_unit_s_point() -> None:
    record = placed(place("Kondugga Town", "", admin1="Borno", country="Nigeria"))
    assert record.location and record.location.admin1 == "Borno"
    assert record.location.evidence == () and warned(
        record, "“Kondugga Town” is not in the article"
    )


def test_a_country_that_is_none_is_told_beside_the_gazetteer_s() -> None:
    record = placed(place("Konduga", country="Wonderland"))
    assert warned(record, "“Wonderland”", "Nigeria by the gazetteer")


def test_a_unit_that_is_none_is_told_beside_the_gazetteer_s() -> None:
    record = placed(place("Konduga", admin1="Fooland", country="Nigeria"))
    assert warned(record, "“Fooland”", "Borno by the gazetteer")


@pytest.mark.parametrize(
    ("name", "state", "country"),
    [
        ("Hargeisa", "Somaliland", "Somalia"),
        ("Sukhumi", "Abkhazia", "Georgia"),
        ("Tiraspol", "Transnistria", "Moldova"),
        ("Kyrenia", "Northern Cyprus", "Cyprus"),
    ],
)
def test_a_de_facto_state_bounds_a_place_as_the_country_it_is_in(
    name: str, state: str, country: str
) -> None:
    record = placed(place(name, country=state), text=f"Raid in {name}, {state}.")
    assert record.location and record.location.country == country
    assert not warned(record, "by the gazetteer")


def test_a_place_known_elsewhere_is_none_that_only_sounds_like_it() -> None:
    text = "Shelling hit Sevastopol in Crimea."
    record = placed(place("Sevastopol", country="Russia"), text=text)
    assert record.location and record.location.name == "Sevastopol"
    assert warned(record, "“Sevastopol” is not in the gazetteer")


def test_days_that_end_after_the_report_are_counted_to_it_with_a_warning() -> None:
    record = placed(days=[day(None, "2024-05-05", "2024-06-30")])
    assert record.date and str(record.date.end) == "2024-05-10"
    assert warned(record, "2024-05-05 to 2024-06-30", "2024-05-10")


def test_a_count_below_nothing_is_left_out_with_a_warning() -> None:
    assert warned(placed(tolls=[toll("four farmers", -4)]), "killed -4", "left out")


def test_a_day_of_a_month_is_no_span_of_years() -> None:
    text = "Gunmen killed a man in Kano on 7 May."
    record = placed(text=text, days=[day("7 May", "2020-05-07", "2024-05-07")])
    assert record.date and record.checked
    assert (str(record.date.start), record.checked.date) == ("2024-05-07", "disputed")


def test_a_number_in_the_words_goes_before_a_vague_word_of_the_reader_s() -> None:
    record = placed(tolls=[toll("shot dead four farmers", None, vague="dozens")])
    assert record.casualties.killed and record.casualties.killed.coded == 4
    assert warned(record, "is 4 by its words", "the reader says dozens")


@pytest.mark.parametrize("more", [{"words": "Kondugga"}, {"words": "the town of Kondugga"}])
def test_words_that_are_not_there_are_noted_where_the_name_is_found(more: dict[str, Any]) -> None:
    record = placed(place("Konduga", country="Nigeria", name="Konduga") | more)
    assert record.location and record.location.text == "Konduga"
    assert warned(record, "Kondugga” is not in the article", "“Konduga” is taken")


# Attribution


def attributed(given: str, role: str = "perpetrator", kind: str | None = None) -> EventRecord:
    text = "Gunmen of Boko Haram shot dead four farmers in Konduga. Boko Haram spoke of it."
    told = event([1], words="shot dead", parties=[party(role, "Boko Haram", attribution=given)])
    said = (statement(kind, [2], speaker="Boko Haram"),) if kind else ()
    return the_event(text, told, statements=said)


@pytest.mark.parametrize(
    ("given", "kind", "coded"),
    [
        ("accused", "denial", "disputed"),
        ("reported_as_fact", "claim_of_responsibility", "claimed"),
    ],
)
def test_an_attribution_that_a_statement_changes_is_told(given: str, kind: str, coded: str) -> None:
    record = attributed(given, kind=kind)
    assert record.perpetrators[0].attribution.value == coded
    assert warned(record, f"is {coded}", f"the reader says {given.replace('_', ' ')}")


def test_a_change_of_attribution_is_told_once_of_a_party_named_twice() -> None:
    text = (
        "Syrian government forces bombed Idlib in Syria, the Syrian army shelled it, residents "
        "said. The Syrian army denied it."
    )
    both = [
        party("perpetrator", words, attribution=how)
        for words, how in (
            ("Syrian government forces", "accused"),
            ("the Syrian army", "reported_as_fact"),
        )
    ]
    told = event([1], words="bombed", parties=both)
    said = statement("denial", [2], speaker="The Syrian army")
    record = the_event(text, told, statements=(said,))
    (note,) = [one for one in record.extraction.warnings if "disputed: it denies it" in one]
    assert note.endswith("the reader says accused")


def test_a_target_is_no_claim_and_that_is_told() -> None:
    record = attributed("claimed", role="target")
    assert warned(record, "target", "is reported as fact", "the reader says claimed")


def test_a_party_given_twice_in_two_ways_is_told() -> None:
    twice = [party("perpetrator", "Gunmen", attribution="claimed"),
             party("perpetrator", "Gunmen", attribution="accused")]  # fmt: skip
    record = the_event(RAID, event([1], words="shot dead", parties=twice))
    assert warned(record, "is given twice", "claimed stands", "accused does not")


def test_an_article_of_the_language_is_no_count_of_one() -> None:
    text = "Une poignée de civils ont été tués à Djibo."
    record = placed(text=text, tolls=[toll("Une poignée de civils", 5)])
    assert record.casualties.killed and record.casualties.killed.coded == 5
