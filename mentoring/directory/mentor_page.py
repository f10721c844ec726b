"""One mentor, as another member sees them, and what that member can do next."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.directory import clocks
from mentoring.directory.cards import work_line
from mentoring.directory.held import held_by
from mentoring.directory.sets.current import answer_days, today
from mentoring.models import MentorMark, MentorProfile, Pairing
from registration.models import Enrolment, Registrant


class Step(NamedTuple):
    """What can be done now: a sentence, or an action with its address, or both."""

    sentence: str = ""
    action: str = ""
    href: str = ""


@dataclass
class MentorPage:
    """A mentor's page for one viewer."""

    profile: MentorProfile
    viewer: Member

    @property
    def mentor(self) -> Member:
        return self.profile.member

    @property
    def is_own(self) -> bool:
        return self.mentor == self.viewer

    @cached_property
    def registrant(self) -> Registrant:
        return getattr(self.mentor, "registrant", None) or Registrant(member=self.mentor)

    @property
    def letters(self) -> str:
        return self.registrant.level.post_nominals if self.registrant.level else ""

    @property
    def work(self) -> str:
        job = self.registrant
        places = (term.name for term in (job.sector, job.region) if term)
        return work_line(job.job_title, job.organisation, *places)

    @cached_property
    def held(self) -> dict[str, list[str]]:
        """The terms chosen, by group: area, way, route, language."""
        if self.profile._state.adding:
            return {}
        return {key: names for (_pk, key), names in held_by([self.profile.pk]).items()}

    @cached_property
    def mark(self) -> MentorMark:
        """What the viewer has noted about the mentor for themselves."""
        mark: MentorMark = MentorMark.objects.by(self.viewer, about=self.profile)
        return mark

    @property
    def clocks(self) -> list[str]:
        """How soon they usually answer, and when they said that places and dates are right."""
        if self.profile._state.adding:
            return []
        said = (
            clocks.answers(*answer_days([self.profile.pk])[self.profile.pk]),
            clocks.confirmed(self.profile.availability_confirmed_on, today()),
        )
        return [words for words in said if words]

    @cached_property
    def step(self) -> Step:
        """The main action for the viewer, or why there is none now."""
        if self.is_own:
            return Step(_("This is your own page, as others see it."))
        return self._open_pairing() or self._no_room() or self._enrol_first() or self._propose()

    def _open_pairing(self) -> Step | None:
        between = Pairing.objects.open().filter(mentee=self.viewer, mentor=self.mentor).first()
        if between is None:
            return None
        words, action = _("You have proposed to %(name)s."), _("Go to your proposal")
        if between.is_active:
            words, action = _("You are being mentored by %(name)s."), _("Go to your pairing")
        elif between.is_suggested:
            words = _("The office has suggested %(name)s to you.")
            action = _("Go to the suggestion")
        return Step(words % self._named(), action, between.get_absolute_url())

    def _no_room(self) -> Step | None:
        if self.profile.away_until and self.profile.is_away():
            back = date_format(self.profile.away_until, "j F Y")
            words = _("You can propose to %(name)s from %(date)s on.")
            return Step(words % {**self._named(), "date": back})
        if not self.profile.places_free:
            words = _("%(name)s has no place free now. You can propose once one is.")
            return Step(words % self._named())
        return None

    def _enrol_first(self) -> Step | None:
        if self.enrolments:
            return None
        words = _("A proposal is for a route. Enrol on one first, then propose to %(name)s.")
        href = reverse("registration:enrolment_open")
        return Step(words % self._named(), _("Enrol on a route"), href)

    def _propose(self) -> Step:
        """The guard that proposing itself asks, for each route; one that is open will do."""
        reasons = [
            Pairing.objects.why_not(enrolment, self.mentor, self.viewer)
            for enrolment in self.enrolments
        ]
        if all(reasons):
            return Step(reasons[0])
        action = _("Propose %(name)s as your mentor") % self._named()
        return Step("", action, reverse("mentoring:proposal_new", args=[self.profile.pk]))

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        return list(Enrolment.objects.of(self.viewer).open())

    def _named(self) -> dict[str, str]:
        return {"name": self.mentor.short_name}
