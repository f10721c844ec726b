"""What a member notes about a mentor for themselves: in mind, out of sight, waited for."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from mentoring.models.mark_guards import (
    require_listed,
    require_no_place,
    require_own,
    require_room_to_shortlist,
    require_room_to_watch,
)
from mentoring.models.profile import MentorProfile
from mentoring.querysets import MarkQuerySet
from mentoring.tasks import announce

LONGEST_NOTE = 500
NOTED = ("shortlisted_at", "hidden_at", "watched_since", "note")


class MentorMark(models.Model):
    """One member's mark on one mentor. Nobody else sees it, the mentor and the office included.

    The last word counts: hiding takes a mentor off the shortlist and stops the watch,
    and either of these two brings a hidden mentor back. A note stays until it is emptied.
    The history of a mark stands on the mark, so that no mentor's timeline tells of it, and
    a mark stays when nothing is left on it, since its history leads to the mentor by it.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks"
    )
    profile = models.ForeignKey(MentorProfile, on_delete=models.CASCADE, related_name="marks")
    shortlisted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    watched_since = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("my private note"), max_length=LONGEST_NOTE, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["profile"], condition=Q(watched_since__isnull=False), name="mark_watched"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "profile"], name="one_mark_per_member_and_mentor"
            ),
            models.CheckConstraint(
                name="mark_not_shortlisted_and_hidden",
                condition=Q(shortlisted_at__isnull=True) | Q(hidden_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mark_not_hidden_and_watched",
                condition=Q(hidden_at__isnull=True) | Q(watched_since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.profile_id}"

    @property
    def is_shortlisted(self) -> bool:
        return self.shortlisted_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_watched(self) -> bool:
        """The member has asked to be told when there is a place."""
        return self.watched_since is not None

    # The verbs: a mark is changed by the member whose it is, and is never on oneself --------

    @transaction.atomic
    def shortlist(self, by: Member) -> bool:
        """Keep the mentor in mind. False when on the shortlist already.

        Raises:
            NotAllowed: the mentor is not listed, or the shortlist is full.
        """
        self._hold(by)
        if self.is_shortlisted:
            return False
        require_listed(self.profile, by)
        require_room_to_shortlist(by)
        self._set(shortlisted_at=timezone.now(), hidden_at=None)
        Event.objects.record("mark.shortlisted", by=by, on=self, at=self.shortlisted_at)
        return True

    @transaction.atomic
    def drop(self, by: Member) -> bool:
        """Take the mentor off the shortlist; the note stays. False when not on it."""
        self._hold(by)
        if not self.is_shortlisted:
            return False
        self._set(shortlisted_at=None)
        Event.objects.record("mark.dropped", by=by, on=self)
        return True

    @transaction.atomic
    def write_note(self, by: Member, text: str) -> bool:
        """Write the private note, or empty it. False when it says this already.

        Raises:
            NotAllowed: the first mark on a mentor who is not listed.
        """
        self._hold(by)
        if self.note == text:
            return False
        if self._state.adding:
            require_listed(self.profile, by)
        self._set(note=text)
        Event.objects.record("mark.noted", by=by, on=self)
        return True

    @transaction.atomic
    def hide(self, by: Member) -> bool:
        """See the mentor no more among those found. False when hidden already.

        Raises:
            NotAllowed: the mentor is not listed.
        """
        self._hold(by)
        if self.is_hidden:
            return False
        require_listed(self.profile, by)
        self._set(hidden_at=timezone.now(), shortlisted_at=None, watched_since=None)
        Event.objects.record("mark.hidden", by=by, on=self, at=self.hidden_at)
        return True

    @transaction.atomic
    def show(self, by: Member) -> bool:
        """See a hidden mentor again; not on the shortlist, though. False when not hidden."""
        self._hold(by)
        if not self.is_hidden:
            return False
        self._set(hidden_at=None)
        Event.objects.record("mark.shown", by=by, on=self)
        return True

    @transaction.atomic
    def watch(self, by: Member) -> bool:
        """Ask to be told once when the mentor has a place. False when asked already.

        The mentor's profile is held as well, so that a place which becomes free at this
        moment is either seen here or told to whoever watches.

        Raises:
            NotAllowed: the mentor is not listed, has a place free now, or too many are watched.
        """
        self._hold(by)
        if self.is_watched:
            return False
        require_listed(self.profile, by)
        require_no_place(MentorProfile.objects.lock(self.profile.member_id))
        require_room_to_watch(by)
        self._set(watched_since=timezone.now(), hidden_at=None)
        Event.objects.record("mark.watched", by=by, on=self, at=self.watched_since)
        return True

    @transaction.atomic
    def unwatch(self, by: Member) -> bool:
        """Ask no more. False when not asked, or told since."""
        self._hold(by)
        if not self.is_watched:
            return False
        self._set(watched_since=None)
        Event.objects.record("mark.unwatched", by=by, on=self)
        return True

    @transaction.atomic
    def tell(self) -> bool:
        """The clock tells the member of a place, once for each watch. False when none is due."""
        self._lock()
        if not MentorMark.objects.due().filter(pk=self.pk).exists():
            return False
        self._set(watched_since=None)
        announce(Event.objects.record("mark.told", by=None, on=self))
        return True

    # Beats -----------------------------------------------------------------

    def _hold(self, by: Member) -> None:
        require_own(self, by)
        self._lock()

    def _lock(self) -> None:
        """Hold the member's row, so that two presses queue up; read what is true now."""
        list(Member.objects.select_for_update(no_key=True).filter(pk=self.member_id))
        kept = MentorMark.objects.filter(member=self.member_id, profile=self.profile_id)
        if now := kept.values("pk", *NOTED).first():
            for name, value in now.items():
                setattr(self, name, value)
            self._state.adding = False

    def _set(self, **columns: Any) -> None:
        """Write these columns and no others; the first act of all makes the row."""
        for name, value in columns.items():
            setattr(self, name, value)
        if self._state.adding:
            mine, about = self.member_id, self.profile_id
            self.pk = MentorMark.objects.get_or_create(member_id=mine, profile_id=about)[0].pk
            self._state.adding = False
        self.save(update_fields=list(columns))
