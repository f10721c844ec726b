"""Sets of mentors, trainings and pairings, in the words of the domain."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mentoring.states import OPEN, Status

if TYPE_CHECKING:
    from accounts.models import Member


def named(model: str) -> "models.Manager[Any]":
    """The manager of one of this app's models: querysets come before models."""
    return apps.get_model("mentoring", model)._default_manager


class TrainingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Completions that count: not withdrawn, and not replaced by a correction."""
        return self.filter(withdrawn_at__isnull=True, correction__isnull=True)


class MentorQuerySet(models.QuerySet[Any]):
    """The three facts of a mentor (house.md 6), each asked of the database itself."""

    def lock(self, member: "Member | int") -> Any:
        """The member's profile, held until the transaction ends, or None.

        The order of locks is the same everywhere: enrolment, profile, pairing. On
        SQLite the transaction itself is the lock (IMMEDIATE).
        """
        return self.select_for_update(no_key=True, of=("self",)).filter(member=member).first()

    def with_places(self) -> Self:
        """Adds `places_taken`: pairings that hold one of the mentor's places."""
        taken = (
            named("Pairing")
            .filter(mentor=OuterRef("member"), slot__isnull=False)
            .order_by()
            .values("mentor")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(places_taken=Coalesce(Subquery(taken, output_field=IntegerField()), 0))

    def trained(self) -> Self:
        """An administrator has recorded training that still stands."""
        return self.filter(
            Exists(named("TrainingCompletion").standing().filter(member=OuterRef("member")))
        )

    def listed(self) -> Self:
        """The member wants to be found, and is trained and has a live account."""
        return self.filter(listed_at__isnull=False, member__is_active=True).trained()

    def available(self, on: date | None = None) -> Self:
        """Not away, and with a place left."""
        return (
            self.with_places()
            .filter(Q(away_until__isnull=True) | Q(away_until__lte=on or timezone.localdate()))
            .filter(capacity__gt=F("places_taken"))
        )

    def proposable(self, on: date | None = None) -> Self:
        """Trained, listed and available: whom a member can propose to."""
        return self.listed().available(on)


class PairingQuerySet(models.QuerySet[Any]):
    def visible_to(self, member: "Member") -> Self:
        """The pairings of a person, as mentor or as mentee. Nobody else's, whoever asks."""
        return self.filter(Q(mentor=member) | Q(mentee=member))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def proposed(self) -> Self:
        return self.filter(status=Status.PROPOSED)

    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def closed(self) -> Self:
        return self.exclude(status__in=OPEN)

    def taking_a_place_of(self, mentor: "Member | int") -> Self:
        """Pairings that hold one of the mentor's places."""
        return self.filter(mentor=mentor, slot__isnull=False)

    def awaiting(self, member: "Member") -> Self:
        """Proposals on which this person's yes or no is still outstanding."""
        return self.proposed().filter(
            Q(mentor=member, mentor_accepted_at__isnull=True)
            | Q(mentee=member, mentee_accepted_at__isnull=True, mentor_accepted_at__isnull=False)
        )

    def overdue(self, now: datetime) -> Self:
        """Proposals whose silence has lasted as long as it may."""
        return self.proposed().filter(
            awaiting_since__lte=now - timedelta(days=settings.MENTORING["EXPIRE_AFTER_DAYS"])
        )

    def due_a_reminder(self, now: datetime) -> Self:
        """Proposals whose awaited side is to be reminded: once for each of the set days."""
        due = Q()
        for number, days in enumerate(settings.MENTORING["REMIND_AFTER_DAYS"]):
            due |= Q(reminders__lte=number, awaiting_since__lte=now - timedelta(days=days))
        return self.proposed().filter(due)

    def with_people(self) -> Self:
        """Both people, what is known of their work, and the route, in one query."""
        return self.select_related(
            "enrolment__route", "mentor__registrant__level", "mentee__registrant__level"
        )
