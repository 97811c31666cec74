"""Budgets hold over runs that end badly, as long as there is room for a line in the journal."""

from __future__ import annotations

import os

import pytest
from fault_kit import sound
from patience import PATIENCE_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
COUNT = 60
LIMITED = (
    "import resource, signal\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (12_000,) * 2)\n"
    "from extractor.cli import main\nmain(prog_name='extract')"
)


def test_what_a_full_disk_kept_from_being_written_was_paid_for(start, articles, tmp_path):
    """The same command in a loop: as long as the journal finds room, the budget holds."""
    events = tmp_path / "e.jsonl"
    asked, ended = [], []
    for _ in range(15):
        seen: list[int] = []

        def counted(body, seen=seen):
            seen.append(1)
            return sound(body)

        options = ("--resume", "--concurrency", 4, "--budget-tokens", "16k")
        run = start(
            *(articles, "-o", events, *options, "--reader", "record"),
            script=counted,
            program=LIMITED,
        )
        said = run.communicate(timeout=PATIENCE_S)[1].decode()
        assert run.returncode == 3
        asked.append(len(seen))
        ended.append("no room for another article" in said)
        assert "e.jsonl: File too large" in said or ended[-1]
        if ended[-1]:
            break
    assert ended[-1], asked
    assert len(asked) > 1, "the first run ends since the disk is full"
    assert sum(asked) <= 15, "1,050 tokens an article"
