"""Which event a statement is about, and whom a repeated accusation is against."""

from __future__ import annotations

from fake_model import PUBLISHED, FakeModel, by_words
from readings import event_in, statement_in

from extractor.analysis import Analysis
from extractor.pipeline import Extractor
from extractor.readers.linking import link_statements
from extractor.reading import Event, Said, Statement, StatementKind, grounding
from extractor.text.article import Article

TEXT = (
    "Gunmen killed four farmers in Konduga on Monday. "  # 0
    "A bomb exploded in Kano on Tuesday. "  # 1
    "The governor spoke for an hour. "  # 2
    "Police blamed the rebels for the deaths in Konduga. "  # 3
    "The rebels denied it. "  # 4
    "Several states repeated the accusation."  # 5
)
ARTICLE = Article(TEXT, published="2024-05-10")
ANALYSIS = Analysis(ARTICLE)
FIRST = event_in(ARTICLE, place="Konduga")
SECOND = event_in(ARTICLE, "Remote explosive/landmine/IED", key="i2", sentences=(1,), place="Kano")
BOTH = (FIRST, SECOND)


def said(
    sentence: int,
    kind: StatementKind = StatementKind.ALLEGATION,
    speaker: str | None = "Police",
    accused: str | None = None,
    incident: str | None = None,
) -> Statement:
    about = (incident,) if incident else ()
    return statement_in(ARTICLE, kind, sentence, about=about, speaker=speaker, accused=accused)


def said_in(sentence: int, words: str) -> Said | None:
    return grounding.said(ARTICLE, words, (sentence,))


def about(*statements: Statement) -> list[str | None]:
    return [one.events[0] for one in link_statements(ANALYSIS, statements, BOTH)]


def test_a_statement_is_about_the_incident_its_sentence_tells_of() -> None:
    assert about(said(1)) == ["i2"]


def test_a_statement_that_names_a_place_is_about_the_incident_there() -> None:
    assert about(said(3)) == ["i1"]


def test_a_statement_without_a_place_is_about_what_was_last_told() -> None:
    assert about(said(2)) == ["i2"]


def test_a_denial_is_about_what_the_accusation_before_it_was() -> None:
    assert about(said(3), said(4, StatementKind.DENIAL, "The rebels")) == ["i1", "i1"]


def test_a_statement_before_any_telling_is_about_the_first_incident() -> None:
    later = (Event("i1", (1,), ("Attack",)), Event("i2", (3,), ("Attack",)))
    (linked,) = link_statements(ANALYSIS, (said(0),), later)
    assert linked.events == ("i1",)


def test_what_the_reader_says_a_statement_is_about_holds() -> None:
    assert about(said(3, incident="i2")) == ["i2"]


def test_a_statement_of_nobody_is_left_out() -> None:
    assert about(said(3, speaker=None)) == []


def test_an_accusation_that_names_nobody_is_against_whom_the_one_before_was() -> None:
    first, repeated = link_statements(
        ANALYSIS, (said(3, accused="the rebels"), said(5, speaker="Several states")), BOTH
    )
    assert repeated.accused == first.accused == said_in(3, "the rebels")


def test_nobody_is_accused_by_an_accusation_about_another_incident() -> None:
    first, other = link_statements(
        ANALYSIS, (said(3, accused="the rebels"), said(1, speaker="Several states")), BOTH
    )
    assert (first.events, other.events) == (("i1",), ("i2",))
    assert other.accused is None


def test_a_speaker_who_seems_to_accuse_himself_takes_over_the_accused_before() -> None:
    _, repeated = link_statements(
        ANALYSIS,
        (
            said(3, accused="the rebels"),
            said(5, speaker="Several states", accused="states"),
        ),
        BOTH,
    )
    assert repeated.accused == said_in(3, "the rebels")


def test_a_denial_takes_over_no_accused() -> None:
    _, denial = link_statements(
        ANALYSIS, (said(3, accused="the rebels"), said(4, StatementKind.DENIAL, "The rebels")), BOTH
    )
    assert denial.accused is None


def test_without_incidents_a_statement_is_about_none() -> None:
    (linked,) = link_statements(ANALYSIS, (said(3),), ())
    assert linked.events == ()


def test_a_sentence_number_beyond_the_text_does_no_harm() -> None:
    assert about(said(99)) == ["i2"]


def test_nobody_takes_himself_over_as_the_accused() -> None:
    _, answer = link_statements(
        ANALYSIS, (said(3, accused="the rebels"), said(4, speaker="The rebels")), BOTH
    )
    assert answer.accused is None


def test_an_accused_whose_name_is_only_part_of_a_word_of_the_speaker_s_is_kept() -> None:
    (statement,) = link_statements(
        ANALYSIS, (said(3, speaker="The Syrian Observatory", accused="Syria"),), BOTH
    )
    assert statement.accused == said_in(3, "Syria")


def test_a_statement_goes_to_the_incident_of_the_kind_it_speaks_of() -> None:
    model = FakeModel(
        by_words(
            {
                "denied": {"By": "The minister"},
                "live rounds": {"By": "Police", "Against": "demonstrators"},
            }
        )
    )
    text = (
        "Police fired live rounds at demonstrators in Nairobi on Wednesday. "
        "Marches took place in Mombasa on Wednesday. "
        "The minister denied that officers had used excessive force."
    )
    outcome = Extractor(model, reader="questions").process(Article(text, published=PUBLISHED))
    said = {e.location.name: [d.speaker for d in e.denials] for e in outcome.events if e.location}
    assert said == {"Nairobi": ["The minister"], "Mombasa": []}
