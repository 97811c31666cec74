"""Annotations that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from extractor.validate.finding import Finding
from extractor.validate.reporters.reporter import Item, Reporter

__all__ = ["GithubReporter"]


class GithubReporter(Reporter):
    """Workflow commands: ``::error file=a.csv,line=7,title=E306 …::…``."""

    def add(self, item: Item) -> None:
        level = item.severity if isinstance(item, Finding) else "notice"
        title = f"{item.code} {item.as_dict()['title']}"
        places = [f"file={_property(item.file)}"]
        if item.line is not None:
            places.append(f"line={item.line}")
        places.append(f"title={_property(title)}")
        where = f"{item.column}: " if isinstance(item, Finding) and item.column else ""
        message = item.message if item.message.startswith(where[:-2]) else where + item.message
        if item.sheet:
            message = f"{item.sheet}: {message}"
        self._write(f"::{level} {','.join(places)}::{_data(message)}", "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
