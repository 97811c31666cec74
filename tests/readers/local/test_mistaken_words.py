"""Words that the tagger takes for what they are not: weapons for doers, the hurt for dead."""

from __future__ import annotations

from marked import Marked

from extractor.reading import TollState


def test_a_weapon_is_nobody_who_acts() -> None:
    marked = Marked("An IED laid by Naxalites wounded a woman in Bijapur, India, on Saturday.")
    marked.event("wounded", doer=["An IED", "Naxalites"], place="Bijapur")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.perpetrators if one.said] == ["Naxalites"]


def test_a_force_named_after_its_weapon_acts() -> None:
    marked = Marked("The Drone Brigade hit a depot in Mubi, Nigeria, on Saturday.")
    marked.event("hit", doer="The Drone Brigade", place="Mubi")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.perpetrators if one.said] == ["The Drone Brigade"]


def test_one_count_is_of_one_event_and_one_state() -> None:
    marked = Marked("A raid in Mubi and a raid in Gombi, Nigeria: four farmers were hurt.")
    killed, injured = (marked.words("four farmers", p) for p in (0.7, 0.9))
    marked.event("raid", place="Mubi", killed=killed)
    marked.event(marked.words("raid", nth=1), place="Gombi", injured=injured)
    tolls = [(one.state, one.low) for event in marked.reading().events for one in event.tolls]
    assert tolls == [(TollState.INJURED, 4)]


def test_a_border_between_two_places_is_at_the_first_of_them() -> None:
    marked = Marked("Troops shot ten rebels on the Sukma-Dantewada border in India on Saturday.")
    marked.event("shot", place="Sukma-Dantewada", killed="ten rebels")
    (event,) = marked.reading().events
    assert (event.where[0].name, event.where[0].admin1) == ("Sukma", "Chhattisgarh")


def test_an_article_alone_names_no_party_of_a_statement() -> None:
    marked = Marked("A raid in Mubi, Nigeria, killed four. The old mayor blamed the Red Guard.")
    marked.event("raid", place="Mubi", killed="four")
    named, alone = marked.words("mayor", 0.6), marked.words("The", 0.9)
    marked.statement("blamed", "allegation", speaker=[alone, named], accused="Red Guard")
    (statement,) = marked.reading().statements
    assert statement.speaker and statement.speaker.text == "mayor"


RESCUERS = (
    "A raid in Mubi, Nigeria, killed four, rescuers said. It was at dawn. They blamed Russia."
)


def test_a_pronoun_that_speaks_is_the_last_who_was_named_before() -> None:
    marked = Marked(RESCUERS)
    marked.event("raid", place="Mubi", killed="four", teller="rescuers")
    marked.statement("blamed", "allegation", speaker="They", accused="Russia")
    (statement,) = marked.reading().statements
    assert statement.speaker and statement.speaker.text == "rescuers"


def test_a_pronoun_that_speaks_with_nobody_named_before_is_nobody() -> None:
    far = " It was a long day." * 4
    for text, teller in (
        ("A raid in Mubi, Nigeria, killed four. They blamed Russia.", None),
        (
            f"A raid in Mubi, Nigeria, killed four, rescuers said.{far} They blamed Russia.",
            "rescuers",
        ),
    ):
        marked = Marked(text)
        marked.event("raid", place="Mubi", killed="four", **({"teller": teller} if teller else {}))
        marked.statement("blamed", "allegation", speaker="They", accused="Russia")
        statements = marked.reading().statements
        assert [one.speaker for one in statements] == [None]


def test_a_name_that_is_a_pronoun_elsewhere_is_a_name() -> None:
    marked = Marked("A raid in Mubi, Nigeria, killed four. Su blamed Russia.")  # "su" is Hausa
    marked.event("raid", place="Mubi", killed="four")
    marked.statement("blamed", "allegation", speaker="Su", accused="Russia")
    (statement,) = marked.reading().statements
    assert statement.speaker and statement.speaker.text == "Su"


def test_an_article_or_pronoun_that_tells_alleges_nothing() -> None:
    marked = Marked("Soldiers shot four people in Mubi, Nigeria, they said.")
    marked.event("shot", place="Mubi", killed="four people", doer="Soldiers", teller="they")
    assert marked.reading().statements == ()


def test_nobody_is_accused_where_a_weapon_did_it() -> None:
    marked = Marked("A drone hit a car in Kfar Tebnit, Lebanon, the agency said.")
    marked.event("hit", doer="A drone", place="Kfar Tebnit", teller="the agency")
    assert marked.reading().statements == ()


def test_the_most_exact_place_is_the_events() -> None:
    text = "Militants shot four policemen in Sinai, Egypt, on Monday. It was close to El Arish."
    marked = Marked(text)
    marked.event("shot", place=["Sinai", "El Arish"], killed="four policemen")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.where if one.said] == ["El Arish"]


def test_a_town_elsewhere_is_not_the_more_exact_place() -> None:
    text = "Militants shot four policemen in Sinai, Egypt, on Monday. Nobody in Khartoum cared."
    marked = Marked(text)
    marked.event("shot", place=["Sinai", "Khartoum"], killed="four policemen")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.where if one.said] == ["Sinai"]


def test_a_weapon_that_says_whose_it_is_stands_for_the_state_if_nobody_else_acts() -> None:
    for weapon, who in (
        ("An Israeli drone", "Military Forces of Israel"),
        ("An Iranian-made drone", "Unidentified Armed Group (Lebanon)"),
        ("A drone", "Unidentified Armed Group (Lebanon)"),
    ):
        marked = Marked(f"{weapon} killed a man in Kfar Tebnit, Lebanon, on Monday.")
        marked.event("killed", weapon=weapon, place="Kfar Tebnit", killed="a man", target="a man")
        (record,) = marked.outcome().events
        (doer,) = [one for one in record.actors if one.role.value == "perpetrator"]
        assert doer.name.startswith(who)


def test_whom_no_table_knows_is_unidentified_in_the_articles_words() -> None:
    marked = Marked("Smugglers shot dead a ranger near Menaka, Mali, on Tuesday.")
    marked.event("shot", doer="Smugglers", target="a ranger", killed="a ranger", place="Menaka")
    (record,) = marked.outcome().events
    assert [(one.text, one.name, bool(one.evidence)) for one in record.actors] == [
        ("Smugglers", "Unidentified Armed Group (Mali)", True),
        ("a ranger", "Civilians (Mali)", True),
    ]
