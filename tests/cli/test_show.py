"""``extract show``: records for people, and nothing an article says can touch the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from paper import docx_with
from rich.console import Console

from extractor.cli.view import article_view, event_view
from extractor.records import EventRecord, schema_for
from extractor.records.schema import EXAMPLE_ARTICLE
from extractor.text.article import Article
from extractor.text.printable import one_line, printable

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"


@pytest.fixture
def entry():
    example = schema_for("event")["examples"][0]
    example["source"]["sha256"] = Article(EXAMPLE_ARTICLE).sha256
    return example


def line_of(entry) -> str:
    return EventRecord.model_validate(entry).json_line() + "\n"


def drawn(entry, article=None, **options) -> str:
    console = Console(width=120, **options)
    with console.capture() as capture:
        console.print(event_view(EventRecord.model_validate(entry), article))
    return capture.get()


def test_everything_a_person_asks_for_is_there(extract, entry):
    result = extract("show", input=line_of(entry), env={"COLUMNS": "200"})
    assert result.exit_code == 0
    shown = " ".join(result.stdout.replace("│", " ").split())
    for words in (
        "Roadside bomb in Mandera",
        "what Explosions/Remote violence: Remote explosive/landmine/IED (Political violence)",
        "when 2026-03-10 (the day is known; “Tuesday morning”)",
        "where Mandera, Mandera East, Kenya; 3.9366 N, 41.8670 E (the town; “Mandera”)",
        "perpetrator Al Shabaab (Rebel group); disputed, according to Police; "
        "with Muslim Militia (Kenya)",
        "killed 4 to 6 (“at least four people”)",
        "told killed 4 to 6, according to The hospital (“at least four people”)",
        "allegation Police, against Al Shabaab",
        "denial A spokesman for Al Shabaab: A spokesman for Al Shabaab denied it.",
        "claim A local militia: A local militia said that it was behind the attack.",
        "investigation asked for by The governor, of the interior ministry; "
        "to be made by an independent commission",
        "source The Example Times, 2026-03-11, https://example.org/a/1",
    ):
        assert words in shown


def test_only_what_reader_and_rule_do_not_agree_on_is_marked(entry):
    entry["checked"].update(date="disputed", location="reader", perpetrators="both")
    shown = re.sub(r"[│ ]+", " ", drawn(entry))
    assert "“Tuesday morning”) [disputed value]" in shown
    assert "(the town; “Mandera”) [reader]" in shown
    assert "against Al Shabaab [reader]" in shown  # statements
    assert "“Al Shabaab” [" not in shown
    assert shown.count("[reader] the reader alone says so: no rule could check it") == 1
    assert shown.count("[disputed value] a rule says otherwise: a warning has both") == 1
    del entry["checked"]
    assert not re.search(r"\[(rule|reader|disputed value)\]", drawn(entry))


def test_a_count_without_a_number_is_told_in_the_articles_words(entry):
    (told,) = entry["casualties"]["told"]
    told.update(state="missing", low=None, high=None, teller=None, text="dozens of people")
    told["evidence"] = []
    shown = re.sub(r"[│ ]+", " ", drawn(entry))
    assert "told missing “dozens of people”, according to the article itself \n" in shown


def test_a_tellers_name_and_words_are_no_commands(entry):
    (told,) = entry["casualties"]["told"]
    told.update(teller="[red]x\x1b[31m", text="four")
    entry["actors"][0]["attributed_by"] = "[bold]\x1b[2J"
    shown = drawn(entry)
    assert "\x1b" not in shown
    assert "[red]x" in shown


def test_the_words_of_a_count_and_its_teller_are_quoted(entry):
    shown = re.sub(r"[│ ]+", " ", drawn(entry))
    assert "told 40–60 at least four people" in shown


def test_both_versions_are_shown_from_one_file(extract):
    path = VALID / "events-of-both-versions.jsonl"
    result = extract("show", path, env={"COLUMNS": "200"})
    assert result.exit_code == 0
    shown = re.sub(r"[│ ]+", " ", result.stdout)
    assert "abducted 3, according to the charity (“Three aid workers”)" in shown
    first, _, others = shown.partition("Attack in Konduga")
    assert "Khan Sheikhoun" in first and "according to" not in first
    assert "according to The state governor" in others


def test_unknown_values_are_said_to_be_unknown(entry):
    entry.update(date=None, location=None, actors=[], casualties={"killed": None, "injured": None})
    shown = re.sub(r"[│ ]+", " ", drawn(entry))
    for words in ("when not known", "where not known", "killed not said", "injured not said"):
        assert words in shown


@pytest.mark.parametrize(
    ("low", "high", "coded", "shown"),
    [
        (70, None, 70, "killed at least 70 (“"),
        (70, 70, 70, "killed 70 (“"),
        (70, 90, 70, "killed 70 to 90 (“"),
        (1, None, 3, "killed at least 1, coded 3 (“"),
        (None, 20, 3, "killed up to 20, coded 3 (“"),
        (None, None, 12, "killed a number not said, coded 12 (“"),
    ],
)
def test_a_toll_is_told_as_a_person_would(entry, low, high, coded, shown):
    entry["casualties"]["killed"].update(low=low, high=high, coded=coded)
    assert shown in re.sub(r"[│ ]+", " ", drawn(entry))


def test_south_and_west_are_named(entry):
    entry["location"].update(latitude=-12.05, longitude=-77.04)
    assert "12.0500 S, 77.0400 W" in drawn(entry)


def test_evidence_is_quoted_with_its_offsets_where_the_article_is_not_at_hand(entry):
    evidence = entry["location"]["evidence"][0]
    shown = drawn(entry)
    assert re.search(rf"where +{evidence['start']}–{evidence['end']} +Mandera", shown)


def test_article_at_hand_is_shown_with_its_evidence_coloured_and_a_legend(entry):
    shown = drawn(entry, EXAMPLE_ARTICLE, force_terminal=True, color_system="standard")
    assert "\x1b[1;32mMandera\x1b[0m" in shown  # bold green: where
    assert "\x1b[4;34mA spokesman for " in shown  # underlined blue: a denial
    legend = "".join(shown.rstrip().splitlines()[-2:])
    assert legend.count("\x1b[1;32mwhere") == 1


def test_articles_are_found_by_their_text(extract, entry, tmp_path):
    article = tmp_path / "a.jsonl"
    article.write_text(json.dumps({"text": EXAMPLE_ARTICLE, "id": "other"}))
    options = ("show", "--articles", article)
    result = extract(*options, input=line_of(entry), env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "A roadside bomb at a police post killed at least four people" in result.stdout
    other = {**entry, "source": {**entry["source"], "sha256": "0" * 64}}
    result = extract(*options, input=line_of(other), env={"COLUMNS": "200"})
    assert "A roadside bomb killed at least" not in result.stdout


def test_an_article_is_shown_once_after_all_its_events(extract, entry, tmp_path):
    article, other_text = tmp_path / "a.jsonl", "A bomb hit Kano.\nNobody claimed it."
    article.write_text(
        "".join(json.dumps({"text": text}) + "\n" for text in (EXAMPLE_ARTICLE, other_text))
    )
    second = {**entry, "summary": "Second event", "denials": [], "allegations": []}
    other = {**entry, "summary": "Of another article"}
    other["source"] = {**entry["source"], "sha256": Article(other_text).sha256}
    lines = line_of(entry) + line_of(second) + line_of(other)
    shown = extract("show", "-a", article, input=lines, env={"COLUMNS": "200"}).stdout
    order = ["Roadside bomb in", "Second event", "A roadside bomb at", "Of another", "Nobody"]
    assert [shown.count(words) for words in order[1:]] == [1, 1, 1, 1]
    assert [shown.index(words) for words in order] == sorted(map(shown.index, order))


def test_the_evidence_of_every_event_is_coloured_in_their_article(entry):
    first = EventRecord.model_validate(entry)
    second = first.model_copy(update={"location": None, "allegations": ()})
    both, one = (Console(width=120, force_terminal=True, color_system="standard") for _ in "ab")
    with both.capture() as capture:
        both.print(article_view([second, first], EXAMPLE_ARTICLE))
    with one.capture() as alone:
        one.print(article_view([first], EXAMPLE_ARTICLE))
    assert "\x1b[1;32mMandera\x1b[0m" in capture.get()
    assert capture.get() == alone.get()


def test_article_whose_text_has_changed_is_remarked_on(extract, entry, tmp_path):
    article = tmp_path / "a.jsonl"
    article.write_text(json.dumps({"text": "Corrected text.", "id": "a7"}))
    entry["source"]["article_id"] = "a7"
    result = extract("show", "-a", article, input=line_of(entry))
    assert result.exit_code == 0
    assert result.stderr == "Note: the text of a7 is not the one read\n"
    assert "Corrected" not in result.stdout


def test_no_note_asks_for_a_day_that_the_record_has(extract, entry, tmp_path):
    """`--published` is an option of `extract run` alone."""
    body = "<w:p><w:r><w:t>Gunmen killed four farmers in Konduga.</w:t></w:r></w:p>"
    (tmp_path / "a.docx").write_bytes(docx_with(body))
    (tmp_path / "events.jsonl").write_text(line_of(entry))
    for command in (("show",), ("score", tmp_path / "events.jsonl")):
        result = extract(*command, tmp_path / "events.jsonl", "-a", tmp_path / "a.docx")
        assert result.exit_code == 0, result.stderr
        assert "--published" not in result.stderr


def test_evidence_that_does_not_fit_the_article_is_not_coloured(entry):
    text = "x" + EXAMPLE_ARTICLE
    assert "\x1b[1;32mMandera" not in drawn(
        entry, text, force_terminal=True, color_system="standard"
    )


def test_broken_lines_are_named_and_the_others_shown(extract, entry, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        line_of(entry).encode() + b"\n{broken\n" + b'{"id": "\xff"}\n' + line_of(entry).encode()
    )
    result = extract("show", path)
    assert result.exit_code == 1
    assert result.stdout.count("Roadside bomb in Mandera") == 2
    errors = result.stderr.splitlines()
    assert errors[0].startswith(f"Error: {path}:3: broken JSON: ")
    assert errors[1:] == [f"Error: {path}:4: not UTF-8"]


def test_record_that_does_not_fit_is_named_with_its_field(extract, entry):
    del entry["location"]["country"]
    result = extract("show", input=json.dumps(entry))
    assert result.exit_code == 1
    assert result.stderr == "Error: standard input:1: location.country: is missing\n"


@pytest.mark.parametrize("options", [["missing.jsonl"], ["--articles", "missing.txt", "-"]])
def test_missing_files_are_named(extract, entry, options):
    result = extract("show", *options, input=line_of(entry))
    assert result.exit_code == 1
    assert re.fullmatch(r"Error: missing\.\w+: no such file\n", result.stderr)


ATTACK = "\x1b]0;owned\x07\x1b[2J\x9b31m\r[bold red]x[/] [link=file:///]y[/link] \u202eevil :bomb:"


@pytest.mark.parametrize("with_article", [True, False])
def test_article_text_can_neither_command_nor_colour_the_terminal(entry, with_article):
    text = ATTACK + EXAMPLE_ARTICLE.replace("Mandera", ATTACK)
    start = text.index(ATTACK, 1)
    evidence = [{"start": start, "end": start + len(ATTACK), "text": ATTACK}]
    entry["location"].update(name=ATTACK, text=ATTACK, evidence=evidence)
    entry["summary"] = entry["notes"] = entry["actors"][0]["text"] = ATTACK
    entry["source"].update(publisher=ATTACK, url=ATTACK, article_id=ATTACK)
    entry["extraction"]["warnings"] = [ATTACK]
    shown = drawn(entry, text if with_article else None)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "␛]0;owned␇" in shown
    assert "[bold red]x[/]" in shown
    assert ":bomb:" in shown


def test_printable_keeps_length_newlines_and_every_letter():
    text = "".join(map(chr, range(0x3000))) + "\ud800😀"
    shown = printable(text)
    assert len(shown) == len(text)
    assert "\n" in shown
    assert "é" in shown
    assert shown.endswith("\ufffd😀")
    assert shown.encode("utf-8")


def test_one_line_has_no_breaks():
    assert one_line(" a\n\tb\r\n c\u2028d ") == "a b c d"


def test_a_file_of_rows_is_told_as_one_with_the_way_to_records(extract, tmp_path):
    rows = tmp_path / "acled.csv"
    rows.write_text("event_id_cnty,event_date\nBFO1,2024-05-06\n", "utf-8")
    for command in (["show"], ["review", "--no-open"]):
        done = extract(*command, str(rows))
        assert done.exit_code in (1, 2)
        first = done.stderr.splitlines()[0]
        assert first.startswith(f"Error: {rows}: CSV, not lines of event records; extract merge")
        assert "broken JSON" not in done.stderr
