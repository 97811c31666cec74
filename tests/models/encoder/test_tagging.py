"""The tagger on tiny random weights: what it says stands in the text, whatever the text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tiny_tagger import pieces_of, trained, write_both, write_weights

from extractor.models.encoder import tagging
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.network import Network
from extractor.models.encoder.spans import Floats, PieceSpan, tagged_spans
from extractor.models.encoder.tagging import Found, Tagged, Tagger
from extractor.models.encoder.whole_words import EDGES, whole_words
from extractor.text.sentences import split_sentences

ODD = [
    "",
    " ",
    "\n\n",
    "...",
    "“”–—,;",
    "\0\x07\x1b[31m Gunmen killed four",
    "\ud800 killed \udfff",
    "🔥🔥🔥 Gunmen 🔥",
    "👩‍👩‍👧‍👦 killed",
    "قتل مسلحون أربعة مزارعين \u202eabc\u202c",
    "爆炸造成四人死亡。爆炸。",
    "e\u0301\u0301\u0301\u0301",
    "\ufeffGunmen killed four farmers on Tuesday.",
    "a" * 200,
    "Gunmen killed four farmers on Tuesday. " * 7,
    "\u00ad\u00ad \u00ad",
]


LONG = "Gunmen killed four farmers on Tuesday. " * 65  # longer than one stretch
FOUR = [(one.start(), one.end()) for one in re.finditer("four", LONG)]


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    base, weights = write_both(tmp_path_factory.mktemp("tagger"))
    file = BaseFile(base)
    return Tagger(Network(file, weights), pieces_of(file))


def read(tagger: Tagger, text: str) -> Tagged:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return tagger.read(text, list(split_sentences(text)))


def check(tagger: Tagger, text: str) -> None:
    events, statements, tells = read(tagger, text)
    assert 0 <= tells <= 1
    for one in (*events, *statements):
        assert 0 <= one.real <= 1 + 1e-6
        assert 0 <= one.background <= 1
        assert [p for _, p in one.kinds] == sorted((p for _, p in one.kinds), reverse=True)
        for filler in (one.words, *(f for fillers in one.roles.values() for f in fillers)):
            assert 0 <= filler.start < filler.end <= len(text)
            assert text[filler.start] not in EDGES
            assert text[filler.end - 1] not in EDGES
            assert 0 <= filler.sure <= 1
    assert all(name in tagger.event_types for one in events for name, _ in one.kinds)
    assert all(name in tagger.statement_kinds for one in statements for name, _ in one.kinds)


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:20]))
def test_odd_texts_are_read(tagger: Tagger, text: str) -> None:
    check(tagger, text)


@given(st.text(st.one_of(st.characters(), st.sampled_from("Gunmen killed. ’爆قt\n")), max_size=80))
@example("killed\u200d")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_and_what_is_found_stands_in_it(tagger: Tagger, text: str) -> None:
    check(tagger, text)


def test_words_that_the_reader_points_at_are_looked_at_too(tagger: Tagger) -> None:
    text = "Gunmen killed four farmers on Tuesday. Rain fell on the town."
    sentences, at = list(split_sentences(text)), text.index("four")
    for also, looked_at in (((), False), (((at, at + 4), (9999, 10000)), True)):
        events = tagger.read(text, sentences, also).events
        assert any(one.words.start == at for one in events) is looked_at


def test_of_each_stretch_a_few_words_that_the_reader_asks_for_are_looked_at(tagger: Tagger) -> None:
    stretches: list[tuple[int, int]] = []

    def further(start: int, end: int, found: Sequence[Found]) -> list[tuple[int, int]]:
        assert all(start <= one.words.start < one.words.end <= end for one in found)
        stretches.append((start, end))
        return FOUR

    events = tagger.read(LONG, list(split_sentences(LONG)), further=further).events
    assert stretches[0][0] == 0
    assert stretches[-1][1] == len(LONG.rstrip())
    assert len(stretches) > 1
    asked = {one.words.start for one in events if one.asked}
    first = ([one for one in FOUR if one[0] >= start] for start, _ in stretches)
    looked_at = {start for words in first for start, _ in words[: tagging.MOST_ASKED]}
    assert FOUR[0][0] in asked
    assert asked <= looked_at


def test_of_each_stretch_a_few_words_are_looked_at_as_a_statements(tagger: Tagger) -> None:
    stretches: list[tuple[int, int]] = []

    def heard(
        start: int, end: int, events: Sequence[Found], said: Sequence[Found]
    ) -> list[tuple[int, int]]:
        assert all(start <= one.words.start < one.words.end <= end for one in (*events, *said))
        stretches.append((start, end))
        return [one for one in FOUR if start <= one[0] < end]

    sentences = list(split_sentences(LONG))
    plain = tagger.read(LONG, sentences).statements
    statements = tagger.read(LONG, sentences, heard=heard).statements
    asked = [one for one in statements if one.asked]
    assert len(stretches) > 1
    assert 0 < len(asked) <= tagging.MOST_HEARD * len(stretches)
    assert {LONG[one.words.start : one.words.end] for one in asked} == {"four"}
    assert [one for one in statements if not one.asked] == plain


def test_random_weights_find_something_to_check(tagger: Tagger) -> None:
    events, statements, _ = read(tagger, ODD[-2])
    assert events
    assert statements
    assert any(one.roles.get("place") or one.roles.get("doer") for one in events)
    assert any(one.roles for one in statements)
    starts = [one.words.start for one in events]
    assert starts == sorted(starts)


def test_faint_words_are_no_statements_where_nobody_surely_speaks(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faint_only(outside: Floats, first: Floats, least: float = 0.5) -> list[PieceSpan]:
        return [] if least == 0.5 else tagged_spans(outside, first, least)

    monkeypatch.setattr(tagging, "tagged_spans", faint_only)
    found = {}
    for certain in (0.0, 0.01):
        monkeypatch.setattr(tagging, "CERTAIN", certain)
        found[certain] = read(tagger, ODD[-2]).statements
    assert found[0.0]
    assert not any(one.roles.get("speaker") for one in found[0.0])  # so random weights are
    assert found[0.01] == []
    starts = [one.words.start for one in found[0.0]]
    assert starts == sorted(starts)


def test_a_text_is_read_the_same_way_again(tagger: Tagger) -> None:
    assert read(tagger, ODD[-2]) == read(tagger, ODD[-2])


def test_quiet_weights_find_nothing(tmp_path: Path) -> None:
    base, weights = write_both(tmp_path, quiet=True)
    file = BaseFile(base)
    tagger = Tagger(Network(file, weights), pieces_of(file))
    assert read(tagger, ODD[-2])[:2] == ([], [])


def test_numbers_far_from_zero_overflow_nothing(tmp_path: Path) -> None:
    base, _ = write_both(tmp_path)
    loud = trained()
    for name in ("tags", "roles", "judged.3"):
        loud[f"{name}.weight"] = loud[f"{name}.weight"] * 5000
    file = BaseFile(base)
    tagger = Tagger(Network(file, write_weights(tmp_path / "loud.npz", loud)), pieces_of(file))
    check(tagger, "Gunmen killed four farmers on Tuesday.")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("the gunmen's men", "unm", "gunmen"),
        ("(killed), they said", "(killed),", "killed"),
        ("爆炸造成四人", "炸造", "炸造"),
        ("قتل أربعة", "تل", "قتل"),
        ("نزح 1,200 شخص", "200", "1,200"),
        ("1.200.000 personas", "200", "1.200.000"),
        ("1\u202f200 personnes", "200", "1\u202f200"),
        ("In 2015, 200 people", "200", "200"),
        ("Four fled. 5 hid", "5", "5"),
        ("…", "…", "…"),
        ("“,”", ",", ""),
        ("L'armée accusée", "L", "L'armée"),
        ("près de l’Ituri, hier", "l", "l’Ituri"),
        ("Ma'rib fell", "Ma", "Ma'rib"),
        ("the army's chief", "army", "army"),
        ("at 5 'clock", "at", "at"),
        ("the People's Defence Forces", "s Defence Forces", "People's Defence Forces"),
        ("Sudan’s RSF", "s RSF", "Sudan’s RSF"),
        ("the gunmen' side", "side", "side"),
    ],
)
def test_spans_are_widened_to_words_where_the_script_has_spaces(
    text: str, part: str, whole: str
) -> None:
    at = text.index(part)
    start, end = whole_words(text, at, at + len(part))
    assert text[start:end] == whole


@pytest.mark.parametrize("text", [*ODD, LONG])
def test_how_likely_a_text_tells_of_an_event_is_asked_alone(tagger: Tagger, text: str) -> None:
    sentences = list(split_sentences(text))
    assert tagger.tells(text, sentences) == pytest.approx(read(tagger, text).tells, abs=1e-6)


def test_no_text_is_judged_by_its_first_stretch_alone(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The likeliest stretch counts; once one is likely enough the others are not read."""
    odds = iter([-5.0, 4.0, -5.0])
    said: list[float] = []

    def judged(*_: object) -> float:
        said.append(next(odds))
        return said[-1]

    monkeypatch.setattr(Network, "tells_of_event", judged)
    text = LONG * 2  # four stretches
    assert tagger.tells(text, list(split_sentences(text)), 0.5) == pytest.approx(0.982, abs=0.001)
    assert said == [-5.0, 4.0]
