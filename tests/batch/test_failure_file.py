"""The file of ``--errors``: whole rows, each on the disk at once; what is over goes at the end."""

from __future__ import annotations

import io
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import failures as module
from extractor.batch.done import Done, Fate
from extractor.batch.failures import FailureFile
from extractor.errors import ArticleError, ExtractorError, ModelError
from extractor.reading import Tokens
from extractor.text.article import Article

RUN = {"output": "events.jsonl", "model": "openai/x"}
PAID = Tokens(100, 60, 5)


def article(name: str) -> Article:
    return Article(f"Five died in {name}. \ud800", name)


def failed(name: str) -> Done:
    return Done(Fate.FAILED, article(name), error=ModelError("no reply"), tokens=PAID, tries=6)


def unread(where: str) -> Done:
    """What no source could read."""
    return Done(Fate.FAILED, None, error=ArticleError("no text", where=where))


def read(name: str) -> Done:
    return Done(Fate.READ, article(name))


def rows(path: Path) -> list[dict[str, Any]]:
    data = path.read_text("ascii")
    assert data == "" or data.endswith("}\n")
    return [json.loads(line) for line in data.splitlines()]


def names(path: Path) -> list[str]:
    return [row["article_id"] for row in rows(path)]


@pytest.fixture
def errors(tmp_path: Path) -> Path:
    """What an earlier run has left: two articles that failed, and a line no source could read."""
    path = tmp_path / "errors.jsonl"
    file = FailureFile(path, RUN)
    for done in (failed("a"), unread("articles.jsonl:2"), failed("b")):
        file.add(done)
    file.close(complete=True)
    return path


def test_a_row_says_what_failed_where_and_how_to_try_it_again(errors: Path) -> None:
    first, second, _ = rows(errors)
    assert first.pop("article")["text"] == article("a").text
    assert first == {
        "article_id": "a",
        "stage": "model",
        "error": "no reply",
        "tries": 6,
        "tokens": asdict(PAID),
        "run": RUN,
    }
    assert (second["article_id"], second["stage"]) == ("articles.jsonl:2", "source")
    assert second["article"] is None


def test_a_failure_without_an_article_or_a_place_has_no_name(tmp_path: Path) -> None:
    file = FailureFile(tmp_path / "errors.jsonl", RUN)
    file.add(Done(Fate.FAILED, None, error=ExtractorError("a bug")))
    file.close(complete=True)
    (row,) = rows(tmp_path / "errors.jsonl")
    assert (row["article_id"], row["stage"]) == (None, "program")


def test_a_new_run_begins_the_file_anew_and_one_that_goes_on_keeps_it(errors: Path) -> None:
    file = FailureFile(errors, RUN, resume=True)
    file.add(failed("c"))
    file.close()
    assert names(errors) == ["a", "articles.jsonl:2", "b", "c"]
    FailureFile(errors, RUN).close()
    assert errors.read_bytes() == b""
    errors.unlink()
    FailureFile(errors, RUN, resume=True).close()
    assert errors.read_bytes() == b""


def test_what_came_to_an_end_goes_when_the_file_is_closed(errors: Path) -> None:
    errors.chmod(0o640)
    file = FailureFile(errors, RUN, resume=True)
    file.forget(read("a"))
    file.add(failed("b"))  # again: the new row stands for both
    assert names(errors) == ["a", "articles.jsonl:2", "b", "b"], "a kill before the end loses none"
    file.close()
    assert names(errors) == ["articles.jsonl:2", "b"]
    assert errors.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in errors.parent.iterdir()] == ["errors.jsonl"]


def test_what_no_source_could_read_goes_once_all_has_been_read_again(errors: Path) -> None:
    file = FailureFile(errors, RUN, resume=True)
    file.forget(unread("articles.jsonl:9"))
    file.close()
    assert names(errors) == ["a", "articles.jsonl:2", "b"]
    file = FailureFile(errors, RUN, resume=True)
    file.close(complete=True)
    assert names(errors) == ["a", "b"], "articles that did not come up again stay"
    file = FailureFile(errors, RUN, resume=True)
    file.add(unread("articles.jsonl:2"))
    file.close(complete=True)
    assert names(errors) == ["a", "b", "articles.jsonl:2"]
    file = FailureFile(errors, RUN, resume=True)
    file.add(unread("articles.jsonl:2"))
    file.close()
    assert names(errors) == ["a", "b", "articles.jsonl:2"], "it was listed again"


def test_half_a_row_of_a_killed_run_is_cut_off(errors: Path) -> None:
    whole = errors.read_bytes()
    for half in (b'{"article_id": "c", "st', b'{"arti'):
        errors.write_bytes(whole + half)
        file = FailureFile(errors, RUN, resume=True)
        assert errors.read_bytes() == whole
        file.close()
    assert errors.read_bytes() == whole


def test_lines_that_are_no_rows_stay(errors: Path) -> None:
    others = [b"a note of mine\n", b"[1]\n", b'{"article": {}}\n', b'{"article": null}\n', b"7"]
    errors.write_bytes(errors.read_bytes() + b"".join(others))
    file = FailureFile(errors, RUN, resume=True)
    file.forget(read("a"))
    file.add(failed("c"))
    file.close(complete=True)
    lines = errors.read_bytes().splitlines(keepends=True)
    assert lines[1:-1] == [*others[:-1], b"7\n"]
    assert [json.loads(lines[at])["article_id"] for at in (0, -1)] == ["b", "c"]


class Short(io.FileIO):
    """Takes three bytes at a time, as a network drive may."""

    def write(self, data: Any) -> int:
        return super().write(data[:3])


class Full(io.FileIO):
    """Takes some bytes, then the disk is full; later there is room again."""

    full = True

    def write(self, data: Any) -> int:
        if not self.full:
            return super().write(data)
        super().write(data[:9])
        self.full = False
        raise OSError(28, "No space left on device")


def reopened(file: FailureFile, kind: type[io.FileIO]) -> None:
    file._file.close()
    file._file = kind(file._path, "r+b")
    file._file.seek(0, os.SEEK_END)


def test_a_row_that_is_taken_in_parts_becomes_whole(errors: Path) -> None:
    file = FailureFile(errors, RUN, resume=True)
    reopened(file, Short)
    file.add(failed("c"))
    file.close()
    assert names(errors) == ["a", "articles.jsonl:2", "b", "c"]


def test_nothing_is_left_of_a_row_that_finds_no_room(errors: Path) -> None:
    before = errors.read_bytes()
    file = FailureFile(errors, RUN, resume=True)
    reopened(file, Full)
    with pytest.raises(ExtractorError, match=r"errors\.jsonl: No space left on device"):
        file.add(failed("c"))
    assert errors.read_bytes() == before
    file.add(failed("d"))  # as retry does with the rows that it did not come to
    file.close()
    assert names(errors) == ["a", "articles.jsonl:2", "b", "d"]


class Broken(Full):
    """Nor can what was written be taken away."""

    def truncate(self, size: int | None = None) -> int:
        raise OSError(5, "Input/output error")


def test_the_first_error_is_told_where_another_follows(errors: Path) -> None:
    file = FailureFile(errors, RUN, resume=True)
    reopened(file, Broken)
    with pytest.raises(ExtractorError, match="No space left on device"):
        file.add(failed("c"))
    file.close()


def test_rows_too_many_stay_where_there_is_no_room_to_leave_them_out(
    errors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = FailureFile(errors, RUN, resume=True)
    file.forget(read("a"))
    monkeypatch.setattr(module.os, "fsync", full)
    before = errors.read_bytes()
    file.close()
    assert errors.read_bytes() == before
    assert [path.name for path in errors.parent.iterdir()] == ["errors.jsonl"]
