"""The group: help, version, the schemas, and errors of one line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extractor.cli import COMMANDS, main
from extractor.errors import RecordError

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_help_names_every_command_and_the_exit_codes(extract):
    result = extract("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.stdout
    for code in ("0", "1", "2", "3", "130"):
        assert f"\n    {code} " in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded_and_says_what_it_is_for(extract, name):
    result = extract(name, "--help")
    assert result.exit_code == 0
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_version_is_told(extract):
    result = extract("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("extract, version ")


@pytest.mark.parametrize(("name", "file"), [("event", "event"), ("acled", "acled-row")])
def test_schema_prints_the_checked_in_schema(extract, name, file):
    result = extract("schema", name)
    assert result.exit_code == 0
    assert result.stdout_bytes == (SCHEMAS / f"{file}.schema.json").read_bytes()


def test_unknown_schema_is_wrong_usage(extract):
    result = extract("schema", "ucdp")
    assert result.exit_code == 2
    assert "'event', 'acled'" in result.stderr


def test_expected_errors_are_one_line_and_exit_code_1(monkeypatch):
    @click.command("schema")
    def failing() -> None:
        raise RecordError("the record is bad")

    monkeypatch.setitem(main.commands, "schema", failing)
    result = CliRunner().invoke(main, ["schema"])
    assert (result.exit_code, result.stderr) == (1, "Error: the record is bad\n")


def test_a_misspelt_command_is_not_read_as_a_file(extract):
    result = extract("shw", "events.jsonl")
    assert result.exit_code == 2
    assert "no command and no file is called 'shw'; is `extract show` meant?" in result.stderr


def test_a_group_without_a_command_shows_its_help(extract):
    result = extract("models")
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
    assert "Error" not in result.stderr


def test_a_missing_argument_is_one_line(extract):
    result = extract("schema")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: Missing argument ")


def test_articles_are_not_shown_as_events(extract, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"text": "A bomb went off."}\n')
    result = extract("show", path)
    assert result.exit_code == 1
    assert f"{path}:1: an article, not an event record (`extract FILE` makes" in result.stderr


def test_every_command_that_writes_anew_takes_f_for_force() -> None:
    """But validate, where it has long been the format."""
    context = click.Context(main)
    lacking = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        for option in command.params if command else ():
            if "--force" in option.opts and "-f" not in option.opts:
                lacking.append(name)
    assert lacking == ["validate"]
