"""What coders mended becomes lessons; what would be wrong elsewhere does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from learn_kit import Coder, article_of, raid

from extractor.learn import Learned, Reviewed, learn
from extractor.lessons.file import lessons_text, read_lessons
from extractor.lessons.lesson import Origin
from extractor.records import EventRecord
from extractor.review.decisions import accept, add, reject
from extractor.review.journals import decided_in


def learned(coder: Coder, **articles: Any) -> Learned:
    coder.opened.close()
    found = [Reviewed(after, before) for before, after in decided_in(str(coder.journal))]
    if articles:
        found = [Reviewed(one.after, one.before, articles["article"]) for one in found]
    return learn(found)


def test_a_name_that_was_mended_is_an_alias_in_the_country_of_the_event(tmp_path: Path) -> None:
    first, second = raid(1), raid(2)
    coder = Coder(tmp_path, first, second)
    coder.name(first, "Qolvani Liberation Front")
    coder.name(second, "Qolvani Liberation Front")
    (lesson,) = learned(coder).lessons.actors
    assert (lesson.words, lesson.name, lesson.kind.value, lesson.countries) == (
        *("Qolvani Front fighters", "Qolvani Liberation Front", "Rebel group"),
        ("Nigeria",),
    )
    assert lesson.origin == Origin(2, (first.id, second.id), ("Qolvani Front fighters",))


def test_a_place_that_got_a_point_by_hand_is_learned(tmp_path: Path) -> None:
    record = raid()
    coder = Coder(tmp_path, record)
    coder.place(record)
    (lesson,) = learned(coder).lessons.places
    assert (lesson.words, lesson.country, lesson.admin1) == ("Kowa", "Nigeria", "Kebbi")
    assert (lesson.latitude, lesson.longitude, lesson.precision) == (12.3, 4.1, 1)
    assert lesson.origin.was == ("Kowa (Nigeria)",)


def test_one_name_in_two_countries_is_one_lesson_of_both(tmp_path: Path) -> None:
    first, second = raid(1), raid(2)
    coder = Coder(tmp_path, first, second)
    coder.name(first, "Qolvani Liberation Front")
    coder.name(second, "Qolvani Liberation Front")
    coder.mend(second, lambda form: form["location"].update(country="Niger", iso=562))
    (lesson,) = learned(coder).lessons.actors
    assert lesson.countries == ("Nigeria", "Niger")


def test_coders_who_differ_teach_nothing_and_are_listed(tmp_path: Path) -> None:
    first, second, third = raid(1), raid(2), raid(3)
    coder = Coder(tmp_path, first, second, third)
    coder.name(first, "Qolvani Liberation Front")
    coder.name(second, "Qolvani Union")
    coder.place(first)
    coder.place(second, latitude=9.5)
    found = learned(coder).lessons
    assert (found.actors, found.places) == ((), ())
    assert [(one.what, one.words, one.country) for one in found.undecided] == [
        ("actor", "Qolvani Front fighters", "Nigeria"),
        ("place", "Kowa", "Nigeria"),
    ]
    assert found.undecided[0].choices == (
        "Qolvani Liberation Front (1 times)",
        "Qolvani Union (1 times)",
    )


def test_a_name_that_was_mended_once_and_accepted_as_it_was_elsewhere_is_undecided(
    tmp_path: Path,
) -> None:
    first, second = raid(1), raid(2)
    coder = Coder(tmp_path, first, second)
    coder.name(first, "Qolvani Liberation Front")
    accept(coder.session, second.id, 0)
    found = learned(coder).lessons
    assert found.actors == ()
    assert len(found.undecided) == 1


@pytest.mark.parametrize(
    ("words", "name", "why"),
    [
        ("Gunmen", "Qolvani Liberation Front", "the words name nobody"),
        ("armed men", "Boko Haram", "the words name nobody"),
        ("Qolvani rebels", "Unidentified Armed Group (Nigeria)", "the coder names nobody"),
        ("Boko Haram", "Qolvani Liberation Front", "the words are a name of Boko Haram"),
    ],
)
def test_words_that_say_who_it_is_in_one_article_only_teach_nothing(
    tmp_path: Path, words: str, name: str, why: str
) -> None:
    record = raid(actor=words)
    coder = Coder(tmp_path, record)
    coder.name(record, name)
    found = learned(coder)
    assert found.lessons.actors == ()
    (skipped,) = found.skipped
    assert why in skipped.why


@pytest.mark.parametrize(
    ("words", "change", "why"),
    [
        ("the market", {}, "the words name no place"),
        ("Maiduguri", {"name": "Kowa"}, "another place's name in Nigeria"),
        ("Kowa Hills", {"name": "Sarti", "gazetteer_id": "geonames:1"}, "no name of Sarti"),
        ("Kowa Hills", {"name": "Maiduguri"}, "no name of Maiduguri"),  # by hand
        ("Kowa", {"latitude": None, "longitude": None, "precision": 3}, "has no point"),
    ],
)
def test_a_place_other_than_the_words_say_teaches_nothing(
    tmp_path: Path, words: str, change: dict[str, Any], why: str
) -> None:
    record = raid(place=words)
    coder = Coder(tmp_path, record)
    coder.place(record, **change)
    found = learned(coder)
    assert found.lessons.places == ()
    assert why in found.skipped[0].why


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sarti Kowwa", "Sarti Kowa"),
        ("Sartikowa", "Sarti Kowa"),
        ("Kowa market", "Kowa"),
        ("Deir al-Sarti", "Deir es-Sarti"),
        ("Сарти", "Sarti"),
    ],
)
def test_another_spelling_of_a_place_that_the_gazetteer_lacks_is_learned(
    tmp_path: Path, words: str, name: str
) -> None:
    record = raid(place=words)
    coder = Coder(tmp_path, record)
    coder.place(record, name=name)
    (lesson,) = learned(coder).lessons.places
    assert (lesson.words, lesson.name) == (words, name)


@pytest.mark.parametrize("name", ["Red\nGuard", "Red\u202eGuard", "x" * 301])
def test_a_name_that_no_file_of_lessons_may_hold_is_not_learned(tmp_path: Path, name: str) -> None:
    record = raid()
    coder = Coder(tmp_path, record)
    coder.name(record, name)
    found = learned(coder)
    path = tmp_path / "lessons.toml"
    path.write_text(lessons_text(found.lessons), "utf-8")
    assert read_lessons(path).actors == ()
    assert "the value or its words" in found.skipped[0].why


def test_a_namesake_of_the_gazetteer_that_a_coder_chose_is_learned(tmp_path: Path) -> None:
    record = raid(place="Maiduguri")
    coder = Coder(tmp_path, record)
    coder.place(record, gazetteer_id="geonames:2331447", admin1="Borno")
    (lesson,) = learned(coder).lessons.places
    assert lesson.gazetteer_id == "geonames:2331447"


def test_the_written_records_alone_tell_what_was_mended(tmp_path: Path) -> None:
    mended, accepted = raid(1), raid(2, actor="Zamfara Union")
    coder = Coder(tmp_path, mended, accepted)
    coder.name(mended, "Qolvani Liberation Front")
    accept(coder.session, accepted.id, 0)
    path = coder.save(tmp_path / "reviewed.jsonl")
    lines = path.read_text("utf-8").splitlines()
    found = learn(Reviewed(EventRecord.from_json(line)) for line in lines)
    assert [one.name for one in found.lessons.actors] == ["Qolvani Liberation Front"]


def test_records_that_nobody_reviewed_teach_nothing() -> None:
    assert learn([Reviewed(raid())]) == Learned(learn([]).lessons)


def test_another_type_a_rejection_and_a_missed_event_are_examples(tmp_path: Path) -> None:
    first, second = raid(1), raid(2, actor="Zamfara Union")
    coder = Coder(tmp_path, first, second)
    coder.session.articles["a"] = article = article_of()
    coder.mend(first, lambda form: form.update(sub_event_type="Sexual violence"))
    coder.opened.close()
    found = learned(coder, article=article)
    (example,) = found.lessons.examples
    assert example.text == "Qolvani Front fighters shot dead four farmers in Kowa on Tuesday."
    assert (example.sub_event_type, example.instead_of) == ("Sexual violence", "Attack")


@pytest.mark.parametrize(
    ("reason", "kinds"),
    [("ordinary crime", [None]), ("duplicate of 12", []), ("told twice", [])],
)
def test_a_rejection_is_an_example_unless_the_event_is_only_told_twice(
    tmp_path: Path, reason: str, kinds: list[None]
) -> None:
    record = raid()
    coder = Coder(tmp_path, record)
    reject(coder.session, record.id, 0, reason)
    found = learned(coder, article=article_of()).lessons
    assert [one.sub_event_type for one in found.examples] == kinds
    assert found.actors == ()


def test_types_of_one_sentence_that_differ_are_undecided(tmp_path: Path) -> None:
    first, second = raid(1), raid(2)
    coder = Coder(tmp_path, first, second)
    coder.mend(first, lambda form: form.update(sub_event_type="Sexual violence"))
    reject(coder.session, second.id, 0, "crime")
    found = learned(coder, article=article_of()).lessons
    assert found.examples == ()
    assert found.undecided[0].choices == ("Sexual violence", "no event")


def test_a_sentence_whose_other_event_kept_its_type_is_undecided(tmp_path: Path) -> None:
    first, second = raid(1), raid(2)
    coder = Coder(tmp_path, first, second)
    coder.mend(first, lambda form: form.update(sub_event_type="Sexual violence"))
    accept(coder.session, second.id, 0)
    found = learned(coder, article=article_of()).lessons
    assert found.examples == ()
    assert found.undecided[0].choices == ("Sexual violence", "Attack")


def test_a_type_that_was_let_stand_where_another_event_got_the_same_is_no_doubt(
    tmp_path: Path,
) -> None:
    first, second, third = raid(1), raid(2, sub_event_type="Sexual violence"), raid(3)
    coder = Coder(tmp_path, first, second, third)
    coder.mend(first, lambda form: form.update(sub_event_type="Sexual violence"))
    accept(coder.session, second.id, 0)  # and nobody looked at the third
    (example,) = learned(coder, article=article_of()).lessons.examples
    assert (example.instead_of, example.origin.times) == ("Attack", 1)
    assert example.origin.records == (first.id,)


def test_an_event_without_evidence_or_article_gives_no_example(tmp_path: Path) -> None:
    record = raid()
    coder = Coder(tmp_path, record)
    coder.session.articles["a"] = article_of()
    add(coder.session, "a", "Attack")
    reject(coder.session, record.id, 0, "crime")
    found = learned(coder)
    assert (found.lessons.examples, found.without_article) == ((), 2)
