"""What a member is told of their training, and of the day they have a place on."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from history.models import Event
from mentoring.letters.letter import Letter, Writer
from mentoring.models import Booking, MentorProfile, Pairing, TrainingCompletion
from mentoring.states import Kind, Mode


def trainings() -> Any:
    return TrainingCompletion.objects.select_related("member")


def bookings() -> Any:
    return Booking.objects.select_related("member", "day")


def to_the_trained(template: str) -> Writer:
    """The member, with the page where they go on as a mentor."""

    def write(_event: Event, training: TrainingCompletion) -> Iterable[Letter]:
        whose = {"member": training.member}
        listed = MentorProfile.objects.filter(listed_at__isnull=False, **whose)
        facts = {
            "is_listed": listed.exists(),
            "has_lapsed": not TrainingCompletion.objects.counting().filter(**whose).exists(),
            "is_refresher": training.kind == Kind.REFRESHER,
        }
        yield Letter(template, training.member, reverse("mentoring:profile_edit"), facts)

    return write


def about_the_end(event: Event, training: TrainingCompletion) -> Iterable[Letter]:
    """The member: until when their training counts, or that it has lapsed; as it is now."""
    page = reverse("mentoring:profile_edit")
    if training.lapsed_at and event.verb != "training.warned":
        is_mentor = Pairing.objects.active().filter(mentor=training.member).exists()
        yield Letter("training_lapsed", training.member, page, {"is_mentor": is_mentor})
    elif not training.lapsed_at and (ends_on := training.lapses_on()):
        yield Letter("training_warned", training.member, page, {"ends_on": ends_on})


def called_off(_event: Event, booking: Booking) -> Iterable[Letter]:
    """Whoever has a place on a day that is cancelled. Why stands on the page."""
    if booking.is_kept and booking.day.is_cancelled:
        facts = {"held_on": booking.day.held_on}
        yield Letter("training_day_called_off", booking.member, booking.get_absolute_url(), facts)


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
