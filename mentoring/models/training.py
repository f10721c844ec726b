"""Mentor training that administrators have recorded: the gate to being a mentor."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, one_of
from lib.refusals import NotAllowed
from mentoring.models.certificate import CERTIFICATE_CONSTRAINTS, Certified
from mentoring.models.profile import MentorProfile
from mentoring.models.training_guards import lock_members, require_past, require_recorder
from mentoring.models.validity import VALIDITY_CONSTRAINTS, Lapsing
from mentoring.models.watchers import call_watchers
from mentoring.querysets import TrainingQuerySet
from mentoring.states import Kind, Mode
from mentoring.tasks import announce, announce_all

EARLIEST = date(1980, 1, 1)


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
            rows = self._new_rows(list(members), facts, by)
            self.write(rows)
        return [row.member for row in rows]

    def write(self, rows: list["TrainingCompletion"], beside: Sequence[Event] = ()) -> None:
        """Save new completions, each with its row of history and its letter.

        Args:
            beside: further rows of history of the same act.
        """
        for row in rows:
            row.begin_clock(row.recorded_at)
        self.bulk_create(rows)
        events = [
            Event.of("training.recorded", by=row.recorded_by, on=row, at=row.recorded_at)
            for row in rows
        ]
        Event.objects.bulk_create([*events, *beside])
        announce_all(events)
        call_watchers(*(row.member_id for row in rows))

    def hold_standing(self, rows: TrainingQuerySet) -> list["TrainingCompletion"]:
        """Those of them that stand, with their members, held until the transaction ends.

        They are held first and asked afterwards, so that a correction is seen that was
        written while we waited.
        """
        held = rows.order_by("member", "pk").select_for_update(no_key=True, of=("self",))
        keys = list(held.values_list("pk", flat=True))
        standing = self.standing().filter(pk__in=keys)
        return list(standing.select_related("member").order_by("pk"))

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


class TrainingCompletion(Certified, Lapsing):
    """One completed training of one member. Corrected by adding, never by overwriting."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training_completions"
    )
    completed_on = models.DateField(_("completed on"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INITIAL)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.IN_PERSON)
    provider = models.CharField(_("provider"), max_length=120, blank=True)
    day = models.ForeignKey(
        "mentoring.TrainingDay",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="completions",
    )
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
            *CERTIFICATE_CONSTRAINTS,
            *VALIDITY_CONSTRAINTS,
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
            models.UniqueConstraint(
                name="one_completion_per_training_day_and_member",
                fields=["day", "member"],
                condition=Q(day__isnull=False, withdrawn_at__isnull=True, corrects__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {date_format(self.completed_on, 'j F Y')}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_standing(self) -> bool:
        """Neither withdrawn nor corrected. It counts as well until it lapses."""
        return not self.why_not()

    @property
    def is_corrected(self) -> bool:
        return hasattr(self, "correction")

    def can_be_changed_by(self, member: Member) -> bool:
        """Whether `member` may correct or withdraw it: it stands, and they record training."""
        return not self.why_not() and member.may(Permission.RECORD_TRAINING)

    def why_not(self) -> str:
        """Why this record is not the one to change, as a sentence; nothing while it stands."""
        if self.is_withdrawn:
            return str(_("This record was withdrawn. Record the training again instead."))
        if self.is_corrected:
            return str(_("This record was corrected. Use the newer record instead."))
        return ""

    def others(self) -> TrainingQuerySet:
        """The member's other completions that stand: while there is one, they stay trained."""
        others = TrainingCompletion.objects.standing().filter(member=self.member_id)
        return others.exclude(pk=self.pk)

    @property
    def facts(self) -> TrainingFacts:
        """What is written down here of the training itself."""
        return TrainingFacts(**{f.name: getattr(self, f.name) for f in fields(TrainingFacts)})

    def is_like(self, facts: TrainingFacts) -> bool:
        """Whether these are of the same date and kind, and so of the same training day."""
        return (self.completed_on, self.kind) == (facts.completed_on, facts.kind)

    @transaction.atomic
    def correct(self, facts: TrainingFacts, by: Member) -> "TrainingCompletion":
        """Add a completion that stands in place of this one; this one stays readable.

        Returns:
            The completion added; or the one that corrects this already, when it says the same.

        Raises:
            NotAllowed: when `by` may not, this one no longer stands, nothing would be
                different, the result is on record already, or the day is yet to come.
        """
        require_recorder(by)
        require_past(facts.completed_on)
        held = self._hold()
        if held.is_corrected and held.correction.facts == facts:
            return held.correction
        held._require_standing()
        if held.facts == facts:
            raise NotAllowed(_("Nothing is different from the record. Change what is wrong in it."))
        if self.others().filter(completed_on=facts.completed_on, kind=facts.kind).exists():
            raise NotAllowed(_("Another record of this member has this date and kind already."))
        added = TrainingCompletion.objects.create(
            member_id=self.member_id,
            recorded_by=by,
            recorded_at=timezone.now(),
            corrects=self,
            day_id=self.day_id if held.is_like(facts) else None,
            **asdict(facts),
            **held.clock_under(facts.completed_on),
        )
        announce(Event.objects.record("training.corrected", by=by, on=added, at=added.recorded_at))
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
        held = self._hold()
        if held.is_withdrawn:
            return False
        held._require_standing()
        if not reason.strip():
            raise NotAllowed(_("Say why the record is withdrawn."))
        self.withdrawn_at, self.withdrawn_by = timezone.now(), by
        self.withdrawal_reason = reason.strip()
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        announce(Event.objects.record("training.withdrawn", by=by, on=self, at=self.withdrawn_at))
        return True

    def _hold(self) -> "TrainingCompletion":
        """This record as it is now, locked after the mentor's profile, as in every verb.

        Without it a correction and a withdrawal at one moment would both be written, and
        the mentor would stay trained by a record that the office took back.
        """
        MentorProfile.objects.lock(self.member_id)
        return TrainingCompletion.objects.select_for_update(no_key=True).get(pk=self.pk)

    def _require_standing(self) -> None:
        if why := self.why_not():
            raise NotAllowed(why)
