"""A copy of what is kept about a member, which they asked for: made by a task, kept some days."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models.member import Member
from history.models import Event
from lib.constraints import exactly_when, in_order


def since(now: datetime | None) -> datetime:
    """What was made earlier is kept no longer."""
    return (now or timezone.now()) - timedelta(hours=settings.MENTORING["COPY_KEPT_HOURS"])


class DataCopyQuerySet(models.QuerySet["DataCopy"]):
    def kept(self, now: datetime | None = None) -> Self:
        """Those that wait to be made, or can be fetched."""
        return self.filter(Q(made_at__isnull=True) | Q(made_at__gt=since(now)))

    def outdated(self, now: datetime | None = None) -> Self:
        return self.filter(made_at__lte=since(now))

    def ready(self, member: Member, now: datetime | None = None) -> Self:
        """The member's own that can be fetched now."""
        return self.filter(member=member, made_at__isnull=False).kept(now)

    @transaction.atomic
    def ask(self, member: Member, now: datetime | None = None) -> tuple["DataCopy", bool]:
        """The member asks for a copy. The one that is kept, and False, when there is one.

        Writes:
            The row and `member.copy_asked`. The caller has the copy made by a task.
        """
        list(Member.objects.select_for_update(no_key=True).filter(pk=member.pk))
        if there := self.filter(member=member).kept(now).first():
            return there, False
        now = now or timezone.now()
        Event.objects.record("member.copy_asked", by=member, on=member, at=now)
        return self.create(member=member, asked_at=now), True


class DataCopy(models.Model):
    """One copy. It holds a zip, for its member alone, until the clock takes it away."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_copies"
    )
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(null=True, blank=True)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("copy_is_made_after_it_is_asked", "asked_at", "made_at"),
            exactly_when("copy_has_content_when_made", "made_at", Q(content__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.asked_at:%Y-%m-%d}"

    @property
    def kept_until(self) -> datetime | None:
        kept = timedelta(hours=settings.MENTORING["COPY_KEPT_HOURS"])
        return self.made_at + kept if self.made_at else None

    @transaction.atomic
    def keep(self, content: bytes, now: datetime | None = None) -> Event | None:
        """Keep what was made. Nothing when it has been made already, or the row is gone."""
        held = type(self).objects.select_for_update().filter(pk=self.pk, made_at__isnull=True)
        now = now or timezone.now()
        if not held.update(content=content, made_at=now):
            return None
        said = {"copy": self.pk, "sha256": sha256(content).hexdigest()}
        return Event.objects.record("member.copy_made", by=None, on=self.member, at=now, **said)
