"""Articles of 100,000 characters: read to the last sentence, whatever their shape."""

from __future__ import annotations

import re

import pytest
from fault_kit import asked, event_told, line, reading

from extractor.models.protocol import estimate_tokens
from extractor.readers.record.question import LONGEST_WINDOW
from extractor.text.article import Article

LONG = 100_000
FILLER = "The council met in the town hall and spoke about the price of bread for a while. "
LAST = (
    "Gunmen on motorcycles killed at least 11 farmers in the village of Konduga in Nigeria's Borno "
    "State on Tuesday."
)
SHAPES = {
    "paragraphs": (FILLER * 8 + "\n\n") * (LONG // len(FILLER * 8)) + LAST,
    "one line": FILLER * (LONG // len(FILLER)) + LAST,
    "wrapped lines": (FILLER.strip() + "\n") * (LONG // len(FILLER)) + LAST,
    "capitals": (FILLER.upper() * 8 + "\n\n") * (LONG // len(FILLER * 8)) + LAST,
}
assert all(len(words) > LONG - 2000 for words in SHAPES.values())


def script(body):
    """Says that the sentence that names Konduga tells of the event."""
    found = re.search(r"^\[(\d+)\] .*Konduga", asked(body), re.MULTILINE)
    return reading([event_told(sentences=(int(found[1]),))] if found else [])


@pytest.mark.parametrize("words", SHAPES.values(), ids=SHAPES)
def test_the_event_in_the_last_sentence_is_coded_with_its_offsets(ask, words):
    outcome, server = ask(script=script, input=line(text=words))
    assert outcome.code == 0
    assert any("Konduga" in asked(body) for body in server.chats)
    (event,) = outcome.events
    (evidence,) = event["location"]["evidence"]
    assert evidence["start"] > len(words) - len(LAST)
    assert words[evidence["start"] : evidence["end"]] == "Konduga"


@pytest.mark.parametrize("words", SHAPES.values(), ids=SHAPES)
def test_every_sentence_is_sent_whole_and_no_window_is_too_large(ask, words):
    _, server = ask(script=script, input=line(text=words))
    sent: dict[int, str] = {}
    for body in server.chats:
        assert estimate_tokens(asked(body)) < LONGEST_WINDOW
        sent |= {int(n): told for n, told in re.findall(r"^\[(\d+)\] (.*)$", asked(body), re.M)}
    sentences = Article(words).sentences
    assert sorted(sent) == list(range(1, len(sentences) + 1))
    # A text in capitals is asked about in small letters.
    assert all(sent[s.index + 1].lower() == " ".join(s.text.split()).lower() for s in sentences)


def test_a_long_text_without_a_full_stop_is_read_to_its_event(ask):
    words = "word and word " * (LONG // 14) + LAST
    outcome, server = ask(script=script, input=line(text=words))
    assert outcome.code == 0
    assert len(outcome.events) == 1
    assert all(estimate_tokens(asked(body)) < LONGEST_WINDOW for body in server.chats)
