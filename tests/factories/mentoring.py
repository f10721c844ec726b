"""Mentors and pairings at the moments of their lives; made by the verbs where a verb exists."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.test import override_settings
from django.utils import timezone
from factory.django import DjangoModelFactory
from pyroaring import BitMap

from accounts.models import Member
from mentoring import seeds
from mentoring.models import (
    Agreement,
    AgreementTemplate,
    Aim,
    Application,
    Block,
    Booking,
    CalendarFeed,
    CheckIn,
    ChosenNumber,
    Concern,
    DeskItem,
    Hold,
    Import,
    KeptTexts,
    LineManagement,
    Meeting,
    MeetingNote,
    MentoringRecord,
    MentorMark,
    MentorProfile,
    Message,
    MessageDraft,
    NextStep,
    Pairing,
    PastCount,
    ProposalDraft,
    Reflection,
    SavedSearch,
    SearchLetter,
    Tally,
    TallyLine,
    Telling,
    Thanks,
    TrainingCompletion,
    TrainingDay,
    Wording,
)
from registration.models import Route
from tests.factories.accounts import AdministratorFactory, MemberFactory, SafeguardingFactory
from tests.factories.registration import EnrolmentFactory

TEXTS = {
    "who_i_am": "I run a branch library.",
    "why_you": "You work at the counter, and I have not for many years.",
    "hope_for": "To see my service as a colleague at the front sees it.",
    "how_meet": "By video, every six weeks or so.",
}


class TrainingCompletionFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    completed_on = date(2025, 9, 3)
    recorded_by = factory.SubFactory(MemberFactory)
    recorded_at = datetime(2025, 9, 4, 9, tzinfo=UTC)

    class Meta:
        model = TrainingCompletion


class TrainingDayFactory(DjangoModelFactory):
    """A day in Bristol that is past, with an empty roll."""

    held_on = date(2025, 9, 3)
    place = "Bristol"
    trainer = "Ceri Walsh"

    class Meta:
        model = TrainingDay


class BookingFactory(DjangoModelFactory):
    day = factory.SubFactory(TrainingDayFactory)
    member = factory.SubFactory(MemberFactory)
    booked_at = datetime(2025, 8, 1, 9, tzinfo=UTC)
    booked_by = factory.SubFactory(MemberFactory)

    class Meta:
        model = Booking


class MentorProfileFactory(DjangoModelFactory):
    """A trained, listed mentor with two places, willing to mentor every route."""

    member = factory.SubFactory(MemberFactory)
    listed_at = datetime(2025, 9, 5, 9, tzinfo=UTC)
    story = "I have worked at the counter for twelve years."
    help_with = "Seeing a service from the front."
    availability_confirmed_on = date(2025, 9, 5)

    class Meta:
        model = MentorProfile
        skip_postgeneration_save = True

    @factory.post_generation
    def trained(self: MentorProfile, create: bool, wanted: bool | None, **_: Any) -> None:
        if create and wanted is not False:
            TrainingCompletionFactory(member=self.member)

    @factory.post_generation
    def routes(self: MentorProfile, create: bool, wanted: Any, **_: Any) -> None:
        if create:
            self.routes.set(Route.objects.all() if wanted is None else wanted)


class ApplicationFactory(DjangoModelFactory):
    """A trained member who has written a profile and waits for the office."""

    member = factory.LazyFunction(lambda: MentorProfileFactory(listed_at=None).member)
    words = "I would like to give back."
    applied_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Application


class LineManagementFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    other = factory.SubFactory(MemberFactory)
    declared_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = LineManagement


class BlockFactory(DjangoModelFactory):
    blocker = factory.SubFactory(MemberFactory)
    blocked = factory.SubFactory(MemberFactory)
    blocked_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Block


class ConcernFactory(DjangoModelFactory):
    """A concern about somebody, which waits for one of those who handle concerns."""

    topic = "pairing"
    words = "Calls me at home, though I asked not to."
    about = factory.SubFactory(MemberFactory)
    reporter = factory.SubFactory(MemberFactory)
    reported_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Concern


class HoldFactory(DjangoModelFactory):
    """The training record of a member is held for half a year."""

    member = factory.SubFactory(MemberFactory)
    ground = "claim"
    why = "A claim about the training of 2024 is open."
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=180))
    placed_at = factory.LazyFunction(timezone.now)
    placed_by = factory.SubFactory(SafeguardingFactory)

    class Meta:
        model = Hold


class DeskItemFactory(DjangoModelFactory):
    """Somebody of the office has this row of the desk."""

    matter = "waiting"
    subject = factory.Sequence(lambda n: n + 1)
    taken_at = factory.LazyFunction(timezone.now)
    taken_by = factory.SubFactory(AdministratorFactory)

    class Meta:
        model = DeskItem


class MentorMarkFactory(DjangoModelFactory):
    """A mentor on somebody's shortlist."""

    member = factory.SubFactory(MemberFactory)
    profile = factory.SubFactory(MentorProfileFactory)
    shortlisted_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = MentorMark


class SavedSearchFactory(DjangoModelFactory):
    """A search kept by somebody who wants letters, and whom nobody fitted when it was saved."""

    member = factory.SubFactory(MemberFactory)
    query = factory.Sequence(lambda n: f"?q=word{n}")
    saved_at = factory.LazyFunction(timezone.now)
    letters_since = factory.SelfAttribute("saved_at")
    known = BitMap().serialize()

    class Meta:
        model = SavedSearch


class SearchLetterFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    day = date(2025, 9, 8)

    class Meta:
        model = SearchLetter


class ProposalDraftFactory(DjangoModelFactory):
    mentee = factory.SubFactory(MemberFactory)
    mentor = factory.SubFactory(MemberFactory)
    why_you = "Because you know the counter."

    class Meta:
        model = ProposalDraft


class MessageFactory(DjangoModelFactory):
    """What the mentee has written to the mentor on the proposal."""

    pairing = factory.SubFactory("tests.factories.mentoring.PairingFactory")
    side = "mentee"
    text = "Thank you for reading this."
    sent_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Message


class MessageDraftFactory(DjangoModelFactory):
    pairing = factory.SubFactory("tests.factories.mentoring.PairingFactory")
    side = "mentee"
    text = "Thank you for"

    class Meta:
        model = MessageDraft


class MeetingFactory(DjangoModelFactory):
    """A meeting that the mentee has planned, a week from now."""

    pairing = factory.SubFactory("tests.factories.mentoring.PairingFactory")
    side = "mentee"
    planned_at = factory.LazyFunction(timezone.now)
    starts_at = factory.Sequence(lambda n: timezone.now() + timedelta(days=7, hours=n))

    class Meta:
        model = Meeting


class CalendarFeedFactory(DjangoModelFactory):
    """An address whose token nobody has."""

    member = factory.SubFactory(MemberFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    made_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = CalendarFeed


class MeetingNoteFactory(DjangoModelFactory):
    meeting = factory.SubFactory(MeetingFactory)
    side = "mentee"
    text = "Ask about the portfolio."

    class Meta:
        model = MeetingNote


class AgreementFactory(DjangoModelFactory):
    """What the mentee has suggested, past the verb; the mentor has not agreed to it."""

    pairing = factory.SubFactory("tests.factories.mentoring.PairingFactory")
    number = 1
    side = "mentee"
    suggested_at = factory.LazyFunction(timezone.now)
    aims = "To write one page a week."
    confidentiality = seeds.AGREEMENT["confidentiality"]

    class Meta:
        model = Agreement


class AgreementTemplateFactory(DjangoModelFactory):
    """A standard text in a language that the office has none in."""

    language = "cy"
    number = 1
    written_at = factory.LazyFunction(timezone.now)
    confidentiality = "Mae hyn rhyngom ni."

    class Meta:
        model = AgreementTemplate


class PairingFactory(DjangoModelFactory):
    """A proposal, just made, from a mentee to a trained mentor; neither has accepted."""

    enrolment = factory.SubFactory(EnrolmentFactory)
    route = factory.SelfAttribute("enrolment.route")
    mentee_region = factory.SelfAttribute("enrolment.region")
    mentee_sector = factory.SelfAttribute("enrolment.sector")
    mentee = factory.SelfAttribute("enrolment.member")
    mentor = factory.LazyFunction(lambda: MentorProfileFactory().member)
    proposed_by = factory.SelfAttribute("mentee")
    proposed_at = factory.LazyFunction(timezone.now)
    awaiting_since = factory.SelfAttribute("proposed_at")
    quiet_since = factory.SelfAttribute("proposed_at")
    why_you = TEXTS["why_you"]

    class Meta:
        model = Pairing

    @classmethod
    def _create(cls, model: type[Pairing], *args: Any, **facts: Any) -> Pairing:
        pairing: Pairing = super()._create(model, *args, **facts)
        pairing.enrolment.reach("asked", pairing.proposed_at)
        return pairing


class MentoringRecordFactory(DjangoModelFactory):
    """The record of a pairing that is complete; issued to the mentee, by the verb."""

    class Meta:
        model = MentoringRecord

    @classmethod
    def _create(cls, _model: type[MentoringRecord], *_: Any, **facts: Any) -> MentoringRecord:
        pairing = facts.get("pairing") or closed("completed")
        record, _is_new = MentoringRecord.objects.issue(pairing, by=pairing.mentee)
        return record


class KeptTextsFactory(DjangoModelFactory):
    """The two of a pairing that is over were told that their texts will go."""

    pairing = factory.LazyFunction(lambda: closed("completed"))
    told_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = KeptTexts


class ReflectionFactory(DjangoModelFactory):
    """What the mentee of a completed pairing has written for herself."""

    pairing = factory.LazyFunction(lambda: closed("completed"))
    side = "mentee"
    learned = "To ask the counter first."
    written_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Reflection


class ThanksFactory(DjangoModelFactory):
    """The mentee's thanks after a completed pairing."""

    pairing = factory.LazyFunction(lambda: closed("completed"))
    side = "mentee"
    text = "Thank you for the Thursdays."
    sent_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Thanks


class PastCountFactory(DjangoModelFactory):
    """One pairing that was proposed in a month and is there no more."""

    counted = "proposed"
    month = date(2024, 3, 1)
    number = 1

    class Meta:
        model = PastCount


class TallyFactory(DjangoModelFactory):
    """A tally that nobody has counted."""

    until = datetime(2024, 1, 1, tzinfo=UTC)

    class Meta:
        model = Tally


class TallyLineFactory(DjangoModelFactory):
    tally = factory.SubFactory(TallyFactory)
    month = date(2023, 12, 1)
    route = factory.LazyFunction(lambda: Route.objects.get(slug="fellowship"))
    started = 3

    class Meta:
        model = TallyLine


def mentor(**facts: Any) -> Member:
    """A trained, listed mentor with a free place."""
    return MentorProfileFactory(**facts).member


def proposed(**facts: Any) -> Pairing:
    """A proposal on which both are still to say yes."""
    return PairingFactory(**facts)


def suggested(**facts: Any) -> Pairing:
    """A pairing that the office has suggested; neither has accepted."""
    return PairingFactory(proposed_by=AdministratorFactory(), why_you="", **facts)


def half_agreed(side: str, **facts: Any) -> Pairing:
    """Suggested by the office, and one of the two has said yes."""
    pairing = suggested(**facts)
    pairing.accept(getattr(pairing, side))
    return pairing


def accepted_by_mentor(**facts: Any) -> Pairing:
    """A proposal that waits for the mentee."""
    pairing = proposed(**facts)
    pairing.accept(pairing.mentor)
    return pairing


def accepted_by_mentee(**facts: Any) -> Pairing:
    """A proposal whose mentee has said yes; it waits for the mentor."""
    pairing = proposed(**facts)
    pairing.accept(pairing.mentee)
    return pairing


def active(**facts: Any) -> Pairing:
    """Both have accepted."""
    pairing = accepted_by_mentor(**facts)
    pairing.accept(pairing.mentee)
    return pairing


def completing(**facts: Any) -> Pairing:
    """The mentee has said that the mentoring is complete; the mentor is asked."""
    pairing = active(**facts)
    pairing.complete(pairing.mentee)
    return pairing


def paused(**facts: Any) -> Pairing:
    """The mentor has paused it for a month."""
    pairing = active(**facts)
    pairing.pause(timezone.localdate() + timedelta(days=30), pairing.mentor)
    return pairing


class AimFactory(DjangoModelFactory):
    """What the mentee of an active pairing has written down."""

    pairing = factory.LazyFunction(active)
    side = "mentee"
    text = "To say what our service is worth."
    added_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Aim


class NextStepFactory(DjangoModelFactory):
    """A step of the mentee's, not yet ticked."""

    pairing = factory.LazyFunction(active)
    side = "mentee"
    text = "Count a week of enquiries."
    added_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = NextStep


class CheckInFactory(DjangoModelFactory):
    """How it is going, asked of the mentee of an active pairing; answered where it says so."""

    pairing = factory.LazyFunction(active)
    side = "mentee"
    number = 1
    asked_at = factory.LazyFunction(timezone.now)
    answered_at = factory.LazyAttribute(lambda row: row.asked_at if row.answer else None)
    answer = ""

    class Meta:
        model = CheckIn


def active_untold() -> Pairing:
    """Both have accepted, and nothing is owed for it."""
    with override_settings(TELLING_URL="", TELLING_LIST=False):
        return active()


class ChosenNumberFactory(DjangoModelFactory):
    """What the office has chosen, past the verb."""

    name = "EXPIRE_AFTER_DAYS"
    number = factory.Sequence(lambda number: number + 1)
    value = 21
    chosen_at = factory.LazyFunction(timezone.now)
    chosen_by = factory.SubFactory(MemberFactory)

    class Meta:
        model = ChosenNumber


class WordingFactory(DjangoModelFactory):
    """A letter with another subject, past the verb."""

    letter = "pairing_proposed"
    language = "en"
    number = 1
    words = factory.LazyFunction(
        lambda: {"A member asks you to be their mentor": "Somebody asks for you"}
    )
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(MemberFactory)

    class Meta:
        model = Wording


class TellingFactory(DjangoModelFactory):
    """A start that CILIP is to be told of now."""

    pairing = factory.LazyFunction(active_untold)
    happened = "started"
    at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda row: None if row.told_at or row.gave_up_at else row.at)
    told_at = None
    gave_up_at = None

    class Meta:
        model = Telling


def closed(status: str, **facts: Any) -> Pairing:
    """A pairing that has come to `status`, by the verb that leads there."""
    if status == "completed":
        pairing = completing(**facts)
        pairing.complete(pairing.mentor)
    elif status == "ended":
        pairing = active(**facts)
        pairing.end(pairing.mentee)
    elif status == "expired":
        facts.setdefault("proposed_at", datetime(2025, 10, 1, 9, tzinfo=UTC))
        pairing = proposed(**facts)
        pairing.expire()
    else:
        pairing = proposed(**facts)
        by = pairing.mentor if status == "declined" else pairing.mentee
        getattr(pairing, {"declined": "decline", "withdrawn": "withdraw"}[status])(by)
    return pairing


class ImportFactory(DjangoModelFactory):
    """A list of one member, uploaded and not yet checked."""

    kind = "members"
    rows = [[1, ["Name", "E-mail"]], [2, ["Zoë Ŵyn", "zoe@example.org"]]]
    uploaded_at = datetime(2026, 9, 3, 9, tzinfo=UTC)
    uploaded_by = factory.SubFactory(MemberFactory)

    class Meta:
        model = Import
