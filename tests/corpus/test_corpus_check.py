"""What has to hold for passages, what repeats itself, and what is counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.cells import cell_fault
from corpus.check import check, main
from corpus.form import form_faults
from corpus.format import Passage, parse
from corpus.labels import parse_count
from corpus.numbers import numbers_in, stands
from corpus.repetition import same_openings, shared_runs
from corpus.summary import kinds_of, summary
from corpus.targets import TARGETS, TOTAL
from corpus.weekdays import disagrees, weekdays_in

CELL = "cell=mali/Attack/wire/plain published=2024-03-14"


def passages_of(*bodies: str, language: str = "en", file: str = "f.txt") -> list[Passage]:
    text = "".join(f"= {language}-{n:04} {CELL}\n{body}\n\n" for n, body in enumerate(bodies, 1))
    passages, faults = parse(text, file)
    assert faults == []
    return passages


def faults_of(body: str, language: str = "en") -> list[str]:
    return [str(fault) for fault in form_faults(passages_of(body, language=language))]


def test_a_passage_in_order_has_no_fault() -> None:
    body = (
        "[Gunmen|doer1] [shot|E1:Attack] [at least 3 people|killed1=3+@A] in [Gao|place1] on "
        "[Tuesday|day1=2024-03-12], [a nurse|tellerA] said. [The army|speakerS1] "
        "[denied|S1:denial>1] [the shooting|E1]."
    )
    assert faults_of(body) == []
    assert faults_of("Nothing happened here.") == []
    assert faults_of("[He|speakerS1] [denied|S1:denial] all.") == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[a|doer1] b", "[a|doer1]: no event E1; mark its words, or mend it"),
        ("[a|E1:Mob] [b|day2=2024-03-01]", "no event E2"),
        ("[a|E1]", "E1 has no type; write E1:TYPE once"),
        ("[a|E1:Mob] [b|E1:Mob]", "E1 has its type twice; write E1 the second time"),
        ("[a|E2:Mob]", "events E2; number them from 1 without gaps"),
        ("[a|E1:Mob] [b|S1:denial>2]", "[b|S1:denial>2]: no event E2"),
        ("[a|E1:Mob] [b|S1:denial>1,1]", "an event named twice"),
        ("[a|S2:denial]", "statements S2; number them from 1"),
        ("[a|S1:denial] [b|S1:claim]", "S1 stands twice"),
        ("[a|speakerS1]", "no statement S1; mark the words that make it"),
        ("[a|investigatorS1]", "no statement S1"),
        ("[a|E1:Mob killed1=2@A]", "no tellerA; mark who counts, or leave @ out"),
        ("[a|E1:Mob] [b|tellerB]", "tells no count; write @B behind one"),
        ("[a|E1:Mob] [b|day1=2024-03-15]", "after the day of publication, 2024-03-14"),
        ("[a|E1:Mob] [b|day1=2024-03-01..2024-03-31]", "after the day of publication"),
        (
            "[a|E1:Mob] [Monday|day1=2024-03-12]",
            "2024-03-12 is a Tuesday; mend the day or the word",
        ),
        ("[a|E1:Mob] [12 men|killed1=11]", "11 does not stand in the words"),
        ("[a|E1:Mob], [b,|doer1]", "[b,|doer1]: punctuation at the edge"),
        ("[a|E1:Mob] [b\n¶ c|doer1]", "goes over a paragraph's end"),
        ("[a [b|doer1] c|doer1] [d|E1:Mob]", "[b|doer1]: within the same label"),
        ("[a|doer1 doer1] [d|E1:Mob]", "within the same label"),
        ("[a|killed1=2 killed1=3] [d|E1:Mob]", "within the same label"),
        ("a  b", "two blanks together in 'a  b'; leave one"),
        ("a \x07b", "characters that no text has (U+0007)"),
        ("a \ufffdb", "characters that no text has (U+FFFD)"),
        ("a doer1 b", "a label outside a mark, 'doer1'"),
        ("A bird sang. " * 9, "9 sentences; a passage has at most 8, split it"),
    ],
)
def test_each_fault_of_form_is_told(body: str, says: str) -> None:
    (fault,) = faults_of(body)
    assert fault.startswith("f.txt:")
    assert says in fault


def test_a_total_may_hold_a_part_of_itself() -> None:
    assert faults_of("[5 men, [2|killed1=2] of them old|killed1=5] [fell|E1:Clash]") == []


def test_a_fault_names_the_line_its_mark_is_in() -> None:
    (fault,) = faults_of("a\nb\n[c|E1:Mob] [d|doer2]")
    assert fault.startswith("f.txt:4: en-0001: ")


def test_ids_are_unique_and_in_order() -> None:
    text = "".join(f"= en-{n} {CELL}\na\n\n" for n in ("0002", "0001", "0002"))
    other, _ = parse(f"= en-0002 {CELL}\na\n", "g.txt")
    faults = [str(fault) for fault in form_faults([*parse(text, "f.txt")[0], *other])]
    assert faults == [
        "f.txt:4: en-0001: stands after en-0002; put the ids in order",
        "f.txt:7: en-0002: also at f.txt:1; give it another id",
        "g.txt:1: en-0002: also at f.txt:1; give it another id",
    ]


def test_a_passage_stands_in_the_folder_of_its_language() -> None:
    (fault,) = form_faults(passages_of("a", language="fr", file="passages/en/f.txt"))
    assert "in the folder en; move it to fr, or mend the id" in str(fault)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("mali/Attack/wire", "has 3 parts; write SETTING/TYPE/GENRE/DIFFICULTY"),
        ("malo/Attack/wire/plain", "'malo' is no setting of the grid; mali was meant?"),
        ("mali/Atack/wire/plain", "'Atack' is no type of the grid; Attack was meant?"),
        ("mali/sport/wyre/plain", "'wyre' is no genre of the grid; wire was meant?"),
        ("mali/sport/wire/xxxxxxx", "'xxxxxxx' is no difficulty of the grid; see corpus/cells.py"),
    ],
)
def test_a_cell_is_one_of_the_grid(cell: str, says: str) -> None:
    assert says in (cell_fault(cell) or "")
    assert cell_fault("mali/sport/wire/plain") is None
    passages, _ = parse(f"= en-0001 cell={cell} published=2024-03-14\na\n")
    assert says in str(form_faults(passages)[0])


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1,200 people", [1200]),
        ("1.200", [1.2, 1200]),
        ("1 200 and 3", [3, 1200]),
        ("١٬٢٠٠", [1200]),
        ("१२ लोग", [12]),
        ("၁၂ ဦး", [12]),
        ("2.5万", [2.5]),
        ("nine", []),
    ],
)
def test_numbers_in_digits_are_read_in_any_script(words: str, numbers: list[float]) -> None:
    assert set(numbers) <= set(numbers_in(words))


@pytest.mark.parametrize(
    ("count", "words", "fits"),
    [
        ("7", "seven people", True),
        ("7", "7 people", True),
        ("7", "17 people", False),
        ("7+", "more than 7", True),
        ("5-8", "5 to 8", True),
        ("0-40", "up to 40", True),
        ("0-40", "up to 50", False),
        ("0", "none of the 12", True),
        ("1", "a 12-year-old boy", True),
        ("2", "two 12-year-old boys", False),
        ("5", "3 women and 2 children", True),
        ("6", "3 women and 2 children", False),
        ("25000", "2.5万", True),
        ("1200000", "1.2 million", True),
        ("12", "၁၂ ဦး", True),
        ("13", "၁၂ ဦး", False),
        ("dozens", "dozens of the 400", True),
        ("1200", "1.200 personas", True),
    ],
)
def test_a_count_stands_in_its_words(count: str, words: str, fits: bool) -> None:
    assert stands(parse_count(count), words) is fits


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [
        ("en", "Monday night", {0}),
        ("es", "el miércoles", {2}),
        ("fr", "dans la nuit de samedi à dimanche", {5, 6}),
        ("pt", "na terça-feira", {1}),
        ("pt", "a segunda semana", set()),
        ("ar", "مساء الإثنين", {0}),
        ("ru", "в среду", {2}),
        ("ru", "в среднем", set()),
        ("uk", "у понеділок", {0}),
        ("uk", "у неділю", {6}),
        ("uk", "в середині березня", set()),
        ("tr", "Pazartesi günü", {0}),
        ("tr", "Pazar", {6}),
        ("tr", "cuma akşamı", {4}),
        ("fa", "چهارشنبه", {2}),
        ("fa", "سه‌شنبه شب", {1}),
        ("fa", "روز شنبه", {5}),
        ("de", "am Sonntagabend", {6}),
        ("id", "Minggu (3/3)", {6}),
        ("id", "minggu lalu", set()),
        ("sw", "Jumatano", {2}),
        ("hi", "गुरुवार को", {3}),
        ("my", "တနင်္ဂနွေနေ့", {6}),
        ("zh", "上周三", {2}),
        ("zh", "周末", set()),
        ("ha", "ranar Juma'a", {4}),
        ("am", "ማክሰኞ", {1}),
        ("am", "ሰኞ", {0}),
        ("xx", "Monday", set()),
    ],
)
def test_weekdays_are_known_in_the_languages_of_the_corpus(
    language: str, words: str, days: set[int]
) -> None:
    assert weekdays_in(words, language) == days


def test_every_language_of_the_corpus_has_weekdays() -> None:
    from corpus.weekdays import _NAMES

    assert set(_NAMES) == set(TARGETS)
    assert {len(names.split()) for names in _NAMES.values()} == {7}


def test_a_weekday_and_its_days_are_compared() -> None:
    tuesday, wednesday = date(2024, 3, 12), date(2024, 3, 13)
    assert not disagrees("Tuesday", "en", tuesday, tuesday)
    assert disagrees("Monday", "en", tuesday, tuesday)
    assert not disagrees("Monday night, into Tuesday", "en", tuesday, tuesday)
    assert disagrees("Monday", "en", tuesday, wednesday)
    assert not disagrees("Monday", "en", tuesday, date(2024, 3, 18))
    assert not disagrees("yesterday", "en", tuesday, tuesday)


def test_runs_of_words_that_two_passages_share_are_found() -> None:
    same = "the men rode into the village before dawn"
    passages = passages_of(
        f"Yesterday {same} and left.", f"In May, {same.title()}!", "Other words."
    )
    (shared,) = shared_runs(passages)
    assert (shared.one, shared.other, shared.runs, shared.words) == ("en-0001", "en-0002", 1, same)


def test_runs_are_of_characters_where_words_have_no_spaces() -> None:
    same = "武装分子周二凌晨袭击了村庄并纵火"
    passages = passages_of(f"据报道,{same}。", f"昨天{same}。", "别的话。", language="zh")
    assert [(one.one, one.other) for one in shared_runs(passages)] == [("zh-0001", "zh-0002")]


def test_a_passage_that_repeats_itself_shares_nothing_with_others() -> None:
    same = "the men rode into the village before dawn. "
    assert shared_runs(passages_of(same + same)) == []


def test_many_passages_that_begin_alike_are_told() -> None:
    bodies = [f"At least five people died {n}" for n in ("here", "there", "now", "then")]
    assert same_openings(passages_of(*bodies[:3])) == []
    (opening,) = same_openings(passages_of(*bodies))
    assert opening.words == "at least five people died"
    assert opening.passages == ("en-0001", "en-0002", "en-0003", "en-0004")


def test_the_summary_counts_against_the_targets() -> None:
    passages = passages_of(
        "Nothing.",
        "[a|E1:Mob] [b|E2:Attack:bg]",
        "[a|E1:Mob] [b|S1:denial>1]",
    )
    assert [kinds_of(one) for one in passages] == [
        {"no event"},
        {"several events"},
        {"statements"},
    ]
    text = "\n".join(summary(passages))
    assert "passages              3 of 3000" in text
    assert "  en                  3 of 1000   no event  33%   several events  33%" in text
    assert "Mob                     2  67%" in text
    assert "plain                   3 100%" in text
    assert next(summary(passages, ["fr"])) == "passages              0 of 200"
    assert next(summary([])) == "passages              0 of 3000"


def test_the_targets_add_up() -> None:
    assert sum(TARGETS.values()) >= TOTAL
    assert len(TARGETS) >= 16


def test_the_command_tells_faults_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, body in (("en", "[a|E1:Mob]"), ("fr", "[a|doer1]")):
        (tmp_path / language).mkdir()
        path = tmp_path / language / "a.txt"
        path.write_text(f"= {language}-0001 {CELL}\n{body}\n", "utf-8")
    assert main([str(tmp_path), "--language", "en"]) == 0
    assert "no fault of form" in capsys.readouterr().out
    assert main([str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "fr/a.txt:2: fr-0001: [a|doer1]: no event E1" in out
    assert "1 fault of form" in out
    assert main([str(tmp_path / "none")]) == 1
    assert "no such file or folder" in capsys.readouterr().err


def test_faults_of_markup_and_of_form_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"= en-0001 {CELL}\n[a|doer1]\n\n= en-0002 {CELL}\n[b|x1]\n", "utf-8")
    _, faults = check([path])
    assert [fault.line for fault in faults] == [2, 5]
