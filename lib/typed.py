"""What somebody typed and could not send: kept, to be shown again and sent by another press."""

from typing import NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
SECRETS = ("password", "code")  # a form with a field so named is not kept
MOST_KEPT = 40_000  # characters: the longest form of ours, twice over
A_LINE = 40  # what is longer, somebody wrote; what is shorter was chosen, or is soon typed again


class Typed(NamedTuple):
    """One field as it was posted."""

    name: str
    value: str

    @property
    def is_a_text(self) -> bool:
        return len(self.value) > A_LINE or "\n" in self.value


def typed(request: HttpRequest) -> list[Typed]:
    """The fields that were posted, without the token; none of a form with a secret in it.

    None either when the form did not come from our own pages: a stranger's page must not
    have its words shown here, with a button that sends them. Files are not kept.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    fields = [
        Typed(name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN
    ]
    is_secret = any(word in field.name for field in fields for word in SECRETS)
    is_long = sum(len(field.value) for field in fields) > MOST_KEPT
    return [] if is_secret or is_long else fields


class _Question(CsrfViewMiddleware):
    """Asks about the token, and shows no page when it is wrong."""

    def _reject(self, _request: HttpRequest, reason: str) -> str:
        return reason


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form carries the token of this browser; asked anew, since a failure may
    have come before the question."""
    try:
        return _Question(_unused).process_view(request, _unused, (), {}) is None
    except (OSError, SuspiciousOperation):  # the form could not be read to its end
        return False


def _unused(_request: HttpRequest) -> HttpResponseBase:
    """Stands for the view, which is not called."""
    return HttpResponse()
