"""What has happened: one row an act, written by the verb in the act's own transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.utils import timezone

from history.gaps import Gap
from history.looks import Look, Page
from history.seals import Seal

__all__ = ["Event", "Gap", "Look", "Page", "Seal"]

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def subject_key(subject: models.Model) -> dict[str, Any]:
    """How a row of history names what it is about: the model's label and the key."""
    return {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> "EventQuerySet":
        """Everything that happened to `subject`, oldest first."""
        return self.filter(**subject_key(subject)).order_by("at", "pk")

    def before(self, key: int) -> "EventQuerySet":
        """What stands after the row with this key, where the newest comes first."""
        at = Subquery(self.model.objects.filter(pk=key).values("at"))
        return self.filter(Q(at__lt=at) | Q(pk__lt=key), at__lte=at)

    def record(
        self,
        verb: str,
        *,
        by: "AbstractBaseUser | None",
        on: models.Model,
        at: datetime | None = None,
        **particulars: Any,
    ) -> "Event":
        """Write one row of history, in the caller's transaction.

        Args:
            verb: what happened, in the past tense with its noun ("pairing.accepted").
            by: who did it; None when the clock did.
            on: what it was done to; must be saved already.
            at: when; now unless told.
            particulars: keys, dates and codes only, never names or texts, so that
                history outlives the erasure of a person.
        """
        event = Event.of(verb, by=by, on=on, at=at, **particulars)
        event.save(force_insert=True)
        return event


class Event(models.Model):
    """One act: who did what to which thing, and when. Never edited; deleted only with a gap."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    particulars = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="event_by_subject"),
            models.Index(fields=["verb", "at"], name="event_by_verb"),
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            models.Index(fields=["actor", "-at"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @classmethod
    def of(
        cls,
        verb: str,
        *,
        by: "AbstractBaseUser | None",
        on: models.Model,
        at: datetime | None = None,
        **particulars: Any,
    ) -> "Event":
        """The row that `record` writes, not yet saved; for acts that write many at once."""
        return cls(
            verb=verb,
            actor_id=by.pk if by else None,
            at=at or timezone.now(),
            particulars=particulars,
            **subject_key(on),
        )
