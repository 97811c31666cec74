"""What statements make of the words marked as an event's doers."""

from __future__ import annotations

import pytest
from marked import Marked
from shooting import accusations

from extractor.codebook.attribution import Attribution
from extractor.records import EventRecord

ABDUCTION = "Abduction/forced disappearance"
SHOT = "Gunmen shot two farmers in Mangu, Nigeria, on Monday. "


def doers(record: EventRecord) -> list[tuple[str | None, str]]:
    return [(one.text, one.attribution.value) for one in record.perpetrators]


def accused(rest: str, speaker: str | None, accused: str, **roles: object) -> EventRecord:
    """A shooting, and an allegation in the next sentence whose words are all marked as doers."""
    marked = Marked(SHOT + rest)
    others = [words for words in (speaker, accused) if words and roles.get("both", True)]
    marked.event("shot", place="Mangu", day="Monday", doer=["Gunmen", *others])
    named = {"speaker": speaker} if speaker else {}
    marked.statement(roles.get("word", "accused"), "allegation", accused=accused, **named)
    (record,) = marked.outcome().events
    return record


@pytest.mark.parametrize(
    ("speaker", "attribution"),
    [
        ("The army", Attribution.ACCUSED_BY_AUTHORITIES),
        ("Moscow", Attribution.ACCUSED_BY_AUTHORITIES),
        ("Residents", Attribution.ACCUSED),
        ("A former minister", Attribution.ACCUSED),
    ],
)
def test_who_is_accused_is_so_by_who_accuses_who_is_no_doer(
    speaker: str, attribution: Attribution
) -> None:
    record = accused(f"{speaker} accused Boko Haram.", speaker, "Boko Haram")
    assert doers(record) == [("Boko Haram", attribution.value)]


@pytest.mark.parametrize(
    ("text", "speaker", "accused", "word"),
    [
        (
            "In Jos in Nigeria wurden am Montag vier Bauern erschossen. Die Armee machte Boko "
            "Haram verantwortlich.",
            "Die Armee",
            "Boko Haram",
            "verantwortlich",
        ),
        (
            "Mangu'da pazartesi günü dört çiftçi vuruldu, erschossen. Ordu Boko Haram'ı sorumlu "
            "tuttu.",
            "Ordu",
            "Boko Haram'ı",
            "sorumlu",
        ),
    ],
)
def test_an_accuser_in_other_languages_is_no_doer(
    text: str, speaker: str, accused: str, word: str
) -> None:
    marked = Marked(text)
    place = "Jos" if "Jos" in text else "Mangu"
    marked.event("erschossen", place=place, doer=[speaker, accused])
    marked.statement(word, "allegation", speaker=speaker, accused=accused)
    (record,) = marked.outcome().events
    assert doers(record) == [(accused, "accused_by_authorities")]


def test_two_marked_as_accused_and_nobody_as_speaker_are_accuser_and_accused() -> None:
    marked = Marked(SHOT + "Troops hold Boko Haram responsible.")
    troops = marked.words("Troops", 0.6)
    marked.event("shot", place="Mangu", doer=["Gunmen", troops, "Boko Haram"])
    marked.statement("responsible", "allegation", accused=[troops, "Boko Haram"])
    outcome = marked.outcome()
    (record,) = outcome.events
    assert doers(record) == [("Boko Haram", "accused_by_authorities")]
    assert accusations(record) == [("Troops", "Boko Haram")]


def test_verb_first_accuser_and_accused_in_one_are_parted() -> None:
    text = "قتل ستة جنود في عدن يوم الاثنين. واتهم الجيش تنظيم القاعدة بالهجوم."
    marked = Marked(text)
    both = "الجيش تنظيم القاعدة"
    marked.event("قتل", place="عدن", target="ستة جنود", doer=both)
    marked.statement("واتهم", "allegation", speaker="الجيش", accused=both)
    (record,) = marked.outcome().events
    assert doers(record) == [("تنظيم القاعدة", "accused_by_authorities")]
    assert accusations(record) == [("الجيش", "تنظيم القاعدة")]


def test_where_no_doer_is_named_the_accused_is() -> None:
    marked = Marked(SHOT + "The governor blamed Ansaru.")
    shot = marked.event("shot", place="Mangu", doer="Gunmen")
    marked.statement(
        "blamed", "allegation", speaker="The governor", accused="Ansaru", about=shot.words
    )
    (record,) = marked.outcome().events
    assert doers(record)[0] == ("Ansaru", "accused_by_authorities")


@pytest.mark.parametrize(
    ("claim", "speaker", "doer"),
    [
        ("Ansaru claimed responsibility.", "Ansaru", ("Ansaru", "claimed")),
        ("Militants claimed responsibility.", "Militants", ("Gunmen", "reported_as_fact")),
    ],
)
def test_where_no_doer_is_named_who_claims_it_is(
    claim: str, speaker: str, doer: tuple[str, str]
) -> None:
    marked = Marked(SHOT + claim)
    shot = marked.event("shot", place="Mangu", doer="Gunmen")
    marked.statement("claimed", "claim", speaker=speaker, about=shot.words)
    (record,) = marked.outcome().events
    assert doers(record)[0] == doer


@pytest.mark.parametrize(
    ("doer", "speaker", "accused"),
    [
        ("The invaders", "The army", "Boko Haram"),
        ("Gunmen", "The Ukrainian General Staff", "Ukrainian forces"),
    ],
)
def test_the_accused_is_none_where_others_did_it_or_the_accuser_speaks_of_his_own(
    doer: str, speaker: str, accused: str
) -> None:
    text = f"{doer} shot two men in Mangu, Nigeria, on Monday. {speaker} spoke of {accused}."
    marked = Marked(text)
    shot = marked.event("shot", place="Mangu", doer=doer)
    marked.statement("spoke", "allegation", speaker=speaker, accused=accused, about=shot.words)
    (record,) = marked.outcome().events
    assert accused not in [one.text for one in record.perpetrators]


def test_who_is_accused_of_helping_them_did_not_do_it() -> None:
    text = SHOT + "Paris accused the junta of encouraging the gunmen."
    marked = Marked(text)
    junta = marked.words("the junta", 0.72, detail="accused")
    marked.event("shot", place="Mangu", doer=["Gunmen", junta])
    marked.statement("accused", "allegation", speaker="Paris", accused="the junta")
    (record,) = marked.outcome().events
    assert doers(record) == [("Gunmen", "reported_as_fact")]


def test_a_name_that_holds_such_a_word_is_accused_of_the_deed() -> None:
    text = SHOT + "The army blamed the Rapid Support Forces."
    marked = Marked(text)
    marked.event("shot", place="Mangu", doer=["Gunmen", "the Rapid Support Forces"])
    marked.statement("blamed", "allegation", speaker="The army", accused="the Rapid Support Forces")
    (record,) = marked.outcome().events
    assert doers(record)[0] == ("the Rapid Support Forces", "accused_by_authorities")


def test_who_tells_in_a_sentence_of_its_own_who_it_was_accuses() -> None:
    text = SHOT + "The ministry said the attacker was a member of the Islamic State."
    marked = Marked(text)
    named = "a member of the Islamic State"
    marked.event("shot", place="Mangu", doer=["Gunmen", named], teller="The ministry")
    (record,) = marked.outcome().events
    assert doers(record)[0] == (named, "accused_by_authorities")


def test_who_speaks_of_an_event_claims_nothing() -> None:
    text = SHOT + 'The French president called the shooting "an attack".'
    marked = Marked(text)
    president = marked.words("The French president", 0.9, detail="claimed")
    marked.event("shot", place="Mangu", doer=["Gunmen", president])
    (record,) = marked.outcome().events
    assert doers(record) == [("Gunmen", "reported_as_fact")]


def test_a_president_alone_is_no_doer_either() -> None:
    text = 'The French president called the blast in Mangu, Nigeria, "an attack" on Monday.'
    marked = Marked(text)
    president = marked.words("The French president", 0.9, detail="claimed")
    marked.event("blast", "Remote explosive/landmine/IED", place="Mangu", doer=president)
    (record,) = marked.outcome().events
    assert [one.name for one in record.perpetrators] == ["Unidentified Armed Group (Nigeria)"]


def test_who_claims_in_words_is_one_who_claims() -> None:
    text = "Boko Haram claimed the attack in Mangu, Nigeria, on Monday."
    marked = Marked(text)
    group = marked.words("Boko Haram", 0.9, detail="claimed")
    marked.event("attack", place="Mangu", doer=group)
    (record,) = marked.outcome().events
    assert doers(record) == [("Boko Haram", "claimed")]


def test_who_says_that_others_did_it_claims_nothing() -> None:
    text = "Indonesian police said that separatists of the OPM killed two men in Yahukimo."
    marked = Marked(text)
    police = marked.words("Indonesian police", 0.55, detail="claimed")
    marked.event("killed", place="Yahukimo", doer=[police, "separatists of the OPM"])
    marked.statement("said", "claim", speaker="Indonesian police")
    (record,) = marked.outcome().events
    assert doers(record) == [("separatists of the OPM", "accused_by_authorities")]
    assert record.claims_of_responsibility == ()
    assert [one.speaker for one in record.allegations] == ["Indonesian police"]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "accused"),
    [
        (SHOT + "The army was accused by residents.", "accused", "residents", "The army"),
        (
            "Cuatro campesinos fueron asesinados en Tibú, Colombia. El ejército fue acusado por "
            "los vecinos.",
            "acusado",
            "los vecinos",
            "El ejército",
        ),
    ],
)
def test_in_the_passive_who_stands_behind_by_accuses(
    text: str, words: str, speaker: str, accused: str
) -> None:
    marked = Marked(text)
    what = "shot" if "shot" in text else "asesinados"
    marked.event(what, place="Mangu" if "Mangu" in text else "Tibú", doer=[speaker, accused])
    marked.statement(words, "allegation", speaker=accused, accused=speaker)
    (record,) = marked.outcome().events
    assert doers(record) == [(accused, "accused")]
    assert accusations(record) == [(speaker, accused)]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Suspected Boko Haram fighters shot two men in Mangu, Nigeria.", "Boko Haram fighters"),
        ("Men believed to belong to ISWAP shot two men in Mangu, Nigeria.", "ISWAP"),
    ],
)
def test_who_is_only_suspected_is_no_doer_as_a_fact(text: str, doer: str) -> None:
    marked = Marked(text)
    marked.event("shot", place="Mangu", doer=doer)
    (record,) = marked.outcome().events
    assert doers(record) == [(doer, "accused")]


def test_whom_a_suspicion_further_off_is_about_does_not_matter() -> None:
    text = "Police looked for suspected thieves when Boko Haram shot two men in Mangu, Nigeria."
    marked = Marked(text)
    marked.event("shot", place="Mangu", doer="Boko Haram")
    (record,) = marked.outcome().events
    assert doers(record) == [("Boko Haram", "reported_as_fact")]


def test_a_staff_that_tells_of_its_own_army_accuses_nobody() -> None:
    text = "The invaders shot two men in Mangu on Monday. Ukraine's General Staff told of "
    text += "Ukrainian forces."
    marked = Marked(text)
    forces = marked.words("Ukrainian forces", 0.6, detail="accused")
    marked.event("shot", place="Mangu", doer=["The invaders", forces])
    speaker = "Ukraine's General Staff"
    marked.statement("told", "allegation", speaker=speaker, accused="Ukrainian forces")
    (record,) = marked.outcome().events
    assert "Ukrainian forces" not in [one.text for one in record.perpetrators]


def test_who_is_suspected_of_the_next_event_has_not_done_the_one_before() -> None:
    for first, doer in (("a grenade", "people"), ("he", "Boko Haram")):
        marked = Marked(
            "Armed people seized a chief in Mangu, Nigeria, on Monday. In Mubi officials met. "
            f"Later {first} fell, and police suspected Boko Haram."
        )
        seized = marked.event("seized", ABDUCTION, place="Mangu", day="Monday", doer="people")
        about = [seized.words]
        if first == "a grenade":
            about = [*about, marked.event(first, "Grenade", place="Mubi").words]
        marked.statement(
            "suspected", "allegation", speaker="police", accused="Boko Haram", about=about
        )
        records = marked.outcome().events
        of_chief = next(one for one in records if one.sub_event_type.value == ABDUCTION)
        assert doer in [one.text for one in of_chief.perpetrators]
        assert ("Boko Haram" in [one.text for one in of_chief.perpetrators]) == (first == "he")


def test_whom_the_attackers_reproach_is_no_doer() -> None:
    marked = Marked(
        f"{SHOT}The attackers accused the men of spying for the army. Police blamed Boko Haram."
    )
    army = marked.words("the army", detail="accused")
    marked.event("shot", place="Mangu", day="Monday", doer=["Gunmen", "The attackers", army])
    marked.statement("accused", "allegation", speaker="The attackers", accused="the army")
    marked.statement("blamed", "allegation", speaker="Police", accused="Boko Haram")
    (record,) = marked.outcome().events
    assert [(one.speaker, one.accused) for one in record.allegations] == [("Police", "Boko Haram")]
    assert doers(record) == [("Gunmen", Attribution.REPORTED_AS_FACT.value)]


def test_who_is_accused_of_what_was_done_elsewhere_has_not_done_this() -> None:
    for place, doers_told in (("Kidal", ["JNIM"]), ("Diallassagou", [])):
        marked = Marked(
            "Gunmen killed nine farmers in Diallassagou, Mali, on Tuesday. A bomb wounded three "
            f"soldiers near Kidal on Wednesday. The mayor blamed JNIM for the killings in {place}."
        )
        marked.event("killed", place="Diallassagou", day="Tuesday", killed="nine farmers")
        accused = marked.words("JNIM", detail="accused")
        bomb = {"place": "Kidal", "day": "Wednesday", "injured": "three soldiers"}
        marked.event("wounded", "Remote explosive/landmine/IED", doer=accused, **bomb)
        marked.event("killings", doer=accused, place=marked.words(place, nth=1))
        about = marked.words("killings")
        marked.statement("blamed", "allegation", speaker="The mayor", accused="JNIM", about=about)
        events = {one.sub_event_types[0]: one for one in marked.reading().events}
        doers_read = events["Remote explosive/landmine/IED"].perpetrators
        assert [one.said.text for one in doers_read if one.said] == doers_told
