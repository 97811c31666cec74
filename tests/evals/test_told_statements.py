"""The measure of statements on articles of the corpus."""

from __future__ import annotations

from marked import Marked

from corpus.format import parse
from evals.told_statements import Tally, Told, coded, marked

ARTICLE = """= en-0002 cell=kenya/Attack/wire/allegation published=2024-03-14
[Gunmen|doer1] [killed|E1:Attack] [three men|killed1=3@A] in [Mandera|place1],
[a nurse|tellerA] said.
[The governor|speakerS1] [blamed|S1:allegation>1] ["Al Shabaab"|accusedS1].
[The army|speakerS2] [denied|S2:denial>1] its part.
[A union|speakerS3] [asked|S3:request] for better roads.
"""


def test_statements_about_events_are_counted_by_kind() -> None:
    (passage,), faults = parse(ARTICLE)
    assert not faults
    article = Marked(passage.text)
    article.event("killed", place="Mandera", doer="Gunmen")
    parties = {"speaker": "The governor", "accused": "Al Shabaab"}
    article.statement("blamed", "allegation", **parties)
    article.statement("denied", "denial", speaker="The governor")
    events = article.outcome().events
    assert Told("allegation", ("The governor",), ("Al Shabaab",)) in coded(events)
    tally = Tally()
    tally.add(passage, events, show=False)
    whole, allegations, denials = tally.lines()
    assert whole == "statements 2, P 0.50 R 0.50 F1 0.500"
    assert allegations == "allegation 1, P 1.00 R 1.00 F1 1.000"
    assert denials == "denial 1, P 0.00 R 0.00 F1 0.000"


def test_who_counts_and_who_speaks_of_no_event_may_be_coded_or_not() -> None:
    (passage,), _ = parse(ARTICLE)
    assert [(one.kind, one.counts) for one in marked(passage)] == [
        ("allegation", False),
        ("allegation", True),
        ("denial", True),
        ("inquiry", False),
    ]
