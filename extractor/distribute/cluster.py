"""Sends units of work to Ray Data's workers and adds up their counts."""

from __future__ import annotations

import json
import logging
import os
import socket
from typing import TYPE_CHECKING, Any

from extractor.distribute.job import Job, JobError
from extractor.distribute.ray_words import (
    in_our_words,
    reason_of,
    signals_as_they_were,
    without_raw_lines,
)
from extractor.distribute.tally import Tally
from extractor.distribute.worker import Worker
from extractor.installing import install_extra

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["distribute"]

ANSWER_S = 5.0
READER_CPUS = 0.0
"""Workers may take all processors, and the reader must still run: else the job waits for ever. It
must differ from a worker's: Ray fuses reading and working into one task if both take the same, so
that a single worker would do all.
"""
WORKER_CPUS = 0.5
"""A worker mostly waits for its model; an embedded model uses a whole processor."""

TRIES = 4
"""Tries for a unit whose worker dies. Otherwise an article that no worker survives (it takes more
memory than there is) would kill one after another for ever."""

NO_WORKER_LIVES = (
    "{} workers died at one unit of articles, one after the other (out of memory?). What is done "
    "stays; the same command with fewer --workers, a lower --concurrency or a smaller --unit goes "
    "on"
)


def distribute(
    job: Job,
    *,
    address: str | None = None,
    workers: int | None = None,
    progress: Callable[[Tally], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
    failed: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Do what is left of an opened job; the counts of this run.

    ``address`` is a running cluster's (``auto``: the one this machine is part of); without one Ray
    is started on this machine for as long as the job takes. ``workers`` is how many processes read
    articles, by default two for each two processors of the cluster. A worker that dies is started
    again and its unit read again. ``progress`` hears the counts after each unit, ``note`` what a
    user should know of what is read, ``failed`` which article failed and why.

    Raises :class:`JobError` without Ray, or when no cluster answers; and with what the first
    worker met that keeps all articles from being read.
    """
    tally = Tally()
    first = next(job.units(), None)
    if first is None or first["entries"] == "[]":  # all is done: no cluster is needed
        if first:
            for line in json.loads(first["notes"]):
                note(line)
            tally.add(first | {"articles": first["same"] + first["before"]})
        return tally
    with in_our_words(note) as dead:
        ray = _ray()
        _connect(ray, address)
        try:
            count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
            for row in _rows(ray, job, count):
                for line in json.loads(row["notes"]):
                    note(line)
                if row["fatal"]:
                    raise JobError(row["fatal"])
                for line in json.loads(row["failures"]):
                    failed(line)
                tally.add(row)
                progress(tally)
        except ray.exceptions.RayError as error:
            if (
                isinstance(error, ray.exceptions.RayActorError) and len(dead) >= TRIES - 1
            ):  # the last may be unreported
                raise JobError(NO_WORKER_LIVES.format(TRIES)) from None
            raise JobError(f"the cluster failed: {reason_of(error)}") from None
        finally:
            ray.shutdown()
    return tally


def _ray() -> Any:
    # Before the import: Ray would report its usage to its makers.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    # And write lines to standard error about places in its own source code.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError:
        raise JobError(f"distribute needs the extra `ray`: {install_extra('ray')}") from None
    return ray


def _require_listening(address: str) -> None:
    """Raise :class:`JobError` if nobody listens: Ray itself would try for minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():  # auto, local
        return
    try:
        socket.create_connection((host, int(port)), ANSWER_S).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise JobError(f"no Ray cluster at {address}: {reason}") from None


def _connect(ray: Any, address: str | None) -> None:
    if address:
        _require_listening(address)
    options: dict[str, Any] = {"logging_level": logging.CRITICAL, "log_to_driver": False}
    if address is None:
        options |= {"include_dashboard": False, "num_cpus": os.cpu_count() or 1}
    try:
        with without_raw_lines(), signals_as_they_were():
            ray.init(address=address or "local", **options)
    except Exception as error:  # ConnectionError, ValueError, RuntimeError: by what is wrong
        reason = " ".join(str(error).split())[:200]
        raise JobError(f"no Ray cluster at {address or 'this machine'}: {reason}") from None
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # errors are raised, too


def _rows(ray: Any, job: Job, workers: int) -> Any:
    from ray.data.block import BlockMetadata
    from ray.data.datasource import Datasource, ReadTask

    class Units(Datasource):
        """Ray's source of units. One task reads them all, so that their order, and which of two
        equal texts comes first, is always the same."""

        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[Any]:
            unknown = BlockMetadata(
                num_rows=None, size_bytes=None, input_files=None, exec_stats=None
            )
            return [ReadTask(lambda: _blocks(job), unknown)]

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.verbose_progress = False
    # One unit per block. Ray makes blocks of 128 MB from a task's output and gives each block to
    # one worker: one would get all articles.
    context.target_min_block_size, context.target_max_block_size = 0, 1
    source: Any = Units
    units = ray.data.read_datasource(source(), override_num_blocks=1, num_cpus=READER_CPUS)
    embedded = job.settings["model"].startswith(("local", "tagger"))
    counts = units.map(
        Worker,
        fn_constructor_args=(job,),
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=1 if embedded else WORKER_CPUS,
        ray_remote_args_fn=lambda: {"max_task_retries": TRIES - 1},
    )
    return counts.iter_rows()


def _blocks(job: Job) -> Any:
    import pyarrow as pa

    for unit in job.units():
        yield pa.Table.from_pylist([unit])
