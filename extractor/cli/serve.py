"""``extract serve`` and ``extract mcp``: the extractor for other programs and for assistants."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli import USAGE, debugging
from extractor.cli.help_groups import LISTENING, GroupedCommand, HeadedOption
from extractor.cli.opening import budget_of, open_extractor
from extractor.cli.option_sets import (
    at_once_options,
    budget_options,
    limit_options,
    model_options,
    saying_options,
)
from extractor.cli.options import Options
from extractor.cli.prices import prices_of
from extractor.cli.report import Reporter
from extractor.cli.streams import say
from extractor.errors import ExtractorError
from extractor.installing import install_extra

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from extractor.batch.done import Done
    from extractor.serve.service import Service

__all__ = ["mcp", "serve"]

TOKEN_VARIABLE = "EXTRACT_SERVE_TOKEN"
GRACE_S = 8.0  # containers are killed ten seconds after they are told to stop
MOST_GRACE_S = 3600

Command = TypeVar("Command", bound="Callable[..., Any]")


def _listening(*names: str, **how: Any) -> Callable[[Command], Command]:
    return click.option(*names, cls=HeadedOption, heading=LISTENING, **how)


@click.command("serve", cls=GroupedCommand)
@_listening("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@_listening("--port", type=click.IntRange(0, 65535), default=8766, show_default=True)
@_listening(
    "--token-file",
    metavar="FILE",
    help=f"Ask for the token in this file; {TOKEN_VARIABLE} may hold it too. Needed for every "
    "--host that other machines reach.",
)
@_listening("--tls-cert", metavar="FILE", help="Certificate (PEM), to be asked by https.")
@_listening("--tls-key", metavar="FILE", help="Its key.")
@_listening("--mcp", "with_mcp", is_flag=True, help="Answer assistants (MCP) too, under /mcp.")
@_listening(
    "--waiting",
    type=click.IntRange(1, 10_000),
    default=64,
    show_default=True,
    metavar="N",
    help="Requests under way at once; more are told to come again.",
)
@_listening(
    "--grace",
    type=click.FloatRange(1, MOST_GRACE_S),
    default=GRACE_S,
    show_default=True,
    metavar="SECONDS",
    help="How long articles being read may take once it is told to stop.",
)
@model_options
@limit_options
@at_once_options
@budget_options
@saying_options
@click.pass_context
def serve(ctx: click.Context, /, **given: Any) -> None:
    """Answer other programs over HTTP: an article in, its records out, as JSON.

    POST /extract with {"text": …, "published": …}; /openapi.json describes it all. Models, bounds
    and budgets are those of `extract run`. It listens on this machine only, unless --host and a
    token say otherwise. Ctrl-C or SIGTERM ends it once what is being read is answered.

    \b
    Exit codes: 0 stopped, 2 wrong usage or no model.
    """
    _require(ctx, ["fastapi", "uvicorn"], "serve")
    with_mcp = given.pop("with_mcp")
    if with_mcp:
        _require(ctx, ["mcp"], "mcp")
    if bool(given["tls_cert"]) != bool(given["tls_key"]):
        raise click.UsageError("--tls-cert and --tls-key go together")
    names = ("host", "port", "token_file", "tls_cert", "tls_key", "waiting", "grace")
    host, port, token_file, certificate, key, waiting, grace = (given.pop(name) for name in names)
    from extractor.serve.app import make_app
    from extractor.serve.server import Address, is_own, listen, server_of

    try:
        address = Address(host, port, _token(token_file), certificate, key)
        listener = listen(address)
    except ExtractorError as error:
        raise click.UsageError(str(error)) from None
    if not is_own(host) and not certificate:
        say("Note: without --tls-cert the token goes over the wire as it is; put a proxy before it")
    with listener:
        opened = _Opened(ctx, given, waiting)
        try:
            app = make_app(
                opened.service, beside=_tools if with_mcp else None, secured=bool(address.token)
            )
            bound = listener.getsockname()[1]
            server = server_of(opened.service, app, address, port=bound, grace_s=grace)
            say(f"Serving {address.url(bound)}/extract ({opened.model}); Ctrl-C ends it")
            if with_mcp:
                say(f"Serving {address.url(bound)}/mcp")
            with suppress(KeyboardInterrupt):  # how a server is ended
                server.run(sockets=[listener])
        except ExtractorError as error:
            raise click.UsageError(str(error)) from None
        finally:
            opened.close()


def _tools(app: FastAPI, service: Service) -> Any:
    from extractor.serve.admission import LARGEST_BODY
    from extractor.serve.tools import mount

    return mount(app, service, largest_body=LARGEST_BODY)


@click.command("mcp", cls=GroupedCommand)
@model_options
@limit_options
@at_once_options
@budget_options
@saying_options
@click.pass_context
def mcp(ctx: click.Context, /, **given: Any) -> None:
    """Answer an assistant on this machine (MCP) on standard input and output.

    The assistant starts it: name `extract mcp` in its list of MCP servers. Its tools are
    extract_events and validate_records. Models, bounds and budgets are those of `extract run`.

    \b
    Exit codes: 0 the assistant ended it, 2 wrong usage or no model.
    """
    _require(ctx, ["mcp"], "mcp")
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("an assistant starts this and speaks to it; see docs/serve.md")
    from extractor.serve.tools import make_tools

    opened = _Opened(ctx, given, waiting=64)
    ended = False

    def stop(*_: object) -> None:
        # The thread that reads standard input cannot be woken; all our output is written.
        opened.close()
        os._exit(0)

    with suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    try:
        make_tools(opened.service).run("stdio")
        ended = True
    finally:
        if ended:
            opened.close()


class _Opened:
    """The service of these options, and the messages about its articles."""

    def __init__(self, ctx: click.Context, given: dict[str, Any], waiting: int) -> None:
        from extractor.serve.service import Service

        options = Options(**given)
        self._report = Reporter(quiet=options.quiet, verbose=options.verbose, total=None)
        prices = prices_of(options)
        try:
            extractor = open_extractor(options, self._report.console())
        except ExtractorError as error:
            if debugging(ctx):
                raise
            _stop(ctx, str(error))
        self.model = extractor.settings.get("model", "")

        def cost(tokens: Any) -> float | None:
            return prices.cost(self.model, tokens)

        self._report.tally.cost = cost
        self.service = Service(
            extractor,
            budget=budget_of(options, extractor, cost),
            concurrency=options.concurrency,
            waiting=waiting,
            take=self._take,
        )

    def close(self) -> None:
        """Close the model and report what was done."""
        self.service.close()
        self._report.summary()

    def _take(self, done: Done) -> None:
        self._report.article(done.article.key if done.article else "", done)


def _require(ctx: click.Context, modules: list[str], extra: str) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        _stop(ctx, f"`extract {ctx.info_name}` needs {missing[0]}: {install_extra(extra)}")


def _stop(ctx: click.Context, message: str) -> None:
    say(f"Error: {message}")
    ctx.exit(USAGE)


def _token(path: str | None) -> str | None:
    """The token of the file or the environment; neither is ever on a command line."""
    if path is None:
        return os.environ.get(TOKEN_VARIABLE) or None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--token-file {path}: {error}") from None
