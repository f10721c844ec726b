"""What leaves for CILIP, word by word, and the sending of it. docs/telling.md is for receivers."""

import json
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from lib import webhooks
from mentoring.models import Telling

# In 2009 CILIP asked mentors for the name, the number and the route, as soon as it starts.
# Nothing else leaves: who adds a field adds it here, to the privacy page and to the canaries.
FIELDS = ("id", "happened", "on", "mentee", "membership_number", "route")
MOST_AT_ONCE = 40  # so that a task with a slow receiver ends well within its time


def told(telling: Telling) -> dict[str, str]:
    """What CILIP is told, by name of `FIELDS`. The words are those of today."""
    pairing = telling.pairing
    with override(settings.LANGUAGE_CODE):
        words = (
            str(telling.uid),
            telling.happened,
            day_of(telling).isoformat(),
            pairing.mentee.name,
            pairing.mentee.membership_number or "",
            str(pairing.enrolment.route.name),
        )
    return dict(zip(FIELDS, words, strict=True))


def day_of(telling: Telling) -> date:
    """The day on which it happened, as the installation counts days."""
    return timezone.localdate(telling.at, timezone.get_default_timezone())


def rows_of_day(day: date) -> Iterator[list[str]]:
    """The list of one day: a row for each, in the order of `FIELDS`."""
    for telling in Telling.objects.of_day(day).with_facts():
        yield list(told(telling).values())


def tell_due() -> tuple[int, int]:
    """Send what is due, one after the other; return how many were told, and how many not.

    Where nobody answers at all, the others wait for the next run.
    """
    tried = {True: 0, False: 0}
    while settings.TELLING_URL and sum(tried.values()) < MOST_AT_ONCE:
        telling = Telling.objects.claim(timezone.now())
        if telling is None:
            break
        status = send(telling)
        telling.answered(status)
        tried[telling.told_at is not None] += 1
        if status == webhooks.NO_ANSWER:
            break
    return tried[True], tried[False]


def send(telling: Telling) -> int:
    """One attempt; the status of the answer, or `NO_ANSWER`."""
    body = json.dumps(told(telling), ensure_ascii=False).encode()
    message_id, at = str(telling.uid), int(timezone.now().timestamp())
    signed = webhooks.headers(settings.TELLING_SECRET, message_id, at, body)
    return webhooks.post(settings.TELLING_URL, body, signed)
