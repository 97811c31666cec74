"""Finds the files to read: single files, whole folders, and patterns the shell left unexpanded."""

from __future__ import annotations

import glob
import os
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ArticleError, reason_of
from extractor.sources.formats import format_of
from extractor.text.printable import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["files_of"]

PAGES = (".html", ".htm", ".xhtml")
# How browsers in various languages name the folder saved beside a page.
_FILES = (
    *("files", "archivos", "fichiers", "Dateien", "ficheiros", "arquivos", "file", "bestanden"),
    *("dosyalar", "файлы", "файли", "pliki", "soubory", "tiedostot", "filer", "elemei", "berkas"),
    *("ملفات", "ファイル", "文件", "檔案", "파일", "קבצים", "αρχεία", "fişiere", "ไฟล์"),
)
ENDINGS = tuple(f"{sign}{word}".lower() for sign in "_-. " for word in _FILES)


def files_of(
    name: str, note: Callable[[str], None] = lambda _: None
) -> Iterator[Path | ArticleError]:
    """Yield the files that a name on the command line stands for, in the order of their names.

    A folder stands for all files in and below it with a known ending. Hidden files are skipped, and
    so is what a browser saved beside a page; ``note`` is told how many files of other kinds were
    skipped. A name with ``*``, ``?`` or ``[`` is a pattern if no file has that name (``**`` goes
    into folders). Links are followed; each folder is read once. A folder or pattern without files
    comes as an error.
    """
    path = Path(name)
    if not name:  # pathlib would take it for the current folder
        yield ArticleError("no such file", where="''")
    elif path.is_dir():
        yield from _folder(path, note)
    elif os.path.lexists(path) or not glob.has_magic(name):
        yield path
    else:
        yield from _pattern(name, note)


def _pattern(name: str, note: Callable[[str], None]) -> Iterator[Path | ArticleError]:
    try:
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - it takes absolute ones too
    except (OSError, ValueError) as error:  # a NUL, or a name too long for the system
        yield ArticleError(f"not a pattern: {error}", where=name)
        return
    matched = False
    for one in map(Path, found):
        if not one.is_dir():
            matched = True
            yield one
        elif "**" not in name:  # with "**" the files in the folder are matched already
            matched = True
            yield from _folder(one, note)
    if not matched:
        yield ArticleError("no file matches", where=name)


def _folder(root: Path, note: Callable[[str], None]) -> Iterator[Path | ArticleError]:
    skipped: Counter[str] = Counter()
    found = False
    beside: list[Path] = []  # folders that a browser saved beside a page
    for one in _walk(root, set(), beside):
        if isinstance(one, ArticleError):
            found = True
            yield one
        elif not _is_read(one):
            skipped[one.suffix.lower()] += 1
        else:
            found = True
            yield one
    if skipped:
        kinds = ", ".join(
            f"{count:,} {ending}{_needed(ending)}" for ending, count in sorted(skipped.items())
        )
        total = sum(skipped.values())
        note(
            f"{root}: {total:,} {'file' if total == 1 else 'files'} not read, of a kind that "
            f"holds no articles ({kinds})"
        )
    if beside:
        many = plural(len(beside), "folder")
        note(f"{root}: {many} that a browser saved beside a page not read ({beside[0].name} …)")
    if not found:
        yield ArticleError("no file in this folder can be read", where=str(root))


def _is_of_page(folder: str, pages: frozenset[str]) -> bool:
    """Return whether a browser saved this folder beside one of these pages, with pictures, scripts
    and embedded pages."""
    ending = next((ending for ending in ENDINGS if folder.lower().endswith(ending)), "")
    return bool(ending) and folder[: -len(ending)] in pages


def _is_read(path: Path) -> bool:
    """Return whether a file in a folder is to be read. Documents for paper are read only if their
    extra is installed: some often lie beside texts by chance."""
    return format_of(path) is not None and not _needed(path.suffix.lower())


def _needed(ending: str) -> str:
    library = {".pdf": "pypdf", ".docx": "docx"}.get(ending)
    if library is None or find_spec(library) is not None:
        return ""
    return ", for which the extra `documents` is needed"


def _walk(
    folder: Path, seen: set[tuple[int, int]], beside: list[Path]
) -> Iterator[Path | ArticleError]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:  # a link to a folder already read
            return
        seen.add((status.st_dev, status.st_ino))
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield ArticleError(reason_of(error), where=str(folder))
        return
    pages = frozenset(path.stem for path in paths if path.suffix.lower() in PAGES)
    for path in paths:
        if path.is_dir():
            if _is_of_page(path.name, pages):
                beside.append(path)
            else:
                yield from _walk(path, seen, beside)
        elif path.is_file():
            yield path
        elif path.is_symlink():
            yield ArticleError("a link to nowhere", where=str(path))
        # any other is a pipe, socket or device, at which a run would wait for ever
