"""Tables in the encodings that exports of the world come in, and reading them."""

from __future__ import annotations

import io

from extractor.tables import TableOptions, open_table

__all__ = ["CASES", "HEADER", "TABLES", "cells", "opened", "text_of", "wanted"]

HEADER = "event_id_cnty,event_date,event_type,country,admin1,location,source,notes,fatalities"
# Places of a country, and a note as a user's own export has it.
TABLES = {
    "russian": (
        "Russia",
        ("Назрань", "Махачкала", "Хасавюрт", "Ростов-на-Дону"),
        "Неизвестные обстреляли машину полиции, двое сотрудников ранены, сообщили власти.",
        ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859-5"),
    ),
    "ukrainian": (
        "Ukraine",
        ("Харків", "Київ", "Запоріжжя", "Кривий Ріг"),
        "Унаслідок обстрілу пошкоджено п'ять будинків, є поранені.",
        ("cp1251", "koi8-u"),
    ),
    "arabic": (
        "Syria",
        ("دمشق", "حلب", "دير الزور", "القامشلي"),
        "قتل خمسة أشخاص في انفجار سيارة مفخخة قرب السوق",
        ("cp1256", "iso8859-6"),
    ),
    "persian": (
        "Iran",
        ("تهران", "مشهد", "اصفهان", "شيراز"),
        "تجمع كارگران در مقابل استاندارى در اعتراض به حقوق معوقه",
        ("cp1256",),
    ),
    "polish": (
        "Poland",
        ("Łódź", "Kraków", "Częstochowa", "Białystok"),
        "Kilkudziesięciu rolników protestowało przed urzędem wojewódzkim",
        ("cp1250", "iso8859-2", "cp852", "mac_latin2"),
    ),
    "czech": (
        "Czech Republic",
        ("Plzeň", "Třebíč", "Žďár nad Sázavou", "Olomouc"),
        "Několik set lidí se sešlo na náměstí proti vládě",
        ("cp1250", "iso8859-2"),
    ),
    "turkish": (
        "Turkey",
        ("Şırnak", "Diyarbakır", "Iğdır", "Gümüşhane"),
        "Göstericiler belediye binası önünde açıklama yaptı, polis müdahale etmedi",
        ("cp1254", "iso8859-9", "cp857", "mac_turkish"),
    ),
    "spanish": (
        "Argentina",
        ("Neuquén", "Córdoba", "Tucumán", "Río Cuarto"),
        "Los docentes marcharon “en defensa de la educación” – según la policía",
        ("cp1252", "mac_roman"),
    ),
    "spanish by dos": (
        "Colombia",
        ("Bogotá", "Medellín", "Cúcuta", "Ibagué"),
        "Hombres armados mataron a un líder campesino en la vía al corregimiento de Riñón",
        ("cp850", "cp437", "iso8859-15"),
    ),
    "french": (
        "Mali",
        ("Ségou", "Ménaka", "Gossi", "Kéniéba"),
        "Des hommes armés ont attaqué le village, tuant deux éleveurs près du marché",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "portuguese": (
        "Brazil",
        ("São Paulo", "Maceió", "Ribeirão Preto", "Goiânia"),
        "Manifestação de caminhoneiros na rodovia, segundo a polícia não houve prisões",
        ("cp1252", "mac_roman"),
    ),
    "german": (
        "Germany",
        ("München", "Köln", "Görlitz", "Gießen"),
        "Rund 200 Bäuerinnen und Bauern blockierten die Straße",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "japanese": (
        "Japan",
        ("東京", "大阪市", "那覇", "さいたま市"),
        "国会前で約百人が抗議のデモを行った。",
        ("cp932", "euc_jp"),
    ),
    "chinese": (
        "China",
        ("北京", "乌鲁木齐", "广州市", "深圳"),
        "工人在工厂门口抗议，要求支付拖欠的工资。",
        ("gb18030",),
    ),
    "taiwanese": (
        "Taiwan",
        ("臺北市", "高雄", "臺南", "新竹縣"),
        "民眾在總統府前抗議，要求政府說明。",
        ("cp950",),
    ),
    "korean": (
        "South Korea",
        ("서울", "부산", "광주", "대구광역시"),
        "노동자들이 시청 앞에서 임금 인상을 요구하며 시위를 벌였다",
        ("cp949",),
    ),
    "greek": (
        "Greece",
        ("Αθήνα", "Θεσσαλονίκη", "Πάτρα", "Ηράκλειο"),
        "Εκατοντάδες άνθρωποι διαδήλωσαν στο κέντρο της πόλης",
        ("cp1253", "iso8859-7", "mac_greek"),
    ),
    "hebrew": (
        "Israel",
        ("תל אביב", "ירושלים", "חיפה", "באר שבע"),
        "מאות מפגינים חסמו את הכביש מול משרד ראש הממשלה",
        ("cp1255", "iso8859-8"),
    ),
    "thai": (
        "Thailand",
        ("ปัตตานี", "ยะลา", "นราธิวาส", "กรุงเทพมหานคร"),
        "คนร้ายลอบวางระเบิดทหารบาดเจ็บสองนาย",
        ("cp874",),
    ),
    "latvian": (
        "Latvia",
        ("Rīga", "Rēzekne", "Liepāja", "Jūrmala"),
        "Pie Saeimas ēkas pulcējās vairāki simti cilvēku, lai protestētu",
        ("cp1257", "iso8859-13"),
    ),
}
CASES = [(name, codec) for name, entry in TABLES.items() for codec in entry[3]]


def text_of(name: str, places: int = 4, *, note: bool = True) -> str:
    country, names, words, _ = TABLES[name]
    lines = [HEADER]
    for number, place in enumerate(names[:places], start=1):
        said = words if note else "On 14 May 2024, a protest"
        cells = f"A{number},2024-05-14,Protests,{country},{place},{place},Example Times"
        lines.append(f'{cells},"{said}",0')
    return "\n".join(lines) + "\n"


def opened(data: bytes, notes: list[str] | None = None, **options):
    told = TableOptions(note=(notes if notes is not None else []).append)
    return open_table("-", told, stdin=io.BytesIO(data), form="csv", **options)


def cells(data: bytes, notes: list[str] | None = None, **options) -> list[list[str]]:
    with opened(data, notes, **options) as table:
        return [list(table.columns), *(row for batch in table.batches() for row in batch.rows)]


def wanted(text: str) -> list[list[str]]:
    return cells(text.encode())
