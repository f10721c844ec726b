"""How many: places of a mentor, pairings of two people, proposals of an enrolment."""

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import more_than, must_hold, pairings
from mentoring.models import ChosenNumber, LineManagement, MentorProfile, Pairing
from mentoring.models.pairing_constraints import TAKES_A_PLACE
from mentoring.states import CLOSED, OPEN


@must_hold("I4")
def places_are_within_bounds() -> int:
    """A mentor has 0 to 20 places, and a place has a number from 1 to 20."""
    most = settings.MENTORING["MOST_CAPACITY"]
    slots = pairings().filter(Q(slot__lt=1) | Q(slot__gt=most))
    return slots.count() + MentorProfile.objects.exclude(capacity__range=(0, most)).count()


@must_hold("I4")
def no_place_is_held_twice() -> int:
    """A place of a mentor is held by one pairing."""
    return more_than(1, pairings().filter(slot__isnull=False), "mentor", "slot")


@must_hold("I4")
def a_place_is_held_exactly_while_taken() -> int:
    """A place is held from the mentor's yes until the pairing closes."""
    held = Q(slot__isnull=False)
    return pairings().filter((TAKES_A_PLACE & ~held) | (held & ~TAKES_A_PLACE)).count()


@must_hold("I4")
def nobody_was_taken_on_above_capacity() -> int:
    """More pairings than places are there only since the mentor lowered the number."""
    more_than_there_are = Q(places_taken__gt=F("capacity"))
    crowded = MentorProfile.objects.with_places().filter(more_than_there_are)
    return sum(not has_lowered_capacity(profile) for profile in crowded)


def has_lowered_capacity(profile: MentorProfile) -> bool:
    """Whether the number of places was last changed after the last place was taken."""
    changes = Event.objects.about(profile).filter(verb="mentor.changed").reverse()
    changed = next((e.at for e in changes if "capacity" in e.particulars["fields"]), None)
    if changed is None:
        return False
    taken = pairings().taking_a_place_of(profile.member_id)
    later = Q(mentor_accepted_at__gt=changed) | Q(activated_at__gt=changed)
    return not taken.filter(later).exists()


@must_hold("I5")
def one_active_pairing_per_enrolment() -> int:
    """An enrolment has one mentor at a time."""
    return more_than(1, pairings().active(), "enrolment")


@must_hold("I5")
def one_open_pairing_per_two_people() -> int:
    """Two people have one proposal or pairing open with each other in these roles."""
    return more_than(1, pairings().filter(status__in=OPEN), "mentee", "mentor")


@must_hold("I5")
def few_open_proposals_per_enrolment() -> int:
    """An enrolment has three proposals of the mentee's open at most (a setting)."""
    most = ChosenNumber.objects.highest("OPEN_PROPOSALS_PER_ENROLMENT")
    return more_than(most, pairings().proposed().chosen(), "enrolment")


@must_hold("I6")
def nobody_mentors_themselves() -> int:
    """Mentor and mentee are two people."""
    return pairings().filter(mentor=F("mentee")).count()


@must_hold("I6")
def no_start_between_manager_and_report() -> int:
    """No pairing started after one of the two had declared line management."""
    declared = LineManagement.objects.filter(declared_at__lte=OuterRef("activated_at")).filter(
        Q(member=OuterRef("mentor"), other=OuterRef("mentee"))
        | Q(member=OuterRef("mentee"), other=OuterRef("mentor"))
    )
    return pairings().filter(Exists(declared)).count()


@must_hold("I10")
def a_start_closes_the_other_proposals() -> int:
    """No proposal is open for an enrolment that has an active pairing."""
    started = Pairing.objects.active().filter(enrolment=OuterRef("enrolment"))
    return pairings().proposed().filter(Exists(started)).count()


@must_hold("I11")
def a_closed_pairing_holds_no_place() -> int:
    """Closing frees the place at once."""
    return pairings().filter(status__in=CLOSED, slot__isnull=False).count()
