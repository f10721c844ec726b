"""The letter that tells a member of new mentors: one a day at most, over all their searches."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.utils import timezone
from pyroaring import BitMap

from accounts.models import Member
from history.models import Event
from lib.keys import is_key
from mentoring.tasks import announce

if TYPE_CHECKING:
    from mentoring.models.saved_search import SavedSearch


class SearchLetterManager(models.Manager["SearchLetter"]):
    @transaction.atomic
    def write(self, to: Member, day: date, news: Mapping["SavedSearch", BitMap]) -> "SearchLetter":
        """The clock tells a member of new mentors. Called while the member's row is held.

        Args:
            news: the keys of the new mentors of each search that has some.

        Writes:
            The letter, whom each search was told of, `search_letter.written`, the notice.
        """
        now, letter = timezone.now(), self.create(member=to, day=day)
        for search, new in news.items():
            search.tell(new, now)
        searches = sorted(search.pk for search in news)
        event = Event.objects.record(
            "search_letter.written", by=None, on=letter, at=now, searches=searches
        )
        announce(event)
        return letter

    def named_by(self, token: str) -> "SearchLetter | None":
        """The letter whose link has this token: for some weeks, and while the address stands."""
        key, _colon, _rest = token.partition(":")
        if not is_key(key):
            return None
        letter = self.select_related("member").filter(pk=key).first()
        return letter if letter and letter.is_named_by(token) else None


class SearchLetter(models.Model):
    """One letter to one member on one day of the scheme, which the database gives once."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_letters"
    )
    day = models.DateField()

    objects = SearchLetterManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "day"], name="one_search_letter_per_member_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.day}"

    @property
    def stop_token(self) -> str:
        """What lets whoever has this letter stop these letters, and do nothing else."""
        return self.signer.sign(str(self.pk))

    def is_named_by(self, token: str) -> bool:
        """Whether the token is this letter's, and not too old."""
        try:
            self.signer.unsign(token, max_age=timedelta(days=settings.MENTORING["STOP_LINK_DAYS"]))
        except BadSignature:
            return False
        return True

    @property
    def signer(self) -> TimestampSigner:
        """Of this one purpose, and of the address that the letter went to."""
        return TimestampSigner(salt=f"mentoring.search_letter.stop:{self.member.email}")
