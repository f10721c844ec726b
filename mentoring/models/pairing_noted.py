"""What is noted of the two at the start, as it was then: people move on, and history does not."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from registration.models import Region, Registrant, Route, Sector


def noted(term: type[models.Model] | str) -> Any:
    """A column that tells of the start. Reports have indexes of their own."""
    return models.ForeignKey(
        term,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )


class NotedFacts(models.Model):
    """From the proposal on the route and where the mentee works; on the day it starts all of it.

    They are counted in the office's reports, and no rule asks for them. `noted_at` is the
    moment of noting by the clock on the wall: that of the start; later for a start that was
    written down afterwards, and for pairings that were older than these columns.
    """

    noted_at = models.DateTimeField(null=True, blank=True)
    route = noted(Route)
    mentor_level = noted(Route)
    mentor_sector = noted(Sector)
    mentor_region = noted(Region)
    mentee_level = noted(Route)
    mentee_sector = noted(Sector)
    mentee_region = noted(Region)

    class Meta:
        abstract = True

    def note(self, mentor: int, mentee: int, now: datetime) -> list[str]:
        """Set what is true of the two now; the caller saves. Returns the names of the columns."""
        self.noted_at = max(now, timezone.now())
        people = {r.member_id: r for r in Registrant.objects.filter(member__in=[mentor, mentee])}
        for side, member in (("mentor", mentor), ("mentee", mentee)):
            for fact in ("level", "sector", "region"):
                setattr(self, f"{side}_{fact}_id", getattr(people.get(member), f"{fact}_id", None))
        return NOTED


NOTED = [field.name for field in NotedFacts._meta.local_fields]
