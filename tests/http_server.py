"""The HTTP server under every server that a test plays."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer
from typing import Any


class HttpServer(ThreadingHTTPServer):
    """Threads that end with the test; a client that goes away is part of the play.

    What else goes wrong in a handler is printed, so that it shows beside the failed test.
    """

    daemon_threads = True
    request_queue_size = 512  # connections that come at once; with the usual 5 some wait a second

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
