"""How a pairing started: two yeses of their own, in order, through the gate."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import TrainingCompletion
from mentoring.models.pairing_constraints import BOTH_ACCEPTED
from mentoring.states import STARTED

CLOCKS_MAY_DIFFER = timedelta(seconds=60)


@must_hold("I1")
def started_means_both_accepted() -> int:
    """A pairing that has started has both acceptances, each with who and when."""
    both = BOTH_ACCEPTED & Q(mentor_accepted_by__isnull=False, mentee_accepted_by__isnull=False)
    return pairings().filter(status__in=STARTED).exclude(both).count()


@must_hold("I1")
def each_yes_is_their_own() -> int:
    """Nobody, staff included, accepts for another."""
    mentors = Q(mentor_accepted_by__isnull=False) & ~Q(mentor_accepted_by=F("mentor"))
    mentees = Q(mentee_accepted_by__isnull=False) & ~Q(mentee_accepted_by=F("mentee"))
    return pairings().filter(mentors | mentees).count()


@must_hold("I2")
def times_are_in_order() -> int:
    """Proposed, then accepted, then started, then closed."""
    yes = ("mentor_accepted_at", "mentee_accepted_at")
    later = [("proposed_at", time) for time in (*yes, "closed_at")]
    later += [(time, "activated_at") for time in yes] + [("activated_at", "closed_at")]
    disorder = Q()
    for before, after in later:
        disorder |= Q(**{f"{after}__lt": F(before)})
    return pairings().filter(disorder).count()


@must_hold("I2")
def nothing_is_in_the_future() -> int:
    """What has happened is not yet to come."""
    now = timezone.now() + CLOCKS_MAY_DIFFER
    pairing_times = ("proposed_at", "mentor_accepted_at", "mentee_accepted_at", "closed_at")
    to_come = Q(*((f"{time}__gt", now) for time in pairing_times), _connector=Q.OR)
    trainings = TrainingCompletion.objects.filter(
        Q(recorded_at__gt=now) | Q(withdrawn_at__gt=now) | Q(completed_on__gt=now.date())
    )
    events = Event.objects.filter(at__gt=now)
    return pairings().filter(to_come).count() + trainings.count() + events.count()


@must_hold("I3")
def started_with_training_on_record() -> int:
    """When a pairing started, a training of the mentor stood on record and counted."""
    start = OuterRef("activated_at")
    stood = (
        TrainingCompletion.objects.filter(member=OuterRef("mentor"), recorded_at__lte=start)
        .filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=start))
        .filter(Q(lapsed_at__isnull=True) | Q(lapsed_at__gt=start))
        .filter(Q(correction__isnull=True) | Q(correction__recorded_at__gt=start))
    )
    return pairings().filter(activated_at__isnull=False).exclude(Exists(stood)).count()


@must_hold("I3")
def started_with_open_accounts() -> int:
    """When a pairing started, neither of the two accounts was closed."""

    def last_told(side: str) -> Subquery:
        told = Event.objects.filter(
            subject_type=Member._meta.label_lower,
            subject_id=OuterRef(side),
            verb__in=("member.closed", "member.reopened"),
            at__lte=OuterRef("activated_at"),
        )
        return Subquery(told.order_by("-at", "-pk").values("verb")[:1])

    started = pairings().filter(activated_at__isnull=False)
    at_start = started.annotate(
        mentor_was=last_told("mentor_id"), mentee_was=last_told("mentee_id")
    )
    return at_start.filter(Q(mentor_was="member.closed") | Q(mentee_was="member.closed")).count()
