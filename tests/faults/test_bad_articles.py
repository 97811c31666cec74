"""Articles that cannot be read: each is one line saying where and why, and the next goes on."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from fault_kit import ARTICLE, asked, event_told, line, reading, sound
from gate_kit import QUIET, install_gate
from scripted_server import status, text

BINARY = random.Random(1).randbytes(3000)
SPANISH = (
    "La policía informó que hombres armados mataron a tres campesinos en Bogotá el martes, según "
    "el señor juez. El gobernador condenó la masacre y pidió una investigación.\n"
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (BINARY, "a binary file (NUL at byte "),
        (b"%PDF-1.7 ...", "a PDF document, not plain text"),
        (ARTICLE.encode("utf-16-le"), "UTF-16 without its byte order mark; save it as UTF-8"),
        (ARTICLE.encode() + b"\xe9\xff " + "é – ü".encode() * 9, "broken UTF-8 at byte "),
    ],
)
def test_a_file_that_is_no_text_is_named_and_the_next_is_coded(
    ask, good, tmp_path, content, reason
):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    outcome, _ = ask(bad, good, "--published", "2023-03-16")
    assert outcome.code == 3
    assert outcome.error.startswith(f"{bad}: ")
    assert reason in outcome.error
    assert len(outcome.events) == 1
    assert outcome.summary["failed"] == 1


@pytest.mark.parametrize("name", ["missing.txt", ""])
def test_a_path_that_is_no_file_is_named(ask, good, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    outcome, _ = ask(name, good)
    assert outcome.code == 3
    assert outcome.error in (
        "missing.txt: no such file",
        "'': no such file",
    )
    assert len(outcome.events) == 1


def test_another_encoding_is_found_and_said(ask, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(SPANISH.encode("latin-1"))
    event = event_told(where="Bogotá", when="el martes", perpetrator="hombres armados")
    outcome, server = ask(path, "--published", "2023-03-16", script=[reading([event])])
    assert outcome.code == 0
    assert (
        f"Note: {path}: read as windows-1252 (a guess; --encoding says otherwise)" in outcome.stderr
    )
    assert "policía" in asked(server.chats[0])
    assert outcome.events[0]["location"]["text"] == "Bogotá"


BROKEN = [
    ("{broken", "broken JSON: Expecting property name"),
    (line()[:60], "broken JSON: Unterminated string"),
    ('{"id": "no text"}', "no `text` in the JSON object"),
    ("[1]", "not a JSON object but an array"),
    ('{"text": null}', "no `text`"),
    ('{"text": {"a": 1}}', "`text` is not a string but an object"),
    ('{"text": " "}', "`text` is empty"),
    ('{"text": "x", "published": "soon"}', "published date 'soon' is not a date; write it as"),
    ('{"text": "x", "published": [1]}', "`published` is not a string but an array"),
    ('{"text": "x", "n": ' + "9" * 5000 + "}", "a number of thousands of digits"),
    ("[" * 50_000, "nested too deep"),
]


def test_each_broken_line_is_named_by_file_and_line_and_the_next_goes_on(ask, tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [entry for n, (bad, _) in enumerate(BROKEN) for entry in (bad, line(id=f"good{n}"))]
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome, _ = ask(path)
    assert outcome.code == 3
    assert len(outcome.events) == len(BROKEN)
    assert len(outcome.errors) == len(BROKEN)
    for number, (said, (_, reason)) in enumerate(zip(outcome.errors, BROKEN, strict=True)):
        assert said.startswith(f"{path}:{2 * number + 1}: ")
        assert reason in said


def test_a_line_in_another_encoding_is_named_and_the_next_goes_on(ask, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "policia \xed"}\n' + line().encode())
    outcome, _ = ask(path)
    assert outcome.error == f"{path}:1: byte 18 of the line is not UTF-8, as JSON Lines must be"
    assert len(outcome.events) == 1


def test_an_article_without_an_id_is_named_by_its_line_when_the_model_fails(ask, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{line()}\n", encoding="utf-8")
    outcome, _ = ask(path, script=[status(400)])
    assert outcome.error.startswith(f"{path}:2: ")
    outcome, _ = ask(script=[status(400)], input=ARTICLE)
    assert outcome.error.startswith("standard input: ")


STRANGE = "\x00\x1b[2J\x07\x85\u2028\udfff\ud800"


def test_lone_surrogates_and_control_characters_are_text(ask):
    words = ARTICLE.replace("Konduga", f"Konduga{STRANGE}")
    entry = line(text=words, id=f"a{STRANGE}", title=STRANGE, publisher=f"p{STRANGE}", url=STRANGE)
    outcome, server = ask(input=entry)
    assert outcome.code == 0
    (event,) = outcome.events
    assert event["source"]["article_id"] == f"a{STRANGE}"
    for evidence in event["actors"][0]["evidence"]:
        assert words[evidence["start"] : evidence["end"]] == evidence["text"]
    sent = json.dumps(server.chats, ensure_ascii=False)
    sent.encode("utf-8")
    assert "\x00" not in asked(server.chats[0])
    failed, _ = ask(input=entry, script=lambda _: status(400))
    assert failed.error.isprintable()


def test_a_line_of_300_000_letters_is_read_to_its_end(ask):
    filler = "The council spoke about the price of bread for a long while. "
    words = filler * (300_000 // len(filler)) + "\n\n" + ARTICLE.split("– ")[1]

    def script(body):
        return sound(body) if "Konduga" in asked(body) else reading()

    outcome, server = ask(script=script, input=line(text=words))
    assert outcome.code == 0
    assert any("Konduga" in asked(body) for body in server.chats)


@pytest.mark.parametrize("value", ["soon", "2023-02-30", "16.3.2023"])
def test_a_published_option_that_is_no_date_is_one_line_of_usage(extract, value):
    outcome = extract("run", "--published", value, input=ARTICLE)
    assert outcome.code == 2
    assert f"{value!r} is not a date; write it as 2017-04-05" in outcome.error


@pytest.mark.parametrize("seconds", ["253402300800", "9" * 17, "9" * 5000])
def test_a_time_of_making_that_no_calendar_holds_is_told_before_anything_is_paid(
    ask, monkeypatch, seconds
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    outcome, server = ask(input=line())
    assert (outcome.code, outcome.events, server.chats) == (2, [], [])
    assert "SOURCE_DATE_EPOCH is " in outcome.error
    assert "past the year 9999: unset it" in outcome.error


KINDS = {
    "good": (10, line(id="{}")),
    "broken": (5, '{"text": "half'),
    "no text": (3, '{"id": "x"}'),
    "nothing": (4, line(text=f"{QUIET} {{}}")),
    "server error": (4, line(text=ARTICLE.replace("Konduga", "Damboa") + "{}")),
    "junk": (4, line(text=ARTICLE.replace("Konduga", "Gwoza") + "{}")),
}


def test_thirty_articles_with_every_kind_of_fault_add_up(ask, tmp_path, monkeypatch):
    install_gate(tmp_path, monkeypatch)
    entries = [
        entry.replace("{}", f"no. {n}") for count, entry in KINDS.values() for n in range(count)
    ]
    random.Random(7).shuffle(entries)
    assert len(entries) == 30
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(entries), encoding="utf-8")

    def script(body):
        if "Damboa" in asked(body):
            return status(500)
        return text(None, tokens=(700, 0, 1)) if "Gwoza" in asked(body) else sound(body)

    outcome, server = ask("--gate", "tagger", path, script=script)
    counts = outcome.summary
    assert outcome.code == 3
    assert (counts["articles"], counts["events"]) == (30, 10)
    assert (counts["failed"], counts["unasked"]) == (16, 4)
    assert len(outcome.events) == 10
    assert len(outcome.errors) == 16
    sound_replies = sum("Damboa" not in asked(b) and "Gwoza" not in asked(b) for b in server.chats)
    junk_replies = sum("Gwoza" in asked(b) for b in server.chats)
    assert counts["prompt"] == 1000 * sound_replies + 700 * junk_replies
    assert counts["completion"] == 50 * sound_replies + junk_replies
