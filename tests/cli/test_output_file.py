"""``-o FILE``: whole lines, nothing lost, nothing overwritten unasked."""

from __future__ import annotations

import errno
import io
import json
import signal

import pytest
from table_kit import VALID

from extractor.batch.done import Done, Fate
from extractor.batch.journal import Journal
from extractor.cli import output

BOMB = "A bomb went off."


def test_events_go_to_the_file_and_none_to_standard_output(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    result = extract("-o", path, input=BOMB)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(path.read_text().splitlines()) == 1


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.parquet", "a.geojson"])
def test_a_name_of_another_format_is_refused_with_the_way_out(pipeline, extract, tmp_path, name):
    article = tmp_path / "article.txt"
    article.write_text("A bomb exploded in Mosul.")
    output = tmp_path / name
    for command in ((article,), ("merge", VALID)):
        done = extract(*command, "-o", output)
        assert done.exit_code == 2
        assert f"write a.jsonl, then `extract convert a.jsonl --to {name}`" in done.stderr
        assert not output.exists()


def test_dash_is_standard_output(pipeline, extract):
    assert extract("-o", "-", input=BOMB).stdout.count("\n") == 1


def test_article_without_events_leaves_an_empty_file(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    assert extract("-o", path, input="Nothing.").exit_code == 0
    assert path.read_bytes() == b""


def test_existing_file_is_left_alone_without_force(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text("old\n")
    result = extract("-o", path, input=BOMB)
    assert result.exit_code == 2
    assert f"{path} exists already; --force writes it anew" in result.stderr
    assert path.read_text() == "old\n"
    assert pipeline.CALLS == []


def test_force_writes_it_anew(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text("old\n" * 1000)
    assert extract("-o", path, "--force", input=BOMB).exit_code == 0
    assert len(path.read_text().splitlines()) == 1


def test_force_keeps_the_old_events_when_no_article_can_be_read(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text("old\n")
    assert extract("-o", path, "--force", input="no model").exit_code == 2
    assert path.read_text() == "old\n"


def test_new_file_is_removed_when_no_article_could_be_read(pipeline, extract, tmp_path):
    path = tmp_path / "events.jsonl"
    assert extract("-o", path, input="no model").exit_code == 2
    assert not path.exists()


def test_file_that_is_read_is_not_written_even_with_force(pipeline, extract, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BOMB}))
    result = extract(path, "-o", path, "--force")
    assert result.exit_code == 2
    assert "cannot be written at the same time" in result.stderr
    assert json.loads(path.read_text()) == {"text": BOMB}


@pytest.mark.parametrize("name", ["missing/events.jsonl", "."])
def test_place_that_cannot_be_written_is_wrong_usage(pipeline, extract, tmp_path, name):
    result = extract("-o", tmp_path / name, input=BOMB)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_devices_need_no_force(pipeline, extract):
    assert extract("-o", "/dev/null", input=BOMB).exit_code == 0


def test_full_disk_is_one_line_and_exit_code_2_when_nothing_was_done(pipeline, extract):
    result = extract("-o", "/dev/full", input=BOMB)
    assert result.exit_code == 2
    assert result.stderr == "Error: /dev/full: No space left on device\n"


class FullAfter(io.FileIO):
    """A disk with room for so many bytes more."""

    room = 20

    def write(self, data):
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = super().write(data[: self.room])
        self.room -= taken
        return taken


def test_no_half_line_stays_behind_on_a_full_disk(tmp_path):
    path = tmp_path / "events.jsonl"
    file = output.FileOutput(path, existed=False, journal=Journal(path))
    file._file.close()
    file._file = FullAfter(path, "ab")
    file.write(["0123456789"], Done(Fate.READ, None, key=bytes(16)))
    with pytest.raises(output.OutputFailed, match=r"events\.jsonl: No space left on device"):
        file.write(["0123456789"], Done(Fate.READ, None, key=bytes(16)))
    file.close()
    assert path.read_bytes() == b"0123456789\n"


@pytest.fixture
def interruptible():
    """SIGINT as at a terminal: started in the background, tests are to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interruption_while_writing_takes_effect_after_the_line():
    done = False
    with pytest.raises(KeyboardInterrupt), output.uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done = True
    assert done


@pytest.mark.usefixtures("interruptible")
def test_interruption_waits_for_the_outermost():
    done = False
    with pytest.raises(KeyboardInterrupt), output.uninterrupted():
        with output.uninterrupted():
            signal.raise_signal(signal.SIGINT)
        done = True
    assert done


def test_interruption_handler_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with output.uninterrupted():
        pass
    assert signal.getsignal(signal.SIGINT) is before
