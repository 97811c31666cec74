"""The file of a user's own fields: read, or refused in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.custom_fields import CustomField, custom_digest, misfit, read_fields
from extractor.errors import UserFileError

HEAD = "fields = 1\n"
FIELD = HEAD + '[[field]]\nname = "ransom"\ndescription = "Asked for."\nkind = "yes-no"\n'
CHOICE = FIELD.replace("yes-no", "choice")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "fields.toml"
    path.write_text(text, "utf-8")
    return path


def test_fields_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    more = '[[field]]\nname = "on"\ndescription = "What\\n they came on."\nkind = "choice"\n'
    path = written(tmp_path, f'{FIELD}{more}values = ["truck", "motor bike"]\n')
    fields = read_fields(path)
    assert fields == (
        CustomField("ransom", "Asked for.", "yes-no"),
        CustomField("on", "What they came on.", "choice", ("truck", "motor bike")),
    )
    assert custom_digest(fields) != custom_digest(fields[:1])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no line `fields = 1`"),
        ("fields = 2\n", "no line `fields = 1`"),
        (HEAD, "0 fields; there may be 1 to 30"),
        (HEAD + "[field]\n", "fields are written as tables"),
        (HEAD + "[[fields]]\n", "not TOML"),
        (FIELD + "[[lesson]]\n", "“lesson”: fields are written as [[field]]"),
        (FIELD.replace("name", "nmae"), "“nmae”: no key of it"),
        (FIELD.replace("ransom", "Ransom"), "name: a small letter, then"),
        (FIELD.replace("ransom", "x" * 41), "name: a small letter, then"),
        (FIELD.replace('"ransom"', "7"), "name: a small letter, then"),
        (FIELD.replace("yes-no", "maybe"), "kind: one of text, number, date, choice, yes-no"),
        (FIELD.replace('"Asked for."', '" "'), "description: a text is missing"),
        (FIELD.replace("Asked for.", "\\u202e"), "with hidden ones"),
        (FIELD.replace("Asked for.", "x" * 501), "longer than 500 characters"),
        (FIELD + 'values = ["a", "b"]\n', "values: a list of texts, for the kind choice and no"),
        (CHOICE, "values: a list of texts, for the kind choice"),
        (CHOICE + 'values = "a"\n', "values: a list of texts"),
        (CHOICE + "values = [1, 2]\n", "values: a text is missing"),
        (CHOICE + 'values = ["a"]\n', "values: 2 to 100, each once"),
        (CHOICE + 'values = ["a", "A"]\n', "values: 2 to 100, each once"),
        (FIELD + FIELD.removeprefix(HEAD), "the field ransom is there twice"),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UserFileError) as raised:
        read_fields(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("yes-no", True, True),
        ("yes-no", "yes", False),
        ("yes-no", 1, False),
        ("number", 3, True),
        ("number", 2.5, True),
        ("number", True, False),
        ("number", float("nan"), False),
        ("number", 10**400, False),
        ("number", "3", False),
        ("date", "2024-02-29", True),
        ("date", "2023-02-29", False),
        ("date", "2024-02", False),
        ("date", "20240229", False),
        ("text", "a", True),
        ("text", " ", False),
        ("text", "x" * 2001, False),
    ],
)
def test_a_value_is_of_its_kind_or_not(kind: str, value: object, fits: bool) -> None:
    assert (misfit(kind, value) is None) is fits


def test_a_choice_is_one_of_its_values_and_no_other_kind() -> None:
    field = CustomField("on", "What.", "choice", ("truck", "other"))
    assert field.problem("choice", "truck") is None
    assert field.problem("choice", None) is None
    assert field.problem("choice", "lorry") == "is none of truck, other"
    assert field.problem("text", "truck") == "its kind is choice, not text"
