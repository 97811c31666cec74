"""The tagger's network works in the thread it is asked in and no other, whatever BLAS could take.

Threads that share one product wait for each other, spinning; on a busy machine that cost more than
they gave (docs/reliability.md). The threads of a real process are looked at, by how long each ran.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE_S

PROGRAM = """
import json, sys, time
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from tiny_tagger import pieces_of, write_both
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.network import Network
from extractor.models.encoder.tagging import Tagger
from extractor.text.sentences import split_sentences

base, weights = write_both(Path(sys.argv[2]), quiet=True)
file = BaseFile(base)
tagger = Tagger(Network(file, weights), pieces_of(file))
text = "Gunmen killed four farmers on Tuesday. " * 100
sentences = list(split_sentences(text))
own = Path("/proc/thread-self/schedstat").resolve().parts[-2]

def others():
    '''Nanoseconds that other threads of this process have run so far.'''
    found = [task for task in Path("/proc/self/task").iterdir() if task.name != own]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in found)

def at_rest():
    before = -1
    for _ in range(200):  # they spin for a while before they sleep
        if (now := others()) == before:
            return now
        before = now
        time.sleep(0.05)
    raise SystemExit("threads that never rest")

tagger.read(text, sentences)
ran = []
for ask in (tagger.read, tagger._read):
    before = at_rest()
    ask(text, sentences)
    ran.append(others() - before)
print(json.dumps(ran))
"""


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="Linux tells of threads")
def test_no_other_thread_works_while_the_tagger_reads(tmp_path: Path) -> None:
    many = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "4")
    here = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(here), str(tmp_path)],
        env=os.environ | many,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    limited, free = json.loads(done.stdout)
    if not free:
        pytest.skip("one core, or a BLAS without threads: there is nothing to hold back")
    assert limited == 0
