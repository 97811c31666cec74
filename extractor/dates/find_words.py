"""The words of dates and the letter each one has in the shape that date rules match.

    w weekday         m month           d day number 1–31     o of             h the
    v short weekday   b short month     y year 1900–2099      i in, on, at     a a, an
    p part of day     M May, March …    z 32–99               s since          n number word
    u day, week …     D today           g other number        f from           q few, several
    H hours           Y yesterday       I date in figures     B between        l last, past
    W weekend         F tomorrow        G ago                 k to, until      t this
    e early, end …    O overnight       E earlier, before     & and, or        T that, same
    r recently        N tonight         L later, after        J "hace"         x next
    R recent          X every           C name noun           | blank line     _ anything else

Punctuation stands for itself (``,`` ``.`` ``-`` ``(`` ``)`` ``[`` ``]``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.numbers.figures import FOREIGN, NUMBER_WORDS, TENS, UNITS
from extractor.text.tokens import listed

if TYPE_CHECKING:
    from extractor.text.tokens import Tokens

WEEKDAYS = {
    word: day
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "понедельника вторника среды четверга пятницы субботы воскресенья",
        "понедельнику вторнику среду четвергу пятницу субботу воскресенью",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "الإثنين الثلثاء الاربعاء الخميس الجمعه السبت الاحد",
    )
    for day, word in enumerate(names.split())
} | {"miercoles": 2, "sabado": 5}
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    "sat": 5, "sun": 6,
}  # fmt: skip
MONTHS = {
    word: month
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    )
    for month, word in enumerate(names.split(), 1)
    if word != "-"
} | {"setiembre": 9, "fevrier": 2, "aout": 8, "decembre": 12, "ابريل": 4, "اغسطس": 8}
# A month only beside a day or a year, or after "in", "since" …: they are other words too.
CAREFUL_MONTHS = frozenset(["march", "may", "mars", "mai"])
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# Written with a capital in English, so that "may" and "march" in small letters are other words.
CAPITAL_ONLY = frozenset(
    listed(
        """
    may march sun sat wed mon mar dec sept jun
"""
    )
)

ENGLISH_MONTHS = frozenset(list(MONTHS)[:12])
ENGLISH_WEEKDAYS = frozenset(list(WEEKDAYS)[:7])

DAY_UNITS = {
    "day": "day days día días dia dias jour jours день дня дней nights يوم أيام ايام يومين",
    "week": "week weeks semana semanas semaine semaines неделя недели недель неделе неделю"
    " أسبوع أسابيع الأسبوع",
    "month": "month months mes meses mois месяц месяца месяцев месяце شهر أشهر الشهر",
    "year": "year years año años ans an année années год года лет году سنة سنوات عام العام",
    "decade": "decade decades década décadas décennie décennies century centuries siglo siglos"
    " siècle siècles",
    "season": "summer winter spring autumn",
}
HOURS = "hour hours hora horas heure heures час часа часов ساعة ساعات minutes"
PARTS = {
    "morning": "morning mornings mañana madrugada matin matinée утром утро صباح صباحا",
    "noon": "noon midday mediodía midi",
    "afternoon": "afternoon tarde après-midi midi днем днём",
    "evening": "evening dusk sunset nightfall soir soirée вечером вечер مساء",
    "night": "night midnight noche nuit ночью ночь ليل ليلة",
    "dawn": "dawn daybreak sunrise predawn amanecer aube рассвете فجر",
}
EDGES = {
    "beginning": "early beginning start opening principios comienzos inicios début начале",
    "middle": "mid middle mediados середине",
    "end": "late end close ending closing finales fines fin конце",
}

_CLASSES: dict[str, str] = {
    "o": "of de du del des",
    "h": "the el la le los las les l al",
    "a": "a an un une una",
    "i": "in on at by during over throughout around about within en à au aux dans durant pendant"
    " в во на к по за em por في خلال",
    "s": "since desde depuis с со منذ",
    "f": "from",
    "B": "between entre",
    "k": "to until through till into thru hasta jusque до إلى حتى",
    "&": "and or y et e и или و",
    "q": "few several couple many some unas unos algunos varios pocos quelques plusieurs"
    " несколько عدة بضعة",
    "D": "today hoy aujourd сегодня اليوم",
    "Y": "yesterday ayer hier вчера أمس امس",
    "F": "tomorrow demain завтра غدا",
    "O": "overnight",
    "N": "tonight",
    "G": "ago atrás назад",
    "E": "earlier before prior antes avant",
    "L": "later after afterwards following después après",
    "l": "last past previous pasado pasada pasados pasadas último última dernier dernière passé"
    " passée прошлый прошлую прошлой прошлом прошлого прошлое минувший минувшую الماضي الماضية",
    "t": "this current este esta cette ce этот эту этой этом этого هذا هذه",
    "T": "that same mismo misma même",
    "x": "next coming upcoming forthcoming próximo próxima prochain prochaine следующий القادم",
    "R": "recent últimos últimas derniers dernières последние последних",
    "r": "recently lately",
    "J": "hace",
    "W": "weekend weekends",
    "X": "every each bloody black palm easter super cyber good all any",
    "H": HOURS,
}

# word → (letter, value); the value is a number, a unit, a part of day or an edge.
WORDS: dict[str, tuple[str, int | str]] = {}
for _letter, _words in _CLASSES.items():
    WORDS |= {word: (_letter, word) for word in _words.split()}
for _word, _number in FOREIGN.items():
    WORDS.setdefault(_word, ("n", _number))
WORDS |= {word: ("n", value) for word, value in (UNITS | TENS).items()}
WORDS |= dict.fromkeys(NUMBER_WORDS & {"dozen"}, ("n", 12))
for _unit, _words in DAY_UNITS.items():
    WORDS |= dict.fromkeys(_words.split(), ("u", _unit))
for _part, _words in PARTS.items():
    WORDS |= dict.fromkeys(_words.split(), ("p", _part))
for _edge, _words in EDGES.items():
    WORDS |= dict.fromkeys(_words.split(), ("e", _edge))
WORDS |= {word: ("m", month) for word, month in MONTHS.items()}
WORDS |= {word: ("M", MONTHS[word]) for word in CAREFUL_MONTHS}
WORDS |= {word: ("b", month) for word, month in SHORT_MONTHS.items()}
WORDS |= {word: ("w", day) for word, day in WEEKDAYS.items()}
WORDS |= {word: ("v", day) for word, day in SHORT_WEEKDAYS.items()}
# "an" is a year in French; in English it is an article, and much more often met.
WORDS["an"] = ("a", "an")

# A date before one of these, written with a capital, is part of a name: "March 23 Movement".
NAME_NOUNS = frozenset(
    listed(
        """
    movement alliance brigade brigades battalion organization organisation group army
    front coalition square street avenue bridge university airport hospital stadium road
    revolution times telegraph mail post herald express tribune observer star market
    club mosque battalions faction commando column committee memorial magazine party
"""
    )
)

# What another day can be counted from: "two days after the attack".
EVENT_NOUNS = frozenset(
    listed(
        """
    abduction accident agreement airstrike airstrikes ambush announcement arrest arrests
    assassination assault assaults attack attacks blast blasts bombardment bombing
    bombings capture carnage ceasefire clash clashes collapse coup crackdown crash deal
    death deaths demonstration demonstrations deployment earthquake election elections
    escape execution explosion explosions fighting fire funeral incident inauguration
    invasion kidnapping kidnappings killing killings launch march massacre meeting
    murder murders offensive operation poll polls protest protests raid raids rally
    referendum release resignation riot riots shelling shooting shootings siege speech
    strike strikes summit takeover truce uprising verdict violence visit vote withdrawal
"""
    )
)


def date_shape(tokens: Tokens) -> tuple[str, list[int | str]]:
    """One letter a token, and what each token is worth."""
    read = list(map(_READ.__getitem__, tokens.words))
    letters = [
        letter if letter == small or tokens.capital(index) else small
        for index, (letter, small, _) in enumerate(read)
    ]
    return "".join(letters), [value for _, _, value in read]


MOST_WORDS = 20_000  # remembered: more than are met often


class _Read(dict[str, tuple[str, str, "int | str"]]):
    """Of each token: its letter with a capital, its letter without, and what it is worth."""

    def __missing__(self, word: str) -> tuple[str, str, int | str]:
        letter, value = WORDS.get(word, ("", word))
        small = letter
        if letter:
            small = "_" if word in CAPITAL_ONLY else letter
        elif word[0].isdecimal():
            letter, value = _figure(word)
            small = letter
        elif word[0] == "\n":
            letter = small = "|"
        elif word in NAME_NOUNS:
            letter = "C"
        elif len(word) == 1 and not word.isalnum():
            letter = (
                "-" if word in "-–—" else word if word in ",.()[]" else "'" if word == "’" else "_"
            )
            small = letter
        read = (letter or "_", small or "_", value)
        if len(self) < MOST_WORDS:
            self[word] = read
        return read


_READ = _Read()


def _figure(word: str) -> tuple[str, int | str]:
    if len(word) > 5 and not word.isdecimal() and re.fullmatch(r"\d+[./-]\d+[./-]\d+", word):
        return "I", word
    digits = re.match(r"\d+", word)
    assert digits is not None
    if "." in word or ":" in word or ("," in word and len(word) < 5):
        return "_", word
    number = int(digits.group()) if len(word) < 7 else 0
    plain = word.isdecimal()
    if "," in word:
        return "g", int(word.replace(",", "")) if len(word) < 12 else 0
    if 1 <= number <= 31 and len(digits.group()) <= 2:
        return "d", number
    if plain and len(word) == 4 and 1900 <= number <= 2099:
        return "y", number
    if plain and len(word) == 2 and number:
        return "z", number
    return ("g" if plain else "_"), number


def full_year(two_digits: int) -> int:
    """The year of two digits: 70–99 are of the last century, all others of this."""
    return two_digits + (1900 if two_digits >= 70 else 2000)
