"""Names that look alike are made alike, and nothing else of them is changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.invisible import invisible_in, plainly_written

PLAIN = "Forces armées du Bénin"


@pytest.mark.parametrize(
    ("name", "plain", "said"),
    [
        ("Military\u00a0Forces", "Military Forces", "a no-break space"),
        ("Military\u202fForces", "Military Forces", "a no-break space"),
        ("Military\tForces", "Military Forces", "a space of another kind"),
        ("Military \n Forces", "Military Forces", "a space of another kind"),
        ("Military  Forces", "Military Forces", "several spaces for one"),
        ("Man\u200bdera", "Mandera", "a sign without width"),
        ("Man\u00addera", "Mandera", "a sign without width"),
        ("Man\u200ddera", "Mandera", "a sign without width"),
        (unicodedata.normalize("NFD", PLAIN), PLAIN, "letters in two pieces (NFD)"),
        ("\u200fحلب", "حلب", "a sign without width"),
        ("\u00c5", "\u00c5", "several spaces for one"),
        ("\u212b", "\u00c5", "letters in two pieces (NFD)"),
    ],
)
def test_what_cannot_be_seen_is_mended_and_named(name, plain, said):
    assert plainly_written(name) == plain
    assert plain == name or invisible_in(name) == said


@pytest.mark.parametrize(
    "name", [PLAIN, "Côte d'Ivoire", "می‌خواهم", "क्‍ष", "O’Brien – Söhne", "東京", "a-b", ""]
)
def test_names_with_nothing_hidden_stay(name):
    assert plainly_written(name) == name


@given(st.text())
def test_a_name_is_plain_once_and_for_all(name):
    once = plainly_written(name.strip())
    assert plainly_written(once) == once
