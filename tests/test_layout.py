"""What CONTRIBUTING asks of every file, where a test can see it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "extractor").rglob("*.py"))
MOST_LINES = 400  # a file that grows past this holds two things
MOST_PARAMETERS = 8  # about six; more wants an object
VAGUE = {"base", "common", "helpers", "manager", "misc", "processor", "utils", "util"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_holds_two_things(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not tree.body or (ast.get_docstring(tree) or "").strip()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_names_say_something(path: Path) -> None:
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_is_listed_as_public_exists_sorted_and_is_explained(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    listed: list[str] = []
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            assert isinstance(node, ast.Assign)
            listed = ast.literal_eval(node.value)
    assert len(listed) == len(set(listed))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and node.name in listed
        and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_take_few_parameters(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    crowded = [
        f"{node.name} takes {count}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (count := len(node.args.args) + len(node.args.kwonlyargs)) > MOST_PARAMETERS
        and not any("option" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert crowded == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_printed_past_the_reporter(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert calls == []


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
