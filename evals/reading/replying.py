"""Captures requests of the ``record`` reader and plays back replies to them written by hand.

    python -m evals.reading.replying capture ARTICLES.jsonl FOLDER   # one request file per article
    python -m evals.reading.replying read ARTICLES.jsonl REPLIES.jsonl -o RECORDS.jsonl

    python -m evals.reading.replying pack ARTICLES.jsonl REPLIES.jsonl -o PACKED.jsonl

A line of REPLIES is ``{"article": ID, "window": 1, "reply": {…}}``. A packed reply has offsets,
``{"at": [start, end]}``, in place of words of its article, so that replies can be kept for texts
that we may not distribute.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import ModelReplyError
from extractor.models.protocol import Message, Model, estimate_message_tokens, estimate_tokens
from extractor.models.usage import SpendingModel
from extractor.pipeline import Extractor, Outcome
from extractor.reading import Tokens
from extractor.text.article import Article

NAME = "replies written by hand"
WORDS = frozenset(
    (
        *("words", "attributed_by", "teller", "victims", "weapons", "things_hit"),
        *("speaker", "accused", "addressee", "investigator"),
    )
)
Request = tuple[list[Message], dict[str, Any]]


class WrittenReplies(SpendingModel):
    """A model that answers from a file, window by window; :meth:`begin` sets the article."""

    def __init__(self, replies: dict[tuple[str, int], Any] | None = None) -> None:
        super().__init__(NAME)
        self.replies = replies
        self.article = ""
        self.window = 0
        self.requests: list[Request] = []

    def begin(self, article: str) -> None:
        """Set the article that the next requests are about."""
        self.article, self.window = article, 0

    @property
    def context_tokens(self) -> int | None:
        """``None``: windows are as for any hosted model."""
        return None

    def structured(
        self,
        messages: list[Message],
        response_model: Any,
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> Any:
        """The reply to this window; an empty one while requests are captured."""
        self.window += 1
        self.requests.append((messages, response_model.model_json_schema()))
        tokens = Tokens(estimate_message_tokens(messages), 0, 0)
        if self.replies is None:
            return response_model.model_validate({"events": [], "statements": []}), tokens
        reply = self.replies.get((self.article, self.window))
        if reply is None:
            raise ModelReplyError(f"no reply is written for window {self.window}")
        completion = estimate_tokens(json.dumps(reply, ensure_ascii=False))
        self._spend(Tokens(tokens.prompt, 0, completion))
        return response_model.model_validate(reply), Tokens(tokens.prompt, 0, completion)


Asked = Callable[[WrittenReplies], Model]
"""Makes of the model with written replies the one that is asked."""


def as_it_is(model: WrittenReplies) -> Model:
    """The model itself."""
    return model


def articles_of(path: Path) -> list[Article]:
    """Read the articles of a file, in its order."""
    names = ("id", "title", "published", "publisher", "url")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Article(one["text"], **{name: one.get(name) for name in names})
        for one in map(json.loads, lines)
    ]


def replies_of(path: Path, articles: Sequence[Article] = ()) -> dict[tuple[str, int], Any]:
    """Read replies by article and window (from 1); packed words are filled in from ``articles``."""
    texts = {article.key: article.text for article in articles}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        (line["article"], line.get("window", 1)): unpacked(
            line["reply"], texts.get(line["article"], "")
        )
        for line in lines
    }


def unpacked(value: Any, text: str) -> Any:
    """The reply with its offsets replaced by the words of ``text``."""
    if isinstance(value, list):
        return [unpacked(one, text) for one in value]
    if isinstance(value, dict):
        if set(value) == {"at"}:
            start, end = value["at"]
            return text[start:end]
        return {key: unpacked(one, text) for key, one in value.items()}
    return value


def packed(value: Any, text: str, key: str = "") -> Any:
    """The reply with words of the text replaced by their offsets; names and types stay."""
    if isinstance(value, list):
        return [packed(one, text, key) for one in value]
    if isinstance(value, dict):
        return {name: packed(one, text, name) for name, one in value.items()}
    if not isinstance(value, str) or key not in WORDS or not value:
        return value
    at = text.find(value)
    return {"at": [at, at + len(value)]} if at >= 0 else None


def capture(articles: Sequence[Article], folder: Path, asked: Asked = as_it_is) -> int:
    """Write the request for each article: system prompt, user prompt and schema, as sent by the
    model that ``asked`` makes of the one with written replies."""
    folder.mkdir(parents=True, exist_ok=True)
    model = WrittenReplies()
    extractor = Extractor(asked(model))
    for article in articles:
        model.begin(article.key)
        model.requests.clear()
        extractor.process(article)
        for window, (messages, schema) in enumerate(model.requests, 1):
            (folder / "system.txt").write_text(messages[0]["content"], encoding="utf-8")
            (folder / "schema.json").write_text(json.dumps(schema, indent=1), encoding="utf-8")
            name = f"{article.key}.{window}.txt"
            (folder / name).write_text(messages[1]["content"], encoding="utf-8")
    return len(articles)


def replayed(
    articles: Sequence[Article], replies: Path, asked: Asked = as_it_is
) -> Iterator[tuple[Article, Outcome]]:
    """Yield each article with what is made of its written replies."""
    model = WrittenReplies(replies_of(replies, articles))
    extractor = Extractor(asked(model))
    for article in articles:
        model.begin(article.key)
        yield article, extractor.process(article)


def read(articles: Sequence[Article], replies: Path, output: Path) -> int:
    """Make records from the written replies; returns how many articles failed."""
    failed = 0
    with output.open("w", encoding="utf-8") as lines:
        for article, outcome in replayed(articles, replies):
            if outcome.error:
                failed += 1
                print(f"{article.key}: {outcome.error}", file=sys.stderr)
            for event in outcome.events:
                lines.write(event.json_line() + "\n")
    return failed


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("capture")
    one.add_argument("articles", type=Path)
    one.add_argument("folder", type=Path)
    other = commands.add_parser("read")
    other.add_argument("articles", type=Path)
    other.add_argument("replies", type=Path)
    other.add_argument("-o", "--output", type=Path, required=True)
    third = commands.add_parser("pack")
    third.add_argument("articles", type=Path)
    third.add_argument("replies", type=Path)
    third.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    articles = articles_of(options.articles)
    if options.command == "capture":
        print(f"{capture(articles, options.folder)} articles")
        return 0
    if options.command == "pack":
        texts = {article.key: article.text for article in articles}
        with options.output.open("w", encoding="utf-8") as lines:
            for (key, window), reply in replies_of(options.replies).items():
                whole = packed(reply, texts[key])
                row = {"article": key, "window": window, "reply": whole}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        return 0
    wanted = {article for article, _ in replies_of(options.replies)}
    articles = [article for article in articles if article.key in wanted]
    return 1 if read(articles, options.replies, options.output) else 0


if __name__ == "__main__":
    sys.exit(main())
