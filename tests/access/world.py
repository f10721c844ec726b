"""The people and things that the table of addresses is asked about."""

from dataclasses import dataclass
from datetime import timedelta
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
from registration.models import Region, Registrant, Route
from tests.accounts.devices import passkey_of, session_elsewhere
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    AuditorFactory,
    AwardFactory,
    BlockFactory,
    BookingFactory,
    CheckInFactory,
    ConcernFactory,
    EnrolmentFactory,
    ErasureFactory,
    HoldFactory,
    ImportFactory,
    MeetingFactory,
    MemberFactory,
    MentoringRecordFactory,
    SafeguardingFactory,
    SavedSearchFactory,
    SearchLetterFactory,
    TellingFactory,
    TrainingAdministratorFactory,
    active,
    mentor,
    officer_of,
)

# The officer works for the network of the mentee and the mentor.
OFFICE = ("admin", "super", "trainer", "officer", "auditor", "safe")
ROLES = ("anonymous", "member", "mentee", "mentor", "other", *OFFICE)


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
        "trainer": TrainingAdministratorFactory(),
        "officer": officer_of(living_in_one_network(pairing)),
        "auditor": AuditorFactory(),
        "safe": SafeguardingFactory(),
    }
    training = pairing.mentor.training_completions.get()
    Event.objects.record("training.recorded", by=people["admin"], on=training)
    declared = LineManagement.objects.declare(pairing.mentee, people["member"])
    MentoringRecordFactory(pairing=pairing)
    message, _is_new = Message.objects.write(pairing, "Good morning.", by=pairing.mentee)
    concern = ConcernFactory(about=other, reporter=pairing.mentee)
    hold = HoldFactory(member=other, placed_by=people["safe"], kept="Kept, for a test.")
    block = BlockFactory(blocker=people["mentee"], blocked=people["member"])
    aim, _is_new = Aim.objects.add(pairing, "To be heard.", by=pairing.mentee)
    step, _is_new = NextStep.objects.add(pairing, {"text": "Speak up."}, by=pairing.mentor)
    other_aims = {**seeds.AGREEMENT, "aims": "One page a week."}
    version, _is_new = Agreement.objects.suggest(pairing, other_aims, by=pairing.mentor)
    check_in = CheckInFactory(pairing=pairing, side="mentee")
    wanted = CheckInFactory(pairing=pairing, side="mentor", answer="need_help")
    suggested, _is_new = Pairing.objects.suggest(
        EnrolmentFactory(), other, by=people["admin"], note="You two might fit."
    )
    finding = {"row": 2, "verdict": "new", "words": "An account.", "plan": {}}
    looked = {"columns": {"name": 0, "email": 1}, "findings": [finding], "counts": {"new": 1}}
    by = people["admin"]
    checked = ImportFactory(uploaded_by=by, status="read", **looked)
    applied = {"status": "applied", "applied_at": timezone.now(), "applied_by": by}
    imported = ImportFactory(uploaded_by=by, **looked, **applied)
    tomorrow = timezone.localdate() + timedelta(days=1)
    booking = BookingFactory(
        member=pairing.mentor, day__held_on=tomorrow, day__provider="South West network"
    )
    keys = {
        "day": booking.day_id,
        "booking": [booking.day_id, booking.pk],
        "pairing": pairing.pk,
        "enrolment": enrolment.pk,
        "award": award.pk,
        "mentor": pairing.mentor.mentor_profile.pk,
        "other": other.mentor_profile.pk,
        "person": pairing.mentee.pk,
        "training": training.pk,
        "import": ImportFactory(uploaded_by=people["admin"]).pk,
        "checked": checked.pk,
        "imported": imported.pk,
        "line": declared.pk,
        "block": block.pk,
        "concern": concern.pk,
        "hold": hold.pk,
        "leaver": ErasureFactory(entered_by=people["admin"], identity="By a letter.").member_id,
        "message": message.pk,
        "year": timezone.localdate(timezone=timezone.get_default_timezone()).year,
        "aim": aim.pk,
        "check_in": check_in.pk,
        "telling": TellingFactory(pairing=pairing, told_at=timezone.now()).pk,
        "wanted": wanted.pk,
        "step": step.pk,
        "feed": CalendarFeed.objects.make(pairing.mentee),
        "meeting": MeetingFactory(pairing=pairing).pk,
        "passkey": passkey_of(pairing.mentee).pk,
        "session": session_elsewhere(pairing.mentee).pk,
        "version": [pairing.pk, version.number],
        "token": SearchLetterFactory(member=pairing.mentee).stop_token,
        "holding": people["auditor"].role_holdings.get().pk,
        "matter": ["help"],
        "desk": ["help", wanted.pk],
        "application": ApplicationFactory(member=mentor(listed_at=None)).pk,
        "suggested": suggested.pk,
        "looking": suggested.enrolment_id,
        "search": SavedSearchFactory(member=pairing.mentee).pk,
    }
    return World(people, keys)


def living_in_one_network(pairing: Pairing) -> Region:
    """The network of both of the pairing."""
    region: Region = Region.objects.get(slug="scotland")
    for member in (pairing.mentor, pairing.mentee):
        Registrant.objects.update_or_create(member=member, defaults={"region": region})
    return region
