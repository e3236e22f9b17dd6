"""Whether this process can do its work: it reaches the database and the broker. For load balancers and containers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

logger = logging.getLogger(__name__)


def ask_database() -> None:
    """Raises when the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    """Raises when the cache (the same server as the broker) does not answer."""
    cache.get("health")


CHECKS: dict[str, Callable[[], None]] = {"database": ask_database, "cache": ask_cache}


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 and milliseconds per server, or 503 naming the one that does not answer; nothing else about the system."""
    answers: dict[str, object] = {}
    healthy = True
    for name, ask in CHECKS.items():
        started = time.perf_counter()
        try:
            ask()
        except Exception:
            logger.exception("%s does not answer", name)
            healthy = False
            answers[name] = None
        else:
            answers[name] = round((time.perf_counter() - started) * 1000, 1)
    return JsonResponse({"ok": healthy, "milliseconds": answers}, status=200 if healthy else 503)
