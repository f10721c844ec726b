"""A member's own marks, as their page shows them: in mind, waited for, hidden."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.directory.mentor_page import MentorPage
from mentoring.models import MentorMark, MentorProfile


@dataclass(frozen=True)
class Marked:
    """One mark with its mentor, who is not named while they are not in the directory."""

    mark: MentorMark
    page: MentorPage | None = None
    can_propose: bool = False
    number: int = 0  # what tells those who are not named from one another

    @property
    def pk(self) -> int:
        """The key by which the mentor is addressed."""
        return self.mark.profile_id

    @property
    def name(self) -> str:
        if self.page is None:
            words = _("Mentor %(number)d, who is not in the directory now")
            return words % {"number": self.number}
        return self.page.mentor.name


@dataclass
class Shortlist:
    """All marks of one member, in three queries.

    Args:
        writing: a mark whose note is being written, which then has its row in any case.
    """

    member: Member
    writing: MentorMark | None = None

    @cached_property
    def rows(self) -> list[Marked]:
        marks = {mark.profile_id: mark for mark in MentorMark.objects.of(self.member)}
        if self.writing is not None:
            marks.setdefault(self.writing.profile_id, self.writing)
        shown = MentorProfile.objects.shown_to(self.member)
        mentors = shown.with_places().with_work().in_bulk(list(marks))
        open_to = MentorProfile.objects.open_to(self.member).filter(pk__in=mentors)
        can_be_asked = set(open_to.values_list("pk", flat=True))
        pages = {pk: MentorPage(mentor, self.member) for pk, mentor in mentors.items()}
        numbers = {
            pk: number for number, pk in enumerate([pk for pk in marks if pk not in pages], 1)
        }
        return [
            Marked(mark, pages.get(pk), pk in can_be_asked, numbers.get(pk, 0))
            for pk, mark in marks.items()
        ]

    @property
    def shortlisted(self) -> list[Marked]:
        """In mind, the newest first."""
        return self._since("shortlisted_at")[::-1]

    @property
    def noted(self) -> list[Marked]:
        """With a note, and not on the shortlist, so that no note is out of reach."""
        others = (row for row in self.rows if not row.mark.is_shortlisted)
        return [row for row in others if row.mark.note or self._is_being_written(row)]

    @property
    def watched(self) -> list[Marked]:
        """Waited for, the longest wait first."""
        return self._since("watched_since")

    @property
    def hidden(self) -> list[Marked]:
        """Out of sight, the newest first."""
        return self._since("hidden_at")[::-1]

    @property
    def is_empty(self) -> bool:
        return not (self.shortlisted or self.noted or self.watched or self.hidden)

    @property
    def can_be_compared(self) -> bool:
        """Two mentors at least whom the member may see."""
        return sum(row.page is not None for row in self.shortlisted) > 1

    def _since(self, moment: str) -> list[Marked]:
        """The rows whose mark has this moment, the oldest first."""
        rows = (row for row in self.rows if getattr(row.mark, moment))
        return sorted(rows, key=lambda row: getattr(row.mark, moment))

    def _is_being_written(self, row: Marked) -> bool:
        return self.writing is not None and self.writing.profile_id == row.pk
