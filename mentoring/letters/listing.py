"""What a mentor is asked about their listing, and told of it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from history.models import Event
from mentoring.letters.letter import Letter, Writer
from mentoring.models import Application, MentorProfile


def profiles() -> Any:
    return MentorProfile.objects.select_related("member")


def asked(_event: Event, profile: MentorProfile) -> Iterable[Letter]:
    """The mentor, unless there is an answer since; with what happens if there is none."""
    if profile.confirmation_asks:
        last = profile.confirmation_asks >= settings.MENTORING["CONFIRM_ASKS"]
        yield letter_to("mentor_asked", profile, is_last=last)


def paused(event: Event, profile: MentorProfile) -> Iterable[Letter]:
    """The mentor, unless they have listed themselves again."""
    if not profile.is_listed:
        yield letter_to("mentor_paused", profile, silent="silent" in event.particulars)


def applications() -> Any:
    return Application.objects.select_related("member")


def answered(template: str) -> Writer:
    """The mentor; why not, if it is a no, stands on their page."""

    def write(_event: Event, application: Application) -> Iterable[Letter]:
        yield Letter(template, application.member, reverse("mentoring:profile_edit"))

    return write


def letter_to(template: str, profile: MentorProfile, **facts: Any) -> Letter:
    days = settings.MENTORING["CONFIRM_WITHIN_DAYS"]
    return Letter(
        template, profile.member, reverse("mentoring:profile_edit"), {"days": days, **facts}
    )
