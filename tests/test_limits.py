"""How much of one article is read: what is over is cut at a sentence and said, or refused."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking import MarkingModel, MarkingTagger

from benchmarks.long_text import news
from extractor import limits
from extractor.errors import ArticleTooLong
from extractor.limits import Limits, cut_at_sentence, stretches, time_is_up
from extractor.models.encoder.tagging import Found
from extractor.pipeline import Extractor, Outcome
from extractor.readers.options import ReaderOptions
from extractor.text.article import Article
from extractor.text.span import Sentence

LAST = "Gunmen killed 11 farmers in Konduga in Nigeria's Borno State on Tuesday."
FILLER = "The council met in the town hall and spoke about the price of bread for a while. "


def read(text: str, model: Any = None, **bounds: Any) -> Outcome:
    article = Article(text, id="a", published="2023-03-16")  # type: ignore[arg-type]
    options = ReaderOptions(limits=Limits(**bounds))
    with Extractor(model or MarkingModel(), reader=options) as one:
        return one.process(article)


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """All evidence of a record."""
    if isinstance(value, list):
        for one in value:
            yield from spans(one)
    elif isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value["start"], value["end"], value["text"]
        else:
            yield from spans(list(value.values()))


def test_a_text_within_the_limits_is_read_to_its_end() -> None:
    outcome = read(FILLER * 100 + LAST)
    assert outcome.cut == ""
    assert len(outcome.events) == 1


def test_what_is_over_is_cut_at_a_sentence_and_said_in_each_record() -> None:
    text = f"{LAST} {FILLER * 100}Rebels killed two farmers in Maiduguri on Monday."
    outcome = read(text, chars=5000)
    assert outcome.cut.startswith("read to character ")
    end = int(outcome.cut.split()[3].replace(",", ""))
    assert 4800 < end <= 5000
    assert text[:end].endswith("for a while.")
    assert (
        outcome.cut
        == f"read to character {end:,} of {len(text):,} characters (--max-article-chars)"
    )
    (event,) = outcome.events
    assert event.location is not None and event.location.name == "Konduga"
    assert outcome.cut in event.extraction.warnings
    assert event.source.sha256 == Article(text).sha256
    assert event.source.article_id == "a"


def test_what_is_over_is_refused_on_request() -> None:
    outcome = read(FILLER * 100 + LAST, chars=5000, over="refuse")
    assert isinstance(outcome.error, ArticleTooLong)
    assert str(outcome.error) == "a: 8,172 characters, more than 5,000 (--max-article-chars)"
    assert outcome.events == []


class Slow(MarkingTagger):
    """Each sentence takes three seconds by the clock that the limits look at."""

    now = 0.0

    def events(self, text: str, sentence: Sentence) -> Iterator[Found]:
        Slow.now += 3
        return super().events(text, sentence)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> MarkingModel:
    Slow.now = 0.0
    monkeypatch.setattr(limits.time, "monotonic", lambda: Slow.now)
    return MarkingModel(Slow())


def test_an_article_whose_time_is_up_is_read_no_further(slow: MarkingModel) -> None:
    outcome = read(news(20_000), slow, seconds=130)
    assert Slow.now == 180
    assert "130 s were over (--max-article-seconds)" in outcome.cut
    assert outcome.error is None


def test_an_article_that_takes_too_long_is_refused_on_request(slow: MarkingModel) -> None:
    outcome = read(news(20_000), slow, seconds=130, over="refuse")
    assert str(outcome.error) == "a: not read within 130 s (--max-article-seconds)"
    assert outcome.events == []


def test_without_an_article_time_is_never_up() -> None:
    assert not time_is_up(0)


def test_a_very_long_text_is_read_in_stretches_with_offsets_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "STRETCH", 20_000)
    text = news(90_000)
    outcome = read(text, chars=1_000_000)
    assert outcome.cut == ""
    found = [record.model_dump(mode="json") for record in outcome.events]
    evidence = [one for record in found for one in spans(record)]
    assert max(start for start, _, _ in evidence) > 85_000
    assert all(text[start:end] == words for start, end, words in evidence)
    assert len({record["id"] for record in found}) == len(found)
    assert {record["source"]["sha256"] for record in found} == {Article(text).sha256}
    whole = read(text, chars=1_000_000, over="refuse")
    assert [record.id for record in whole.events] == [record["id"] for record in found]


def test_the_same_text_again_and_again_gives_each_record_an_id_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "STRETCH", 2000)
    outcome = read(f"{LAST} {FILLER * 24}" * 5, chars=1_000_000)
    assert len(outcome.events) == 5
    assert len({event.id for event in outcome.events}) == 5


def test_the_day_of_a_dateline_holds_for_later_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STRETCH", 2000)
    text = f"JOS, March 16, 2023 (AP) – {FILLER * 30}{LAST}"
    with Extractor(MarkingModel()) as one:
        outcome = one.process(Article(text))
    (event,) = outcome.events
    assert event.date is not None and event.date.start.isoformat() == "2023-03-14"


@given(st.text(alphabet="ab .!\n\u0301", max_size=400), st.integers(20, 100))
def test_stretches_hold_all_of_the_text_once(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "STRETCH", most)
        found = list(stretches(text, len(text)))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))
    assert all(end - start <= most for start, end in found)
    assert all(start < end for start, end in found[:-1])


def test_a_text_without_sentences_is_cut_between_words() -> None:
    text = "and a man " * 1000
    cut = cut_at_sentence(text, 0, 5003)
    assert 2500 < cut <= 5003
    assert text[:cut].rstrip().endswith(("and", " a", "man"))
    assert text[cut:].lstrip().startswith(("and ", "a ", "man "))


def test_the_command_says_what_was_cut(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from extractor.cli import main

    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "long", "text": FILLER * 100}))
    given = ["run", str(path), "--model", "openai/x", "--dry-run", "--max-article-chars", "2k"]
    refused = CliRunner().invoke(main, [*given, "--too-long", "refuse"])
    assert refused.exit_code == 3
    assert "1 cannot be read" in refused.stderr
    few = CliRunner().invoke(main, [*given[:-1], "10"])
    assert few.exit_code == 2
    assert "give at least 1,000 characters" in few.stderr
