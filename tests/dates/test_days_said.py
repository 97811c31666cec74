"""Words marked as saying when, in every language of the tables, against the days they mean."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.said import DaysSaid, day_of_dateline, days_said
from extractor.dates.said_words import languages_of, read_words

THURSDAY = date(2024, 3, 14)
SUNDAY_BEFORE = DaysSaid(date(2024, 3, 10), date(2024, 3, 10), False)

# Language, words, first and last day (month-day of 2024, or with the year). Published Thursday,
# 14 March 2024.
CASES = """
en | late on Tuesday evening | 03-12
en | Thursday | 03-14
en | last Thursday | 03-07
en | Monday of last week | 03-04
en | yesterday | 03-13
en | last night | 03-13
en | the day before yesterday | 03-12
en | overnight | 03-13..03-14
en | overnight into Wednesday | 03-12..03-13
en | the night to 3 March | 03-02..03-03
en | three days ago | 03-11
en | two weeks ago | 02-29
en | a few days ago | 03-07..03-12
en | last week's | 03-04..03-10
en | recently | 03-07..03-14
ru | на днях | 03-07..03-14
en | most of last week | 03-04..03-10
en | several times last month | 02-01..02-29
en | the first few days of March | 03-01..03-14
en | early Tuesday, a couple of hours before dawn | 03-12
en | as recently as two days ago | 03-12
en | 45 days ago | 01-29
en | in recent days in Sudan's Darfur | 03-07..03-14
fr | les trois dernières semaines | 02-22..03-14
es | las dos últimas semanas | 02-29..03-14
es | varias veces la semana pasada | 03-04..03-10
zh | 十几天前 | 03-04
zh | 上周人数 | 03-04..03-10
en | in recent weeks | 02-13..03-14
es | hace unos días | 03-07..03-12
es | hace días | 03-07..03-12
fr | il y a quelques jours | 03-07..03-12
pt | há alguns dias | 03-07..03-12
de | vor einigen Tagen | 03-07..03-12
de | vor Wochen | 02-13..03-06
ru | несколько дней назад | 03-07..03-12
uk | кілька днів тому | 03-07..03-12
ar | قبل أيام | 03-07..03-12
ar | قبل ثلاثة أيام | 03-11
fa | چند روز پیش | 03-07..03-12
tr | birkaç gün önce | 03-07..03-12
hi | कुछ दिन पहले | 03-07..03-12
zh | 几天前 | 03-07..03-12
ja | 数日前 | 03-07..03-12
ko | 며칠 전 | 03-07..03-12
id | beberapa hari lalu | 03-07..03-14
sw | siku chache zilizopita | 03-07..03-14
en | an hour ago | 03-14
en | at 16:30 on Sunday | 03-10
en | on Wednesday at ten in the evening | 03-13
en | 11 p.m. on Friday | 03-08
en | 12.03.2024 | 03-12
en | 12/3 | 03-12
en | 2024-02-29 | 02-29
en | 3/25/2023 | 2023-03-25
en | the twenty-ninth | 02-29
en | the 15th | 02-15
en | Friday the 8th | 03-08
en | 30 December | 2023-12-30
en | 29 February 2023 and 1 March | 03-01
en | March | 03-01..03-14
en | last March | 2023-03-01..2023-03-31
en | late February | 02-21..02-29
en | June 2019 | 2019-06-01..2019-06-30
en | last week | 03-04..03-10
en | this week | 03-11..03-14
en | last weekend | 03-09..03-10
en | over the weekend | 03-09..03-10
en | last month | 02-01..02-29
en | the past three days | 03-11..03-14
en | last autumn | 2023-09-01..2023-11-30
en | 3 to 5 March | 03-03..03-05
en | March 3–5 | 03-03..03-05
en | between 28 February and 2 March | 02-28..03-02
en | 30 December to 2 January | 2023-12-30..01-02
en | Monday and Tuesday | 03-11..03-12
en | Friday, Saturday and Sunday | 03-08..03-10
en | Thursday 7 to Friday 8 March | 03-07..03-08
en | Sunday night into Monday morning | 03-10..03-11
en | earlier this week | 03-11..03-14
en | at the beginning of the month | 03-01..03-10
en | in the last 24 hours | 03-13..03-14
en | over the past day | 03-13..03-14
uk | за останню добу | 03-13..03-14
ru | за последние сутки | 03-13..03-14
en | at about 8.30 a.m. on 12 March | 03-12
en | New Year's Eve | 2023-12-31
en | the weekend of 2 March | 03-02..03-03
en | Tuesday a week ago | 03-05
es | el martes por la noche | 03-12
es | anteayer | 03-12
es | hace tres días | 03-11
es | el jueves siete de marzo | 03-07
es | a finales de febrero | 02-21..02-29
es | entre el 3 y el 5 de marzo | 03-03..03-05
es | el pasado fin de semana | 03-09..03-10
fr | dans la nuit de lundi à mardi | 03-11..03-12
fr | avant-hier | 03-12
fr | il y a deux jours | 03-12
fr | le 1er mars | 03-01
fr | mardi 12 mars vers 8h30 | 03-12
fr | la semaine dernière | 03-04..03-10
fr | le dix-huit janvier | 01-18
fr | début février | 02-01..02-10
pt | na terça-feira à noite | 03-12
pt | quarta, 13 | 03-13
pt | há três dias | 03-11
pt | sábado à tarde | 03-09
pt | 10/3 | 03-10
ar | في وقت متأخر من يوم الثلاثاء | 03-12
ar | مساء أمس | 03-13
ar | قبل ثلاثة أيام | 03-11
ar | منذ يومين | 03-12
ar | وبالاثنين | 03-11
ar | ٣ آذار/مارس | 03-03
ar | أواخر شباط | 02-21..02-29
ar | الخامس من الشهر | 03-05
ar | الأسبوع الماضي | 03-04..03-10
ru | поздно вечером во вторник | 03-12
ru | в ночь на среду | 03-12..03-13
ru | накануне | 03-13
ru | 3-го марта | 03-03
ru | воскресным утром | 03-10
ru | три дня назад | 03-11
ru | в октябре прошлого года | 2023-10-01..2023-10-31
ru | с 3 по 5 марта | 03-03..03-05
uk | вночі 3 березня | 03-03
uk | у ніч на середу | 03-12..03-13
uk | учора ввечері | 03-13
uk | десятого березня | 03-10
uk | торік у жовтні | 2023-10-01..2023-10-31
tr | 12 Mart'ta | 03-12
tr | salı günü | 03-12
tr | cumartesi gecesi | 03-09
tr | pazartesiyi salıya bağlayan gece | 03-11..03-12
tr | çarşambaya bağlayan gece | 03-12..03-13
tr | geçen perşembeye | 03-07
tr | üç gün önce | 03-11
tr | dün akşamı | 03-13
fa | سه‌شنبه‌شب | 03-12
fa | سه شنبه | 03-12
fa | دیشب | 03-13
fa | ۲۱ اسفند | 03-11
fa | ۱۵ خرداد ۱۴۰۲ | 2023-06-05
fa | اول حمل ۱۴۰۰ | 2021-03-21
fa | سه روز پیش | 03-11
de | Dienstagabend | 03-12
de | gestern Abend | 03-13
de | in der Nacht zum Mittwoch | 03-12..03-13
de | vor drei Tagen | 03-11
de | am 3. März | 03-03
de | vergangene Woche | 03-04..03-10
de | am dritten März | 03-03
id | Selasa (12/3) malam | 03-12
id | tadi malam | 03-13
id | tiga hari lalu | 03-11
id | Rabu kemarin | 03-13
id | pekan lalu | 03-04..03-10
id | Selasa (12/3/2024) pukul 08.30 WIB | 03-12
id | minggu lalu | 03-04..03-10
id | awal Februari | 02-01..02-10
sw | katika tarehe 3 Machi | 03-03
sw | usiku wa kuamkia Jumatano | 03-12..03-13
sw | Jumanne usiku | 03-12
sw | siku tatu zilizopita | 03-11
sw | wiki iliyopita | 03-04..03-10
sw | tarehe 3 mwezi Machi | 03-03
sw | mwezi uliopita | 02-01..02-29
hi | १२ मार्च को | 03-12
hi | मंगलवार देर रात | 03-12
hi | तीन दिन पहले | 03-11
hi | पिछले हफ्ते | 03-04..03-10
my | အင်္ဂါနေ့ ညနေ | 03-12
my | မတ် ၃ ရက် | 03-03
my | မနေ့က | 03-13
my | ဒီမနက် | 03-14
zh | 3月12日 | 03-12
zh | 2023年12月25日 | 2023-12-25
zh | 上月25日 | 02-25
zh | 上个月 | 02-01..02-29
zh | 十二日 | 03-12
zh | 12日晚 | 03-12
zh | 周二 | 03-12
zh | 上星期四 | 03-07
zh | 礼拜三晚上 | 03-13
zh | 三天前 | 03-11
zh | 去年十二月 | 2023-12-01..2023-12-31
zh | 3月3日至5日 | 03-03..03-05
zh | 三月十二日 | 03-12
zh | 元旦 | 01-01
zh | 平安夜 | 2023-12-24
es | la víspera del lunes | 03-10..03-11
fr | la veille de Noël | 2023-12-24
it | vigilia di Natale | 2023-12-24
tr | yılbaşı gecesi | 2023-12-31
id | malam tahun baru | 2023-12-31
id | hari Natal | 2023-12-25
sw | mkesha wa Krismasi | 2023-12-24
ha | ranar Kirsimeti | 2023-12-25
hi | नए साल के दिन | 01-01
hi | पहली मार्च | 03-01
my | ခရစ္စမတ်နေ့ | 2023-12-25
fa | روز کریسمس | 2023-12-25
ar | رأس السنة | 01-01
ar | ليلة رأس السنة | 2023-12-31
ha | ranar Talata da dare | 03-12
ha | Juma'ar da ta gabata | 03-08
ha | 3 ga Maris | 03-03
ha | makon jiya | 03-04..03-10
ha | kwanaki uku da suka wuce | 03-11
ha | shekaranjiya | 03-12
am | ማክሰኞ ዕለት | 03-12
am | በማክሰኞ ማታ | 03-12
am | ትናንት | 03-13
am | የካቲት 24 ቀን | 03-03
am | 3 ማርች | 03-03
it | martedì sera | 03-12
it | tre giorni fa | 03-11
nl | dinsdagavond | 03-12
nl | drie dagen geleden | 03-11
pl | we wtorek wieczorem | 03-12
pl | w nocy na środę | 03-12..03-13
ur | منگل کی رات | 03-12
bn | মঙ্গলবার রাতে | 03-12
so | Talaado | 03-12
ja | 3月12日 | 03-12
ja | 先月 | 02-01..02-29
fa | شش شب پیش | 03-08
ar | 12 مارس 2024 الموافق 2 رمضان 1445 هـ | 03-12
ar | الثلاثاء 2 رمضان | 03-12
ar | قبل شهرين | 01-01..01-31
ar | خلال اليومين الماضيين | 03-12..03-14
ar | الأيام القليلة الماضية | 03-07..03-14
fa | ۲۲ اسفندماه ۱۴۰۲ | 03-12
fa | ۱۴۰۲/۱۲/۲۲ | 03-12
fa | طی ۲۴ ساعت گذشته | 03-13..03-14
fa | سه روز گذشته | 03-11..03-14
fa | دو سال پیش | 2022-01-01..2022-12-31
tr | son 24 saat içinde | 03-13..03-14
tr | son günlerde | 03-07..03-14
id | dua minggu lalu | 02-29
sw | tarehe 12 mwezi wa tatu | 03-12
zh | 上周二 | 03-05
zh | 2月底 | 02-21..02-29
zh | 上上周 | 02-26..03-03
ar | الثلاثاء قبل الماضي | 03-05
ar | الأسبوع قبل الماضي | 02-26..03-03
zh | 2022年 | 2022-01-01..2022-12-31
zh | 2014年6月 | 2014-06-01..2014-06-30
ru | 14 февраля 2005 года | 2005-02-14
uk | У липні 1995 року | 1995-07-01..1995-07-31
my | လွန်ခဲ့တဲ့ နှစ်ရက်က | 03-12
am | መጋቢት 03/2016 ዓ.ም | 03-12
"""


def _listed() -> list[tuple[str, str, date, date]]:
    rows = []
    for line in CASES.strip().splitlines():
        language, words, days = (cell.strip() for cell in line.split(" | "))
        first, _, last = days.partition("..")
        rows.append((language, words, _day(first), _day(last or first)))
    return rows


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


@pytest.mark.parametrize(("language", "words", "first", "last"), _listed())
def test_words_mean_their_days(language: str, words: str, first: date, last: date) -> None:
    said = days_said(words, THURSDAY, language)
    assert said and (said.first, said.last) == (first, last)


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "the same day", 10), ("en", "the next morning", 11), ("en", "two days later", 12),
        ("en", "a day earlier", 9), ("en", "that night", 10), ("en", "dawn", 10),
        ("en", "later that day", 10), ("en", "24 hours later", 11), ("en", "that Friday", 8),
        ("en", "the eve of the vote", 9),
        ("es", "al día siguiente", 11), ("fr", "la veille", 9), ("pt", "no mesmo dia", 10),
        ("ar", "في اليوم التالي", 11), ("ru", "на следующий день", 11), ("uk", "напередодні", 9),
        ("tr", "ertesi gün", 11), ("fa", "همان روز", 10), ("de", "am Tag darauf", 11),
        ("id", "dua hari kemudian", 12), ("sw", "siku mbili baadaye", 12), ("hi", "अगले दिन", 11),
        ("my", "နောက်တစ်ရက်", 11), ("zh", "翌日", 11), ("ha", "washegari", 11), ("am", "በማግስቱ", 11),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_told_before(language: str, words: str, day: int) -> None:
    said = days_said(words, THURSDAY, language, SUNDAY_BEFORE)
    assert said and said.first == said.last == date(2024, 3, day)


@pytest.mark.parametrize("words", ["the same day", "two days later", "ertesi gün", "翌日"])
def test_they_mean_no_day_where_none_was_told_before(words: str) -> None:
    assert days_said(words, THURSDAY) is None


@pytest.mark.parametrize(
    "words",
    ["", "  ", "the market", "31 February", "30.02.2024", "0", "99", "²", "next Tuesday", "2031"],
)
def test_no_day_is_none(words: str) -> None:
    assert days_said(words, THURSDAY, "en") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Jumatatu", 11), ("Salı", 12), ("terça-feira", 12), ("Selasa malam", 12), ("mardi", 12),
        ("सोमवार को", 11), ("سه‌شنبه", 12), ("الثلاثاء", 12), ("ማክሰኞ", 12), ("вівторок", 12),
        ("во вторник", 12), ("周二", 12), ("အင်္ဂါနေ့", 12), ("ranar Talata", 12), ("Dienstag", 12),
    ],
)  # fmt: skip
def test_without_a_language_the_words_themselves_decide_it(words: str, day: int) -> None:
    said = days_said(words, THURSDAY)
    assert said and said.first == said.last == date(2024, 3, day)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "3 رمضان 1445"), ("fa", "۳ رمضان"), ("my", "တပေါင်းလဆန်း ၅ ရက်"), ("zh", "农历二月初三")],
)
def test_a_day_of_a_calendar_that_is_not_counted_is_none(language: str, words: str) -> None:
    assert days_said(words, THURSDAY, language) is None


def test_the_language_decides_between_meanings() -> None:
    in_spanish, in_polish = (
        days_said("el 2 mayo", THURSDAY, "es"),
        days_said("maja", THURSDAY, "pl"),
    )
    assert in_spanish and in_spanish.first == date(2023, 5, 2)
    assert in_polish and in_polish.first == date(2023, 5, 1)
    hausa, swahili = days_said("jiya", THURSDAY, "ha"), days_said("jana", THURSDAY, "sw")
    assert hausa == swahili == DaysSaid(date(2024, 3, 13), date(2024, 3, 13), False)


def test_another_language_is_tried_where_that_of_the_article_gives_no_day() -> None:
    said = days_said("on Tuesday", THURSDAY, "tr")
    assert said and said.first == date(2024, 3, 12)
    assert days_said("Tuesday", THURSDAY, "xx") == said
    march = DaysSaid(date(2024, 3, 12), date(2024, 3, 12), True)
    assert {days_said("on 12 March", THURSDAY, one) for one in ("tr", "ru", "xx")} == {march}
    assert days_said("12 марта", THURSDAY, "uk") == march
    ethiopian = days_said("መስከረም 1", THURSDAY, "ti")
    assert ethiopian and ethiopian.first == date(2023, 9, 12)


def test_a_month_or_its_day_is_explicit_and_a_counted_day_is_not() -> None:
    said = {
        words: days_said(words, THURSDAY) for words in ("3 March", "the 3rd", "Sunday", "today")
    }
    assert [one and one.explicit for one in said.values()] == [True, True, False, False]


def test_without_a_publication_only_a_full_date_is_a_day() -> None:
    said = days_said("12 March 2024", None, "en")
    assert said == DaysSaid(date(2024, 3, 12), date(2024, 3, 12), True)
    assert [days_said(w, None) for w in ("Tuesday", "12 March", "yesterday", "last week")] == [
        None
    ] * 4


def test_one_day_written_in_two_calendars_is_one_day() -> None:
    said = days_said("یازدهم سنبله (۲ سپتامبر)", date(2022, 10, 5), "fa")
    assert said and said.first == said.last == date(2022, 9, 2)


def test_a_step_that_needs_a_day_before_is_no_day_in_another_language() -> None:
    assert days_said("شب بعد", THURSDAY) is None


def test_a_leap_day_is_of_the_last_leap_year() -> None:
    said = days_said("29 February", date(2023, 5, 1), "en")
    assert said and said.first == date(2020, 2, 29)


def test_languages_are_told_by_script_those_with_more_words_first() -> None:
    by_hand, names_only = languages_of("вторник")
    assert by_hand[:2] == ["ru", "uk"] and "bg" in names_only
    assert languages_of("12.03.") == ([], [])


def test_what_is_in_no_table_says_nothing() -> None:
    assert read_words("the market of Kaya", "en")[0] == []


@given(
    st.text(alphabet=st.characters(), max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "Monday",
                "31",
                "February",
                "2024",
                "to",
                "and",
                "ago",
                "last",
                "5",
                "the",
                "3/4/05",
                "0.0",
                "next",
                "week",
            ]
        ),
        max_size=8,
    ).map(" ".join),
    st.dates(),
    st.sampled_from(["en", "ar", "fa", "am", "zh", "my", None]),
)
def test_any_text_gives_days_up_to_the_publication_or_none(
    words: str, published: date, language: str | None
) -> None:
    before = DaysSaid(published, published, False)
    for told in (None, before):
        said = days_said(words, published, language, told)
        assert said is None or said.first <= said.last <= published
    days_said(words, None, language)


def test_weekdays_are_within_a_week_in_every_language() -> None:
    names = {"en": "Tuesday", "el": "Τρίτη", "he": "יום שלישי", "ja": "火曜日", "th": "วันอังคาร"}
    for language, name in names.items():
        for back in range(7):
            published = THURSDAY - timedelta(days=back)
            said = days_said(name, published, language)
            assert said and said.first.weekday() == 1, name
            assert timedelta(0) <= published - said.first < timedelta(days=7)


TABLE = Path(__file__).parents[2] / "fixtures" / "cases" / "dates.csv"


def _table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "case", _table(), ids=lambda case: f"{case['words']} ({case['published'] or 'undated'})"
)
def test_the_words_of_the_table_mean_the_days_it_says(case: dict[str, str]) -> None:
    anchor = _day(case["anchor"])
    before = DaysSaid(anchor, anchor, True) if anchor else None
    said = days_said(case["words"], _day(case["published"]), told_before=before)
    start, end = _day(case["start"]), _day(case["end"])
    assert (said.first, said.last) == (start, end) if said else start is end is None
    assert str(said.precision or "") == case["precision"] if said else not case["precision"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("March 14", "2017-04-05", "2017-03-14"),
        ("March 14", "2017-03-14", "2017-03-14"),
        ("March 14", "2017-03-13", "2016-03-14"),
        ("23 Aug 88", "", "1988-08-23"),
        ("23 Aug 12", "", "2012-08-23"),
        ("3 JAN 90", "1990-01-04", "1990-01-03"),
        ("Jan. 5, 2020", "", "2020-01-05"),
        ("31 Dec 69", "", "2069-12-31"),
        ("March 14", "", ""),
        ("March 2017", "2017-04-05", ""),
        ("no date", "2017-04-05", ""),
    ],
)
def test_dateline_dates(text: str, published: str, expected: str) -> None:
    assert day_of_dateline(text, _day(published)) == _day(expected)


@pytest.mark.parametrize(
    ("words", "fixed"),
    [
        ("Tuesday", True),
        ("yesterday", True),
        ("4 March", True),
        ("March", True),
        ("two days ago", False),
        ("the same day", False),
        ("last week", False),
        ("2016", False),
    ],
)
def test_words_that_mean_the_same_days_whoever_reads_them(words: str, fixed: bool) -> None:
    said = days_said(words, THURSDAY, told_before=SUNDAY_BEFORE)
    assert said is not None
    assert said.fixed is fixed
