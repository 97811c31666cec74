"""The commands of the README and the pages run as they are written, where they need no key.

Each runs alone, in a folder that has the files the pages name. A tagger of a few kilobytes reads in
the place of the default one, and the review page ends as soon as it has begun; all else is real.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fixture_articles import fixture_article
from tiny_tagger import write_both

from extractor.cli import main

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
RECORDS = FIXTURES / "records" / "valid"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = {
    r"--model (?!tagger\b)(?!.*--dry-run)": "a key, or the language model's weights",
    r"--base-url": "somebody's server",
    r"^extract fetch acled": "a key",
    r"^extract fetch ucdp": "the network",
    r"^extract batch": "a key, and what a provider's batch left",
    r"^extract retry": "what a run's failures left: tests/cli and tests/batch",
    r"postgresql://": "a database server",
    r"^extract distribute": "a cluster",
    r"^extract models pull": "the network",
    r"^extract evaluate(?! --(compare|set mine))": "minutes",
    r"^extract (serve|mcp)": "a server: tests/serve",
    r"--tls-cert": "a certificate: tests/review/test_team_started.py",
}
EXITS = (0, 1, 3)  # 1: rows that are wrong or differ, which some commands are there to find


def written(page: Path) -> Iterator[str]:
    """Each command of a page, lines that go on joined, what stands behind it left out."""
    text = page.read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        found = re.match(r"(?:    |\$ )(extract(?: .*)?)$", line)
        for part in found[1].split("&&") if found else ():
            yield re.sub(r"\s+(#|> ).*$", "", part.strip())


COMMANDS = [(page.name, command) for page in PAGES for command in written(page)]


def needed(command: str) -> str | None:
    return next((why for form, why in NOT_RUN.items() if re.search(form, command)), None)


RUN = sorted({(command, page) for page, command in COMMANDS if not needed(command)})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages name."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "fixtures").symlink_to(FIXTURES)
    names = ["khan-sheikhoun.txt", "two-attacks.txt", "teachers-protest.txt"]
    articles = [fixture_article(name) for name in names]
    rows = [
        {"id": one.id, "text": one.text, "published": str(one.published), "publisher": "Wire"}
        for one in articles
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for name in ("articles.jsonl", "news.jsonl", "more.jsonl"):
        (folder / name).write_text(lines, "utf-8")
    for name in ("articles", "news", "srv/news/today", "srv/events"):
        (folder / name).mkdir(parents=True)
    for name in ("article.txt", "your.txt", "articles/one.txt", "srv/news/today/one.txt"):
        (folder / name).write_text(articles[0].text, "utf-8")
    html = f"<html><body><article><p>{articles[1].text}</p></article></body></html>"
    (folder / "news" / "2024-05.html").write_text(html, "utf-8")
    _tables(folder, rows)
    _records(folder)
    (folder / "fields.toml").write_text(
        'fields = 1\n[[field]]\nname = "ransom"\ndescription = "A ransom."\nkind = "yes-no"\n'
    )
    (folder / "team.toml").write_text(
        '[[person]]\nname = "anna"\n[[person]]\nname = "ben"\n'
        '[[person]]\nname = "chris"\nrole = "adjudicator"\n'
    )
    _made_by_others(folder)
    return folder


def _made_by_others(folder: Path) -> None:
    """What other commands of the pages have written."""
    journal, news = folder / "events.anna.journal.jsonl", folder / "news.jsonl"
    words = ["learn", journal, "-a", news, "-o", folder / "lessons.toml"]
    made = CliRunner().invoke(main, [str(word) for word in words])
    assert made.exit_code == 0, made.stderr
    mine = folder / "mine"
    mine.mkdir()
    shutil.copy(news, mine / "articles.jsonl")
    there = {json.loads(line)["id"] for line in news.read_text("utf-8").splitlines()}
    gold = (folder / "events.jsonl").read_text("utf-8").splitlines(keepends=True)
    of_these = [one for one in gold if json.loads(one)["source"]["article_id"] in there]
    (mine / "gold.jsonl").write_text("".join(of_these), "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        small_tagger(folder, patched)
        words = ["evaluate", "--set", mine, "--split", "all", "-o", folder / "a.json"]
        made = CliRunner().invoke(main, [str(word) for word in words])
    assert made.exit_code == 0, made.stderr
    shutil.copy(folder / "a.json", folder / "b.json")


def small_tagger(folder: Path, patched: pytest.MonkeyPatch) -> None:
    """Reads in the place of the default model."""
    from extractor.models import pull, tagger

    base, weights = write_both(folder, quiet=True)
    patched.setattr(pull, "ensure_weights", lambda *_, **__: base)
    patched.setattr(tagger, "tagger_weights", lambda: weights)


def _tables(folder: Path, rows: list[dict[str, Any]]) -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(folder / "news.xlsx")
    table = pa.table({"body": [r["text"] for r in rows], "date": [r["published"] for r in rows]})
    pq.write_table(table, folder / "news.parquet")


def _records(folder: Path) -> None:
    events = FIXTURES / "review" / "events.jsonl"
    names = ("events", "merged", "today", "reviewed", "events-reviewed", "gold", "predicted")
    for name in (*names, "anna", "ben", "b", "srv/events/today"):
        shutil.copy(events, folder / f"{name}.jsonl")
    for name in ("acled", "may", "june", "acled_may", "acled_june", "records", "acled_export"):
        shutil.copy(RECORDS / "acled.csv", folder / f"{name}.csv")
    for name in ("gold", "lake", "acled_today"):
        shutil.copy(RECORDS / "acled.csv", folder / f"{name}.csv")
    for name in ("ged", "ged241", "ged251"):
        shutil.copy(RECORDS / "ucdp.csv", folder / f"{name}.csv")
    import gzip

    (folder / "ged241.csv.gz").write_bytes(gzip.compress((RECORDS / "ucdp.csv").read_bytes()))
    first = (RECORDS / "acled.csv").read_text("utf-8").splitlines()[1].partition(",")[0]
    (folder / "deleted.csv").write_text(f"event_id_cnty,deleted_timestamp\n{first},1893456000\n")
    made = CliRunner().invoke(main, ["convert", str(events), "--to", str(folder / "coded.xlsx")])
    assert made.exit_code in (0, 3), made.stderr
    for name in ("anna", "ben", "a"):
        shutil.copy(folder / "coded.xlsx", folder / f"{name}.xlsx")
    _journals(folder, events)


def _journals(folder: Path, events: Path) -> None:
    """What two coders have decided, one of them otherwise."""
    from extractor.records import EventRecord
    from extractor.review import decisions
    from extractor.review.journal import Journal
    from extractor.review.session import Session

    records = [EventRecord.from_json(line) for line in events.read_text("utf-8").splitlines()]
    for coder in ("anna", "ben"):
        journal = Journal(folder / f"events.{coder}.journal.jsonl")
        session = Session(records, [], journal, coder)
        whole = session.record(records[0].id).model_dump(mode="json")
        if coder == "anna":
            where = {**whole["location"], "name": "Idlib"}
            decisions.mend(session, records[0].id, 0, {**whole, "location": where})
        for one in records[1:]:
            decisions.accept(session, one.id, 0)
        journal.close()


@pytest.fixture
def here(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the small tagger reads and no server waits."""
    from extractor.review import server, team_server

    folder = tmp_path / "here"
    shutil.copytree(world, folder, symlinks=True)
    small_tagger(tmp_path, monkeypatch)
    monkeypatch.setattr(server, "serve", lambda *_, ready, **__: ready("http://127.0.0.1:1/"))
    monkeypatch.setattr(
        team_server, "serve_team", lambda *_, ready, **__: ready("http://127.0.0.1:1/")
    )
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("command", "page"), RUN, ids=[f"{page}: {c}" for c, page in RUN])
def test_a_command_runs_as_it_is_written(command: str, page: str, here: Path) -> None:
    words = [word.replace("/srv/", "srv/") for word in shlex.split(command)[1:]]
    made = outputs(words)
    for path in made:
        path.unlink(missing_ok=True)  # it is written by this one, and not over another's
    done = CliRunner().invoke(main, words)
    told = f"{command}\n{done.stderr}"
    assert done.exit_code in EXITS, told
    assert done.exception is None or isinstance(done.exception, SystemExit), told
    assert not done.stderr.startswith("Error: no such") and "Usage:" not in done.stderr, told
    assert all(path.exists() for path in made), told


def outputs(words: list[str]) -> list[Path]:
    """The files that the command is to write."""
    given = dict(pairwise(words))
    named = [given[option] for option in ("-o", "--html", "--fix") if option in given]
    if words[0] in ("convert", "load"):
        named += [given["--to"]]
    return [Path(name) for name in named if name != "-"]


@pytest.mark.parametrize("form", NOT_RUN)
def test_what_is_not_run_stands_in_some_page(form: str) -> None:
    assert [command for _, command in COMMANDS if re.search(form, command)]


def test_most_of_the_first_page_is_run() -> None:
    first = [command for page, command in COMMANDS if page == "README.md"]
    assert len([one for one in first if not needed(one)]) >= 11
    assert len({page for _, page in RUN}) >= 15
