"""The MCP door: the same functions as tools of an assistant (Model Context Protocol).

Over standard input and output for an assistant on this machine, or under ``/mcp`` of the HTTP
server. Needs the extra ``mcp``.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from extractor.errors import ExtractorError
from extractor.serve.wire import MOST_RECORDS, findings_of, reply_of
from extractor.text.article import Article

if TYPE_CHECKING:
    from fastapi import FastAPI

    from extractor.serve.service import Service

__all__ = ["make_tools", "mount"]

PATH = "/mcp"
INSTRUCTIONS = """Turns news articles into conflict event records as ACLED codes them. Each value
has `evidence`: words of the article with their offsets. null is "the article does not say".
`attribution` tells claims and accusations from facts; `checked` who decided a value. Records are
machine readings: show their evidence and warnings along with them."""
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def make_tools(service: Service) -> MCPServer[Any]:
    """A server with the tools ``extract_events`` and ``validate_records``."""
    server: MCPServer[Any] = MCPServer(
        "extract",
        instructions=INSTRUCTIONS,
        version=version("extract-events"),
        log_level="CRITICAL",  # what goes wrong is in the answer, and told by the service
    )

    async def extract_events(
        text: Annotated[str, Field(description="The article's text, whole.")],
        published: Annotated[
            str | None, Field(description="Day of publication, as 2026-03-11; dates count from it.")
        ] = None,
        title: Annotated[str | None, Field(description="Its headline.")] = None,
        publisher: Annotated[str | None, Field(description="Who published it.")] = None,
        url: Annotated[str | None, Field(description="Its address; not fetched.")] = None,
        id: Annotated[str | None, Field(description="Its id; made from the text if none.")] = None,
    ) -> dict[str, Any]:
        """Read a news article: the conflict events in it (attacks, battles, protests, …), each with
        date, place, actors, casualties, allegations, denials, claims of responsibility and
        requested investigations, and the words of the article behind every value."""
        day: Any = published  # an ISO 8601 string is made a date there
        try:
            article = Article(text, id, title, day, publisher, url)
            with service.admitted():
                done = await service.read(article)
            if done.error:
                raise done.error
        except ExtractorError as error:
            raise ToolError(str(error)) from None
        return reply_of(done)

    async def validate_records(
        records: Annotated[
            list[dict[str, Any]],
            Field(
                max_length=MOST_RECORDS,
                description="Event records, or rows with the columns of ACLED or UCDP GED.",
            ),
        ],
        kind: Annotated[
            Literal["event", "acled", "ucdp"] | None,
            Field(description="What they are; told by their keys if left out."),
        ] = None,
    ) -> dict[str, Any]:
        """Check event records, or rows of ACLED or UCDP GED, against schema and codebook: every
        mistake with its code, the record it is in (counted from 1) and the column."""
        try:
            with service.admitted():
                found = await service.check(records, kind)
        except ExtractorError as error:
            raise ToolError(str(error)) from None
        return findings_of(found)

    server.add_tool(extract_events, annotations=READ_ONLY)
    server.add_tool(validate_records, annotations=READ_ONLY)
    return server


def mount(app: FastAPI, service: Service, *, largest_body: int) -> Any:
    """Mount the tools under ``/mcp`` of the application; returns a context manager that must stay
    open while it runs.

    It has no sessions and does not check host names: ``admission.py``, in front of the application,
    has done that.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    server = make_tools(service)
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=largest_body,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    app.router.routes.extend(inner.routes)
    return server.session_manager.run()
