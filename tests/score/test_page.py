"""The page of disagreements."""

from __future__ import annotations

from sample_events import sample_event

from extractor.score.alignment import align
from extractor.score.figures import summary
from extractor.score.page import page

TEXT = "<script>alert(1)</script> A bomb in Mandera \u202eon Tuesday\x1b[31m."


def source(text=None):
    import hashlib

    known = hashlib.sha256(text.encode()).hexdigest() if text else None
    return {"article_id": "<b>a</b>", "sha256": known}


def made(gold, given, texts=None):
    units = align(gold, given)
    return "".join(page("x against <y>", summary(units, resamples=0), units, texts or {}))


def at(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def test_nothing_of_an_article_or_record_is_markup():
    wrong = sample_event(source=source(), summary="<img src=x onerror=y>", sub_event_type="Attack")
    shown = made([sample_event(source=source())], [wrong], {"<b>a</b>": TEXT})
    assert "<script" not in shown and "<img" not in shown and "<b>" not in shown
    assert "&lt;script&gt;" in shown and "&lt;y&gt;" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "default-src 'none'" in shown


def test_evidence_of_both_sides_is_marked_in_the_text():
    gold = sample_event(source=source(TEXT), location={"evidence": [at("in Mandera")]},
                        date={"evidence": []})  # fmt: skip
    given = sample_event(source=source(TEXT), location={"evidence": [at("Mandera")]},
                         date={"evidence": [at("Tuesday")]}, sub_event_type="Attack")  # fmt: skip
    shown = made([gold], [given], {gold.source.sha256: TEXT})
    assert "<mark class=gold>in </mark><mark class=both>Mandera</mark>" in shown
    assert "<mark class=ours>Tuesday</mark>" in shown


def test_articles_without_a_disagreement_are_left_out():
    shown = made([sample_event()], [sample_event()])
    assert "0 of 1 articles with a disagreement" in shown and "<section>" not in shown


def test_missed_and_invented_events_stand_alone_without_the_article():
    shown = made([sample_event(source=source())], [])
    assert "missed: " in shown and "not at hand" in shown
    late = {"start": "2026-07-01", "end": "2026-07-01"}
    shown = made([sample_event(source=source())], [sample_event(source=source(), date=late)])
    assert "not in the gold: " in shown
