"""The command as a process of its own that starts at once: one forked from a process that has
loaded the program (:mod:`forking`).

A new interpreter spends one to two seconds of processor time on libraries before it does what a
test looks at, and the suite starts hundreds. :class:`Popen` and :func:`run` are used like those of
:mod:`subprocess` and give a real process, with a number, signals, pipes and files of its own.
Where the start itself is tested, or options ask for more than is forwarded here, it is
subprocess's: so it is on other systems than Linux, and with an environment that changes how Python
starts.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, ClassVar

from patience import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent
FORWARDED = {"cwd", "env", "stdin", "stdout", "stderr", "text", "start_new_session"}
DECIDED_AT_START = ("PYTHON", "LC_", "LANG", "LD_")
"""How names of variables begin that Python reads once, before the program."""
SAME = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
"""Those that make no difference to a process that has loaded the program from here, or are seen
to."""


def Popen(argv: list[Any], **options: Any) -> Any:
    """``subprocess.Popen`` of ``[sys.executable, "-m" or "-c", …]``, also behind ``"-I"``."""
    argv = [os.fspath(word) if isinstance(word, os.PathLike) else str(word) for word in argv]
    if not can_be_forked(argv, options):
        return subprocess.Popen(argv, **options)
    return Forked([argv[0], *_program(argv)], **options)


def _program(argv: list[str]) -> list[str]:
    """What stands behind the interpreter. That it is to look at nobody's settings (``-I``) makes
    no difference to a process that has loaded the program from here."""
    return argv[2:] if argv[1:2] == ["-I"] else argv[1:]


def run(
    argv: list[Any],
    *,
    input: Any = None,
    timeout: float | None = None,
    capture_output: bool = False,
    check: bool = False,
    **options: Any,
) -> subprocess.CompletedProcess[Any]:
    """``subprocess.run``."""
    if capture_output:
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if input is not None:
        options["stdin"] = subprocess.PIPE
    process = Popen(argv, **options)
    try:
        out, err = process.communicate(input, timeout=timeout)
    except BaseException:
        process.kill()
        process.wait()
        raise
    done = subprocess.CompletedProcess(argv, process.returncode, out, err)
    if check:
        done.check_returncode()
    return done


def can_be_forked(argv: list[str], options: dict[str, Any]) -> bool:
    """Whether a forked process is the same to the caller as a new one."""
    env = options.get("env")
    env = os.environ if env is None else env
    mine = Nursery.environ
    names = {name for name in {*env, *mine} if name.startswith(DECIDED_AT_START)} - SAME
    program = _program(argv)
    return (
        sys.platform == "linux"
        and len(program) > 1
        and argv[0] == sys.executable
        and program[0] in ("-m", "-c")
        and options.keys() <= FORWARDED
        and all(env.get(name, "") == mine.get(name, "") for name in names)
    )


class Nursery:
    """The process that has loaded the program; one for each process of tests, made when needed."""

    environ: ClassVar[dict[str, str]] = dict(os.environ)
    lock = threading.Lock()
    ours: socket.socket | None = None

    @classmethod
    def ask(cls, request: dict[str, Any], files: list[int]) -> None:
        """Have a process forked with these files."""
        with cls.lock:
            if cls.ours is None:
                cls.ours = cls.start()
            socket.send_fds(cls.ours, [json.dumps(request).encode()], files)

    @classmethod
    def start(cls) -> socket.socket:
        # Packets: one request is one message.
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forking.py"), str(theirs.fileno())],
            env={**cls.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()

        def stop() -> None:
            ours.close()
            process.wait(PATIENCE_S)

        atexit.register(stop)
        return ours


class Forked:
    """A forked process, with the attributes of ``subprocess.Popen`` that tests use."""

    def __init__(
        self,
        argv: list[str],
        *,
        cwd: Any = None,
        env: Any = None,
        stdin: Any = None,
        stdout: Any = None,
        stderr: Any = None,
        text: bool = False,
        start_new_session: bool = False,
    ) -> None:
        self.args = argv
        self.returncode: int | None = None
        self._lock = threading.Lock()
        theirs: list[int] = []
        opened: list[int] = []
        streams: list[Any] = [None, None, None]
        for number, given in enumerate((stdin, stdout, stderr)):
            if given is None:
                theirs.append(number)
            elif given == subprocess.PIPE:
                here, there = os.pipe()
                if number == 0:
                    here, there = there, here
                mode = "w" if number == 0 else "r"
                streams[number] = open(here, mode if text else mode + "b")  # noqa: PTH123, SIM115
                theirs.append(there)
                opened.append(there)
            elif given == subprocess.DEVNULL:
                theirs.append(os.open(os.devnull, os.O_RDWR))
                opened.append(theirs[-1])
            elif given == subprocess.STDOUT:
                theirs.append(theirs[1])
            else:
                theirs.append(given if isinstance(given, int) else given.fileno())
        self.stdin, self.stdout, self.stderr = streams
        self._told, there = os.pipe()
        opened.append(there)
        request = {
            "how": argv[1],
            "what": argv[2],
            "args": argv[3:],
            "cwd": os.path.abspath(cwd or os.curdir),  # noqa: PTH100 - a link stays one
            "env": dict(os.environ if env is None else env),
            "session": start_new_session,
        }
        Nursery.ask(request, [*theirs, there])
        for file in opened:
            os.close(file)
        self._said = b""
        while b"\n" not in self._said:
            more = os.read(self._told, 64)
            assert more, "the process that forks has ended"
            self._said += more
        number, _, self._said = self._said.partition(b"\n")
        self.pid = int(number)

    def poll(self) -> int | None:
        """The exit code, or nothing while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code; ``subprocess.TimeoutExpired`` when it has not ended by then (seconds)."""
        if self._wait(timeout) is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        assert self.returncode is not None
        return self.returncode

    def _wait(self, timeout: float | None) -> int | None:
        with self._lock:
            while self.returncode is None and not self._said.endswith(b"\n"):
                if not select.select([self._told], [], [], timeout)[0]:
                    return None
                more = os.read(self._told, 64)
                assert more, "the process that waits has ended"
                self._said += more
            if self.returncode is None:
                self.returncode = int(self._said)
                os.close(self._told)
            return self.returncode

    def send_signal(self, number: int) -> None:
        """To a process that has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """All that it still writes, when it has ended."""
        end = None if timeout is None else time.monotonic() + timeout
        read: dict[int, Any] = {}

        def take(number: int, stream: Any) -> None:
            with stream:
                read[number] = stream.read()

        def give() -> None:
            with contextlib.suppress(BrokenPipeError), self.stdin:
                if input:
                    self.stdin.write(input)

        takers = [
            threading.Thread(target=take, args=(number, stream), daemon=True)
            for number, stream in enumerate((self.stdout, self.stderr))
            if stream and not stream.closed
        ]
        if self.stdin and not self.stdin.closed:
            takers.append(threading.Thread(target=give, daemon=True))
        for taker in takers:
            taker.start()
        for taker in takers:
            taker.join(None if end is None else max(0.0, end - time.monotonic()))
            if taker.is_alive():
                assert timeout is not None
                raise subprocess.TimeoutExpired(self.args, timeout)
        self.wait(None if end is None else max(0.0, end - time.monotonic()))
        return read.get(0), read.get(1)

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream:
                stream.close()
        self.wait()
