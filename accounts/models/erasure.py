"""That a member wants to be forgotten: asked for, some days to think again, then done."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.member import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import in_order
from lib.refusals import NotAllowed

LONGEST_IDENTITY = 500
HOLDS_A_ROLE = _(
    "You work in the office. Ask an administrator to take your role first, so that somebody else "
    "looks after what you do."
)

THEY_HOLD_A_ROLE = _(
    "This member holds a role in the office. It is taken first, so that somebody else looks after "
    "what they do."
)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def asked(self) -> Self:
        """Those that are to come."""
        return self.filter(done_at__isnull=True)

    def due(self, now: datetime) -> Self:
        """Those whose time to think again is over."""
        back = Q(warned_at__isnull=False, member__last_login__gt=F("asked_at"))
        return self.asked().filter(due_at__lte=now).exclude(back).order_by("due_at", "pk")

    def of_the_silent(self) -> Self:
        """Those that the clock has begun, as the member has not signed in, and has not since."""
        still = Q(member__last_login__isnull=True) | Q(member__last_login__lte=F("asked_at"))
        return self.asked().filter(still, warned_at__isnull=False)

    def of(self, member: Member) -> "Erasure | None":
        return self.filter(member=member).first()

    @transaction.atomic
    def ask(self, member: Member, now: datetime | None = None) -> Event | None:
        """The member asks to be forgotten. Nothing when they have asked already.

        Writes:
            The row and `member.erasure_asked`, which is returned.

        Raises:
            NotAllowed: while they hold a role of the office.
        """
        return self._begin(member, now, "member.erasure_asked", member)

    @transaction.atomic
    def enter(
        self, member: Member, identity: str, by: Member, now: datetime | None = None
    ) -> Event | None:
        """The office enters what the member has written to it. Nothing when it is asked already.

        Args:
            identity: how the office knows that it is they who wrote.

        Raises:
            NotAllowed: without the permission, or while the member holds a role.
        """
        require_enters(by)
        if member.is_staff:
            raise NotAllowed(THEY_HOLD_A_ROLE)
        noted = {"entered_by": by, "identity": identity}
        return self._begin(member, now, "member.erasure_entered", by, **noted)

    def _begin(
        self, member: Member, now: datetime | None, verb: str, by: Member, **noted: Any
    ) -> Event | None:
        """A wish takes the place of what the clock has begun; it has its own days."""
        now = now or timezone.now()
        require_no_role(member)
        self.asked().filter(member=member, warned_at__isnull=False).delete()
        due = now + timedelta(days=settings.MENTORING["ERASE_AFTER_DAYS"])
        begun = {"asked_at": now, "due_at": due, **noted}
        _row, is_new = self.get_or_create(member=member, defaults=begun)
        if not is_new:
            return None
        return Event.objects.record(verb, by=by, on=member, at=now)

    @transaction.atomic
    def think_again(self, member: Member) -> bool:
        """The member stays after all. False when nothing was asked, or it is done."""
        return self._take_back(self.asked(), "member.erasure_withdrawn", member, member)

    @transaction.atomic
    def lift(self, member: Member, by: Member) -> bool:
        """The office takes back what it has entered. False when there is nothing of it.

        Raises:
            NotAllowed: without the permission.
        """
        require_enters(by)
        entered = self.asked().filter(entered_by__isnull=False)
        return self._take_back(entered, "member.erasure_lifted", member, by)

    def _take_back(self, rows: Self, verb: str, member: Member, by: Member) -> bool:
        taken_back, _each = rows.filter(member=member).delete()
        if taken_back:
            Event.objects.record(verb, by=by, on=member)
        return bool(taken_back)


class Erasure(models.Model):
    """One member's wish to be forgotten. Once it is done, the row says so and names nobody."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # When the member was last told that silence erases the account; empty where they asked.
    warned_at = models.DateTimeField(null=True, blank=True)
    # Who of the office has entered it, and how they know that it was the member who wrote.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    identity = models.TextField(max_length=LONGEST_IDENTITY, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("erasure_is_due_after_it_is_asked", "asked_at", "due_at"),
            in_order("erasure_is_done_when_it_is_due", "due_at", "done_at"),
            in_order("erasure_is_told_from_its_beginning_on", "asked_at", "warned_at"),
            models.CheckConstraint(
                name="erasure_identity_only_where_it_was_entered",
                condition=Q(identity="") | Q(entered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.due_at:%Y-%m-%d}"


def require_enters(by: Member) -> None:
    """Whoever may enter what members have written; raises `NotAllowed`."""
    if not by.may(Permission.ENTER_ERASURES):
        raise NotAllowed(_("This is not yours to enter."))


def require_no_role(member: Member) -> None:
    """Whoever holds a role gives it back first; raises `NotAllowed`."""
    if member.is_staff:
        raise NotAllowed(HOLDS_A_ROLE)


def fingerprint(member: Member) -> str:
    """What tells this member from every other, before and after, and says nothing of them.

    The key alone would not do: after a restore the next member may be given the same.
    """
    return sha256(f"{member.pk} {member.joined_at.isoformat()}".encode()).hexdigest()[:32]
