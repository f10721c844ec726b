"""Routes worked towards."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import exactly_when, in_order, one_of
from lib.refusals import NotAllowed
from registration.models.registrant import Registrant
from registration.models.route import Route
from registration.models.vocabulary import Region, Sector, Term


class EnrolmentStatus(models.TextChoices):
    OPEN = "open", _("Open")
    COMPLETED = "completed", _("Completed")
    LEFT = "left", _("Left")


# How far one has come with mentoring on a route, in this order: a proposal, a mentor's yes, a
# pairing, a completed one. Mentoring says so.
STAGES = ("asked", "agreed", "started", "mentored")
# Where its member works while it is open, and worked when it was closed.
PLACE = ("region", "sector")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of(self, member: Member) -> Self:
        """The member's own enrolments, newest first, with their routes."""
        return self.filter(member=member).select_related("route").order_by("-opened_at", "-pk")

    def open(self) -> Self:
        return self.filter(status=EnrolmentStatus.OPEN)

    def follow(self, members: Collection[int]) -> None:
        """Write where these members work now into their open enrolments; closed ones stay.

        The caller holds the members' records, under which enrolments begin as well. Held in the
        order of their keys, as everybody does who holds several.
        """
        theirs = self.open().filter(member__in=members)
        keys = list(
            theirs.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True)
        )
        works = Registrant.objects.filter(member=OuterRef("member"))
        place = {name: Subquery(works.values(name)) for name in PLACE}
        self.filter(pk__in=keys).update(**place)

    @transaction.atomic
    def enrol(self, member: Member, route: Route, now: datetime | None = None) -> "Enrolment":
        """Open an enrolment on `route`.

        Raises:
            NotAllowed: when the route is no longer offered, or the member is on it already.
        """
        if route.retired_at is not None:
            raise NotAllowed(_("This route is no longer open for enrolment."))
        works, _is_new = Registrant.objects.hold(member)
        place = {name: getattr(works, name) for name in PLACE}
        opened_at = now or timezone.now()
        try:
            with transaction.atomic():
                enrolment = self.create(member=member, route=route, opened_at=opened_at, **place)
        except IntegrityError as taken:
            raise NotAllowed(_("You are already enrolled on this route.")) from taken
        Event.objects.record(
            "enrolment.opened", by=member, on=enrolment, at=enrolment.opened_at, route=route.pk
        )
        return enrolment


def place_of_work(term: type[Term]) -> Any:
    return models.ForeignKey(
        term, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Enrolment(models.Model):
    """A member working towards a route. It has no deadline."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments"
    )
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=12, choices=EnrolmentStatus, default=EnrolmentStatus.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # When a stage was reached first; what ends later takes nothing back.
    asked_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    mentored_at = models.DateTimeField(null=True, blank=True)
    # Where the member works, for reports; it stays when the enrolment is closed.
    region = place_of_work(Region)
    sector = place_of_work(Sector)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["region", "sector", "route", "member", "id"],
                condition=Q(status="open"),
                name="enrolment_by_place",
            )
        ]
        constraints = [
            one_of("enrolment_status_is_known", "status", EnrolmentStatus.values),
            exactly_when("enrolment_closed_at_when_closed", "closed_at", ~Q(status="open")),
            in_order("enrolment_closed_after_opened", "opened_at", "closed_at"),
            in_order("enrolment_agreed_after_asked", "asked_at", "agreed_at"),
            in_order("enrolment_started_after_agreed", "agreed_at", "started_at"),
            in_order("enrolment_mentored_after_started", "started_at", "mentored_at"),
            models.UniqueConstraint(
                fields=["member", "route"],
                condition=Q(status="open"),
                name="one_open_enrolment_per_member_and_route",
            ),
        ]

    def __str__(self) -> str:
        return str(self.route)

    @property
    def is_open(self) -> bool:
        return self.status == EnrolmentStatus.OPEN

    def reach(self, stage: str, now: datetime) -> None:
        """A stage is reached, and those before it with it; the first time counts.

        The caller holds the enrolment. It is counted in reports, and no rule asks for it.
        """
        *before, last = (f"{name}_at" for name in STAGES[: STAGES.index(stage) + 1])
        first = Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gt": now})
        earliest = {name: Least(Coalesce(name, Value(now)), Value(now)) for name in (*before, last)}
        Enrolment.objects.filter(first, pk=self.pk).update(**earliest)

    def complete(self, by: Member, now: datetime | None = None) -> bool:
        """Close as completed. False when it was so already.

        Raises:
            NotAllowed: when the enrolment is not the member's own, or was left.
        """
        return self._close(EnrolmentStatus.COMPLETED, by, now or timezone.now())

    def leave(self, by: Member, now: datetime | None = None) -> bool:
        """Close as left. False when it was so already.

        Raises:
            NotAllowed: when the enrolment is not the member's own, or was completed.
        """
        return self._close(EnrolmentStatus.LEFT, by, now or timezone.now())

    @transaction.atomic
    def _close(self, status: EnrolmentStatus, by: Member, now: datetime) -> bool:
        locked = Enrolment.objects.select_for_update(no_key=True).get(pk=self.pk)
        if by.pk != locked.member_id:
            raise NotAllowed(_("Only the member can close this enrolment."))
        if locked.status == status:
            return False
        if not locked.is_open:
            raise NotAllowed(_("This enrolment is closed already."))
        self.status, self.closed_at = status, now
        self.save(update_fields=["status", "closed_at"])
        Event.objects.record(f"enrolment.{status}", by=by, on=self, at=now)
        return True
