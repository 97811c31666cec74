from __future__ import annotations

import pytest

from extractor.lexicon.incidents import find_incidents
from extractor.lexicon.realis import realis
from extractor.text.sentences import split_sentences


def judged(text: str, words: str) -> str:
    sentence = next(split_sentences(text))
    mention = next(m for m in find_incidents(text) if m.span.text.startswith(words))
    return realis(text, mention.span, sentence).value


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Rebels attacked the town.", "attacked", "actual"),
        ("The group vowed to attack the town.", "attack", "planned"),
        ("The minister warned of attacks on the railway.", "attacks", "planned"),
        ("The talks failed after rebels attacked the town.", "attacked", "actual"),
        (
            "He asked whether policy had changed following the attack on the town.",
            "attack",
            "actual",
        ),
        ("Such a step could lead to attacks on aid workers.", "attacks", "planned"),
        ("No one was killed.", "killed", "negated"),
        ("The army denied attacking the town.", "attacking", "negated"),
        ("The army denied any involvement in the murder of the priest.", "murder", "actual"),
        ("The group said it was not responsible for the murder.", "murder", "actual"),
        ("They joined the fight against terrorism and bombings.", "bombings", "generic"),
        ("The senator harshly attacked the minister.", "attacked", "generic"),
        ("An earthquake destroyed the city killing 200 people.", "killing", "generic"),
    ],
)
def test_what_did_not_happen_is_told_from_what_did(text: str, words: str, expected: str) -> None:
    assert judged(text, words) == expected
