"""Messages and repairs for resuming an output that its journal does not account for."""

from __future__ import annotations

import contextlib
import os
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.batch.keys import CHOOSING
from extractor.errors import ExtractorError
from extractor.text.printable import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from extractor.batch.accounting import Account
    from extractor.batch.entries import Head

__all__ = [
    "JournalError",
    "at_stake",
    "copy_name",
    "joined",
    "made_otherwise",
    "notes_of",
    "take_out",
]

NAMES = {
    "model": "the model",
    "reader": "the reader",
    "prompt": "the prompt",
    "schema": "records",
    "lessons": "--lessons",
    "fields": "--fields",
    "min_confidence": "--min-confidence",
    "chars": "--max-article-chars",
    "gate": "--gate",
    "split_live": "--split-live",
}
"""Settings by the names used in messages."""
CHUNK = 1 << 20


class JournalError(ExtractorError):
    """A run cannot be resumed: the output was made with other settings, changed since, or written
    by another run."""


def made_otherwise(
    output: Path, head: Head | None, found: Account, settings: Mapping[str, str]
) -> JournalError | None:
    """The error to raise if all of the output was made with other settings; else ``None``.

    A journal that names other settings beside records of these settings belongs to another run and
    is ignored. The exception are settings that records do not state: which articles were read.
    """
    if found.events and (head is None or _reading(head.settings) != _reading(settings)):
        return None
    said = head.settings if head else found.made if found.others == found.lines else {}
    other = _difference(said, settings) if said else ""
    if not other:
        return None
    return JournalError(
        f"{output} was made with {other}: name another -o, or --force to read all articles anew"
    )


def at_stake(output: Path, found: Account, settings: Mapping[str, str]) -> JournalError:
    """The error for an output with lines that a resumed run would delete: how many, and what the
    user can do."""
    events = sum(group.events for group in found.lost)
    lines = sum(group.events == 0 for group in found.lost)
    articles = len({group.article for group in found.lost if group.events})
    size = sum(group.end - group.start for group in found.lost)
    what = []
    if events:
        what.append(f"{plural(events, 'event')} of {plural(articles, 'article')}")
    if lines:
        what.append(f"{plural(lines, 'line')} that {'is' if lines == 1 else 'are'} no event")
    ours = found.changed or found.repeated or found.entries
    why = "has been changed since it was written" if ours else "holds what no such run has written"
    whose = f"; made with {_difference(found.made, settings)}" if found.others else ""
    whose += f"; {plural(found.repeated, 'event')} a second time" if found.repeated else ""
    return JournalError(
        f"{output} {why} and cannot be resumed as it is: "
        f"{' and '.join(what)} ({size:,} of {found.size:,} bytes, the first at byte "
        f"{found.lost[0].start:,}{whose}) are not as this run writes them. The same command with "
        f"--repair takes them out, keeps a copy in {copy_name(output).name} and reads their "
        "articles again"
    )


def notes_of(output: Path, found: Account) -> list[str]:
    """Notes for the user about a journal that was rewritten."""
    notes = []
    events = sum(group.events for group in found.recovered)
    if events:
        articles = len({group.key for group in found.recovered})
        notes.append(
            f"the journal of {output} did not account for {events:,} of its {found.events:,} "
            f"events: they stay, and {plural(articles, 'article')} of theirs "
            f"{'is' if articles == 1 else 'are'} known by them; articles without events that it no "
            "longer lists are read again"
        )
    shares = {entry.key: entry.share for entry in found.entries}
    names = {group.key: group for group in found.recovered if shares[group.key].kept}
    for group in names.values():
        where = f", the last in {output}," if group.last else ""
        notes.append(f"{group.article}{where} is read again: it may be short")
    if found.missing:
        are = "is" if found.missing == 1 else "are"
        notes.append(
            f"{plural(found.missing, 'article')} of the journal {are} not in {output} and "
            f"{are} read again"
        )
    if found.size > found.end:
        notes.append(f"half a line at the end of {output} is cut off and read again")
    return notes


@contextlib.contextmanager
def take_out(output: Path, lost: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Remove the ``lost`` byte ranges from the output, after copying it. Inside the block the new
    file is ready; it replaces the output at the end. Yields the note for the user.

    Raises :class:`OSError`; then the output is unchanged.
    """
    path = output.resolve()
    kept = copy_name(output)
    with path.open("rb") as old, kept.open("xb") as new:
        _written_whole(kept, new, old, [(0, os.fstat(old.fileno()).st_size)])
    beside = path.with_name(f".{path.name}.part")
    edges = [0, *(edge for part in lost for edge in part), path.stat().st_size]
    with path.open("rb") as old, beside.open("wb") as new:
        shutil.copymode(path, beside)
        _written_whole(beside, new, old, list(zip(edges[::2], edges[1::2], strict=True)))
    try:
        yield f"{output} as it was is in {kept}"
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of a file in order, with overlapping and adjacent ones joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def copy_name(output: Path) -> Path:
    """The path for a copy of the output; never an existing file."""
    first = f"{output.name}.before-resume"
    names = (output.with_name(first if n == 1 else f"{first}-{n}") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _written_whole(
    path: Path, new: BinaryIO, old: BinaryIO, parts: Sequence[tuple[int, int]]
) -> None:
    """Copy ranges of one file into another and sync it to disk; on failure the new file is
    removed."""
    try:
        for start, end in parts:
            old.seek(start)
            left = end - start
            while left > 0 and (data := old.read(min(left, CHUNK))):
                new.write(data)
                left -= len(data)
        new.flush()
        os.fsync(new.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _reading(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings that say how an article is read."""
    return {name: value for name, value in settings.items() if name not in CHOOSING}


def _difference(made: Mapping[str, str], settings: Mapping[str, str]) -> str:
    """The first setting that differs, with both values."""
    for name in {**settings, **made}:
        was, now = made.get(name, "none"), settings.get(name, "none")
        if was != now:
            return f"{NAMES.get(name, name)} {was}, this run has {now}"
    return ""
