"""Every component of the look once, for those who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission, requires
from lib.gallery import examples


@requires(Permission.SEE_OFFICE)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    return render(request, "staff/components.html", examples())
