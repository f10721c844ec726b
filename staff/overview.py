"""How the scheme stands, in counts and in the few names that the office needs."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.models import MentorProfile, Pairing, PastCount, TrainingCompletion
from mentoring.states import Counted, EndReason, Reason, Status
from registration.models import in_sight_of, noted_in_sight_of
from staff.members import Members, in_sight, with_facts


@dataclass(frozen=True)
class SchemeCounts:
    """Members with open accounts, and what they have to do with mentoring now."""

    members: int
    trained: int
    listed: int
    available: int
    not_listed: int
    proposals: int
    active: int
    reasons: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]


def how_often(reasons: type[Reason | EndReason], counts: dict[str, int]) -> tuple[Any, ...]:
    """Each reason that was given, and how often; few are not told apart, so that nobody is."""
    few = settings.MENTORING["FEWEST_COUNTED"]
    fewer = _("fewer than %(few)d") % {"few": few}
    counted = [(str(why.label), counts[f"{reasons.__name__}_{why.value}"]) for why in reasons]
    return tuple((why, str(n) if n >= few else fewer) for why, n in counted if n)


def scheme_counts(viewer: Member) -> SchemeCounts:
    """Every count as the database has it at this moment, of whom the viewer sees.

    A pairing counts where its mentee belongs.
    """
    people = with_facts(in_sight(viewer).filter(is_active=True)).aggregate(
        members=Count("pk"),
        trained=Count("pk", filter=Q(has_training=True)),
        listed=Count("pk", filter=Q(is_in_directory=True)),
        not_listed=Count("pk", filter=Q(has_training=True, is_in_directory=False)),
    )
    pairings = Pairing.objects.filter(in_sight_of(viewer, "mentee")).aggregate(
        proposals=Count("pk", filter=Q(status="proposed")),
        active=Count("pk", filter=Q(status="active")),
        **{f"Reason_{why}": Count("pk", filter=Q(declined_for=why)) for why in Reason},
        **{f"EndReason_{why}": Count("pk", filter=Q(ended_for=why)) for why in EndReason},
    )
    for why, number in let_go(viewer).items():
        pairings[why] += number
    return SchemeCounts(
        available=MentorProfile.objects.proposable().filter(in_sight_of(viewer, "member")).count(),
        proposals=pairings["proposals"],
        active=pairings["active"],
        reasons=how_often(Reason, pairings),
        endings=how_often(EndReason, pairings),
        **people,
    )


def let_go(viewer: Member) -> Counter[str]:
    """Why pairings came to nothing that are only counted by now, where their mentees worked."""
    theirs = PastCount.objects.of(Counted.CLOSED).filter(noted_in_sight_of(viewer, "mentee_region"))
    given = theirs.exclude(reason="").values_list("status", "reason").annotate(n=Sum("number"))
    kinds = {Status.DECLINED: "Reason", Status.ENDED: "EndReason"}
    return Counter({f"{kinds[Status(status)]}_{why}": n for status, why, n in given.order_by()})


def trained_not_listed(viewer: Member) -> Members:
    """Members who could be listed and are not, in the order of their names."""
    members = with_facts(in_sight(viewer).filter(is_active=True))
    waiting = Q(has_training=True, is_in_directory=False)
    return members.filter(waiting).order_by(Lower("name"), "pk")


def flagged_mentors(viewer: Member) -> QuerySet[Member]:
    """Mentors of active pairings who are not trained now, with `going_on` pairings.

    Nothing ends because of it; somebody of the office has to look.
    """
    counting = TrainingCompletion.objects.counting().filter(member=OuterRef("pk"))
    active = Count("pairings_as_mentor", filter=Q(pairings_as_mentor__status="active"))
    mentors = in_sight(viewer).annotate(going_on=active).filter(going_on__gt=0)
    return mentors.exclude(Exists(counting)).order_by(Lower("name"), "pk")
