"""Turns every failure of a model into one clear line.

Messages never hold a key or a password: addresses lose ``user:password@``, and the values of all
key variables are removed wherever they appear.
"""

from __future__ import annotations

import json
import logging
import os
import re
from typing import Any
from urllib.parse import urlsplit

from extractor.errors import (
    ModelError,
    ModelRefused,
    ModelReplyError,
    ModelUnavailable,
    ReplyTooLong,
)
from extractor.models.providers import PROVIDERS, Provider
from extractor.models.refusals import ENDED, is_refusal_status, says
from extractor.models.spec import HostedSpec

USERINFO = re.compile(r"(?<=://)[^/@\s]+@")
KEY_SHAPES = re.compile(r"\b(?:sk|pk|gsk|xai|AIza)[-_A-Za-z0-9]{8,}|(?<=Bearer )\S+")
LONGEST_QUOTE = 200
"""Characters of a server's own message that are repeated to the user."""
NOISY_LOGGERS = ("instructor", "openai", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2")
CONTEXT_CODES = {"context_length_exceeded", "exceed_context_size_error"}
TOO_LONG = ("context", "prompt is too long", "input token count")
SPOILED = {
    "TooManyRedirects": "is another address, without end",
    "InvalidURL": "is another address, which is none",
    "DecodingError": "is not packed in the way its headers say",
    "EndlessReply": "is longer than any can be (32 MB)",
    "UnicodeDecodeError": "is not UTF-8",
    "RecursionError": "is not the JSON that was asked for: it is nested too deeply",
}
"""Errors of the libraries below, and what each says about the reply."""
WANTS_TLS = ("plain http", "to an https server")
"""How nginx, Apache and Go's servers say that plain HTTP came to a TLS port."""
BROKEN_TLS = ("illegal", "connection reset")
"""What other servers leave in such a case: part of the TLS alert, or a closed connection."""
LOOKED_AT = 10_000
"""Characters of a server's answer that are searched; a message is not longer."""


class PromptTooLong(ReplyTooLong):
    """The prompt does not fit the model's context; ``needed`` is its tokens, if the server
    says so."""

    def __init__(self, message: str, *, needed: int | None = None) -> None:
        super().__init__(message)
        self.needed = needed


class ServerTrouble(ModelReplyError):
    """The server failed, not the reply to this article: time-outs, error statuses, lost
    connections.

    Many in a row mean that the server is dead.
    """


def silence_loggers() -> None:
    """Silence the client libraries' loggers, unless the user has set their level.

    instructor logs an ERROR for every failed try. The user gets one line of ours about it, and the
    log line might quote the article or the reply.
    """
    for name in NOISY_LOGGERS:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.CRITICAL + 1)


def scrub(text: str) -> str:
    """``text`` without keys and passwords, on one line."""
    for variable in {key for provider in PROVIDERS.values() for key in provider.keys}:
        value = os.environ.get(variable)
        if value and len(value) >= 4:
            text = text.replace(value, "***")
    text = KEY_SHAPES.sub("***", USERINFO.sub("", text))
    return " ".join(text.split())


def as_model_error(error: BaseException, spec: HostedSpec, *, timeout_s: float) -> ModelError:
    """The :class:`ModelError` that tells a user what ``error`` means and what to do about it.

    Works on the errors of the openai and anthropic SDKs and those of the same names with a
    ``status_code``, of instructor, and of the HTTP library below. Others become a
    :class:`ModelReplyError` with the error's name. ``error`` may be wrapped in others.
    """
    chain = chain_of(error)
    names = {cls.__name__ for e in chain for cls in type(e).__mro__}
    place = _place(spec)
    if found := next((e for e in chain if isinstance(e, ModelError)), None):
        return found
    if "IncompleteOutputException" in names:
        return cut_off(spec)
    if names & {"APITimeoutError", "TimeoutException", "ReadTimeout", "TimeoutError"}:
        if "ConnectTimeout" in names:
            return ModelUnavailable(f"no connection to {place}: it does not answer")
        return ServerTrouble(f"no reply from {place} within {timeout_s:g} s")
    for e in chain:
        status = getattr(e, "status_code", None)
        if isinstance(status, int):
            return _status_error(e, status, spec)
    if "UnsupportedProtocol" in names:  # a redirect's; our own address was checked before
        return ModelUnavailable(f"{place} sends requests on to another address: {_reason(chain)}")
    if names & {"ConnectError", "ConnectionRefusedError", "gaierror"}:
        reason = _reason(chain)
        if reason.startswith("[ssl"):
            return ModelUnavailable(f"no secure connection to {place} (is it http://?): {reason}")
        return ModelUnavailable(f"nobody listens at {place}: {reason}")
    if said := next((description for name, description in SPOILED.items() if name in names), ""):
        return ServerTrouble(f"the reply of {place} {said}")
    if names & {"APIConnectionError", "TransportError", "ConnectionError"}:
        reason = _reason(chain)
        hint = " (is it https://?)" if _is_plain(spec) and reason.startswith(BROKEN_TLS) else ""
        return ServerTrouble(f"the connection to {place} broke off{hint}: {reason}")
    if type(chain[-1]) is ValueError and "digits" in str(chain[-1]):
        wrong = "a number has thousands of digits"
        return ModelReplyError(f"the reply of {place} is not the JSON that was asked for: {wrong}")
    # UnicodeEncodeError: the reply has half a surrogate pair and cannot be sent back as wrong.
    if names & {"ValidationError", "JSONDecodeError", "ResponseParsingError", "UnicodeEncodeError"}:
        said = _instead(chain)
        return ModelReplyError(f"the reply of {place} is not the JSON that was asked for{said}")
    if names & {"AttributeError", "IndexError", "KeyError", "TypeError"}:
        return no_chat_completion(spec)
    return ModelReplyError(f"the reply of {place} cannot be used ({type(chain[-1]).__name__})")


def cut_off(spec: HostedSpec, tokens: int | None = None) -> ReplyTooLong:
    """The error for a reply that ends at the token limit."""
    limit = f" ({tokens:,} tokens)" if tokens else ""
    return ReplyTooLong(f"the reply of {_place(spec)} was cut off at the token limit{limit}")


def context_full(spec: HostedSpec) -> PromptTooLong:
    """The error for a reply that ends at the model's context limit: more room would not help."""
    return PromptTooLong(f"the prompt leaves no room in the context of {_place(spec)} for a reply")


def refused(spec: HostedSpec, words: str, blocked: bool) -> ModelRefused:
    """The error for a declined request; ``blocked`` if a filter blocked the text or the reply.
    ``words`` say why."""
    said = scrub(words)
    said = f"{said[:LONGEST_QUOTE]}…" if len(said) > LONGEST_QUOTE else said
    why = f": {said}" if said else ""
    if blocked:
        return ModelRefused(f"a safety filter of {_place(spec)} blocked this article{why}")
    return ModelRefused(f"{_place(spec)} refused to read this article{why}")


def no_chat_completion(spec: HostedSpec) -> ModelReplyError:
    """The error for a server that answers, but not like OpenAI's API."""
    theirs = spec.base_url is not None and spec.provider != "local"
    hint = "; is that an OpenAI-compatible address (…/v1)?" if theirs else ""
    return ServerTrouble(f"the reply of {_place(spec)} is not a chat completion{hint}")


def cannot_start(spec: HostedSpec, error: BaseException) -> ModelUnavailable:
    """The error for a client that cannot be made: a wrong address, proxy or certificate."""
    return ModelUnavailable(
        f"{_place(spec)} cannot be reached ({scrub(str(error))[:LONGEST_QUOTE]}); check the "
        "address, and HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and the like in the environment"
    )


def _status_error(error: BaseException, status: int, spec: HostedSpec) -> ModelError:
    place, said = _place(spec), _server_words(error, spec)
    if is_refusal_status(error):
        return refused(spec, said.removeprefix(": "), blocked=True)
    if status == 400 and _is_plain(spec) and _wants_tls(error):
        return ModelUnavailable(f"{place} speaks TLS at this port: is it https://?")
    codes = {str(getattr(error, name, "")) for name in ("code", "type")}
    if status in (401, 403) or (status == 400 and "api key not valid" in said.lower()):
        variables = " or ".join(PROVIDERS.get(spec.provider, Provider()).keys)
        hint = f"; check {variables}" if variables else ""
        return ModelUnavailable(f"{place} does not accept the key (HTTP {status}){hint}")
    if (
        status == 402
        or (status == 429 and "insufficient_quota" in codes)
        or (status == 400 and "credit balance" in said)
    ):
        return ModelUnavailable(f"the account at {place} has no credit left (HTTP {status})")
    if status == 404:
        return ModelUnavailable(f"{place} does not know this model or address (HTTP 404){said}")
    if status == 429:
        wait = _retry_after(error)
        later = f"; it asks to wait {wait} s" if wait else "; try again later"
        return ServerTrouble(
            f"{place} still says too many requests (HTTP 429) after retries{later}"
        )
    if status == 400 and says(said, ENDED):
        return cut_off(spec)
    if "json_validate_failed" in codes:  # Groq's model wrote no JSON; the request was fine
        return ModelReplyError(f"the reply of {place} is not the JSON that was asked for")
    if status in (400, 413) and (codes & CONTEXT_CODES or says(said, TOO_LONG)):
        needed = _error_body(error).get("n_prompt_tokens")
        return PromptTooLong(
            f"the prompt is too long for {place}{said}",
            needed=needed if isinstance(needed, int) else None,
        )
    if status >= 500:
        return ServerTrouble(f"{place} failed with HTTP {status}, retries too{said}")
    return ServerTrouble(f"{place} refused the request with HTTP {status}{said}")


def _is_plain(spec: HostedSpec) -> bool:
    return (spec.base_url or "").lower().startswith("http://")


def _wants_tls(error: BaseException) -> bool:
    page = _error_body(error).get("message")
    return isinstance(page, str) and says(page[:LOOKED_AT], WANTS_TLS)


def _place(spec: HostedSpec) -> str:
    if spec.provider == "local":  # the user does not need its address
        return f"local:{spec.model}"
    return scrub(f"{spec.name} at {spec.base_url}" if spec.base_url else spec.name)


def _error_body(error: BaseException) -> dict[str, Any]:
    body = getattr(error, "body", None)
    while isinstance(body, dict) and isinstance(body.get("error"), dict):
        body = body["error"]
    return body if isinstance(body, dict) else {"message": body}


def _retry_after(error: BaseException) -> str | None:
    response = getattr(error, "response", error)
    said = getattr(response, "headers", {}).get("retry-after")
    return said if said and said.isdecimal() and len(said) < 7 else None


def _server_words(error: BaseException, spec: HostedSpec) -> str:
    body = _error_body(error)
    said = body.get("message") or body.get("error") or body.get("detail")
    if isinstance(said, (dict, list)):  # Mistral, FastAPI: a list of errors with their places
        said = json.dumps(said, ensure_ascii=False)
    if not isinstance(said, str) or not said.strip() or said.lstrip().startswith("<"):
        return ""  # nothing, or a proxy's HTML page
    password = urlsplit(spec.base_url or "").password
    said = said[:LOOKED_AT]
    said = scrub(said.replace(password, "***") if password else said)
    return f": {said[:LONGEST_QUOTE]}…" if len(said) > LONGEST_QUOTE else f": {said}"


def _instead(chain: list[BaseException]) -> str:
    """What a reply that is not JSON is instead: a refusal in plain words, nothing at all, or faulty
    JSON."""
    for error in chain:
        reply = getattr(error, "doc", None)  # of the standard library's JSON
        if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
            first = (error.errors(include_url=False) or [{}])[0]
            if first.get("type") != "json_invalid":
                where = ".".join(map(str, first.get("loc", ())))
                where = f"{where}: " if where else ""
                return f" ({where}{scrub(str(first.get('msg')))[:LONGEST_QUOTE]})"
            reply = first.get("input")
        if isinstance(reply, bytes):
            reply = reply.decode("utf-8", "replace")
        if isinstance(reply, str):
            words = scrub(reply.lstrip()[:LOOKED_AT].encode("utf-8", "replace").decode())
            if not words:
                return ": it is empty"
            if not words.startswith(("{", "[", "```")):
                return f", but begins {words[:LONGEST_QUOTE]!r}"
    return ""


def _reason(chain: list[BaseException]) -> str:
    text = scrub(str(chain[-1])) or type(chain[-1]).__name__
    return (text.partition("] ")[2] if text.startswith("[Errno ") else text).lower()


def chain_of(error: BaseException) -> list[BaseException]:
    """``error`` and its causes, outermost first."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain
