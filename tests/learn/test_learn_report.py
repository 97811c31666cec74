"""What lessons would have changed: as the coder set it, against the coder, of others."""

from __future__ import annotations

from pathlib import Path

from learn_kit import Coder, article_of, raid

from extractor.codebook.actors import ActorKind
from extractor.learn import Report, Reviewed, learn, report_of
from extractor.lessons.lesson import ActorLesson, Lessons, PlaceLesson
from extractor.records import EventRecord
from extractor.review.decisions import accept, reject

UNION = ActorLesson("Qolvani Front", "Qolvani Union", ActorKind.REBEL_GROUP, ("Nigeria",))


def reviewed(coder: Coder, *before: EventRecord) -> list[Reviewed]:
    coder.opened.close()
    return [Reviewed(coder.session.record(one.id), one) for one in before]


def counts(report: Report) -> tuple[int, ...]:
    parts = (report.mended, report.as_set, report.against, report.others)
    return tuple(map(len, parts))


def test_what_was_mended_comes_out_as_the_coder_set_it(tmp_path: Path) -> None:
    records = [raid(1), raid(2)]
    coder = Coder(tmp_path, *records)
    for one in records:
        coder.name(one, "Qolvani Liberation Front")
    coder.place(records[0])
    entries = reviewed(coder, *records)
    report = report_of(learn(entries[:1]).lessons, entries)
    assert counts(report) == (3, 3, 1, 0)  # the second record's place was let stand without a point
    lines = list(report.lines())
    assert lines[0] == "2 records, 4 names with words of the article"
    assert lines[1] == (
        "as the coder set them: 3 of 3 mended (2 by a lesson of that very record alone)"
    )
    assert "against the coder: 1" in lines


def test_values_against_the_coder_and_of_others_are_told_apart(tmp_path: Path) -> None:
    decided, untouched, gone = raid(1), raid(2), raid(3)
    coder = Coder(tmp_path, decided, untouched, gone)
    accept(coder.session, decided.id, 0)
    reject(coder.session, gone.id, 0, "crime")
    entries = reviewed(coder, decided, untouched, gone)
    report = report_of(Lessons((UNION,)), entries)
    assert counts(report) == (0, 0, 1, 1)
    assert report.records == 2  # an event that is rejected has no values
    said = "\n".join(report.lines())
    assert "Qolvani Union, where the coder has Qolvani Front fighters" in said
    assert "Qolvani Union, where the record has Qolvani Front fighters" in said


def test_a_mended_value_that_no_lesson_gives_is_listed(tmp_path: Path) -> None:
    record = raid(actor="Gunmen")
    coder = Coder(tmp_path, record)
    coder.name(record, "Qolvani Liberation Front")
    report = report_of(Lessons((UNION,)), reviewed(coder, record))
    assert list(report.lines())[-2:] == [
        "mended, and no lesson fits: 1",
        "  actor “Gunmen”: Gunmen -> Qolvani Liberation Front (in 0000000000000001)",
    ]


def test_with_the_article_a_lesson_gives_way_as_it_does_in_a_run() -> None:
    lessons = Lessons(places=(PlaceLesson("Kowa", "Nigeria", "Kowa", 12.3, 4.1, 1, "Kebbi"),))
    article = article_of(place="Kowa in Borno")  # another unit than the lesson's
    record = raid(place="Kowa")
    assert counts(report_of(lessons, [Reviewed(record)])) == (0, 0, 0, 1)
    assert counts(report_of(lessons, [Reviewed(record, article=article)])) == (0, 0, 0, 0)
