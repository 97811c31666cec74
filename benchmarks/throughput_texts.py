"""The articles of benchmarks/throughput.py, and the server's answer to each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from extractor import Article

ROOT = Path(__file__).resolve().parent.parent
WORDS = 500
FILLER = (
    "Residents spoke to reporters about the price of bread and the state of the roads. The mayor "
    "said that the school would open again next week. Aid agencies have asked for more lorries."
)
EVENT = {
    "number": 1,
    "sentences": [4],
    "words": "chemical attack",
    "sub_event_type": "Chemical weapon",
    "other_type": None,
    "background": False,
    "days": [
        {"words": "Tuesday morning", "first_day": "2017-04-04", "last_day": "2017-04-04"},
    ],
    "places": [
        {
            "words": "Khan Sheikhoun",
            "name": "Khan Sheikhoun",
            "admin1": "Idlib",
            "country": "Syria",
            "relation": "in",
        }
    ],
    "parties": [
        {
            "role": "perpetrator",
            "words": "Syrian government forces",
            "name": "Military of Syria",
            "kind": "State forces",
            "country": "Syria",
            "attribution": "disputed",
            "attributed_by": None,
        }
    ],
    "tolls": [
        {
            "state": "killed",
            "words": "over 70 people dead",
            "low": 70,
            "high": None,
            "vague": None,
            "teller": None,
        }
    ],
    "victims": [],
    "weapons": [],
    "things_hit": [],
}
STATEMENT = {
    "kind": "denial",
    "sentences": [7],
    "events": [1],
    "speaker": "Damascus",
    "accused": None,
    "addressee": None,
    "investigator": None,
}
READING = json.dumps({"events": [EVENT], "statements": [STATEMENT]})
PEER_READING = json.dumps(
    {"extractions": [{"event": "chemical weapons attack", "event_attributes": {"where": "Idlib"}}]}
)


def articles(count: int, first: int = 0) -> Iterator[Article]:
    """Yield articles of some 500 words. Their texts differ from the first word on, so that caches
    filled by one article do not help another."""
    text = (ROOT / "fixtures" / "articles" / "khan-sheikhoun.txt").read_text(encoding="utf-8")
    body, source = text.rstrip().rsplit("\n", 1)
    while len(body.split()) < WORDS - 10:
        body += f"\n{FILLER}"
    for number in range(first, first + count):
        yield Article(f"Report {number}. {body}\n{source}\n", id=f"a{number}",
                      published="2017-04-05")  # fmt: skip
