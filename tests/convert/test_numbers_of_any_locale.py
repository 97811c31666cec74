"""Numbers written in the way of any country come back, or are refused: never another number."""

from __future__ import annotations

import csv
import io

from dataset_rows import ACLED
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.convert.reading import read_records

LOCALES = [(".", ""), (".", ","), (".", " "), (".", "'"), (",", "."), (",", ""), (",", "\u202f")]


def count(number: int, decimal: str, grouping: str, decimals: int) -> str:
    text = f"{number:,}".replace(",", grouping)
    return text + (decimal + "0" * decimals if decimals else "")


def degrees(value: float, decimal: str, style: str, letters: str) -> str:
    if style == "plain":
        return f"{value:.4f}".replace(".", decimal)
    sign = letters[value < 0]
    if style == "letter":
        return f"{abs(value):.4f} {sign}".replace(".", decimal)
    seconds = round(abs(value) * 3600)
    return f"{seconds // 3600}°{seconds // 60 % 60:02}'{seconds % 60:02}\"{sign}"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 40), st.integers(0, 30_000)),
            st.floats(-89, 89),
            st.floats(-179, 179),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(LOCALES),
    st.sampled_from(["plain", "letter", "degrees"]),
    st.sampled_from([0, 0, 0, 1, 2, 3]),
)
def test_no_number_is_read_as_another(rows, locale, style, decimals):
    decimal, grouping = locale
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ACLED))
    writer.writeheader()
    for number, (killed, north, east) in enumerate(rows):
        cells = {
            "event_id_cnty": f"KEN{number}",
            "fatalities": count(killed, decimal, grouping, decimals),
            "latitude": degrees(north, decimal, style, "NS"),
            "longitude": degrees(east, decimal, style, "EW"),
        }
        writer.writerow(ACLED | cells)
    found = list(read_records(["-"], stdin=io.BytesIO(out.getvalue().encode())))
    assert len(found) == len(rows)
    for one, (killed, north, east) in zip(found, rows, strict=True):
        if one.record is None:  # of a file without any other sign of what a point is
            assert one.error
            assert style != "plain" or decimals == 3
            continue
        row = one.record.to_acled()
        assert row.fatalities == killed
        assert abs(row.latitude - north) < 2e-4
        assert abs(row.longitude - east) < 2e-4
