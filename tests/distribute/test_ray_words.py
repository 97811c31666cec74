"""What Ray prints and raises becomes a line of ours."""

from __future__ import annotations

import os
import signal
import warnings

import pytest

from extractor.distribute.ray_words import (
    in_our_words,
    reason_of,
    signals_as_they_were,
    without_raw_lines,
)
from extractor.errors import ArticleError

DEATH = (
    "\x1b[33m(raylet)\x1b[0m A worker died or was killed while executing a task by an unexpected "
    "system error. To troubleshoot the problem, check the logs. Lease ID: 0100 Worker ID: ce4a "
    "Node ID: 56ef Worker IP address: 192.0.2.2 Worker port: 45747 Worker PID: 30939 Worker exit "
    "type: SYSTEM_ERROR Worker exit detail: Worker unexpectedly exits"
)


def test_a_worker_that_died_is_told_once_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    notes: list[str] = []
    with in_our_words(notes.append):
        for text in (DEATH, "Task MapWorker failed. There are infinite retries remaining", DEATH):
            print(text)
    assert notes == [
        "a worker died (process 30939; out of memory?): another takes its place and reads its unit "
        "again"
    ]
    assert capsys.readouterr().out == ""


def test_lines_from_below_python_are_kept_back_only_for_the_while(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with without_raw_lines():
        os.write(2, b"core_worker.cc:2465: Actor with class name\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("\x1b[36mray::Map()\x1b[39m (pid=1)\n  File x\nValueError: no such unit", "no such unit"),
        ("ray.exceptions.RayTaskError(OSError): OSError: disk\n\n", "disk"),
        ("The actor died unexpectedly.", "The actor died unexpectedly."),
        ("", "RuntimeError"),
    ],
)
def test_the_last_line_of_a_cluster_s_error_is_told_without_its_class(
    raised: str, told: str
) -> None:
    assert reason_of(RuntimeError(raised)) == told


def test_an_error_of_ours_that_a_worker_met_is_told_as_it_is() -> None:
    class TaskError(RuntimeError):
        cause = ArticleError("cannot be read", where="a.jsonl")

    assert reason_of(TaskError("ray::Map()\nArticleError: …")) == "a.jsonl: cannot be read"


def test_warnings_within_are_not_shown_whatever_filters_are_set(
    recwarn: pytest.WarningsRecorder,
) -> None:
    with in_our_words(lambda _: None):
        warnings.simplefilter("always")  # as Ray sets filters of its own
        warnings.warn("the operator received 1 input", stacklevel=1)
    assert not recwarn.list
    with pytest.warns(UserWarning, match="after"):
        warnings.warn("after", stacklevel=1)


def test_signals_do_afterwards_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with signals_as_they_were():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    assert signal.getsignal(signal.SIGTERM) is before
