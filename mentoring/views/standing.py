"""Where a pairing stands, to one of the two: whose turn it is, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.models import Pairing
from mentoring.states import Side
from registration.models import Registrant, Route


@dataclass(frozen=True)
class Standing:
    """One pairing, and which of the two looks at it. Asks the database nothing."""

    pairing: Pairing
    viewer: Member

    @property
    def side(self) -> str:
        return self.pairing.side_of(self.viewer)

    @property
    def other(self) -> Member:
        return self.pairing.other(self.viewer)

    @property
    def is_suggested(self) -> bool:
        """Begun by the office, and by neither of the two."""
        return self.pairing.is_suggested

    @property
    def other_work(self) -> Registrant | None:
        """Where the other works and what they hold, while there is something between the two."""
        if self.pairing.is_closed:
            return None
        return getattr(self.other, "registrant", None)

    @property
    def other_level(self) -> Route | None:
        return getattr(self.other_work, "level", None)

    @property
    def names(self) -> dict[str, str]:
        return {"name": self.other.short_name}

    # Where it stands -------------------------------------------------------

    @property
    def waits_for_viewer(self) -> bool:
        return self.side in self.pairing.waiting_for

    @property
    def pill(self) -> str:
        """The status word of components/pill.html."""
        if self.waits_for_viewer:
            return "waiting_for_you"
        if self.pairing.is_proposed:
            return "waiting_for_them"
        return "paused" if self.pairing.is_paused() else self.pairing.status

    @property
    def other_has_accepted(self) -> bool:
        return self.pairing.has_accepted(self.other)

    @property
    def viewer_has_accepted(self) -> bool:
        return self.pairing.has_accepted(self.viewer)

    @property
    def now_true(self) -> str:
        """What is true now, in a sentence."""
        if not self.pairing.is_proposed:
            return self.ongoing_true or self.pairing.why_not()
        if self.pairing.is_talking:
            return self.talk_true
        if self.viewer_has_accepted:
            return (
                _("You have accepted. The pairing starts when %(name)s accepts too.") % self.names
            )
        if self.other_has_accepted:
            return _("%(name)s has accepted. The pairing starts when you accept too.") % self.names
        starts = _("The pairing starts when both of you have accepted.")
        if not self.is_suggested:
            return starts
        return f"{_('The office thinks that you two might fit. Nothing is decided.')} {starts}"

    @property
    def talk_true(self) -> str:
        """What talking first means, to either of the two."""
        if self.side == Side.MENTOR:
            return (
                _(
                    "You would like to talk first, and %(name)s knows. "
                    "Accept or decline when you are ready."
                )
                % self.names
            )
        return _("%(name)s would like to talk first, before a yes or no.") % self.names

    @property
    def ongoing_true(self) -> str:
        """What is so of an active pairing beside that it is active, or nothing."""
        if self.pairing.is_completing:
            return self.completing_true
        return self.paused_true if self.pairing.is_paused() else ""

    @property
    def completing_true(self) -> str:
        """Who has said that it is complete, and what silence does."""
        words = {
            **self.names,
            "day": date_format(timezone.localtime(self.completes_on), "j F"),
        }
        if not self.waits_for_viewer:
            said = _(
                "You have said that the mentoring is complete. It is so when %(name)s says it "
                "too, or on %(day)s if nothing is said."
            )
            return said % words
        asked = _(
            "%(name)s has said that the mentoring is complete. If you say and write nothing, "
            "it is complete on %(day)s."
        )
        return asked % words

    @property
    def paused_true(self) -> str:
        """Until when it rests, and who said so."""
        until = self.pairing.paused_until or timezone.localdate()
        words = {**self.names, "day": date_format(until, "j F Y")}
        if self.pairing.paused_by_id == self.viewer.pk:
            return _("You have paused this pairing until %(day)s.") % words
        return _("%(name)s has paused this pairing until %(day)s.") % words

    @property
    def closing_true(self) -> str:
        """What silence does to an open proposal."""
        if self.pairing.is_talking:
            return _("While you talk it does not close by itself.")
        closes = _("Without an answer it closes by itself on %(day)s.") % {
            "day": date_format(timezone.localtime(self.closes_on), "j F")
        }
        return f"{self.away_true} {closes}" if self.away_true else closes

    @property
    def away_true(self) -> str:
        """Until when whoever is waited for is away, and what that does to the clock."""
        back = self.pairing.awaited_away_until
        if back is None or back <= timezone.localdate(timezone=timezone.get_default_timezone()):
            return ""
        day = {**self.names, "day": date_format(back, "j F")}
        if self.waits_for_viewer:
            return _("You are away until %(day)s, so silence is counted from then on.") % day
        return _("%(name)s is away until %(day)s, so silence is counted from then on.") % day

    @property
    def closes_on(self) -> datetime:
        """When silence closes the proposal."""
        days = settings.MENTORING["EXPIRE_AFTER_DAYS"]
        return self.pairing.counted_from + timedelta(days=days)

    @property
    def completes_on(self) -> datetime:
        """When silence confirms a completion."""
        days = settings.MENTORING["COMPLETE_AFTER_DAYS"]
        return self.pairing.counted_from + timedelta(days=days)
