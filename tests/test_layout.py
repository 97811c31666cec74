"""What CONTRIBUTING asks of every file, where a test can see it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "extractor").rglob("*.py"))
MOST_LINES = 400  # a file that grows past this holds two things
MOST_PARAMETERS = 8  # about six; more wants an object
VAGUE = {"base", "common", "helpers", "manager", "misc", "processor", "utils", "util"}


@dataclass(frozen=True)
class Module:
    """A file of the package, read and parsed once for all tests here."""

    name: str
    stem: str
    lines: int
    tree: ast.Module


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    found = []
    for path in MODULES:
        text = path.read_text("utf-8")
        name = str(path.relative_to(ROOT))
        found.append(Module(name, path.stem, len(text.splitlines()), ast.parse(text)))
    assert len(found) > 500
    return found


def test_no_module_holds_two_things(modules: list[Module]) -> None:
    assert {one.name: one.lines for one in modules if one.lines > MOST_LINES} == {}


def test_every_module_says_what_it_is_for(modules: list[Module]) -> None:
    silent = [one.name for one in modules if one.tree.body and not docstring(one.tree)]
    assert silent == []


def test_names_say_something(modules: list[Module]) -> None:
    assert [one.name for one in modules if one.stem in VAGUE] == []


def test_what_is_listed_as_public_exists_sorted_and_is_explained(modules: list[Module]) -> None:
    wrong: dict[str, list[str]] = {}
    for one in modules:
        listed: list[str] = []
        for node in one.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
                assert isinstance(node, ast.Assign)
                listed = ast.literal_eval(node.value)
        twice = [name for name in set(listed) if listed.count(name) > 1]
        silent = [
            node.name
            for node in one.tree.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and node.name in listed
            and not docstring(node)
        ]
        if twice or silent:
            wrong[one.name] = twice + silent
    assert wrong == {}


def test_functions_take_few_parameters(modules: list[Module]) -> None:
    crowded = [
        f"{one.name}: {node.name} takes {count}"
        for one in modules
        for node in ast.walk(one.tree)
        if isinstance(node, ast.FunctionDef)
        and (count := len(node.args.args) + len(node.args.kwonlyargs)) > MOST_PARAMETERS
        and not any("option" in ast.unparse(d) for d in node.decorator_list)
    ]
    # A dataclass's own, written out for type checkers: its fields are what it takes.
    assert crowded == ["extractor/text/article.py: __init__ takes 9"]


def test_nothing_is_printed_past_the_reporter(modules: list[Module]) -> None:
    calls = [
        f"{one.name}:{node.lineno}"
        for one in modules
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert calls == []


def docstring(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").strip()


def test_no_code_or_data_knows_a_fixture_article() -> None:
    """Values must be read, not remembered: no sentence of a fixture stands in the package."""
    code = " ".join(
        " ".join(path.read_text("utf-8").split())
        for folder in ("readers", "coding", "mentions", "resolve", "models")
        for path in (ROOT / "extractor" / folder).rglob("*")
        if path.suffix in {".py", ".txt", ".tsv"}
    )
    for article in (ROOT / "fixtures" / "articles").glob("*.txt"):
        sentences = re.split(r"(?<=[.!?])\s+", " ".join(article.read_text("utf-8").split()))
        assert [s for s in sentences if len(s) > 30 and s in code] == []


def test_every_decision_has_a_line_in_the_index_and_every_number_too() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [name for name in records if f"]({name})" not in index] == []
    listed = re.findall(r"^\| \[?(\d{4})\b", index, re.M)
    assert listed == [f"{number:04}" for number in range(1, len(listed) + 1)]
