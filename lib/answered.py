"""How many requests were answered and how, and how long each route takes.

Each process of a web server counts into files of its own in one folder
(`PROMETHEUS_MULTIPROC_DIR`, which config/gunicorn.py names); `lib.metrics` adds them up.
A route is named as in urls.py, so that no figure says whose page it was.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 20)
NO_ROUTE = "none"  # a file, a redirect to TLS, or nothing by that address

answers = Counter("alongside_answers", "Requests answered, by status", ["route", "status"])
lasted = Histogram("alongside_answer_seconds", "How long it took", ["route"], buckets=SECONDS)


def counted(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: count every answer. Stands outermost, so that refusals are counted as well."""

    def count(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match and match.view_name) or NO_ROUTE
        lasted.labels(route).observe(time.perf_counter() - begun)
        answers.labels(route, response.status_code).inc()
        return response

    return count
