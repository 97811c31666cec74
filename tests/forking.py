"""A process that has loaded the program and waits: for each request it forks one that runs it.

Started by :mod:`forked`, with the number of a socket as its one argument. A request is a line of
JSON with four files beside it: the new process's standard input, output and error, and where its
number and, when it has ended, its status are written. Between the two stands a process that waits
for the new one: this one answers the next request meanwhile. It ends when the socket is closed.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import runpy
import signal
import socket
import sys
import tempfile
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

MORE = {
    "review": ("extractor.review.app", "extractor.review.session", "extractor.review.journal",
               "fastapi", "uvicorn.protocols.http.auto", "uvicorn.lifespan.on"),
    "load": ("extractor.stores.loading", "extractor.stores.sqlite", "extractor.stores.postgres"),
    "models": ("extractor.models.pull",),
    "schema": ("extractor.records.schema",),
    "validate": ("extractor.validate",),
}  # fmt: skip
"""What a command loads besides its own module, by its name. Nothing that starts threads: a process
with threads cannot be forked safely."""
PIP = ("pip._internal.cli.main", "pip._internal.commands.download")
READING = "extractor.batch.worker"
"""Named in the program of a process that reads articles for a run."""
HERE = Path(__file__).resolve().parent
MOST = 1 << 20  # bytes of a request
PATIENCE_S = 240


def requests(asked: socket.socket) -> dict[str, Any]:
    """Fork a process for each request; returns in that process, with the request."""
    while True:
        said, files, _, _ = socket.recv_fds(asked, MOST, 4)
        while reaped():
            pass
        if not said:
            os._exit(0)
        request: dict[str, Any] = json.loads(said)
        load(request)
        # What is loaded stays: a process that looks through it again for what can be let go, and so
        # copies all of it, spends longer on its end than on what it was started for.
        gc.collect()
        gc.freeze()
        told = files[3]
        if os.fork():
            for file in files:
                os.close(file)
            continue
        asked.close()
        child = os.fork()
        if not child:
            os.close(told)
            for number, file in enumerate(files[:3]):
                os.dup2(file, number)
            for file in files[:3]:
                os.close(file)
            if request["session"]:
                os.setsid()
            return request
        for file in files[:3]:
            os.close(file)
        os.write(told, b"%d\n" % child)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(told, b"%d\n" % status)
        os._exit(0)


def reaped() -> int:
    """The number of one of those that waited and have ended; 0 for none."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


def load(request: dict[str, Any]) -> None:
    """Import what the command with these arguments will; what is not there it says itself."""
    from extractor.cli import COMMANDS

    if request["what"] == "pip":
        with contextlib.suppress(ImportError):  # of another version; it loads its own itself
            for module in PIP:
                import_module(module)
        return
    command = next((word for word in request["args"] if word in COMMANDS), "")
    if command == "run" or READING in request["what"]:
        read_once()
    for module in (COMMANDS[command][0], *MORE.get(command, ())) if command else ():
        with contextlib.suppress(ImportError):
            import_module(module)
    end = time.monotonic() + PATIENCE_S
    while threads() > 1:  # those of the server that was asked end a moment after it
        assert time.monotonic() < end, f"{command} has started threads: it cannot be forked"
        time.sleep(0.005)


def threads() -> int:
    """How many this process has, by whoever they were started."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - once for every process


@cache
def read_once() -> None:
    """Have a model read an article: all that a run loads, compiles and looks up is there."""
    before, paths = dict(os.environ), list(sys.path)
    sys.path += [str(HERE), str(HERE / "faults")]
    from fault_kit import line, sound
    from scripted_server import ScriptedServer

    from extractor.cli import main

    os.environ["NO_PROXY"] = "127.0.0.1"
    with (
        ScriptedServer(sound) as server,
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stderr(io.StringIO()),
    ):
        article = Path(folder) / "article.jsonl"
        article.write_text(line(), encoding="utf-8")
        to = ["--model", "openai/x", "--base-url", server.url, "-o", f"{folder}/events.jsonl"]
        main(["run", str(article), *to], standalone_mode=False)
    os.environ.clear()
    os.environ.update(before)
    sys.path[:] = paths


def become(request: dict[str, Any]) -> None:
    """Take over the folder, the environment and the streams that were asked for."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old = getattr(sys, name)
        at_once = name != "stdin" and bool(os.environ.get("PYTHONUNBUFFERED"))
        file: Any = open(  # noqa: SIM115 - a stream of this process
            number, f"{old.mode}b", buffering=0 if at_once else -1, closefd=False
        )
        new = io.TextIOWrapper(
            file,
            encoding=old.encoding,
            errors=old.errors,
            line_buffering=name == "stderr" or os.isatty(number),
            write_through=at_once,
        )
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)


if __name__ == "__main__":
    sys.path[0] = ""  # as python -c and -m have it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the terminal is for the tests
    started = requests(socket.socket(fileno=int(sys.argv[1])))
    become(started)
    how, what = started["how"], started["what"]
    sys.argv = [how, *started["args"]]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
