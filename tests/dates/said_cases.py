"""Words marked as saying when, and the days they mean, published on Thursday, 14 March 2024."""

from __future__ import annotations

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
zh | 上上周二 | 02-27
zh | 上上个月 | 01-01..01-31
am | መጋቢት 03/2016 | 03-12
tr | 5/6 Mart gecesi | 03-05..03-06
en | on the 12 earlier in the month | 03-12
ar | الثلاثاء قبل الماضي | 03-05
ar | الأسبوع قبل الماضي | 02-26..03-03
zh | 2022年 | 2022-01-01..2022-12-31
zh | 2014年6月 | 2014-06-01..2014-06-30
ru | 14 февраля 2005 года | 2005-02-14
uk | У липні 1995 року | 1995-07-01..1995-07-31
my | လွန်ခဲ့တဲ့ နှစ်ရက်က | 03-12
am | መጋቢት 03/2016 ዓ.ም | 03-12
ru | в ночь на 24 февраля 2022 года | 2022-02-23..2022-02-24
uk | у травні 2021 року | 2021-05-01..2021-05-31
ru | осенью 2022 года | 2022-09-01..2022-11-30
uk | у ніч проти 13 березня | 03-12..03-13
ru | в среду в 9 утра | 03-13
ru | с вечера 12 до утра 13 марта | 03-12..03-13
ru | в последние дни | 03-07..03-14
uk | останніми тижнями | 02-13..03-14
de | in den letzten Tagen | 03-07..03-14
en | the week of 26 February | 02-26..03-03
en | the week before last | 02-26..03-03
ru | на позапрошлой неделе | 02-26..03-03
en | the weekend before last | 03-02..03-03
en | late last week | 03-07..03-10
fr | en début de semaine | 03-11..03-13
en | in late 2023 | 2023-09-01..2023-12-31
es | la primera quincena de febrero | 02-01..02-15
pt | na segunda semana de fevereiro | 02-08..02-14
en | earlier Thursday | 03-14
fr | la nuit dernière | 03-13
es | la noche pasada | 03-13
fr | début d'avril | 2023-04-01..2023-04-10
fr | l'année dernière | 2023-01-01..2023-12-31
en | on Easter Sunday 2019 | 2019-04-21
en | over the Easter weekend | 2023-04-08..2023-04-09
fr | dimanche des Rameaux | 2023-04-02
ru | в последние дни февраля | 02-23..02-29
en | the night of 5/6 March | 03-05..03-06
en | sixteen years ago | 2008-01-01..2008-12-31
ru | двадцать пять дней назад | 02-18
pt | no fim da semana passada | 03-07..03-10
"""
"""Language, words, first and last day (month-day of 2024, or with the year)."""
