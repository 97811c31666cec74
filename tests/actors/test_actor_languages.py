from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from extractor import languages
from extractor.actors.languages import read_party
from extractor.actors.official import is_official
from extractor.actors.resolve import Actor, resolve_actor, same_party
from extractor.codebook.types import EventType

DAY = date(2024, 6, 1)
GUNMEN = "Unidentified Armed Group"
# What a coder meets in every language, and the English words of the table that mean it.
SORTS = {
    "gunmen": {"gunmen", "armed men"},
    "militants": {"militants", "fighters", "extremists", "jihadists"},
    "attackers": {"attackers"},
    "bandits": {"bandits", "criminals"},
    "rebels": {"rebels", "insurgents"},
    "terrorists": {"terrorists"},
    "unknown people": {"unidentified men", "unknown"},
    "soldiers": {"soldiers"},
    "army": {"army"},
    "police": {"police"},
    "protesters": {"protesters"},
    "rioters": {"rioters"},
    "civilians": {"civilians"},
    "people": {"people"},
    "residents": {"residents"},
    "villagers": {"villagers", "farmers"},
    "children": {"children"},
    "women": {"women"},
    "workers": {"workers"},
    "journalists": {"journalists"},
    "prisoners": {"prisoners"},
}
LANGUAGES = ["es", "fr", "pt", "ar", "ru", "uk", "tr", "fa"]
LANGUAGES += ["de", "id", "sw", "hi", "my", "zh", "ha", "am"]


def who(words: str, country: str, role: str = "perpetrator") -> str | None:
    actor = resolve_actor(words, role=role, country=country, on=DAY)
    return actor.name if actor else None


def test_every_language_has_words_for_every_sort_of_party() -> None:
    means: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        means[language] = {english for (english, _), _ in languages.rows("actor_words", language)}
    missing = [
        (language, sort)
        for language in LANGUAGES
        for sort, english in SORTS.items()
        if not english & means[language]
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("hombres armados", "Mexico"),
        ("pistoleros con ropa de camuflaje", "Ecuador"),
        ("des hommes armés", "Mali"),
        ("homens encapuzados", "Brazil"),
        ("مسلحون", "Libya"),
        ("مسلحون مجهولون", "Libya"),
        ("للمهاجمين", "Iraq"),
        ("ያልታወቁ ታጣቂዎች", "Ethiopia"),
        ("نامعلوم موٹر سائیکل سواروں", "Pakistan"),
        ("неизвестные вооружённые люди", "Russia"),
        ("двумя боевиками", "Russia"),
        ("невідомі", "Ukraine"),
        ("saldırganları", "Turkey"),
        ("افراد مسلح ناشناس", "Iran"),
        ("bewaffnete Männer", "Syria"),
        ("orang tak dikenal", "Indonesia"),
        ("watu wenye silaha", "Kenya"),
        ("अज्ञात बंदूकधारियों", "India"),
        ("လက်နက်ကိုင်များ", "Myanmar"),
        ("不明身份枪手", "Pakistan"),
        ("'yan bindiga", "Nigeria"),
        ("ማንነታቸው ያልታወቁ ታጣቂዎች", "Ethiopia"),
        ("מחבלים", "Israel"),
        ("rag hubeysan", "Somalia"),
        ("무장 괴한", "Philippines"),
        ("คนร้าย", "Thailand"),
    ],
)
def test_generic_words_of_any_language_are_the_unidentified(words: str, country: str) -> None:
    assert who(words, country) == f"{GUNMEN} ({country})"


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("Güvenlik güçleri", "Turkey", "Military Forces of Turkey (2016-)"),
        ("türkische Armee", "Syria", "Military Forces of Turkey (2016-)"),
        ("украинской армии", "Russia", "Military Forces of Ukraine (2019-)"),
        ("силы ПВО", "Russia", "Military Forces of Russia (2000-)"),
        ("расчётами ПВО", "Russia", "Military Forces of Russia (2000-)"),
        ("сили протиповітряної оборони", "Ukraine", "Military Forces of Ukraine (2019-)"),
        ("артилерія РФ", "Ukraine", "Military Forces of Russia (2000-)"),
        ("طائرة روسية", "Syria", "Military Forces of Russia (2000-)"),
        ("الجيش السوداني", "Sudan", "Military Forces of Sudan (2019-)"),
        ("伊拉克警方", "Iraq", "Police Forces of Iraq (2022-)"),
        ("قتيلين من الجيش", "Iraq", "Military Forces of Iraq (2022-)"),
        ("jeshi la polisi la Tanzania", "Tanzania", "Police Forces of Tanzania (1964-)"),
        ("Milli Savunma Bakanlığı", "Iraq", "Military Forces of Turkey (2016-)"),
        ("jirgin yaƙin sojin Najeriya", "Nigeria", "Military Forces of Nigeria (2023-)"),
        ("สำนักงานตำรวจ", "Thailand", "Police Forces of Thailand (2023-)"),
        ("पुलिस", "India", "Police Forces of India (2014-)"),
        ("wanajeshi wa Kenya", "Somalia", "Military Forces of Kenya (2022-)"),
        ("የኢትዮጵያ ጦር", "Ethiopia", "Military Forces of Ethiopia (2018-)"),
        ("l'armée malienne", "Mali", "Military Forces of Mali (2021-)"),
        ("Силы Таджикистана", "Kyrgyzstan", "Military Forces of Tajikistan (1994-)"),
        ("rudal Rusia", "Ukraine", "Military Forces of Russia (2000-)"),
        ("ворожа артилерія", "Ukraine", "Military Forces of Russia (2000-)"),
        ("окупантами", "Ukraine", "Military Forces of Russia (2000-)"),
        ("украинская ДРГ", "Russia", "Military Forces of Ukraine (2019-)"),
        ("сотрудники МВД", "Russia", "Police Forces of Russia (2000-)"),
        ("العدوان الأمريكي", "Yemen", "Military Forces of the United States (2021-2025)"),
        ("قوى الأمن الداخلي", "Lebanon", "Police Forces of Lebanon (2021-2025)"),
        ("نیروهای انتظامی", "Iran", "Police Forces of Iran (1989-)"),
        ("siyonist rejim", "Palestine", "Military Forces of Israel (2022-)"),
        ("jandarma ekipleri", "Turkey", "Police Forces of Turkey (2016-) Jandarma"),
        ("Das israelische Militär", "Lebanon", "Military Forces of Israel (2022-)"),
        ("Un missile russo", "Ukraine", "Military Forces of Russia (2000-)"),
        ("un bombardeo israelí", "Lebanon", "Military Forces of Israel (2022-)"),
        ("des frappes israéliennes", "Lebanon", "Military Forces of Israel (2022-)"),
        ("российских ракет", "Ukraine", "Military Forces of Russia (2000-)"),
        ("Soldaten", "Palestine", "Military Forces of Israel (2022-)"),
        ("l'esercito", "Palestine", "Military Forces of Israel (2022-)"),
        ("la police", "Palestine", "Police Forces of Palestine (1994-)"),
        ("Sette agenti", "Italy", "Police Forces of Italy (2022-)"),
        ("UPDF", "Democratic Republic of Congo", "Military Forces of Uganda (1986-)"),
        ("Beamte", "Germany", "Police Forces of Germany (2021-2025)"),
    ],
)
def test_a_states_forces_are_known_in_any_language(words: str, country: str, name: str) -> None:
    assert who(words, country) == name


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("قوات الدعم السريع", "Sudan", "Rapid Support Forces"),
        ("للحوثيين", "Yemen", "Houthi Movement - Ansarallah"),
        ("хуситами", "Israel", "Houthi Movement - Ansarallah"),
        ("ЗСУ", "Ukraine", "Military Forces of Ukraine (2019-)"),
        ("ВСУ", "Russia", "Military Forces of Ukraine (2019-)"),
        ("боевики ИГИЛ", "Syria", "Islamic State (Syria)"),
        ("PKK'lıların", "Turkey", "PKK: Kurdistan Workers Party"),
        ("wapiganaji wa al-Shabaab", "Kenya", "Al Shabaab"),
        ("አልሸባብ", "Somalia", "Al Shabaab"),
        ("အာရက္ခတပ်တော်(AA)", "Myanmar", "ULA/AA: United League of Arakan/Arakan Army"),
        (
            "အမ်အန်ဒီအေအေ (MNDAA)",
            "Myanmar",
            "MNTJP/MNDAA: Myanmar National Truth and Justice Party/Myanmar National Democratic "
            "Alliance Army",
        ),
        ("wapiganaji wa Kiislamu", "Mozambique", "Islamist Militia (Mozambique)"),
        ("胡塞武装分子", "Yemen", "Houthi Movement - Ansarallah"),
        ("የፋኖ ታጣቂዎች", "Ethiopia", "Fano Youth Militia"),
        ("Jnim", "Mali", "JNIM: Group for Support of Islam and Muslims"),
        ("JNIM", "Mali", "JNIM: Group for Support of Islam and Muslims"),
        ('חיילי צה"ל', "Lebanon", "Military Forces of Israel (2022-)"),
        ("جيش الاحتلال", "Palestine", "Military Forces of Israel (2022-)"),
        ("a PM", "Brazil", "Police Forces of Brazil (2023-) Military Police"),
        ("नक्सलियों", "India", "Naxal-Maoist Rebels (India)"),
        ("talebani pakistani", "Pakistan", "TTP: Tehreek-i-Taliban Pakistan"),
        ("«Лашкар-и-Тайба»", "India", "LeT: Lashkar-e-Taiba"),
        ("Партизани руху «Атеш»", "Ukraine", "Atesh"),
        ("«Армии освобождения Белуджистана»", "Pakistan", "BLA: Baloch Liberation Army"),
        ("Сил быстрой поддержки", "Sudan", "Rapid Support Forces"),
        ("Робітничої партії Курдистану", "Turkey", "PKK: Kurdistan Workers Party"),
        ("les FDS", "Syria", "QSD: Syrian Democratic Forces"),
        ("террористами «Джебхат ан-Нусры»", "Syria", "JaN: Al Nusra Front"),
        ("بطارية حوثية", "Yemen", "Houthi Movement - Ansarallah"),
        ("الجيش الوطني", "Syria", "JWS: Syrian National Army"),
        ("الجيش الوطني", "Yemen", "Military Forces of Yemen (2022-)"),
        ("Tentara Arakan", "Myanmar", "ULA/AA: United League of Arakan/Arakan Army"),
    ],
)
def test_groups_and_forces_are_known_by_the_names_of_any_language(
    words: str, country: str, name: str
) -> None:
    assert who(words, country) == name


def test_a_name_that_is_a_word_of_the_language_counts_at_home_only() -> None:
    assert who("الشباب", "Somalia") == "Al Shabaab"
    assert who("الشباب", "Syria", "target") == "Civilians (Syria)"
    assert who("جيش الاحتلال", "Ukraine") != "Military Forces of Israel (2022-)"


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("مسلحو حركة الزنتان الجديدة", "Libya", "حركة الزنتان الجديدة"),
        ("قوات الصاعقة", "Libya", "قوات الصاعقة"),
        ("بوكا بوكا", "Mali", "بوكا بوكا"),
        ("боевики отряда «Гром»", "Russia", "отряда «Гром»"),
        ("guerrilleros del Frente Qolvani", "Colombia", "Frente Qolvani"),
        ("Kämpfer der Gruppe Qolvani", "Syria", "Gruppe Qolvani"),
        ("Qolvani rebels", "Chad", "Qolvani rebels"),
        ("the Qolvani gang", "Haiti", "Qolvani gang"),
        ("gunmen of the XLF", "Chad", "gunmen of the XLF"),
        ("militiamen loyal to Abu Qolvani", "Iraq", "militiamen loyal to Abu Qolvani"),
    ],
)
def test_a_name_no_table_knows_is_never_unidentified(words: str, country: str, name: str) -> None:
    actor = resolve_actor(words, role="perpetrator", country=country, on=DAY)
    assert actor is not None
    assert (actor.name, actor.known) == (name, False)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("gunmen from Kaduna", "Nigeria"),
        ("Masked attackers", "Nigeria"),
        ("Islamist militants", "Nigeria"),
        ("Gaza militants", "Palestine"),
        ("hombres armados de Bogotá", "Colombia"),
        ("مسلحون على دراجات نارية", "Libya"),
    ],
)
def test_where_and_with_what_is_no_name(words: str, country: str) -> None:
    assert (who(words, country) or "").startswith(GUNMEN)


@pytest.mark.parametrize(
    "words", ["kooxda xubnaha", "гопники", "các tay súng", "it", "the attack", "unknown", "", "12"]
)
def test_words_no_table_has_and_words_for_nobody_give_no_actor(words: str) -> None:
    assert who(words, "Kenya") is None


@pytest.mark.parametrize(
    "words",
    ["спасатели", "телеканал «Дождь»", "الهلال الأحمر", "قناة الجزيرة", "خبرگزاری تسنیم", "法院"],
)
def test_who_reports_helps_or_judges_is_no_doer(words: str) -> None:
    assert who(words, "Syria") is None


def test_an_interior_ministry_speaks_as_the_government_and_acts_by_its_police() -> None:
    assert who("МВД", "Russia", "speaker") == "Government of Russia (2000-)"
    assert who("وزارة الداخلية", "Iraq") == "Police Forces of Iraq (2022-)"


@pytest.mark.parametrize("words", ["FPV-дрон", "سيارة", "дом", "market"])
def test_things_are_nobody_in_any_language(words: str) -> None:
    assert who(words, "Russia") is None


@pytest.mark.parametrize(
    ("words", "country", "name", "associated"),
    [
        ("صحفيين", "Syria", "Civilians (Syria)", "Journalists (Syria)"),
        ("двух врачей", "Russia", "Civilians (Russia)", "Health Workers (Russia)"),
        ("manoma", "Nigeria", "Civilians (Nigeria)", "Farmers (Nigeria)"),
        ("学生", "Myanmar", "Civilians (Myanmar)", "Students (Myanmar)"),
    ],
)
def test_people_keep_their_sort_in_any_language(
    words: str, country: str, name: str, associated: str
) -> None:
    actor = resolve_actor(words, role="target", country=country, on=DAY)
    assert actor is not None
    assert (actor.name, actor.associated) == (name, (associated,))


def test_a_protest_has_its_crowd_in_any_language() -> None:
    def street(words: str) -> Actor | None:
        return resolve_actor(
            words,
            role="perpetrator",
            country="Turkey",
            on=DAY,
            event_type=EventType.PROTESTS,
        )

    for words in ("madenciler", "protestocular", "göstericiler"):
        actor = street(words)
        assert actor is not None and actor.name == "Protesters (Turkey)"


@pytest.mark.parametrize(
    "words",
    ["Nino Kvaratskhelia", "Mauricio Pineda", "Luz Marina Vega", "Ruth Aguilar Marroquin"],
)
def test_a_persons_name_is_not_read_as_words_of_another_language(words: str) -> None:
    assert read_party(words).english == words
    assert who(words, "Peru", "target") == "Civilians (Peru)"


@pytest.mark.parametrize(
    "words", ["The criminal elements", "Members of the SDF", "The fact", "LA VIVIENDA", "raid"]
)
def test_english_stays_english(words: str) -> None:
    assert read_party(words).english in (words, "house")


@pytest.mark.parametrize(
    ("a", "b", "country", "same"),
    [
        ("ISIS", "داعش", "Syria", True),
        ("ИГИЛ", "the Islamic State", "Iraq", True),
        ("IS", "Daesh", None, True),
        ("ISKP", "Islamic State", "Pakistan", True),
        ("ISKP", "ISWAP", "Mali", False),
        ("Israeli army", "IDF", "Lebanon", True),
        ('צה"ל', "Israel", "Lebanon", True),
        ("جيش الاحتلال", "the Israeli military", "Palestine", True),
        ("Jnim", "جماعة نصرة الإسلام والمسلمين", "Mali", True),
        ("RSF", "قوات الدعم السريع", "Sudan", True),
        ("ВСУ", "Kyiv", "Ukraine", True),
        ("Haftar's forces", "the Libyan government", "Libya", False),
        ("M23", "ADF", "Democratic Republic of Congo", False),
        ("the Qolvani Front", "the Zandari Front", "Kenya", False),
        ("the Qolvani Front", "Qolvani Front", "Kenya", True),
        ("Jane Otieno", "Otieno", "Kenya", True),
    ],
)
def test_a_party_is_the_same_by_the_tables_not_by_its_spelling(
    a: str, b: str, country: str | None, same: bool
) -> None:
    assert same_party(a, b, country) is same
    assert same_party(b, a, country) is same


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("Police reservists", "Kenya", "Police Forces of Kenya"),
        ("police helicopters", "Kenya", "Police Forces of Kenya"),
        ("military police", "Kenya", "Military Forces of Kenya"),
        ("an officer in the army", "Kenya", "Military Forces of Kenya"),
        ("a police officer", "Kenya", "Police Forces of Kenya"),
        ("ضابط في الجيش", "Yemen", "Military Forces of Yemen"),
        ("ضابطا في الشرطة", "Yemen", "Police Forces of Yemen"),
        ("Moroccan positions", "Morocco", "Military Forces of Morocco"),
        ("polícia militar", "Brazil", "Police Forces of Brazil Military Police"),
        ("PKK'yı", "Turkey", "PKK: Kurdistan Workers Party"),
        ("die pakistanischen Taliban", "Pakistan", "TTP: Tehreek-i-Taliban Pakistan"),
        ("die israelische Armee", "Lebanon", "Military Forces of Israel"),
        ("Rus uçakları", "Syria", "Military Forces of Russia"),
        ("غارة إسرائيلية", "Lebanon", "Military Forces of Israel"),
        ("российский удар", "Ukraine", "Military Forces of Russia"),
        ("以色列空袭", "Lebanon", "Military Forces of Israel"),
    ],
)
def test_whose_men_and_whose_strike_it_is(words: str, country: str, name: str) -> None:
    actor = resolve_actor(words, role="perpetrator", country=country, on=None)
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize(
    ("words", "official"),
    [
        ("The army", True),
        ("Die Armee", True),
        ("السلطات", True),
        ("Следствие", True),
        ("la fiscalía", True),
        ("Moscow", True),
        ("Киеве", True),
        ("Ankara", True),
        ("Residents", False),
        ("los vecinos", False),
        ("rebel officials", False),
        ("a former minister", False),
        ("SANA", False),
        ("Mosul", False),
    ],
)
def test_who_speaks_with_a_states_voice(words: str, official: bool) -> None:
    assert is_official(words) is official


def test_a_capital_is_its_state_in_any_language() -> None:
    assert same_party("Киеве", "украинская армия", "Ukraine")
    assert same_party("Анкара", "турецкие войска", "Iraq")
    assert not same_party("Одессе", "украинская армия", "Ukraine")
