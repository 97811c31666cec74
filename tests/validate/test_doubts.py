"""``--fix`` mends where one answer is left, and lists what it would not decide."""

from __future__ import annotations

import pytest
from rows import TODAY, attack, sound, text_of

from extractor.records.kinds import RecordKind
from extractor.validate import Options
from extractor.validate.finding import Change, Finding, Report, Undecided
from extractor.validate.fix import fixed_copy
from extractor.validate.mend import Mender

BATTLE = sound()[2]
NIGERIA = {"country": "Nigeria"}
LEFT = {
    "the second kind is no civilian": (
        attack(inter2="Rebel group"),  # interaction: Political militia-Civilians
        ["interaction"],
    ),
    "the kind of a battle": ({**BATTLE, "inter2": "Civilians"}, ["interaction"]),
    "a protest without protesters": ({**sound()[1], "inter1": "Rioters"}, ["interaction"]),
    "a name of another kind": (attack(inter1="Rebel group"), ["interaction"]),
    "a group that is known as the interaction has it": (
        attack(actor1="Al Shabaab", inter1="Protesters", interaction="Rebel group-Civilians"),
        ["interaction"],
    ),
    "types of two kinds": (
        {**BATTLE, "sub_event_type": "Attack", "disorder_type": "Demonstrations"},
        ["disorder_type"],
    ),
    "a note of the other year": (
        attack(event_date="2023-03-10", year="2022", notes="On 10 March 2022, two men died."),
        ["year"],
    ),
    "number and region of another country": (
        attack(country="Nigeria", iso="404", region="Eastern Africa"),
        ["region", "iso"],
    ),
    "number and point of another country": (
        attack(country="Nigeria", iso="404", region="Western Africa"),
        ["iso"],
    ),
}
MENDED = {
    "interaction": (attack(interaction="Rebel group-Civilians"), "interaction"),
    "numbers": (attack(interaction="23", inter1="3", inter2="7"), "interaction"),
    "disorder type": ({**BATTLE, "disorder_type": "Demonstrations"}, "disorder_type"),
    "year": (attack(year="2021"), "year"),
    "region": (attack(region="Western Africa"), "region"),
    "number": (attack(iso="566"), "iso"),
    "blanks": (attack(interaction="", iso=""), "interaction"),
}


@pytest.mark.parametrize(("row", "columns"), LEFT.values(), ids=LEFT)
def test_a_cell_that_may_be_the_right_half_is_left_and_listed(row, columns):
    mender, given = Mender(RecordKind.ACLED), dict(row)
    changes = list(mender(given))
    assert [change[0] for change in changes if change[0] in columns] == []
    assert [left[0] for left in mender.left] == columns
    assert {column: given[column] for column in columns} == {c: row[c] for c in columns}
    assert all(left[4] for left in mender.left)


@pytest.mark.parametrize(("row", "column"), MENDED.values(), ids=MENDED)
def test_the_only_cell_that_is_wrong_is_mended(row, column):
    mender = Mender(RecordKind.ACLED)
    assert column in [change[0] for change in mender(dict(row))]
    assert mender.left == []


def test_fix_lists_what_it_would_not_decide(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(text_of(attack(), attack(event_id_cnty="KEN9", inter2="Rebel group")))
    with fixed_copy(str(source), str(out), options=Options(today=TODAY)) as copy:
        items = list(copy.items(Report(str(out))))
    [left] = [item for item in items if isinstance(item, Undecided)]
    assert (left.line, left.row_id, left.column) == (3, "KEN9", "interaction")
    assert left.message == (
        "interaction stays 'Political militia-Civilians', 'Rebel group-Political militia' was not "
        "put there: inter2 is Rebel group, not Civilians"
    )
    assert left.as_dict()["severity"] == "undecided"
    assert [type(item) for item in items if not isinstance(item, (Finding, Undecided))] == []
    assert isinstance(left, Change)
    assert "Political militia-Civilians" in out.read_text().splitlines()[2]
