"""``--encoding``: what is named is taken, and refused where the bytes say otherwise."""

from __future__ import annotations

import pytest
from encoded_tables import cells, opened, text_of, wanted

from extractor.errors import TableError
from extractor.tables import TableOptions


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
