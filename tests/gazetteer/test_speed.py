"""What the gazetteer costs: time to open, memory, look-ups a second.

Processor time of the best of several tries, which a busy machine does not change; each figure is
printed (``pytest -rP tests/gazetteer/test_speed.py`` shows them).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.gazetteer import store
from extractor.places.resolve import resolve_places

ARTICLES = sorted((Path(__file__).parents[2] / "fixtures" / "articles").glob("*.txt"))
pytestmark = pytest.mark.alone
TRIES = 7
CACHES = (store.by_key, store.sounding_like, store.entry, store.word_bits)

OPENED = """
import sys, time
from extractor.gazetteer import store
begin = time.process_time()
assert store.named("Damascus")
print((time.process_time() - begin) * 1000)
"""
MEMORY = """
import re, sys
from pathlib import Path
from extractor.gazetteer import store
from extractor.places.resolve import resolve_places
for file in sys.argv[1:]:
    resolve_places(Path(file).read_text(encoding="utf-8"))
for key in store._database().execute("SELECT folded FROM name LIMIT 20000").fetchall():
    store.by_key(key[0])
# Not getrusage: its peak is carried over from the process that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1e3)
"""


def _fresh(code: str, *arguments: str) -> float:
    """The figure that this code prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _least(work: Callable[[], object]) -> float:
    """Seconds of processor time of the best of several tries."""
    spent = []
    for _ in range(TRIES):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def _cold() -> None:
    for cache in CACHES:
        cache.cache_clear()


def test_the_gazetteer_answers_its_first_question_within_50_ms() -> None:
    opened = min(_fresh(OPENED) for _ in range(3))
    print(f"opened and asked once: {opened:.1f} ms")
    assert opened < 50


def test_a_process_that_has_asked_for_20_000_names_keeps_below_120_mb() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("this platform does not tell a process's peak memory")
    peak = _fresh(MEMORY, *map(str, ARTICLES))
    print(f"peak memory of the whole process: {peak:.0f} MB")
    assert peak < 120


def test_20_000_names_are_looked_up_in_a_second() -> None:
    rows = store._database().execute("SELECT DISTINCT folded FROM name LIMIT 2000").fetchall()
    keys = [row[0] for row in rows]
    look_up = store.by_key.__wrapped__  # the file itself, not the answers kept from before
    rate = len(keys) / _least(lambda: [look_up(key) for key in keys])
    print(f"exact look-ups a second: {rate:,.0f}")
    assert rate > 20_000


def test_a_name_is_found_by_its_sound_within_5_ms() -> None:
    names = ["Khan Shaykhoon", "Deir Ezzor", "Avdeevka", "Saraqeb", "Lisichansk", "Mahmoudiya"]
    look_up = store.sounding_like.__wrapped__
    each = _least(lambda: [look_up(name) for name in names]) / len(names) * 1000
    print(f"look-up by sound: {each:.2f} ms")
    assert each < 5


def test_500_words_are_read_for_places_within_10_ms() -> None:
    words = " ".join(file.read_text(encoding="utf-8") for file in ARTICLES).split()
    texts = [" ".join(words[at : at + 500]) for at in range(0, len(words) - 499, 500)]
    assert texts

    def read() -> None:
        for text in texts:
            resolve_places(text)

    _cold()
    read()  # as in a run of many articles: names met before are not looked up again
    each = _least(read) / len(texts) * 1000
    print(f"500 words spotted and resolved: {each:.1f} ms")
    assert each < 10
