"""Help in groups, and what a shell is told when somebody presses Tab."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields

import click
import pytest
from click.shell_completion import ShellComplete

from extractor.cli import COMMANDS, main
from extractor.cli.help_groups import HEADINGS, OTHERS
from extractor.cli.options import Options


@pytest.mark.parametrize("name", ["run", "retry", "serve", "mcp"])
def test_every_option_stands_in_one_group_once(extract, name):
    shown = extract(name, "--help").stdout
    headings = re.findall(r"^(\w+):$", shown, re.M)
    assert headings == [one for one in HEADINGS if one in headings]
    shown = shown[shown.index(f"\n{headings[0]}:") :]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for option in command.params:
        for written in option.opts:
            if written.startswith("--"):
                assert len(re.findall(rf"^  (?:-\w, )?{written}\b(?!-)", shown, re.M)) == 1, written
    others = shown.partition(f"\n{OTHERS}:\n")[2]
    assert re.findall(r"--[\w-]+", others) == ["--help"]


def test_run_says_what_goes_in_and_out_what_reads_costs_and_fails(extract):
    shown = extract("run", "--help").stdout
    assert re.findall(r"^(\w+):$", shown, re.M) == [
        *("Input", "Output", "Model", "Cost", "Failures", "Options")
    ]


@pytest.mark.parametrize("name", ["run", "retry"])
def test_an_option_of_run_is_a_field_of_its_options_and_nothing_else(name):
    command = main.get_command(click.Context(main), name)
    known = {parameter.name for parameter in command.params if parameter.expose_value}
    columns = {one for one in known if one.endswith("_column")}
    tables = {"encoding", "sheet", "skip_lines"}
    options = {one.name: one for one in fields(Options)}
    assert known - columns - tables - {"errors"} <= set(options)
    if name == "run":
        assert known == {*options, *columns, *tables} - {"columns", "tables"}
    for parameter in command.params:
        if parameter.name in options and not parameter.required and parameter.name != "paths":
            given = parameter.get_default(click.Context(command))
            usual = options[parameter.name].default
            assert given == usual or usual is None


def completed(*words: str, incomplete: str) -> list[str]:
    """What is offered; ``file`` stands for the shell's own names of files."""
    shell = ShellComplete(main, {}, "extract", "_EXTRACT_COMPLETE")
    found = shell.get_completions(list(words), incomplete)
    return ["file" if one.type == "file" else one.value for one in found]


def test_names_of_commands_are_completed_and_files_for_the_default_one():
    assert completed(incomplete="") == [*COMMANDS, "file"]
    assert completed(incomplete="re") == ["retry", "review", "file"]
    assert completed(incomplete="article") == ["file"]
    assert completed("run", incomplete="arti") == ["file"]


def test_options_and_their_values_are_completed():
    assert completed(incomplete="--ba") == ["--base-url"]
    assert completed("run", incomplete="--mod") == ["--model"]
    assert completed("run", "--too-long", incomplete="") == ["cut", "refuse"]
    assert completed("fetch", incomplete="u") == ["ucdp"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_of_the_docs_give_a_script(extract, shell):
    result = extract(env={"_EXTRACT_COMPLETE": f"{shell}_source"}, prog_name="extract")
    assert result.exit_code == 0 and "_EXTRACT_COMPLETE" in result.stdout


def test_completing_a_name_loads_no_command():
    code = (
        "import sys\nfrom extractor.cli import main\n"
        "from click.shell_completion import ShellComplete\n"
        "ShellComplete(main, {}, 'extract', '_X').get_completions([], 're')\n"
        "print([name for name in sys.modules if name.startswith('extractor.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
