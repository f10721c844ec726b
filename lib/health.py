"""Whether this process runs, and whether it can serve. One word each, for machines."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
PLAIN = "text/plain; charset=utf-8"
KEPT_SECONDS = 10
# Asked until the answer is yes: an old process does not lose its tables while it runs.
_migrated: set[str] = set()


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and "ok" while the process answers; asks neither database nor cache."""
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 "ready" when database, tables and cache are there; else 503 "unready".

    What is missing is for the log, by one word, and not for whoever asks.
    """
    try:
        missing = _missing()
    except Exception as error:  # noqa: BLE001  whatever fails here, nothing can be served
        missing = type(error).__name__
    if missing:
        logger.warning("Not ready: %s", missing)
        return HttpResponse("unready\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN)


def _missing() -> str:
    """The first thing that is not there; nothing when all are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _is_migrated():
        return "migrations"
    return "" if _keeps() else "cache"


def _is_migrated() -> bool:
    if connection.alias not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(connection.alias)
    return True


def _keeps() -> bool:
    """Whether the cache gives back what it was given."""
    cache.set("readyz", True, KEPT_SECONDS)
    return cache.get("readyz") is True
