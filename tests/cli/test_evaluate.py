"""``extract evaluate``: a set read through a scripted server, resumed, compared."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from record_replies import day, event, party, place, reply, statement, toll
from sample_events import sample_event
from scripted_server import status, text

from extractor.errors import ExtractorError
from extractor.evaluate.reading import Readings, ReadText
from extractor.evaluate.sets import find_set, load_set
from extractor.reading import Tokens

MANDERA = "Al Shabaab killed four people in Mandera, Kenya, on Tuesday. Police accused Al Shabaab."
GARISSA = "Gunmen shot a teacher dead in Garissa, Kenya, on Monday."
SILENT = "It rained in Nairobi, Kenya, on Monday."
TEXTS = {"mandera": MANDERA, "garissa": GARISSA, "silent": SILENT}
ANSWERS = {
    MANDERA: reply(
        event(
            [1],
            words="killed",
            days=[day("Tuesday", "2026-03-10")],
            places=[place("Mandera")],
            parties=[party("perpetrator", "Al Shabaab")],
            tolls=[toll("four people", 4)],
        ),
        statements=(statement("allegation", [2], speaker="Police", accused="Al Shabaab"),),
    ),
    GARISSA: reply(),
    SILENT: reply(event([1], words="rained", places=[place("Nairobi")])),
}


def gold_of(name: str, **changes: object) -> dict:
    source = {"article_id": name, "sha256": hashlib.sha256(TEXTS[name].encode()).hexdigest()}
    record = sample_event(id=name, sub_event_type="Attack", source=source, **changes)
    return json.loads(record.json_line())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of three texts, one without an event."""
    path = tmp_path / "little"
    path.mkdir()
    rows = [
        {"id": name, "lang": "en", "published": "2026-03-11", "split": "dev", "text": words}
        for name, words in TEXTS.items()
    ]
    rows.append(dict(rows[0], id="other", split="test", text="Nothing."))
    day_, four = {"start": "2026-03-10", "end": "2026-03-10"}, {"killed": {"coded": 4}}
    said = {"speaker": "Police", "accused": "Al Shabaab", "statement": "x", "evidence": []}
    gold = [
        gold_of("mandera", date=day_, casualties=four | {"injured": None}, allegations=[said]),
        gold_of("garissa", location={"name": "Garissa", "gazetteer_id": None}),
    ]
    gold[0]["accepted"] = {"places": ["Mandera"]}
    for name, lines in (("articles", rows), ("gold", gold)):
        (path / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines))
    return path


def answering(body: dict) -> object:
    """The answer to the article that stands in a request."""
    asked = json.dumps(body, ensure_ascii=False)
    for words, answer in ANSWERS.items():
        if words.split(". ")[0][:30] in asked:
            return text(json.dumps(answer), tokens=(7000, 0, 100))
    return status(400, error={"message": "no such article"})


@pytest.fixture
def run(extract, folder, tmp_path, scripted_server):
    """``run(*options)``: the command on the little set, with a server that answers."""
    server = scripted_server(answering)

    def call(*options: str, server=server):
        where = ("--base-url", server.url, "--model", "openai/scripted")
        output = ("-o", str(tmp_path / "run.json"))
        return extract("evaluate", "--set", str(folder), *where, *output, *options)

    return call


def test_a_run_tells_events_clean_records_statements_languages_and_cost(run, tmp_path):
    result = run()
    assert result.exit_code == 0, result.output
    shown = " ".join(result.stdout.split())
    assert "little, dev: 3 texts" in shown and "F1 0.500" in shown
    assert "of records 0.500" in shown and "got one 1 of 1" in shown
    assert "statement: who, of whom (1 in gold) 1.000" in shown
    assert "en (3 texts, 2 events) 0.500; clean 0.500" in shown
    assert "tokens a text, prompt + completion 7,000 + 100" in shown
    assert "dollars a thousand texts not known" in shown
    report = json.loads((tmp_path / "run.json").read_text())
    assert (
        report["set"] == "little" and report["texts"] == 3 and report["model"] == "openai/scripted"
    )
    assert report["figures"]["clean"]["of_gold"] == 0.5
    assert report["command"].endswith("--base-url …")


def test_a_price_makes_dollars(run, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("model,prompt,completion\nopenai/scripted,10,100\n")
    shown = " ".join(run("--prices", str(prices)).stdout.split())
    assert "dollars a thousand texts 80.00" in shown


def test_a_finished_run_is_not_written_over_unasked(run):
    assert run().exit_code == 0
    assert run().exit_code == 2
    assert run("--force").exit_code == 0


def test_a_run_goes_on_with_what_failed_only(run, tmp_path, scripted_server):
    def failing(body):
        if GARISSA[:30] in json.dumps(body):
            return status(400, error={"message": "no"})
        return answering(body)

    first = run(server=scripted_server(failing))
    assert first.exit_code == 3 and "texts that failed" in first.stdout
    second = scripted_server(answering)
    result = run("--resume", server=second)
    assert result.exit_code == 0 and "2 texts were read before; 1 are left" in result.stderr
    assert len(second.chats) == 1
    assert "texts that failed" not in result.stdout


def test_other_texts_are_not_mixed_with_those_of_before(run, folder):
    run()
    path = folder / "articles.jsonl"
    path.write_text(path.read_text().replace("It rained", "It snowed"))
    result = run("--resume")
    assert result.exit_code != 0 and "set_sha256 was" in result.stderr


def test_a_line_that_was_cut_off_is_read_again(tmp_path):
    path = tmp_path / "run.read.jsonl"
    kept = Readings(path, {"model": "a"}, resume=False)
    kept.add(ReadText("one", (), Tokens(1, 0, 1), 0.5))
    kept.add(ReadText("two"))
    kept.close()
    path.write_text(path.read_text()[:-20])
    again = Readings(path, {"model": "a"}, resume=True)
    assert set(again.done) == {"one"} and again.done["one"].tokens.prompt == 1
    with pytest.raises(ExtractorError, match="model was 'a' and is 'b'"):
        Readings(path, {"model": "b"}, resume=True)


def test_runs_stand_side_by_side_as_text_json_and_html(run, extract, tmp_path):
    run()
    one = tmp_path / "run.json"
    two = tmp_path / "two.json"
    two.write_text(one.read_text().replace("openai/scripted", "a/<b>"))
    page = tmp_path / "page.html"
    result = extract("evaluate", "--compare", str(one), str(two), "--html", str(page))
    assert result.exit_code == 0 and "a/<b>" in result.stdout
    assert "not the same texts" not in result.stderr
    assert "a/&lt;b&gt;" in page.read_text() and "a/<b>" not in page.read_text()
    both = json.loads(extract("evaluate", "--compare", str(one), str(two), "--json").stdout)
    assert [report["model"] for report in both] == ["openai/scripted", "a/<b>"]


def test_runs_of_one_model_are_told_apart_by_their_place(run, extract, tmp_path):
    run()
    one = str(tmp_path / "run.json")
    page = tmp_path / "page.html"
    result = extract("evaluate", "--compare", one, one, "--html", str(page))
    assert "(1)" in result.stdout and "(2)" in result.stdout
    assert "openai/scripted (1)" in page.read_text() and "openai/scripted (2)" in page.read_text()


def test_runs_on_other_texts_are_told_apart(run, extract, tmp_path):
    run()
    report = json.loads((tmp_path / "run.json").read_text())
    (tmp_path / "two.json").write_text(json.dumps(report | {"texts_sha256": "x", "split": "test"}))
    result = extract(
        "evaluate", "--compare", str(tmp_path / "run.json"), str(tmp_path / "two.json")
    )
    assert "not the same texts: little, dev, 3 texts; little, test, 3 texts" in result.stderr


def test_the_page_of_a_run_shows_figures_and_disagreements(run, tmp_path):
    page = tmp_path / "run.html"
    assert run("--html", str(page)).exit_code == 0
    words = page.read_text()
    assert "clean: type, days, place, deaths all right" in words
    assert "missed: " in words and "not in the gold: " in words


def test_what_is_no_report_or_no_set_is_one_line(extract, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    assert "not a report of" in extract("evaluate", "--compare", str(wrong)).stderr
    assert "no set 'nowhere'" in extract("evaluate", "--set", "nowhere").stderr
    assert extract("evaluate", str(wrong)).exit_code == 2


def test_the_news_set_is_found_from_anywhere_and_has_both_splits(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert find_set("news").name == "news"
    dev, test = load_set("news", "dev"), load_set("news", "test")
    assert len(dev.articles) + len(test.articles) == len(load_set("news", "all").articles)
    assert not {one.key for one in dev.articles} & {one.key for one in test.articles}
    assert len(load_set("news", "dev", 3).articles) == 3


def test_gold_that_is_no_record_is_named_by_its_line(folder):
    gold = folder / "gold.jsonl"
    gold.write_text(gold.read_text() + '{"article": "mandera", "d": "2026-03-10"}\n')
    with pytest.raises(ExtractorError, match=r"gold.jsonl:3: no gold record"):
        load_set(str(folder))


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("articles", {"id": "mandera", "text": "Again."}, r"articles.jsonl:5: the id mandera is"),
        ("articles", {"id": "x"}, r"articles.jsonl:5: a text has no text"),
        ("gold", gold_of("silent") | {"source": gold_of("silent")["source"] | {"article_id": "y"}},
         r"gold.jsonl:3: articles.jsonl has no text with the id 'y'"),
    ],
)  # fmt: skip
def test_a_set_that_does_not_fit_together_is_refused_with_its_line(folder, file, line, told):
    path = folder / f"{file}.jsonl"
    path.write_text(path.read_text() + json.dumps(line) + "\n")
    with pytest.raises(ExtractorError, match=told):
        load_set(str(folder))


def test_a_text_without_a_language_is_not_told_as_english(folder):
    path = folder / "articles.jsonl"
    path.write_text(path.read_text().replace('"lang": "en", ', ""))
    assert set(load_set(str(folder)).languages.values()) == {"not told"}


def test_a_set_without_texts_is_one_line(folder, extract):
    (folder / "articles.jsonl").write_text("")
    result = extract("evaluate", "--set", str(folder), "--split", "all")
    assert result.exit_code == 1 and "no text of split all" in result.stderr


def test_a_report_that_is_not_whole_names_what_it_lacks(extract, tmp_path):
    half = tmp_path / "half.json"
    half.write_text('{"report": 1, "set": "news"}')
    result = extract("evaluate", "--compare", str(half))
    assert result.exit_code == 1
    assert "not a whole report" in result.stderr and "texts_sha256" in result.stderr


def test_a_file_that_no_run_wrote_is_not_gone_on_with_and_an_empty_one_is(tmp_path):
    path = tmp_path / "run.read.jsonl"
    path.write_text("")
    assert Readings(path, {"model": "a"}, resume=True).done == {}
    for words in ('{"article": "x"}\n', "Dear diary\n", "[]\n"):
        path.write_text(words)
        with pytest.raises(ExtractorError, match="not what a run"):
            Readings(path, {"model": "a"}, resume=True)
