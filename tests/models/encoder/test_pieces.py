"""Words to pieces: the best-scoring cut, each piece where it stands."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_tagger import NORMAL, PIECES, SPECIAL

from extractor.models.encoder.pieces import Pieces

UNKNOWN = PIECES.index("<unk>")
TABLE = (*SPECIAL, "▁", "a", "b", "c", "ab", "bc", "▁a", "▁ab", "abc", "cab", "▁cabb", "aaa")
SCORES = (0.0,) * 4 + (-2.5, -3.1, -3.3, -3.7, -4.2, -4.9, -2.9, -5.6, -6.1, -6.0, -7.3, -8.05)


def pieces() -> Pieces:
    return Pieces(PIECES, [-1.0 - len(p) / 9 for p in PIECES], NORMAL, UNKNOWN)


def best_score(word: str) -> float:
    """Over all cuts of a word; a letter that is no piece costs ten more than the worst piece."""
    known = dict(zip(TABLE[4:], SCORES[4:], strict=True))
    text = "▁" + word
    best = float("-inf")
    for count in range(len(text)):
        for cuts in combinations(range(1, len(text)), count):
            parts = [text[a:b] for a, b in pairwise((0, *cuts, len(text)))]
            found = [known.get(p, min(SCORES) - 10 if len(p) == 1 else None) for p in parts]
            if None not in found:
                best = max(best, sum(score for score in found if score is not None))
    return best


@given(st.text("abcx", min_size=1, max_size=7))
def test_the_cut_is_the_best_scoring_of_all(word: str) -> None:
    found = Pieces(TABLE, SCORES, {}, 3).of_text(word)
    scores = [SCORES[p.id] if p.id != 3 else min(SCORES) - 10 for p in found]
    assert sum(scores) == pytest.approx(best_score(word))


def test_pieces_say_where_they_stand() -> None:
    text = "  Gunmen killed\tfour farmers.\n"
    found = pieces().of_text(text)
    assert [PIECES[p.id] for p in found] == [
        *("▁Gun", "men", "▁killed", "▁four", "▁far", "mers", "."),
    ]
    assert [text[p.start : p.end] for p in found] == [
        *("Gun", "men", "killed", "four", "far", "mers", "."),
    ]


def test_normalised_letters_stand_where_the_original_ones_do() -> None:
    text = "m\u00adＡ ﬁ"  # a soft hyphen that is left out, a wide letter, two letters as one sign
    found = [(PIECES[p.id], text[p.start : p.end]) for p in pieces().of_text(text)]
    assert [name for name, _ in found] == ["▁", "m", "a", "▁", "f", "i"]
    assert [words for _, words in found] == ["", "m\u00ad", "Ａ", "", "", "ﬁ"]


def test_a_letter_that_is_no_piece_is_unknown_and_keeps_its_place() -> None:
    found = pieces().of_text("a Ж爆")
    assert [p.id for p in found[-2:]] == [UNKNOWN, PIECES.index("爆")]
    assert [(p.start, p.end) for p in found[-2:]] == [(2, 3), (3, 4)]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028\u00a0"])
def test_a_text_without_words_has_no_pieces(text: str) -> None:
    assert pieces().of_text(text) == []


def test_a_word_of_ten_thousand_letters_takes_no_time() -> None:
    began = time.process_time()
    found = pieces().of_text("killed" * 1667)
    assert time.process_time() - began < 2
    assert found[-1].end == 6 * 1667


def test_a_word_is_cut_the_same_again() -> None:
    one = pieces()
    first = one.of_text("Gunmen killed")
    assert one.of_text("Gunmen killed") == first


def test_a_table_without_pieces_knows_nothing() -> None:
    assert {p.id for p in Pieces(SPECIAL, (0.0,) * 4, {}, 3).of_text("a b")} == {3}


@given(st.text(st.characters(), max_size=60))
def test_pieces_of_any_text_are_in_order_and_within_it(text: str) -> None:
    found = pieces().of_text(text)
    assert all(0 <= p.start <= p.end <= len(text) for p in found)
    assert all(one.end <= two.end and one.start <= two.start for one, two in pairwise(found))
    covered = {i for p in found for i in range(p.start, p.end)}
    assert all(char.isspace() or i in covered or char in "ﬁ\u00ad" for i, char in enumerate(text))


def test_a_word_of_thousands_of_letters_is_data_and_one_unknown_piece() -> None:
    found = pieces().of_text(f"Gunmen {'QUJD' * 5000} killed four")
    (data,) = [piece for piece in found if piece.end - piece.start > 100]
    assert (data.start, data.end) == (7, 20_007)
    assert [piece for piece in found if piece.start > 20_007] == [
        piece._replace(start=piece.start + 19_999, end=piece.end + 19_999)
        for piece in pieces().of_text("Gunmen X killed four")
        if piece.start > 8
    ]


def test_a_paragraph_without_spaces_in_a_script_that_has_none_is_read() -> None:
    assert len(pieces().of_text("爆炸" * 2000)) > 3000
