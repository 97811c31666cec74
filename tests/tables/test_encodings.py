"""Tables that are not UTF-8: read as they were written, or refused; never as something else."""

from __future__ import annotations

import io
import itertools

import pytest
from encoded_tables import CASES, HEADER, TABLES, cells, opened, text_of, wanted

from extractor.errors import TableError
from extractor.tables import TableOptions, open_table


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
