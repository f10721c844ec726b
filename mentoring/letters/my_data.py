"""Letters about what is kept: a copy, the end of texts, an erasure."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import DataCopy, Erasure, Member
from history.models import Event
from mentoring.letters.letter import Letter, Writer
from mentoring.models import KeptTexts


def members() -> Any:
    return Member.objects.select_related("erasure")


def erasure_is_asked(template: str) -> Writer:
    """The member, with the day on which it is done and the way to stay; unless they have stayed."""

    def write(_event: Event, member: Member) -> Iterable[Letter]:
        if erasure := Erasure.objects.asked().filter(member=member).first():
            path = reverse("mentoring:my_data_erase")
            yield Letter(template, member, path, {"due_at": erasure.due_at})

    return write


def erasure_is_announced(_event: Event, member: Member) -> Iterable[Letter]:
    """Who has not signed in for long, unless they have since."""
    if erasure := Erasure.objects.of_the_silent().filter(member=member).first():
        facts = {"due_at": erasure.due_at}
        yield Letter("erasure_announced", member, reverse("mentoring:my_data"), facts)


def kept_texts() -> Any:
    return KeptTexts.objects.select_related("pairing__mentor", "pairing__mentee")


def texts_will_go(template: str) -> Writer:
    """Both of the two, with the day and the way to a copy."""

    def write(event: Event, kept: KeptTexts) -> Iterable[Letter]:
        until = event.at + timedelta(days=settings.MENTORING["TEXTS_TOLD_DAYS"])
        for member in (kept.pairing.mentee, kept.pairing.mentor):
            yield Letter(template, member, reverse("mentoring:my_data"), {"due_at": until})

    return write


def copy_is_made(event: Event, member: Member) -> Iterable[Letter]:
    """The member, with the way to it, while it is kept."""
    copy = DataCopy.objects.ready(member).filter(pk=event.particulars["copy"]).first()
    if copy:
        facts = {"kept_until": copy.kept_until}
        yield Letter("data_copy_made", member, reverse("mentoring:my_data"), facts)
