"""Whatever the text and whatever the model says: no exception, and only the article's words."""

from __future__ import annotations

from enum import Enum
from typing import Any

from fake_model import PUBLISHED, FakeModel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Role
from extractor.codebook.types import SubEventType
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.pipeline import Extractor, Outcome
from extractor.readers.record.reply import ATTRIBUTIONS
from extractor.reading import Relation, StatementKind, TollState
from extractor.records.schema import validate_event
from extractor.text.article import Article

CALM = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = (
    "ABUJA, May 8 (AP) - Gunmen shot dead four farmers in Konduga on Tuesday.\n\nPolice blamed "
    "“Boko Haram” for the attack, but the group’s spokesman denied it. A bomb exploded in Kano "
    "on Wednesday, killing 8. Amnesty International called for an inquiry. Clashes between the "
    "army and rebels near Goma left dozens dead. Thousands marched through Lagos on Saturday."
)
PIECES = [
    *TEXT.split(),
    "\n\n",
    ".",
    "were killed by",
    "accused",
    "between",
    "and",
    "said",
    "1994",
    "no",
    "another",
    "«",
    "\ud800",
    "مدينة",
    "\x00",
    "🙂",
]
NEWS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)
ANY_TEXT = st.one_of(st.text(min_size=1, max_size=200), NEWS).filter(lambda text: text.strip())


def evidence_of(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if set(value) == {"start", "end", "text"} else []
        return own + [e for inner in value.values() for e in evidence_of(inner)]
    return [e for inner in value for e in evidence_of(inner)] if isinstance(value, list) else []


def assert_sound(text: str, outcome: Outcome) -> None:
    assert outcome.error is None, repr(outcome.error.__cause__)
    assert len({event.id for event in outcome.events}) == len(outcome.events)
    for event in outcome.events:
        record = event.model_dump(mode="json")
        validate_event(record)
        for piece in evidence_of(record):
            assert text[piece["start"] : piece["end"]] == piece["text"]


# A structured reply never holds a lone surrogate: pydantic refuses it, which is a bad reply.
SENT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = st.one_of(st.none(), st.sampled_from([p for p in PIECES if p != "\ud800"]), SENT)
DAYS = st.one_of(st.none(), st.sampled_from(["2024-05-07", "2024-05", "2023", "9999-99-99", "x"]))
COUNT = st.one_of(st.none(), st.integers(-3, 10**12))


def one_of(kinds: type[Enum]) -> st.SearchStrategy[str]:
    return st.sampled_from([kind.value for kind in kinds])


READ_DAY = st.fixed_dictionaries({"words": WORDS, "first_day": DAYS, "last_day": DAYS})
READ_PLACE = st.fixed_dictionaries(
    {"relation": one_of(Relation), **dict.fromkeys(("words", "name", "admin1", "country"), WORDS)}
)
READ_PARTY = st.fixed_dictionaries(
    {
        "role": one_of(Role),
        "kind": st.one_of(st.none(), one_of(ActorKind)),
        "attribution": st.sampled_from(ATTRIBUTIONS),
        **dict.fromkeys(("words", "name", "country", "attributed_by"), WORDS),
    }
)
READ_TOLL = st.fixed_dictionaries(
    {
        "state": one_of(TollState),
        "words": WORDS,
        "low": COUNT,
        "high": COUNT,
        "vague": st.one_of(st.none(), st.sampled_from(list(VAGUE_NUMBERS))),
        "teller": WORDS,
    }
)
READ_EVENT = st.fixed_dictionaries(
    {
        "number": st.integers(-2, 6),
        "sentences": st.lists(st.integers(-2, 12), max_size=4),
        "words": WORDS.map(lambda words: words or ""),
        "sub_event_type": one_of(SubEventType),
        "other_type": st.one_of(st.none(), one_of(SubEventType)),
        "background": st.booleans(),
        "days": st.lists(READ_DAY, max_size=3),
        "places": st.lists(READ_PLACE, max_size=3),
        "parties": st.lists(READ_PARTY, max_size=4),
        "tolls": st.lists(READ_TOLL, max_size=3),
        **dict.fromkeys(
            ("victims", "weapons", "things_hit"),
            st.lists(WORDS.map(lambda words: words or ""), max_size=3),
        ),
    }
)
READ_STATEMENT = st.fixed_dictionaries(
    {
        "kind": one_of(StatementKind),
        "sentences": st.lists(st.integers(-2, 12), max_size=3),
        "events": st.lists(st.integers(-2, 6), max_size=3),
        **dict.fromkeys(("speaker", "accused", "addressee", "investigator"), WORDS),
    }
)


READ_EVENTS, READ_STATEMENTS = (st.lists(one, max_size=4) for one in (READ_EVENT, READ_STATEMENT))


def assert_read(text: str, events: list[dict[str, Any]], statements: list[dict[str, Any]]) -> None:
    """The text with this reply gives sound records."""
    model = FakeModel(lambda _: {"events": events, "statements": statements})
    article = Article(text, published=PUBLISHED)  # type: ignore[arg-type]
    assert_sound(text, Extractor(model).process(article))


@CALM
@given(READ_EVENTS, READ_STATEMENTS)
def test_any_structured_reading_gives_sound_records(
    events: list[dict[str, Any]], statements: list[dict[str, Any]]
) -> None:
    assert_read(TEXT, events, statements)


@CALM
@given(ANY_TEXT, READ_EVENTS, READ_STATEMENTS)
def test_any_text_with_any_reading_gives_sound_records(
    text: str, events: list[dict[str, Any]], statements: list[dict[str, Any]]
) -> None:
    assert_read(text, events, statements)


def test_an_article_of_many_sentences_is_read_in_reasonable_calls() -> None:
    text = " ".join(f"The market of street {n} was open that day." for n in range(400))
    model = FakeModel()
    Extractor(model).process(Article(f"{text} A bomb exploded in Kano."))
    assert 0 < len(model.asked) < 10
