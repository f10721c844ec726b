"""What the two of a pairing work towards. Nobody else reads it, staff included."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import PlanQuerySet
from mentoring.states import Side

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

LONGEST_AIM = 300


class AimManager(models.Manager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    @in_turn
    def add(
        self, pairing: "Pairing", text: str, *, by: Member, now: datetime | None = None
    ) -> tuple["Aim", bool]:
        """Either side adds an aim. The one that says so already, and False, on a second press.

        Raises:
            NotAllowed: the pairing is not active, has all the aims that it may, or the
                member is not one of the two.
        """
        pairing.hold()
        require_active(pairing, by)
        now = pairing.moment(now)
        standing = self.filter(pairing=pairing).standing()
        if same := standing.filter(text=text).first():
            return same, False
        require_fewer(standing, "MOST_AIMS")
        aim = self.create(pairing=pairing, side=pairing.side_of(by), text=text, added_at=now)
        record(aim, "aim.added", by, now)
        return aim, True


def require_active(pairing: "Pairing", by: Member) -> None:
    """Whether `by` may plan there now; raises `NotAllowed` with what is true."""
    if not pairing.can_be_planned_by(by):
        raise NotAllowed(_("Aims and steps can be changed while the pairing is active."))


def require_fewer(standing: PlanQuerySet, setting: str) -> None:
    """Whether there is room for one more; raises `NotAllowed` when there is not."""
    most = settings.MENTORING[setting]
    if standing.count() >= most:
        raise NotAllowed(_("There are %(most)d already. Take one away first.") % {"most": most})


class Aim(models.Model):
    """One aim of a pairing. Taken away, it leaves its row and its history, and no words."""

    pairing = models.ForeignKey("mentoring.Pairing", on_delete=models.PROTECT, related_name="aims")
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(max_length=LONGEST_AIM, blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AimManager()

    class Meta:
        constraints = [
            one_of("aim_is_of_one_of_the_two", "side", Side.values),
            exactly_when("aim_says_something_until_removed", "removed_at", Q(text="")),
            in_order("aim_is_removed_after_it_is_added", "added_at", "removed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side} {self.pk}"

    @in_turn
    def change(self, text: str, by: Member, now: datetime | None = None) -> bool:
        """Either side puts it in other words. False when it says so already."""
        self._hold(by)
        require_there(self)
        if self.text == text:
            return False
        self.text = text
        self.save(update_fields=["text"])
        record(self, "aim.changed", by, self.pairing.moment(now))
        return True

    @in_turn
    def remove(self, by: Member, now: datetime | None = None) -> bool:
        """Either side takes it away, with its words; its steps stay. False when it is gone."""
        self._hold(by)
        if self.removed_at:
            return False
        self.text, self.removed_at = "", self.pairing.moment(now)
        self.save(update_fields=["text", "removed_at"])
        self.steps.update(aim=None)
        record(self, "aim.removed", by, self.removed_at)
        return True

    def _hold(self, by: Member) -> None:
        """Hold the pairing, and read what is true now."""
        self.pairing.hold()
        self.refresh_from_db(fields=["text", "removed_at"])
        require_active(self.pairing, by)


def record(thing: Any, verb: str, by: Member, at: datetime) -> None:
    """Write the act on an aim or a step into history; a quiet spell is over."""
    thing.pairing.stir(at)
    Event.objects.record(verb, by=by, on=thing, at=at)


def require_there(thing: models.Model) -> None:
    """Whether an aim or a step is still there; raises `NotAllowed` when it is not."""
    if getattr(thing, "removed_at", None):
        raise NotAllowed(_("This has been taken away meanwhile."))
