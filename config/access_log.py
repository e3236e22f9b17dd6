"""One log line for each request: which page, how it ended and how long it took; never whose row it was about.

The line names the route (`red/nombramientos/<int:pk>/`), not the address: an address may carry a one-time token, and
what follows its question mark may be the name somebody searched for. The web server's own access log, which writes
addresses, stays off.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("oncoabasto.access")

GetResponse = Callable[[HttpRequest], HttpResponse]

# Load balancers ask every few seconds.
SILENT = {"salud/"}


def access_log(get_response: GetResponse) -> GetResponse:
    """Log the request once it is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = match.route if match is not None else ""
        if route not in SILENT:
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": route,
                    "status_code": response.status_code,
                    "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                },
            )
        return response

    return middleware
