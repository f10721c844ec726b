"""Awards that members hold, and the level that follows from them."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from registration.models.registrant import Registrant
from registration.models.route import Route


class AwardManager(models.Manager["Award"]):
    @transaction.atomic
    def add(self, member: Member, route: Route, awarded_on: date) -> "Award":
        """Record that the member holds an award, and the level that follows from it.

        Raises:
            NotAllowed: when the member has recorded this award already.
        """
        try:
            with transaction.atomic():
                award = self.create(member=member, route=route, awarded_on=awarded_on)
        except IntegrityError as taken:
            raise NotAllowed(_("You have already added this award.")) from taken
        _refresh_level(member)
        Event.objects.record("award.added", by=member, on=award, route=route.pk)
        return award


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
    def remove(self, by: Member) -> None:
        """Take a mistaken award off the member's own record."""
        Event.objects.record("award.removed", by=by, on=self, route=self.route_id)
        self.delete()
        _refresh_level(self.member)


def _refresh_level(member: Member) -> None:
    registrant, _created = Registrant.objects.get_or_create(member=member)
    registrant.refresh_level()
