"""What is measured: cases, and the works of pairing and of the office."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from bench.lengths import LONG, ONE_BY_ONE, SHORT, TICKED, page_of
from bench.visitor import Visitor
from mentoring.models import (
    Booking,
    Meeting,
    MentorProfile,
    Message,
    Pairing,
    TrainingCompletion,
    TrainingDay,
)
from mentoring.models.training import TrainingFacts
from registration.models import Enrolment, MeetingWay

Call = Callable[[], tuple[int, bytes]]
TEXTS = {
    "who_i_am": "I run a branch library in a market town.",
    "why_you": "You work at the counter, and I have not stood there for many years.",
    "hope_for": "To see my service as a colleague at the front sees it.",
    "how_meet": "By video, every six weeks or so.",
}
MOST_CALLS = 60
TO_COME = 5  # one of so many meetings
CHECKED = re.compile(r'name="checked"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Case:
    """One thing measured; `calls` gives a call for each round, the same or the next of its kind."""

    name: str
    calls: Callable[[int], Call]
    expects: int = 200


def pairing(application: WSGIHandler) -> Iterator[Case]:
    """From the proposal to the start, one new pair of people each round."""
    profiles = list(MentorProfile.objects.order_by("pk").select_related("member")[:MOST_CALLS])

    def propose(number: int) -> Call:
        member, profile = mentee(number), profiles[number]
        enrolment = Enrolment.objects.get(member=member)
        fields = {**TEXTS, "enrolment": str(enrolment.pk), "line_management": "no"}
        visitor = Visitor(application, member)
        path = reverse("mentoring:proposal_new", args=[profile.pk])
        return lambda: visitor.post(path, **fields)

    yield Case("propose", propose, expects=302)
    for side in ("mentor", "mentee"):
        yield Case(f"{side} accepts", _accepts(application, side), expects=302)
    first = _proposed(0)
    visitor = Visitor(application, first.mentee)
    yield Case("pairing page", always(visitor, first.get_absolute_url()))
    yield Case("my mentoring", always(visitor, reverse("mentoring:overview")))
    for number, (messages, meetings) in enumerate((SHORT, LONG), start=1):
        talked = _proposed(number)
        _talk(talked, messages)
        _meet(talked, meetings)
        visitor = Visitor(application, talked.mentee)
        yield Case(page_of(messages, meetings), always(visitor, talked.get_absolute_url()))
        path = reverse("mentoring:meeting_list", args=[talked.pk])
        yield Case(f"list of {meetings} meetings", always(visitor, path))


def _talk(pairing: Pairing, messages: int) -> None:
    """Both have written, and all of it has been seen."""
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            pairing=pairing,
            side=("mentor", "mentee")[number % 2],
            text=TEXTS["why_you"] + ("" if number % 5 else " See https://example.org/notes/"),
            sent_at=now,
            seen_at=now,
        )
        for number in range(messages)
    )


def _meet(pairing: Pairing, meetings: int) -> None:
    """One in so many is to come, and the others were held or cancelled, a week after each other."""
    now, way = timezone.now(), MeetingWay.objects.current().first()
    Meeting.objects.bulk_create(
        Meeting(
            pairing=pairing,
            side=("mentor", "mentee")[number % 2],
            planned_at=now,
            starts_at=now + timedelta(weeks=meetings // TO_COME - number),
            way=way,
            place="https://example.org/room",
            shared_note=TEXTS["hope_for"],
            edition=1,
            cancelled_at=None if number % 10 else now,
            sequence=0 if number % 10 else 1,
        )
        for number in range(meetings)
    )


def office(application: WSGIHandler) -> Iterator[Case]:
    """A training day's roll of 500: by a list, by its ticks, and one after the other.

    Each round on another date.
    """
    visitor = Visitor(application, Member.objects.get(email="administrator@example.org"))
    members = Member.objects.filter(mentor_profile__isnull=False).order_by("pk")[:500]
    roll = "\n".join(member.email for member in members)

    path = reverse("staff:training_record")

    def record(number: int) -> Call:
        facts = {"completed_on": f"2024-{1 + number // 28:02}-{1 + number % 28:02}"}
        fields = {"people": roll, "kind": "refresher", "mode": "online", **facts}
        _, page = visitor.post(path, **fields)
        seen = CHECKED.search(page.decode())
        checked = seen.group(1) if seen else ""
        return lambda: visitor.post(path, **fields, checked=checked, record="")

    yield Case("record 500 completions", record, expects=302)
    yield from rolls(visitor, list(members))


def rolls(visitor: Visitor, members: list[Member]) -> Iterator[Case]:
    """The roll of a day with everybody ticked, and what a form for each member would do."""
    by, keys = members[0], [member.pk for member in members]

    def tick(number: int) -> Call:
        held_on = date(2023, 1, 1) + timedelta(days=number)
        day = TrainingDay.objects.create(held_on=held_on, mode="online")
        said = {"booked_at": timezone.now(), "booked_by": by}
        rows = [Booking(day=day, member=member, **said) for member in members]
        newest = Booking.objects.bulk_create(rows)[-1].pk
        path = reverse("staff:training_day_record", args=[day.pk])
        return lambda: visitor.post(path, ticked=keys, newest=str(newest))

    office = Member.objects.get(email="administrator@example.org")

    def one_by_one(number: int) -> Call:
        facts = TrainingFacts(date(2022, 1, 1) + timedelta(days=number), mode="online")

        def each() -> tuple[int, bytes]:
            for member in members:
                TrainingCompletion.objects.record([member], facts, by=office)
            return 302, b""

        return each

    yield Case(TICKED, tick, expects=302)
    yield Case(ONE_BY_ONE, one_by_one, expects=302)


def floor(application: WSGIHandler) -> list[Case]:
    """A bare page, and a signed-in page with one query, of the same server."""
    return [
        Case("bare page", always(Visitor(application), "/bench/bare/")),
        Case("one-query page", always(Visitor(application, mentee(0)), "/bench/one-query/")),
    ]


def mentee(number: int) -> Member:
    """One of the made-up mentees."""
    return Member.objects.get(email=f"mentee-{number}@example.org")


def _proposed(number: int) -> Pairing:
    """One of those that this run has proposed; others have been over for long."""
    ours = Pairing.objects.filter(mentee__email__startswith="mentee-")
    return ours.order_by("pk")[number]


def _accepts(application: WSGIHandler, side: str) -> Callable[[int], Call]:
    def accept(number: int) -> Call:
        waiting = _proposed(number)
        visitor = Visitor(application, getattr(waiting, side))
        path = reverse("mentoring:pairing_accept", args=[waiting.pk])
        return lambda: visitor.post(path, line_management="no")

    return accept


def always(visitor: Visitor, path: str, **headers: str) -> Callable[[int], Call]:
    """The same page in each round."""
    return lambda _number: lambda: visitor.get(path, **headers)
