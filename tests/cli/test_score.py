"""``extract score``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sample_events import sample_event

from extractor.records.acled import ACLED_COLUMNS


@pytest.fixture
def files(tmp_path: Path):
    """``files(gold, predicted)``: two files of these records."""

    def write(*sides):
        paths = []
        for number, records in enumerate(sides):
            path = tmp_path / f"{number}.jsonl"
            path.write_text("".join(one.json_line() + "\n" for one in records), encoding="utf-8")
            paths.append(str(path))
        return paths

    return write


def test_figures_are_a_table_that_fits_a_terminal(extract, files):
    result = extract("score", *files([sample_event()], [sample_event()]))
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "event found 1.000 1.000 1.000 1.00–1.00 1.000 1 1" in shown
    assert "1 gold and 1 predicted events in 1 articles or rows; 1 aligned" in shown
    assert "; weapon; victim by name; " in shown
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_has_every_field_and_its_interval(extract, files):
    other = sample_event(sub_event_type="Attack")
    result = extract("score", *files([sample_event()], [other]), "--json", "--agreement")
    value = json.loads(result.stdout)
    assert value["fields"]["sub_event_type"]["f1"] == 0
    assert value["fields"]["event"]["f1_interval"] == [1, 1]
    assert value["agreement"]["country"]["alpha"] == 1


def test_hand_coded_acled_rows_are_gold_too(extract, files, tmp_path):
    row = sample_event(
        actors=[{"role": "perpetrator", "name": "Al Shabaab", "kind": "Rebel group"}]
    ).to_acled()
    rows = tmp_path / "gold.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ACLED_COLUMNS)
        writer.writeheader()
        writer.writerow(row.model_dump(mode="json"))
    (predicted,) = files([sample_event()])
    result = extract("score", rows, predicted, "--json")
    value = json.loads(result.stdout)
    assert result.exit_code == 0 and value["aligned"] == 1
    assert value["fields"]["place"]["right"] == 1


def test_rejected_records_count_as_not_there(extract, files):
    review = {"status": "rejected", "coder": "anna", "at": "2026-03-13T09:30:00Z", "reason": "no"}
    rejected = sample_event(review=review)
    gold, predicted = files([sample_event()], [rejected])
    result = extract("score", gold, predicted, "--json")
    assert json.loads(result.stdout)["predicted_events"] == 0
    assert "1 rejected record left out" in result.stderr


def test_a_line_that_is_no_record_is_named_and_the_others_are_scored(extract, files):
    gold, predicted = files([sample_event()], [sample_event()])
    path = Path(predicted)
    path.write_text(path.read_text() + '{"id": 1, "sub_event_type": "x", "actors": [], '
                    '"extraction": {}}\n' * 12)  # fmt: skip
    result = extract("score", gold, predicted)
    assert result.exit_code == 1
    assert f"{predicted}:2: " in result.stderr and "2 more rows are no records" in result.stderr
    assert "1 aligned" in result.stdout


@pytest.mark.parametrize("content", ["hello\n", '{"a": 1}\n'])
def test_a_file_without_records_is_wrong_usage(extract, files, tmp_path, content):
    empty = tmp_path / "empty.jsonl"
    empty.write_text(content)
    (predicted,) = files([sample_event()])
    result = extract("score", empty, predicted)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert extract("score", tmp_path / "missing.jsonl", predicted).exit_code == 2


def test_the_page_is_written_whole_and_never_over_another_unasked(extract, files, tmp_path):
    page = tmp_path / "page.html"
    paths = files([sample_event()], [])
    assert extract("score", *paths, "--html", page).exit_code == 0
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    again = extract("score", *paths, "--html", page)
    assert again.exit_code == 2 and "--force" in again.stderr
    assert extract("score", *paths, "--html", page, "--force").exit_code == 0
    assert extract("score", *paths, "--html", paths[0], "--force").exit_code == 2
    assert not list(tmp_path.glob("*.new"))


def test_articles_stand_beside_their_disagreements(extract, files, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("Nothing happened in Mandera.", encoding="utf-8")
    from extractor.text.article import Article

    known = Article(text.read_text(encoding="utf-8")).sha256
    gold, predicted = files([sample_event(source={"sha256": known})], [])
    page = tmp_path / "page.html"
    assert extract("score", gold, predicted, "--html", page, "-a", text).exit_code == 0
    assert "Nothing happened" in page.read_text(encoding="utf-8")


def journal_line(number, action, before, after):
    both = {"before": before, "after": after}
    made = {"journal": 1, "number": number, "at": "2026-11-23T10:00:00Z", "coder": "x"}
    made |= {"action": action, "event": (before or after)[0]["id"], "fields": [], "reason": None}
    return json.dumps({**made, **both, "undoes": None}) + "\n"


def test_two_coders_journals_give_their_agreement(extract, tmp_path):
    first, second = (sample_event(id=name).model_dump(mode="json") for name in ("e1", "e2"))
    second |= {"date": None, "location": None, "actors": []}
    mended = {**first, "location": {**first["location"], "country": "Chad", "iso": 148}}
    review = {"status": "rejected", "coder": "b", "at": "2026-11-23T10:00:00Z", "reason": "no"}
    anna, ben = tmp_path / "e.anna.journal.jsonl", tmp_path / "e.ben.journal.jsonl"
    anna.write_text(journal_line(1, "mend", [first], [mended]))
    out = journal_line(1, "reject", [second], [{**second, "review": review}])
    ben.write_text(out + '{"journal": 1, "half')
    result = extract("score", anna, ben, "--agreement", "--json")
    assert result.exit_code == 0
    value = json.loads(result.stdout)
    # Anna has both events, Ben the first as it was: they differ in its country.
    assert value["agreement"]["country"]["alpha"] != 1


def test_a_journal_alone_is_no_file_of_records(extract, files, tmp_path):
    event = sample_event().model_dump(mode="json")
    journal = tmp_path / "e.anna.journal.jsonl"
    journal.write_text(journal_line(1, "accept", [event], [event]))
    (records,) = files([sample_event()])
    result = extract("score", records, journal)
    assert result.exit_code == 2 and "is a journal of extract review" in result.stderr


def test_clean_records_and_articles_without_an_event_are_told(extract, files, tmp_path):
    event = sample_event(source={"article_id": "known", "sha256": None})
    articles = tmp_path / "articles.jsonl"
    known = {"id": "known", "text": "A bomb went off.", "published": "2026-03-11"}
    silent = {"id": "silent", "text": "It rained.", "published": "2026-03-11"}
    articles.write_text(json.dumps(known) + "\n" + json.dumps(silent) + "\n")
    stray = sample_event(source={"article_id": "silent", "sha256": None}, id="stray")
    gold, predicted = files([event], [event, stray])
    result = extract("score", gold, predicted, "-a", str(articles))
    shown = " ".join(result.stdout.split())
    assert "clean (type, days, place and deaths right): 1 of 2 records, 0.500" in shown
    assert "articles without an event that got one: 1 of 1" in shown


def test_gold_may_say_what_else_is_right(extract, tmp_path, files):
    _, predicted = files([sample_event()], [sample_event(sub_event_type="Armed clash")])
    gold = tmp_path / "gold.jsonl"
    entry = json.loads(sample_event(sub_event_type="Attack").json_line())
    entry["accepted"] = {"sub_event_types": ["Armed clash"]}
    gold.write_text(json.dumps(entry) + "\n")
    result = extract("score", str(gold), predicted, "--json")
    value = json.loads(result.stdout)
    assert value["fields"]["sub_event_type"]["right"] == 1
    assert value["clean"]["of_gold"] == 1
