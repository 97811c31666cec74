"""A question to a model of any provider: what is asked, what fits, what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from provider_fakes import TOKENS, Provider
from pydantic import BaseModel, Field
from scripted_server import Body, ScriptedServer, Step

from extractor.models import Model
from extractor.reading import Tokens

Start = Callable[..., ScriptedServer]
MESSAGES = [
    {"role": "system", "content": "You read news."},
    {"role": "user", "content": "Two died in Mosul."},
]
FITS = '{"place": "Mosul", "killed": 2, "names": [], "kind": "attack"}'
COST = Tokens(*TOKENS)


class Toll(BaseModel):
    """What happened."""

    place: str = Field(max_length=50)
    killed: int | None = Field(default=None, ge=0, description="the dead")
    names: list[str] = Field(default_factory=list, max_length=3)
    kind: Literal["attack", "battle"] = "attack"


FOUND = Toll(place="Mosul", killed=2, names=[], kind="attack")


def structured(model: Model, **options: Any) -> tuple[Toll, Tokens]:
    return model.structured(MESSAGES, Toll, **{"max_tokens": 500, **options})


def strictly(provider: Provider, then: Callable[[Body], Step]) -> Callable[[Body], Step]:
    """The provider's objections first, then its reply."""
    return lambda body: provider.objects(body) or then(body)
