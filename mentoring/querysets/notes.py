"""Sets of what members note and keep for themselves."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import Member
from mentoring.querysets.by_name import named


class MarkQuerySet(models.QuerySet[Any]):
    """What members have noted about mentors. A page asks for the member's own alone."""

    def of(self, member: "Member") -> Self:
        """All that this member has noted, and nobody else's."""
        return self.filter(member=member)

    def by(self, member: "Member", about: Any) -> Any:
        """The member's mark on a mentor; an unsaved empty one before the first act."""
        mark = self.of(member).filter(profile=about).first() or self.model()
        mark.member, mark.profile = member, about
        return mark

    def shortlisted(self) -> Self:
        return self.filter(shortlisted_at__isnull=False)

    def hidden(self) -> Self:
        return self.filter(hidden_at__isnull=False)

    def watched(self) -> Self:
        """Whose member has asked to be told when there is a place."""
        return self.filter(watched_since__isnull=False)

    def due(self, on: date | None = None) -> Self:
        """Watched, and the mentor can be proposed to now; who asked first comes first."""
        with_a_place = named("MentorProfile").proposable(on).values("pk")
        due = self.watched().filter(profile__in=with_a_place, member__is_active=True)
        apart = named("Block").between(OuterRef("member"), OuterRef("profile__member"))
        return due.filter(~Exists(apart)).order_by("watched_since", "pk")


class SavedSearchQuerySet(models.QuerySet[Any]):
    """What members keep of what they looked for. A page asks for the member's own alone."""

    def of(self, member: "Member | int") -> Self:
        """All that this member keeps, the newest first, and nobody else's."""
        return self.filter(member=member).order_by("-saved_at", "-pk")

    def with_letters(self) -> Self:
        """Whose member wants to hear of new mentors."""
        return self.filter(letters_since__isnull=False)

    def due(self, day: date) -> Self:
        """With letters, and their member has had none on this day of the scheme."""
        written = named("SearchLetter").filter(day=day)
        due = self.with_letters().filter(member__is_active=True)
        return due.exclude(member__in=written.values("member"))


class BlockQuerySet(models.QuerySet[Any]):
    """Who wants nothing more to do with whom. A page asks for those a member has made alone."""

    def between(self, one: Any, other: Any) -> Self:
        """The blocks that keep two members apart, whichever of them made one."""
        return self.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one))

    def of(self, member: "Member") -> Self:
        """Those that this member has made, the newest first."""
        return self.filter(blocker=member).order_by("-blocked_at", "-pk")
