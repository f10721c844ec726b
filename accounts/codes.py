"""A code that was mailed dies when the address or the password changes (bar I16).

allauth keeps the code in the session that asked for it, lets it expire and be used once;
this adds the mark of the account as it was when the code was sent.
"""

from typing import TYPE_CHECKING, Any

from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from accounts.models import Member

MARK = "mark"


def mark_of(member: "Member | None") -> str:
    """Changes whenever the address or the password does, or the account closes."""
    if member is None:
        return ""
    state = f"{member.email} {member.password} {member.is_active}"
    return salted_hmac("accounts.codes", state, algorithm="sha256").hexdigest()


def is_as_it_was(member: "Member | None", state: dict[str, Any]) -> bool:
    """Whether the account is still the one that the code of this session was sent to."""
    return constant_time_compare(state.get(MARK, ""), mark_of(member))
