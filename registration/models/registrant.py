"""A member as the profession knows them: where they work and the level they hold."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from registration.models.route import Route
from registration.models.vocabulary import Region, Sector


class RegistrantQuerySet(models.QuerySet["Registrant"]):
    def of(self, member: Member) -> "Registrant":
        """The member's own record, with its terms; an unsaved empty one before the first save."""
        found = self.select_related("sector", "region", "level").filter(member=member).first()
        return found or Registrant(member=member)


class Registrant(models.Model):
    """The professional facts of one member, as mentor and as mentee alike."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrant"
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    level = models.ForeignKey(
        Route,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The route of the award with the latest date. Kept by the award verbs."),
    )

    objects = RegistrantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.member.name

    @transaction.atomic
    def change(self, *, by: Member, **facts: Any) -> None:
        """Write the work details that differ, with one row of history naming the fields.

        Args:
            by: the member themselves.
            facts: any of job_title, organisation, sector, region.
        """
        changed = [name for name, value in facts.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, facts[name])
        if changed or self.pk is None:
            self.save()
            Event.objects.record("registrant.changed", by=by, on=self, fields=changed)

    def refresh_level(self) -> None:
        """Set the level from the awards held: the route of the latest, or none."""
        latest = self.member.awards.order_by("-awarded_on", "-pk").first()
        self.level = latest.route if latest else None
        self.save()
