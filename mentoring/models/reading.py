"""That somebody has read what is shown to few leaves a row of history as well."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Member
from history.models import Event


def note_reading(row: models.Model, verb: str, by: Member) -> None:
    """Write that they have read it; what they did with it just now says so by itself."""
    now, last = timezone.now(), Event.objects.about(row).last()
    moment = timedelta(minutes=settings.MENTORING["EDIT_MINUTES"])
    if last is None or last.actor_id != by.pk or now - last.at > moment:
        Event.objects.record(verb, by=by, on=row, at=now)
