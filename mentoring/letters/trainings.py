"""What a member is told of their training, and of the day they have a place on."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from history.models import Event
from mentoring.letters.letter import Letter, Writer
from mentoring.models import Booking, MentorProfile, TrainingCompletion
from mentoring.states import Kind, Mode


def trainings() -> Any:
    return TrainingCompletion.objects.select_related("member")


def bookings() -> Any:
    return Booking.objects.select_related("member", "day")


def to_the_trained(template: str) -> Writer:
    """The member, with the page where they go on as a mentor."""

    def write(_event: Event, training: TrainingCompletion) -> Iterable[Letter]:
        listed = MentorProfile.objects.filter(member=training.member, listed_at__isnull=False)
        facts = {
            "is_listed": listed.exists(),
            "is_refresher": training.kind == Kind.REFRESHER,
        }
        yield Letter(template, training.member, reverse("mentoring:profile_edit"), facts)

    return write


def about_the_day(template: str) -> Writer:
    """Whoever has a place on a day to come. Where it is stands on the page."""

    def write(_event: Event, booking: Booking) -> Iterable[Letter]:
        if booking.is_kept and booking.day.is_to_come:
            day = booking.day
            facts = {
                "held_on": day.held_on,
                "is_online": day.mode == Mode.ONLINE,
                "is_refresher": day.kind == Kind.REFRESHER,
            }
            yield Letter(template, booking.member, booking.get_absolute_url(), facts)

    return write
