"""What comes next: steps in the two people's own words, or milestones that a route suggests.

Nothing here is late. A month is what the mentee hopes for, and theirs alone to set.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from lib.constraints import exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.aim import Aim, record, require_active, require_fewer, require_there
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import PlanQuerySet
from mentoring.states import Milestone, Side, milestones_of

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

LONGEST_STEP = 300
UNTICKED: dict[str, Any] = {"done_at": None, "done_side": ""}
NO_WORDS: dict[str, Any] = {"text": "", "milestone": "", "aim": None, "month": None}


class StepManager(models.Manager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    @in_turn
    def add(
        self, pairing: "Pairing", facts: dict[str, Any], *, by: Member, now: datetime | None = None
    ) -> tuple["NextStep", bool]:
        """Either side adds a step. The one that says so already, and False, on a second press.

        Args:
            facts: `text`, or the key of a `milestone` that the route suggests; and, if
                one likes, an `aim` and a `month`, kept as its first day.

        Raises:
            NotAllowed: the pairing is not active, has all the steps that it may, the
                month is not the mentee's own, the aim or milestone is of another, or the
                member is not one of the two.
        """
        pairing.hold()
        require_active(pairing, by)
        facts = fitting(pairing, facts, by)
        now = pairing.moment(now)
        standing = self.filter(pairing=pairing).standing()
        words = {name: facts.get(name, "") for name in ("text", "milestone")}
        # A milestone is there once, a step of their own until it is ticked.
        same = standing if words["milestone"] else standing.undone()
        if there := same.filter(**words).first():
            return there, False
        require_fewer(standing, "MOST_STEPS")
        step = self.create(pairing=pairing, side=pairing.side_of(by), added_at=now, **facts)
        record(step, "step.added", by, now)
        return step, True


def fitting(pairing: "Pairing", facts: dict[str, Any], by: Member) -> dict[str, Any]:
    """These facts, if they fit the pairing and are `by`'s to say; raises `NotAllowed`."""
    if "month" in facts and pairing.side_of(by) != Side.MENTEE:
        raise NotAllowed(_("A month is the mentee’s own to set."))
    aim = facts.get("aim")
    if aim and not Aim.objects.standing().filter(pk=aim.pk, pairing=pairing).exists():
        raise NotAllowed(_("This aim has been taken away meanwhile."))
    known = milestones_of(pairing.enrolment.route.slug)
    if "milestone" in facts and facts["milestone"] not in known:
        raise NotAllowed(_("This is not a milestone of the route."))
    month: date | None = facts.get("month")
    return {**facts, "month": month.replace(day=1)} if month else facts


class NextStep(models.Model):
    """One step. Taken away, it leaves its row and its history, and no words."""

    pairing = models.ForeignKey("mentoring.Pairing", on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(max_length=6, choices=Side)
    aim = models.ForeignKey(
        Aim, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    text = models.TextField(max_length=LONGEST_STEP, blank=True)
    milestone = models.CharField(max_length=10, choices=Milestone, blank=True)
    month = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_side = models.CharField(max_length=6, choices=Side, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StepManager()

    class Meta:
        constraints = [
            one_of("step_is_of_one_of_the_two", "side", Side.values),
            one_of("step_milestone_is_known", "milestone", ["", *Milestone.values]),
            exactly_when(
                "step_says_something_until_removed", "removed_at", Q(text="", milestone="")
            ),
            models.CheckConstraint(
                name="step_is_words_or_a_milestone", condition=Q(text="") | Q(milestone="")
            ),
            one_of("step_is_ticked_by_one_of_the_two", "done_side", ["", *Side.values]),
            exactly_when("step_done_has_when_and_side", "done_at", ~Q(done_side="")),
            in_order("step_is_done_after_it_is_added", "added_at", "done_at"),
            in_order("step_is_removed_after_it_is_added", "added_at", "removed_at"),
            models.UniqueConstraint(
                fields=["pairing", "milestone"],
                condition=~Q(milestone=""),
                name="one_step_per_pairing_and_milestone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side} {self.pk}"

    @property
    def words(self) -> str:
        """What it says: its own words, or the name of the milestone."""
        return self.text or str(self.get_milestone_display())

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @in_turn
    def tick(self, by: Member, now: datetime | None = None) -> bool:
        """Either side says that it is done. False when it is already."""
        self._hold(by)
        require_there(self)
        if self.is_done:
            return False
        now = self.pairing.moment(now)
        self._set("step.done", by, now, done_at=now, done_side=self.pairing.side_of(by))
        return True

    @in_turn
    def reopen(self, by: Member, now: datetime | None = None) -> bool:
        """Either side takes the tick back. False when it is open already."""
        self._hold(by)
        require_there(self)
        if not self.is_done:
            return False
        self._set("step.reopened", by, now, **UNTICKED)
        return True

    @in_turn
    def change(self, facts: dict[str, Any], by: Member, now: datetime | None = None) -> bool:
        """Either side changes the `text` or `aim`, and the mentee the `month`, where given.

        Returns:
            False when it says so already.
        """
        self._hold(by)
        require_there(self)
        new = {name: value for name, value in facts.items() if getattr(self, name) != value}
        if not new:
            return False
        self._set("step.changed", by, now, **fitting(self.pairing, new, by))
        return True

    @in_turn
    def remove(self, by: Member, now: datetime | None = None) -> bool:
        """Either side takes it away, with its words. False when it is gone."""
        self._hold(by)
        if self.removed_at:
            return False
        now = self.pairing.moment(now)
        self._set("step.removed", by, now, removed_at=now, **NO_WORDS)
        return True

    def _hold(self, by: Member) -> None:
        """Hold the pairing, and read what is true now."""
        self.pairing.hold()
        self.refresh_from_db(
            fields=["aim", "text", "milestone", "month", "done_at", "done_side", "removed_at"]
        )
        require_active(self.pairing, by)

    def _set(self, verb: str, by: Member, now: datetime | None, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=list(columns))
        record(self, verb, by, self.pairing.moment(now))
