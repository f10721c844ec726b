"""Whether a mentor's places are still right: asked now and then, and the listing rests unanswered.

For twenty years the complaint has been of stale lists. Nobody is taken out without two
letters, and one press puts them back.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import CheckConstraint, Q

from history.models import Event
from lib.constraints import exactly_when
from mentoring.querysets.by_name import named
from mentoring.tasks import announce

ASKED = ("confirmation_asks", "confirmation_asked_on")

CONFIRMATION_CONSTRAINTS = [
    exactly_when("mentor_asked_on_when_asked", "confirmation_asked_on", ~Q(confirmation_asks=0)),
    CheckConstraint(
        name="mentor_asked_while_listed",
        condition=Q(confirmation_asks=0) | Q(listed_at__isnull=False),
    ),
]


class AskedToConfirm(models.Model):
    """Since when a mentor is listed, how old their word is, and the verbs of its clock."""

    listed_at = models.DateTimeField(null=True, blank=True)
    availability_confirmed_on = models.DateField(null=True, blank=True)
    confirmation_asks = models.PositiveSmallIntegerField(default=0)
    confirmation_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def ask_to_confirm(self, today: date) -> bool:
        """Ask the mentor, by a letter, whether their places are right. False when not due."""
        if not named("MentorProfile").hold(self).due_to_confirm(today).exists():
            return False
        self.refresh_from_db(fields=ASKED)
        self.confirmation_asks += 1
        self.confirmation_asked_on = today
        self.save(update_fields=ASKED)
        announce(Event.objects.record("mentor.asked", by=None, on=self))
        return True

    @transaction.atomic
    def pause_listing(self, today: date) -> bool:
        """Take the profile out of the directory until the mentor lists it again.

        Nobody's act: the mentor has been asked as often as is set, and said nothing.
        Pairings and proposals go on. False when not due.
        """
        if not named("MentorProfile").hold(self).unconfirmed(today).exists():
            return False
        self.refresh_from_db()
        self._rest()
        return True

    def rest_if_silent(self) -> None:
        """The same, when proposal after proposal had no answer. Held by the caller."""
        most = settings.MENTORING["REST_AFTER_SILENCES"]
        if self.listed_at and named("Pairing").unanswered_in_a_row(self).count() >= most:
            self._rest(silent=1)

    def rest_if_unreachable(self) -> None:
        """The same, when letters to the mentor come back. Held by the caller."""
        if self.listed_at:
            self._rest(bounced=1)

    def _rest(self, **particulars: Any) -> None:
        self.listed_at = None
        self.no_longer_asked()
        self.save(update_fields=["listed_at", *ASKED])
        announce(Event.objects.record("mentor.paused", by=None, on=self, **particulars))

    def no_longer_asked(self) -> None:
        """There is an answer, or nothing more to ask. The caller saves `ASKED`."""
        self.confirmation_asks, self.confirmation_asked_on = 0, None
