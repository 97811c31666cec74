"""Marked-up passages are read to exact offsets; what is wrong is said line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.format import CorpusError, Passage, as_markup, files_below, parse, read_passages
from corpus.labels import Count, Label, parse_label
from extractor.codebook.types import SubEventType

HEAD = "= en-0042 cell=mali/Attack/wire/plain published=2024-03-14\n"


def one(body: str, head: str = HEAD) -> Passage:
    passages, faults = parse(head + body)
    assert faults == []
    assert len(passages) == 1
    return passages[0]


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in parse(text, "f.txt")[1]]


def test_a_mark_has_its_words_its_place_and_its_label() -> None:
    passage = one("On Tuesday [gunmen|doer1:claimed] came.\n")
    (mark,) = passage.spans
    assert passage.text == "On Tuesday gunmen came."
    assert (mark.start, mark.end, mark.text) == (11, 17, "gunmen")
    assert mark.label == Label("doer", 1, attribution="claimed")
    assert (passage.id, passage.language, passage.number) == ("en-0042", "en", 42)
    assert passage.published == date(2024, 3, 14)
    assert passage.cell == "mali/Attack/wire/plain"


def test_marks_lie_inside_one_another_and_two_labels_are_two_marks() -> None:
    passage = one("[fighters of [Wagner|doer2]|doer1 target3] came\n")
    assert passage.text == "fighters of Wagner came"
    assert [(mark.text, str(mark.label)) for mark in passage.spans] == [
        ("fighters of Wagner", "doer1"),
        ("fighters of Wagner", "target3"),
        ("Wagner", "doer2"),
    ]


def test_lines_are_joined_by_a_space_wherever_they_break() -> None:
    passage = one("  a [b\nc|killed1=7+@A\n target1] d  \ne [f|\nplace1]\n")
    assert passage.text == "a b c d e f"
    assert [(mark.start, mark.text, mark.line) for mark in passage.spans] == [
        (2, "b c", 2),
        (2, "b c", 2),
        (10, "f", 5),
    ]


def test_chinese_lines_are_joined_by_nothing() -> None:
    passage = one("[武装\n分子|doer1]\n袭击\n", HEAD.replace("en-", "zh-"))
    assert passage.text == "武装分子袭击"


def test_a_paragraph_sign_begins_a_new_paragraph() -> None:
    passage = one("¶ [A|doer1] b\n¶ c [d|target1]\n¶[e|place1] ¶\n")
    assert passage.text == "A b\n\nc d\n\ne ¶"
    assert [mark.start for mark in passage.spans] == [0, 7, 10]


def test_brackets_bars_and_backslashes_of_the_text_are_written_with_a_backslash() -> None:
    assert one(r"\[sic\] [a\|b\]|doer1] \\ C:\x" + "\n").text == r"[sic] a|b] \ C:\x"


def test_offsets_are_characters_in_any_script() -> None:
    passage = one("قتل [سبعة|killed1=7] 𝒜 [နေ့|day1=2024-03-12]\n", HEAD.replace("en", "ar"))
    for mark in passage.spans:
        assert passage.text[mark.start : mark.end] == mark.text
    assert [mark.text for mark in passage.spans] == ["سبعة", "နေ့"]


def test_remarks_and_carriage_returns_are_no_text() -> None:
    passages, faults = parse(f"# first\r\n\r\n{HEAD}a\r\n#b\r\n\r\n# last\r\n")
    assert faults == []
    assert [passage.text for passage in passages] == ["a #b"]


@pytest.mark.parametrize(
    "written",
    [
        "E1:Attack",
        "E1",
        "E12:SexualViolence:bg",
        "doer1",
        "doer2:accused_by_authorities",
        "target1",
        "place1",
        "place1:near",
        "place3:within",
        "in1",
        "day1=2024-03-12",
        "day1=2024-03-01..2024-03-31",
        "killed1=7",
        "injured1=7+",
        "abducted1=5-8",
        "arrested1=several",
        "missing1=0@B",
        "displaced1=thousands@A",
        "tellerA",
        "weapon1",
        "hit1",
        "victim1",
        "S1:allegation>1",
        "S2:denial>1,2",
        "S3:claim",
        "S1:request>1",
        "speakerS1",
        "accusedS1",
        "addresseeS2",
        "investigatorS1",
    ],
)
def test_a_label_is_read_and_written_back(written: str) -> None:
    assert str(parse_label(written)) == written


def test_labels_have_values() -> None:
    assert parse_label("E2:AirStrike:bg") == Label(
        "E", 2, type=SubEventType.AIR_DRONE_STRIKE, background=True
    )
    assert parse_label("killed1=5-8@A") == Label("killed", 1, count=Count(5, 8), teller="A")
    assert parse_label("killed1=7+").count == Count(7, None)
    assert parse_label("killed1=tens").count == Count(None, None, "tens")
    assert parse_label("S1:denial>2,1") == Label(
        "S", statement=1, statement_kind="denial", about=(2, 1)
    )
    assert parse_label("S1:denial>") == parse_label("S1:denial")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("E1:Atack", "'Atack' is no sub-event type; Attack was meant?"),
        ("E1:Zzz", "types are Regains, "),
        ("E1:bg", "write E1:TYPE:bg"),
        ("E1:Attack:old", "only :bg can stand"),
        ("E0", "write E1:Attack, E1:Attack:bg or E1"),
        ("doer", "write doer1, the number of the event"),
        ("doer1:said", "'said' is no attribution; write one of claimed, "),
        ("doer1:", "is no attribution"),
        ("target1:accused", "'target1:accused' is no label"),
        ("place1:at", "'at' is no relation of a place; write one of near, within"),
        ("dooer1", "doer was meant?"),
        ("xyz", "labels are E, doer, "),
        ("day1", "write day1=2024-03-12"),
        ("day1=2024-02-30", "'2024-02-30' is no day of the calendar"),
        ("day1=20240312", "is no day of the calendar; write YYYY-MM-DD"),
        ("day1=2024-03-12..2024-03-11", "ends before it begins"),
        ("killed1", "write killed1=7"),
        ("killed=7", "write killed1=7"),
        ("killed1=seven", "'seven' is no number; write 7, 7+, 5-8 or one of several, "),
        ("killed1=8-5", "counts backwards"),
        ("killed1=7@a", "'a' names no teller"),
        ("killed1=7@", "names no teller"),
        ("killed1=٧", "is no number"),
        ("teller1", "write tellerA"),
        ("S1", "write S1:denial>1"),
        ("S1:reply>1", "'reply' is no kind of statement; write one of allegation, "),
        ("S1:denial>E1", "after > write numbers of events"),
        ("speaker1", "write speakerS1"),
        ("speakerS", "write speakerS1"),
    ],
)
def test_a_wrong_label_says_what_to_write(written: str, says: str) -> None:
    with pytest.raises(CorpusError) as raised:
        parse_label(written)
    assert says in str(raised.value)
    (fault,) = faults_of(f"{HEAD}a\n[b|{written}]\n")
    assert fault.startswith(f"f.txt:3: en-0042: [b|{written}]: ")


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("a [b c\nd", 2, "is never closed; add |LABEL]"),
        ("a\n[b]", 3, r"no labels before ]; write [words|LABEL], or \]"),
        ("a | b", 2, r"a bar outside a mark; write \|"),
        ("a\nb [c|doer1 d [e|doer2]", 3, "the labels are not closed; add ]"),
        ("[c|doer1", 2, "the labels are not closed; add ]"),
        ("a [|doer1]", 2, "an empty mark"),
        ("a [ |doer1]", 2, "an empty mark"),
        ("a [b |doer1] c", 2, "begins or ends with a blank"),
        ("a [b|] c", 2, "no labels; write [words|LABEL]"),
        ("", 1, "no text; write it below this line"),
    ],
)
def test_broken_markup_is_told_with_its_line(body: str, line: int, says: str) -> None:
    (fault,) = faults_of(f"{HEAD}{body}\n")
    assert fault.startswith(f"f.txt:{line}: en-0042: ")
    assert says in fault


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("= en-1 cell=a published=2024-03-14\na\n", 1, "'en-1' is no id"),
        ("= en-0001 published=2024-03-14\na\n", 1, "is no head of a passage; write '= en-0042"),
        ("= en-0001 cell=a published=2024-02-30\na\n", 1, "published: '2024-02-30' is no day"),
        (f"{HEAD}a\n\nb\n", 4, "text outside a passage"),
        (f"{HEAD}a\n{HEAD.replace('42', '43')}b\n", 3, "no empty line before this passage"),
    ],
)
def test_broken_heads_are_told_with_their_line(text: str, line: int, says: str) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"f.txt:{line}: ")
    assert says in fault


def test_passages_after_a_broken_one_are_read() -> None:
    passages, faults = parse(f"{HEAD}a [b\n\n{HEAD.replace('42', '43')}[c|doer1]\n")
    assert [passage.id for passage in passages] == ["en-0043"]
    assert len(faults) == 1


def test_reading_passages_stops_at_the_first_fault_and_names_it(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "a.txt"
    path.write_text(f"{HEAD}a [b|x1]\n", "utf-8")
    with pytest.raises(CorpusError, match=r"a\.txt:2: en-0042: "):
        read_passages([tmp_path])
    path.write_bytes(b"= \xff")
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_passages([path])
    with pytest.raises(CorpusError, match="no such file"):
        read_passages([tmp_path / "none"])


def test_files_are_found_below_a_folder_and_by_language(tmp_path: Path) -> None:
    for language in ("fr", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.txt").write_text("", "utf-8")
    assert [path.parent.name for path in files_below([tmp_path])] == ["en", "fr"]
    assert [path.parent.name for path in files_below([tmp_path], "fr")] == ["fr"]


WORD = st.text(alphabet="ab[]|\\ñқက𝒜", min_size=1, max_size=6)
ESCAPES = str.maketrans({char: f"\\{char}" for char in "[]|\\"})


@given(st.lists(st.tuples(WORD, st.sampled_from(["", "doer1", "killed1=5-8@A E1:Mob:bg"]))))
def test_any_text_comes_back_from_its_markup(parts: list[tuple[str, str]]) -> None:
    body = " ".join(
        f"[{word.translate(ESCAPES)}|{labels}]" if labels else word.translate(ESCAPES)
        for word, labels in [("begin", ""), *parts]
    )
    passage = one(body + "\n")
    assert passage.text == " ".join(["begin", *(word for word, _ in parts)])
    again = one(as_markup(passage), "")
    assert (again.text, [(m.start, m.end, m.label) for m in again.spans]) == (
        passage.text,
        [(m.start, m.end, m.label) for m in passage.spans],
    )
