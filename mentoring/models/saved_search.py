"""A search that a member keeps, to open it again and to hear of new mentors who fit."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.saved_search_guards import (
    require_own_search,
    require_room_to_save,
    require_something_asked,
)
from mentoring.querysets import SavedSearchQuerySet

LONGEST_NAME = 80
LONGEST_QUERY = 2000


class SavedSearchManager(models.Manager.from_queryset(SavedSearchQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def keep(self, query: str, by: Member, known: BitMap) -> tuple["SavedSearch", bool]:
        """Keep a search, with letters from now on. The one kept before, and False, when it is.

        Args:
            query: the search as the directory writes it (`Search.to_keep`).
            known: the keys of the mentors who are not new, as they fit now.

        Raises:
            NotAllowed: nothing is asked for, too much is, or as many are kept as may be.
        """
        hold(by.pk)
        if kept := self.of(by).filter(query=query).first():
            return kept, False
        require_something_asked(query, LONGEST_QUERY)
        require_room_to_save(by)
        now = timezone.now()
        search = self.create(
            member=by, query=query, saved_at=now, letters_since=now, known=known.serialize()
        )
        Event.objects.record("search.saved", by=by, on=search, at=now)
        return search, True

    @transaction.atomic
    def stop_all(self, by: Member) -> int:
        """Hear of no more mentors at all. Returns of how many searches one did."""
        return sum(search.stop_letters(by) for search in self.of(by))

    def was_discarded_by(self, member: Member, pk: int) -> bool:
        """Whether the search that had this key was the member's, who deleted it."""
        gone = Event.objects.about(SavedSearch(pk=pk))
        return gone.filter(verb="search.discarded", actor=member).exists()


class SavedSearch(models.Model):
    """One search of one member, as the query string of the directory. Nobody else sees it.

    New is a mentor who fits now and did not when the search was last looked through:
    `known` holds the keys of those who did, and of those whom the member did not meet at
    all: whoever shows a hidden mentor again need not be told of them. Of the mentors that
    the last letter was about, `told` holds the keys.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    query = models.CharField(max_length=LONGEST_QUERY)
    name = models.CharField(
        _("name"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("Leave it empty to call the search by what it asks for."),
    )
    saved_at = models.DateTimeField()
    letters_since = models.DateTimeField(null=True, blank=True)
    known = models.BinaryField()
    told_at = models.DateTimeField(null=True, blank=True)
    told = models.BinaryField(null=True, blank=True)

    objects = SavedSearchManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "query"], name="one_saved_search_per_member_and_query"
            ),
            models.CheckConstraint(name="saved_search_asks_something", condition=~Q(query="")),
            models.CheckConstraint(
                name="saved_search_letters_begin_after_saving",
                condition=Q(letters_since__isnull=True) | Q(letters_since__gte=F("saved_at")),
            ),
            models.CheckConstraint(
                name="saved_search_told_after_saving",
                condition=Q(told_at__isnull=True) | Q(told_at__gte=F("saved_at")),
            ),
            models.CheckConstraint(
                name="saved_search_told_has_whom_and_when",
                condition=Q(told_at__isnull=True, told__isnull=True)
                | Q(told_at__isnull=False, told__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.pk}"

    @property
    def has_letters(self) -> bool:
        """The member wants to hear of new mentors."""
        return self.letters_since is not None

    @property
    def told_of(self) -> BitMap:
        """The keys of the mentors that the last letter was about."""
        return BitMap.deserialize(bytes(self.told)) if self.told else BitMap()

    # The verbs: a search is changed by the member whose it is --------------------------------

    @transaction.atomic
    def rename(self, by: Member, name: str) -> bool:
        """Give it a name, or with nothing call it by what it asks for. False when called so."""
        self._hold(by)
        if self.name == name:
            return False
        self._set(name=name)
        Event.objects.record("search.renamed", by=by, on=self)
        return True

    @transaction.atomic
    def start_letters(self, by: Member, known: BitMap) -> bool:
        """Hear of mentors who are new from now on. False when one does already.

        Args:
            known: the keys of the mentors who are not new, as they fit now.
        """
        self._hold(by)
        if self.has_letters:
            return False
        self._set(letters_since=timezone.now(), known=known.serialize())
        Event.objects.record("search.resumed", by=by, on=self, at=self.letters_since)
        return True

    @transaction.atomic
    def stop_letters(self, by: Member) -> bool:
        """Hear of no more mentors. False when one does not."""
        self._hold(by)
        if not self.has_letters:
            return False
        self._set(letters_since=None)
        Event.objects.record("search.stopped", by=by, on=self)
        return True

    @transaction.atomic
    def discard(self, by: Member) -> bool:
        """Keep it no longer. False when it is gone already."""
        require_own_search(self, by)
        hold(self.member_id)
        if not SavedSearch.objects.filter(pk=self.pk).delete()[0]:
            return False
        Event.objects.record("search.discarded", by=by, on=self)
        return True

    # Beats -----------------------------------------------------------------

    def _hold(self, by: Member) -> None:
        """Read under the lock what is true now.

        Raises:
            NotAllowed: not one's own, or deleted in the meantime.
        """
        require_own_search(self, by)
        hold(self.member_id)
        now = SavedSearch.objects.filter(pk=self.pk).values("name", "letters_since").first()
        if now is None:
            raise NotAllowed(_("You have deleted this search."))
        self.name, self.letters_since = now["name"], now["letters_since"]

    def _set(self, **columns: Any) -> None:
        """Write these columns and no others."""
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=list(columns))

    # The clock: called while the member's row is held -----------------------------------------

    def look(self, fitting: BitMap, known: BitMap) -> BitMap:
        """The keys of those who fit and are new.

        Args:
            fitting: the keys of the mentors who fit now.
            known: the keys of those who are not new from now on.
        """
        before = BitMap.deserialize(bytes(self.known))
        if before != known:
            self._set(known=known.serialize())
        return fitting - before

    def tell(self, new: BitMap, at: datetime) -> None:
        """Note whom a letter is about, in the letter's own transaction."""
        self._set(told=new.serialize(), told_at=at)


def hold(member: int) -> Member | None:
    """Hold the member's row, so that two acts on their searches queue up."""
    return Member.objects.select_for_update(no_key=True).filter(pk=member).first()
