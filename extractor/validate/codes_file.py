"""Codes of the 100s: the file itself, its lines and its columns."""

from __future__ import annotations

from extractor.validate.finding import Code

__all__ = ["CODES"]

_TABLES = "ACLED rows, UCDP events"
_ALL = "all"
_EXPORT = "ACLED's exports of several years"

CODES = (
    Code(
        "E101",
        "Line that cannot be read",
        _ALL,
        "A line of JSON Lines is broken JSON, or holds something other than an object.",
        "The record is lost to everybody who reads the file.",
        '{"id": "a1", "event_type": ',
        '{"id": "a1", "event_type": "Riots"}',
        "JSON Lines",
    ),
    Code(
        "E102",
        "Missing column",
        _TABLES,
        "A column is not there without which no row can be read as an event.",
        "Nothing that depends on the column can be checked or loaded.",
        "event_id_cnty,event_dat,…",
        "event_id_cnty,event_date,…",
        'ACLED codebook, "Columns"; UCDP GED codebook',
    ),
    Code(
        "E103",
        "Column there twice",
        _TABLES,
        "Two columns have the same name, case and spaces aside.",
        "Programs take the first or the last of them without a word.",
        "notes,fatalities,notes",
        "notes,fatalities,comment",
        "CSV (RFC 4180)",
    ),
    Code(
        "E104",
        "Ragged row",
        _TABLES,
        "A row has more or fewer cells than the header, or no day and three filled cells at most, "
        "as notes and sums below a table.",
        "Its values stand under the wrong columns: nearly always an unquoted delimiter or newline.",
        "KEN1,2022-01-01,Market, north",
        'KEN1,2022-01-01,"Market, north"',
        "CSV (RFC 4180)",
    ),
    Code(
        "W105",
        "Column of other exports is missing",
        _TABLES,
        "A column is not there that came with later exports, or that may be blank.",
        "An older export is sound without it; programs made for today's may not be.",
        "no column disorder_type",
        "disorder_type",
        _EXPORT,
    ),
    Code(
        "W106",
        "Unknown column",
        _TABLES,
        "A column that neither today's exports nor older ones have, or one without a name.",
        "It is not checked; if it is a misspelt one, its values go unused.",
        "fatalites",
        "fatalities",
        'ACLED codebook, "Columns"; UCDP GED codebook',
    ),
    Code(
        "W107",
        "Column's name written differently",
        _TABLES,
        "A column's name differs in case or spaces from the codebook's.",
        "It is understood here; programs that ask for the exact name find nothing.",
        "EVENT DATE",
        "event_date",
        _EXPORT,
        fixable=True,
    ),
    Code(
        "W108",
        "No records",
        _ALL,
        "There is a header, an empty list, or a file of JSON Lines without a line.",
        "Zero records are valid: a run that found no event writes such a file. An export that "
        "failed looks just so.",
        "a header alone",
        "a header and rows",
        "–",
    ),
    Code(
        "W109",
        "Not UTF-8",
        _ALL,
        "The file was read in another encoding: that of its byte order mark, one that its words "
        "told, or the one that --encoding names.",
        "Names with accents come out broken in programs that expect UTF-8.",
        "Neuquén in Windows-1252",
        "Neuquén in UTF-8",
        "–",
        fixable=True,
    ),
    Code(
        "W110",
        "Numbers of the form before 2025",
        "ACLED rows",
        "inter1, inter2 or interaction hold numbers, as in exports before 2025. Told once a "
        "column.",
        "Programs that expect words, or numbers where there are now words, lose the column: one "
        "project summed 324,225 deaths instead of 2,346,465 after such a change.",
        "inter1: 6, interaction: 60",
        "inter1: Protesters, interaction: Protesters only",
        'ACLED codebook, "Actor types and interaction codes"',
        fixable=True,
    ),
    Code(
        "W111",
        "Older form of date",
        "ACLED rows, UCDP events",
        "Days are written in words of any language, in digits of another script, day-month-year "
        "or with a time, as older exports do, or as a spreadsheet saved them (9-May-20, 5/9/2020, "
        "9-May, the serial day 45426) where the row's year, its note or the file's other rows "
        "leave one reading. Told once a form.",
        "Sorted as text they are out of order, and many programs read them as something else.",
        "28 December 2022",
        "2022-12-28",
        _EXPORT,
        fixable=True,
    ),
    Code(
        "W113",
        "Event types of exports before 2019",
        "ACLED rows",
        "The export has no sub-event types, and event types as Riots/Protests or Remote violence. "
        "Told once, with their counts. They are read as today's: docs/convert.md says how.",
        "Counts by type over exports of different years miss the rows.",
        "event_type: Riots/Protests, no sub_event_type",
        "event_type: Protests, sub_event_type: Peaceful protest",
        "ACLED codebook of 2017",
    ),
    Code(
        "W114",
        "Line that is no record",
        "ACLED rows, UCDP events",
        "The header once more, as in files put together with cat, or tags below the header (HXL, "
        "as the Humanitarian Data Exchange has them). Every command passes the line over.",
        "Other programs take it for a row.",
        "event_id_cnty,event_date,… in line 501",
        "one header",
        "files put together; hxlstandard.org",
        fixable=True,
    ),
    Code(
        "W115",
        "No header line",
        "ACLED rows, UCDP events",
        "The first line is a row of an export whose header was lost. The columns are told by what "
        "stands where, for exports of UCDP GED and of ACLED with all their columns.",
        "Other programs take the first event for the names of the columns.",
        "412700,IRQ-2017-1-524-322,2017,…",
        "id,relid,year,…",
        'UCDP GED codebook; ACLED codebook, "Columns"',
        fixable=True,
    ),
    Code(
        "W116",
        "Labels of another program",
        "ACLED rows",
        "inter1, inter2, interaction or a precision are labelled as R packages, old codebooks and "
        "people do (State Forces, Rebel Forces, 12. State forces-Rebel group, MILITARY VERSUS "
        "REBELS, 1 - exact day). Told once a column.",
        "Programs that ask for today's words find nothing.",
        "inter1: Rebel Forces",
        "inter1: Rebel group",
        "acledR's acled_transform_interaction; ACLED codebooks before 2019",
        fixable=True,
    ),
    Code(
        "W112",
        "Two forms in one column",
        "ACLED rows",
        "A column changes between numbers and words, or between two forms of date.",
        "Files were put together from different years: types guessed from the first rows make the "
        "others blank.",
        "inter1: 6, then Protesters",
        "inter1: Protesters, then Protesters",
        _EXPORT,
        fixable=True,
    ),
)
