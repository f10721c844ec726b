"""What somebody has told those who look after safety: no more than they chose to send."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.reading import note_reading
from mentoring.querysets import ConcernQuerySet
from mentoring.states import Topic, Worry
from mentoring.tasks import announce

LONGEST_WORDS = 4000


@dataclass(frozen=True)
class Report:
    """What its author sends: what it is about and whom, and what they add of their own accord."""

    topic: str = Topic.SERVICE
    about: Member | None = None
    reason: str = ""
    words: str = ""
    attached: str = ""


class ConcernManager(models.Manager.from_queryset(ConcernQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def report(
        self,
        report: Report,
        *,
        by: Member | None,
        email: str = "",
        now: datetime | None = None,
    ) -> tuple["Concern", bool]:
        """Keep a report, by a member or by somebody who is not signed in.

        Returns:
            The concern; and False when the same was sent a moment ago, which is a second press.
        """
        now = now or timezone.now()
        if by:
            list(Member.objects.select_for_update(no_key=True).filter(pk=by.pk))
        sent: dict[str, Any] = {**vars(report), "reporter": by, "email": "" if by else email}
        moment = timedelta(minutes=settings.MENTORING["EDIT_MINUTES"])
        if said := self.filter(**sent, reported_at__gt=now - moment).first():
            return said, False
        concern = self.create(**sent, reported_at=now)
        announce(Event.objects.record("concern.reported", by=by, on=concern, at=now))
        return concern, True


class Concern(models.Model):
    """One report, and who looks after it. It leads to no pairing: there is no key to one.

    What is attached was copied by us, from what the author could see and ticked, so that
    it is what stood there. Those about whom it is do not see it, not even as handlers.
    """

    topic = models.CharField(max_length=10, choices=Topic)
    reason = models.CharField(max_length=12, choices=Worry, blank=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    attached = models.TextField(blank=True)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    email = models.EmailField(blank=True)
    reported_at = models.DateTimeField()
    # When those who handle concerns were told that the days to answer a complaint run out.
    told_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(max_length=LONGEST_WORDS, blank=True)
    # What whoever complained reads. Of other reports nobody is told what came of them.
    answer = models.TextField(max_length=LONGEST_WORDS, blank=True)

    objects = ConcernManager()

    class Meta:
        constraints = [
            one_of("concern_topic_is_known", "topic", Topic.values),
            one_of("concern_reason_is_known", "reason", ["", *Worry.values]),
            both_or_neither("concern", "taken"),
            both_or_neither("concern", "closed"),
            in_order("concern_is_taken_after_it_is_reported", "reported_at", "taken_at"),
            in_order("concern_is_closed_after_it_is_taken", "taken_at", "closed_at"),
            exactly_when(
                "concern_closed_with_an_outcome",
                "closed_at",
                Q(taken_at__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="concern_answer_of_a_closed_complaint",
                condition=Q(answer="") | Q(topic=Topic.DATA, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_address_only_of_visitors",
                condition=Q(reporter__isnull=True) | Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("staff:concern_detail", args=[self.pk])

    @property
    def status(self) -> str:
        """A status word of components/pill.html."""
        if self.closed_at:
            return "closed"
        return "taken" if self.taken_at else "new"

    @property
    def is_complaint(self) -> bool:
        return self.topic == Topic.DATA

    @property
    def answer_by(self) -> date:
        """The day until which a complaint is to be answered."""
        days = timedelta(days=settings.MENTORING["COMPLAINT_DAYS"])
        return timezone.localdate(self.reported_at, timezone.get_default_timezone()) + days

    @property
    def days_left(self) -> int:
        """Until that day; below zero once it is past."""
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        return (self.answer_by - today).days

    def can_be_handled_by(self, member: Member) -> bool:
        """Whoever may handle concerns, unless it is about them."""
        return member.may(Permission.HANDLE_CONCERNS) and member.pk != self.about_id

    @transaction.atomic
    def take(self, by: Member, over: int | None = None) -> bool:
        """Somebody looks after it from now on. False when they do so already.

        Args:
            over: the key of whoever is known to have it, to take it over from them.

        Raises:
            NotAllowed: not theirs to handle, closed, or somebody else has been quicker.
        """
        self._hold(by)
        if self.taken_by_id == by.pk:
            return False
        if self.taken_by_id not in (None, over):
            raise NotAllowed(_("Somebody else has taken this in the meantime."))
        self.taken_at, self.taken_by = timezone.now(), by
        self.save(update_fields=["taken_at", "taken_by"])
        Event.objects.record("concern.taken", by=by, on=self, at=self.taken_at)
        return True

    @transaction.atomic
    def close(self, by: Member, outcome: str, answer: str = "") -> bool:
        """Whoever has it says what came of it. False when it has been closed with these words.

        Args:
            answer: of a complaint, what whoever complained reads.

        Raises:
            NotAllowed: not theirs to handle, closed otherwise, or not taken by them.
        """
        self._hold(by, or_closed_with=(outcome, answer))
        if self.closed_at:
            return False
        if self.taken_by_id != by.pk:
            raise NotAllowed(_("Take it first, so that everybody sees who has it."))
        self.closed_at, self.closed_by, self.outcome = timezone.now(), by, outcome
        self.answer = answer if self.is_complaint else ""
        self.save(update_fields=["closed_at", "closed_by", "outcome", "answer"])
        announce(Event.objects.record("concern.closed", by=by, on=self, at=self.closed_at))
        return True

    @transaction.atomic
    def tell_of_the_day(self, now: datetime) -> bool:
        """Those who handle concerns are told that a complaint waits. False when they have been."""
        if not Concern.objects.nearly_late(now).filter(pk=self.pk).update(told_at=now):
            return False
        announce(Event.objects.record("concern.nearly_late", by=None, on=self, at=now))
        return True

    def read(self, by: Member) -> None:
        """That somebody has looked at it leaves a row as well; what they did just now says so."""
        note_reading(self, "concern.read", by)

    def _hold(self, by: Member, or_closed_with: tuple[str, str] = ("", "")) -> None:
        self.refresh_from_db(from_queryset=Concern.objects.select_for_update(no_key=True))
        if not self.can_be_handled_by(by):
            raise NotAllowed(_("This is not yours to handle."))
        said = (self.closed_by_id, self.outcome, self.answer)
        if self.closed_at and said != (by.pk, *or_closed_with):
            raise NotAllowed(_("This has been closed already."))
