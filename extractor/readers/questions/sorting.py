"""Articles in languages that no lexicon knows: the model says what each sentence reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.codebook.types import SubEventType
from extractor.lexicon.claims import ClaimMention
from extractor.limits import time_is_up
from extractor.readers.prompting import one_line, prompt
from extractor.readers.questions.tellings import Telling, telling_of
from extractor.reading import StatementKind
from extractor.text.span import Sentence

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.protocol import Model

__all__ = ["sort_sentences"]

EVENTS = {
    "attack": SubEventType.ATTACK,
    "explosion": SubEventType.REMOTE_EXPLOSIVE,
    "airstrike": SubEventType.AIR_DRONE_STRIKE,
    "shelling": SubEventType.SHELLING,
    "clash": SubEventType.ARMED_CLASH,
    "kidnapping": SubEventType.ABDUCTION,
    "protest": SubEventType.PEACEFUL_PROTEST,
    "riot": SubEventType.VIOLENT_DEMONSTRATION,
}
STATEMENTS = {
    "accusation": StatementKind.ALLEGATION,
    "denial": StatementKind.DENIAL,
    "claim": StatementKind.RESPONSIBILITY,
    "inquiry": StatementKind.INVESTIGATION,
}
CHOICES = (*EVENTS, *STATEMENTS, "none")
LONGEST = 600  # characters shown at once; a longer sentence is shown in pieces


def sort_sentences(
    model: Model, analysis: Analysis
) -> tuple[list[Telling], list[tuple[Sentence, ClaimMention]]]:
    """The sentences that tell of an incident, and those in which somebody accuses, denies …"""
    told: list[Telling] = []
    claims: list[tuple[Sentence, ClaimMention]] = []
    system = prompt("kinds").text
    for sentence in analysis.article.sentences:
        if time_is_up(sentence.start):
            break
        words = one_line(sentence.text)
        kinds = [
            _kind(model, system, words[at : at + LONGEST]) for at in range(0, len(words), LONGEST)
        ]
        for kind in dict.fromkeys(kinds):
            if kind in EVENTS:
                told.append(telling_of(analysis, sentence, EVENTS[kind].value))
            elif kind in STATEMENTS:
                claims.append((sentence, ClaimMention(sentence, STATEMENTS[kind], 3)))
    return told, claims


def _kind(model: Model, system: str, words: str) -> str:
    """What the words report: one of the choices, or what else a model without choices says."""
    answer = model.ask(
        [
            {"role": "system", "content": system},
            {"role": "user", "content": f'Sentence: "{words}"\nKind:'},
        ],
        max_tokens=8,
        choices=CHOICES,
    )
    return answer.text
