"""What CILIP is told of a pairing: that it has started, and that it has ended.

A row holds keys alone. The words are made when they are sent (`mentoring/telling.py`), so
that nothing of a member is kept here, and nothing of them leaves once they are erased.
"""

from datetime import datetime, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import one_of
from lib.refusals import NotAllowed
from mentoring.querysets import TellingQuerySet
from mentoring.states import Happened
from mentoring.tasks import tell_cilip

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

# How long a sender may take. If it is gone by then, somebody else sends the same again.
LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=8)
CHANCE = SystemRandom()


class TellingManager(models.Manager.from_queryset(TellingQuerySet)):  # type: ignore[misc]
    def owe(self, pairing: "Pairing", happened: Happened, now: datetime) -> "Telling | None":
        """Write down what CILIP is to be told, in the transaction of the act; None while off."""
        if not (settings.TELLING_URL or settings.TELLING_LIST):
            return None
        due = {"due_at": now} if settings.TELLING_URL else {}
        telling: Telling = self.create(pairing=pairing, happened=happened, at=now, **due)
        if telling.due_at:
            tell_cilip.enqueue()
        return telling

    @transaction.atomic
    def claim(self, now: datetime) -> "Telling | None":
        """Take what is due for the longest, for one attempt; None when nothing is due.

        Whoever asks at the same time gets another one: PostgreSQL leaves out what is held,
        and SQLite lets one write at a time. What its sender never answers for is due again
        once the lease is over.
        """
        held = self.due(now).select_for_update(no_key=True, skip_locked=True)
        telling: Telling | None = held.first()
        if telling is None:
            return None
        if telling.attempts >= settings.MENTORING["TELLING_TRIES"]:
            telling.give_up(now)
            return self.claim(now)
        telling.attempts += 1
        telling.due_at = now + LEASE
        telling.save(update_fields=["attempts", "due_at"])
        return telling


class Telling(models.Model):
    """One thing to tell, once for each pairing; and how that went."""

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="tellings"
    )
    happened = models.CharField(max_length=7, choices=Happened)
    at = models.DateTimeField()
    # What the receiver knows it by, however often it is sent.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The status of the last answer: 0 when there was none, empty before the first attempt.
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)

    objects = TellingManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="telling_by_due"
            ),
            models.Index(fields=["-at", "-id"], name="telling_by_newest"),
        ]
        constraints = [
            one_of("telling_happened_is_known", "happened", Happened.values),
            models.UniqueConstraint(
                fields=["pairing", "happened"], name="one_telling_per_pairing_and_what_happened"
            ),
            models.CheckConstraint(
                name="telling_is_due_or_told_or_given_up",
                condition=Q(told_at=None, gave_up_at=None)
                | Q(due_at=None, gave_up_at=None)
                | Q(due_at=None, told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.happened}"

    @property
    def status(self) -> str:
        """A status word of components/pill.html."""
        if self.told_at:
            return "told"
        if self.gave_up_at:
            return "given_up"
        return "on_its_way" if self.due_at else "on_the_list"

    def can_be_sent_again(self) -> bool:
        """Nothing of it is on its way, and there is somewhere to send it."""
        return self.due_at is None and bool(settings.TELLING_URL)

    @transaction.atomic
    def answered(self, status: int, now: datetime | None = None) -> bool:
        """Write down how this attempt went. False when a later one knows more.

        2xx is told. Anything else is tried again, later and later, until that is enough.
        """
        mine, now = self.attempts, now or timezone.now()
        self._hold()
        is_told = 200 <= status < 300
        if self.told_at or (self.attempts != mine and not is_told):
            return False
        self.last_status = status
        if is_told:
            self._settle("telling.told", now, told_at=now)
        elif self.attempts >= settings.MENTORING["TELLING_TRIES"]:
            self.give_up(now)
        else:
            self._settle("", now, due_at=now + wait_after(self.attempts))
        return True

    def give_up(self, now: datetime) -> None:
        """Nothing more is tried by itself. Held by the caller."""
        self._settle("telling.given_up", now, gave_up_at=now)

    @transaction.atomic
    def send_again(self, by: Member, now: datetime | None = None) -> bool:
        """Somebody of the office has it sent once more, under the same id. False while it waits.

        Raises:
            NotAllowed: messages are not set up.
        """
        self._hold()
        if self.due_at:
            return False
        if not self.can_be_sent_again():
            raise NotAllowed(_("There is no address to send this to. The operator can give one."))
        now = now or timezone.now()
        self.attempts = 0
        self._settle("telling.sent_again", now, by=by, due_at=now)
        tell_cilip.enqueue()
        return True

    def _hold(self) -> None:
        self.refresh_from_db(from_queryset=Telling.objects.select_for_update(no_key=True))

    def _settle(
        self, verb: str, now: datetime, *, by: Member | None = None, **moments: datetime
    ) -> None:
        """Set one of the three moments and clear the others."""
        for name in MOMENTS:
            setattr(self, name, moments.get(name))
        self.save(update_fields=[*MOMENTS, "attempts", "last_status"])
        if verb:
            Event.objects.record(verb, by=by, on=self, at=now)


MOMENTS = ("due_at", "told_at", "gave_up_at")


def wait_after(attempts: int) -> timedelta:
    """Twice as long after each attempt, from a minute on, and by chance a little more or less."""
    longest: Any = min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_WAIT)
    return timedelta(seconds=longest.total_seconds() * CHANCE.uniform(0.75, 1.25))
