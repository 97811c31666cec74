"""A budget: who may begin, by what was spent, what is in flight, and an article's own text."""

from __future__ import annotations

import pytest

from extractor.batch.budget import Budget
from extractor.reading import Tokens


def cents(tokens: Tokens) -> float:
    """A cent a prompt token, two a completion token, nothing for what was cached."""
    return (tokens.prompt - tokens.cached + 2 * tokens.completion) / 100


def test_without_a_limit_everything_may_begin() -> None:
    assert Budget().allows([10**9])


def test_the_first_article_is_taken_to_cost_its_text() -> None:
    budget = Budget(1000)
    assert budget.allows([1000])
    assert not budget.allows([1001])
    assert budget.allows([400, 600])
    assert not budget.allows([400, 601])


def test_later_ones_cost_the_mean_of_those_before_or_their_text_where_that_is_more() -> None:
    budget = Budget(1000)
    budget.take(Tokens(300, 250, 25))
    budget.take(Tokens(301, 0, 24))  # together 650, each 326: parts of a token are rounded up
    assert budget.spent == Tokens(601, 250, 49)
    assert budget.allows([0])
    assert budget.allows([350])
    assert not budget.allows([351])
    assert not budget.allows([0, 0])
    assert not budget.allows([0, 25])


def test_a_mean_that_ends_in_a_part_of_a_token_is_rounded_up() -> None:
    budget = Budget(10)
    budget.take(Tokens(1, 0, 0))
    budget.take(Tokens(2, 0, 1))
    budget.take(Tokens(1, 0, 0))
    assert budget.spent == Tokens(4, 0, 1)  # a mean of 4/3 and 1/3, taken as 2 and 1
    assert budget.allows([0])
    assert not budget.allows([0, 0])


def test_nothing_begins_once_all_is_spent() -> None:
    budget = Budget(100)
    budget.take(Tokens(50, 0, 49))
    assert budget.allows([])
    budget.take(Tokens(1, 0, 0))
    assert not budget.allows([])


def test_what_earlier_runs_spent_counts_with_their_articles() -> None:
    budget = Budget(1000, spent=Tokens(700, 0, 100), articles=4)  # 200 each
    assert budget.allows([200])
    assert not budget.allows([201])
    assert Budget(1000, spent=Tokens(700, 0, 100)).allows([0]) is False  # as if one had cost it


def test_dollars_are_counted_by_the_prices() -> None:
    budget = Budget(dollars=10.0, cost=cents)
    budget.take(Tokens(300, 100, 50))  # 3 dollars
    assert budget.allows([0, 0])
    assert not budget.allows([0, 0, 0])
    assert budget.allows([700])
    assert not budget.allows([701])


def test_an_unknown_price_is_none_at_all() -> None:
    budget = Budget(dollars=1.0)
    budget.take(Tokens(10**9, 0, 0))
    assert budget.allows([10**9])


def test_of_two_limits_each_holds() -> None:
    assert not Budget(100, 1000.0, cost=cents).allows([101])
    assert not Budget(10**6, 1.0, cost=cents).allows([101])
    assert Budget(101, 1.01, cost=cents).allows([101])


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (Budget(1000, spent=Tokens(1100, 900, 134)), "1,234 of 1,000 tokens are spent"),
        (
            Budget(dollars=1500.0, cost=cents, spent=Tokens(150_000, 0, 50)),
            "$1,501.00 of $1,500.00 are spent",
        ),
        (
            Budget(1000, 2.5, cost=cents, spent=Tokens(90, 0, 5)),
            "95 of 1,000 tokens and $1.00 of $2.50 are spent",
        ),
    ],
)
def test_the_reason_says_what_is_used_up(budget: Budget, said: str) -> None:
    assert budget.reason() == f"the budget has no room for another article: {said}"


def test_the_reason_says_what_of_it_was_estimated() -> None:
    tokens = Tokens(90, 0, 20, 110)
    assert tokens.warning
    assert Budget(100, spent=tokens).reason().endswith(f" are spent; {tokens.warning}")
