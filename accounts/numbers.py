"""A membership number given at sign-up waits in the session until the address is proved.

Were it taken at once, two sign-ups with one number would tell a stranger whether the
first address had an account; and anybody could keep a member from their own number.
"""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.refusals import NotAllowed

CLAIM = "membership_number_claim"


def keep_claim(request: HttpRequest, address: str, number: str | None) -> None:
    """Remember the number for the member who proves `address` in this session."""
    request.session[CLAIM] = {"address": address, "number": number or ""}


def settle_claim(request: HttpRequest, member: Member) -> None:
    """Give the waiting number to the member who has just come in, if it is theirs and free."""
    claim = request.session.pop(CLAIM, {})
    number = claim.get("number")
    if not number or claim["address"] != member.email or member.membership_number:
        return
    try:
        member.change_details(by=member, membership_number=number)
    except NotAllowed:
        messages.warning(
            request,
            _(
                "We left your membership number out: another account has it. "
                "If it is yours, tell the office."
            ),
        )
