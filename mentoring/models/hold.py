"""What is kept although its time is over, or its member leaves: why, until when, and no longer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, one_of
from lib.refusals import NotAllowed
from mentoring.models.concern import Concern
from mentoring.models.pairing_races import in_turn
from mentoring.models.reading import note_reading
from mentoring.states import Ground
from mentoring.tasks import announce

LONGEST_REASON = 500
# Every hold is looked at again within a year.
LONGEST_DAYS = 366
Held = Member | Concern


@dataclass(frozen=True)
class Terms:
    """Why something is held, in words that the member reads too, and until which day."""

    ground: str
    why: str
    until: date


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> Self:
        return self.filter(lifted_at__isnull=True)

    def for_handling_by(self, member: Member) -> Self:
        """Nobody looks after what is held about themselves."""
        about = Q(concern__isnull=False, concern__about=member)
        return self.exclude(about | Q(member__isnull=False, member=member))

    def told_to(self, member: Member) -> Self:
        """What this member reads of: their own training record, and what they reported.

        Whom a report is about is not told of the report, and so not of its hold.
        """
        theirs = Q(member=member) | Q(concern__reporter=member)
        held = self.standing().filter(theirs).select_related("concern")
        return held.order_by("until", "pk")

    def touching(self, member: Member) -> Self:
        """What holds something about this member."""
        theirs = Q(member=member) | Q(concern__reporter=member) | Q(concern__about=member)
        return self.standing().filter(theirs).order_by("pk")

    def over(self, today: date) -> Self:
        """Those whose day is past, and that nobody has given another."""
        return self.standing().filter(until__lt=today).order_by("until", "pk")

    def ending(self, today: date) -> Self:
        """Those that end soon, of which those who look after them have not been told."""
        soon = today + timedelta(days=settings.MENTORING["HOLD_TOLD_DAYS"])
        untold = self.standing().filter(Q(told_for__isnull=True) | ~Q(told_for=F("until")))
        return untold.filter(until__gte=today, until__lte=soon).order_by("until", "pk")

    @in_turn
    def place(self, on: Held, terms: Terms, by: Member) -> tuple["Hold", bool]:
        """Hold a concern, or the training record of a member.

        Returns:
            The hold; and False when it is held just so already.

        Raises:
            NotAllowed: not theirs to look after, held otherwise, or nothing is left to hold.
        """
        require_hands(on, by)
        require_day(terms.until)
        list(type(on)._base_manager.select_for_update(no_key=True).filter(pk=on.pk))
        if held := self.standing().filter(**of(on)).first():
            if held.terms == terms:
                return held, False
            raise NotAllowed(_("This is held already. Change that hold."))
        if is_gone(on):
            raise NotAllowed(_("Nothing is left of this to hold."))
        hold = self.create(**of(on), **vars(terms), placed_at=timezone.now(), placed_by=by)
        hold.note("hold.placed", by, until=terms.until)
        return hold, True


class Hold(models.Model):
    """That a concern, or what is known of a member's training, is kept until a day.

    What an erasure would take of it stands in `kept` from the erasure on, behind the
    permission of those who handle concerns. Once the hold is over its words are gone.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    concern = models.ForeignKey(Concern, null=True, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(max_length=10, choices=Ground)
    why = models.TextField(max_length=LONGEST_REASON, blank=True)
    until = models.DateField()
    kept = models.TextField(blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The day of which those who look after it were told that it ends then.
    told_for = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("hold_ground_is_known", "ground", Ground.values),
            both_or_neither("hold", "placed"),
            CheckConstraint(
                name="hold_is_on_one_thing",
                condition=Q(member__isnull=True, concern__isnull=False)
                | Q(member__isnull=False, concern__isnull=True),
            ),
            CheckConstraint(
                name="hold_says_why_while_it_stands",
                condition=(Q(lifted_at__isnull=True) & ~Q(why=""))
                | Q(lifted_at__isnull=False, why="", kept=""),
            ),
            UniqueConstraint(
                fields=["member"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold_per_member",
            ),
            UniqueConstraint(
                fields=["concern"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_hold_per_concern",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.until:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("staff:hold_detail", args=[self.pk])

    @property
    def on(self) -> Held:
        """What is held."""
        return self.member or Concern.objects.get(pk=self.concern_id)

    @property
    def terms(self) -> Terms:
        return Terms(self.ground, self.why, self.until)

    @in_turn
    def change(self, terms: Terms, by: Member) -> bool:
        """It was looked at again: other words or another day. False when nothing is other.

        Raises:
            NotAllowed: not theirs to look after, or it has been lifted.
        """
        self.hold_row(by)
        if self.terms == terms:
            return False
        require_day(terms.until)
        vars(self).update(vars(terms))
        self.save(update_fields=list(vars(terms)))
        self.note("hold.changed", by, until=terms.until)
        return True

    @in_turn
    def lift(self, by: Member | None, today: date | None = None) -> bool:
        """It is held no longer: its words go, and what waited for it goes on.

        Args:
            by: nobody when its day is past.
            today: of the clock, which lifts only what is past its day.

        Returns:
            False when it has been lifted, or is not past its day.

        Raises:
            NotAllowed: not theirs to look after.
        """
        self.hold_row(by, or_lifted=True)
        if self.lifted_at or (by is None and today and self.until >= today):
            return False
        self.lifted_at, self.why, self.kept = timezone.now(), "", ""
        self.save(update_fields=["lifted_at", "why", "kept"])
        self.note("hold.lifted", by)
        return True

    @in_turn
    def tell_of_the_end(self, today: date) -> bool:
        """Those who look after it are told that it ends soon. False when they have been."""
        if not Hold.objects.ending(today).filter(pk=self.pk).update(told_for=F("until")):
            return False
        announce(Event.objects.record("hold.ending", by=None, on=self))
        return True

    def read(self, by: Member) -> None:
        """That somebody has looked at it leaves a row as well."""
        note_reading(self, "hold.read", by)

    def note(self, verb: str, by: Member | None, until: date | None = None) -> None:
        """A row of history: keys and days, and no words."""
        said: dict[str, Any] = {"ground": self.ground, "until": until.isoformat() if until else ""}
        Event.objects.record(verb, by=by, on=self, **said)

    def hold_row(self, by: Member | None, or_lifted: bool = False) -> None:
        self.refresh_from_db(from_queryset=Hold.objects.select_for_update(no_key=True))
        if by:
            require_hands(self.on, by)
        if self.lifted_at and not or_lifted:
            raise NotAllowed(_("This hold has been lifted."))


def of(on: Held) -> dict[str, Held]:
    """By which column a hold leads to what it holds."""
    return {"concern" if isinstance(on, Concern) else "member": on}


def require_hands(on: Held, by: Member) -> None:
    """Whoever handles concerns, unless it is about them; raises `NotAllowed`."""
    about = on.about_id if isinstance(on, Concern) else on.pk
    if not by.may(Permission.HANDLE_CONCERNS) or by.pk == about:
        raise NotAllowed(_("This is not yours to look after."))


def require_day(until: date) -> None:
    """A day to come, and no further away than a hold is looked at again; raises `NotAllowed`."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    if not today < until <= today + timedelta(days=LONGEST_DAYS):
        raise NotAllowed(_("Give a day after today, and within a year."))


def is_gone(on: Held) -> bool:
    """Whether an erasure, or the time for which it is kept, has taken it already."""
    if isinstance(on, Concern):
        return Event.objects.about(on).filter(verb="concern.emptied").exists()
    return Member.objects.filter(pk=on.pk, erasure__done_at__isnull=False).exists()
