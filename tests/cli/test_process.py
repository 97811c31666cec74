"""The command as a process of its own: pipes, signals, terminals, and how fast it starts."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from patience import PATIENCE_S

BOMB = "A bomb went off."

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")


def run(argv, *arguments, **options):
    options = {"capture_output": True, "timeout": PATIENCE_S, "text": True, **options}
    return subprocess.run([*argv, *map(str, arguments)], **options)


def test_closed_standard_output_ends_quietly(extract_argv, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{BOMB * 50} {n}"}) + "\n" for n in range(40)))
    process = subprocess.Popen(
        [*extract_argv, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().endswith(b"}\n")
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(PATIENCE_S), said) == (0, b"")


def test_standard_error_that_nobody_reads_does_not_stop_the_run(extract_argv, tmp_path):
    path, events = tmp_path / "a.jsonl", tmp_path / "events.jsonl"
    entries = [{"text": text} for n in range(20) for text in (f"bad reply {n}", f"{BOMB} {n}")]
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        result = run(extract_argv, *("-v", path, "-o", events), capture_output=False, stderr=theirs)
    finally:
        os.close(theirs)
    assert result.returncode == 3
    assert len(events.read_text().splitlines()) == 20


def test_what_is_held_at_the_end_is_not_looked_through_again():
    program = (
        "import gc\nfrom extractor.cli import main\n"
        "def look(when, _):\n"
        "    if when == 'start': print(gc.get_freeze_count(), len(gc.get_objects()))\n"
        "gc.callbacks.append(look)\n"
        "main(prog_name='extract')"
    )
    last = run([sys.executable, "-c", program], "schema").stdout.splitlines()[-1]
    left_alone, looked_at = map(int, last.split())
    assert left_alone > 10_000
    assert looked_at < 1_000


def test_full_standard_output_is_one_line(extract_argv):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        result = run(
            extract_argv, input=BOMB, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 2
    assert result.stderr == "Error: standard output: No space left on device\n"


def test_interruption_while_waiting_for_input_is_exit_code_130(extract_argv):
    process = subprocess.Popen(
        [*extract_argv, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"text": BOMB}) + "\n" + json.dumps({"text": BOMB}))
    process.stdin.flush()  # the second line has no end yet: the command waits for it
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert json.loads(first)
    assert rest == ""
    # On a busy machine the article is written a moment before it counts as done.
    said = said.removeprefix("Note: finishing 1 in flight; Ctrl-C again stops at once\n")
    assert said.startswith("Error: interrupted\n1 article, 1 event; ")
    assert "Traceback" not in said


def test_output_is_utf8_whatever_the_locale(extract_argv):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    line = json.dumps({"text": BOMB, "publisher": "Ελλάδα \ud800"})
    result = run(extract_argv, input=line.encode(), env=environment, text=False)
    assert result.returncode == 0
    assert json.loads(result.stdout.decode("utf-8"))["source"]["publisher"] == "Ελλάδα \ud800"


@pytest.mark.parametrize("command", [[], ["run"], ["show"]])
def test_terminal_with_nothing_to_read_shows_how_to_use_it(extract_argv, command):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    try:
        result = run(extract_argv, *command, stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: extract ")
    assert "standard input" in result.stderr.splitlines()[-1]


def test_closed_standard_streams_are_no_crash(extract_argv):
    closed = " ".join(f"'{word}'" for word in extract_argv)
    result = subprocess.run(
        ["sh", "-c", f"{closed} <&- >&-"], capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["validate", "-"], 2),
        (["convert", "-", "--to", "out.csv"], 2),
        (["load", "-", "--to", "out.db"], 2),
        (["merge", "-", "-o", "out.jsonl"], 2),
        (["diff", "-", os.devnull], 2),
        (["show", "-"], 1),
        (["score", "-", "gold.jsonl"], 2),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_a_closed_standard_input_is_not_one_of_no_records(extract_argv, tmp_path, words, code):
    closed = " ".join(f"'{word}'" for word in [*extract_argv, *words])
    command, made = f"{closed} <&-", tmp_path / "made"
    made.mkdir()
    result = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=PATIENCE_S, cwd=made
    )
    assert result.returncode == code
    assert "Error: standard input: it is closed" in result.stderr
    assert [path.name for path in made.iterdir() if path.suffix != ".db"] == []


def test_progress_bar_goes_to_a_terminal_only_and_leaves_events_whole(extract_argv, tmp_path):
    pty = pytest.importorskip("pty")
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{BOMB} {n}"}) + "\n" for n in range(5)))
    ours, theirs = pty.openpty()
    pieces: list[bytes] = []

    def watch():
        with contextlib.suppress(OSError):  # the other side is closed
            while piece := os.read(ours, 4096):
                pieces.append(piece)

    terminal = threading.Thread(target=watch)
    terminal.start()
    try:
        result = run(
            extract_argv, path, capture_output=False, stdout=subprocess.PIPE, stderr=theirs
        )
    finally:
        os.close(theirs)
        terminal.join(PATIENCE_S)
        os.close(ours)
    shown = b"".join(pieces).decode()
    assert result.returncode == 0
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 5
    assert "\x1b" in shown
    assert "5 articles, 5 events; " in shown


HEAVY = ("pydantic", "openai", "instructor", "jsonschema", "rich", "numpy", "charset_normalizer")


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["show", "--help"]])
def test_help_loads_no_heavy_library(arguments):
    script = (
        "import sys\n"
        "from extractor.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    result = run([sys.executable, "-c", script])
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == "[]"
