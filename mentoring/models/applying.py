"""Where the office answers applications: a trained member applies before the first listing."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.confirmation import AskedToConfirm
from mentoring.models.pairing_races import in_turn
from mentoring.querysets.by_name import named


class Applying(AskedToConfirm):
    """Since when they have been in the directory for the first time, and the way there."""

    first_listed_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        _hold: Any
        member_id: int
        why_not_listed: Any

    class Meta:
        abstract = True

    @property
    def must_apply(self) -> bool:
        """Whether the office is asked first: a setting, and never of who has been listed."""
        asks = bool(settings.MENTORING["APPLICATIONS_ARE_ANSWERED"])
        return asks and self.first_listed_at is None

    @property
    def can_apply(self) -> bool:
        """Whether there is something to apply for, and nothing missing."""
        return self.must_apply and not (self.listed_at or self.why_not_listed())

    def waiting_application(self) -> Any:
        """The one that the office has not answered, or None."""
        return named("Application").waiting().filter(member=self.member_id).first()

    @in_turn
    def apply(self, by: Member, words: str = "", now: datetime | None = None) -> bool:
        """Ask the office to be listed; it confirms the places as well. False when that is done.

        Raises:
            NotAllowed: for anybody but the mentor, without training, with an empty profile, or
                where one can list oneself.
        """
        self._hold(by)
        if self.waiting_application():
            return False
        if self.listed_at:
            raise NotAllowed(_("You need not apply: you are listed already."))
        if not self.must_apply:
            raise NotAllowed(_("You need not apply. List yourself when you want to be found."))
        if missing := self.why_not_listed():
            raise NotAllowed(missing)
        at = now or timezone.now()
        self.availability_confirmed_on = timezone.localdate(at)
        self.save(update_fields=["availability_confirmed_on"])
        facts = {"words": words.strip(), "applied_at": at}
        application = named("Application").create(member=by, **facts)
        Event.objects.record("application.made", by=by, on=application, at=at)
        return True

    def drop_application(self) -> None:
        """Nothing waits any more: the mentor lists themselves. The caller holds the profile."""
        if application := self.waiting_application():
            application.take_back(application.member)
