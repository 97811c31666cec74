"""Pages as web archives show them: the address and the publisher are the page's, not theirs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["of_the_page"]

HOSTS = (
    *("web.archive.org", "archive.org", "archive.today", "archive.is", "archive.ph"),
    *("archive.li", "archive.vn", "archive.md", "archive.fo", "arquivo.pt"),
)
# The Internet Archive and others that run its software: /web/20240514093000id_/https://…
ARCHIVED = re.compile(
    rf"https?://(?:{'|'.join(map(re.escape, HOSTS))})/(?:web/|wayback/)?\d{{4,14}}(?:[a-z]{{2}}_)?/"
    r"(https?:)/{1,2}(.+)"
)


def of_the_page(url: str | None, publisher: str | None) -> tuple[str | None, str | None]:
    """The address and the publisher that a page gives, without the archive that kept it."""
    found = ARCHIVED.fullmatch(url or "")
    if found is None:
        return url, publisher
    original = f"{found[1]}//{found[2]}"
    if publisher is not None and publisher.lower().removeprefix("www.") in HOSTS:
        publisher = (urlsplit(original).hostname or "").removeprefix("www.") or None
    return original, publisher
