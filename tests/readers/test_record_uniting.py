"""Events of several windows: what is one stays one with all that is said of it, what is two two."""

from __future__ import annotations

from typing import Any

from record_replies import day, event, party, place, reply, toll

from extractor.analysis import Analysis
from extractor.readers.record.gathering import Gathering
from extractor.readers.record.reply import ArticleReading
from extractor.reading import Reading
from extractor.text.article import Article

TEXT = (
    "Gunmen shot people dead in Konduga on Tuesday. Four farmers died there, police said. "
    "The gunmen also shot people dead in Bama on Wednesday. Doctors counted six dead."
)


def gathered(*windows: tuple[dict[str, Any], range]) -> Reading:
    gathering = Gathering(Analysis(Article(TEXT)))
    for answer, shown in windows:
        gathering.add(ArticleReading.model_validate(answer), shown)
    return gathering.reading()


def shot(sentences: list[int], number: int = 1, **more: Any) -> dict[str, Any]:
    return event(sentences, number=number, words="shot people dead", **more)


def test_two_events_of_one_sentence_and_one_reply_are_two() -> None:
    found = gathered(
        (reply(shot([1], tolls=[toll("Four", 4)]), shot([1], 2, tolls=[toll("six", 6)])), range(4))
    )
    assert [one.tolls[0].low for one in found.events] == [4, 6]


def test_one_event_given_twice_in_one_reply_is_one() -> None:
    found = gathered((reply(shot([1]), shot([1], 2)), range(4)))
    assert len(found.events) == 1


def test_a_later_window_adds_tolls_days_and_places() -> None:
    konduga = place("Konduga", country="Nigeria")
    first = shot([1], days=[day("Tuesday", "2024-05-07")], places=[konduga],
                 tolls=[toll("Four farmers", 4)])  # fmt: skip
    later = shot([3], days=[day("Wednesday", "2024-05-07", "2024-05-08")],
                 places=[konduga, place("Bama", country="Nigeria")],
                 tolls=[toll("six dead", 6)])  # fmt: skip
    (one,) = gathered((reply(first), range(2)), (reply(later), range(1, 4))).events
    assert [toll.low for toll in one.tolls] == [4, 6]
    assert [where.name for where in one.where] == ["Konduga", "Bama"]
    assert [str(when.last) for when in one.when] == ["2024-05-07", "2024-05-08"]


def test_the_unit_around_a_place_is_no_further_place() -> None:
    first = shot([1], places=[place("Konduga", admin1="Borno", country="Nigeria")])
    later = shot([1], places=[place("Konduga"), place("Borno", relation="within")])
    (one,) = gathered((reply(first), range(2)), (reply(later), range(1, 4))).events
    assert [where.name for where in one.where] == ["Konduga"]


def test_what_a_later_window_reads_anew_is_noted() -> None:
    gunmen = party("perpetrator", "Gunmen")
    first = shot([1], parties=[gunmen])
    other = {**gunmen, "attribution": "accused"}
    later = shot([1], sub_event_type="Armed clash", parties=[other])
    found = gathered((reply(first), range(2)), (reply(later), range(4)))
    assert found.events[0].sub_event_types == ("Attack", "Armed clash")
    assert "event 1 is Attack; later it is read as Armed clash" in found.notes
    assert any("“Gunmen” is reported_as_fact; later" in note for note in found.notes)


def test_a_later_window_that_counts_anew_adds_an_event_of_another_type() -> None:
    bomb = event([4], words="counted", sub_event_type="Remote explosive/landmine/IED")
    found = gathered((reply(shot([1])), range(2)), (reply(bomb), range(2, 4)))
    assert len(found.events) == 2
