"""The least that a page of this server can cost."""

from django.http import HttpRequest, HttpResponse

from registration.models import Route


def bare(request: HttpRequest) -> HttpResponse:
    """No session, no query, no template."""
    return HttpResponse("ok")


def one_query(request: HttpRequest) -> HttpResponse:
    """A signed-in page: the session, the member and one query of its own."""
    return HttpResponse(f"{request.user.pk} {Route.objects.count()}")
