"""Sets of training days, and of the places that members have been given on them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentoring.querysets.by_name import named

if TYPE_CHECKING:
    from accounts.models import Member


def counted(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows a day has."""
    of_a_day = rows.filter(day=OuterRef("pk")).order_by().values("day")
    counting = of_a_day.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counting, output_field=IntegerField()), 0)


class TrainingDayQuerySet(models.QuerySet[Any]):
    """Days on which mentors are trained."""

    def to_come(self, today: date) -> Self:
        """Today and later, the next one first."""
        return self.filter(held_on__gte=today).order_by("held_on", "pk")

    def past(self, today: date) -> Self:
        """Before today, the latest first."""
        return self.filter(held_on__lt=today).order_by("-held_on", "-pk")

    def with_counts(self) -> Self:
        """Adds `booked`, `completed` and `open`: booked, with nothing on record yet."""
        bookings, done = named("Booking"), named("TrainingCompletion").standing()
        return self.annotate(
            booked=counted(bookings.kept()),
            completed=counted(done),
            open=counted(bookings.unsettled()),
        )

    def lock(self, day: Any) -> Any:
        """The day as it is now, held until the transaction ends."""
        return self.select_for_update(no_key=True, of=("self",)).get(pk=day.pk)


class BookingQuerySet(models.QuerySet[Any]):
    """Members on the rolls of training days."""

    def of(self, member: "Member") -> Self:
        """The member's own, and nobody else's."""
        return self.filter(member=member)

    def kept(self) -> Self:
        """Not given back."""
        return self.filter(given_back_at__isnull=True)

    def unsettled(self) -> Self:
        """Kept, not put down as absent, and without a record of that day, whatever became of it."""
        done = named("TrainingCompletion").filter(day=OuterRef("day"))
        is_done = models.Exists(done.filter(member=OuterRef("member")))
        return self.kept().filter(~is_done, absent_at__isnull=True)

    def to_come(self, today: date) -> Self:
        """Kept, for days that are still to come and take place, the next one first."""
        coming = self.kept().filter(day__held_on__gte=today, day__cancelled_at__isnull=True)
        return coming.select_related("day").order_by("day__held_on", "pk")

    def hold(self, day: Any) -> list[Any]:
        """The whole roll with its members, all of it held, in the order of the members.

        One statement for the bookings, the members and the day: whoever records the same
        roll, or the same people by another list, waits for it. Whoever was booked while we
        waited is not in it: only with the day held is the roll read for good (`on_roll`).
        """
        roll = self.filter(day=day).select_related("member", "day").order_by("member_id")
        return list(roll.select_for_update(no_key=True, of=("self", "member", "day")))

    def on_roll(self) -> Self:
        """In the order of the members, and not held.

        To hold a booking after its day would cross the order of the locks; and nobody is
        booked while the day is held.
        """
        return self.order_by("member_id")

    def by_name(self) -> Self:
        """With the members and their levels, in the order of their names."""
        people = self.select_related("member__registrant__level")
        return people.order_by("member__filed_as", "pk")
