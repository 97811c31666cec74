"""Which of several counts of dead is an event's: older ones, newer ones, parts of another.

In a text ``<>`` marks the event's words and ``[]`` its counts of dead.
"""

from __future__ import annotations

import re

import pytest
from marked import Marked

from extractor.models.encoder.tagging import Filler

MARK = re.compile(r"<(?P<what>[^>]+)>|\[(?P<killed>[^\]]+)\]")

TEXTS = [
    (
        "Rebels <raided> Djibo on Monday. The evening before, the number was [31]; on "
        "Wednesday doctors counted [38 bodies].",
        38,
    ),
    (
        "Militants <stormed> a camp near Goma on Monday. Figures of [18], [24] and [30] had "
        "been in circulation before the army gave the final number of [33].",
        33,
    ),
    (
        "A car bomb <went off> in Mogadishu on Monday, killing [nine people], police said. "
        "They later raised that to [13].",
        13,
    ),
    (
        "An explosion <tore> through a cafe in Baghdad on Monday. Hospital staff spoke of "
        "[eight dead] at first; by nightfall there were [11].",
        11,
    ),
    (
        "Gang members <opened fire> in Guayaquil on Monday. Prosecutors, who originally gave "
        "the number of dead as [ten], now speak of [12].",
        12,
    ),
    (
        "A truck bomb <exploded> in Garowe on Monday. [Eight people] were reported dead at "
        "first, but hospital records show [14].",
        14,
    ),
    (
        "Raiders <attacked> Bor on Monday. [Three] was the number given in the morning; [five "
        "people] are now confirmed dead.",
        5,
    ),
    (
        "A mortar <struck> a wedding in Farah on Monday. [Five guests] died on the spot and "
        "[two more] on the way to hospital.",
        7,
    ),
    (
        "Rebels <ambushed> a convoy near Beni on Monday, killing [six people] - [four rangers] "
        "and [two civilians].",
        6,
    ),
    (
        "An air raid <hit> Mekelle on Monday. [Sixteen people] were killed, officials said, "
        "revising an earlier estimate of [twenty].",
        16,
    ),
    (
        "A bomb <exploded> at a shrine in Sehwan on Monday. Rescue services said [12 people] "
        "had been killed, but the figure was soon revised upwards to [18].",
        18,
    ),
    (
        "Shells <landed> on Omdurman on Monday and killed [17 people]. [Four] more died on "
        "Tuesday, and the count is [21].",
        21,
    ),
    (
        "A roadside bomb <hit> a bus near Bannu on Monday. [Fifteen passengers] were killed, "
        "the district officer said, after putting the toll at [eleven] earlier in the day.",
        15,
    ),
    (
        "A bomb <killed> [nine people] in Quetta on Monday, and four more were wounded. Of the "
        "nine dead, [three] were not from the city.",
        9,
    ),
    (
        "Fighters <raided> Bor on Monday. [Twelve men] died, another [eight women] were killed "
        "in their homes.",
        20,
    ),
    (
        "Una bomba <estalló> en Popayán el lunes. [Cinco muertos] eran los que se contaban en "
        "la mañana; ahora son [ocho].",
        8,
    ),
    (
        "Presos <se enfrentaron> en Machala el lunes. Las autoridades corrigieron la cifra de "
        "[once] a [ocho] muertos.",
        8,
    ),
    (
        "Un grupo armado <irrumpió> en un velorio en Uruapan el lunes y asesinó a [siete "
        "personas]: [cinco hombres] y [dos mujeres].",
        7,
    ),
    (
        "Des policiers ont <tiré> sur la foule à Conakry lundi. Initialement fixé à [cinq], le "
        "nombre de morts est de [neuf].",
        9,
    ),
    (
        "Un attentat a <frappé> Kaboul lundi. [Onze personnes] ont été tuées, et non [huit] "
        "comme annoncé auparavant.",
        11,
    ),
    ("<أطلق> مجهولون النار في عدن يوم الاثنين، فقتل [أربعة أشخاص]، وليس [ستة] كما ذكر سابقا.", 4),
    (
        "<وقع> انفجار في بغداد يوم الاثنين. بلغ عدد القتلى [13]، بينما كانت المعلومات الأولى "
        "تتحدث عن [سبعة].",
        13,
    ),
    (
        "Дрон <попал> в автобус в Херсоне в понедельник. Сначала говорили о [четырёх "
        "погибших], теперь их [девять].",
        9,
    ),
    (
        "Дроны <атаковали> Суджу в понедельник. Погибли [шесть мирных жителей] и ещё [трое "
        "военных].",
        9,
    ),
    (
        "Дрон <влучив> у автобус у Херсоні у понеділок. Спочатку мовилося про [трьох "
        "загиблих], згодом число зросло до [восьми].",
        8,
    ),
    (
        "Homens armados <atacaram> Mocímboa da Praia na segunda-feira. A princípio falava-se "
        "de [dois mortos], agora são [seis].",
        6,
    ),
    (
        "Bağdat'ta pazartesi günü bir pazar yerinde bomba <patladı>. Başlangıçta [dört "
        "kişinin] öldüğü bildirilmişti, ancak [yedi kişinin] öldüğü kesinleşti.",
        7,
    ),
    (
        "<انفجار> روز دوشنبه در بغلان رخ داد. مقامات ابتدا از کشته شدن [شش نفر] خبر دادند، اما "
        "این رقم به [یازده] رسید.",
        11,
    ),
    (
        "افراد مسلح روز دوشنبه در زاهدان به یک پاسگاه <حمله> کردند و [نه نفر] کشته شدند. گزارش "
        "نخستین خبرگزاری‌ها از [پنج کشته] حکایت داشت.",
        9,
    ),
    (
        "Eine Mine <explodierte> am Montag bei Kidal. Anfänglich hatte die Armee [drei Tote] "
        "gemeldet, inzwischen sind es [sechs].",
        6,
    ),
    (
        "Milizen <griffen> am Montag ein Lager bei Bunia an. Hatte das Rote Kreuz erst von "
        "[sieben Toten] gesprochen, nennt es nun [zwölf].",
        12,
    ),
    (
        "Bom <meledak> di Makassar pada Senin. Awalnya disebut [tiga orang] tewas, kini korban "
        "tewas menjadi [delapan].",
        8,
    ),
    (
        "Ledakan <mengguncang> pasar di Jolo pada Senin. Polisi merevisi jumlah korban tewas "
        "dari [tujuh] menjadi [sembilan].",
        9,
    ),
    (
        "Polisi <walifyatua> risasi mjini Kisumu siku ya Jumatatu na kuua [watu watano]: "
        "[wanaume watatu] na [wanawake wawili].",
        5,
    ),
    (
        "Bomu <lililipuka> mjini Kismayo siku ya Jumatatu. Mwanzoni ilisemekana [watu wanne] "
        "walikufa; sasa idadi ni [tisa].",
        9,
    ),
    (
        "क्वेटा में सोमवार को <विस्फोट> हुआ। पहले [चार लोगों] के मारे जाने की बात कही गई थी, "
        "अब यह संख्या [सात] है।",
        7,
    ),
    (
        "တနင်္လာနေ့က မြစ်ကြီးနား တွင် <ဗုံးပေါက်ကွဲ>ခဲ့သည်။ ပထမတွင် [၄ ဦး] သေဆုံးသည်ဟု "
        "ဆိုသော်လည်း ယခု [၇ ဦး] သေဆုံးကြောင်း အတည်ပြုသည်။",
        7,
    ),
    (
        "တနင်္လာနေ့က လားရှိုး တွင် <ပစ်ခတ်မှု> ဖြစ်ပွားရာ [ရဲ ၃ ဦး]နှင့် [အရပ်သား ၂ ဦး] သေဆုံးခဲ့သည်။",
        5,
    ),
    (
        "တနင်္လာနေ့က မြဝတီ တွင် <တိုက်ပွဲ> ဖြစ်ပွားခဲ့သည်။ သေဆုံးသူ [၁၂ ဦး] အထိ တိုးလာပြီး ယခင်က [၉ ဦး] ဖြစ်သည်။",
        12,
    ),
    ("星期一，加德满都发生<枪击>。起初报道[4人]死亡，目前死亡人数已达[10人]。", 10),
    (
        "Mahara sun <kai hari> kan wani kauye kusa da Damaturu ranar Litinin. A farko an "
        "bayyana cewa [mutum shida] sun mutu, yanzu sun kai [goma].",
        10,
    ),
    ("ሰኞ ዕለት በሻሸመኔ <ግጭት> ተከስቷል። የመጀመሪያ ሪፖርቶች [ስድስት ሰዎች] ሞቱ ብለው ነበር፤ የሟቾች ቁጥር አሁን [አሥር] ደርሷል።", 10),
    ("ሰኞ ዕለት በደሴ የድሮን <ጥቃት> ተፈጸመ። የሟቾች ቁጥር ወደ [12] ከፍ ብሏል፤ ትናንት [ስምንት] ነበር።", 12),
]


def dead(text: str) -> list[int | None]:
    """The lowest number of each count that is left."""
    marks: dict[str, list[Filler]] = {"what": [], "killed": []}
    plain, at = "", 0
    for one in MARK.finditer(text):
        plain += text[at : one.start()]
        role = str(one.lastgroup)
        marks[role].append(Filler(len(plain), len(plain) + len(one[role]), 0.97))
        plain, at = plain + one[role], one.end()
    marked = Marked(plain + text[at:])
    marked.event(marks["what"][0], killed=marks["killed"])
    return [toll.low for toll in marked.told().tolls]


@pytest.mark.parametrize(("text", "number"), TEXTS)
def test_the_last_whole_count_of_dead_is_the_event_s(text: str, number: int) -> None:
    assert dead(text) == [number]


def test_an_older_count_of_an_italian_text_does_not_count() -> None:
    assert dead("Un <attacco> a Mosul: in un primo momento [sei], ora i morti sono [nove].") == [9]


def test_a_count_called_older_stands_where_there_is_no_other() -> None:
    assert dead("Gunmen <attacked> Kano. Initial reports spoke of [five dead].") == [5]


@pytest.mark.parametrize(
    "text",
    [
        "Police <shot> [nine people] in Owo, [four] of them men. Three are now in custody.",
        "Residents <first heard> shots, and by dawn [nine people] were dead. Not [one] fled.",
        "Gunmen <killed> [nine people] in Owo. The army initially denied it.",
    ],
)
def test_words_of_time_that_belong_to_something_else_change_no_count(text: str) -> None:
    assert dead(text) == [9]


def test_counts_joined_by_and_are_summed_whatever_names_their_words_hold() -> None:
    text = "Men <killed> [the prosecutor, Dr Olinda Benites], and [her driver] in Chincha."
    assert dead(text) == [2]


def test_more_than_adds_nothing() -> None:
    text = "A bomb <hit> Mocha: [63 dead], says the mayor; [more than 80], says a doctor."
    assert dead(text) == [63]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rebels <raided> Kumba: [eight soldiers] fell, [fourteen militants] were shot.", 22),
        ("Köye <saldırı> oldu. [Sekiz polis] öldü, [on dört militan] vuruldu.", 22),
        ("A <clash> in Bor: [six soldiers] died, [two officers] were buried at once.", 6),
    ],
)
def test_the_dead_of_both_sides_are_added_up(text: str, number: int) -> None:
    assert dead(text) == [number]


def test_what_two_tellers_count_is_not_added_up() -> None:
    marked = Marked("A clash in Bor: the army named ten militants, the rebels six soldiers.")
    tellers = ["the army", "the rebels"]
    marked.event("clash", killed=["ten militants", "six soldiers"], teller=tellers)
    assert sorted(toll.low or 0 for toll in marked.told().tolls) == [6, 10]
