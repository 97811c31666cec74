"""The systems that are compared: each reads one article through the same server.

A peer gives events in words. Everything after reading (days from words, the gazetteer, ACLED's
codes) is our own code for all systems, so that only the reading differs.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from extractor import Article, Extractor
from extractor.analysis import Analysis
from extractor.codebook.attribution import Role
from extractor.codebook.types import SubEventType
from extractor.dates.said import days_said
from extractor.models.embedded import EmbeddedServer
from extractor.reading import Event as ReadEvent
from extractor.reading import Party, Said, TollState, TollTold, When, Where
from extractor.reading.grounding import said
from extractor.tolls.said import count_said

MOST_TOKENS = 1500  # of one answer, enough for six events; the same for both peers
TASK = """\
Extract every violent or protest event that the news article reports: attacks, bombings, clashes,
kidnappings, arson, demonstrations, arrests. One entry for each event (same kind, place and day).
Only what happened; leave out speeches, plans, threats and history. Use the article's own words for
every value, and leave out what it does not say."""
KINDS = [kind.value for kind in SubEventType]


@dataclass
class PeerEvent:
    """One event as a peer gives it, in words."""

    sub_event_type: str
    when: str | None = None
    where: str | None = None
    perpetrators: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    victims: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    weapons: list[str] = field(default_factory=list)
    killed: str | None = None
    injured: str | None = None

    @property
    def words(self) -> list[str]:
        """All values that should be words of the article."""
        single = [self.when, self.where, self.killed, self.injured]
        lists = (self.perpetrators, self.organizations, self.targets, self.victims)
        many = [one for values in (*lists, self.things, self.weapons) for one in values]
        return [one for one in (*single, *many) if one]

    def event(self, analysis: Analysis, key: str) -> ReadEvent:
        """The event as a reading of ours, so that our code resolves and codes it."""
        article = analysis.article

        def found(words: str | None) -> Said | None:
            return said(article, words)

        spans = [one.span for words in self.words if (one := found(words)) and one.span]
        homes = (article.sentence_of(span) for span in spans)
        told = sorted({home.index for home in homes if home})
        doers = self.organizations or self.perpetrators
        targets = self.targets or self.victims
        tolls = [(TollState.KILLED, self.killed), (TollState.INJURED, self.injured)]
        return ReadEvent(
            key,
            tuple(told[:4] or [0]),
            (self.sub_event_type,),
            when=(_when(analysis, found(self.when), self.when),) if self.when else (),
            where=(Where(found(self.where)),) if self.where else (),
            parties=(
                *(Party(Role.PERPETRATOR, found(words)) for words in doers),
                *(Party(Role.TARGET, found(words)) for words in targets),
            ),
            tolls=tuple(_toll(state, found(words), words) for state, words in tolls if words),
        )


def _when(analysis: Analysis, place: Said | None, words: str) -> When:
    days = days_said(words, analysis.filed, "en")
    return When(place, days.first, days.last) if days else When(place)


def _toll(state: TollState, place: Said | None, words: str) -> TollTold:
    count = count_said(words, "en")
    if count is None:
        return TollTold(state, place)
    return TollTold(state, place, count.low, count.high, count.vague or None)


@dataclass
class Spent:
    """Tokens and calls of one article."""

    prompt: int = 0
    completion: int = 0
    calls: int = 0

    def add(self, response: Any) -> Any:
        """Count a reply, and give it back."""
        self.calls += 1
        usage = getattr(response, "usage", None)
        if usage is not None:
            self.prompt += usage.prompt_tokens or 0
            self.completion += usage.completion_tokens or 0
        return response


def counted(call: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    """Wrap a client's ``create`` so that tokens and calls are counted in ``spent``."""

    def create(*given: Any, **options: Any) -> Any:
        return spent.add(call(*given, **options))

    return create


# A plain instructor script -------------------------------------------------------------------

Words = Annotated[str, Field(max_length=200)]
Many = Annotated[list[Words], Field(max_length=6)]


class Event(BaseModel):
    """One event of the article, in the article's own words."""

    sub_event_type: Literal[tuple(KINDS)] = Field(  # type: ignore[valid-type]
        description="ACLED sub-event type"
    )
    when: Words | None = Field(description="words for the day, such as 'yesterday', '3 March'")
    where: Words | None = Field(description="the place, most exact first")
    perpetrators: Many = Field(description="people who did it, such as 'gunmen'")
    perpetrator_organizations: Many = Field(description="organisations that did it, by name")
    targets: Many = Field(description="people it was done to, such as 'two farmers'")
    victim_names: Many = Field(description="names of people killed, hurt or abducted")
    things_hit: Many = Field(description="buildings, vehicles and other things attacked")
    weapons: Many = Field(description="what it was done with")
    killed: Words | None = Field(description="words for how many were killed")
    injured: Words | None = Field(description="words for how many were injured")


class Statement(BaseModel):
    """Somebody accuses, denies, claims responsibility or asks for an investigation."""

    kind: Literal["allegation", "denial", "claim_of_responsibility", "requested_investigation"]
    speaker: Words | None
    about: Words | None = Field(description="who is accused, or who is to investigate")


class Record(BaseModel):
    """Everything the article reports."""

    events: Annotated[list[Event], Field(max_length=8)]
    statements: Annotated[list[Statement], Field(max_length=8)]


# In this mode instructor passes the schema only to the server; the model has to see it too.
SCHEMA = "Answer as JSON of this schema:\n" + json.dumps(Record.model_json_schema())


class InstructorScript:
    """The whole record in one call, as a short script with instructor does it."""

    name = "instructor, one call"

    def __init__(self, server: EmbeddedServer, model: str) -> None:
        import instructor
        import openai

        self._client = openai.OpenAI(base_url=server.base_url, api_key=server.key, timeout=900)
        self._create = self._client.chat.completions.create
        self._model = model
        self._instructor = instructor

    def read(self, article: Article, spent: Spent) -> list[PeerEvent]:
        """The events of one article; retries once if the reply does not fit the schema."""
        self._client.chat.completions.create = counted(  # type: ignore[method-assign]
            self._create, spent
        )
        client = self._instructor.from_openai(self._client, mode=self._instructor.Mode.JSON_SCHEMA)
        record = client.create(
            model=self._model,
            messages=[
                {"role": "system", "content": f"{TASK}\n{SCHEMA}"},
                {"role": "user", "content": article.text},
            ],
            response_model=Record,
            max_retries=1,
            max_tokens=MOST_TOKENS,
            temperature=0,
        )
        return [
            PeerEvent(
                one.sub_event_type, one.when, one.where,
                one.perpetrators, one.perpetrator_organizations, one.targets,
                one.victim_names, one.things_hit, one.weapons, one.killed, one.injured,
            )
            for one in record.events
        ]  # fmt: skip


# LangExtract ---------------------------------------------------------------------------------

EXAMPLES = [
    (
        "Kano, 3 March (Example) -- Gunmen of the Red Brigade attacked a bus near Gaya yesterday, "
        "killing the driver, Musa Bello, and two passengers, police said. The group has not "
        "commented. The governor urged people to stay calm.",
        [
            (
                "Gunmen of the Red Brigade attacked a bus near Gaya yesterday",
                {
                    "sub_event_type": "Attack", "when": "yesterday", "where": "Gaya",
                    "perpetrators": ["Gunmen of the Red Brigade"],
                    "perpetrator_organizations": ["Red Brigade"],
                    "targets": ["the driver", "two passengers"], "victim_names": ["Musa Bello"],
                    "things_hit": ["a bus"], "killed": "the driver, Musa Bello, and two passengers",
                },
            )
        ],
    ),
    (
        "A car bomb exploded outside the tax office in Cali on Monday, damaging the building and "
        "injuring four people. On Sunday, unidentified men had kidnapped engineer Ana Ruiz in "
        "nearby Palmira. Nobody has claimed responsibility for either.",
        [
            (
                "A car bomb exploded outside the tax office in Cali on Monday",
                {
                    "sub_event_type": "Remote explosive/landmine/IED", "when": "on Monday",
                    "where": "Cali", "things_hit": ["the tax office"], "weapons": ["A car bomb"],
                    "injured": "four people",
                },
            ),
            (
                "unidentified men had kidnapped engineer Ana Ruiz in nearby Palmira",
                {
                    "sub_event_type": "Abduction/forced disappearance", "when": "On Sunday",
                    "where": "Palmira", "perpetrators": ["unidentified men"],
                    "targets": ["engineer Ana Ruiz"], "victim_names": ["Ana Ruiz"],
                },
            ),
        ],
    ),
    (
        "The president said in a speech on Friday that his government would not talk to the rebels "
        "and thanked the army for its work. Prices of maize have risen by a third.",
        [],
    ),
]  # fmt: skip


class LangExtract:
    """LangExtract with its usual schema from the examples and one pass; the whole article is one
    chunk if it fits."""

    name = "LangExtract 1.7"

    def __init__(self, server: EmbeddedServer, model: str) -> None:
        import langextract
        from langextract.providers.openai import OpenAILanguageModel
        from langextract.providers.schemas.openai import OpenAISchema

        self._langextract = langextract
        self._examples = [
            langextract.data.ExampleData(
                text=text,
                extractions=[
                    langextract.data.Extraction("event", words, attributes=attributes)
                    for words, attributes in found
                ],
            )
            for text, found in EXAMPLES
        ]
        self._model = OpenAILanguageModel(
            model_id=model, api_key=server.key, base_url=server.base_url, temperature=0.0,
            max_workers=1, max_output_tokens=MOST_TOKENS,
        )  # fmt: skip
        self._model.apply_schema(OpenAISchema.from_examples(self._examples))
        self._create = self._model._client.chat.completions.create

    def read(self, article: Article, spent: Spent) -> list[PeerEvent]:
        """The events of one article. A chunk whose answer cannot be parsed is skipped, as
        LangExtract does."""
        self._model._client.chat.completions.create = counted(self._create, spent)
        kinds = "\nsub_event_type is one of: " + "; ".join(KINDS)
        document = self._langextract.extract(
            article.text,
            prompt_description=TASK + kinds,
            examples=self._examples,
            model=self._model,
            max_char_buffer=4000,
            max_workers=1,
            show_progress=False,
            # Its check of examples fails on an example without extractions, which is needed here.
            prompt_validation_level=self._langextract.prompt_validation.PromptValidationLevel.OFF,
        )
        found = [one for one in document.extractions or [] if one.extraction_class == "event"]
        return [self._event(one.attributes or {}) for one in found]

    @staticmethod
    def _event(given: dict[str, Any]) -> PeerEvent:
        def many(name: str) -> list[str]:
            value = given.get(name) or []
            return [str(one) for one in (value if isinstance(value, list) else [value]) if one]

        def one(name: str) -> str | None:
            return ", ".join(many(name)) or None

        kind = str(given.get("sub_event_type") or "")
        return PeerEvent(
            kind if kind in KINDS else SubEventType.OTHER.value,
            one("when"), one("where"), many("perpetrators"), many("perpetrator_organizations"),
            many("targets"), many("victim_names"), many("things_hit"), many("weapons"),
            one("killed"), one("injured"),
        )  # fmt: skip


# Ours ----------------------------------------------------------------------------------------


class Ours:
    """Our extractor with its defaults, which use no server."""

    name = "extract"

    def __init__(self, server: EmbeddedServer, model: str) -> None:
        self._extractor = Extractor(assume_yes=True)

    def process(self, article: Article, spent: Spent) -> tuple[list[Any], float]:
        """Records of one article and the seconds they took."""
        began = time.monotonic()
        outcome = self._extractor.process(article)
        if outcome.error:
            raise outcome.error
        spent.prompt += outcome.tokens.prompt
        spent.completion += outcome.tokens.completion
        return outcome.events, time.monotonic() - began
