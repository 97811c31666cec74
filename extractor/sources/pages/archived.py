"""Removes the web archive from the address and publisher of an archived page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["kept_address", "of_the_page"]

# The Internet Archive and sites with the same software: /web/20240514093000id_/https://…
_WHERE = r"https?://(?:[^/]+/(?:web|wayback)|archive\.\w{2,5})/\d{4,14}[a-z_]*/"
ARCHIVED = re.compile(_WHERE + r"(https?:)/{1,2}(.+)", re.I)


def kept_address(url: str) -> str:
    """Return the address of the page that an archive keeps under this address; others unchanged."""
    found = ARCHIVED.fullmatch(url)
    return f"{found[1]}//{found[2]}" if found else url


def of_the_page(url: str | None, publisher: str | None) -> tuple[str | None, str | None]:
    """Return the address and publisher that a page states, without those of an archive."""
    original = kept_address(url or "")
    if not url or original == url:
        return url, publisher
    if publisher is not None and publisher.lower() in (_host(url), f"www.{_host(url)}"):
        publisher = _host(original) or None
    return original, publisher


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
