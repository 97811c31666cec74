"""Units, workers and checkpoints, in this process: what is done, left, and never raised."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner
from distribute_kit import answer, events_of, plain, written
from scripted_server import reply

from extractor.cli import main
from extractor.distribute import Job, JobError
from extractor.distribute.cluster import distribute
from extractor.distribute.tally import Tally
from extractor.distribute.worker import Worker
from extractor.limits import Limits
from extractor.pipeline import Extractor
from extractor.readers.options import ReaderOptions
from extractor.tables import TableOptions


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in written(60)))
    return path


@pytest.fixture
def job(tmp_path, articles, scripted_server) -> Job:
    url = scripted_server(answer).url
    settings = Extractor("openai/scripted", base_url=url).settings
    return Job(
        (str(articles),),
        str(tmp_path / "events"),
        settings,
        model="openai/scripted",
        base_url=url,
        unit=7,
    )


def work(job: Job, most: int = 999) -> list[dict[str, object]]:
    """The units of an opened job through one worker that was sent by pickle, as Ray sends it."""
    worker = pickle.loads(pickle.dumps(Worker(job)))
    return [worker(unit) for unit, _ in zip(job.units(), range(most), strict=False)]


def test_units_give_what_one_run_gives(job, articles):
    rows = work(job.opened())
    model = ("--model", "openai/scripted", "--base-url", job.base_url)
    # One at a time: of two articles with the same text read at once either may be the first.
    alone = CliRunner().invoke(main, ["run", str(articles), *model, "--concurrency", "1"])
    assert events_of(job.folder) == sorted(
        map(plain, alone.stdout.splitlines()), key=lambda record: json.dumps(record)
    )
    assert sum(row["articles"] for row in rows) == 60
    assert sum(row["same"] for row in rows) == 6
    assert sum(row["failed"] for row in rows) == 3
    assert f"60 articles, {sum(row['events'] for row in rows)} events" in alone.stderr
    told = [f"Error: {line}" for row in rows for line in json.loads(row["failures"])]
    assert told == [line for line in alone.stderr.splitlines() if line.startswith("Error: ")]
    assert len(told) == 3


def test_a_job_started_again_does_what_is_left_and_tries_failures_again(job, scripted_server):
    work(job.opened(), most=4)
    again = job.opened()
    assert len(again.done) == 4
    rows = work(again)
    assert sum(row["before"] for row in rows) > 20
    whole = job.opened()
    left = [entry for unit in whole.units() for entry in json.loads(unit["entries"])]
    assert len(left) == 3  # two that the server refuses and an empty one
    ids = [record["id"] for record in events_of(job.folder)]
    assert len(ids) == len(set(ids)) > 0


def test_what_the_model_refused_is_counted_apart(job, scripted_server):
    declined = reply({"role": "assistant", "content": None, "refusal": "I can't help with that."})
    job = replace(job, base_url=scripted_server(lambda _: declined).url)
    tally = Tally()
    for row in work(job.opened()):
        tally.add(row)
    assert tally.failed == tally.refused + 1  # and an empty one
    assert f", 1 failed, {tally.refused} refused by the model, " in tally.summary(1.0)


def test_a_unit_without_its_manifest_is_not_done_and_leaves_no_event_twice(job):
    work(job.opened())
    before = events_of(job.folder)
    shard = next(job.folder.glob("events-*.jsonl"))
    manifest = job.folder / "done" / f"{shard.stem.removeprefix('events-')}.json"
    manifest.unlink()
    (job.folder / ".x.part").write_text("half")
    work(job.opened())
    assert events_of(job.folder) == before
    assert not list(job.folder.rglob("*.part"))


def test_when_all_is_done_no_cluster_is_started(job, articles, monkeypatch):
    articles.write_text("".join(articles.read_text().splitlines(keepends=True)[:3]))
    work(job.opened())
    monkeypatch.setattr("extractor.distribute.cluster._ray", lambda: pytest.fail("started"))
    tally = distribute(job.opened())
    assert (tally.articles, tally.before) == (3, 3)


def test_a_cluster_that_is_not_there_is_one_line_at_once(job):
    with pytest.raises(JobError, match=r"no Ray cluster at 127\.0\.0\.1:9: Connection refused"):
        distribute(job.opened(), address="127.0.0.1:9")


def test_other_settings_are_not_mixed(job):
    work(job.opened(), most=1)
    other = replace(job, settings={**job.settings, "prompt": "record-99"})
    with pytest.raises(JobError, match="begun with another prompt"):
        other.opened()
    with pytest.raises(JobError, match="begun with another --format"):
        replace(job, form="parquet").opened()


def test_a_folder_with_other_files_is_left_alone(job):
    job.folder.mkdir()
    (job.folder / "thesis.txt").write_text("words")
    with pytest.raises(JobError, match=r"holds other files \(thesis.txt\)"):
        job.opened()
    assert (job.folder / "thesis.txt").read_text() == "words"


def test_a_damaged_manifest_is_one_line(job):
    work(job.opened(), most=1)
    (path,) = (job.folder / "done").iterdir()
    path.write_text("{")
    with pytest.raises(JobError, match="damaged"):
        job.opened()


@pytest.mark.parametrize("trouble", ["no key", "full disk", "no server", "fault"])
def test_a_worker_never_raises_and_leaves_the_unit_undone(job, trouble, monkeypatch):
    job = job.opened()
    if trouble == "no key":
        job = replace(job, model="openai/gpt-4.1", base_url=None)
    elif trouble == "full disk":

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("extractor.distribute.worker.write_whole", full)
    elif trouble == "no server":
        job = replace(job, base_url="http://127.0.0.1:9/v1", timeout_s=5)
    else:
        monkeypatch.setattr("extractor.distribute.worker._lines", lambda _: 1 / 0)
    row = Worker(job)(next(job.units()))
    assert row["fatal"]
    assert not list((job.folder / "done").iterdir())


def test_shards_of_parquet_are_one_table(job, tmp_path):
    work(replace(job, form="parquet").opened())
    shards = sorted(job.folder.glob("events-*.parquet"))
    assert len(shards) > 3
    schemas = {str(parquet.read_schema(path)) for path in shards}
    assert len(schemas) == 1
    rows = [row for path in shards for row in parquet.read_table(path).to_pylist()]
    assert {json.loads(row["record"])["id"] for row in rows} == {row["id"] for row in rows}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-"], "standard input cannot be read on many machines"),
        (["a.jsonl", "--model", "nonsense"], "'nonsense' is not a model"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path, words, message):
    done = CliRunner().invoke(main, ["distribute", *words, "-o", str(tmp_path / "o")])
    assert done.exit_code == 2
    assert message in done.stderr


def test_what_reading_notes_comes_with_the_units(tmp_path, job):
    path = tmp_path / "articles.csv"
    words = "Неизвестные обстреляли машину полиции, двое сотрудников ранены"
    lines = "".join(f'{n},"{n} {words}"\n' for n in range(9))
    path.write_bytes(f"id,text\n{lines}".encode("cp1251"))
    told = replace(job, paths=(str(path),)).opened()
    notes = [json.loads(unit["notes"]) for unit in told.units()]
    assert notes == [[f"{path}: read as windows-1251 (a guess; --encoding says otherwise)"], []]
    named = replace(told, tables=TableOptions(encoding="koi8-r"))
    assert [json.loads(unit["notes"]) for unit in named.units()] == [[], []]
    assert work(told)[0]["notes"] == json.dumps(notes[0])


def test_an_article_that_is_read_in_part_is_told_as_in_a_run(job, tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text(
        json.dumps({"id": "long", "text": "The market was calm that day. " * 60}) + "\n"
    )
    short = ReaderOptions(limits=Limits(1000))
    (row,) = work(replace(job, paths=(str(path),), reader=short).opened())
    (note,) = json.loads(row["notes"])
    assert note.startswith("long: read to character ")
