"""A new address whose code is yet to be typed. It is no row: the session keeps it."""

from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
    EmailVerificationProcess,
)

from accounts.codes import is_as_it_was
from accounts.requests import MemberRequest


def waiting_address(request: MemberRequest) -> str:
    """Where the code went that this browser may still type; empty when there is none.

    Changes nothing, whereas allauth lets go of a code that is too old when it looks.
    """
    state = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    if not state or not EmailVerificationProcess(request, state).is_valid():
        return ""
    return str(state["email"]) if is_as_it_was(request.user, state) else ""
