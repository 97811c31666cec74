"""Tables and folders on the command line: which column is what, and what may be written where."""

from __future__ import annotations

import json


def test_a_run_takes_the_named_columns(pipeline, extract, tmp_path):
    table = tmp_path / "news.csv"
    table.write_text("nr,story,day,outlet\nx7,A bomb exploded.,5 April 2017,Wire\n")
    named = ("--text-column", "story", "--id-column", "nr", "--published-column", "day")
    done = extract("run", table, *named, "--publisher-column", "outlet")
    assert done.exit_code == 0, done.stderr
    source = json.loads(done.stdout)["source"]
    assert (source["article_id"], source["published"]) == ("x7", "2017-04-05")
    assert source["publisher"] == "Wire"


def test_a_table_whose_text_cannot_be_told_is_one_line(pipeline, extract, tmp_path):
    table = tmp_path / "news.csv"
    table.write_text("nr,story\n1,A bomb exploded.\n")
    done = extract("run", table)
    assert done.exit_code == 3
    assert "name it with --text-column (there are: nr, story)" in done.stderr


def test_show_finds_the_article_by_the_same_columns(pipeline, extract, tmp_path):
    table, events = tmp_path / "news.csv", tmp_path / "events.jsonl"
    table.write_text("nr,story\n1,A bomb exploded in the market today.\n")
    assert extract("run", table, "--text-column", "story", "-o", events).exit_code == 0
    done = extract("show", events, "--articles", table, "--text-column", "story")
    assert done.exit_code == 0, done.stderr
    assert "A bomb exploded in the market today." in done.stdout


def test_a_folder_is_read_and_cannot_hold_the_output(pipeline, extract, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "b.txt").write_text("A bomb exploded.")
    (folder / "a.txt").write_text("Two bombs, each a bomb of its own, exploded.")
    done = extract("run", folder, "-o", folder / "events.jsonl")
    assert done.exit_code == 2
    assert "is read and cannot be written at the same time" in done.stderr
    assert not (folder / "events.jsonl").exists()
    done = extract("run", folder)
    assert done.exit_code == 0
    assert "2 articles" in done.stderr
