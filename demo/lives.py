"""One person's life with the scheme, apart from pairings: from joining to being found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zlib import crc32

from django.utils import timezone

from accounts.models import Member
from accounts.roles import Role
from demo.cast import Offer, Person, Wishes, training_days, wishes
from demo.clock import ago, span
from demo.office import recorded_at
from demo.stage import Act, Stage
from mentoring import enrolments
from mentoring.models import MentorProfile
from registration.models import (
    Award,
    Enrolment,
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Registrant,
    Route,
    Sector,
)

OPENED = "24 months"
SHORTLY = timedelta(minutes=7)
SOME_WEEKS = 25


@dataclass(frozen=True)
class Life:
    """The acts of one person, each by the verb that a page would call."""

    person: Person
    stage: Stage
    number: int

    def acts(self) -> Iterator[Act]:
        """In no order; the stage sorts them."""
        joined = self.joined()
        yield Act(joined, self.join)
        yield Act(joined + SHORTLY, self.say_where_they_work)
        if looked_for := wishes().get(self.person.key):
            yield Act(joined + SHORTLY, partial(self.look_for, looked_for))
        yield from self._awards(joined + 2 * SHORTLY)
        yield from self._routes()
        if self.person.offer:
            yield from self._mentoring(self.person.offer)

    def joined(self) -> datetime:
        """As told, or some days before the first thing that they did here."""
        if self.person.joined:
            return self._ago(self.person.joined, 8)
        firsts = [self._ago(words, 8) for words in self._told_times()]
        days = [training_days()[key] for key in self.person.training]
        firsts += [recorded_at(day, self.stage.now) for day in days]
        waited = timedelta(days=2 + crc32(self.person.key.encode()) % SOME_WEEKS)
        return max(min(firsts) - waited, self._ago(OPENED, 8))

    def _told_times(self) -> list[str]:
        offer = self.person.offer
        times = [*self.person.enrolled.values(), offer.drafted if offer else ""]
        return [words for words in times if words]

    def _ago(self, words: str, hour: int) -> datetime:
        return ago(words, self.stage.now, hour, seed=self.person.key)

    @property
    def member(self) -> Member:
        return self.stage.members[self.person.key]

    # Joining ---------------------------------------------------------------

    def join(self) -> None:
        """Sign up and prove the address. The password comes at the end, hashed once for all."""
        self.stage.members[self.person.key] = Member.objects.create_user(
            self.person.email,
            verified=True,
            name=self.person.name,
            called=self.person.called,
            pronouns=self.person.pronouns,
            membership_number=self._membership_number(),
            joined_at=timezone.now(),
        )

    def _membership_number(self) -> str | None:
        """Three of four give theirs."""
        return None if self.number % 4 == 3 else str(104_311 + 37 * self.number)

    def say_where_they_work(self) -> None:
        person, term = self.person, self.stage.term
        if person.sector:
            Registrant.objects.of(self.member).change(
                by=self.member,
                job_title=person.job,
                organisation=person.at,
                organisation_kind=term(OrganisationKind, person.kind) if person.kind else None,
                sector=term(Sector, person.sector),
                region=term(Region, person.region),
            )

    def look_for(self, wishes: Wishes) -> None:
        terms = self.stage.terms
        Registrant.objects.of(self.member).look_for(
            by=self.member,
            areas_to_develop=terms(KnowledgeArea, wishes.areas),
            meeting_ways=terms(MeetingWay, wishes.meets),
            languages=terms(Language, wishes.speaks),
        )

    # Registration ----------------------------------------------------------

    def _awards(self, first: datetime) -> Iterator[Act]:
        """Stated on joining, or two days after the award."""
        for slug, words in self.person.awards.items():
            awarded = self.stage.now - span(words)
            yield Act(max(first, awarded + timedelta(days=2)), self._add_award(slug, awarded))

    def _add_award(self, slug: str, awarded: datetime) -> Callable[[], object]:
        day = timezone.localdate(awarded)
        return lambda: Award.objects.add(self.member, self.stage.term(Route, slug), day)

    def _routes(self) -> Iterator[Act]:
        for slug, words in self.person.enrolled.items():
            yield Act(self._ago(words, 10), self._enrol(slug))
        for slug, words in self.person.completed.items():
            yield Act(self._ago(words, 17), self._close(slug, "complete"))
        for slug, words in self.person.left.items():
            yield Act(self._ago(words, 17), self._close(slug, "leave"))

    def _enrol(self, slug: str) -> Callable[[], object]:
        return lambda: Enrolment.objects.enrol(self.member, self.stage.term(Route, slug))

    def _close(self, slug: str, verb: enrolments.Verb) -> Callable[[], object]:
        enrolment = self.stage.enrolment
        return lambda: enrolments.close(enrolment(self.person.key, slug), verb, self.member)

    # Mentoring -------------------------------------------------------------

    def _mentoring(self, offer: Offer) -> Iterator[Act]:
        yield Act(self._ago(offer.drafted or offer.listed, 12), lambda: self.write_profile(offer))
        if offer.listed:
            yield Act(self._ago(offer.listed, 13), self.join_directory)
        if offer.confirmed:
            yield Act(self._ago(offer.confirmed, 19), lambda: self.confirm(offer))
        if offer.unlisted:
            yield Act(self._ago(offer.unlisted, 20), self.leave_directory)

    @property
    def profile(self) -> MentorProfile:
        return MentorProfile.objects.get(member=self.member)

    def write_profile(self, offer: Offer) -> None:
        terms = self.stage.terms
        MentorProfile(member=self.member).change(
            self.member,
            {
                "story": offer.story,
                "help_with": offer.help,
                "capacity": offer.places,
                "works_at_front_line": offer.front_line,
            },
            {
                "routes": terms(Route, offer.routes),
                "areas": terms(KnowledgeArea, offer.areas),
                "meeting_ways": terms(MeetingWay, offer.meets),
                "languages": terms(Language, ["english", *offer.speaks]),
            },
        )

    def join_directory(self) -> None:
        self.profile.join_directory(self.member)

    def leave_directory(self) -> None:
        self.profile.leave_directory(self.member)

    def confirm(self, offer: Offer) -> None:
        """Say that all is still right; or be away until a day that is named."""
        if offer.away:
            until = timezone.localdate(self.stage.now + span(offer.away))
            self.profile.change(self.member, {"away_until": until}, {})
        else:
            self.profile.confirm_availability(self.member)


def give_offices(stage: Stage) -> Iterator[Act]:
    """Dev becomes administrator, Luned handles concerns, and Edith looks after the installation."""
    opened = ago(OPENED, stage.now, 9)
    dev, edith = "dev", "edith"
    yield Act(opened, lambda: stage.members[dev].give_role(Role.ADMINISTRATOR, by=None))
    yield Act(opened, lambda: stage.members["luned"].give_role(Role.SAFEGUARDING, by=None))
    yield Act(opened, lambda: make_superuser(stage.members[edith]))


def make_superuser(member: Member) -> None:
    """What `createsuperuser` would set, for somebody who has joined as all others do."""
    member.is_superuser = member.is_staff = True
    member.save(update_fields=["is_superuser", "is_staff"])
