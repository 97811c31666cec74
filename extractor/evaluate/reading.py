"""What a model read in the texts of a set, saved line by line so that a run can be resumed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from extractor.batch.done import Done
from extractor.errors import ExtractorError
from extractor.reading import Tokens
from extractor.records import EventRecord

__all__ = ["ReadText", "Readings"]


@dataclass(frozen=True)
class ReadText:
    """The result for one text: its records or its error, and its cost."""

    article: str
    events: tuple[EventRecord, ...] = ()
    tokens: Tokens = field(default_factory=Tokens)
    seconds: float = 0.0
    error: str | None = None
    asked: bool = True

    @classmethod
    def of(cls, done: Done) -> ReadText:
        """The result for an article of a batch."""
        assert done.article is not None
        return cls(
            done.article.key,
            tuple(done.events),
            done.tokens,
            done.seconds,
            None if done.error is None else str(done.error),
            done.asked,
        )

    def plain(self) -> dict[str, Any]:
        """As a line of the file."""
        spent = self.tokens
        return {
            "article": self.article,
            "seconds": round(self.seconds, 3),
            "tokens": [spent.prompt, spent.cached, spent.completion, spent.estimated],
            "asked": self.asked,
            "error": self.error,
            "events": [one.model_dump(mode="json") for one in self.events],
        }

    @classmethod
    def from_plain(cls, value: dict[str, Any]) -> ReadText:
        """From a line of the file."""
        return cls(
            value["article"],
            tuple(EventRecord.model_validate(one) for one in value["events"]),
            Tokens(*value["tokens"]),
            value["seconds"],
            value["error"],
            value["asked"],
        )


class Readings:
    """The file of a run: its settings in the first line, then a line for each text.

    ``settings`` decide what is read; a file with other settings is not resumed. A line that was cut
    off is dropped and its text read again, and so is a text that failed.
    """

    def __init__(self, path: Path, settings: Mapping[str, str], *, resume: bool) -> None:
        self.path = path
        self.settings = dict(settings)
        self.done: dict[str, ReadText] = self._before() if resume else {}
        self._file: IO[str] | None = None

    def add(self, one: ReadText) -> None:
        """Save one more result; it is on disk when this returns."""
        if self._file is None:
            self._file = self._open()
        self._write(one.plain())
        self.done[one.article] = one

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[str]:
        """The file, rewritten with the kept results: a line that was cut off is gone."""
        try:
            self._file = self.path.open("w", encoding="utf-8")
            self._write({"settings": self.settings})
            for one in self.done.values():
                self._write(one.plain())
        except OSError as error:
            raise ExtractorError(
                f"{self.path} cannot be written: {error.strerror or error}"
            ) from None
        return self._file

    def _write(self, value: dict[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(value) + "\n")
        self._file.flush()

    def _before(self) -> dict[str, ReadText]:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise ExtractorError(f"{self.path} cannot be read: {error.strerror}") from None
        if not lines:
            return {}
        self._same(lines[0])
        done = {}
        for line in lines[1:]:
            try:
                one = ReadText.from_plain(json.loads(line))
            except (ValueError, KeyError, TypeError):
                continue
            if one.error is None:
                done[one.article] = one
        return done

    def _same(self, line: str) -> None:
        try:
            before = json.loads(line)["settings"]
        except (ValueError, KeyError, TypeError):
            raise ExtractorError(
                f"{self.path} is not what a run of `extract evaluate` reads; --force writes it anew"
            ) from None
        names = [one for one in {**before, **self.settings}
                 if before.get(one) != self.settings.get(one)]  # fmt: skip
        if names:
            name = names[0]
            raise ExtractorError(
                f"{self.path} was read otherwise: {name} was {before.get(name)!r} and is "
                f"{self.settings.get(name)!r}; --force reads all anew"
            )
