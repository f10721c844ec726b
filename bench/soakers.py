"""Who takes part in a soak: `python -m bench.soakers NUMBER`. Prints their sessions and pages."""

import json
import sys
from typing import Any

import django

django.setup()

from django.urls import reverse  # noqa: E402

from bench.visitor import session_of  # noqa: E402
from bench.works import TEXTS  # noqa: E402
from mentoring.invariants import check_invariants  # noqa: E402
from mentoring.models import MentorProfile, Message, Pairing  # noqa: E402
from registration.models import Enrolment  # noqa: E402


def main(number: int) -> None:
    """So many mentees with an active pairing each."""
    profiles = MentorProfile.objects.proposable().select_related("member").order_by("pk")
    enrolments = Enrolment.objects.open().select_related("member").order_by("pk")
    people = [
        _started(enrolment, profile)
        for enrolment, profile in zip(enrolments[:number], profiles[:number], strict=True)
    ]
    sys.stdout.write(json.dumps({"people": people, **state()}))


def _started(enrolment: Enrolment, profile: MentorProfile) -> dict[str, str]:
    mentee, mentor = enrolment.member, profile.member
    pairing = Pairing.objects.propose(enrolment, mentor, TEXTS, by=mentee, accepts=True)
    pairing.accept(by=mentor)
    return {
        "session": session_of(mentee),
        "room": reverse("mentoring:pairing_detail", args=[pairing.pk]),
        "write": reverse("mentoring:message_write", args=[pairing.pk]),
    }


def state() -> dict[str, Any]:
    """How many messages there are, and what must never be false and is; poured rows break some."""
    broken = {each.name: each.count for each in check_invariants()}
    return {"messages": Message.objects.count(), "broken": broken}


if __name__ == "__main__":
    if sys.argv[1] == "after":
        sys.stdout.write(json.dumps(state()))
    else:
        main(int(sys.argv[1]))
