"""Mentor training that administrators have recorded: the gate to being a mentor."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, one_of
from lib.refusals import NotAllowed
from mentoring.models.profile import MentorProfile
from mentoring.querysets import TrainingQuerySet
from mentoring.states import Kind, Mode
from mentoring.tasks import announce, announce_all


@dataclass(frozen=True)
class TrainingFacts:
    """What is written down of a completed training, the same for everybody of one day."""

    completed_on: date
    kind: str = Kind.INITIAL
    mode: str = Mode.IN_PERSON
    provider: str = ""
    note: str = ""


class TrainingManager(models.Manager.from_queryset(TrainingQuerySet)):  # type: ignore[misc]
    def record(self, members: Iterable[Member], facts: TrainingFacts, by: Member) -> list[Member]:
        """Record the same completed training for many members in one act.

        A member who already has this very completion on record (same day and kind)
        is left as they are, so that a repeated roll changes nothing.

        Returns:
            The members for whom a completion was written, in the order given.

        Writes:
            One completion, one `training.recorded` event and one mail for each.

        Raises:
            NotAllowed: when `by` may not record training, or the day is yet to come.
        """
        require_recorder(by)
        require_past(facts.completed_on)
        with transaction.atomic():
            rows = self.bulk_create(self._new_rows(list(members), facts, by))
            events = Event.objects.bulk_create(
                [Event.of("training.recorded", by=by, on=r, at=r.recorded_at) for r in rows]
            )
            announce_all(events)
        return [row.member for row in rows]

    def _new_rows(
        self, members: list[Member], facts: TrainingFacts, by: Member
    ) -> list["TrainingCompletion"]:
        now = timezone.now()
        lock_members(members)
        known = set(
            self.standing()
            .filter(member__in=members, completed_on=facts.completed_on, kind=facts.kind)
            .values_list("member_id", flat=True)
        )
        unique = {m.pk: m for m in members if m.pk not in known}
        return [
            TrainingCompletion(member=m, recorded_by=by, recorded_at=now, **asdict(facts))
            for m in unique.values()
        ]


class TrainingCompletion(models.Model):
    """One completed training of one member. Corrected by adding, never by overwriting."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training_completions"
    )
    completed_on = models.DateField(_("completed on"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INITIAL)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.IN_PERSON)
    provider = models.CharField(_("provider"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    objects = TrainingManager()

    class Meta:
        ordering = ("-completed_on", "-pk")
        indexes = [
            models.Index(
                fields=["member"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_not_withdrawn",
            )
        ]
        constraints = [
            one_of("training_kind_is_known", "kind", Kind.values),
            one_of("training_mode_is_known", "mode", Mode.values),
            both_or_neither("training", "recorded"),
            both_or_neither("training", "withdrawn"),
            models.CheckConstraint(
                name="training_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="training_not_a_correction_of_itself",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.completed_on}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_corrected(self) -> bool:
        return hasattr(self, "correction")

    def correct(self, facts: TrainingFacts, by: Member) -> "TrainingCompletion":
        """Add a completion that stands in place of this one; this one stays readable.

        Raises:
            NotAllowed: when `by` may not, this one no longer stands, or the day is yet to come.
        """
        require_recorder(by)
        require_past(facts.completed_on)
        self._require_standing()
        try:
            with transaction.atomic():
                added = TrainingCompletion.objects.create(
                    member=self.member,
                    recorded_by=by,
                    recorded_at=timezone.now(),
                    corrects=self,
                    **asdict(facts),
                )
                event = Event.objects.record("training.corrected", by=by, on=added)
                announce(event)
        except IntegrityError as taken:
            raise NotAllowed(_("This record has been corrected already.")) from taken
        return added

    @transaction.atomic
    def withdraw(self, by: Member, reason: str) -> bool:
        """Take the completion back, with a reason. Hides the mentor, ends no pairing.

        Returns:
            False when it was withdrawn already.

        Raises:
            NotAllowed: when `by` may not, no reason is given, or it was corrected.
        """
        require_recorder(by)
        MentorProfile.objects.lock(self.member_id)
        locked = TrainingCompletion.objects.select_for_update(no_key=True).get(pk=self.pk)
        if locked.is_withdrawn:
            return False
        locked._require_standing()
        if not reason.strip():
            raise NotAllowed(_("Say why the record is withdrawn."))
        self.withdrawn_at, self.withdrawn_by = timezone.now(), by
        self.withdrawal_reason = reason.strip()
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        announce(Event.objects.record("training.withdrawn", by=by, on=self))
        return True

    def _require_standing(self) -> None:
        if self.is_withdrawn:
            raise NotAllowed(_("This record was withdrawn. Record the training again instead."))
        if self.is_corrected:
            raise NotAllowed(_("This record was corrected. Use the newer record instead."))


def lock_members(members: Iterable[Member]) -> None:
    """Hold the members' rows, so that the same roll sent twice at once is written once."""
    held = Member.objects.filter(pk__in=[m.pk for m in members]).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))


def require_recorder(by: Member) -> None:
    """Training is recorded by those who hold the permission, and by nobody else."""
    if not by.may(Permission.RECORD_TRAINING):
        raise NotAllowed(_("Only an administrator can record mentor training."))


def require_past(completed_on: date) -> None:
    """A training that is yet to come is not completed."""
    if completed_on > timezone.localdate():
        raise NotAllowed(_("The date is in the future. Record training once it is completed."))
