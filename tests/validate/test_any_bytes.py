"""Any bytes in, no traceback out: findings, or one line that says why there are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rows import FIXTURES, TODAY, sound, text_of

from extractor.errors import ExtractorError
from extractor.records import ACLED_COLUMNS
from extractor.records.kinds import UCDP_COLUMNS
from extractor.validate import CODES, validate_records

FILES = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
EVENT = json.loads((FIXTURES / "valid" / "events.jsonl").read_text("utf-8").splitlines()[0])
ODD = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", " ", "NA", "0", "-1", "1e9", "1e999", "nan", "٣", "²", "9" * 5000, "\0",
                     "\ud800", "2022-13-45", "31/12/2022", "0000-00-00", "99999-01-01", "1_000"]),
)  # fmt: skip
quick = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(source, **options) -> None:
    try:
        for finding in validate_records(source, today=TODAY, **options):
            assert finding.code in CODES
            json.dumps(finding.as_dict())
    except ExtractorError as error:
        assert "\n" not in str(error)


@quick
@given(st.binary(max_size=300), st.sampled_from(["csv", "jsonl", "json", "xlsx", "txt"]))
def test_any_bytes(tmp_path, data, suffix):
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(data)
    check(path)
    check(path, kind="acled")


@quick
@given(st.sampled_from(FILES), st.data())
def test_damaged_files(tmp_path, path, draw):
    data = bytearray(path.read_bytes())
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=4))
    copy = tmp_path / path.name
    copy.write_bytes(bytes(data))
    check(copy)


@quick
@given(st.lists(st.dictionaries(st.sampled_from(ACLED_COLUMNS), ODD, max_size=5), max_size=4))
def test_any_cells_of_acled(changes):
    check([{**sound()[0], **change} for change in changes])


@pytest.mark.parametrize("change", [{"latitude": "9" * 400}, {"location": "\ud800abcdef"}])
def test_cells_that_are_no_place(change):
    check([{**sound()[0], "location": "Qwortplan", **change}])


@quick
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(UCDP_COLUMNS), st.one_of(ODD, st.floats(), st.integers()), max_size=9
        ),
        max_size=4,
    )
)
def test_any_cells_of_ucdp(rows):
    check(rows, kind="ucdp")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner)
    ),
    max_leaves=8,
)


@quick
@given(st.dictionaries(st.sampled_from(list(EVENT)), JSON, max_size=4))
def test_any_values_of_event_records(changes):
    check([{**EVENT, **changes}])


@quick
@given(st.dictionaries(st.sampled_from(ACLED_COLUMNS), ODD, max_size=6))
@example({"event_id_cnty": "", "inter2": "1"})  # a cell that is left undecided, twice
def test_what_fix_writes_is_clean_of_what_it_mends_and_stays(tmp_path, change):
    from extractor.validate import Options, Report
    from extractor.validate.finding import Change
    from extractor.validate.fix import fixed_copy

    path, out, again = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "again.csv"
    text = text_of({**sound()[0], **change})
    path.write_bytes(text.encode("utf-8", "replace"))

    def fixed(source, target):
        with fixed_copy(
            str(source), str(target), sheet=None, options=Options(today=TODAY), force=True
        ) as copy:
            return list(copy.items(Report(str(target))))

    try:
        items = fixed(path, out)
    except ExtractorError:
        return
    mended = {(item.code, item.column) for item in items if type(item) is Change}
    left = {(item.code, item.column) for item in items if type(item) is not Change}
    assert not mended & left
    assert not [item for item in fixed(out, again) if type(item) is Change]
    assert out.read_bytes() == again.read_bytes()
