"""Letters to members: three small templates, one language, links from the settings."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from lib.bounces import return_address


class Recipient(Protocol):
    """Whoever has an address, a language and a time zone: a member."""

    pk: int
    email: str
    language: str
    time_zone: str


def send(
    template: str,
    *,
    to: Recipient,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Write emails/<template> to a member and hand it to the mail server.

    Rendered in the member's own language and time zone, from <template>.subject.txt,
    .txt and .html. `base_url` (no slash at its end) comes from the settings and never
    from a request. The subject and the text are not HTML, so nothing in them is
    escaped; what a person typed belongs in neither the subject nor a header. `words` in the
    context are the sentences that the office has put otherwise (lib/wording.py).
    Give `headers` a Message-ID from `message_id`, so that a repeated send is seen as one.
    """
    written(template, to=to, context=context, headers=headers).send()


def written(
    template: str,
    *,
    to: Recipient,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The letter that `send` sends."""
    with translation.override(to.language), timezone.override(to.time_zone):
        return _written(
            template, to, {**context, "to": to, "base_url": settings.BASE_URL}, headers or {}
        )


def message_id(*parts: object) -> str:
    """The same words give the same Message-ID, whenever and wherever it is sent again."""
    return f"<{'.'.join(str(part) for part in parts)}@{urlsplit(settings.BASE_URL).hostname}>"


def way_to_stop(path: str) -> dict[str, str]:
    """The headers by which a mail program offers to stop such letters (RFC 8058), if one can.

    The page at `path` asks when it is opened, and stops them when it is posted to.
    """
    if not path:
        return {}
    return {
        "List-Unsubscribe": f"<{settings.BASE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _written(
    template: str, to: Recipient, context: dict[str, Any], headers: Mapping[str, str]
) -> EmailMultiAlternatives:
    back = return_address(to.pk, to.email) if to.pk else ""
    come_back = {"From": settings.DEFAULT_FROM_EMAIL} if back else {}
    letter = EmailMultiAlternatives(
        from_email=back or None,
        subject=" ".join(_plain(f"emails/{template}.subject.txt", context).split()),
        body=_plain(f"emails/{template}.txt", context),
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated", **come_back, **headers},
    )
    letter.attach_alternative(get_template(f"emails/{template}.html").render(context), "text/html")
    return letter


def _plain(name: str, context: dict[str, Any]) -> str:
    template: Any = get_template(name)
    return str(template.template.render(Context(context, autoescape=False)))
