"""A member's own mentor profile: the three facts, what can be done, the training on record."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Member
from mentoring.models import Application, Booking, MentorProfile, TrainingCompletion


@dataclass
class OwnProfile:
    """What a member sees of themselves as a mentor. The profile may not be written yet."""

    member: Member
    profile: MentorProfile

    @classmethod
    def of(cls, member: Member) -> "OwnProfile":
        """As it stands now."""
        return cls(member, MentorProfile.objects.with_places().of(member))

    @cached_property
    def completions(self) -> list[TrainingCompletion]:
        """All that is on record, newest first: standing, corrected and withdrawn."""
        records = TrainingCompletion.objects.filter(member=self.member)
        return list(records.select_related("recorded_by", "correction"))

    @cached_property
    def bookings(self) -> list[Booking]:
        """Training days to come on which the member has a place."""
        return list(Booking.objects.of(self.member).to_come(timezone.localdate()))

    @cached_property
    def application(self) -> Application | None:
        """The newest application to be listed."""
        return Application.objects.latest_of(self.member)

    @property
    def is_trained(self) -> bool:
        return any(completion.is_counting for completion in self.completions)

    @property
    def has_lapsed(self) -> bool:
        """Trained once, and not since then."""
        return any(c.is_standing and c.lapsed_at for c in self.completions)

    @property
    def lapses_on(self) -> date | None:
        """From which day on the member is trained no more; None where it counts for ever."""
        newest = next((c for c in self.completions if c.is_counting), None)
        return newest.lapses_on() if newest else None

    @cached_property
    def why_not_listed(self) -> str:
        return "" if self.profile.is_listed else self.profile.why_not_listed()

    @property
    def taken(self) -> int:
        """How many places pairings hold now."""
        return getattr(self.profile, "places_taken", 0)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.profile.capacity

    @property
    def availability(self) -> str:
        """The word of state: away, full or available."""
        if self.profile.is_away():
            return "away"
        return "full" if self.is_full else "available"

    @property
    def is_found(self) -> bool:
        """Whether all three facts hold, so that members can propose."""
        return self.is_trained and self.profile.is_listed and self.availability == "available"
