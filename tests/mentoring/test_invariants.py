"""Every invariant is seen to count: a world in order has none, a planted fault is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pyroaring import BitMap

from accounts.models import Erasure, Member
from history.models import Event, Gap, Look, Seal
from lib import append_only
from mentoring import seeds
from mentoring.directory.sets import hearing, news
from mentoring.directory.sets.current import today
from mentoring.directory.sets.settling import settle
from mentoring.directory.text import store
from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.erasing import ask_to_be_erased, erase
from mentoring.invariants import INVARIANTS, Broken, check_invariants
from mentoring.models import (
    Agreement,
    AgreementTemplate,
    Aim,
    Block,
    Booking,
    CheckIn,
    Concern,
    DirectoryChange,
    DirectorySet,
    DirectorySnapshot,
    LineManagement,
    Meeting,
    MentoringRecord,
    MentorMark,
    MentorProfile,
    Message,
    NextStep,
    Pairing,
    Reflection,
    SavedSearch,
    SearchLetter,
    Thanks,
    TrainingCompletion,
    TrainingDay,
)
from mentoring.models.concern import Report
from mentoring.models.meeting import MeetingFacts
from mentoring.models.training import TrainingFacts
from mentoring.models.training_day import DayFacts
from mentoring.tasks import send_notice
from registration.models import Award, Enrolment, Region, Registrant, Route
from tests.constraints import rolled_back, without
from tests.factories import (
    TEXTS,
    AdministratorFactory,
    EnrolmentFactory,
    LookFactory,
    MemberFactory,
    MentorProfileFactory,
    PairingFactory,
    RemitFactory,
    SafeguardingFactory,
    SavedSearchFactory,
)

pytestmark = pytest.mark.django_db
FACTS = TrainingFacts(date(2025, 9, 3))
A_DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)
NEVER = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass
class World:
    """A small scheme in order, made by the verbs alone."""

    dev: Member
    ben: MentorProfile
    started: Pairing
    second: Pairing
    waiting: Pairing
    fresh: Pairing
    ended: Pairing
    corrected: TrainingCompletion
    withdrawn: TrainingCompletion
    mark: MentorMark
    search: SavedSearch
    message: Message
    meeting: Meeting
    agreement: Agreement
    aim: Aim
    step: NextStep
    check_in: CheckIn
    booking: Booking

    def change(self, pairing: Pairing, **columns: Any) -> None:
        Pairing.objects.filter(pk=pairing.pk).update(**columns)


def listed(dev: Member) -> MentorProfile:
    profile = MentorProfileFactory(trained=False, listed_at=None, capacity=3)
    TrainingCompletion.objects.record([profile.member], FACTS, by=dev)
    profile.join_directory(profile.member)
    return profile


def proposal(to: MentorProfile, accepts: bool = False) -> Pairing:
    enrolment = EnrolmentFactory(route=Route.objects.first())
    by = enrolment.member
    return Pairing.objects.propose(enrolment, to.member, TEXTS, by=by, accepts=accepts)


def start(to: MentorProfile) -> Pairing:
    pairing = proposal(to, accepts=True)
    pairing.accept(pairing.mentor)
    return pairing


def report_and_close(pairing: Pairing) -> None:
    safe, report = SafeguardingFactory(), Report("pairing", pairing.mentor, words="Odd.")
    concern, _is_new = Concern.objects.report(report, by=pairing.mentee)
    concern.take(safe)
    concern.close(safe, "Spoken with both.")


@pytest.fixture
def world(db: None) -> World:
    dev = AdministratorFactory()
    ben, cara = listed(dev), listed(dev)
    waiting, ended = proposal(ben), start(cara)
    waiting.accept(waiting.mentor)
    Meeting.objects.plan(ended, MeetingFacts(timezone.now() + A_DAY), by=ended.mentor)
    ended.end(ended.mentee)
    corrected = cara.member.training_completions.get()
    corrected.correct(TrainingFacts(date(2025, 9, 4)), by=dev)
    gone = TrainingCompletion.objects.record([MemberFactory()], FACTS, by=dev)[0]
    withdrawn = gone.training_completions.get()
    withdrawn.withdraw(dev, "Recorded for the wrong person")
    Award.objects.add(ben.member, Route.objects.first(), date(2020, 6, 1))
    mark = MentorMark.objects.by(dev, about=ben)
    mark.shortlist(dev)
    search, _is_new = SavedSearch.objects.keep("?q=counter", dev, BitMap())
    search.stop_letters(dev)
    search.start_letters(dev, BitMap())
    SearchLetter.objects.write(dev, today(), {search: BitMap([ben.pk])})
    started, second, fresh = start(ben), start(cara), proposal(cara)
    proposal(ben).talk_first(ben.member)
    message, _is_new = Message.objects.write(started, "Hello.", by=started.mentee)
    message.edit("Good morning.", by=started.mentee)
    Agreement.objects.suggest(started, agreed("Aims."), by=started.mentee)
    agreement, _is_new = Agreement.objects.suggest(started, agreed("Better."), by=started.mentor)
    agreement.agree(started.mentee)
    MentoringRecord.objects.issue(started, by=started.mentor)
    reflection, _is_new = Reflection.objects.write(ended, LOOKING_BACK, by=ended.mentee)
    reflection.share(ended.mentee)
    Thanks.objects.send(ended, "Thank you.", by=ended.mentor)
    Block.objects.make(ended.mentee, by=ended.mentor)
    aim, step = plans(started)
    report_and_close(ended)
    return World(
        dev,
        ben,
        started,
        second,
        waiting,
        fresh,
        ended,
        corrected,
        withdrawn,
        mark,
        search,
        message,
        met(started),
        agreement,
        aim,
        step,
        helped(started, dev),
        trained_on_a_day(dev),
    )


def trained_on_a_day(dev: Member) -> Booking:
    """Somebody who gave the place back and came all the same; and somebody who did not."""
    day = TrainingDay.objects.plan(DayFacts(date(2025, 9, 5), place="Hull"), by=dev)
    came, _stayed_away = day.book(MemberFactory.create_batch(2), by=dev)
    booking: Booking = day.bookings.get(member=came)
    booking.give_back(dev)
    day.record({came.pk}, by=dev)
    return booking


def met(started: Pairing) -> Meeting:
    """A meeting with every act on it that leaves it standing, and one that is cancelled."""
    first, later = (MeetingFacts(timezone.now() + days * A_DAY) for days in (1, 2))
    mentee = started.mentee
    meeting, _is_new = Meeting.objects.plan(started, first, by=mentee)
    meeting.change(replace(first, minutes=90), 0, by=started.mentor)
    meeting.write_note("Bring the draft.", 0, by=started.mentor)
    other, _is_new = Meeting.objects.plan(started, later, by=mentee)
    other.cancel(0, by=mentee)
    return meeting


def agreed(aims: str) -> dict[str, str]:
    """The texts of an agreement that differs from the standard one in a heading."""
    return {**seeds.AGREEMENT, "aims": aims}


def plans(pairing: Pairing) -> tuple[Aim, NextStep]:
    """An aim, and a step for it that is ticked; and one of each that is gone."""
    aim, gone = (Aim.objects.add(pairing, text, by=pairing.mentee)[0] for text in ("One", "Two"))
    gone.remove(pairing.mentor)
    facts = {"text": "Begin", "aim": aim, "month": date(2027, 3, 1)}
    step, _is_new = NextStep.objects.add(pairing, facts, by=pairing.mentee)
    for verb in (step.tick, step.reopen, step.tick):
        verb(pairing.mentor)
    other, _is_new = NextStep.objects.add(pairing, {"milestone": "pksb"}, by=pairing.mentor)
    other.remove(pairing.mentee)
    return aim, step


LOOKING_BACK = {"went_well": "The Thursdays.", "learned": "", "differently": ""}


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@dataclass(frozen=True)
class Plant:
    """A fault, the constraints that refuse it (if any do), and how many rows it breaks."""

    invariant: str
    sow: Callable[[World], Any]
    refused_by: tuple[str, ...] = ()
    count: int = 1


def before_start(world: World):
    return world.started.activated_at - A_DAY


def forge_yes(world: World):
    told = Event.objects.about(world.started).filter(verb="pairing.accepted")
    return told.filter(particulars__side="mentor").update(actor=world.dev)


def repeat(world: World):
    event = Event.objects.about(world.ended).last()
    event.pk = None
    event.save()


def trainings(row: TrainingCompletion):
    return TrainingCompletion.objects.filter(pk=row.pk)


def told(row: TrainingCompletion | Message | Meeting):
    return Event.objects.about(row).order_by("pk")


def tell_again(pairing: Pairing) -> None:
    """A nudge that nothing on the pairing tells of."""
    Event.objects.record("pairing.nudged", by=None, on=pairing)


def recheck(check_in: CheckIn, **columns: Any):
    """Write past the verbs what was asked and answered."""
    CheckIn.objects.filter(pk=check_in.pk).update(**columns)


def helped(pairing: Pairing, dev: Member) -> CheckIn:
    """Both are asked; the mentee needs help, after another answer, and has had it."""
    Pairing.objects.filter(pk=pairing.pk).update(check_in_at=pairing.activated_at)
    CheckIn.objects.ask(pairing)
    check_in: CheckIn = pairing.check_ins.get(side="mentee")
    for answer in ("could_be_better", "need_help"):
        check_in.say(answer, pairing.mentee)
    check_in.settle(dev)
    return check_in


def replan(thing: Aim | NextStep, **columns: Any):
    """Write past the verbs what is planned."""
    type(thing).objects.filter(pk=thing.pk).update(**columns)


def retell(message: Message, **columns: Any):
    """Past every verb, with its moments in order."""
    sent = {"edited_at": columns.get("sent_at", F("sent_at"))}
    Message.objects.filter(pk=message.pk).update(**{**sent, **columns})


def remeet(world: World, **columns: Any):
    """Past every verb."""
    Meeting.objects.filter(pk=world.meeting.pk).update(**columns)


def reagree(world: World, **columns: Any):
    Agreement.objects.filter(pk=world.agreement.pk).update(**columns)


def acts_on_the_agreement(world: World, verb: str):
    return Event.objects.about(world.started).filter(verb=f"agreement.{verb}")


def agree_too_late(world: World):
    earlier = Agreement.objects.filter(pairing=world.started, number=1)
    earlier.update(agreed_at=world.agreement.agreed_at)


def another_text(world: World) -> AgreementTemplate:
    template, _is_new = AgreementTemplate.objects.write(
        "en", agreed("Others."), by=world.dev, after=1
    )
    return template


def settle_with_no_news():
    """As after the transaction that made this world: within it, all of it stays news."""
    settle(today())
    DirectoryChange.objects.all().delete()
    DirectorySnapshot.objects.update(horizon=news.from_now_on().horizon)


def forget_who_is_listed():
    settle_with_no_news()
    DirectorySet.objects.filter(dimension="listed").update(keys=BitMap().serialize())


def misquote(world: World):
    settle_with_no_news()
    [own] = texts_of([world.ben.pk]).values()
    store.write([(world.ben.pk, 0, Saying.of(own))])


def block_past_the_verb(world: World):
    """With its history, so that nothing else is wrong."""
    made = Block.objects.get()
    two = {"blocker": world.started.mentor, "blocked": world.started.mentee}
    Block.objects.filter(pk=made.pk).update(**two)
    told(made).update(actor=world.started.mentor)


def change_what_is_sealed(world: World):
    Seal.objects.add()
    Event.objects.about(world.fresh).update(actor=world.dev)


def take_a_look_away(*, sealed: bool):
    look = LookFactory()
    if sealed:
        Seal.objects.add()
    Gap.objects.let_go(Look.objects.filter(pk=look.pk))


def drop_told(event: Event):
    Event.objects.filter(pk=event.pk).delete()


def withdraw_in_silence(world: World):
    trainings(world.corrected).update(
        withdrawn_at=timezone.now(), withdrawn_by=world.dev, withdrawal_reason="None"
    )


def remark(world: World, **columns: Any):
    MentorMark.objects.filter(pk=world.mark.pk).update(**columns)


def wait_for_many(world: World):
    for profile in MentorProfileFactory.create_batch(21):
        MentorMark.objects.create(member=world.dev, profile=profile, watched_since=timezone.now())


def tell_unasked(world: World):
    Event.objects.record("mark.told", by=None, on=world.mark)


def research(world: World, **columns: Any):
    SavedSearch.objects.filter(pk=world.search.pk).update(**columns)


def keep_many(world: World):
    SavedSearchFactory.create_batch(10, member=world.dev)
    SavedSearchFactory.create_batch(10)


def write_again(world: World):
    letter = SearchLetter.objects.get()
    Event.objects.record("search_letter.written", by=None, on=letter, searches=[])


def letters_of(world: World):
    return Event.objects.filter(verb="search_letter.written")


def repeat_address(world: World):
    mine = EmailAddress.objects.get(user=world.ben.member)
    EmailAddress.objects.filter(user=world.dev).update(email=mine.email.upper())


def later(world: World) -> datetime:
    """A moment after the end."""
    assert world.ended.closed_at is not None
    return world.ended.closed_at + timedelta(microseconds=1)


def complete_alone(world: World) -> None:
    """The history of somebody who both said that it is complete and confirmed it."""
    pairing, by = world.started, world.started.mentor
    pairing.complete(by)
    world.change(pairing, status="completed", closed_at=timezone.now(), slot=None)
    Event.objects.record("pairing.completed", by=by, on=pairing)


PLANTS = [
    Plant(
        "started_means_both_accepted",
        lambda w: w.change(w.started, mentee_accepted_at=None, mentee_accepted_by=None),
        ("pairing_started_means_both_accepted",),
    ),
    Plant(
        "each_yes_is_their_own",
        lambda w: w.change(w.started, mentor_accepted_by=w.dev),
        ("pairing_mentor_yes_is_their_own",),
    ),
    Plant(
        "each_yes_is_their_own",
        lambda w: w.change(w.started, mentee_accepted_by=w.dev),
        ("pairing_mentee_yes_is_their_own",),
    ),
    Plant(
        "times_are_in_order",
        lambda w: w.change(w.started, activated_at=F("proposed_at")),
        ("pairing_starts_after_mentor_accepts",),
    ),
    Plant(
        "times_are_in_order",
        lambda w: w.change(w.ended, closed_at=before_start(w)),
        ("pairing_closes_after_start", "pairing_closes_after_proposal"),
    ),
    Plant(
        "nothing_is_in_the_future",
        lambda w: w.change(w.ended, closed_at=timezone.now() + A_DAY),
    ),
    Plant(
        "nothing_is_in_the_future",
        lambda w: trainings(w.corrected).update(completed_on=timezone.localdate() + 2 * A_DAY),
    ),
    Plant(
        "nothing_is_in_the_future",
        lambda w: Event.objects.about(w.ended).update(at=timezone.now() + A_DAY),
        count=5,
    ),
    Plant(
        "started_with_training_on_record",
        lambda w: w.ben.member.training_completions.update(recorded_at=timezone.now()),
    ),
    Plant(
        "started_with_training_on_record",
        lambda w: w.ben.member.training_completions.update(
            withdrawn_at=before_start(w), withdrawn_by=w.dev, withdrawal_reason="Earlier"
        ),
    ),
    Plant(
        "started_with_open_accounts",
        lambda w: Event.objects.record(
            "member.closed", by=w.dev, on=w.started.mentee, at=before_start(w)
        ),
    ),
    Plant(
        "places_are_within_bounds",
        lambda w: w.change(w.started, slot=21),
        ("pairing_slot_is_1_to_20",),
    ),
    Plant(
        "places_are_within_bounds",
        lambda w: MentorProfile.objects.filter(pk=w.ben.pk).update(capacity=21),
        ("mentor_capacity_is_0_to_20",),
    ),
    Plant(
        "no_place_is_held_twice",
        lambda w: w.change(w.started, slot=w.waiting.slot),
        ("one_slot_per_mentor_and_place",),
    ),
    Plant(
        "a_place_is_held_exactly_while_taken",
        lambda w: w.change(w.started, slot=None),
        ("pairing_slot_when_a_place_is_taken",),
    ),
    Plant(
        "nobody_was_taken_on_above_capacity",
        lambda w: MentorProfile.objects.filter(pk=w.ben.pk).update(capacity=1),
    ),
    Plant(
        "one_active_pairing_per_enrolment",
        lambda w: w.change(w.second, enrolment=w.started.enrolment),
        ("one_active_pairing_per_enrolment",),
    ),
    Plant(
        "one_open_pairing_per_two_people",
        lambda w: w.change(w.fresh, mentee=w.started.mentee, mentor=w.started.mentor),
        ("one_open_pairing_per_two_people",),
    ),
    Plant(
        "few_open_proposals_per_enrolment",
        lambda w: PairingFactory.create_batch(3, enrolment=w.fresh.enrolment),
    ),
    Plant(
        "nobody_mentors_themselves",
        lambda w: w.change(w.fresh, mentor=F("mentee")),
        ("pairing_not_with_oneself",),
    ),
    Plant(
        "no_start_between_manager_and_report",
        lambda w: LineManagement.objects.create(
            member=w.started.mentee, other=w.started.mentor, declared_at=before_start(w)
        ),
    ),
    Plant(
        "a_start_closes_the_other_proposals",
        lambda w: w.change(w.fresh, enrolment=w.started.enrolment),
    ),
    Plant(
        "a_closed_pairing_holds_no_place",
        lambda w: w.change(w.ended, slot=5),
        ("pairing_slot_when_a_place_is_taken",),
    ),
    Plant(
        "states_are_known_and_dated",
        lambda w: w.change(w.fresh, status="resting"),
        ("pairing_status_is_known",),
    ),
    Plant(
        "states_are_known_and_dated",
        lambda w: w.change(w.fresh, closed_at=timezone.now()),
        ("pairing_closed_at_when_closed",),
    ),
    Plant("history_leads_to_the_state", lambda w: w.change(w.ended, closed_at=later(w))),
    Plant("history_leads_to_the_state", complete_alone),
    Plant("history_leads_to_the_state", lambda w: drop_told(Event.objects.about(w.ended).last())),
    Plant("history_leads_to_the_state", lambda w: Event.objects.about(w.fresh).delete()),
    Plant("history_leads_to_the_state", forge_yes),
    Plant("history_leads_to_the_state", repeat),
    Plant(
        "history_leads_to_the_state",
        lambda w: w.change(w.started, mentor_accepted_at=F("proposed_at")),
    ),
    Plant(
        "history_leads_to_the_state",
        lambda w: Event.objects.about(w.fresh).update(subject_id=10**9),
        count=2,
    ),
    Plant("every_training_has_its_history", lambda w: drop_told(told(w.withdrawn).first())),
    Plant("every_training_has_its_history", lambda w: drop_told(told(w.withdrawn).last())),
    Plant(
        "every_training_has_its_history",
        lambda w: trainings(w.corrected.correction).update(recorded_by=w.ben.member),
    ),
    Plant("no_training_was_deleted", lambda w: trainings(w.withdrawn).delete(), count=2),
    Plant("training_is_superseded_once", withdraw_in_silence),
    Plant(
        "completions_say_the_date_of_their_day",
        lambda w: w.booking.day.completions.update(kind="refresher"),
    ),
    Plant("every_booking_has_its_history", lambda w: drop_told(told(w.booking).first())),
    Plant("every_booking_has_its_history", lambda w: drop_told(told(w.booking).last())),
    Plant(
        "training_is_superseded_once",
        lambda w: trainings(w.corrected).update(member=w.ben.member),
    ),
    Plant(
        "withdrawals_have_a_reason",
        lambda w: trainings(w.withdrawn).update(withdrawal_reason=""),
        ("training_withdrawn_with_a_reason",),
    ),
    Plant("every_letter_has_its_cause", lambda w: Event.objects.about(w.fresh).delete()),
    Plant("every_cause_has_its_letter", lambda w: DBTaskResult.objects.first().delete()),
    Plant(
        "no_act_is_told_twice",
        lambda w: send_notice.enqueue(Event.objects.about(w.fresh).get().pk),
    ),
    Plant(
        "only_proved_open_accounts_are_listed",
        lambda w: EmailAddress.objects.filter(user=w.ben.member).update(verified=False),
    ),
    Plant(
        "addresses_have_one_spelling",
        lambda w: sql("UPDATE accounts_member SET email = %s WHERE id = %s", "ﬁ@a.org", w.dev.pk),
    ),
    Plant("an_address_is_one_members", repeat_address),
    Plant("foreign_keys_lead_somewhere", lambda w: w.change(w.fresh, mentor=10**9)),
    Plant("the_mentee_owns_the_enrolment", lambda w: w.change(w.fresh, mentee=w.dev)),
    Plant(
        "enrolments_are_open_once",
        lambda w: Enrolment.objects.filter(pk=w.started.enrolment_id).update(
            member=w.second.mentee
        ),
        ("one_open_enrolment_per_member_and_route",),
    ),
    Plant(
        "everybody_is_filed_under_their_name",
        lambda w: Member.objects.filter(pk=w.ben.member_id).update(name="Somebody else"),
    ),
    Plant(
        "open_enrolments_say_where_their_member_works",
        lambda w: Enrolment.objects.filter(pk=w.started.enrolment_id).update(
            region=Region.objects.first()
        ),
    ),
    Plant("the_level_is_the_latest_award", lambda w: Registrant.objects.update(level=None)),
    Plant("awards_have_a_registrant", lambda w: Registrant.objects.all().delete()),
    Plant(
        "only_regional_officers_have_networks",
        lambda w: RemitFactory(holding=w.dev.role_holdings.get()),
    ),
    Plant(
        "the_office_is_who_holds_a_role",
        lambda w: Member.objects.filter(pk=w.ben.member_id).update(is_staff=True),
    ),
    Plant(
        "the_office_is_who_holds_a_role",
        lambda w: Member.objects.filter(pk=w.dev.pk).update(is_staff=False),
    ),
    Plant(
        "history_leads_to_the_state",
        lambda w: w.change(w.fresh, talking_since=timezone.now()),
    ),
    Plant(
        "messages_are_written_while_it_is_open",
        lambda w: retell(w.message, pairing=w.ended, sent_at=w.ended.closed_at + A_DAY),
    ),
    Plant(
        "messages_are_written_while_it_is_open",
        lambda w: retell(w.message, sent_at=w.started.proposed_at - A_DAY),
    ),
    Plant("messages_are_their_authors_own", lambda w: retell(w.message, side="mentor")),
    Plant("messages_are_their_authors_own", lambda w: retell(w.message, edited_at=None)),
    Plant("messages_are_their_authors_own", lambda w: told(w.message).delete()),
    Plant(
        "meetings_are_planned_while_it_is_open",
        lambda w: remeet(w, planned_at=w.started.proposed_at - A_DAY),
    ),
    Plant(
        "meetings_are_planned_while_it_is_open",
        lambda w: Meeting.objects.filter(pairing=w.ended).update(
            planned_at=w.ended.closed_at + A_MOMENT, cancelled_at=w.ended.closed_at + A_DAY
        ),
    ),
    Plant(
        "no_meeting_is_to_come_after_the_end",
        lambda w: Meeting.objects.filter(pairing=w.ended).update(
            cancelled_at=None, changed_at=w.ended.closed_at
        ),
    ),
    Plant("meetings_are_of_the_two", lambda w: remeet(w, side="mentor")),
    Plant("meetings_are_of_the_two", lambda w: remeet(w, sequence=2)),
    Plant("meetings_are_of_the_two", lambda w: remeet(w, edition=0)),
    Plant("meetings_are_of_the_two", lambda w: told(w.meeting).update(actor=w.dev)),
    Plant(
        "agreements_are_made_while_it_is_open",
        lambda w: reagree(w, pairing=w.ended, agreed_at=w.ended.closed_at + A_DAY),
    ),
    Plant(
        "agreements_are_made_while_it_is_open",
        lambda w: reagree(w, suggested_at=w.started.proposed_at - A_DAY),
    ),
    Plant("each_side_agrees_for_itself", lambda w: reagree(w, side="mentee")),
    Plant("each_side_agrees_for_itself", lambda w: reagree(w, agreed_at=None)),
    Plant("each_side_agrees_for_itself", lambda w: reagree(w, number=5)),
    Plant(
        "each_side_agrees_for_itself",
        lambda w: acts_on_the_agreement(w, "agreed").update(actor=w.dev),
    ),
    Plant(
        "each_side_agrees_for_itself",
        lambda w: acts_on_the_agreement(w, "suggested").delete(),
    ),
    Plant("only_the_newest_version_is_agreed_to", agree_too_late),
    Plant(
        "a_pairing_stands_on_the_text_that_was_accepted",
        lambda w: w.change(w.started, standard_text=another_text(w)),
    ),
    Plant(
        "a_pairing_stands_on_the_text_that_was_accepted",
        lambda w: w.change(w.started, standard_text=None),
    ),
    Plant(
        "records_say_what_was",
        lambda _w: MentoringRecord.objects.update(started_on=F("started_on") - A_DAY),
        ("record_starts_after_mentee_accepts", "record_starts_after_mentor_accepts"),
    ),
    Plant(
        "records_say_what_was",
        lambda _w: MentoringRecord.objects.update(closed_on=F("started_on"), status="ended"),
    ),
    Plant(
        "every_record_was_issued_once",
        lambda _w: MentoringRecord.objects.update(issued_at=F("issued_at") - A_DAY),
        count=2,
    ),
    Plant(
        "every_record_was_issued_once",
        lambda _w: Event.objects.filter(verb="record.issued").delete(),
    ),
    Plant("nothing_is_open_where_one_blocks_the_other", block_past_the_verb),
    Plant("history_leads_to_the_block", lambda w: Block.objects.update(blocked_at=NEVER)),
    Plant("history_leads_to_the_block", lambda w: Block.objects.update(blocker=w.dev)),
    Plant(
        "plans_are_made_while_it_is_active",
        lambda w: replan(w.aim, pairing=w.ended, added_at=w.ended.closed_at + A_DAY),
    ),
    Plant("plans_are_made_while_it_is_active", lambda w: replan(w.step, pairing=w.fresh)),
    Plant(
        "plans_are_made_while_it_is_active",
        lambda w: replan(w.aim, added_at=w.started.activated_at - A_DAY),
    ),
    Plant("plans_are_of_the_two", lambda w: replan(w.aim, side="mentor")),
    Plant("plans_are_of_the_two", lambda w: replan(w.step, done_side="mentee")),
    Plant("plans_are_of_the_two", lambda w: replan(w.step, done_at=None, done_side="")),
    Plant("plans_are_of_the_two", lambda w: told(w.aim).delete()),
    Plant("plans_are_of_the_two", lambda w: told(w.step).update(actor=w.dev)),
    Plant(
        "a_step_is_for_an_aim_of_its_own_pairing",
        lambda w: replan(w.step, pairing=w.second),
    ),
    Plant(
        "a_step_is_for_an_aim_of_its_own_pairing",
        lambda w: replan(w.aim, text="", removed_at=timezone.now()),
    ),
    Plant("a_month_is_kept_as_its_first_day", lambda w: replan(w.step, month=date(2027, 3, 2))),
    Plant(
        "it_is_quiet_since_the_last_act",
        lambda w: w.change(w.started, quiet_since=w.started.activated_at),
    ),
    Plant(
        "it_is_quiet_since_the_last_act",
        lambda w: w.change(w.second, quiet_since=w.second.proposed_at),
    ),
    Plant("a_quiet_time_is_told_of_once", lambda w: w.change(w.second, nudged_at=timezone.now())),
    Plant("a_quiet_time_is_told_of_once", lambda w: tell_again(w.ended)),
    Plant(
        "looking_back_is_after_the_end",
        lambda w: Reflection.objects.update(written_at=w.ended.closed_at - A_DAY),
    ),
    Plant(
        "looking_back_is_after_the_end",
        lambda w: Thanks.objects.update(pairing=w.started),
        count=1,
    ),
    Plant(
        "what_the_other_reads_was_its_authors_to_give",
        lambda _w: Reflection.objects.update(side="mentor"),
        count=2,
    ),
    Plant(
        "what_the_other_reads_was_its_authors_to_give",
        lambda _w: Reflection.objects.update(shared_at=None),
    ),
    Plant(
        "what_the_other_reads_was_its_authors_to_give",
        lambda w: Event.objects.filter(verb="thanks.sent").update(actor=w.dev),
        count=2,
    ),
    Plant("history_leads_to_the_concern", lambda w: Concern.objects.update(reported_at=NEVER)),
    Plant("history_leads_to_the_concern", lambda w: Concern.objects.update(reporter=w.dev)),
    Plant("history_leads_to_the_concern", lambda w: Concern.objects.update(taken_by=w.ben.member)),
    Plant("history_leads_to_the_concern", lambda w: Concern.objects.update(closed_by=w.dev)),
    Plant("history_leads_to_the_concern", lambda w: Concern.objects.update(told_at=NEVER)),
    Plant(
        "questions_are_asked_and_answered_while_it_is_active",
        lambda w: recheck(w.check_in, asked_at=w.started.activated_at - A_DAY),
    ),
    Plant(
        "questions_are_asked_and_answered_while_it_is_active",
        lambda w: recheck(w.check_in, pairing=w.fresh),
    ),
    Plant("an_answer_is_its_authors_own", lambda w: recheck(w.check_in, side="mentor", number=9)),
    Plant("an_answer_is_its_authors_own", lambda w: recheck(w.check_in, answered_at=F("asked_at"))),
    Plant(
        "an_answer_is_its_authors_own",
        lambda w: told(w.check_in).filter(verb="check_in.help_wanted").update(actor=w.dev),
    ),
    Plant("an_answer_is_its_authors_own", lambda w: recheck(w.check_in, settled_by=w.ben.member)),
    Plant("nobody_marks_themselves", lambda w: remark(w, member=w.ben.member)),
    Plant(
        "hidden_is_neither_shortlisted_nor_watched",
        lambda w: remark(w, hidden_at=timezone.now()),
        ("mark_not_shortlisted_and_hidden",),
    ),
    Plant(
        "hidden_is_neither_shortlisted_nor_watched",
        lambda w: remark(
            w, shortlisted_at=None, hidden_at=timezone.now(), watched_since=timezone.now()
        ),
        ("mark_not_hidden_and_watched",),
    ),
    Plant("few_are_shortlisted_and_few_are_watched", wait_for_many),
    Plant("history_leads_to_the_mark", lambda w: remark(w, shortlisted_at=None)),
    Plant("history_leads_to_the_mark", lambda w: remark(w, member=w.ben.member)),
    Plant("history_leads_to_the_mark", lambda w: told(w.mark).delete()),
    Plant("history_leads_to_the_mark", lambda w: remark(w, watched_since=timezone.now())),
    Plant("history_leads_to_the_mark", tell_unasked),
    Plant("few_searches_are_saved", keep_many),
    Plant("history_leads_to_the_saved_search", lambda w: research(w, letters_since=None)),
    Plant(
        "history_leads_to_the_saved_search", lambda w: research(w, saved_at=F("saved_at") - A_DAY)
    ),
    Plant("history_leads_to_the_saved_search", lambda w: research(w, member=w.ben.member)),
    Plant("history_leads_to_the_saved_search", lambda w: told(w.search).delete()),
    Plant("history_leads_to_the_saved_search", lambda w: drop_told(told(w.search)[1])),
    Plant("every_letter_of_new_mentors_was_written_once", write_again),
    Plant("every_letter_of_new_mentors_was_written_once", lambda w: letters_of(w).delete()),
    Plant("what_a_search_was_told_stands_in_a_letter", lambda w: letters_of(w).delete()),
    Plant(
        "what_a_search_was_told_stands_in_a_letter",
        lambda w: research(w, told_at=F("told_at") + A_DAY),
    ),
    Plant(
        "what_a_search_was_told_stands_in_a_letter",
        lambda w: letters_of(w).update(particulars={"searches": []}),
    ),
    Plant(
        "what_a_search_was_told_stands_in_a_letter",
        lambda w: SearchLetter.objects.update(member=w.ben.member),
    ),
    Plant(
        "the_directory_hears_of_every_change",
        lambda w: hearing.stop(plan=["a migration"]),
        count=3 * len(hearing.EARS),
    ),
    Plant(
        "history_is_only_added_to",
        lambda w: append_only.unguard(plan=["a migration"]),
        count=4 * len(append_only.ACTS[connection.vendor]),
    ),
    Plant(
        "history_says_how_much_of_it_was_let_go",
        lambda w: Gap.objects.create(
            label="history.Event", key=10**9, digest="0" * 64, at=timezone.now()
        ),
    ),
    Plant("looks_are_let_go_when_their_time_is_over", lambda w: take_a_look_away(sealed=False)),
    Plant("looks_are_let_go_when_their_time_is_over", lambda w: take_a_look_away(sealed=True)),
    Plant("history_is_as_it_was_sealed", change_what_is_sealed),
    Plant("kept_sets_are_those_counted_anew", lambda w: forget_who_is_listed()),
    Plant("kept_words_are_what_mentors_say", misquote),
]


def count_of(name: str) -> int:
    return next(i for i in INVARIANTS if i.name == name).violations()


def test_a_world_made_by_the_verbs_is_in_order(world: World):
    assert check_invariants() == []


def test_every_invariant_has_a_planted_fault():
    assert {plant.invariant for plant in PLANTS} == {i.name for i in INVARIANTS}


def test_every_invariant_says_its_sentence():
    assert [i.name for i in INVARIANTS if not i.sentence.endswith(".")] == []


def is_refused(world: World, plant: Plant) -> bool:
    try:
        with transaction.atomic():
            plant.sow(world)
    except IntegrityError:
        return True
    return False


def count_of_planted(world: World, plant: Plant) -> int:
    with rolled_back(), without(*plant.refused_by), append_only.lifted():
        plant.sow(world)
        return count_of(plant.invariant)


def test_the_database_refuses_every_fault_that_a_constraint_can(world: World):
    """One world for all, since each refusal leaves it as it was."""
    held = [plant for plant in PLANTS if plant.refused_by]
    assert [plant.refused_by for plant in held if not is_refused(world, plant)] == []


def test_every_planted_fault_is_counted(world: World):
    """One world for all, since each plant is rolled back."""
    for number, plant in enumerate(PLANTS):
        counted = [count_of_planted(world, plant), count_of(plant.invariant)]
        assert counted == [plant.count, 0], f"{number}: {plant.invariant}"


def test_what_does_not_hold_is_named(world: World):
    world.change(world.ended, closed_at=later(world))
    assert check_invariants() == [Broken("history_leads_to_the_state", 1)]


def test_a_mentor_may_lower_their_places_below_what_is_taken(world: World):
    world.ben.change(world.ben.member, {"capacity": 1}, {})
    assert check_invariants() == []


def test_an_act_of_long_ago_may_have_lost_its_letter(world: World):
    with append_only.lifted():
        Event.objects.about(world.fresh).update(at=timezone.now() - 3 * A_DAY)
    DBTaskResult.objects.all().delete()
    assert count_of("every_cause_has_its_letter") > 0
    with append_only.lifted():
        Event.objects.update(at=timezone.now() - 3 * A_DAY)
    assert count_of("every_cause_has_its_letter") == 0


def test_marks_that_went_with_their_member_leave_their_history(world: World):
    MentorMark.objects.all().delete()
    assert check_invariants() == []


def test_an_erasure_leaves_a_world_in_order(world: World, settings: Any, tmp_path: Path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.txt"
    gone = {world.ben.member, world.started.mentee, world.ended.mentee, world.ended.mentor}
    for member in gone:
        ask_to_be_erased(member, timezone.now() - 7 * A_DAY)
        assert erase(Erasure.objects.get(member=member))
    assert check_invariants() == []


def test_the_command_prints_each_with_its_count_and_succeeds(world: World):
    said = StringIO()
    call_command("check_invariants", stdout=said)
    lines = said.getvalue().splitlines()
    assert len(lines) == len(INVARIANTS) + 1
    for line, invariant in zip(lines, INVARIANTS, strict=False):
        assert line.split()[:3] == ["0", invariant.number, f"{invariant.name}:"]
    assert lines[-1] == f"All {len(INVARIANTS)} invariants hold."


def test_the_command_fails_when_one_does_not_hold(world: World):
    world.change(world.ended, closed_at=later(world))
    said = StringIO()
    with pytest.raises(CommandError, match=f"1 of {len(INVARIANTS)} invariants") as failure:
        call_command("check_invariants", stdout=said)
    assert failure.value.returncode == 1
    assert "     1  I8   history_leads_to_the_state" in said.getvalue()
