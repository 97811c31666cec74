"""Aligning records and counting what is right, field by field."""

from __future__ import annotations

import pytest
from sample_events import sample_event

from extractor.score.alignment import align, worth
from extractor.score.calibration import calibration_error
from extractor.score.compare import same_words, word_overlap
from extractor.score.figures import by_name, summary

MANDERA = {"name": "Mandera", "country": "Kenya"}
FAR_AWAY = {
    "name": "Nairobi", "admin1": "Nairobi", "latitude": -1.2833, "longitude": 36.8167,
    "gazetteer_id": "geonames:184745", "text": "Nairobi",
}  # fmt: skip


def event(identity="1", article="a", **changes):
    source = {"article_id": article, "sha256": None}
    return sample_event(id=identity, source=source, **changes)


def group(name, role="perpetrator", **more):
    return {"role": role, "name": name, "kind": "Rebel group", "text": name, **more}


def figures(gold, given):
    return by_name(summary(align(gold, given), resamples=50))


def test_a_record_against_itself_is_right_in_everything():
    found = figures([event()], [event()])
    assert all(one.counts.f1 == 1 for one in found.values() if one.counts.support)
    assert found["event"].counts.right == 1 and found["date"].right == 1


def test_events_are_paired_by_the_best_total_match_not_in_order():
    other = event("2", sub_event_type="Attack", location=FAR_AWAY)
    (unit,) = align([event(), other], [other, event()])
    assert [(a.id, b.id) for a, b in unit.pairs] == [("1", "1"), ("2", "2")]


def test_events_of_different_articles_are_never_paired():
    units = align([event(article="a"), event(article="b")], [event(article="b")])
    assert [(len(u.pairs), len(u.missed)) for u in units] == [(0, 1), (1, 0)]


def test_another_country_or_month_rules_a_pair_out():
    chile = event(location={"country": "Chile"})
    assert worth(event(), chile) == 0
    late = {"start": "2026-06-01", "end": "2026-06-01"}
    assert worth(event(), event(date=late)) == 0


def test_what_is_missed_and_what_is_too_much_counts_against_every_field():
    found = figures([event(), event("2", location=FAR_AWAY)], [event()])
    assert found["country"].counts.recall == 0.5
    assert found["country"].counts.precision == 1
    assert found["country"].right == 1  # of the aligned
    assert found["event"].f1_interval == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_a_day_within_the_golds_precision_is_not_the_day():
    week = {"start": "2026-03-07", "end": "2026-03-13", "precision": 2}
    found = figures([event(date=week)], [event(date={"start": "2026-03-09", "end": "2026-03-09"})])
    assert found["date"].right == 0 and found["date_within"].right == 1


def test_a_place_near_by_is_within_161_km_and_not_the_same():
    near = {"name": "Rhamu", "gazetteer_id": "geonames:1", "latitude": 3.94, "longitude": 41.22}
    found = figures([event(location=MANDERA)], [event(location=near)])
    assert (found["place"].right, found["place_161km"].right) == (0, 1)
    assert found["country"].right == 1


def test_a_place_without_an_id_is_compared_by_name_and_country():
    unnamed = event(location={"gazetteer_id": None, "name": "MANDERA"})
    assert figures([event()], [unnamed])["place"].right == 1


def test_actors_are_compared_in_their_role_and_without_the_years_of_a_regime():
    gold = event(actors=[group("Military Forces of Kenya (2013-2022)"), group("B", "target")])
    given = event(actors=[group("Military Forces of Kenya (2013-)"), group("B")])
    name = figures([gold], [given])["actor_name"].counts
    assert (name.right, name.given, name.support) == (1, 2, 2)


def test_deaths_nobody_tells_of_are_none_and_ten_per_cent_is_near():
    toll = {"killed": {"coded": 100}, "injured": None}
    near = {"killed": {"coded": 91}, "injured": None}
    found = figures([event(casualties=toll)], [event(casualties=near)])
    assert (found["deaths"].right, found["deaths_10"].right) == (0, 1)
    none = figures([event()], [event()])
    assert none["deaths"].right == 1


def test_statements_are_compared_by_their_words():
    def said(speaker, accused):
        return {"speaker": speaker, "accused": accused, "statement": "X", "evidence": []}

    gold = event(allegations=[said("The police chief", "Al Shabaab")])
    given = event(allegations=[said("police chief Ali", "the army"), said("A farmer", None)])
    found = figures([gold], [given])
    assert found["allegation_speaker"].counts.right == 1
    assert found["allegation_speaker"].counts.given == 2
    assert found["allegation_accused"].counts.right == 0
    assert found["denial_speaker"].counts.f1 == 0


def test_evidence_is_compared_word_by_word():
    def evidence(start, text):
        return {"start": start, "end": start + len(text), "text": text}

    def read(*spans):
        clean = {"evidence": [], "text": None}
        location = {"evidence": [evidence(*span) for span in spans]}
        return event(date=clean, location=location)

    found = figures([read((0, "a market in town"))], [read((2, "market in town today"))])
    assert found["evidence"].counts.right == 3
    assert found["evidence"].counts.support == 4


def test_rows_that_share_no_article_are_matched_by_day_place_and_type():
    gold = [event(str(n), article=f"acled:{n}") for n in range(2)]
    near = {"start": "2026-03-11", "end": "2026-03-11"}
    given = [event("x", article="news"), event("y", article="news", date=near)]
    far = {"start": "2026-05-11", "end": "2026-05-11"}
    units = align([*gold, event("2", article="acled:2", date=far)], given)
    assert sum(len(unit.pairs) for unit in units) == 2
    assert sum(len(unit.missed) for unit in units) == 1
    assert len(units) == 3  # each event is a unit, so that intervals mean something


def test_intervals_are_the_same_every_time_and_hold_the_figure():
    gold = [event(str(n), article=str(n)) for n in range(20)]
    given = [event(str(n), article=str(n), sub_event_type="Attack" if n % 3 else "Grenade")
             for n in range(20)]  # fmt: skip
    found = figures(gold, given)["sub_event_type"]
    assert found.f1_interval == figures(gold, given)["sub_event_type"].f1_interval
    assert found.f1_interval[0] <= found.counts.f1 <= found.f1_interval[1]


def test_word_overlap_ignores_case_accents_and_articles():
    assert word_overlap("The Córdoba police", "police of CORDOBA") == pytest.approx(0.8)
    assert same_words("a police spokesman", "the spokesman of police")
    assert not same_words("army", "police") and word_overlap("", "x") == 0


def test_calibration_error_is_the_gap_between_said_and_right():
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False), (0.0, False)]) == pytest.approx(0.5)
    assert calibration_error([]) == 0
