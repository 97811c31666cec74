"""Tokens into money: known models by the shipped table, others by a table of one's own."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from extractor.errors import ExtractorError
from extractor.models.prices import Prices
from extractor.models.providers import PROVIDERS
from extractor.reading import Tokens

MILLION = 1_000_000


def prices_in(tmp_path, text: str) -> Prices:
    path = tmp_path / "prices.csv"
    path.write_text(text, encoding="utf-8")
    return Prices.load(path)


def test_cached_tokens_are_part_of_the_prompt_and_cost_their_own_price(tmp_path):
    prices = prices_in(tmp_path, "model,prompt,cached,completion\nopenai/a,2,0.5,8\n")
    tokens = Tokens(prompt=3 * MILLION, cached=2 * MILLION, completion=MILLION)
    assert prices.cost("openai/a", tokens) == pytest.approx(1 * 2 + 2 * 0.5 + 8)


def test_cached_tokens_without_a_price_cost_as_much_as_others(tmp_path):
    prices = prices_in(tmp_path, "model,prompt,cached,completion\nopenai/a,2,,8\n")
    assert prices.cost("openai/a", Tokens(MILLION, MILLION, 0)) == pytest.approx(2)


def test_an_unknown_model_has_no_cost_rather_than_none():
    assert Prices.load().cost("openai/nobody-sells-this", Tokens(1000, 0, 10)) is None


def test_an_embedded_model_is_paid_to_nobody():
    assert Prices.load().cost("local:qwen2.5-coder-1.5b-instruct-q4_k_m", Tokens(9, 0, 9)) == 0


@pytest.mark.parametrize(
    ("model", "prompt"),
    [
        ("openai/gpt-4.1-mini", 0.4),
        ("openai/gpt-4.1-mini-2025-04-14", 0.4),
        ("anthropic/claude-haiku-4-5-20251001", 1),
        ("openai/gpt-4o-2024-05-13", 5),  # a line of its own beside gpt-4o's
        ("openai/gpt-4o", 2.5),
    ],
)
def test_a_snapshot_costs_what_its_model_does_unless_it_has_a_line(model, prompt):
    assert Prices.load().cost(model, Tokens(MILLION, 0, 0)) == pytest.approx(prompt)


def test_the_batch_api_takes_its_share_where_there_is_one():
    tokens = Tokens(MILLION, 0, MILLION)
    prices = Prices.load()
    assert prices.cost("openai/gpt-4.1-mini", tokens, batch=True) == pytest.approx(1.0)
    assert prices.cost("cerebras/gpt-oss-120b", tokens, batch=True) is None


def test_a_table_of_ones_own_goes_over_the_shipped_one(tmp_path):
    prices = prices_in(tmp_path, "\ufeffmodel,prompt,completion\nopenai/gpt-4.1,1,1\nmine/*,3,3\n")
    assert prices.cost("openai/gpt-4.1", Tokens(MILLION, 0, 0)) == 1
    assert prices.cost("mine/any-at-all", Tokens(MILLION, 0, 0)) == 3
    assert prices.cost("openai/gpt-4.1-mini", Tokens(MILLION, 0, 0)) == pytest.approx(0.4)


def test_the_shipped_table_can_be_left_out(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("model,prompt,completion\nopenai/own,1,1\n")
    prices = Prices.load(path, shipped=False)
    assert prices.cost("openai/gpt-4.1", Tokens(MILLION, 0, 0)) is None
    assert prices.cost("openai/own", Tokens(MILLION, 0, 0)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column model and prompt and completion"),
        ("model,prompt\na,1\n", "no column completion"),
        ("model,prompt,completion\na,1,\n", "p.csv:2: no completion price"),
        ("model,prompt,completion\na,-1,1\n", "p.csv:2: prompt '-1' is not a price"),
        ("model,prompt,completion\na,nan,1\n", "p.csv:2: prompt 'nan' is not a price"),
        ("model,prompt,completion\na,1,2\na,1,2\n", "p.csv:3: a is there twice"),
        ("model,prompt,completion,as_of\na,1,2,May\n", "p.csv:2: as_of 'May' is not a date"),
        ('model,prompt,completion\n"a"b,1,2\n', "p.csv:2: not CSV"),
    ],
)
def test_a_wrong_table_is_one_line_that_says_where(tmp_path, text, message):
    path = tmp_path / "p.csv"
    path.write_text(text)
    with pytest.raises(ExtractorError) as caught:
        Prices.load(path)
    assert message in str(caught.value)


def test_a_table_that_is_not_there_or_no_text_is_one_line(tmp_path):
    with pytest.raises(ExtractorError, match="cannot be read"):
        Prices.load(tmp_path / "none.csv")
    (tmp_path / "p.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExtractorError, match="not UTF-8"):
        Prices.load(tmp_path / "p.csv")


def test_every_shipped_line_is_dated_sorted_and_of_a_known_provider():
    text = files("extractor.models").joinpath("data/prices.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["model"] for row in rows] == sorted(row["model"] for row in rows)
    for row in rows:
        assert date.fromisoformat(row["as_of"])
        provider = row["model"].partition("/")[0]
        assert provider in PROVIDERS or row["model"] == "local:*"
        price = Prices.load().price(row["model"])
        assert price is not None
        assert price.cached <= price.prompt <= price.completion
