"""The front door: every name is there, sorted, and opening it costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import get_args, get_type_hints

import pytest

import extractor

HEAVY = (
    "anthropic",
    "charset_normalizer",
    "click",
    "httpx2",
    "instructor",
    "jsonschema",
    "openai",
    "pydantic",
    "rich",
    "sqlite3",
    "xllamacpp",
)


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after the code."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_the_public_names_are_sorted_and_listed_once() -> None:
    assert extractor.__all__ == sorted(set(extractor.__all__))
    assert dir(extractor) == extractor.__all__


@pytest.mark.parametrize("name", extractor.__all__)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    thing = getattr(extractor, name)
    assert thing.__name__ == name
    assert (thing.__doc__ or "").strip()


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tea'"):
        extractor.tea  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import extractor").isdisjoint(HEAVY)


def test_an_article_can_be_made_without_anything_heavy() -> None:
    code = "import extractor\nextractor.Article('Nobody came.').sentences"
    assert loaded_after(code).isdisjoint(HEAVY)


def test_help_loads_no_model_library() -> None:
    code = (
        "import sys\nfrom extractor.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    )
    models = {"anthropic", "httpx2", "instructor", "jsonschema", "openai", "xllamacpp"}
    assert loaded_after(code).isdisjoint(models)


def test_reading_without_a_hosted_model_loads_none_of_its_libraries() -> None:
    code = "import extractor.pipeline, extractor.readers.local, extractor.records.schema"
    hosted = {"aiohttp", "anthropic", "instructor", "openai", "requests", "typer", "xllamacpp"}
    assert loaded_after(code).isdisjoint(hosted)


def test_the_package_says_that_it_is_typed() -> None:
    assert (files("extractor") / "py.typed").is_file()


def test_a_type_checker_takes_a_day_of_publication_as_a_string() -> None:
    """As the README and every page give it."""
    hints = get_type_hints(extractor.Article.__init__)
    assert set(get_args(hints["published"])) == {date, str, type(None)}
    article = extractor.Article("A bomb went off.", published="2024-05-10")
    assert article.published == date(2024, 5, 10)
    assert replace(article, id="a") == extractor.Article(
        "A bomb went off.", id="a", published=date(2024, 5, 10)
    )
