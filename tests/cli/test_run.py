"""``extract run``: what goes where, and how it ends."""

from __future__ import annotations

import json

import pytest

from extractor.readers.options import ReaderOptions

BOMB = "A bomb went off."


def ids(result) -> list[str]:
    return [json.loads(line)["source"]["article_id"] for line in result.stdout.splitlines()]


def lines(*entries: dict[str, str]) -> str:
    return "\n".join(json.dumps(entry) for entry in entries)


def test_events_go_to_standard_output_a_json_object_a_line(pipeline, extract, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A bomb here, a bomb there.")
    result = extract("run", path)
    assert result.exit_code == 0
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["id"][-2:] for event in events] == ["-0", "-1"]
    assert result.stdout.endswith("}\n")


def test_run_is_the_command_where_none_is_named(pipeline, extract, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BOMB)
    assert len(ids(extract(path))) == 1
    assert len(ids(extract("--published", "2026-03-11", path))) == 1


def test_standard_input_is_read_where_no_path_is_given(pipeline, extract):
    result = extract("--published", "2026-03-11", "--publisher", "The Example Times", input=BOMB)
    assert result.exit_code == 0
    source = json.loads(result.stdout)["source"]
    assert (source["published"], source["publisher"]) == ("2026-03-11", "The Example Times")


def test_json_lines_on_standard_input_are_recognised(pipeline, extract):
    result = extract(input=lines({"text": BOMB, "id": "a"}, {"text": f"{BOMB}!", "id": "b"}))
    assert ids(result) == ["a", "b"]


def test_options_reach_the_extractor_and_it_is_closed(pipeline, extract):
    extract(
        *("--model", "openai/x", "--base-url", "http://127.0.0.1:9", "--reader", "record", "--yes"),
        *("--gate", "tagger", "--votes", "3", "--min-confidence", "0.8"),
        input=BOMB,
    )
    assert [
        {
            "model": "openai/x",
            "base_url": "http://127.0.0.1:9",
            "reader": ReaderOptions("record", "tagger", votes=3, least=0.8),
            "assume_yes": True,
            "timeout_s": 600,
            "cache": None,
            "closed": True,
        }
    ] == pipeline.CALLS


@pytest.mark.parametrize("share", ["nan", "0", "1.2", "-1"])
def test_what_is_no_share_is_wrong_usage(pipeline, extract, share):
    result = extract("--min-confidence", share, input=BOMB)
    assert result.exit_code == 2 and "write 0.8" in result.stderr
    assert result.stdout == "" and pipeline.CALLS == []


def test_environment_names_the_model_unless_the_option_does(pipeline, extract):
    extract(input=BOMB, env={"EXTRACT_MODEL": "openai/env"})
    extract("--model", "local", input=BOMB, env={"EXTRACT_MODEL": "openai/env"})
    extract(input=BOMB)
    assert [call["model"] for call in pipeline.CALLS] == ["openai/env", "local", None]


def test_summary_counts_what_happened(pipeline, extract):
    entries = [{"text": BOMB}, {"text": "Nothing."}, {"text": "bad reply"}, {"id": "no text"}]
    result = extract(input=lines(*entries))
    assert result.exit_code == 3
    *errors, summary = result.stderr.splitlines()
    assert summary.startswith(
        "4 articles, 1 event, 2 failed, 1 left out by the gate; "
        "tokens: 1,100 prompt (400 cached), 25 completion; "
    )
    assert summary.endswith(" s")
    assert len(errors) == 2
    assert errors[0].endswith(": the reply was cut off")
    assert errors[1] == (
        "Error: standard input:4: no `text` in the JSON object; --text-column names another "
        "(there are: id)"
    )


def test_a_failed_article_is_named_by_its_file_and_the_next_goes_on(pipeline, extract, tmp_path):
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text("bad reply")
    good.write_text(BOMB)
    result = extract(bad, good)
    assert result.exit_code == 3
    assert f"Error: {bad}: the reply was cut off\n" in result.stderr
    assert len(ids(result)) == 1


def test_missing_file_is_one_line_and_loads_no_model(pipeline, extract, tmp_path):
    result = extract("-q", tmp_path / "missing.txt")
    assert result.exit_code == 3
    assert result.stderr == f"Error: {tmp_path}/missing.txt: no such file\n"
    assert pipeline.CALLS == []


def test_quiet_says_nothing_but_errors(pipeline, extract):
    assert extract("-q", input=BOMB).stderr == ""
    assert extract("-q", input="bad reply").stderr.count("\n") == 1


def test_verbose_says_a_line_an_article_and_its_warnings(pipeline, extract):
    entries = [{"text": f"{BOMB} warn", "id": "one"}, {"text": "Nothing.", "id": "two"}]
    result = extract("-v", input=lines(*entries))
    assert result.stderr.splitlines()[:3] == [
        "one: 1 event; 1,000+20 tokens; 0.5 s",
        "  the year is not sure",
        "two: left out by the gate; 0+0 tokens; 0.5 s",
    ]


def test_guessed_encoding_is_noted(pipeline, extract, tmp_path):
    path = tmp_path / "a.txt"
    words = (
        "La policía informó que la explosión de una bomb causó tres muertos, según el señor juez."
    )
    path.write_bytes(words.encode("latin-1"))
    result = extract(path)
    assert (
        f"Note: {path}: read as windows-1252 (a guess; --encoding says otherwise)\n"
        in result.stderr
    )


def test_control_characters_of_ids_do_not_reach_the_terminal(pipeline, extract):
    result = extract(input=lines({"text": "bad reply", "id": "\x1b[2Jx"}))
    assert "\x1b" not in result.stderr
    assert "␛[2Jx" in result.stderr


def test_no_model_at_all_is_exit_code_2(pipeline, extract):
    result = extract(input="no model")
    assert result.exit_code == 2
    assert result.stderr == "Error: no weights here; type: extract models pull\n"
    assert pipeline.CALLS[0]["closed"]


def test_model_lost_on_the_way_is_exit_code_3_and_stops_the_run(pipeline, extract):
    entries = [{"text": BOMB, "id": "a"}, {"text": "no model"}, {"text": BOMB, "id": "c"}]
    result = extract(input=lines(*entries))
    assert result.exit_code == 3
    assert ids(result) == ["a"]
    closing = result.stderr.splitlines()[1]
    assert closing.startswith("1 article, 1 event, 2 more begun and left undone; ")


def test_fault_of_the_program_is_one_line_and_the_next_article_goes_on(pipeline, extract):
    entries = [{"text": "broken program", "id": "a"}, {"text": BOMB, "id": "b"}]
    result = extract(input=lines(*entries))
    assert result.exit_code == 3
    assert ids(result) == ["b"]
    assert result.stderr.startswith(
        "Error: a: internal error, TypeError: cannot add a bomb to None (--debug shows where)\n"
    )


def test_debug_lets_the_traceback_through(pipeline, extract):
    assert isinstance(extract("--debug", input="broken program").exception, TypeError)
    assert not isinstance(extract(input="broken program").exception, TypeError)


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "11.3.2026"])
def test_published_that_is_no_date_is_wrong_usage(pipeline, extract, value):
    result = extract("--published", value, input=BOMB)
    assert result.exit_code == 2
    assert "is not a date; write it as 2017-04-05" in result.stderr


@pytest.mark.parametrize("arguments", [["--reader", "both"], ["--nonsense"], ["--model"]])
def test_wrong_options_are_exit_code_2(pipeline, extract, arguments):
    assert extract("run", *arguments, input=BOMB).exit_code == 2


def test_interruption_finishes_what_is_in_flight_and_is_exit_code_130(pipeline, extract):
    entries = [{"text": BOMB, "id": "a"}, {"text": f"{BOMB} Ctrl-C", "id": "b"}, {"text": "a bomb"}]
    result = extract(input=lines(*entries))
    assert result.exit_code == 130
    assert ids(result) == ["a", "b"]
    *_, said, summary = result.stderr.splitlines()
    assert said == "Error: interrupted"
    assert summary.startswith("2 articles, 2 events")
    assert pipeline.CALLS[0]["closed"]


def test_each_entry_of_a_live_blog_is_read_by_itself_where_that_is_asked_for(
    pipeline, extract, tmp_path
):
    path = tmp_path / "live.html"
    entries = "".join(
        f'<div class="liveblog-entry"><time datetime="2024-03-0{day}T08:00">8:00</time>'
        f"<p>On day {day} a bomb went off at the mill, and the mayor spoke of it.</p></div>"
        for day in (8, 7)
    )
    path.write_text(f"<html><title>Live: the mill</title><h1>Live: the mill</h1>{entries}</html>")
    whole = extract("run", path)
    assert len(set(ids(whole))) == 1
    assert "--split-live" in whole.stderr
    split = extract("run", "--split-live", path)
    assert len(set(ids(split))) == 2
    assert split.stderr.count("no one day") == 0
    days = [json.loads(line)["source"]["published"] for line in split.stdout.splitlines()]
    assert days == ["2024-03-08", "2024-03-07"]


def test_events_without_a_day_are_told_where_their_articles_have_none(pipeline, extract, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"A bomb went off in {name} on Tuesday.")
    told = extract("run", tmp_path / "a.txt", tmp_path / "b.txt")
    assert told.exit_code == 0
    note, closing = told.stderr.splitlines()
    assert note.startswith("Note: 2 events have no day, since no day of publication is known")
    assert "--published DATE says it" in note
    assert closing.startswith("2 articles, 2 events")
    dated = extract("run", tmp_path / "a.txt", "--published", "2024-05-10")
    assert dated.stderr.startswith("1 article, 1 event;")
    quiet = extract("run", tmp_path / "a.txt", "--quiet")
    assert quiet.stderr == ""
