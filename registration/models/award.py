"""Awards that members hold, and the level that follows from them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.managers import require_importer
from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from registration.models.registrant import Registrant
from registration.models.route import Route

EARLIEST_AWARD = date(1950, 1, 1)
ALREADY_REMOVED = _("You have already removed this award.")


def require_award_day(awarded_on: date) -> None:
    """Refuse a day on which nothing that is recorded here can have been awarded.

    Raises:
        NotAllowed: before 1950, or after today where the member is.
    """
    if awarded_on < EARLIEST_AWARD:
        raise NotAllowed(_("Give a date in 1950 or later."))
    if awarded_on > timezone.localdate():
        raise NotAllowed(_("This date is in the future. Give the day of the award."))


class AwardManager(models.Manager["Award"]):
    @transaction.atomic
    def add(self, member: Member, route: Route, awarded_on: date) -> "Award":
        """Record that the member holds an award, and the level that follows from it.

        A route that is no longer offered may be added: the award was made when it was.

        Raises:
            NotAllowed: when the member has recorded this award already, or on such a day
                nothing was awarded.
        """
        require_award_day(awarded_on)
        registrant, _new = Registrant.objects.hold(member)
        try:
            with transaction.atomic():
                award = self.create(member=member, route=route, awarded_on=awarded_on)
        except IntegrityError as taken:
            raise NotAllowed(_("You have already added this award.")) from taken
        registrant.refresh_level()
        Event.objects.record("award.added", by=member, on=award, route=route.pk)
        return award

    @transaction.atomic
    def enter(self, awards: Iterable[tuple[int, int, date]], *, by: Member) -> "list[Award]":
        """Record awards of an old list: the keys of member and route, and the day, of each.

        Writes:
            The award, `award.added` and the level that follows, for each; a few statements
            for all.

        Raises:
            NotAllowed: when `by` may not import lists, or a day is none of an award.
        """
        require_importer(by)
        rows = [Award(member_id=pk, route_id=route, awarded_on=day) for pk, route, day in awards]
        for row in rows:
            require_award_day(row.awarded_on)
        Registrant.objects.hold_all({row.member_id for row in rows})
        self.bulk_create(rows)
        self._put_levels_right({row.member_id for row in rows})
        Event.objects.bulk_create(
            [Event.of("award.added", by=by, on=row, route=row.route_id) for row in rows]
        )
        return rows

    @transaction.atomic
    def take_back(self, keys: Collection[int], *, by: Member) -> None:
        """Remove awards that were entered by mistake.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        rows = list(self.filter(pk__in=keys))
        members = {row.member_id for row in rows}
        Registrant.objects.hold_all(members)
        Event.objects.bulk_create(
            [Event.of("award.removed", by=by, on=row, route=row.route_id) for row in rows]
        )
        self.filter(pk__in=[row.pk for row in rows]).delete()
        self._put_levels_right(members)

    def _put_levels_right(self, members: Collection[int]) -> None:
        """Set the level of each from the awards held now, as `refresh_level` does for one."""
        held = self.filter(member__in=members).order_by("awarded_on", "pk")
        latest = dict(held.values_list("member_id", "route_id"))
        for level in {None, *latest.values()}:
            whose = [pk for pk in members if latest.get(pk) == level]
            Registrant.objects.filter(member__in=whose).update(level=level)

    def was_removed_by(self, member: Member, pk: int) -> bool:
        """Whether the award that had this key was the member's, who took it off."""
        gone = Event.objects.about(Award(pk=pk))
        return gone.filter(verb="award.removed", actor=member).exists()


class Award(models.Model):
    """A route that was awarded to a member, on a day. Stated by the member."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="awards"
    )
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="awards")
    awarded_on = models.DateField(_("date of the award"))

    objects = AwardManager()

    class Meta:
        ordering = ("-awarded_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["member", "route"], name="award_held_once_per_route"),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.awarded_on}"

    @transaction.atomic
    def correct(self, awarded_on: date, by: Member) -> bool:
        """The member puts the date right. False when it was so already.

        Raises:
            NotAllowed: when the award is not the member's own or was removed, or on such
                a day nothing was awarded.
        """
        require_award_day(awarded_on)
        registrant = self._hold(by)
        held = Award.objects.filter(pk=self.pk).values_list("awarded_on", flat=True).first()
        if held is None:
            raise NotAllowed(ALREADY_REMOVED)
        if held == awarded_on:
            return False
        self.awarded_on = awarded_on
        self.save(update_fields=["awarded_on"])
        registrant.refresh_level()
        Event.objects.record("award.corrected", by=by, on=self, route=self.route_id)
        return True

    @transaction.atomic
    def remove(self, by: Member) -> bool:
        """The member takes a mistaken award off their record. False when it was gone already.

        Raises:
            NotAllowed: when the award is not the member's own.
        """
        registrant = self._hold(by)
        removed, _each = Award.objects.filter(pk=self.pk).delete()
        if not removed:
            return False
        registrant.refresh_level()
        Event.objects.record("award.removed", by=by, on=self, route=self.route_id)
        return True

    def _hold(self, by: Member) -> Registrant:
        if by.pk != self.member_id:
            raise NotAllowed(_("Only the member can change this award."))
        registrant, _new = Registrant.objects.hold(by)
        return registrant
