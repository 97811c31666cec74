"""Sentences that go on about an incident."""

from extractor.analysis import Analysis
from extractor.readers.questions.candidates import candidates
from extractor.readers.questions.sequel import sequels
from extractor.text.article import Article

LEAD = "Gunmen killed three people in Medellin on Monday. "


def more(text: str) -> list[tuple[int, ...]]:
    analysis = Analysis(Article(text, published="1989-05-10"))
    return sequels(analysis, candidates(analysis)[0])


def test_what_follows_belongs_to_what_was_told_last() -> None:
    assert more(LEAD + "The victims were peasants. The gunmen wore masks.") == [(1, 2)]


def test_what_was_elsewhere_or_at_another_time_does_not() -> None:
    assert more(LEAD + "Meanwhile, the police found a shop in ruins.") == [()]
    assert more(LEAD + "Three shops in Bogota were damaged.") == [()]
    assert more(LEAD + "The mayor resigned on 3 January 1987.") == [()]
