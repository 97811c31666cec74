"""Tables that are not UTF-8: read as they were written, or refused; never as something else."""

from __future__ import annotations

import gzip
import io
import itertools
import os
import threading

import pytest

from extractor.errors import TableError
from extractor.tables import TableOptions, open_table

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


@pytest.mark.parametrize(("name", "codec"), CASES)
def test_a_table_with_places_and_notes_is_read_as_it_was_written(name, codec):
    text, notes = text_of(name), []
    data = text.encode(codec)
    with opened(data, notes) as table:
        found = [list(table.columns), *(row for batch in table.batches() for row in batch.rows)]
    assert found == wanted(text)
    assert table.guess is not None
    assert table.guess.certain
    (note,) = notes
    assert note.startswith("standard input: read as ")
    assert note.endswith(" (a guess; --encoding says otherwise)")


@pytest.mark.parametrize(("name", "codec"), CASES)
def test_a_few_names_are_read_as_they_were_written_or_refused(name, codec):
    for places in (1, 2, 3, 4):
        text = text_of(name, places, note=False)
        try:
            found = cells(text.encode(codec))
        except TableError as error:
            assert "--encoding NAME says which" in error.reason
        else:
            assert found == wanted(text)


@pytest.mark.parametrize("name", TABLES)
def test_names_alone_are_never_read_as_others(name):
    _, places, words, codecs = TABLES[name]
    parts = [*places, *words.split()]
    for codec, size in itertools.product(codecs, (1, 2, 3)):
        for start in range(len(parts) - size + 1):
            text = "\n".join(["text", *parts[start : start + size]]) + "\n"
            try:
                found = cells(text.encode(codec))
            except TableError:
                continue
            assert found == wanted(text), (codec, text)


def test_utf_8_utf_16_and_ascii_are_read_without_a_word():
    text = text_of("russian")
    plain = f"{HEADER}\n" + "A1,2024-05-14,Protests,Kenya,Mandera,Mandera,Example Times,note,0\n"
    for data in (
        *(text.encode(codec) for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
        plain.encode(),
    ):
        notes: list[str] = []
        cells(data, notes)
        assert notes == []


@pytest.mark.parametrize(
    ("place", "codec", "one", "other"),
    [
        ("Київ", "cp1251", "'Київ' in windows-1251", "'疏库' in gb18030"),
        ("دمشق", "cp1256", "'香赞' in gb18030", "'دمشق' in windows-1256"),
        ("서울", "cp949", "'서울' in euc-kr", "'辑匡' in gb18030"),
    ],
)
def test_what_is_not_plain_is_refused_with_the_two_likeliest_readings(place, codec, one, other):
    data = f"a,b\n1,x\n2,{place}\n".encode(codec)
    with pytest.raises(TableError) as caught:
        cells(data)
    assert str(caught.value) == (
        f"standard input:3: not UTF-8, and its encoding is not plain: {one} or {other}; "
        "--encoding NAME says which"
    )
    assert cells(data, encoding=codec)[-1] == ["2", place]


def test_bytes_of_nothing_known_are_refused():
    with pytest.raises(TableError, match="nor any encoding that can be told; --encoding NAME"):
        cells(b"a\n" + bytes(range(128, 256)) * 3 + b"\n")


@pytest.mark.parametrize("utf_8_first", [True, False])
def test_a_file_of_two_encodings_is_refused_with_its_lines(utf_8_first):
    lines = text_of("spanish").splitlines(keepends=True)
    data = b"".join(
        line.encode("utf-8" if (number % 2 == 0) == utf_8_first else "cp1252")
        for number, line in enumerate(lines, start=1)
    )
    reason = "broken UTF-8; save it as UTF-8 (lines {} are UTF-8, lines {} are not)"
    reason = reason.format(*(("2, 4", "3, 5") if utf_8_first else ("3, 5", "2, 4")))
    with pytest.raises(TableError) as caught:
        cells(data)
    assert caught.value.reason == reason
    assert caught.value.line == (3 if utf_8_first else 2)


@pytest.mark.parametrize(
    ("many", "codec", "one", "other"),
    [
        ("portuguese", "cp1252", "ukrainian", "cp1251"),
        ("russian", "cp1251", "russian", "koi8-r"),
        ("spanish", "cp1252", "spanish", "mac_roman"),
        ("polish", "cp1250", "arabic", "cp1256"),
        ("french", "cp1252", "french", "cp850"),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_one_row_in_another_legacy_encoding_is_refused_with_its_line(many, codec, one, other, last):
    header, *rows = text_of(many).encode(codec).splitlines(keepends=True)
    foreign = text_of(one).encode(other).splitlines(keepends=True)[-1]
    lines = [header, *rows * 20, foreign] if last else [header, foreign, *rows * 20]
    with pytest.raises(TableError) as caught:
        cells(b"".join(lines))
    assert caught.value.line == 2
    first, _, second = caught.value.reason.partition("), line")
    assert first.startswith("two encodings in one file: line")
    assert f" {len(lines)} in " in second if last else "line 2 in " in first
    assert second.endswith("; save all of it as UTF-8")


def test_names_in_capitals_and_abbreviations_are_no_other_encoding():
    said = ["ГКНБ", "МЧС", "ФСКН", "ГУФСИН", "РОСГВАРДИЯ", "ДШРГ", "МВД", "НАЗРАНЬ"]
    text = text_of("russian") + "".join(f"B{n},,,,,,,{word},0\n" for n, word in enumerate(said))
    for codec in TABLES["russian"][3]:
        assert cells(text.encode(codec)) == wanted(text)


def test_a_second_encoding_that_shows_late_is_refused_at_its_first_line():
    filler = "x,2024-05-14\n" * 20_000
    start = "place,day\nNeuquén,1\n".encode()
    data = start + filler.encode() + "Tucumán,2\n".encode("cp1252") + "Río,3\n".encode("cp1252")
    with pytest.raises(TableError) as caught:
        cells(data)
    assert caught.value.line == 20_003
    assert caught.value.reason == "broken UTF-8; save it as UTF-8 (so are lines 20003, 20004)"
    data = start.decode().encode("cp1252") + filler.encode() + "Córdoba,2\n".encode()
    with pytest.raises(TableError, match="line 20003 is UTF-8, line 2 is not"):
        cells(data)


@pytest.mark.parametrize("name", TABLES)
def test_utf_8_that_breaks_off_within_a_letter_is_damaged_and_nothing_else(name):
    for places in (1, 4):
        data = text_of(name, places).encode()
        last = max(at for at, byte in enumerate(data) if byte > 127)
        for damaged in (data[:last], data[:last] + data[last + 1 :]):
            with pytest.raises(TableError, match=r":\d: broken UTF-8; save it as UTF-8"):
                cells(damaged)


def test_a_file_that_is_marked_as_utf_8_is_not_guessed():
    with pytest.raises(TableError, match=":2: broken UTF-8; save it as UTF-8"):
        cells(b"\xef\xbb\xbf" + text_of("french").encode("cp1252"))


def test_one_letter_at_the_end_of_a_long_file_counts(tmp_path):
    path = tmp_path / "long.csv"
    row = b"A1,2024-05-14,Protests,Argentina,Mandera,Mandera,Example Times,note,0\n"
    with path.open("wb") as file:
        file.write(f"{HEADER}\n".encode())
        file.writelines([row * 1_000] * 50)
        file.write("A2,2024-05-14,Protests,Argentina,Neuquén,x,y,z,0\n".encode("mac_roman"))
    notes: list[str] = []
    with open_table(path, TableOptions(note=notes.append)) as table:
        *_, last = table.rows()
    assert last.values["admin1"] == "Neuquén"
    assert notes == [f"{path}: read as mac-roman (a guess; --encoding says otherwise)"]


def test_rows_before_the_first_letter_do_not_wait_for_what_it_is(tmp_path):
    path = tmp_path / "late.csv"
    path.write_bytes(b"place,n\n" + b"Mandera,1\n" * 20_000 + "Київ,2\n".encode("cp1251"))
    read = []
    with open_table(path) as table, pytest.raises(TableError, match=":20002: not UTF-8"):
        for row in table:
            read.append(row.line)
    assert len(read) == 20_000


@pytest.mark.parametrize("packed", [False, True])
def test_a_pipe_is_read_like_a_file(packed):
    text = text_of("ukrainian") + "x," * 100_000 + "\n"
    data = text.encode("cp1251")
    data = gzip.compress(data) if packed else data
    ends = os.pipe()

    def send() -> None:
        with os.fdopen(ends[1], "wb") as file:
            file.write(data)

    sender = threading.Thread(target=send)
    sender.start()
    notes: list[str] = []
    with os.fdopen(ends[0], "rb") as stream:
        told = TableOptions(note=notes.append)
        with open_table("-", told, stdin=stream, form="csv") as table:
            rows = [row for batch in table.batches() for row in batch.rows]
    sender.join()
    assert [row[5] for row in rows[:4]] == list(TABLES["ukrainian"][1])
    assert notes == ["standard input: read as windows-1251 (a guess; --encoding says otherwise)"]


def test_a_packed_file_that_breaks_off_gives_all_rows_before_the_break(tmp_path):
    text = text_of("russian") + "".join(
        f"B{n},2024-05-14,Riots,Russia,Назрань,Назрань,x,{hash((n, 1))},0\n" for n in range(40_000)
    )
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(text.encode("cp1251"))[:-20_000])
    read = []
    with open_table(path) as table, pytest.raises(TableError, match="cut off"):
        for row in table:
            read.append(row.values["location"])
    assert len(read) > 20_000
    assert set(read) == set(TABLES["russian"][1])


def test_an_encoding_that_is_named_is_taken():
    text, notes = text_of("czech"), []
    data = text.encode("iso8859-2")
    assert cells(data, notes, encoding="latin2") == wanted(text)
    with opened(data, encoding="latin2") as table:
        list(table.batches())
    assert (table.encoding, table.guess, notes) == ("iso-8859-2", None, [])
    assert cells(text.encode("utf-16-le"), encoding="utf-16-le") == wanted(text)
    dos = text_of("russian").encode("cp866")
    assert cells(dos, encoding="IBM866") == wanted(text_of("russian"))
    mainframe = "a,b\n1,Neuquén\n".encode("cp500")
    assert cells(mainframe, encoding="cp500") == [["a", "b"], ["1", "Neuquén"]]


def test_an_encoding_that_does_not_fit_is_refused_with_its_line():
    data = text_of("russian").encode("cp1251")
    with pytest.raises(TableError) as caught:
        cells(data, encoding="utf-8")
    assert caught.value.line == 2
    assert caught.value.reason == "not utf-8, as --encoding says: byte 0xcd does not fit"


def test_an_encoding_that_the_files_own_mark_contradicts_is_refused():
    data = text_of("russian").encode("utf-8-sig")
    with pytest.raises(TableError, match="marked as UTF-8, so not windows-1251 as --encoding says"):
        cells(data, encoding="cp1251")
    assert cells(data, encoding="utf8") == wanted(text_of("russian"))
    utf_16 = text_of("russian").encode("utf-16")
    assert cells(utf_16, encoding="utf-16") == wanted(text_of("russian"))


def test_utf_8_that_is_to_be_read_as_something_else_is_told():
    notes: list[str] = []
    cells(text_of("french").encode(), notes, encoding="cp1252")
    (note,) = notes
    assert note == (
        "standard input: lines 2, 3, 4, 5 look like UTF-8, read as windows-1252 (--encoding)"
    )


def test_an_encoding_that_does_not_exist_is_refused():
    for name in (
        "cp9999",
        "rot13",
        "idna",
        "unicode_escape",
        "base64",
        "",
        "\x00",
        "mbcs",
        "utf-7",
    ):
        with pytest.raises(LookupError, match="is called"):
            TableOptions(encoding=name)


def test_json_in_another_encoding_is_guessed_too():
    notes: list[str] = []
    text = '{"location": "Харків", "notes": "Вибух у Харкові, поранено двоє людей"}\n'
    told = TableOptions(note=notes.append)
    with open_table("-", told, stdin=io.BytesIO(text.encode("cp1251")), form="jsonl") as table:
        (row,) = table
    assert row.values["location"] == "Харків"
    assert len(notes) == 1


@pytest.mark.parametrize("sign", ["\t", ";", "|"])
def test_any_delimiter_leaves_the_letters_of_two_bytes_whole(sign):
    text = text_of("japanese").replace('"', "").replace(",", sign)
    assert cells(text.encode("cp932")) == wanted(text)


def test_a_line_of_millions_of_letters_is_guessed_in_little_memory():
    for codec in ("cp1251", "gb18030"):
        name = "russian" if codec == "cp1251" else "chinese"
        words = TABLES[name][2]
        text = f'text\n"{words * 60_000}"\n'
        assert cells(text.encode(codec)) == [["text"], [words * 60_000]]
