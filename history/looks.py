"""Who of the office looked at whose record. The one thing that a page writes by being read."""

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import DatabaseError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.constraints import one_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

log = logging.getLogger(__name__)


class Page(models.TextChoices):
    """What of a record was on the screen."""

    DETAILS = "details", _("Details, training and counts of pairings")
    TRAINING = "training", _("A training record")
    HISTORY = "history", _("What has happened")
    SEARCH = "search", _("Mentors who may fit, to suggest one")


class LookQuerySet(models.QuerySet["Look"]):
    def note(
        self,
        viewer: "AbstractBaseUser",
        whose: "AbstractBaseUser",
        page: Page,
        now: datetime | None = None,
    ) -> None:
        """Write that `viewer` has looked, once an hour for each record and page.

        A look at one's own record is none. Where it cannot be written the page is shown
        nevertheless, and the log says so, without a name.
        """
        if viewer.pk == whose.pk:
            return
        at = now or timezone.now()
        hour = at.replace(minute=0, second=0, microsecond=0)
        look = self.model(viewer_id=viewer.pk, whose_id=whose.pk, page=page, at=at, hour=hour)
        try:
            self.bulk_create([look], ignore_conflicts=True)
        except DatabaseError:
            log.warning("A look at a record could not be written.")

    def at_the_record_of(self, member: "AbstractBaseUser") -> Self:
        return self.filter(whose=member.pk)


class Look(models.Model):
    """One look at one record by one of the office. Never edited; deleted only with a gap."""

    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    whose = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=20, choices=Page)
    at = models.DateTimeField()
    hour = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["whose", "-at"], name="look_by_whose"),
            models.Index(fields=["-at"], name="look_by_time"),
        ]
        constraints = [
            one_of("a_look_is_at_a_known_page", "page", Page.values),
            models.CheckConstraint(
                name="a_look_at_ones_own_record_is_none",
                condition=~models.Q(viewer=models.F("whose")),
            ),
            models.UniqueConstraint(
                fields=["viewer", "whose", "page", "hour"],
                name="one_look_per_hour_record_and_page",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} {self.whose_id} {self.page}"
