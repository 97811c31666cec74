"""The file of lessons: what is written is read again, and what is broken is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.actors import ActorKind
from extractor.errors import UserFileError
from extractor.lessons.file import contradictions, digest_of, lessons_text, read_lessons
from extractor.lessons.lesson import (
    ActorLesson,
    Example,
    Lessons,
    Origin,
    PlaceLesson,
    Undecided,
)
from extractor.user_files import read_toml, toml_text

ORIGIN = Origin(3, ("5d41402abc4b2a76",), ("Unidentified Armed Group (Mali)",))
FRONT = ActorLesson(
    "Front d'Azawa", "Azawa Front", ActorKind.REBEL_GROUP, ("Mali", "Niger"), (), ORIGIN
)
KOWA = PlaceLesson("Kowa", "Nigeria", "Kowa", 12.25, 4.5, 2, "Kebbi", None, None, ORIGIN)
RULING = Example("A man “was” shot.", None, "Attack", "ordinary crime", ORIGIN)
APART = Undecided("actor", "the Guard", "Iraq", ("Red Guard (2 times)", "Army (1 times)"))
WHOLE = Lessons((FRONT,), (KOWA,), (RULING,), (APART,))


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "lessons.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_lessons_that_are_written_are_read_again(tmp_path: Path) -> None:
    found = read_lessons(written(tmp_path, lessons_text(WHOLE)))
    assert found == Lessons(
        (FRONT,), (KOWA,), (RULING,), (APART,), "lessons.toml", digest_of(WHOLE)
    )


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_is_the_same_after_it_was_written_as_toml(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("toml") / "a.toml"
    path.write_text(f"a = {toml_text(text)}\n", encoding="utf-8", newline="")
    assert read_toml(path) == {"a": text}


def test_a_lesson_that_is_turned_off_stays_in_the_file_and_is_not_applied(tmp_path: Path) -> None:
    text = lessons_text(WHOLE).replace('words = "Kowa"', 'words = "Kowa"\napply = false')
    found = read_lessons(written(tmp_path, text))
    assert found.place("Kowa", ["Nigeria"]) is None
    assert "apply = false" in lessons_text(found)
    assert found.digest != digest_of(WHOLE)


def test_where_a_lesson_came_from_does_not_make_it_another_file() -> None:
    assert digest_of(Lessons((FRONT,))) == digest_of(
        Lessons((ActorLesson(FRONT.words, FRONT.name, FRONT.kind, FRONT.countries),))
    )


def test_lessons_that_contradict_each_other_are_named_and_neither_counts(tmp_path: Path) -> None:
    other = ActorLesson("front d’Azawa", "Azawa Union", ActorKind.REBEL_GROUP, ("Niger",))
    far = PlaceLesson("town of Kowa", "Nigeria", "Kowa", 8.0, 9.0, 1)
    drill = Example("A man “was” shot.", "Attack")
    text = lessons_text(Lessons((FRONT, other), (KOWA, far), (RULING, drill)))
    found = read_lessons(written(tmp_path, text))
    assert list(contradictions(found)) == [
        "“front d’Azawa” is Azawa Front and Azawa Union in Niger",
        "“town of Kowa” is two places in Nigeria",
        "“A man “was” shot.” is an example of two types",
    ]
    assert found.place("Kowa", ["Nigeria"]) is None
    assert found.shown == ()


HEAD = "lessons = 1\n"
ACTOR = HEAD + '[[actor]]\nwords = "X Front"\nname = "X"\nkind = "Rebel group"\n'
PLACE = HEAD + '[[place]]\nwords = "Kowa"\nname = "Kowa"\ncountry = "Nigeria"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no line `lessons = 1`"),
        ("lessons = true\n", "no file of lessons"),
        ("lessons = 2\n", "lessons = 2: no file of lessons that this extract reads"),
        ('{"id": "a"}\n', "not TOML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("a = " + "[" * 5000, "not TOML: nested too deep"),
        (HEAD + "[[actors]]\n", "“actors” is no part of a file of lessons"),
        (HEAD + "[actor]\n", "actor is written as tables: [[actor]]"),
        (HEAD + "actor = [1]\n", "actor is written as tables: [[actor]]"),
        (ACTOR + 'nmae = "Y"\n', "[[actor]] 1: “nmae”: no key of it"),
        (HEAD + '[[actor]]\nwords = "X"\n', "“kind”: is missing"),
        (ACTOR.replace("Rebel group", "Rebels"), "“Rebels” is none of State forces, Rebel group"),
        (ACTOR.replace('"X Front"', "7"), "“words”: is no text"),
        (ACTOR.replace('"X Front"', '" "'), "“words”: is empty"),
        (ACTOR.replace('"X Front"', '"!?"'), "“words”: holds no letter or digit"),
        (ACTOR.replace('"X Front"', f'"{"x" * 301}"'), "“words”: is longer than 300 characters"),
        (ACTOR.replace('"X Front"', '"a\\u001b[31m"'), "a line break, a control sign"),
        (ACTOR.replace('"X Front"', '"a\\u202eb"'), "or one that turns text"),
        (ACTOR + 'countries = ["Atlantis"]\n', "no country is called “Atlantis”"),
        (ACTOR + 'countries = "Mali"\n', "“countries”: is a list of texts"),
        (ACTOR + "times = -1\n", "“times”: is not between 0 and"),
        (ACTOR + 'apply = "no"\n', "“apply”: is true or false"),
        (PLACE + "latitude = 91\nlongitude = 4\nprecision = 1\n", "“latitude”: is not between"),
        (PLACE + "latitude = nan\nlongitude = 4\nprecision = 1\n", "“latitude”: is not between"),
        (PLACE + "latitude = true\nlongitude = 4\nprecision = 1\n", "“latitude”: is no number"),
        (PLACE + "latitude = 9\nprecision = 1\n", "“longitude”: is missing"),
        (PLACE + "latitude = 9\nlongitude = 4\nprecision = 1.5\n", "“precision”: is a whole"),
        (HEAD + '[[example]]\ntext = "a"\nsub_event_type = "War"\n', "“War” is no sub-event type"),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UserFileError) as raised:
        read_lessons(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert says in message
    assert "\n" not in message


def test_a_file_that_is_not_there_or_too_large_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UserFileError, match="no such file"):
        read_lessons(tmp_path / "none.toml")
    with pytest.raises(UserFileError, match="more than 5 MB"):
        read_lessons(written(tmp_path, b"#" * 5_000_001))
