"""Codes of the 500s: values that are possible but unlikely."""

from __future__ import annotations

from extractor.validate.finding import Code

__all__ = ["CODES"]

_ALL = "all"
_ACLED = "ACLED rows"
_PLACES = 'ACLED codebook, "Location and geo-precision"; GeoNames'

CODES = (
    Code(
        "W501",
        "Coordinates 0, 0",
        _ALL,
        "Latitude and longitude are both zero: a point in the sea south of Ghana.",
        "A program wrote zeros for blanks.",
        "0, 0",
        "-1.2833, 36.8167",
        _PLACES,
    ),
    Code(
        "W502",
        "Coordinates swapped",
        _ALL,
        "The point is far outside the country, and inside it when latitude and longitude are "
        "exchanged, or with the other sign.",
        "The columns were mixed up, or a minus was lost.",
        "Kenya: 36.8167, -1.2833",
        "Kenya: -1.2833, 36.8167",
        _PLACES,
    ),
    Code(
        "W503",
        "Coordinates outside the country",
        _ALL,
        "No place of the country is known within some hundred kilometres of the point.",
        "The coordinates are of another place of that name, or the country is wrong.",
        "Kenya: 48.8566, 2.3522",
        "Kenya: -1.2833, 36.8167",
        _PLACES,
    ),
    Code(
        "W504",
        "Day in the future",
        _ALL,
        "The event is later than today.",
        "The year was mistyped, or day and month are in the wrong order.",
        "2062-01-05",
        "2026-01-05",
        "–",
    ),
    Code(
        "W505",
        "Day before the dataset begins",
        "ACLED rows, UCDP events",
        "ACLED begins in 1997, UCDP GED in 1989.",
        "The year was mistyped, or a program wrote its zero day (1970-01-01, 1900-01-01).",
        "1922-06-30",
        "2022-06-30",
        'ACLED, "Country coverage"; UCDP GED codebook',
    ),
    Code(
        "W506",
        "Year unlike the date",
        _ALL,
        "The year is not that of the event's day.",
        "Counts by year and by date disagree.",
        "2022-01-03, year 2021",
        "2022-01-03, year 2022",
        'ACLED codebook, "Date and time precision"',
        fixable=True,
    ),
    Code(
        "W507",
        "More than 1,000 fatalities",
        _ALL,
        "Events with more than a thousand deaths are very rare.",
        "Often a total of many events, a year, or a slipped key.",
        "fatalities: 2022",
        "fatalities: 22",
        'ACLED codebook, "Fatalities"',
    ),
    Code(
        "W508",
        "Note of another day",
        "ACLED rows, event records",
        "The note begins 'On …' with a day other than the event's, though the day is known.",
        "Either was mistyped, or the note was copied from another row.",
        "2022-06-30: On 13 June 2022, …",
        "2022-06-30: On 30 June 2022, …",
        "ACLED's notes; 89% of published rows begin so",
    ),
    Code(
        "W509",
        "Note of another number of deaths",
        _ACLED,
        "The note tells one plain number of deaths, and fatalities is another.",
        "One of them was mistyped.",
        "fatalities: 2; … killing 12 people",
        "fatalities: 12; … killing 12 people",
        'ACLED codebook, "Fatalities"',
    ),
    Code(
        "W510",
        "Location not in the gazetteer",
        _ACLED,
        "The country has no place of this name among the gazetteer's 235,000. Told once a file for "
        "all its places: villages under 500 people are missing there.",
        "Worth a look where a well-known town is among them.",
        "location: Comodoro Rivdavia",
        "location: Comodoro Rivadavia",
        "GeoNames",
    ),
    Code(
        "W511",
        "Location nearly named as a place there",
        _ACLED,
        "The name is unknown, and one that differs in a letter or two is the place at the "
        "coordinates.",
        "A slip of the key makes a second place.",
        "Comodoro Rivdavia at -45.8644, -67.4997",
        "Comodoro Rivadavia at -45.8644, -67.4997",
        "GeoNames",
    ),
)
