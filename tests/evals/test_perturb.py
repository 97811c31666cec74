"""Texts changed in one point, and whether the records follow."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from fake_model import FakeModel
from record_replies import day, event, party, place, reply, toll

from evals.perturb import written
from evals.perturb.__main__ import main, run, run_labels
from evals.perturb.labels import LABELS, OtherLabels, renamed, shuffled
from evals.perturb.texts import Changed, in_words, pairs, with_numbers_in_words, with_years_moved
from evals.perturb.written import READING
from evals.reading.replying import articles_of
from extractor import Article, Extractor
from extractor.readers.record.reply import ArticleReading

TEXT = "Gunmen killed 32 people in Anka, Nigeria, on Monday, and 4 in March 2024."


def test_years_move_with_the_text_and_weekdays_stay() -> None:
    article = Article(TEXT, id="a", published="2024-05-10")
    moved = with_years_moved(article)
    assert moved and moved.after.published and article.published
    assert moved.after.published.weekday() == article.published.weekday()
    assert moved.after.published.year == 2024 + moved.years
    assert f"March {2024 + moved.years}" in moved.after.text and "32 people" in moved.after.text
    assert with_years_moved(Article(TEXT, id="a")) is None


def test_counts_of_people_are_written_out_and_days_are_not() -> None:
    changed = with_numbers_in_words(Article("On 4 May 32 people and 5 men died at 10 am.", id="a"))
    assert changed and changed.after.text == (
        "On 4 May thirty-two people and five men died at 10 am."
    )
    assert with_numbers_in_words(Article("On 4 May it rained.", id="a")) is None
    assert [in_words(one) for one in (7, 20, 41)] == ["seven", "twenty", "forty-one"]


def test_pairs_differ_and_name_their_sides() -> None:
    every = list(pairs())
    assert len(every) == 24 and all(one.before.text != one.after.text for one in every)
    for one in every:
        if one.sides:
            assert all(side.lower() in one.after.text.lower() for side in one.sides)


def answered(user: str, kind: str = "Attack") -> dict[str, Any]:
    """What a model that reads the pairs of sides right says."""
    text = user.split("[1] ")[1]
    doer, hit = (
        ("Boko Haram", "ISWAP") if text.startswith("Boko Haram") else ("ISWAP", "Boko Haram")
    )
    return reply(
        event(
            [1],
            words="ambushed",
            sub_event_type=kind,
            days=[day("Monday", "2024-03-11")],
            places=[place("Kukawa", admin1="Borno", country="Nigeria")],
            parties=[party("perpetrator", doer), party("target", hit)],
            tolls=[toll("fourteen", 14)],
        )
    )


def pair_of_sides() -> Changed:
    return next(one for one in pairs() if one.sides and "ISWAP" in one.sides)


def test_a_record_that_swaps_with_its_sides_holds_and_one_that_stays_does_not() -> None:
    changed = pair_of_sides()
    swapping = FakeModel(readings=answered, default_reader="record")
    tally = run(Extractor(swapping), [changed])["sides swapped"]
    assert (tally.pairs, tally.held["doer and target"], tally.held["all of it"]) == (1, 1, 1)
    stuck = FakeModel(readings=lambda _: answered("[1] Boko Haram"), default_reader="record")
    tally = run(Extractor(stuck), [changed])["sides swapped"]
    assert tally.held["days"] == 1 and tally.held["doer and target"] == 0


def test_other_labels_reach_the_model_and_not_the_record() -> None:
    names = renamed()
    model = FakeModel(readings=lambda user: answered(user, "Armed clash"), default_reader="record")
    told: list[str] = []
    schemas: list[str] = []
    plain = model.structured

    def structured(messages: Any, response_model: Any, **more: Any) -> Any:
        told.append(messages[0]["content"])
        schemas.append(json.dumps(response_model.model_json_schema()))
        value, tokens = plain(messages, response_model, **more)
        return value, tokens

    model.structured = structured  # type: ignore[method-assign]
    tallies: dict[str, Any] = {}
    extractor = Extractor(model)
    run_labels(extractor, [pair_of_sides().before], tallies)
    assert tallies["labels renamed"].held["all of it"] == 1
    assert "\nArmed clash:" in told[0] and "\nT03:" in told[1] and "\nArmed clash:" not in told[1]
    assert '"T03"' in schemas[1] and '"Armed clash"' not in schemas[1]
    lines = [line.split(":")[0] for line in told[2].split("\n")]
    assert [line for line in lines if line in LABELS] == shuffled()
    reading = ArticleReading.model_validate(answered("[1] Boko Haram"))
    other = OtherLabels(model, names)
    assert other.back({"sub_event_type": "T16"}) == {"sub_event_type": "Attack"}
    assert reading.events[0].sub_event_type == "Attack"


def test_replies_with_other_labels_are_read_as_the_codebook_has_them() -> None:
    articles = [one for one in articles_of(READING / "articles.jsonl") if one.key.startswith("k02")]
    tallies = written.measured(articles)
    for way in written.WAYS:
        tally = tallies[way]
        assert tally.before == tally.after == tally.pairs >= 4
    assert tallies["renamed"].held["type"] == tallies["renamed"].pairs
    assert '"T16"' in (written.HERE / "replies-renamed.jsonl").read_text(encoding="utf-8")


def test_days_of_a_moved_text_must_move_as_far() -> None:
    def dated(user: str) -> dict[str, Any]:
        year = 2018 if "2018" in user else 2024
        return reply(
            event(
                [1],
                words="killed",
                days=[day("5 March", date(year, 3, 5).isoformat())],
                places=[place("Anka", country="Nigeria")],
            )
        )

    text = "Gunmen killed a man in Anka, Nigeria, on 5 March 2024."
    before = Article(text, id="a", published="2024-03-08")
    after = Article(text.replace("2024", "2018"), id="b", published="2018-03-08")
    changed = Changed("years moved", before, after, years=-6)
    tally = run(Extractor(FakeModel(readings=dated, default_reader="record")), [changed])
    assert tally["years moved"].held["days"] == 1
    still = Changed("years moved", before, before, years=-6)
    tally = run(Extractor(FakeModel(readings=dated, default_reader="record")), [still])
    assert not tally["years moved"].held["days"]


def test_the_command_reads_texts_and_pairs_and_tells_a_line_a_change(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = FakeModel(readings=lambda _: reply(), default_reader="record")
    monkeypatch.setattr("evals.perturb.__main__.open_model", lambda *_, **__: model)
    assert main(["--limit", "1"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{model.name}, reader record, news dev\n")
    assert "sides swapped: 12 texts; 0 records before, 0 after, 0 in both" in told
    assert "labels renamed: 1 texts" in told
