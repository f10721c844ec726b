"""Who comes by the membership system, and whose account that leads to."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.door_log import refused
from accounts.models import Member
from lib.text import normalise_email, normalise_line

NOT_CHECKED = _(
    "The membership system has not checked your e-mail address, so we cannot tell whose account "
    "is meant. Sign in here with your address, or join."
)
LONGEST_NAME = 150


class MembershipAdapter(DefaultSocialAccountAdapter):
    """An address that the membership system has checked leads to its account, or to a new one.

    Nothing else does: no name, no number, and no address that it has not checked. Once an
    account is known by what the membership system calls it, a change of address there or
    here makes no difference.
    """

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Member:
        member: Member = super().populate_user(request, sociallogin, data)
        member.email = normalise_email(data.get("email") or "")
        first_and_last = f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        says = normalise_line(data.get("name") or first_and_last)
        member.name = (says or member.email.partition("@")[0])[:LONGEST_NAME]
        for address in sociallogin.email_addresses:
            address.email = normalise_email(address.email)
        return member

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        **_: Any,
    ) -> None:
        """They came back without a name: the log has the kind of fault, and not what it says.

        Who thought better of it over there was not refused.
        """
        if error == AuthError.CANCELLED:
            return
        refused(request, f"membership: {type(exception).__name__ if exception else error}")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        is_checked = any(address.verified is True for address in sociallogin.email_addresses)
        if not sociallogin.is_existing and not is_checked:
            refused(request, "membership: address not checked")
            messages.error(request, NOT_CHECKED)
            raise ImmediateHttpResponse(redirect("account_login"))
