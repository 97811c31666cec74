"""``extract show``, ``schema`` and ``models`` on broken files and closed or full outputs."""

from __future__ import annotations

import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import forked
import pytest
from fault_kit import line
from patience import PATIENCE_S

PROGRAM = "from extractor.cli import main; main(prog_name='extract')"


@pytest.fixture
def show(ask, tmp_path):
    """``show(content)``: what ``extract show`` makes of a file; ``{}`` in it is a good line."""
    good = ask(input=line())[0].stdout.encode()

    def call(content: bytes, *options: str):
        from click.testing import CliRunner

        from extractor.cli import main

        path = tmp_path / "events.jsonl"
        path.write_bytes(content.replace(b"GOOD", good))
        result = CliRunner().invoke(main, ["show", str(path), *options], prog_name="extract")
        assert "Traceback" not in result.stderr
        assert all(s.startswith(("Error: ", "Note: ")) for s in result.stderr.splitlines())
        return result

    return call


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{broken", "broken JSON: "),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b"[]", "a list is no object"),
        (b"null", "null is no object"),
        (b"{}", "is missing"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number of thousands of digits"),
        (b"x" * 5_000_000, "broken JSON: "),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_shown(show, bad, reason):
    result = show(b"GOOD" + bad + b"\nGOOD")
    assert result.exit_code == 1
    assert result.stdout.count("Attack in Konduga") >= 2
    (said,) = result.stderr.splitlines()
    assert ":2: " in said
    assert reason in said


def test_a_packed_file_is_named_once_and_not_at_each_of_its_lines(show):
    result = show(gzip.compress(random.Random(3).randbytes(20_000)))
    assert result.exit_code == 1
    (said,) = result.stderr.splitlines()
    assert said.endswith(": a gzip file, not lines of event records; unpack it first")


def test_a_binary_file_is_no_crash(show):
    result = show(random.Random(3).randbytes(20_000))
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_offsets_beyond_any_article_colour_nothing(show, ask, tmp_path):
    entry = json.loads(ask(input=line())[0].stdout)
    entry["location"]["evidence"][0].update(start=10**9, end=10**9 + 7)
    article = tmp_path / "a.jsonl"
    article.write_text(line(), encoding="utf-8")
    result = show(json.dumps(entry).encode(), "--articles", str(article))
    assert "Konduga" in result.stdout


def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-c", PROGRAM, *arguments]
    return forked.run(argv, text=True, timeout=PATIENCE_S, stderr=subprocess.PIPE, **options)


VALID = Path(__file__).parents[2] / "fixtures" / "records" / "valid"
EVENTS, ROWS = str(VALID / "events-1.1.jsonl"), str(VALID / "acled.csv")
COMMANDS = (
    *(["schema", "event"], ["models", "list"], ["run", "--help"], ["--version"]),
    *(["validate", EVENTS], ["validate", EVENTS, "-f", "json"], ["validate", ROWS, "-f", "csv"]),
    *(["score", EVENTS, EVENTS], ["score", EVENTS, EVENTS, "--json"], ["show", EVENTS]),
    *(["show", EVENTS, "--html", "-"], ["diff", ROWS, ROWS], ["merge", EVENTS]),
    ["convert", ROWS, "--to", "-", "--format", "geojson"],
)


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_standard_output_is_one_line_for_every_command(command, buffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        result = run(*command, stdout=full)
    assert result.returncode == 2
    assert result.stderr == "Error: standard output: No space left on device\n"


@contextmanager
def nobody_reads() -> Iterator[int]:
    """A pipe whose other end is closed, as ``| head`` leaves it."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("command", [*COMMANDS, ["--help"]], ids=" ".join)
def test_a_pipe_that_nobody_reads_is_no_error_of_any_command(command, buffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)
    with nobody_reads() as pipe:
        result = run(*command, stdout=pipe)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("form", ["text", "jsonl"])
@pytest.mark.parametrize(("given", "code"), [("wrong", 1), ("nowhere", 2)])
def test_what_was_found_counts_where_nobody_reads_it(tmp_path, form, given, code):
    if given == "wrong":
        text = Path(ROWS).read_text("utf-8").replace("Battles", "Wars")
        (tmp_path / given).with_suffix(".csv").write_text(text, "utf-8")
    with nobody_reads() as pipe:
        result = run("validate", str(tmp_path / f"{given}.csv"), "-f", form, stdout=pipe)
    assert result.returncode == code
    assert ("Error: " in result.stderr) == (given == "nowhere")


def test_a_mended_copy_is_whole_where_nobody_reads_what_was_mended(tmp_path):
    head, *lines = Path(ROWS).read_text("utf-8").replace("Battles", "battles").splitlines()
    rows = "\n".join([head, *lines * 400, ""])
    (tmp_path / "rows.csv").write_text(rows, "utf-8")
    read, unread = ("validate", str(tmp_path / "rows.csv"), "--fix"), str(tmp_path / "b.csv")
    whole = run(*read, str(tmp_path / "a.csv"), stdout=subprocess.DEVNULL)
    with nobody_reads() as pipe:
        result = run(*read, unread, stdout=pipe)
    assert (result.returncode, result.stderr) == (whole.returncode, whole.stderr)
    assert Path(unread).read_bytes() == (tmp_path / "a.csv").read_bytes() != rows.encode()


def test_an_error_that_nobody_reads_keeps_its_exit_code(tmp_path):
    for command, code in (("diff no.csv x.csv", 2), ("models nonsense", 2), ("show no", 1)):
        with nobody_reads() as pipe:
            argv = [sys.executable, "-c", PROGRAM, *command.split()]
            assert (
                forked.run(argv, stderr=pipe, cwd=tmp_path, timeout=PATIENCE_S).returncode == code
            )


def test_a_model_that_cannot_be_deleted_is_one_line(extract, monkeypatch, tmp_path):
    from extractor.models.weights import WEIGHTS

    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path))
    (tmp_path / WEIGHTS[1].file).mkdir()
    outcome = extract("models", "rm", WEIGHTS[1].name)
    assert outcome.code == 1
    assert "cannot be deleted: " in outcome.error


@pytest.mark.parametrize("command", ["pull", "rm"])
def test_a_model_nobody_knows_is_told_with_those_there_are(extract, command):
    outcome = extract("models", command, "gpt-17")
    assert outcome.code == 1
    assert outcome.error.startswith(
        "no model is called 'gpt-17'; there are encoder, qwen2.5-coder-1.5b, "
    )


def test_a_fault_of_the_program_is_one_line_unless_debugging(monkeypatch, extract):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("1 / 0\nis nothing")

    monkeypatch.setattr("extractor.models.weights.models_folder", broken)
    outcome = extract("models", "list")
    assert outcome.code == 1
    assert outcome.error == (
        "internal error, ZeroDivisionError: 1 / 0 is nothing (--debug shows where)"
    )


STDOUT_NAMES = ("/dev/stdout", "/dev/fd/1")
TO_STDOUT = (["convert", ROWS, "--format", "geojsonseq", "--to"], ["merge", EVENTS, "-o"])


@pytest.mark.skipif(not Path("/dev/fd/1").exists(), reason="no names for open files here")
@pytest.mark.parametrize("name", STDOUT_NAMES)
@pytest.mark.parametrize("command", TO_STDOUT, ids=lambda words: words[0])
def test_standard_output_by_its_name_is_standard_output(command, name, tmp_path):
    usual = run(*command, "-", stdout=subprocess.PIPE)
    piped = run(*command, name, stdout=subprocess.PIPE)
    assert (piped.returncode, piped.stdout) == (0, usual.stdout)
    kept = tmp_path / "kept.txt"
    kept.write_text("what another program wrote\n", "utf-8")
    with kept.open("a") as behind:  # as >> does
        assert run(*command, name, stdout=behind).returncode == 0
    assert kept.read_text("utf-8") == f"what another program wrote\n{usual.stdout}"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_names_of_files_that_are_no_text_are_names(tmp_path):
    given = os.fsdecode(os.fsencode(tmp_path / "a") + b"\xff.jsonl")
    Path(given).write_bytes(Path(EVENTS).read_bytes())
    loaded = given.replace("jsonl", "db")
    for command in (
        ["load", given, "--to", loaded],
        ["load", given, "--to", str(tmp_path / "a.duckdb")],
        ["show", given, "--html", given.replace("jsonl", "html")],
        ["convert", given, "--to", given.replace("jsonl", "csv")],
        ["validate", given, "--format", "json"],
    ):
        result = run(*command, stdout=subprocess.DEVNULL)
        assert (result.returncode, "Error" in result.stderr) == (0, False), result.stderr
    refused = run("load", given, "--to", given.replace("jsonl", "duckdb"))
    assert refused.returncode == 2
    assert "DuckDB opens files with names in UTF-8 alone" in refused.stderr
    with closing(sqlite3.connect(os.fsencode(loaded))) as database:
        ((file,),) = database.execute("SELECT file FROM loads").fetchall()
    assert file.endswith("a\\udcff.jsonl")
