"""The end of an enrolment, as mentoring sees it."""

from typing import Literal

from django.db import transaction

from accounts.models import Member
from mentoring.models import Pairing
from registration.models import Enrolment

Verb = Literal["complete", "leave"]


@transaction.atomic
def close(enrolment: Enrolment, verb: Verb, by: Member) -> int | None:
    """Complete or leave a route, and withdraw what was proposed for it.

    An active pairing goes on: it is its two people's to end.

    Returns:
        How many proposals were withdrawn; None when the enrolment was so already.

    Raises:
        NotAllowed: when the enrolment is not the member's own, or was closed otherwise;
            then nothing is withdrawn either.
    """
    withdrawn: int = Pairing.objects.withdraw_all(enrolment, by)
    happened = enrolment.complete(by) if verb == "complete" else enrolment.leave(by)
    return withdrawn if happened else None
