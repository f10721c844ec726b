"""/.well-known/security.txt (RFC 9116): whom to tell of a hole, and until when that is true."""

from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Somebody looks whether all this is still so before the day; a test fails a month ahead of it.
LOOKED_AT_UNTIL = date(2027, 10, 31)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The address that letters come from is read by people, so it is the one to write to."""
    lines = (
        f"Contact: mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        f"Expires: {LOOKED_AT_UNTIL:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
