"""The people and things that the table of addresses is asked about."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring import seeds
from mentoring.models import (
    Agreement,
    Aim,
    CalendarFeed,
    LineManagement,
    Message,
    NextStep,
    Pairing,
)
from registration.models import Route
from tests.factories import (
    AdministratorFactory,
    AwardFactory,
    BlockFactory,
    CheckInFactory,
    ConcernFactory,
    EnrolmentFactory,
    MeetingFactory,
    MemberFactory,
    MentoringRecordFactory,
    SavedSearchFactory,
    SearchLetterFactory,
    active,
    mentor,
)

ROLES = ("anonymous", "member", "mentee", "mentor", "other", "admin", "super")


@dataclass
class World:
    """One pairing, and somebody in each role towards it."""

    people: dict[str, Member]
    keys: dict[str, Any]

    def browser(self, role: str) -> Client:
        client = Client()
        if role in self.people:
            client.force_login(self.people[role])
        return client


def build() -> World:
    """An active pairing between the mentee and the mentor, and everybody else."""
    enrolment = EnrolmentFactory(route=Route.objects.get(slug="fellowship"))
    pairing: Pairing = active(enrolment=enrolment, mentor=mentor(capacity=1))
    other = mentor()
    award = AwardFactory(member=pairing.mentee, route=Route.objects.get(slug="chartership"))
    people = {
        "member": MemberFactory(),
        "mentee": pairing.mentee,
        "mentor": pairing.mentor,
        "other": other,
        "admin": AdministratorFactory(),
        "super": MemberFactory(is_superuser=True),
    }
    training = pairing.mentor.training_completions.get()
    Event.objects.record("training.recorded", by=people["admin"], on=training)
    declared = LineManagement.objects.declare(pairing.mentee, people["member"])
    MentoringRecordFactory(pairing=pairing)
    message, _is_new = Message.objects.write(pairing, "Good morning.", by=pairing.mentee)
    concern = ConcernFactory(about=other, reporter=pairing.mentee)
    block = BlockFactory(blocker=people["mentee"], blocked=people["member"])
    aim, _is_new = Aim.objects.add(pairing, "To be heard.", by=pairing.mentee)
    step, _is_new = NextStep.objects.add(pairing, {"text": "Speak up."}, by=pairing.mentor)
    other_aims = {**seeds.AGREEMENT, "aims": "One page a week."}
    version, _is_new = Agreement.objects.suggest(pairing, other_aims, by=pairing.mentor)
    check_in = CheckInFactory(pairing=pairing, side="mentee")
    wanted = CheckInFactory(pairing=pairing, side="mentor", answer="need_help")
    keys = {
        "pairing": pairing.pk,
        "enrolment": enrolment.pk,
        "award": award.pk,
        "mentor": pairing.mentor.mentor_profile.pk,
        "other": other.mentor_profile.pk,
        "person": pairing.mentee.pk,
        "training": training.pk,
        "line": declared.pk,
        "block": block.pk,
        "concern": concern.pk,
        "message": message.pk,
        "year": timezone.localdate(timezone=timezone.get_default_timezone()).year,
        "aim": aim.pk,
        "check_in": check_in.pk,
        "wanted": wanted.pk,
        "step": step.pk,
        "feed": CalendarFeed.objects.make(pairing.mentee),
        "meeting": MeetingFactory(pairing=pairing).pk,
        "version": [pairing.pk, version.number],
        "token": SearchLetterFactory(member=pairing.mentee).stop_token,
        "search": SavedSearchFactory(member=pairing.mentee).pk,
    }
    return World(people, keys)
