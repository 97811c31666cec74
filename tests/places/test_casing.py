"""Texts in capitals are read in small letters, and shown as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_replies import day, event, party, place, the_event

from extractor.places import casing, find_words
from extractor.places.casing import cased, in_capitals
from extractor.text.article import Article

WIRE = (
    "LIMA, 12 MAR 90 (EFE) -- [TEXT] TWO MEMBERS OF THE SHINING PATH SHOT DEAD MAYOR ROSA PENA "
    "CASTILLO IN AYACUCHO ON 10 MARCH, POLICE SAID.  THE FARABUNDO MARTI NATIONAL LIBERATION FRONT "
    "(FMLN) AND U.S. OFFICIALS DENIED ANY PART IN IT.  THE PERUVIAN GOVERNMENT WILL MARK THE DAY."
)


def test_names_keep_their_capitals_and_words_lose_them() -> None:
    shown = cased(WIRE, WIRE.index("[TEXT]"))
    assert "[Text] Two members of the Shining Path shot dead Mayor Rosa Pena Castillo" in shown
    assert "in Ayacucho on 10 March, police said." in shown
    assert "Farabundo Marti National Liberation Front (FMLN) and U.S. officials denied" in shown
    assert "The Peruvian government will mark the day." in shown


@pytest.mark.parametrize(
    "capitals, small",
    [
        ("THE M-19 AND COLONEL JUAN J. PEREZ", "The M-19 and Colonel Juan J. Perez"),
        ("HE WAS MACHINEGUNNED IN MAY 1990", "He was machinegunned in May 1990"),
        ("THEY MAY SAY THAT I AM IN LA PAZ", "They may say that I am in La Paz"),
        ("THE FMLN'S LEADERS MET JESUITS", "The FMLN's leaders met Jesuits"),
    ],
)
def test_what_is_written_in_capitals_anyway(capitals: str, small: str) -> None:
    assert cased(capitals) == small


def test_only_a_text_in_capitals_throughout_is_one() -> None:
    assert in_capitals(WIRE)
    assert not in_capitals("BOMB KILLS 5 IN KANO")  # a headline alone says nothing
    assert not in_capitals(WIRE[:150] + WIRE.lower())


@given(st.text(max_size=300))
def test_the_length_never_changes(text: str) -> None:
    assert len(cased(text)) == len(text)


def test_the_record_shows_the_articles_own_letters() -> None:
    article = Article(WIRE)
    told = event(
        [1],
        words="shot dead",
        days=[day("10 March", "1990-03-10")],
        places=[place("Ayacucho", country="Peru")],
        parties=[
            party("perpetrator", "Two members of the Shining Path", "Shining Path"),
            party("target", "Mayor Rosa Pena Castillo"),
        ],
    )
    record = the_event(WIRE, told, published=None)
    assert record.date and record.location
    pieces = [e for actor in record.actors for e in actor.evidence]
    pieces += [*record.date.evidence, *record.location.evidence]
    assert len(pieces) == 4 and all(article.text[e.start : e.end] == e.text for e in pieces)
    (doer,) = record.perpetrators
    assert (doer.name, doer.text) == ("Shining Path", "TWO MEMBERS OF THE SHINING PATH")
    assert record.source.sha256 == article.sha256
    assert record.location.name == "Ayacucho"


def test_every_list_of_words_that_the_rules_use_has_words_in_the_tables() -> None:
    lists = {
        name: value
        for module in (casing, find_words)
        for name, value in vars(module).items()
        if isinstance(value, frozenset) and name.isupper()
    }
    assert len(lists) > 30
    assert [name for name, value in lists.items() if not value] == []
    assert {"march", "sep", "sunday"} <= casing.MONTHS_DAYS
    assert "may" not in casing.MONTHS_DAYS  # a verb as often
    assert {"do", "van", "del"} <= casing.SMALL
