"""The map and its places: names from the gazetteer, circles of precision, words without commas."""

from __future__ import annotations

import json

from review_kit import (
    KHAN_SHEIKHOUN,
    KONDUGA,
    checked_records,
    fixture_articles,
    fixture_records,
    open_event,
    open_list,
    saved,
    select_words,
    until,
    violations,
)

from extractor.gazetteer.nearby import largest_within
from extractor.records import EventRecord
from extractor.review import suggestions
from extractor.review.findings import findings_of
from extractor.review.labels import country_labels, labels_around, town_labels
from extractor.review.report import report_page


def moved(record, **place) -> EventRecord:
    whole = json.loads(record.json_line())
    whole["location"] |= place
    return EventRecord.model_validate(whole)


def differing(record) -> list[str]:
    return [one.message for one in findings_of(record) if one.code == "evidence-differs"]


def test_the_largest_towns_of_a_box_come_first():
    found = largest_within(6.0, 10.0, 14.0, 14.0, 5)
    assert found[0].name == "Kano" and len(found) == 5
    assert [one.population for one in found] == sorted(
        (one.population for one in found), reverse=True
    )
    assert largest_within(-30.0, 0.0, -20.0, 5.0, 5) == ()  # the open sea
    assert largest_within(5.0, 5.0, 4.0, 4.0, 5) == ()


def test_labels_are_names_with_their_point_and_people():
    (kano, *_) = town_labels((6.0, 10.0, 14.0, 14.0), 3)
    assert kano[0] == "Kano" and kano[3] > 1_000_000
    names = [one[0] for one in country_labels()]
    assert "Nigeria" in names and "Burkina Faso" in names and len(names) > 190
    around = labels_around([(13.27, 11.65)])
    assert "Maiduguri" in [one[0] for one in around] and len(around) < 260
    assert len(town_labels((-180, -90, 180, 90), 10**6)) == 80


def test_the_town_stands_before_the_district_and_the_region_of_its_name():
    offered = suggestions.places("Mopti", "Mali")
    assert [one["kind"] for one in offered[:2]] == ["town", offered[1]["kind"]]
    assert offered[0]["name"] == "Mopti" and offered[0]["admin1"] and offered[0]["population"]
    assert suggestions.places("Mali", None)[0]["kind"] == "country"


def test_a_place_without_coordinates_is_one_finding_that_says_what_to_do():
    place = {"latitude": None, "longitude": None, "precision": None, "gazetteer_id": None}
    found = findings_of(moved(fixture_records()[0], **place))
    assert [(one.code, one.field, one.likely) for one in found] == [("no-point", "location", True)]
    assert found[0].message.startswith("no coordinates: choose the place from the list")


def test_a_value_that_the_words_do_not_name_is_told_as_what_may_be_wrong():
    record = fixture_records()[0]
    assert differing(record) == []
    aleppo = next(one for one in suggestions.places("Aleppo", "Syria") if one["kind"] == "town")
    place = {key: value for key, value in aleppo.items() if key not in ("kind", "population")}
    (message,) = differing(moved(record, **place))
    assert message.startswith("the words “Khan Sheikhoun” say ")
    assert "the value is Aleppo" in message
    (found,) = [one for one in findings_of(moved(record, **place)) if one.code[:4] == "evid"]
    assert (found.field, found.likely) == ("location", False)


def test_words_that_say_the_region_or_nothing_known_are_no_difference():
    record = fixture_records()[0]
    for words in ("Idlib", "Syria", "the village", "Qqxzzy"):
        piece = {"start": 0, "end": len(words), "text": words}
        assert differing(moved(record, evidence=[piece])) == []
    assert differing(moved(record, evidence=[])) == []
    both = [{"start": 0, "end": 6, "text": "Aleppo"}, {"start": 9, "end": 14, "text": "Idlib"}]
    assert differing(moved(record, evidence=both)) == []


def test_none_of_the_fixtures_differ():
    assert [one.id for one in checked_records() if differing(one)] == []


def test_the_event_names_what_is_around_and_draws_how_exact_its_place_is(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    until(page, "document.querySelectorAll('.mapbox.small .labels text').length > 2")
    names = page.locator(".mapbox.small .labels text").all_text_contents()
    assert {"Maiduguri", "Bama", "Gombe", "Biu", "Mubi"} & set(names)
    page.locator("[data-path='location.precision']").select_option("3")
    until(page, "document.querySelectorAll('.mapbox.small .ring.p3').length === 1")
    page.locator("[data-path='location.precision']").select_option("1")
    until(page, "document.querySelectorAll('.mapbox.small .ring.p3').length === 0")
    assert violations(page) == []


def test_the_map_of_the_list_zooms_out_to_the_world_and_no_farther(page, serve):
    served = serve(checked_records())
    open_list(page, served)
    until(page, "document.querySelectorAll('.band .labels .country').length > 5")
    for _ in range(12):
        page.get_by_role("button", name="Zoom out").click()
    wide = page.evaluate(
        """() => {
          const land = document.querySelector('.band .land').getBoundingClientRect();
          const box = document.querySelector('.band .map').getBoundingClientRect();
          return [land.width / box.width, land.height / box.height, land.left - box.left];
        }"""
    )
    assert max(wide[:2]) > 0.9
    for _ in range(9):
        page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Fit").click()
    assert page.locator(".band .dot").count() >= 5


def test_offered_places_say_their_region_and_country(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#place").fill("Idlib")
    page.locator(".offers li").first.wait_for()
    first = page.locator(".offers li").first.inner_text()
    assert first.startswith("Idlib town in ") and "Syria" in first
    page.keyboard.press("Enter")
    saved(page, KHAN_SHEIKHOUN, 1)
    page.wait_for_selector("#field-location [data-code='evidence-differs']")
    assert "population" not in served.entries()[-1]["after"][0]["location"]


def test_selected_words_lose_the_punctuation_around_them_but_initials_and_sentences(page, serve):
    from extractor.text.article import Article

    article = Article(
        "KANO – The U.S. said (in Kano) “no.” Troops, tired, left (at last).", id="khan"
    )
    record = json.loads(fixture_records()[0].json_line())
    record["source"] |= {"article_id": "khan", "sha256": article.sha256}
    served = serve([EventRecord.model_validate(record)], [article])
    open_event(page, served)
    for number, (words, key, kept) in enumerate(
        [
            ("Troops, tired, left (at last).", "g", "Troops, tired, left (at last)."),
            ("The U.S. ", "w", "The U.S."),
            ("(in Kano) ", "w", "in Kano"),
            ("“no.” ", "w", "no"),
            ("left (at last).", "w", "left (at last)"),
            ("Troops, ", "w", "Troops"),
        ],
        start=1,
    ):
        select_words(page, words)
        page.keyboard.press(key)
        saved(page, KHAN_SHEIKHOUN, number)
        made = served.entries()[-1]["after"][0]
        name = "weapons" if key == "w" else "allegations"
        if key == "g":
            page.keyboard.press("Escape")  # out of the speaker's field
        assert made[name][-1]["evidence"][0]["text"] == kept


def test_the_page_for_sharing_has_names_on_its_map(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_page(checked_records(), fixture_articles(), title="x"), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    until(page, "document.querySelectorAll('.labels .country').length > 5")
    assert page.locator(".labels .country").count() > 5
