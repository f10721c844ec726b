"""An address at which a calendar program reads a member's meetings, signed out."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring.tasks import announce

BYTES_OF_TOKEN = 32  # 256 bits: nobody guesses it, so a plain hash of it is enough


def hash_of(token: str) -> str:
    """What is kept of a token. The token itself is shown once and kept nowhere."""
    return sha256(token.encode()).hexdigest()


class CalendarFeedManager(models.Manager["CalendarFeed"]):
    @transaction.atomic
    def make(self, member: Member, now: datetime | None = None) -> str:
        """A new address in the place of the one before, if there was one. Returns its token.

        Writes:
            The hash of the token, `feed.made`, a letter to the member, since whoever has
            the address reads the meetings.
        """
        now, token = now or timezone.now(), token_urlsafe(BYTES_OF_TOKEN)
        kept = {"token_hash": hash_of(token), "made_at": now}
        feed, _is_new = self.update_or_create(member=member, defaults=kept)
        announce(Event.objects.record("feed.made", by=member, on=feed, at=now))
        return token

    @transaction.atomic
    def revoke(self, member: Member) -> bool:
        """The address is gone at once. False when there was none."""
        feed = self.select_for_update().filter(member=member).first()
        if feed is None:
            return False
        Event.objects.record("feed.revoked", by=member, on=feed)
        feed.delete()
        return True

    def named_by(self, token: str) -> "CalendarFeed | None":
        """The feed with this address, as long as the account is open."""
        open_ones = self.select_related("member").filter(member__is_active=True)
        return open_ones.filter(token_hash=hash_of(token)).first()


class CalendarFeed(models.Model):
    """One address of one member; a new one ends the old."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = CalendarFeedManager()

    def __str__(self) -> str:
        return f"{self.member_id} {self.made_at:%Y-%m-%d}"
