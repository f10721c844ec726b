"""A member who would like to become a mentor, and is not trained yet."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.querysets.by_name import named


class Interested(models.Model):
    """Since when they would like to; the office sees them for the next training day."""

    interested_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        _hold: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def say_interest(self, by: Member) -> bool:
        """Tell the office that one would like to be trained. False when that is said already.

        Raises:
            NotAllowed: for anybody but the member, or once training is on record.
        """
        self._hold(by)
        if self.interested_at:
            return False
        if named("TrainingCompletion").counting().filter(member=by).exists():
            raise NotAllowed(_("Your training is on record. You can list yourself."))
        self._say(timezone.now(), "mentor.interested", by)
        return True

    @transaction.atomic
    def take_interest_back(self, by: Member) -> bool:
        """One would rather not, or not now. False when nothing was said."""
        self._hold(by)
        if not self.interested_at:
            return False
        self._say(None, "mentor.not_interested", by)
        return True

    def _say(self, at: Any, verb: str, by: Member) -> None:
        self.interested_at = at
        self.save(update_fields=["interested_at"])
        Event.objects.record(verb, by=by, on=self)
