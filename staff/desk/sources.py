"""Which rows stand on the desk, a set for each matter.

Each has `since` (from when it is so) and `moved_at` (when something last happened to it, so
that a settled row comes back); the longest since stands first.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import (
    Application,
    CheckIn,
    DeskItem,
    Import,
    MentorProfile,
    Pairing,
    TrainingCompletion,
)
from mentoring.querysets.pairings import unanswered_since, waits_for
from mentoring.states import ImportStatus, Matter, Status
from registration.models import in_sight_of
from staff.overview import flagged_mentors, trained_not_listed
from staff.waiting import without_a_mentor

Rows = QuerySet[Any, Any]
SEE = Permission.SEE_QUEUE


def waiting(viewer: Member, now: datetime) -> Rows:
    """Members on a route without a mentor, as long as is set."""
    closed = Pairing.objects.filter(enrolment=OuterRef("pk")).order_by().values("enrolment")
    last = Subquery(closed.annotate(last=Max("closed_at")).values("last"))
    theirs = without_a_mentor(now).filter(in_sight_of(viewer, "member", SEE))
    return theirs.annotate(moved_at=Greatest("since", Coalesce(last, "since")))


def expiring(viewer: Member, now: datetime) -> Rows:
    """Proposals that close soon: whoever is awaited has been reminded as often as we do."""
    days = settings.MENTORING["REMIND_AFTER_DAYS"][-1]
    soon = Pairing.objects.silent().filter(unanswered_since(now - timedelta(days=days)))
    awaited = Q()
    for side in ("mentor", "mentee"):
        awaited |= waits_for(side) & in_sight_of(viewer, side, SEE)
    with_people = soon.filter(awaited).select_related(
        "mentor__mentor_profile", "mentee__mentor_profile", "enrolment__route"
    )
    return with_people.annotate(since=F("awaiting_since"), moved_at=F("awaiting_since"))


def silent(viewer: Member, now: datetime) -> Rows:
    """Mentors who let several proposals close in silence, and have answered none since."""
    few = settings.MENTORING["SHOWN_AFTER_SILENCES"]
    lately = now - timedelta(days=settings.MENTORING["SILENCES_COUNTED_DAYS"])
    later = OuterRef("closed_at")
    answers = Pairing.objects.filter(mentor=OuterRef("mentor")).filter(
        Q(mentor_accepted_at__gt=later)
        | Q(talking_since__gt=later)
        | Q(status=Status.DECLINED, closed_at__gt=later)
    )
    unanswered = Pairing.objects.chosen().filter(status=Status.EXPIRED, closed_at__gte=lately)
    unanswered = unanswered.filter(~Exists(answers), mentor_accepted_at__isnull=True)
    counted = unanswered.filter(mentor=OuterRef("member")).order_by().values("mentor")
    many = counted.annotate(times=Count("pk"), last=Max("closed_at")).filter(times__gte=few)
    moved = Subquery(many.values("last"), output_field=DateTimeField())
    theirs = MentorProfile.objects.filter(in_sight_of(viewer, "member", SEE))
    mentors = theirs.filter(member__is_active=True).select_related("member")
    known = mentors.annotate(times=Subquery(many.values("times")), moved_at=moved)
    return known.filter(moved_at__isnull=False).annotate(since=F("moved_at"))


def not_listed(viewer: Member, now: datetime) -> Rows:
    """Members who are trained and not listed, some days after it was recorded."""
    ago = now - timedelta(days=settings.MENTORING["NOT_LISTED_AFTER_DAYS"])
    latest = TrainingCompletion.objects.counting().filter(member=OuterRef("pk"))
    recorded = Subquery(latest.order_by("-recorded_at").values("recorded_at")[:1])
    applied = Application.objects.waiting().filter(member=OuterRef("pk"))
    return (
        trained_not_listed(viewer)
        .filter(~Exists(applied))
        .annotate(since=recorded, moved_at=recorded)
        .filter(since__lte=ago)
    )


def flagged(viewer: Member, _now: datetime) -> Rows:
    """Mentors of active pairings who are trained no longer. Nothing ends because of it."""
    withdrawn = TrainingCompletion.objects.filter(member=OuterRef("pk")).order_by("-withdrawn_at")
    last = Subquery(withdrawn.exclude(withdrawn_at=None).values("withdrawn_at")[:1])
    gone = TrainingCompletion.objects.lapsed().filter(member=OuterRef("pk")).order_by("-lapsed_at")
    lapsed = Subquery(gone.values("lapsed_at")[:1])
    begun = Max("pairings_as_mentor__activated_at")
    since = Coalesce(lapsed, last, begun)
    return flagged_mentors(viewer).annotate(since=since, moved_at=since)


def help_wanted(viewer: Member, _now: datetime) -> Rows:
    """Who has said that they need help, and nobody has dealt with it."""
    asked = CheckIn.objects.help_wanted().in_sight_of(viewer).with_facts()
    return asked.annotate(since=F("answered_at"), moved_at=F("answered_at"))


def imports(_viewer: Member, _now: datetime) -> Rows:
    """Lists that were looked through, and have rows with a problem that nobody has set aside."""
    read = Import.objects.light().filter(status=ImportStatus.READ, counts__problem__gt=0)
    by = read.select_related("uploaded_by")
    return by.annotate(since=F("uploaded_at"), moved_at=F("uploaded_at"))


def bounced(viewer: Member, _now: datetime) -> Rows:
    """Members whose letters come back; their listing rests, if they had one."""
    theirs = Member.objects.filter(in_sight_of(viewer, "", SEE), bounced_at__isnull=False)
    open_accounts = theirs.filter(is_active=True)
    return open_accounts.annotate(since=F("bounced_at"), moved_at=F("bounced_at"))


def interested(viewer: Member, _now: datetime) -> Rows:
    """Members who would like to become a mentor, and have no training on record."""
    theirs = MentorProfile.objects.filter(in_sight_of(viewer, "member", SEE))
    asked = theirs.filter(interested_at__isnull=False, member__is_active=True)
    untrained = asked.exclude(pk__in=MentorProfile.objects.trained().values("pk"))
    people = untrained.select_related("member")
    return people.annotate(since=F("interested_at"), moved_at=F("interested_at"))


def applied(_viewer: Member, _now: datetime) -> Rows:
    """Applications to be listed that nobody has answered."""
    waiting = Application.objects.waiting().filter(member__is_active=True)
    people = waiting.select_related("member")
    return people.annotate(since=F("applied_at"), moved_at=F("applied_at"))


def lapsing(viewer: Member, _now: datetime) -> Rows:
    """Trainings of listed mentors that were warned of, or have lapsed; nothing renews them."""
    renewed = TrainingCompletion.objects.counting().filter(
        member=OuterRef("member"), completed_on__gte=OuterRef("completed_on")
    )
    listed = MentorProfile.objects.filter(member=OuterRef("member"), listed_at__isnull=False)
    theirs = TrainingCompletion.objects.standing().filter(in_sight_of(viewer, "member", SEE))
    warned = theirs.filter(lapse_warnings__gt=0, member__is_active=True)
    due = warned.filter(~Exists(renewed.exclude(pk=OuterRef("pk"))), Exists(listed))
    since = Coalesce("lapsed_at", "lapse_warned_at")
    return due.select_related("member").annotate(since=since, moved_at=since)


SOURCES: Mapping[Matter, Callable[[Member, datetime], Rows]] = {
    Matter.HELP: help_wanted,
    Matter.FLAGGED: flagged,
    Matter.WAITING: waiting,
    Matter.EXPIRING: expiring,
    Matter.SILENT: silent,
    Matter.APPLIED: applied,
    Matter.LAPSING: lapsing,
    Matter.NOT_LISTED: not_listed,
    Matter.INTERESTED: interested,
    Matter.BOUNCED: bounced,
    Matter.IMPORTS: imports,
}


def on_the_desk(matter: Matter, viewer: Member, now: datetime) -> Rows:
    """The rows of one matter about those whom the viewer works for, the longest wait first."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    rows: Rows = DeskItem.objects.waiting(SOURCES[matter](viewer, now), matter, today)
    return rows.order_by("since", "pk")
