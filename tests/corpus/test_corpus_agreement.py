"""Two annotations of one text: what both mark, and whether it says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.agreement import Agreement, compare, lines, main
from corpus.blank import main as blank
from corpus.format import CorpusError, Passage, parse

HEAD = "= en-{:04} cell=mali/Attack/wire/plain published=2024-03-14\n"


def passages(*bodies: str) -> list[Passage]:
    text = "".join(f"{HEAD.format(number)}{body}\n\n" for number, body in enumerate(bodies, 1))
    found, faults = parse(text)
    assert faults == []
    return found


def agreement(one: str, other: str) -> Agreement:
    return compare(passages(one), passages(other))


def test_the_same_marks_agree_wholly_even_if_events_are_numbered_otherwise() -> None:
    found = agreement(
        "[men|doer1] [shot|E1:Attack] [5|killed1=5@A] said [x|tellerA]; [mob|doer2 E2:Mob]; "
        "[he|speakerS1] [denied|S1:denial>1,2]",
        "[men|doer2] [shot|E2:Attack] [5|killed2=5@B] said [x|tellerB]; [mob|doer1 E1:Mob]; "
        "[he|speakerS2] [denied|S2:denial>2,1]",
    )
    for tally in found.kinds.values():
        assert tally.ours == tally.theirs == tally.exact == tally.overlapping == tally.linked
    assert found.events.f1(found.events.linked) == 1.0
    assert found.same_holds == 1


def test_marks_that_share_words_overlap() -> None:
    tally = agreement(
        "[armed men|doer1] [shot|E1:Attack]", "armed [men|doer1] [shot|E1:Attack]"
    ).kinds["doer"]
    assert (tally.ours, tally.theirs, tally.exact, tally.overlapping, tally.linked) == (
        *(1, 1, 0, 1, 1),
    )


def test_what_only_one_marks_counts_against_both() -> None:
    tally = agreement("[a|doer1] [b|E1:Mob] [c|doer1]", "[a|doer1] [b|E1:Mob] c").kinds["doer"]
    assert tally.f1(tally.exact) == pytest.approx(2 / 3)
    assert agreement("a", "a").kinds["doer"].f1(0) is None


def test_a_mark_is_paired_once_and_with_the_same_words_first() -> None:
    tally = agreement(
        "[b|E1:Mob] [men [of Gao|doer1]|doer2] [c|E2:Mob]",
        "[b|E1:Mob] men [of Gao|doer1] [c|E2:Mob]",
    ).kinds["doer"]
    assert (tally.ours, tally.theirs, tally.exact, tally.overlapping) == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("[a|E1:Mob] [b|killed1=5]", "[a|E1:Mob] [b|killed1=6]", "killed"),
        ("[a|E1:Mob] [b|killed1=5]", "[a|E1:Mob] [b|killed1=5+]", "killed"),
        ("[a|E1:Mob] [b|doer1]", "[a|E1:Mob] [b|doer1:claimed]", "doer"),
        ("[a|E1:Mob] [b|place1]", "[a|E1:Mob] [b|place1:near]", "place"),
        ("[a|E1:Mob] [b|day1=2024-03-01]", "[a|E1:Mob] [b|day1=2024-03-02]", "day"),
        ("[a|E1:Mob] [b|S1:denial>1]", "[a|E1:Mob] [b|S1:denial]", "S"),
        ("[a|E1:Mob] [b|S1:denial>1]", "[a|E1:Mob] [b|S1:claim>1]", "S"),
        ("[a|E1:Mob] [b|killed1=5@A] [c|tellerA]", "[a|E1:Mob] [b|killed1=5] c", "killed"),
        ("[a|E1:Mob] [b|E2:Mob] [c|doer1]", "[a|E1:Mob] [b|E2:Mob] [c|doer2]", "doer"),
        (
            "[a|S1:claim] [b|S2:claim] [c|speakerS1]",
            "[a|S1:claim] [b|S2:claim] [c|speakerS2]",
            "speaker",
        ),
    ],
)
def test_marks_that_say_different_things_are_not_linked(one: str, other: str, kind: str) -> None:
    for found in (agreement(one, other), agreement(other, one)):
        tally = found.kinds[kind]
        assert tally.exact == tally.overlapping >= 1
        assert tally.linked < tally.overlapping


def test_events_are_paired_and_their_types_compared() -> None:
    events = agreement(
        "[a|E1:Mob] [b|E2:Attack] [c|E3:Mob:bg] d", "[a|E1:Mob] [b|E2:Clash] [c|E3:Mob] [d|E4:IED]"
    ).events
    assert (events.ours, events.theirs) == (3, 4)
    assert (events.overlapping, events.exact, events.linked) == (3, 2, 1)


def test_events_told_by_other_words_are_one_by_the_marks_they_share() -> None:
    events = agreement(
        "[shot|E1:Attack] in an attack [a|doer1] [b|place1]",
        "shot in an [attack|E1:Attack] [a|doer1] [b|place1]",
    ).events
    assert (events.overlapping, events.exact) == (1, 1)


def test_only_passages_of_both_count() -> None:
    found = compare(passages("[a|E1:Mob]", "b", "c"), passages("a", "b"))
    assert (found.passages, found.same_holds) == (2, 1)


def test_texts_that_differ_are_refused_with_the_place() -> None:
    with pytest.raises(CorpusError, match=r"en-0001: another text .*'a c', not 'a b'"):
        agreement("a b", "a c")
    with pytest.raises(CorpusError, match="no id stands in both"):
        compare(passages("a"), [])


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HEAD.format(1) + "[a|E1:Mob] [b|doer1]\n", "utf-8")
    assert main([str(path), str(path)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0] == "passages 1; event or none the same in 1"
    assert table[-1].split() == ["events", "1", "1", "1.00", "1.00", "1.00"]
    assert main([str(path), str(tmp_path / "none")]) == 1
    assert list(lines(Agreement()))


def test_every_tenth_passage_is_printed_without_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "".join(HEAD.format(number) + "[a|E1:Mob] \\[b\\]\n\n" for number in range(1, 13)), "utf-8"
    )
    assert blank([str(path)]) == 0
    found, faults = parse(capsys.readouterr().out)
    assert [(one.id, one.text, one.spans) for one in found] == [
        ("en-0001", "a [b]", ()),
        ("en-0011", "a [b]", ()),
    ]
    assert faults == []
