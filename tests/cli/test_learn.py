"""``extract learn`` and ``extract run --lessons``, from the review to the next run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from learn_kit import Coder, article_of, raid
from record_replies import day, event, party, place, reply
from scripted_server import ScriptedServer, text

from extractor.lessons.file import read_lessons
from extractor.review.decisions import reject

ASKED = ("--model", "openai/scripted", "--published", "2024-05-09")
TEXT = "Qolvani Front fighters shot dead two traders in Kowa, Nigeria, on Monday."
ANSWER = reply(
    event(
        [1],
        words="shot dead",
        days=[day("Monday", "2024-05-06")],
        places=[place("Kowa", country="Nigeria")],
        parties=[party("perpetrator", "Qolvani Front fighters", kind="Political militia")],
    )
)


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A folder with a review that is done: a journal, the records, the articles."""
    first, second = raid(1), raid(2, actor="Zamfara Union")
    coder = Coder(tmp_path, first, second)
    coder.name(first, "Qolvani Liberation Front")
    coder.place(first)
    reject(coder.session, second.id, 0, "ordinary crime")
    coder.save(tmp_path / "reviewed.jsonl")
    articles = [article_of(), article_of("Zamfara Union")]
    rows = [{"id": one.key, "text": one.text} for one in articles]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "next.txt").write_text(TEXT)
    return tmp_path


def learn(extract: Any, folder: Path, *more: object) -> Any:
    return extract("learn", folder / "events.anna.journal.jsonl", *more)


def test_a_journal_gives_lessons_and_a_report(extract, reviewed: Path) -> None:
    target = reviewed / "lessons.toml"
    done = learn(extract, reviewed, "-a", reviewed / "news.jsonl", "-o", target, "--report")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == "Lessons: 1 actors, 1 places, 1 examples\n"
    assert done.stdout.splitlines()[:3] == [
        "1 records, 2 names with words of the article",
        "as the coder set them: 2 of 2 mended (2 by a lesson of that very record alone)",
        "  actor “Qolvani Front fighters”: Qolvani Front fighters -> Qolvani Liberation Front "
        "(in 0000000000000001)",
    ]
    found = read_lessons(target)
    assert found.actors[0].name == "Qolvani Liberation Front"
    assert found.examples[0].why == "ordinary crime"
    again = extract("learn", reviewed / "reviewed.jsonl", "--lessons", target)
    assert again.stdout == done.stdout


def test_the_written_records_give_the_same_names_as_the_journal(extract, reviewed: Path) -> None:
    by_journal, by_records = reviewed / "one.toml", reviewed / "two.toml"
    learn(extract, reviewed, "-o", by_journal)
    done = extract("learn", reviewed / "reviewed.jsonl", "-o", by_records)
    assert done.exit_code == 0
    names = [(one.key, one.name) for one in read_lessons(by_journal).actors]
    assert [(one.key, one.name) for one in read_lessons(by_records).actors] == names


def test_what_is_turned_off_stays_off_when_the_file_is_made_anew(extract, reviewed: Path) -> None:
    target = reviewed / "lessons.toml"
    learn(extract, reviewed, "-o", target)
    target.write_text(target.read_text().replace('words = "Kowa"', 'words = "Kowa"\napply = false'))
    refused = learn(extract, reviewed, "-o", target)
    assert refused.exit_code == 2
    assert "exists already" in refused.stderr
    done = learn(extract, reviewed, "-o", target, "--force")
    assert done.stderr == "Lessons: 1 actors, 1 places, 0 examples; 1 of them turned off\n" + (
        "Note: 1 decisions about types have no article, so no example; name the articles with -a\n"
    )
    found = read_lessons(target)
    assert [one.apply for one in (*found.actors, *found.places)] == [True, False]


def test_a_file_that_is_no_lessons_is_not_overwritten(extract, reviewed: Path) -> None:
    target = reviewed / "pyproject.toml"
    target.write_text('[project]\nname = "mine"\n')
    done = learn(extract, reviewed, "-o", target, "--force")
    assert done.exit_code == 2
    assert target.read_text() == '[project]\nname = "mine"\n'


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "-o FILE keeps the lessons, --report shows their effect; give one"),
        (("--lessons", "a.toml", "-o", "b.toml"), "give one of them"),
        (("--lessons", "none.toml"), "none.toml: no such file"),
    ],
)
def test_wrong_usage_is_one_line(
    extract, reviewed: Path, options: tuple[str, ...], says: str
) -> None:
    done = learn(extract, reviewed, *options)
    assert done.exit_code == 2
    assert says in done.stderr.splitlines()[-1]


def test_lines_that_are_no_records_are_told_and_the_others_are_learned_from(
    extract, reviewed: Path
) -> None:
    path = reviewed / "reviewed.jsonl"
    path.write_text(path.read_text() + '{"id": "x"}\n')
    done = extract("learn", path, "--report")
    assert done.exit_code == 1
    assert f"{path}:2" in done.stderr
    assert "as the coder set them: 2 of 2 mended" in done.stdout


def test_a_broken_journal_is_one_line(extract, reviewed: Path) -> None:
    path = reviewed / "events.anna.journal.jsonl"
    path.write_text(path.read_text() + '{"journal": 1}\n')
    done = learn(extract, reviewed, "--report")
    assert done.exit_code == 2
    assert "not a line of a journal" in done.stderr.splitlines()[-1]


def test_the_next_run_uses_the_lessons(
    extract, reviewed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    target, events = reviewed / "lessons.toml", reviewed / "new.jsonl"
    learn(extract, reviewed, "-a", reviewed / "news.jsonl", "-o", target)
    with ScriptedServer(lambda _: text(json.dumps(ANSWER))) as server:
        asked = (
            "--model",
            "openai/scripted",
            "--base-url",
            server.url,
            "--published",
            "2024-05-09",
        )
        run = ("run", reviewed / "next.txt", "-o", events, *asked)
        done = extract(*run, "--lessons", target)
        assert done.exit_code == 0, done.stderr
        (heard,) = [one.json for one in server.requests if one.method == "POST"]
        other = extract(*run, "--resume")
    system = heard["messages"][0]["content"]
    assert "DECIDED BY THE CODERS" in system
    assert (
        '"Zamfara Union shot dead four farmers in Kowa on Tuesday.": no event, not Attack '
        "(ordinary crime)"
    ) in system
    record = json.loads(events.read_text())
    assert record["actors"][0]["name"] == "Qolvani Liberation Front"
    assert record["location"]["latitude"] == 12.3
    assert record["checked"]["location"] == record["checked"]["perpetrators"] == "rule"
    assert other.exit_code == 2  # records made with other lessons are not to be mixed
    assert "lessons" in other.stderr


def test_a_broken_file_of_lessons_ends_a_run_before_anything_is_written(
    extract, reviewed: Path
) -> None:
    target, events = reviewed / "lessons.toml", reviewed / "new.jsonl"
    target.write_text('lessons = 1\n[[actor]]\nwords = "X"\n')
    done = extract("run", reviewed / "next.txt", "-o", events, "--lessons", target)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        f"Error: {target}: [[actor]] 1: “kind”: is missing (main run --help)"
    )
    assert not events.exists()


def test_lessons_that_contradict_each_other_are_said_before_a_run(
    extract, reviewed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    target = reviewed / "lessons.toml"
    one = '[[actor]]\nwords = "X Front"\nname = "{}"\nkind = "Rebel group"\n'
    target.write_text("lessons = 1\n" + one.format("X") + one.format("Y"))
    model = ("--model", "openai/gpt-4.1-mini", "--dry-run")
    done = extract("run", reviewed / "next.txt", *model, "--lessons", target)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == f"Note: {target}: “X Front” is X and Y: not applied"


def test_retry_reads_with_the_lessons_of_the_run(
    extract, reviewed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    target, events, errors = (reviewed / name for name in ("l.toml", "new.jsonl", "failed.jsonl"))
    learn(extract, reviewed, "-o", target)
    with ScriptedServer(lambda _: text("no JSON")) as server:
        asked = (
            "--model",
            "openai/scripted",
            "--base-url",
            server.url,
            "--published",
            "2024-05-09",
        )
        run = ("run", reviewed / "next.txt", "-o", events, "--errors", errors, *asked)
        assert extract(*run, "--lessons", target).exit_code == 3
    with ScriptedServer(lambda _: text(json.dumps(ANSWER))) as server:
        done = extract("retry", errors, "--base-url", server.url)
        assert done.exit_code == 0, done.stderr
    assert json.loads(events.read_text())["actors"][0]["name"] == "Qolvani Liberation Front"
