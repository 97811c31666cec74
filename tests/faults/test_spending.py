"""What a run would cost, does cost, and need not cost again."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from fault_kit import ARTICLE, limited, line, sound
from gate_kit import QUIET, install_gate, install_none
from patience import PATIENCE_S

from extractor.cli import main


@pytest.fixture
def extract():
    """``extract(*arguments)`` as typed on a command line."""
    return lambda *arguments: CliRunner().invoke(main, [str(word) for word in arguments])


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "a.jsonl"
    other = line(text=ARTICLE.replace("Konduga", "Damboa"))
    nothing = line(text=QUIET)
    path.write_text("\n".join([line(), line(), other, nothing, '{"text": ""}']) + "\n")
    return path


def test_a_dry_run_counts_and_sends_nothing(extract, articles, tmp_path, monkeypatch):
    install_gate(tmp_path, monkeypatch)
    done = extract(
        "run", articles, "--dry-run", "--model", "openai/gpt-4.1-mini", "-o", tmp_path / "e"
    )
    assert done.exit_code == 3  # one cannot be read
    *_, said, gate = done.stderr.splitlines()
    assert said.startswith(
        "5 articles, 3 would be sent to openai/gpt-4.1-mini, "
        "1 with the same text as another, 1 cannot be read; about "
    )
    assert said.endswith("; nothing was sent")
    assert gate == "--gate tagger would leave out 1 of them, which hardly tell of an event"
    assert "about $0.02" in said
    assert done.stdout == ""
    assert not (tmp_path / "e").exists()


def test_a_dry_run_leaves_out_what_the_gate_does(extract, articles, tmp_path, monkeypatch):
    install_gate(tmp_path, monkeypatch)
    model = ("--model", "openai/gpt-4.1-mini")
    gated = extract("run", articles, "--dry-run", *model, "--gate", "tagger").stderr
    said = gated.splitlines()[-1]
    assert "2 would be sent to openai/gpt-4.1-mini, 1 left out by the gate, 1 with" in said
    none = extract("run", articles, "--dry-run", *model, "--gate", "none").stderr
    assert "3 would be sent" in none.splitlines()[-1]
    monkeypatch.setattr("extractor.batch.estimate.MOST_TRIED", 2)
    monkeypatch.setattr("extractor.cli.dry_run.MOST_TRIED", 2)
    install_gate(tmp_path, monkeypatch, odds=-20.0)
    articles.write_text("".join(f"{line(text=f'{QUIET} No. {n}.')}\n" for n in range(3)))
    tried = extract("run", articles, "--dry-run", *model).stderr
    assert "--gate tagger would leave out 2 of the first 2, which hardly" in tried


def test_a_dry_run_needs_the_weights_of_the_gate_only_where_it_is_asked_for(
    extract, articles, tmp_path, monkeypatch
):
    install_none(tmp_path, monkeypatch)
    model = ("--model", "openai/gpt-4.1-mini")
    done = extract("run", articles, "--dry-run", *model)
    assert (done.exit_code, "--gate" in done.stderr) == (3, False)
    done = extract("run", articles, "--dry-run", *model, "--gate", "tagger")
    assert done.exit_code == 2
    assert "--gate tagger: the model encoder is not on this machine; get it" in done.stderr
    install_gate(tmp_path, monkeypatch)
    encoder = next((tmp_path / "models").iterdir())
    encoder.write_bytes(b"x" * encoder.stat().st_size)
    done = extract("run", articles, "--dry-run", *model, "--gate", "tagger")
    assert (done.exit_code, "damaged" in done.stderr.splitlines()[-1]) == (2, True)


def test_a_dry_run_estimates_about_what_a_run_sends(extract, articles, scripted_server):
    """Four to five characters of English are a token; the estimate rather says too many."""
    sent: list[int] = []

    def counting(body):
        form = json.dumps(body["response_format"])
        sent.append(len(form) + sum(len(message["content"]) for message in body["messages"]))
        return sound(body)

    server = scripted_server(counting)
    model = ("--model", "openai/scripted", "--base-url", server.url)
    dry = extract("run", articles, "--dry-run", *model)
    assert server.requests == []
    assert extract("run", articles, *model).exit_code == 3
    found = re.search(r"about ([\d,]+) prompt", dry.stderr)
    assert found
    assert sum(sent) / 5 < int(found[1].replace(",", "")) < sum(sent) / 2.5


def test_an_unknown_price_is_said_to_be_unknown(extract, articles):
    done = extract("run", articles, "--dry-run", "--model", "openai/not-for-sale")
    assert "price not known" in done.stderr


def test_prices_of_ones_own_turn_tokens_into_money(extract, articles, scripted_server, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("model,prompt,cached,completion\nopenai/scripted,1000,0,0\n")
    server = scripted_server(sound)
    model = ("--model", "openai/scripted", "--base-url", server.url)
    done = extract("run", articles, *model, "--prices", prices)
    # three articles of one request each: 1,000 tokens, 600 of them cached, at $1000 a million
    assert "; $1.20; " in done.stderr.splitlines()[-1]
    without = extract("run", articles, *model)
    assert "$" not in without.stderr


def test_a_wrong_table_of_prices_is_wrong_usage(extract, articles, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("model;price\n")
    done = extract("run", articles, "--prices", prices)
    assert done.exit_code == 2
    assert "no column model" in done.stderr


def test_with_a_cache_the_second_run_asks_nothing(extract, articles, scripted_server, tmp_path):
    server = scripted_server(sound)
    model = ("--model", "openai/scripted", "--base-url", server.url, "--cache", tmp_path / "c")
    first = extract("run", articles, *model)
    asked = len(server.chats)
    second = extract("run", articles, *model)
    assert asked == 3
    assert len(server.chats) == asked
    assert [json.loads(e)["id"] for e in first.stdout.splitlines()] == [
        json.loads(e)["id"] for e in second.stdout.splitlines()
    ]
    assert "Note: 3 replies came from the cache; they had cost 3,150 tokens" in second.stderr
    assert "tokens: 0 prompt (0 cached), 0 completion" in second.stderr


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_under_the_cache_is_told_and_ends_nothing(start, articles, tmp_path):
    cache = tmp_path / "c"
    run = start(articles, "--reader", "record", "--cache", cache, program=limited(40))
    out, said = (stream.decode() for stream in run.communicate(timeout=PATIENCE_S))
    assert run.returncode == 3  # for the line that is no article
    assert len(out.splitlines()) == 2
    assert f"Note: 3 replies could not be kept in the cache: {cache}: File too large\n" in said
    assert [path for path in cache.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_run_to_a_full_standard_output_ends_in_one_line(start, articles):
    with Path("/dev/full").open("wb") as full:
        run = start(articles, "--reader", "record", stdout=full)
        said = run.communicate(timeout=PATIENCE_S)[1].decode().splitlines()
    assert run.returncode == 2
    assert said[-1] == "Error: standard output: No space left on device"
