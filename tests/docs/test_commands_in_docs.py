"""Commands, links and names in the pages are ones that there are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from extractor.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def commands(page: Path) -> Iterator[list[str]]:
    """The words of each line of code that calls the command, those after it cut off."""
    for line in page.read_text("utf-8").splitlines():
        found = re.match(r"(?:    |\$ )(?:\S+=\S* )*(?:\.venv/bin/)?(extract(?: .*)?)$", line)
        if found:
            for part in re.split(r"\s(?:#|\||&&|>|\\$)", found[1])[:1]:
                yield shlex.split(part.replace("…", "X").rstrip("\\"))


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    context = click.Context(main)
    rest = words[1:]
    named = rest[0] if rest and rest[0] in COMMANDS else "run"
    rest = rest[1:] if rest and rest[0] == named else rest
    command = main.get_command(context, named)
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    assert command is not None
    return command, rest


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_option_in_a_page_is_one_of_its_command(page: Path) -> None:
    strange = []
    for words in commands(page):
        command, rest = command_of(words)
        known = {written for parameter in command.params for written in parameter.opts}
        known |= {"--help", "-h", "--version"}
        given = [word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)]
        strange += [f"{' '.join(words)}: {one}" for one in given if one not in known]
    assert strange == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_block_of_commands_is_code_from_its_first_line_on(page: Path) -> None:
    """Four blanks make it code only below a blank line, a heading or a line that is code itself:
    else the block is shown as one running sentence."""
    shown_as_words = []
    above, fenced = "", False
    for line in page.read_text("utf-8").splitlines():
        fenced ^= line.startswith("```")
        begins = re.match(r"    (?:extract|pip|pipx|export|make) ", line)
        if begins and not fenced and above and not above.startswith(("#", "    ")):
            shown_as_words.append(above)
        above = line
    assert shown_as_words == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_within_the_pages_leads_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(page.read_text("utf-8")):
        path = unquote(link.partition("#")[0])
        if path and "://" not in link and not (page.parent / path).exists():
            lost.append(link)
    assert lost == []


def test_every_page_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = [path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md"]
    assert [one for one in pages if f"]({one})" not in index] == []


def test_every_command_stands_in_some_page() -> None:
    told = {words[1] for page in PAGES for words in commands(page) if len(words) > 1}
    assert set(COMMANDS) - {"run"} - told == set()
