"""The mentoring record: a paper of both, with a code by which the office knows it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.codes import LENGTH, in_groups, new_code, read_code
from lib.constraints import exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.models.record_facts import RecordFacts, day, facts_of
from mentoring.states import STARTED, Side, Status

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

OVER = [Status.COMPLETED.value, Status.ENDED.value]
# What tells two records of one pairing apart; the rest follows from the pairing.
TELLING = (
    *("mentee_name", "mentee_number", "mentor_name", "mentor_number"),
    *("route", "status", "meetings", "minutes"),
)


class RecordManager(models.Manager["MentoringRecord"]):
    @in_turn
    def issue(
        self, pairing: "Pairing", by: Member, now: datetime | None = None
    ) -> tuple["MentoringRecord", bool]:
        """Put down what is true now. The record of the same facts, and False, if there is one.

        Writes:
            The record with a code of its own, `record.issued`.

        Raises:
            NotAllowed: the pairing never started, or is somebody else's.
        """
        pairing.hold()
        now = now or timezone.now()
        if not pairing.can_be_recorded_by(by):
            raise NotAllowed(_("There is a mentoring record once a pairing has started."))
        facts = facts_of(pairing, now)
        if kept := self.filter(pairing=pairing, **facts).first():
            return kept, False
        record = self.create(
            pairing=pairing, side=pairing.side_of(by), issued_at=now, code=new_code(), **facts
        )
        Event.objects.record("record.issued", by=by, on=record, at=now)
        return record, True

    @in_turn
    def confirm(
        self, typed: str, by: Member, now: datetime | None = None
    ) -> "MentoringRecord | None":
        """The record that has this code, for the office, which then stands in the history."""
        record = self.filter(code=read_code(typed)).first()
        if record:
            Event.objects.record("record.confirmed", by=by, on=record, at=now)
        return record

    def newest_of(self, pairing: "Pairing") -> "MentoringRecord | None":
        """What was issued last; in one pairing both have the same."""
        return self.filter(pairing=pairing).order_by("-issued_at", "-pk").first()


class MentoringRecord(RecordFacts):
    """Who mentored whom, for what, from when to when, and how often they met."""

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="records"
    )
    code = models.CharField(max_length=LENGTH)
    side = models.CharField(max_length=6, choices=Side)
    issued_at = models.DateTimeField()

    objects = RecordManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="a_code_is_of_one_record"),
            models.UniqueConstraint(
                fields=["pairing", *TELLING], name="one_record_per_pairing_and_facts"
            ),
            one_of("record_is_issued_to_one_of_the_two", "side", Side.values),
            one_of("record_is_of_a_started_pairing", "status", [each.value for each in STARTED]),
            exactly_when("record_closed_on_when_closed", "closed_on", Q(status__in=OVER)),
            in_order("record_starts_after_mentee_accepts", "mentee_accepted_on", "started_on"),
            in_order("record_starts_after_mentor_accepts", "mentor_accepted_on", "started_on"),
            in_order("record_closes_after_start", "started_on", "closed_on"),
            models.CheckConstraint(
                name="record_minutes_are_of_meetings", condition=Q(minutes=0) | Q(meetings__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.shown_code}"

    @property
    def shown_code(self) -> str:
        return in_groups(self.code)

    @property
    def issued_on(self) -> date | None:
        return day(self.issued_at)

    def says(self, facts: dict[str, object]) -> bool:
        """Whether it says just these facts."""
        return all(getattr(self, name) == value for name, value in facts.items())
