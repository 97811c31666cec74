"""Folders, patterns and packed files: which are read, in what order, what is said of others."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from extractor.errors import ArticleError
from extractor.sources import read_articles, unpacking
from extractor.text.article import Article


def read(*paths: object, **options):
    return list(read_articles([str(path) for path in paths], **options))


def texts(found) -> list[str]:
    return [one.text if isinstance(one, Article) else f"!{one}" for one in found]


def put(path: Path, text: str | bytes = "Something happened.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_a_folder_is_its_files_and_those_of_folders_in_it_by_name(tmp_path):
    put(tmp_path / "b.txt", "b")
    put(tmp_path / "a" / "2.txt", "a2")
    put(tmp_path / "a" / "1", "a1")
    put(tmp_path / "c.jsonl", '{"text": "c1"}\n{"text": "c2"}\n')
    assert texts(read(tmp_path)) == ["a1", "a2", "b", "c1", "c2"]


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    put(tmp_path / ".hidden.txt", "no")
    put(tmp_path / ".git" / "HEAD", "no")
    put(tmp_path / "a.txt", "yes")
    assert texts(read(tmp_path)) == ["yes"]


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers", ".files", "_файлы"])
def test_what_a_browser_saved_beside_a_page_is_no_article_of_its_own(tmp_path, ending):
    words = "Gunmen killed four farmers near Konduga on Monday, police said. " * 3
    put(tmp_path / "Four killed.html", f"<html><body><p>{words}</p></body></html>")
    put(tmp_path / f"Four killed{ending}" / "frame.html", "<html><body><p>Buy.</p></body></html>")
    put(tmp_path / "Other_files" / "b.txt", "b")
    notes: list[str] = []
    assert len(texts(read(tmp_path, note=notes.append))) == 2
    (note,) = [note for note in notes if note.startswith(f"{tmp_path}: ")]
    assert note == (
        f"{tmp_path}: 1 folder that a browser saved beside a page not read (Four killed{ending} …)"
    )


def test_files_of_other_kinds_are_counted_in_one_note_and_never_read(tmp_path):
    put(tmp_path / "a.txt", "a")
    for number in range(3):
        put(tmp_path / f"{number}.jpg", "words")
    put(tmp_path / "x" / "report.DOC", "words")
    notes: list[str] = []
    assert texts(read(tmp_path, note=notes.append)) == ["a"]
    assert notes == [
        f"{tmp_path}: 4 files not read, of a kind that holds no articles (1 .doc, 3 .jpg)"
    ]


def test_a_file_named_itself_is_read_whatever_its_ending(tmp_path):
    assert texts(read(put(tmp_path / "wire.story", "words"))) == ["words"]


def test_a_binary_file_in_a_folder_is_an_error_and_the_others_are_read(tmp_path):
    put(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n")
    put(tmp_path / "b.txt", "b")
    bad, good = read(tmp_path)
    assert str(bad) == f"{tmp_path / 'a.txt'}: a PNG image, not plain text"
    assert good.text == "b"


def test_a_folder_without_articles_is_an_error(tmp_path):
    put(tmp_path / "a.jpg", "words")
    (error,) = read(tmp_path)
    assert str(error) == f"{tmp_path}: no file in this folder can be read"


def test_links_in_a_circle_end_and_each_folder_is_read_once(tmp_path):
    put(tmp_path / "a" / "1.txt", "one")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "1.txt")
    assert texts(read(tmp_path)) == ["one", "one"]  # the file by its own name and by the link's


def test_a_link_to_nowhere_is_an_error_and_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "none.txt")
    os.mkfifo(tmp_path / "b.txt")
    put(tmp_path / "c.txt", "c")
    bad, good = read(tmp_path)
    assert str(bad) == f"{tmp_path / 'a.txt'}: a link to nowhere"
    assert good.text == "c"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_an_error(tmp_path):
    put(tmp_path / "a" / "1.txt")
    (tmp_path / "a").chmod(0)
    (error,) = read(tmp_path)
    (tmp_path / "a").chmod(0o700)
    assert "no permission" in str(error)


def test_a_pattern_that_no_file_is_named_like_is_resolved(tmp_path):
    put(tmp_path / "b.txt", "b")
    put(tmp_path / "a.txt", "a")
    put(tmp_path / "deep" / "er" / "c.txt", "c")
    put(tmp_path / "[1].txt", "one")
    assert texts(read(tmp_path / "?.txt")) == ["a", "b"]
    assert texts(read(tmp_path / "**" / "*.txt")) == ["one", "a", "b", "c"]
    assert texts(read(tmp_path / "[1].txt")) == ["one"]
    (error,) = read(tmp_path / "*.html")
    assert str(error) == f"{tmp_path / '*.html'}: no file matches"


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_packed_files_are_unpacked(tmp_path, ending):
    pack = gzip.compress if ending == ".gz" else zstandard.ZstdCompressor().compress
    put(tmp_path / f"a.txt{ending}", pack(b"plain"))
    put(tmp_path / f"b.jsonl{ending}", pack(b'{"text": "line 1"}\n{"text": "line 2"}\n'))
    put(tmp_path / f"c.csv{ending}", pack(b"text\nrow 1\n"))
    put(tmp_path / f"d.json{ending}", pack(b'[{"text": "object"}]'))
    assert texts(read(tmp_path)) == ["plain", "line 1", "line 2", "row 1", "object"]


def test_members_of_a_gzip_file_are_read_one_after_another(tmp_path):
    packed = gzip.compress(b'{"text": "1"}\n') + gzip.compress(b'{"text": "2"}\n')
    assert texts(read(put(tmp_path / "a.jsonl.gz", packed))) == ["1", "2"]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_of_a_packed_file_that_is_cut_off_the_lines_before_count(tmp_path, ending):
    data = b"".join(
        b'{"text": "%d %s"}\n' % (number, os.urandom(3000).hex().encode()) for number in range(500)
    )
    pack = gzip.compress if ending == ".gz" else zstandard.ZstdCompressor().compress
    packed = pack(data)
    found = read(put(tmp_path / f"a.jsonl{ending}", packed[: len(packed) // 2]))
    articles = [one for one in found if isinstance(one, Article)]
    assert [int(one.text.split()[0]) for one in articles] == list(range(len(articles)))
    assert len(articles) > 200
    assert "is cut off" in str(found[-1])
    assert len(found) == len(articles) + 1


def test_a_damaged_gzip_file_is_one_error(tmp_path):
    packed = bytearray(gzip.compress(os.urandom(5000).hex().encode()))
    packed[100:200] = b"\x00" * 100
    (error,) = read(put(tmp_path / "a.txt.gz", bytes(packed)))
    assert isinstance(error, ArticleError)
    assert "damaged" in str(error) or "cut off" in str(error)


def test_packed_zeros_do_not_fill_the_memory(tmp_path, monkeypatch):
    """40 MB of one line, 40 KB packed: refused after the part that is looked at."""
    monkeypatch.setattr(unpacking, "LARGEST", 2 << 20)
    bomb = gzip.compress(b"a" * 40_000_000, compresslevel=1)
    put(tmp_path / "a.txt.gz", bomb)
    put(tmp_path / "b.jsonl.gz", bomb)
    tracemalloc.start()
    found = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [str(one).rpartition(": ")[2] for one in found] == [
        "more than 2 MiB, too much for an article",
        "a line of more than 2 MiB",
    ]
    assert peak < 16 << 20


def test_many_lines_take_no_more_memory_than_few(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(4_000):
            file.write(b'{"text": "%d %s"}\n' % (number, b"words " * 300))
    tracemalloc.start()
    count = sum(1 for _ in read_articles([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 4 << 20  # of 7 MB


def test_a_megabyte_on_one_line_is_an_article(tmp_path):
    text = "Something happened. " * 50_000
    assert texts(read(put(tmp_path / "a.jsonl", f'{{"text": "{text}"}}'))) == [text]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (b'[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
        (b'{\n  "text": "a"\n}\n', ["a"]),
        (b"\n\n[ {\n", None),
        (gzip.compress(mtime=0, data=b'{"text": "a"}\n'), ["a"]),
        (zstandard.ZstdCompressor().compress(b"Plain words."), ["Plain words."]),
        (b"[Excerpts] Something happened.", ["[Excerpts] Something happened."]),
        (b"<sic> is what he wrote", ["<sic> is what he wrote"]),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(data, expected):
    found = read("-", stdin=io.BytesIO(data))
    if expected is None:
        assert all(isinstance(one, ArticleError) for one in found)
    else:
        assert texts(found) == expected
