"""A model that declines in plain words is told from one that says something else than JSON."""

from __future__ import annotations

import pytest

from extractor.models.refusals import declines, refusal_in


@pytest.mark.parametrize(
    "said",
    [
        "I can't help with that.",
        "I'm sorry, but I can't.",
        "I’m sorry, but I can’t assist with that request.",
        "I cannot extract events from this text, which shows violence.",
        "Sorry! I won't do that.",
        "I am unable to process this article.",
        "I'm not able to provide the requested analysis.",
        "I'm not comfortable continuing with this topic.",
        "Thank you for the article. However, I must respectfully decline to code it.",
        "As an AI developed to be safe, I have to decline.",
        "We do not assist with content of this kind.",
        "Lo siento, no puedo ayudar con eso.",
        "Désolé, je ne peux pas vous aider.",
        "Desculpe, não posso ajudar com isso.",
        "Das kann ich nicht, denn ich kann dabei leider nicht helfen.",
        "Извините, я не могу помочь с этим.",
        "عذرا، لا أستطيع المساعدة في ذلك.",
        "抱歉，我无法协助处理这个请求。",
    ],
)
def test_plain_words_that_decline(said: str) -> None:
    assert declines(f"{said}\n") == said


@pytest.mark.parametrize(
    "said",
    [
        "",
        "By: Gunmen",
        "I can't find any event in this article.",
        "I'm sorry, there are no events here.",
        "I do not see who was killed.",
        "The article tells of no event.",
        "As you wish!",
        "We have no events to report.",
        '{"events": []}',
        'I can\'t help with that, but here it is: {"events": []}',
        "The text is long. " * 30 + "I can't help with that.",
        "No se menciona ningún hecho.",
    ],
)
def test_words_that_do_not_decline(said: str) -> None:
    assert declines(said) is None


def test_a_call_of_a_tool_is_an_answer_whatever_stands_beside_it() -> None:
    message = {"content": "I can't help with all of that.", "tool_calls": [{"id": "1"}]}
    assert refusal_in({"choices": [{"message": message}]}) is None
    del message["tool_calls"]
    words = refusal_in({"choices": [{"message": message}]})
    assert words == ("I can't help with all of that.", False)
