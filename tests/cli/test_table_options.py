"""What every command that reads tables says of encodings and titles; its three options."""

from __future__ import annotations

import gzip
import json
import sqlite3

import click
import pytest
from table_kit import as_csv, commands, rows

from extractor.cli import main

RUSSIAN = "Неизвестные обстреляли машину полиции, двое сотрудников ранены, сообщили власти."
GUESS = "Note: {}: read as windows-1251 (a guess; --encoding says otherwise)"


@pytest.fixture
def russian(tmp_path):
    """A table in Windows-1251 that leaves no doubt."""
    path = tmp_path / "russian.csv"
    content = rows()
    content[0]["notes"] = RUSSIAN
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def doubtful(tmp_path):
    """One that is read as Windows-1251 with little to go by."""
    path = tmp_path / "doubtful.csv"
    content = rows()
    content[0]["notes"] = "Харків"
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def unclear(tmp_path):
    """One that could be several things."""
    path = tmp_path / "unclear.csv"
    content = rows()
    content[0]["notes"] = "Київ"
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.csv"
    text = f'id,published,text\n1,2024-03-06,"bomb. {RUSSIAN}"\n'
    path.write_bytes(text.encode("cp1251"))
    return path


def test_a_guess_is_told_by_every_command_that_reads_records(extract, russian, tmp_path):
    for command in commands(russian, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.splitlines().count(GUESS.format(russian)) == times, command
    notes = sqlite3.connect(tmp_path / "out.db").execute("SELECT notes FROM acled").fetchall()
    assert (RUSSIAN,) in notes
    assert RUSSIAN in (tmp_path / "fixed.csv").read_text("utf-8")
    assert RUSSIAN in (tmp_path / "merged.jsonl").read_text("utf-8")


def test_a_guess_is_told_by_every_command_that_reads_articles(
    extract, pipeline, articles, tmp_path
):
    done = extract("run", articles, "-o", tmp_path / "events.jsonl")
    assert GUESS.format(articles) in done.stderr
    for command in (
        ("show", tmp_path / "events.jsonl", "--articles", articles),
        ("score", tmp_path / "events.jsonl", tmp_path / "events.jsonl", "--articles", articles),
        ("show", tmp_path / "events.jsonl", "-a", articles, "--html", tmp_path / "page.html"),
        (
            *("review", tmp_path / "events.jsonl", "-a", articles, "--write-only"),
            *("-o", tmp_path / "reviewed.jsonl", "--coder", "me"),
        ),
    ):
        done = extract(*command)
        assert GUESS.format(articles) in done.stderr, command


def test_what_is_not_plain_is_refused_by_every_command_until_it_is_named(
    extract, unclear, tmp_path
):
    for command in commands(unclear, tmp_path):
        done = extract(*command)
        assert done.exit_code == 2, command
        assert f"{unclear}:2: not UTF-8, and its encoding is not plain: " in done.stderr
        assert "'Київ' in windows-1251 or " in done.stderr
        assert "--encoding NAME says which" in done.stderr
        done = extract(*command, "--encoding", "windows-1251")
        assert done.exit_code == 0, done.stderr
        assert "guess" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("fixed.csv", "merged.jsonl", "out.db", "out.jsonl", "unclear.csv")
    ]
    for name in ("fixed.csv", "merged.jsonl", "out.jsonl"):
        assert "Київ" in (tmp_path / name).read_text("utf-8")


def test_fix_makes_no_uncertain_guess_permanent(extract, doubtful, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", doubtful, "--fix", out)
    assert done.exit_code == 2
    assert not out.exists()
    assert (
        f"Error: {doubtful}: read as windows-1251, which is no certain guess: with --encoding "
        "windows-1251, or another, --fix writes it as UTF-8"
    ) in done.stderr
    assert extract("validate", doubtful).exit_code == 0
    done = extract("validate", doubtful, "--fix", out, "--encoding", "cp1251")
    assert done.exit_code == 0
    assert "W109 mended: Not UTF-8" in done.stdout
    assert "'windows-1251' became 'utf-8'" in done.stdout
    assert "Харків" in out.read_text("utf-8")


def test_fix_names_a_plain_guess_that_it_wrote_as_utf_8(extract, russian, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", russian, "--fix", out, "--format", "jsonl")
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["code"], each["value"], each["fixed"]) for each in changes] == [
        ("W109", "windows-1251", "utf-8")
    ]
    assert out.read_text("utf-8") == as_csv(
        [{**row, "notes": RUSSIAN} if not n else row for n, row in enumerate(rows())]
    )


def test_fix_knows_the_encoding_of_event_records_too(extract, tmp_path):
    from sample_events import sample_event

    path, out = tmp_path / "events.jsonl", tmp_path / "out.jsonl"
    record = sample_event().model_copy(update={"summary": "Харків"})
    text = record.json_line().encode("utf-8").decode("utf-8") + "\n"
    path.write_bytes(text.encode("cp1251", "backslashreplace"))
    done = extract("validate", path, "--fix", out)
    assert "read as windows-1251, which is no certain guess" in done.stderr
    assert not out.exists()
    done = extract("validate", path, "--fix", out, "--encoding", "cp1251")
    assert "Харків" in out.read_text("utf-8")
    assert "'windows-1251' became 'utf-8'" in done.stdout


def test_an_encoding_that_does_not_exist_is_wrong_usage(extract, russian, articles, tmp_path):
    for command in (
        *commands(russian, tmp_path),
        ("run", articles),
        ("show", russian, "-a", articles),
        ("review", russian, "-a", articles),
        ("batch", "submit", articles, "--job", tmp_path / "job"),
        ("distribute", articles, "-o", tmp_path / "events"),
    ):
        done = extract(*command, "--encoding", "klingon")
        assert done.exit_code == 2
        assert "no encoding is called 'klingon'" in done.stderr


def test_a_packed_table_on_standard_input_is_guessed_too(extract, russian):
    packed = gzip.compress(russian.read_bytes())
    done = extract("convert", "-", "--to", "-", "--format", "jsonl", input=packed)
    assert GUESS.format("standard input") in done.stderr
    assert RUSSIAN in done.stdout


def test_a_text_an_article_a_line_and_a_page_take_the_encoding_that_is_named(
    extract, pipeline, tmp_path
):
    for name, text in (
        ("a.txt", f"bomb. {RUSSIAN}"),
        ("a.jsonl", json.dumps({"text": f"bomb. {RUSSIAN}"}, ensure_ascii=False) + "\n"),
        ("a.html", f"<html><body><article><p>bomb. {RUSSIAN * 5}</p></article></body></html>"),
    ):
        path = tmp_path / name
        path.write_bytes(text.encode("koi8-r"))
        done = extract("run", path, "--encoding", "koi8-r")
        assert done.exit_code == 0, done.stderr
        assert "read as" not in done.stderr
        shown = extract("show", "-", "-a", path, "--encoding", "koi8-r", input=done.stdout)
        assert "сотрудников" in shown.stdout
    done = extract("run", tmp_path / "a.txt", "--encoding", "utf-8")
    assert "not utf-8, as --encoding says: byte 6 does not fit" in done.stderr


def table_commands() -> list[click.Command]:
    """Every command, also those of groups."""
    found = []
    waiting: list[click.Command] = [main]
    while waiting:
        command = waiting.pop()
        if isinstance(command, click.Group):
            waiting += [
                each
                for name in command.list_commands(click.Context(command))
                if (each := command.get_command(click.Context(command), name))
            ]
        else:
            found.append(command)
    return found


def test_the_options_stand_together_in_every_command_that_reads_a_table():
    named = {"--encoding", "--sheet", "--skip-lines"}
    having = {}
    for command in table_commands():
        options = {name for param in command.params for name in param.opts} & named
        if options:
            having[command.name] = options
    readers = {"run", "submit", "distribute", "show", "review", "score", "validate", "convert"}
    assert having == dict.fromkeys(readers | {"load", "merge", "diff", "learn"}, named)


TITLED = "Note: {0}: 2 lines above the header in line 4 left out"


def test_title_lines_are_told_by_every_command_or_skipped_by_their_number(extract, tmp_path):
    path = tmp_path / "titled.csv"
    path.write_text(f"ACLED export, 2026\nCite the source\n\n{as_csv(rows())}", encoding="utf-8")
    for command in commands(path, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.count(TITLED.format(path)) == times, command
        for made in ("fixed.csv", "out.jsonl", "out.db", "merged.jsonl"):
            (tmp_path / made).unlink(missing_ok=True)
        done = extract(*command, "--skip-lines", "3")
        assert done.exit_code == 0, done.stderr
        assert "above the header" not in done.stderr
        if command[0] == "load":
            loaded = sqlite3.connect(tmp_path / "out.db").execute("SELECT count(*) FROM events")
            assert loaded.fetchone() == (3,)


def test_lines_to_skip_are_told_for_the_tables_among_several_files(extract, tmp_path):
    path, other = tmp_path / "titled.csv", tmp_path / "more.jsonl"
    path.write_text(f"Title\n{as_csv(rows())}", encoding="utf-8")
    other.write_text(json.dumps(rows(event_id_cnty="KEN77")[0]) + "\n", encoding="utf-8")
    out = tmp_path / "a.jsonl"
    done = extract("convert", path, other, "--to", out, "--skip-lines", "1")
    assert "4 read, 4 written" in done.stderr
    done = extract("convert", other, "--to", out, "--skip-lines", "1", "--force")
    assert done.exit_code == 2
    assert "has no lines above its records to skip: it is JSON Lines" in done.stderr


def test_a_long_file_with_titles_is_read_by_several_processes(tmp_path):
    from dataclasses import replace
    from datetime import date

    from extractor.records.kinds import fitting
    from extractor.tables import TableOptions, open_table
    from extractor.validate import Options, Report, validate_table

    path = tmp_path / "long.csv"
    content = [{**row, "event_id_cnty": f"KEN{n}"} for n in range(60) for row in rows()[:1]]
    content[50]["latitude"] = "91"
    path.write_text(f"Title\n\n{as_csv(content)}", encoding="utf-8")
    for processes in (1, 2):
        options = Options(today=date(2026, 11, 23), processes=processes, part_bytes=4000)
        report = Report("a")
        with open_table(path, replace(TableOptions(), fits=fitting(None))) as table:
            found = [(each.code, each.line) for each in validate_table(table, options, report)]
        assert ("E210", 54) in found
        assert report.rows == 60
