"""The embedded model: llama.cpp inside this process, asked over the loopback interface.

Going through HTTP costs about a millisecond a question and makes the embedded model the same as
any other server: same client, same errors, same recordings in tests. The server listens on
127.0.0.1 only, on a port the system picks, and wants a key made anew at each start.

Memory, the default 1.5B weights: 1.1 GB of mapped file, 0.7 GB of weights repacked for the
processor, and 28 KB a token of context (0.5 GB at 16,384, 0.9 GB at 32,768). The start takes about
3 seconds on two cores.
"""

from __future__ import annotations

import importlib
import os
import secrets
import threading
import weakref
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ModelUnavailable
from extractor.installing import install_extra
from extractor.models.faults import PromptTooLong
from extractor.models.protocol import Message, estimate_message_tokens
from extractor.models.usage import SpendingModel
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from extractor.models.client import ServedModel

    Structure = TypeVar("Structure", bound=BaseModel)
    Result = TypeVar("Result")

ENGINE = "xllamacpp"
DEFAULT_CONTEXT = 16384
"""Room for the instructions of the reader `record`, an article of some 2,000 words and its reply.
Each start reads the instructions anew: 72 s for the 1.5B model on two cores."""
CONTEXT_STEP = 2048
LARGEST_CONTEXT = 32768
"""The context the Qwen2.5 models were trained for."""


def require_engine() -> None:
    """Raise :class:`ModelUnavailable` unless the embedded engine is installed."""
    if find_spec(ENGINE) is None:
        raise ModelUnavailable(
            f"the embedded model needs the extra `local`: {install_extra('local')}"
        )


class EmbeddedServer:
    """A llama.cpp server in this process; runs from construction until :meth:`stop`.

    ``port`` 0 lets the system choose. It also stops when the object is deleted and when the
    interpreter exits. Raises :class:`ModelUnavailable` when the engine cannot load the file.
    """

    def __init__(self, path: Path, *, context_tokens: int = DEFAULT_CONTEXT, port: int = 0) -> None:
        require_engine()
        engine: Any = importlib.import_module(ENGINE)
        self.key = secrets.token_urlsafe(24)
        self.context_tokens = context_tokens
        params = engine.CommonParams()
        params.model.path = str(path)
        params.model_alias = {path.stem}
        params.hostnames = ["127.0.0.1"]
        params.port = port
        params.api_keys = [self.key]
        params.n_ctx = context_tokens
        params.n_parallel = 1  # slots share no prefix: each would read the instructions
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = free_cores()
        params.cache_prompt = True
        params.cache_ram_mib = 0  # keep no other prompts: none comes again
        params.warmup = False
        params.ui = False
        params.endpoint_slots = False
        params.offline = True
        params.verbosity = -1  # nothing on stderr
        try:
            server = engine.Server(params)
        except (RuntimeError, ValueError) as error:
            raise ModelUnavailable(
                f"the embedded engine cannot load {path.name} ({error}); the file may be damaged "
                "or of a newer format, or memory short"
            ) from None
        self.base_url = f"{server.listening_address}/v1"
        held = [server]  # the server stops when the last reference goes
        del server
        self._finalizer = weakref.finalize(self, held.clear)

    def stop(self) -> None:
        """Stop and free the memory; calling it again does nothing."""
        self._finalizer()


class LocalModel(SpendingModel):
    """An embedded model. The engine starts at the first question, with a context of
    ``context_tokens`` (prompt and answer), and anew with a larger one when a longer prompt comes.

    One question is answered at a time; other threads wait.
    """

    concurrency = 1

    def __init__(
        self, path: Path, *, timeout_s: float = 600, context_tokens: int | None = None
    ) -> None:
        super().__init__(f"local:{path.stem}")
        self._path = path
        self._timeout_s = timeout_s
        self._context = _rounded(context_tokens or DEFAULT_CONTEXT)
        self._server: EmbeddedServer | None = None
        self._client: ServedModel | None = None
        self._one_at_a_time = threading.RLock()

    @property
    def spent(self) -> Tokens:
        """Tokens of all calls so far, failed ones included."""
        return self._spent + (self._client.spent if self._client else Tokens())

    @property
    def context_tokens(self) -> int | None:
        """The largest context the engine can have; it restarts when a longer prompt comes."""
        return LARGEST_CONTEXT

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`."""
        return self._fitting(
            messages,
            max(max_tokens, most_tokens or 0),
            lambda client: client.structured(
                messages, response_model, max_tokens=max_tokens, most_tokens=most_tokens
            ),
        )

    def close(self) -> None:
        """Stop the engine and free its memory."""
        with self._one_at_a_time:
            if self._client:
                self._add_spent(self._client.spent)
                self._client.close()
                self._client = None
            if self._server:
                self._server.stop()
                self._server = None

    def _fitting(
        self,
        messages: list[Message],
        max_tokens: int,
        call: Callable[[ServedModel], Result],
    ) -> Result:
        needed = estimate_message_tokens(messages) + max_tokens
        with self._one_at_a_time:
            if needed > LARGEST_CONTEXT:
                raise PromptTooLong(
                    f"the prompt is too long for {self.name}: about {needed} tokens "
                    f"of {LARGEST_CONTEXT}"
                )
            if needed > self._context:
                self._context = _rounded(needed)
            try:
                return call(self._running())
            except PromptTooLong as error:  # the estimate was too low: once more, with room
                enough = (error.needed or LARGEST_CONTEXT) + max_tokens
                if not self._context < enough <= LARGEST_CONTEXT:
                    raise
                self._context = _rounded(enough)
                return call(self._running())

    def _running(self) -> ServedModel:
        """The client of a running engine with a large enough context."""
        if self._server and self._server.context_tokens < self._context:
            self.close()
        if self._client is None:
            self._server = EmbeddedServer(self._path, context_tokens=self._context)
            self._client = local_client(
                self._path.stem,
                self._server.base_url,
                api_key=self._server.key,
                timeout_s=self._timeout_s,
            )
        return self._client


def local_client(
    stem: str, base_url: str, *, api_key: str | None = None, timeout_s: float = 600
) -> ServedModel:
    """The client of an :class:`EmbeddedServer` that runs at ``base_url``.

    It sends exactly what :class:`LocalModel` sends, so exchanges recorded through it can be
    replayed without engine and weights. ``stem`` is the weights' file name without suffix.
    """
    from extractor.models.client import ServedModel
    from extractor.models.spec import HostedSpec

    return ServedModel(
        HostedSpec("local", stem, base_url),
        api_key=api_key,
        timeout_s=timeout_s,
        name=f"local:{stem}",
        trust_proxies=False,  # a proxy cannot reach this process
    )


def _rounded(tokens: int) -> int:
    """Round up to the next step, so that slightly longer articles need no restart."""
    steps = -(-tokens // CONTEXT_STEP)
    return min(max(steps * CONTEXT_STEP, CONTEXT_STEP), LARGEST_CONTEXT)


def free_cores() -> int:
    """The number of cores that nothing else has kept busy for the last minute, at least one. The
    engine's threads spin while they wait for each other: on a busy core they are slower than fewer
    threads.
    """
    try:
        busy = round(os.getloadavg()[0])
    except (AttributeError, OSError):  # Windows
        busy = 0
    return max(1, processor_cores() - busy)


def processor_cores() -> int:
    """The number of physical cores this process may use: hyperthreads only slow the engine down."""
    try:
        allowed = os.sched_getaffinity(0)
    except AttributeError:  # macOS, Windows
        return max(1, os.cpu_count() or 1)
    cores = set()
    for cpu in allowed:
        siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        try:
            cores.add(siblings.read_text(encoding="ascii").strip())
        except OSError:
            cores.add(str(cpu))
    return max(1, min(len(cores), _quota() or len(cores)))


def _quota() -> int | None:
    """The processors a container may use, from its control group; ``None`` without a limit."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return max(1, round(int(quota) / int(period)))
    except (OSError, ValueError):  # not there, or "max"
        return None
