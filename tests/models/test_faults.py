"""No key, no password, no line break in anything a user is told."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.models.faults import as_model_error, scrub, silence_loggers
from extractor.models.spec import HostedSpec


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("at https://me:pass@host/v1", "at https://host/v1"),
        ("Incorrect key: sk-proj-abc_DEF-12345678.", "Incorrect key: ***."),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ("two\nlines", "two lines"),
    ],
)
def test_secrets_are_blotted_out(text: str, clean: str) -> None:
    assert scrub(text) == clean


def test_a_key_of_any_shape_is_found_by_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", "plainword99")
    assert scrub("you sent plainword99!") == "you sent ***!"


@given(st.text())
def test_an_unknown_error_is_one_line_without_its_text(text: str) -> None:
    error = as_model_error(RuntimeError(text), HostedSpec("openai", "x"), timeout_s=1)
    assert str(error) == "the reply of openai/x cannot be used (RuntimeError)"


def test_loggers_that_somebody_set_keep_their_level() -> None:
    logger = logging.getLogger("instructor")
    before = logger.level
    try:
        logger.setLevel(logging.DEBUG)
        silence_loggers()
        assert logger.level == logging.DEBUG
        logger.setLevel(logging.NOTSET)
        silence_loggers()
        assert not logger.isEnabledFor(logging.CRITICAL)
    finally:
        logger.setLevel(before)
