"""What can never be false of a pairing, as the database itself holds it (docs/concepts.md)."""

from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from lib.constraints import both_or_neither, exactly_when, in_order, one_of
from mentoring.states import CLOSED, OPEN, STARTED, EndReason, Reason, Status

BOTH_ACCEPTED = Q(mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False)
A_YES = Q(mentor_accepted_at__isnull=False) | Q(mentee_accepted_at__isnull=False)
TAKES_A_PLACE = Q(status=Status.ACTIVE) | Q(
    status=Status.PROPOSED, mentor_accepted_at__isnull=False
)
SUGGESTED = ~Q(proposed_by=F("mentor")) & ~Q(proposed_by=F("mentee"))


def own_yes(side: str) -> CheckConstraint:
    """A side's yes is that person's own: nobody, staff included, accepts for another."""
    return CheckConstraint(
        name=f"pairing_{side}_yes_is_their_own",
        condition=Q(**{f"{side}_accepted_by__isnull": True})
        | Q(**{f"{side}_accepted_by": F(side)}),
    )


def by_one_of_the_two(act: str) -> CheckConstraint:
    """What is done with a pairing is done by its mentor or its mentee."""
    by = f"{act}_by"
    return CheckConstraint(
        name=f"pairing_{act}_by_one_of_the_two",
        condition=Q(**{f"{by}__isnull": True}) | Q(**{by: F("mentor")}) | Q(**{by: F("mentee")}),
    )


PAIRING_CONSTRAINTS = [
    CheckConstraint(name="pairing_not_with_oneself", condition=~Q(mentor=F("mentee"))),
    one_of("pairing_status_is_known", "status", Status.values),
    CheckConstraint(
        name="pairing_started_means_both_accepted",
        condition=~Q(status__in=sorted(STARTED)) | BOTH_ACCEPTED,
    ),
    CheckConstraint(
        name="pairing_proposed_means_a_yes_is_missing",
        condition=~Q(status=Status.PROPOSED) | ~BOTH_ACCEPTED,
    ),
    exactly_when(
        "pairing_activated_at_when_started", "activated_at", Q(status__in=sorted(STARTED))
    ),
    exactly_when("pairing_closed_at_when_closed", "closed_at", Q(status__in=sorted(CLOSED))),
    exactly_when("pairing_slot_when_a_place_is_taken", "slot", TAKES_A_PLACE),
    exactly_when("pairing_noted_when_started", "noted_at", Q(status__in=sorted(STARTED))),
    CheckConstraint(name="pairing_knows_its_route", condition=Q(route__isnull=False)),
    CheckConstraint(
        name="pairing_standard_text_means_a_yes",
        condition=Q(standard_text__isnull=True) | A_YES,
    ),
    CheckConstraint(
        name="pairing_slot_is_1_to_20",
        condition=Q(slot__isnull=True) | Q(slot__gte=1, slot__lte=20),
    ),
    one_of("pairing_reason_is_known", "declined_for", ["", *Reason.values]),
    CheckConstraint(
        name="pairing_reason_and_note_when_declined",
        condition=Q(status=Status.DECLINED) | Q(declined_for="", decline_note=""),
    ),
    CheckConstraint(
        name="pairing_office_note_when_suggested", condition=Q(office_note="") | SUGGESTED
    ),
    one_of("pairing_end_reason_is_known", "ended_for", ["", *EndReason.values]),
    CheckConstraint(
        name="pairing_end_reason_when_ended", condition=Q(status=Status.ENDED) | Q(ended_for="")
    ),
    CheckConstraint(
        name="pairing_paused_while_active",
        condition=Q(paused_at__isnull=True) | Q(status=Status.ACTIVE),
    ),
    exactly_when("pairing_pause_has_a_day", "paused_until", Q(paused_at__isnull=False)),
    by_one_of_the_two("paused"),
    by_one_of_the_two("completion_proposed"),
    CheckConstraint(
        name="pairing_completion_proposed_while_active",
        condition=Q(completion_proposed_at__isnull=True)
        | Q(status__in=[Status.ACTIVE, Status.COMPLETED], paused_at__isnull=True),
    ),
    CheckConstraint(
        name="pairing_completed_was_proposed_to_be",
        condition=~Q(status=Status.COMPLETED) | Q(completion_proposed_at__isnull=False),
    ),
    own_yes("mentor"),
    own_yes("mentee"),
    both_or_neither("pairing", "proposed"),
    both_or_neither("pairing", "mentor_accepted"),
    both_or_neither("pairing", "mentee_accepted"),
    both_or_neither("pairing", "paused"),
    both_or_neither("pairing", "completion_proposed"),
    in_order("pairing_mentor_accepts_after_proposal", "proposed_at", "mentor_accepted_at"),
    in_order("pairing_mentee_accepts_after_proposal", "proposed_at", "mentee_accepted_at"),
    in_order("pairing_is_replied_to_after_proposal", "proposed_at", "replied_at"),
    in_order("pairing_is_noted_from_its_start", "activated_at", "noted_at"),
    in_order("pairing_talks_after_proposal", "proposed_at", "talking_since"),
    CheckConstraint(
        name="pairing_talks_before_mentor_accepts",
        condition=Q(talking_since__isnull=True) | Q(mentor_accepted_at__isnull=True),
    ),
    in_order("pairing_starts_after_mentor_accepts", "mentor_accepted_at", "activated_at"),
    in_order("pairing_starts_after_mentee_accepts", "mentee_accepted_at", "activated_at"),
    in_order("pairing_is_nudged_after_it_went_quiet", "quiet_since", "nudged_at"),
    in_order("pairing_pauses_after_start", "activated_at", "paused_at"),
    in_order("pairing_completion_proposed_after_start", "activated_at", "completion_proposed_at"),
    in_order("pairing_closes_after_completion_proposed", "completion_proposed_at", "closed_at"),
    in_order("pairing_checks_in_after_start", "activated_at", "check_in_at"),
    in_order("pairing_closes_after_proposal", "proposed_at", "closed_at"),
    in_order("pairing_closes_after_start", "activated_at", "closed_at"),
    UniqueConstraint(
        fields=["mentee", "mentor"],
        condition=Q(status__in=sorted(OPEN)),
        name="one_open_pairing_per_two_people",
    ),
    UniqueConstraint(
        fields=["enrolment"],
        condition=Q(status=Status.ACTIVE),
        name="one_active_pairing_per_enrolment",
    ),
    UniqueConstraint(
        fields=["mentor", "slot"],
        condition=Q(slot__isnull=False),
        name="one_slot_per_mentor_and_place",
    ),
]

PAIRING_INDEXES = [
    Index(fields=["mentor", "status"], name="pairing_by_mentor"),
    Index(fields=["mentee", "status"], name="pairing_by_mentee"),
    Index(fields=["awaiting_since"], condition=Q(status=Status.PROPOSED), name="pairing_silence"),
    Index(
        fields=["quiet_since"],
        condition=Q(status__in=sorted(OPEN), nudged_at__isnull=True),
        name="pairing_quiet",
    ),
    Index(
        fields=["awaiting_since"],
        condition=Q(completion_proposed_at__isnull=False, status=Status.ACTIVE),
        name="pairing_completing",
    ),
    # For reports, each of which reads its index alone.
    Index(
        fields=["activated_at", "mentor_sector", "mentee_sector", "route", "mentee_region"],
        condition=Q(activated_at__isnull=False),
        name="pairing_started",
    ),
    Index(
        fields=[
            "noted_at",
            "activated_at",
            "route",
            "mentor_level",
            "mentee_region",
            "mentee_sector",
        ],
        condition=Q(noted_at__isnull=False),
        name="pairing_noted",
    ),
    Index(
        fields=["proposed_at", "replied_at", "route", "mentee_region", "mentee_sector"],
        name="pairing_replied",
    ),
    Index(
        fields=["closed_at", "declined_for", "route", "mentee_region", "mentee_sector"],
        condition=Q(status=Status.DECLINED),
        name="pairing_declined",
    ),
    Index(fields=["check_in_at"], condition=Q(status=Status.ACTIVE), name="pairing_check_in"),
]
