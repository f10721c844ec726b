"""Sessions in the database, which end by time; a database that fails is not taken for one gone.

When a session began is written in it. When it was last used is not: that would be written by
page views, and one that began before somebody else's act would write over what the act
noted. It is told by the end that stands beside the session, and only that end is moved.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import base, db
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from lib.patience import without_waiting

BEGAN, TIMES = "began_at", "times"
# What is over is kept so long, for the log-in page to say why; the browser keeps its key as long.
KEPT = timedelta(days=14)


class Times(NamedTuple):
    """How long somebody stays signed in, in seconds."""

    idle: int  # without opening a page
    longest: int  # from the log-in, whatever they do


class SessionStore(db.SessionStore):
    """Django's own answers 400 to an end and to a failure, and its page would have to guess
    what was done.

    `is_over` says that somebody was signed in here until their time ended.
    """

    is_over = False
    _ends_at: datetime | None = None  # as the row says

    def load(self) -> dict[str, Any]:
        row = self.model.objects.filter(session_key=self.session_key).first()
        kept = self.decode(row.session_data) if row else {}
        if row and row.expire_date > timezone.now():
            self._ends_at = row.expire_date
            return kept
        self.is_over = SESSION_KEY in kept
        self._session_key = None
        return {}

    def save(self, must_create: bool = False) -> None:
        """Keep the session; raises UpdateError when it was ended meanwhile."""
        try:
            super().save(must_create)
        except base.UpdateError as error:
            if isinstance(error.__context__, (OperationalError, InterfaceError)):
                raise error.__context__ from None
            raise

    def begin(self, times: Times) -> None:
        """Count from now. Without this a session is of nobody, or of before we counted."""
        self[BEGAN] = int(timezone.now().timestamp())
        self[TIMES] = list(times)

    def is_over_by(self, times: Times) -> bool:
        """Whether these times, which may be others than it began with, have ended it."""
        if BEGAN not in self:
            return True
        now = timezone.now()
        seen = self._ends_at - timedelta(seconds=self[TIMES][0]) if self._ends_at else now
        return now >= min(seen + timedelta(seconds=times.idle), self._last(times))

    def see(self, times: Times, every: timedelta) -> None:
        """Note that it is in use, by its end alone; not oftener than `every` so long.

        A database that cannot write is no reason to show no page, nor to wait for one.
        """
        if list(times) != self[TIMES]:
            self[TIMES] = list(times)
        elif self._ends_at and self.get_expiry_date() - self._ends_at >= every:
            row = self.model.objects.filter(session_key=self.session_key)
            with suppress(OperationalError, InterfaceError), without_waiting():
                row.update(expire_date=self.get_expiry_date())

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When it ends if it is not used again."""
        if BEGAN not in self:
            return super().get_expiry_date(**kwargs)
        times = Times(*self[TIMES])
        return min(timezone.now() + timedelta(seconds=times.idle), self._last(times))

    def get_expiry_age(self, **kwargs: Any) -> int:
        """How long the browser keeps the key: longer than it opens anything."""
        if BEGAN not in self:
            return super().get_expiry_age(**kwargs)
        kept = self._last(Times(*self[TIMES])) + KEPT - timezone.now()
        return int(kept.total_seconds())

    def _last(self, times: Times) -> datetime:
        began = datetime.fromtimestamp(self[BEGAN], timezone.get_default_timezone())
        return began + timedelta(seconds=times.longest)

    @classmethod
    def clear_expired(cls) -> None:
        over = timezone.now() - KEPT
        cls.get_model_class().objects.filter(expire_date__lt=over).delete()
