"""How is it going? Asked of each side by itself, and what each answers is their own.

Only that somebody needs help reaches the office: who, with whom, on which route, since when.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import both_or_neither, exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import CheckInQuerySet
from mentoring.querysets.by_name import named
from mentoring.states import Feeling, Side
from mentoring.tasks import announce

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


def due_at(activated_at: datetime, number: int) -> datetime:
    """When the question with this number is asked; the first is 1."""
    first, every = settings.MENTORING["CHECK_IN_AFTER_DAYS"], settings.MENTORING["CHECK_IN_EVERY"]
    return activated_at + timedelta(days=first + every * (number - 1))


def number_due(activated_at: datetime, now: datetime) -> int:
    """The question that is due last by now; 0 before the first."""
    first, every = settings.MENTORING["CHECK_IN_AFTER_DAYS"], settings.MENTORING["CHECK_IN_EVERY"]
    return max(0, 1 + ((now - activated_at).days - first) // every)


class CheckInManager(models.Manager.from_queryset(CheckInQuerySet)):  # type: ignore[misc]
    @in_turn
    def ask(self, pairing: "Pairing", now: datetime | None = None) -> bool:
        """Ask both how it is going, each by a letter. False when no question is due.

        What was due meanwhile and was never asked is left out. A question that was not
        answered is replaced by the next.

        Writes:
            A row for each side, `check_in.asked`, the notices; when the next one is due.
        """
        pairing.hold()
        now = now or timezone.now()
        due: Pairing | None = named("Pairing").due_a_check_in(now).filter(pk=pairing.pk).first()
        if due is None or due.activated_at is None:
            return False
        number = max(1, number_due(due.activated_at, now))
        pairing.check_in_at = due_at(due.activated_at, number + 1)
        pairing.save(update_fields=["check_in_at"])
        for side in Side:
            asked = self.create(pairing=pairing, side=side, number=number, asked_at=now)
            announce(Event.objects.record("check_in.asked", by=None, on=asked, at=now))
        return True


class CheckIn(models.Model):
    """One question to one side, and the answer, which the other never sees."""

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="check_ins"
    )
    side = models.CharField(max_length=6, choices=Side)
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=15, choices=Feeling, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CheckInManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["answered_at"],
                condition=Q(answer=Feeling.NEED_HELP, settled_at__isnull=True),
                name="check_in_help_wanted",
            ),
        ]
        constraints = [
            one_of("check_in_is_of_one_of_the_two", "side", Side.values),
            one_of("check_in_answer_is_known", "answer", ["", *Feeling.values]),
            models.CheckConstraint(name="check_in_is_numbered_from_1", condition=Q(number__gte=1)),
            exactly_when("check_in_answered_at_when_answered", "answered_at", ~Q(answer="")),
            in_order("check_in_is_answered_after_it_is_asked", "asked_at", "answered_at"),
            both_or_neither("check_in", "settled"),
            models.CheckConstraint(
                name="check_in_settled_when_help_was_wanted",
                condition=Q(settled_at__isnull=True) | Q(answer=Feeling.NEED_HELP),
            ),
            in_order("check_in_is_settled_after_it_is_answered", "answered_at", "settled_at"),
            models.UniqueConstraint(
                fields=["pairing", "side", "number"],
                name="one_check_in_per_pairing_side_and_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side} {self.number}"

    @property
    def member(self) -> Member:
        """Who is asked."""
        member: Member = getattr(self.pairing, self.side)
        return member

    @property
    def wants_help(self) -> bool:
        return self.answer == Feeling.NEED_HELP

    @in_turn
    def say(self, answer: str, by: Member, now: datetime | None = None) -> bool:
        """One's own answer, or another one than before. False when it is this already.

        Args:
            answer: a value of `Feeling`. Only that help is needed is told, and to the
                office alone.

        Raises:
            NotAllowed: somebody else's, the pairing is closed, asked anew since, or the
                office has dealt with it.
        """
        self.pairing.hold()
        self.refresh_from_db(fields=["answer", "answered_at", "settled_at"])
        self._require_answerable(by)
        if self.answer == answer:
            return False
        self.answer, self.answered_at = answer, now or timezone.now()
        self.save(update_fields=["answer", "answered_at"])
        verb = "check_in.help_wanted" if self.wants_help else "check_in.answered"
        Event.objects.record(verb, by=by, on=self, at=self.answered_at)
        return True

    def _require_answerable(self, by: Member) -> None:
        if not self.pairing.is_active or self.member != by:
            raise NotAllowed(_("This is asked of the two people while their pairing is active."))
        if self.settled_at:
            raise NotAllowed(_("The office has dealt with this. Write to them if there is more."))
        later = CheckIn.objects.filter(pairing=self.pairing, side=self.side, number__gt=self.number)
        if later.exists():
            raise NotAllowed(_("You have been asked anew since. Answer the newer question."))

    @in_turn
    def settle(self, by: Member, now: datetime | None = None) -> bool:
        """Somebody of the office has dealt with it. False when somebody has already.

        Raises:
            NotAllowed: no help is wanted, or no longer.
        """
        self.pairing.hold()
        self.refresh_from_db(fields=["answer", "answered_at", "settled_at", "settled_by"])
        if self.settled_at:
            return False
        if not self.wants_help:
            raise NotAllowed(_("The member no longer asks for help here."))
        self.settled_at, self.settled_by = now or timezone.now(), by
        self.save(update_fields=["settled_at", "settled_by"])
        Event.objects.record("check_in.settled", by=by, on=self, at=self.settled_at)
        return True
