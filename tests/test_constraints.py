"""Every named constraint is refused by the database itself, whatever wrote the row."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Value
from django.utils import timezone

from accounts.models import Member
from history.models import Gap, Seal
from lib.constraints import both_or_neither
from mentoring.directory.sets.settling import settle
from mentoring.models import DirectorySet, DirectorySnapshot, DirectoryWord, Pairing
from tests import factories as make
from tests.constraints import rolled_back, without

pytestmark = pytest.mark.django_db
OURS = ("history", "accounts", "registration", "mentoring", "staff", "demo")
TERMS = (
    "sector",
    "organisationkind",
    "region",
    "knowledgearea",
    "meetingway",
    "language",
    "route",
)
A_DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)
# What keeps the row out before the constraint is asked: the column takes no NULL.
NEVER_EMPTY = {
    "hold_placed_has_who_and_when": "placed_by_id",
    "number_chosen_has_who_and_when": "chosen_by_id",
    "wording_written_has_who_and_when": "written_by_id",
    "pairing_proposed_has_who_and_when": "proposed_by_id",
    "import_uploaded_has_who_and_when": "uploaded_by_id",
    "training_recorded_has_who_and_when": "recorded_by_id",
    "booking_booked_has_who_and_when": "booked_by_id",
}
# Pairs of who and when without a constraint, and why.
ONE_ALONE = {
    ("AgreementTemplate", "written"): "the first text of all came with the product",
    ("RoleHolding", "given"): "the command line gives a role, and then nobody is its giver",
}


def our_models() -> Iterator[type[models.Model]]:
    for app in OURS:
        yield from apps.get_app_config(app).get_models()


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {c.name: (model, c) for model in our_models() for c in model._meta.constraints}


def change(row: models.Model, **columns: Any) -> None:
    """Write past every verb, `save` and form; a `Value` also past a field's own spelling."""
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def again(row: models.Model, **columns: Any) -> None:
    """Write the same row once more, under a key of its own."""
    copied = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    twin = type(row)(**{**copied, row._meta.pk.attname: None, **columns})
    type(row)._base_manager.bulk_create([twin])


def take_address(member: Member, other: Member) -> None:
    """Only in other letters can an address be taken twice past the column's own uniqueness."""
    with without("an_address_is_in_small_letters"):
        change(member, email=Value(other.email.upper()))


def pairing_plants() -> dict[str, Callable[[], None]]:
    fresh, accepted, started = make.proposed(), make.accepted_by_mentor(), make.active()
    half, over, declined = make.accepted_by_mentee(), make.closed("ended"), make.closed("declined")
    busy = make.mentor(capacity=2)
    first, second = make.active(mentor=busy), make.active(mentor=busy)
    now, anybody = timezone.now(), make.MemberFactory()
    yes = {"mentee_accepted_at": now, "mentee_accepted_by": F("mentee")}
    no = {"mentee_accepted_at": None, "mentee_accepted_by": None}
    two = {"mentee": started.mentee, "mentor": started.mentor}
    return {
        "pairing_not_with_oneself": lambda: change(fresh, mentor=F("mentee")),
        "pairing_status_is_known": lambda: change(fresh, status="resting"),
        "pairing_started_means_both_accepted": lambda: change(started, **no),
        "pairing_proposed_means_a_yes_is_missing": lambda: change(accepted, **yes),
        "pairing_activated_at_when_started": lambda: change(fresh, activated_at=now),
        "pairing_closed_at_when_closed": lambda: change(fresh, closed_at=now),
        "pairing_slot_when_a_place_is_taken": lambda: change(fresh, slot=1),
        "pairing_slot_is_1_to_20": lambda: change(started, slot=21),
        "pairing_mentor_yes_is_their_own": lambda: change(started, mentor_accepted_by=anybody),
        "pairing_mentee_yes_is_their_own": lambda: change(started, mentee_accepted_by=anybody),
        "pairing_proposed_has_who_and_when": lambda: change(fresh, proposed_by=None),
        "pairing_mentor_accepted_has_who_and_when": lambda: change(
            started, mentor_accepted_by=None
        ),
        "pairing_mentee_accepted_has_who_and_when": lambda: change(
            started, mentee_accepted_by=None
        ),
        "pairing_mentor_accepts_after_proposal": lambda: change(
            accepted, mentor_accepted_at=accepted.proposed_at - A_DAY
        ),
        "pairing_mentee_accepts_after_proposal": lambda: change(
            half, mentee_accepted_at=half.proposed_at - A_DAY
        ),
        "pairing_reason_is_known": lambda: change(declined, declined_for="boredom"),
        "pairing_reason_and_note_when_declined": lambda: change(fresh, declined_for="full"),
        "pairing_office_note_when_suggested": lambda: change(fresh, office_note="Do meet."),
        "pairing_end_reason_is_known": lambda: change(over, ended_for="boredom"),
        "pairing_end_reason_when_ended": lambda: change(started, ended_for="time"),
        **ongoing_plants(started, anybody),
        "pairing_talks_after_proposal": lambda: change(
            fresh, talking_since=fresh.proposed_at - A_MOMENT
        ),
        "pairing_talks_before_mentor_accepts": lambda: change(accepted, talking_since=now),
        "pairing_starts_after_mentor_accepts": lambda: change(
            started, mentor_accepted_at=started.activated_at + A_MOMENT
        ),
        "pairing_starts_after_mentee_accepts": lambda: change(
            started, mentee_accepted_at=started.activated_at + A_MOMENT
        ),
        "pairing_is_nudged_after_it_went_quiet": lambda: change(
            started, nudged_at=started.quiet_since - A_MOMENT
        ),
        "pairing_checks_in_after_start": lambda: change(
            started, check_in_at=started.activated_at - A_MOMENT
        ),
        "pairing_closes_after_proposal": lambda: change(
            declined, closed_at=declined.proposed_at - A_MOMENT
        ),
        "pairing_closes_after_start": lambda: change(over, closed_at=over.activated_at - A_MOMENT),
        "pairing_is_replied_to_after_proposal": lambda: change(
            fresh, replied_at=fresh.proposed_at - A_MOMENT
        ),
        "pairing_noted_when_started": lambda: change(started, noted_at=None),
        "pairing_knows_its_route": lambda: change(fresh, route=None),
        "pairing_is_noted_from_its_start": lambda: change(
            started, noted_at=started.activated_at - A_MOMENT
        ),
        "one_open_pairing_per_two_people": lambda: change(fresh, **two),
        "one_active_pairing_per_enrolment": lambda: change(second, enrolment=first.enrolment),
        "one_slot_per_mentor_and_place": lambda: change(second, slot=first.slot),
    }


def ongoing_plants(started: Pairing, anybody: Member) -> dict[str, Callable[[], None]]:
    """A pause, and a completion."""
    fresh, resting, asked = make.proposed(), make.paused(), make.completing()
    done, now = make.closed("completed"), timezone.now()
    by = {"paused_by": F("mentor"), "paused_until": now.date()}
    said = {"completion_proposed_by": F("mentee")}
    none = {"completion_proposed_at": None, "completion_proposed_by": None}
    before, after = started.activated_at - A_MOMENT, done.closed_at + A_MOMENT
    return {
        "pairing_paused_while_active": lambda: change(fresh, paused_at=now, **by),
        "pairing_pause_has_a_day": lambda: change(resting, paused_until=None),
        "pairing_paused_by_one_of_the_two": lambda: change(resting, paused_by=anybody),
        "pairing_paused_has_who_and_when": lambda: change(resting, paused_by=None),
        "pairing_pauses_after_start": lambda: change(started, paused_at=before, **by),
        "pairing_completion_proposed_by_one_of_the_two": lambda: change(
            asked, completion_proposed_by=anybody
        ),
        "pairing_completion_proposed_while_active": lambda: change(
            fresh, completion_proposed_at=now, **said
        ),
        "pairing_completed_was_proposed_to_be": lambda: change(done, **none),
        "pairing_completion_proposed_has_who_and_when": lambda: change(
            asked, completion_proposed_by=None
        ),
        "pairing_completion_proposed_after_start": lambda: change(
            started, completion_proposed_at=before, **said
        ),
        "pairing_closes_after_completion_proposed": lambda: change(
            done, completion_proposed_at=after
        ),
    }


def mentor_plants() -> dict[str, Callable[[], None]]:
    row, profile = make.TrainingCompletionFactory(), make.MentorProfileFactory()
    draft, declared = make.ProposalDraftFactory(), make.LineManagementFactory()
    booking = make.BookingFactory()
    day, of_the_day = booking.day, make.TrainingCompletionFactory(day=booking.day)
    given_back, gone = make.BookingFactory(day=day), {"absent_at": timezone.now()}
    change(given_back, given_back_at=timezone.now(), given_back_by=F("member"))
    now, by = timezone.now(), make.MemberFactory()
    return {
        "training_warned_at_when_warned": lambda: change(row, lapse_warnings=1),
        "training_is_warned_of_twice_at_most": lambda: change(
            row, lapse_warnings=3, lapse_warned_at=now
        ),
        "training_kind_is_known": lambda: change(row, kind="magic"),
        "training_mode_is_known": lambda: change(row, mode="by post"),
        "training_recorded_has_who_and_when": lambda: change(row, recorded_by=None),
        "training_withdrawn_has_who_and_when": lambda: change(row, withdrawn_by=by),
        "training_withdrawn_with_a_reason": lambda: change(row, withdrawn_at=now, withdrawn_by=by),
        "training_not_a_correction_of_itself": lambda: change(row, corrects=F("id")),
        "one_completion_per_training_day_and_member": lambda: again(of_the_day, code="0" * 12),
        "a_code_is_of_one_completion": lambda: again(row),
        "training_day_cancelled_has_who_and_when": lambda: change(
            day, cancelled_at=now, cancel_reason="Snow."
        ),
        "training_day_cancelled_with_a_reason": lambda: change(day, cancel_reason="Snow."),
        "training_day_kind_is_known": lambda: change(day, kind="magic"),
        "training_day_mode_is_known": lambda: change(day, mode="by post"),
        "training_day_in_person_has_a_place": lambda: change(day, place=""),
        "training_day_places_are_1_to_500": lambda: change(day, places=501),
        "one_booking_per_day_and_member": lambda: again(booking),
        "booking_booked_has_who_and_when": lambda: change(booking, booked_by=None),
        "booking_given_back_has_who_and_when": lambda: change(booking, given_back_by=F("member")),
        "booking_absent_has_who_and_when": lambda: change(booking, **gone),
        "booking_not_given_back_and_absent": lambda: change(
            given_back, absent_by=F("member"), **gone
        ),
        "mentor_capacity_is_0_to_20": lambda: change(profile, capacity=21),
        "mentor_asked_on_when_asked": lambda: change(profile, confirmation_asks=1),
        "mentor_asked_while_listed": lambda: change(
            profile, listed_at=None, confirmation_asks=1, confirmation_asked_on=now.date()
        ),
        "mentor_listed_means_confirmed": lambda: change(profile, availability_confirmed_on=None),
        "one_draft_per_two_people": lambda: again(draft),
        "draft_not_to_oneself": lambda: change(draft, mentor=F("mentee")),
        "line_management_declared_once": lambda: again(declared),
        "line_management_not_with_oneself": lambda: change(declared, other=F("member")),
    }


def application_plants() -> dict[str, Callable[[], None]]:
    waits, by, now = make.ApplicationFactory(), make.MemberFactory(), timezone.now()
    said = {"answered_at": now, "answered_by": by}
    return {
        "application_answer_is_known": lambda: change(waits, answer="eh", **said),
        "application_answered_has_who_and_when": lambda: change(waits, answered_by=by),
        "application_answered_with_a_word": lambda: change(waits, **said),
        "application_no_has_a_reason": lambda: change(waits, answer="no", **said),
        "application_taken_back_is_not_answered": lambda: change(
            waits, answer="yes", taken_back_at=now, **said
        ),
        "one_application_waits_per_member": lambda: again(waits),
    }


def message_plants() -> dict[str, Callable[[], None]]:
    message, draft = make.MessageFactory(), make.MessageDraftFactory()
    before = message.sent_at - A_MOMENT
    return {
        "message_is_of_one_of_the_two": lambda: change(message, side="office"),
        "message_says_something": lambda: change(message, text=""),
        "message_is_edited_after_it_is_sent": lambda: change(message, edited_at=before),
        "message_is_seen_after_it_is_sent": lambda: change(message, seen_at=before),
        "message_draft_is_of_one_of_the_two": lambda: change(draft, side="office"),
        "message_draft_says_something": lambda: change(draft, text=""),
        "one_message_draft_per_pairing_and_side": lambda: again(draft),
    }


def meeting_plants() -> dict[str, Callable[[], None]]:
    meeting, note = make.MeetingFactory(), make.MeetingNoteFactory()
    before = meeting.planned_at - A_MOMENT
    return {
        "meeting_is_of_one_of_the_two": lambda: change(meeting, side="office"),
        "meeting_lasts_1_to_600_minutes": lambda: change(meeting, minutes=601),
        "meeting_is_changed_after_it_is_planned": lambda: change(
            meeting, sequence=1, changed_at=before
        ),
        "meeting_is_cancelled_after_it_is_planned": lambda: change(
            meeting, sequence=1, cancelled_at=before
        ),
        "meeting_sequence_counts_what_was_changed": lambda: change(meeting, sequence=1),
        "one_meeting_per_pairing_and_time": lambda: again(meeting, uid=uuid4()),
        "meeting_note_is_of_one_of_the_two": lambda: change(note, side="office"),
        "meeting_note_says_something": lambda: change(note, text=""),
        "one_note_per_meeting_and_side": lambda: again(note),
    }


def agreement_plants() -> dict[str, Callable[[], None]]:
    version, template = make.AgreementFactory(), make.AgreementTemplateFactory()
    return {
        "one_agreement_per_pairing_and_number": lambda: again(version),
        "agreement_is_numbered_from_1": lambda: change(version, number=0),
        "agreement_is_suggested_by_one_of_the_two": lambda: change(version, side="office"),
        "agreement_is_agreed_after_it_is_suggested": lambda: change(
            version, agreed_at=version.suggested_at - A_MOMENT
        ),
        "agreement_says_something_on_confidentiality": lambda: change(version, confidentiality=""),
        "one_agreement_template_per_language_and_number": lambda: again(template),
        "agreement_template_says_something_on_confidentiality": lambda: change(
            template, confidentiality=""
        ),
        "pairing_standard_text_means_a_yes": lambda: change(
            version.pairing, standard_text=template
        ),
    }


def record_plants() -> dict[str, Callable[[], None]]:
    record = make.MentoringRecordFactory()
    early = record.started_on - A_DAY
    return {
        "a_code_is_of_one_record": lambda: again(record, minutes=0, meetings=99),
        "one_record_per_pairing_and_facts": lambda: again(record, code="0" * 12),
        "record_is_issued_to_one_of_the_two": lambda: change(record, side="office"),
        "record_is_of_a_started_pairing": lambda: change(record, status="declined", closed_on=None),
        "record_closed_on_when_closed": lambda: change(record, closed_on=None),
        "record_starts_after_mentee_accepts": lambda: change(
            record, mentee_accepted_on=record.started_on + A_DAY
        ),
        "record_starts_after_mentor_accepts": lambda: change(
            record, mentor_accepted_on=record.started_on + A_DAY
        ),
        "record_closes_after_start": lambda: change(record, closed_on=early),
        "record_minutes_are_of_meetings": lambda: change(record, minutes=30),
    }


def safety_plants() -> dict[str, Callable[[], None]]:
    block, concern, anybody = make.BlockFactory(), make.ConcernFactory(), make.MemberFactory()
    now = timezone.now()
    taken = make.ConcernFactory(reported_at=now - A_DAY, taken_at=now, taken_by=anybody)
    return {
        "one_block_per_blocker_and_blocked": lambda: again(block),
        "block_not_of_oneself": lambda: change(block, blocked=F("blocker")),
        "concern_topic_is_known": lambda: change(concern, topic="weather"),
        "concern_reason_is_known": lambda: change(concern, reason="boredom"),
        "concern_taken_has_who_and_when": lambda: change(concern, taken_by=anybody),
        "concern_closed_has_who_and_when": lambda: change(
            taken, closed_at=now, outcome="Spoken with both."
        ),
        "concern_is_taken_after_it_is_reported": lambda: change(
            taken, taken_at=taken.reported_at - A_MOMENT
        ),
        "concern_is_closed_after_it_is_taken": lambda: change(
            taken, closed_at=taken.taken_at - A_MOMENT, closed_by=anybody, outcome="Early."
        ),
        "concern_closed_with_an_outcome": lambda: change(taken, closed_at=now, closed_by=anybody),
        "concern_answer_of_a_closed_complaint": lambda: change(concern, answer="We have."),
        "concern_address_only_of_visitors": lambda: change(concern, email="a@example.org"),
    }


def hold_plants() -> dict[str, Callable[[], None]]:
    hold, concern, now = make.HoldFactory(), make.ConcernFactory(), timezone.now()
    other = make.HoldFactory(member=None, concern=concern)
    return {
        "hold_ground_is_known": lambda: change(hold, ground="habit"),
        "hold_placed_has_who_and_when": lambda: change(hold, placed_by=None),
        "hold_is_on_one_thing": lambda: change(hold, concern=make.ConcernFactory()),
        "hold_says_why_while_it_stands": lambda: change(hold, lifted_at=now),
        "one_standing_hold_per_member": lambda: again(hold),
        "one_standing_hold_per_concern": lambda: again(other),
    }


def import_plants() -> dict[str, Callable[[], None]]:
    found, now, anybody = make.ImportFactory(), timezone.now(), make.MemberFactory()
    applied = {"applied_at": now, "applied_by": anybody}
    done = make.ImportFactory(status="applied", **applied)
    undone = make.ImportFactory(status="undone", **applied, undone_at=now, undone_by=anybody)
    return {
        "import_kind_is_known": lambda: change(found, kind="pets"),
        "import_status_is_known": lambda: change(found, status="lost"),
        "import_uploaded_has_who_and_when": lambda: change(found, uploaded_by=None),
        "import_applied_has_who_and_when": lambda: change(done, applied_by=None),
        "import_undone_has_who_and_when": lambda: change(undone, undone_by=None),
        "import_applied_at_when_applied": lambda: change(found, **applied),
        "import_undone_at_when_undone": lambda: change(done, undone_at=now, undone_by=anybody),
    }


def desk_plants() -> dict[str, Callable[[], None]]:
    taken, anybody, now = make.DeskItemFactory(), make.MemberFactory(), timezone.now()
    return {
        "desk_item_matter_is_known": lambda: change(taken, matter="weather"),
        "desk_item_taken_has_who_and_when": lambda: change(taken, taken_by=None),
        "desk_item_settled_has_who_and_when": lambda: change(taken, settled_by=anybody),
        "desk_item_settled_is_nobodys": lambda: change(taken, settled_at=now, settled_by=anybody),
        "one_desk_item_per_matter_and_subject": lambda: again(taken),
    }


def plan_plants() -> dict[str, Callable[[], None]]:
    aim, step = make.AimFactory(), make.NextStepFactory()
    now, before = timezone.now(), step.added_at - A_MOMENT
    noted = make.NextStepFactory(text="", milestone="evidence")
    return {
        "aim_is_of_one_of_the_two": lambda: change(aim, side="office"),
        "aim_says_something_until_removed": lambda: change(aim, text=""),
        "aim_is_removed_after_it_is_added": lambda: change(
            aim, text="", removed_at=aim.added_at - A_MOMENT
        ),
        "step_is_of_one_of_the_two": lambda: change(step, side="office"),
        "step_milestone_is_known": lambda: change(step, text="", milestone="marathon"),
        "step_says_something_until_removed": lambda: change(step, text=""),
        "step_is_words_or_a_milestone": lambda: change(step, milestone="evidence"),
        "step_is_ticked_by_one_of_the_two": lambda: change(step, done_at=now, done_side="office"),
        "step_done_has_when_and_side": lambda: change(step, done_at=now),
        "step_is_done_after_it_is_added": lambda: change(step, done_at=before, done_side="mentee"),
        "step_is_removed_after_it_is_added": lambda: change(step, text="", removed_at=before),
        "one_step_per_pairing_and_milestone": lambda: again(noted),
    }


def closing_plants() -> dict[str, Callable[[], None]]:
    reflection, thanks = make.ReflectionFactory(), make.ThanksFactory()
    shared = {"shared_at": reflection.written_at}
    return {
        "reflection_is_of_one_of_the_two": lambda: change(reflection, side="office"),
        "one_reflection_per_pairing_and_side": lambda: again(reflection),
        "reflection_is_shared_after_it_is_written": lambda: change(
            reflection, shared_at=reflection.written_at - A_MOMENT
        ),
        "reflection_that_is_shared_says_something": lambda: change(
            reflection, learned="", **shared
        ),
        "thanks_are_of_one_of_the_two": lambda: change(thanks, side="office"),
        "thanks_say_something": lambda: change(thanks, text=""),
        "one_thanks_per_pairing_and_side": lambda: again(thanks),
    }


def check_in_plants() -> dict[str, Callable[[], None]]:
    asked, now = make.CheckInFactory(), timezone.now()
    wanted = make.CheckInFactory(answer="need_help")
    by, before = asked.pairing.mentor, asked.asked_at - A_MOMENT
    return {
        "check_in_is_of_one_of_the_two": lambda: change(asked, side="office"),
        "check_in_answer_is_known": lambda: change(asked, answer="fine", answered_at=now),
        "check_in_is_numbered_from_1": lambda: change(asked, number=0),
        "check_in_answered_at_when_answered": lambda: change(asked, answered_at=now),
        "check_in_is_answered_after_it_is_asked": lambda: change(
            asked, answer="going_well", answered_at=before
        ),
        "check_in_settled_has_who_and_when": lambda: change(wanted, settled_at=wanted.answered_at),
        "check_in_settled_when_help_was_wanted": lambda: change(
            asked, settled_at=now, settled_by=by
        ),
        "check_in_is_settled_after_it_is_answered": lambda: change(
            wanted, settled_at=wanted.answered_at - A_MOMENT, settled_by=by
        ),
        "one_check_in_per_pairing_side_and_number": lambda: again(asked),
    }


def number_plants() -> dict[str, Callable[[], None]]:
    chosen = make.ChosenNumberFactory()
    return {
        "one_number_is_chosen_at_a_time": lambda: again(chosen),
        "number_chosen_has_who_and_when": lambda: change(chosen, chosen_by=None),
    }


def wording_plants() -> dict[str, Callable[[], None]]:
    wording = make.WordingFactory()
    return {
        "one_wording_per_letter_language_and_number": lambda: again(wording),
        "wording_written_has_who_and_when": lambda: change(wording, written_by=None),
    }


def telling_plants() -> dict[str, Callable[[], None]]:
    telling, now = make.TellingFactory(), timezone.now()
    return {
        "telling_happened_is_known": lambda: change(telling, happened="began"),
        "telling_is_due_or_told_or_given_up": lambda: change(telling, told_at=now),
        "one_telling_per_pairing_and_what_happened": lambda: again(telling, uid=uuid4()),
    }


def directory_plants() -> dict[str, Callable[[], None]]:
    make.MentorProfileFactory()
    settle(date(2026, 11, 2))
    kept, one = DirectorySnapshot.objects.get(), DirectorySet.objects.first()
    word = DirectoryWord.objects.first()
    return {
        "one_directory_snapshot": lambda: change(kept, id=2),
        "one_directory_set_per_value": lambda: again(one),
        "one_directory_word_per_key": lambda: again(word),
    }


def mark_plants() -> dict[str, Callable[[], None]]:
    kept, now = make.MentorMarkFactory(), timezone.now()
    hidden = make.MentorMarkFactory(shortlisted_at=None, hidden_at=now)
    return {
        "one_mark_per_member_and_mentor": lambda: again(kept),
        "mark_not_shortlisted_and_hidden": lambda: change(kept, hidden_at=now),
        "mark_not_hidden_and_watched": lambda: change(hidden, watched_since=now),
    }


def search_plants() -> dict[str, Callable[[], None]]:
    kept, letter, now = make.SavedSearchFactory(), make.SearchLetterFactory(), timezone.now()
    return {
        "one_saved_search_per_member_and_query": lambda: again(kept),
        "saved_search_asks_something": lambda: change(kept, query=""),
        "saved_search_letters_begin_after_saving": lambda: change(
            kept, letters_since=kept.saved_at - A_MOMENT
        ),
        "saved_search_told_after_saving": lambda: change(
            kept, told=b"", told_at=kept.saved_at - A_MOMENT
        ),
        "saved_search_told_has_whom_and_when": lambda: change(kept, told_at=now),
        "one_search_letter_per_member_and_day": lambda: again(letter),
    }


def tally_plants() -> dict[str, Callable[[], None]]:
    line = make.TallyLineFactory()
    return {
        "tally_follows_an_earlier_one": lambda: change(line.tally, follows=line.tally.until),
        "tally_line_counts_somebody": lambda: change(line, started=0),
    }


def registration_plants() -> dict[str, Callable[[], None]]:
    enrolment, award = make.EnrolmentFactory(), make.AwardFactory()
    now, before = timezone.now(), enrolment.opened_at - A_MOMENT
    return {
        "enrolment_status_is_known": lambda: change(enrolment, status="resting", closed_at=now),
        "enrolment_closed_at_when_closed": lambda: change(enrolment, closed_at=now),
        "enrolment_closed_after_opened": lambda: change(enrolment, status="left", closed_at=before),
        "enrolment_agreed_after_asked": lambda: change(enrolment, asked_at=now, agreed_at=before),
        "enrolment_started_after_agreed": lambda: change(
            enrolment, agreed_at=now, started_at=before
        ),
        "enrolment_mentored_after_started": lambda: change(
            enrolment, started_at=now, mentored_at=before
        ),
        "one_open_enrolment_per_member_and_route": lambda: again(enrolment),
        "award_held_once_per_route": lambda: again(award, awarded_on=date(2021, 6, 1)),
    }


def vocabulary_plants() -> dict[str, Callable[[], None]]:
    now, plants = timezone.now(), {}
    for name in TERMS:
        term, other = apps.get_model("registration", name).objects.order_by("pk")[:2]
        plants[f"{name}_replaced_means_retired"] = lambda term=term, other=other: change(
            term, replaced_by=other
        )
        plants[f"{name}_not_replaced_by_itself"] = lambda term=term: change(
            term, replaced_by=F("id"), retired_at=now
        )
    return plants


def history_plants() -> dict[str, Callable[[], None]]:
    """Written once more with a fault, since what is there cannot be changed."""
    look = make.LookFactory()
    Seal.objects.add()
    seal = Seal.objects.get(label="history.Look")
    other = {"last": seal.last + 1, "previous": "another"}
    gap = Gap.objects.create(label="history.Event", key=1, digest="0" * 64, at=timezone.now())
    return {
        "a_look_is_at_a_known_page": lambda: again(look, page="diary"),
        "a_look_at_ones_own_record_is_none": lambda: again(look, whose_id=look.viewer_id),
        "one_look_per_hour_record_and_page": lambda: again(look),
        "a_gap_is_in_a_known_table": lambda: again(gap, label="accounts.Member"),
        "a_row_is_let_go_once": lambda: again(gap),
        "a_seal_is_of_a_known_table": lambda: again(seal, label="accounts.Member"),
        "a_seal_is_over_rows": lambda: again(seal, rows=0, **other),
        "a_seal_is_followed_by_one_seal": lambda: again(seal, last=seal.last + 1),
        "a_row_is_sealed_once": lambda: again(seal, previous="another"),
    }


def leaving_plants() -> dict[str, Callable[[], None]]:
    erasure, copy, kept = make.ErasureFactory(), make.DataCopyFactory(), make.KeptTextsFactory()
    gone = make.KeptTextsFactory(emptied_at=timezone.now() + A_DAY)
    past, ended = make.PastCountFactory(), make.PastCountFactory(counted="closed", status="ended")
    before = {"made_at": copy.asked_at - A_DAY, "content": b"x"}
    return {
        "erasure_is_due_after_it_is_asked": lambda: change(
            erasure, due_at=erasure.asked_at - A_DAY
        ),
        "erasure_is_done_when_it_is_due": lambda: change(erasure, done_at=erasure.asked_at),
        "erasure_is_told_from_its_beginning_on": lambda: change(
            erasure, warned_at=erasure.asked_at - A_DAY
        ),
        "erasure_identity_only_where_it_was_entered": lambda: change(erasure, identity="A letter."),
        "copy_is_made_after_it_is_asked": lambda: change(copy, **before),
        "copy_has_content_when_made": lambda: change(copy, made_at=timezone.now()),
        "counting_is_told_after_texts_are_gone": lambda: change(
            gone, counting_told_at=gone.emptied_at - A_DAY
        ),
        "past_count_is_of_a_known_kind": lambda: change(past, counted="guessed"),
        "past_count_status_is_a_closed_one": lambda: change(ended, status="active"),
        "past_count_counts_somebody": lambda: change(past, number=0),
        "past_count_has_a_status_when_of_closings": lambda: change(past, reason="full"),
        "texts_go_after_the_two_are_told": lambda: change(kept, emptied_at=kept.told_at - A_DAY),
    }


def account_plants() -> dict[str, Callable[[], None]]:
    member, other = make.MemberFactory(), make.MemberFactory(membership_number="M104233")
    held, remit = make.RoleHoldingFactory(), make.RemitFactory()
    return {
        "an_officer_has_a_network_once": lambda: again(remit),
        "an_address_belongs_to_one_member": lambda: take_address(member, other),
        "an_address_is_in_small_letters": lambda: change(member, email=Value("Amina@example.org")),
        "a_member_has_an_address": lambda: change(member, email=Value("")),
        "a_member_has_a_name": lambda: change(member, name=""),
        "a_membership_number_belongs_to_one_member": lambda: change(
            member, membership_number="M104233"
        ),
        "a_membership_number_is_in_capitals_and_not_short": lambda: change(
            member, membership_number=Value("m104234")
        ),
        "a_superuser_is_in_the_office": lambda: change(member, is_superuser=True),
        "a_member_holds_a_role_once": lambda: again(held),
        "a_role_is_a_known_one": lambda: change(held, role="king"),
    }


CHAPTERS = [
    pairing_plants,
    mentor_plants,
    application_plants,
    message_plants,
    meeting_plants,
    agreement_plants,
    record_plants,
    safety_plants,
    hold_plants,
    import_plants,
    desk_plants,
    plan_plants,
    closing_plants,
    check_in_plants,
    telling_plants,
    wording_plants,
    number_plants,
    directory_plants,
    mark_plants,
    search_plants,
    tally_plants,
    registration_plants,
    vocabulary_plants,
    account_plants,
    history_plants,
    leaving_plants,
]


def answer_to(plant: Callable[[], None]) -> str:
    """What the database says to a row: the name of what refuses it, or how it looks there."""
    try:
        with rolled_back():
            plant()
    except IntegrityError as refusal:
        diagnosis = getattr(refusal.__cause__, "diag", None)
        named = diagnosis and (diagnosis.constraint_name or diagnosis.column_name)
        return named or str(refusal).partition(" failed: ")[2]
    return "nothing"


def expected(name: str) -> str:
    """How this engine names the constraint: SQLite names the columns of a unique one."""
    model, constraint = constraints()[name]
    table, column = model._meta.db_table, NEVER_EMPTY.get(name)
    if connection.vendor == "postgresql":
        return column or name
    if column:
        return f"{table}.{column}"
    if isinstance(constraint, models.UniqueConstraint):
        columns = [model._meta.get_field(f).column for f in constraint.fields]
        return ", ".join(f"{table}.{c}" for c in columns) or f"index '{name}'"
    return name


def test_every_constraint_stands_in_a_chapter_and_nothing_else_does():
    planted = [name for chapter in CHAPTERS for name in chapter()]
    assert sorted(planted) == sorted(constraints())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_database_itself_refuses_what_must_never_be(chapter):
    answers = {name: answer_to(plant) for name, plant in chapter().items()}
    assert answers == {name: expected(name) for name in answers}


def pairs() -> list[tuple[str, type[models.Model], str]]:
    """Who and when of one act, found by their names: `<stem>_at` and `<stem>_by`."""
    names = {model: {f.name for f in model._meta.concrete_fields} for model in our_models()}
    return [
        (model.__name__, model, name.removesuffix("_at"))
        for model in names
        for name in sorted(names[model])
        if name.endswith("_at") and f"{name.removesuffix('_at')}_by" in names[model]
    ]


def test_pairs_of_who_and_when_are_found():
    assert [(name, stem) for name, _model, stem in pairs()] == [
        ("RoleHolding", "given"),
        ("AgreementTemplate", "written"),
        ("Application", "answered"),
        ("Booking", "absent"),
        ("Booking", "booked"),
        ("Booking", "given_back"),
        ("CheckIn", "settled"),
        ("ChosenNumber", "chosen"),
        ("Concern", "closed"),
        ("Concern", "taken"),
        ("DeskItem", "settled"),
        ("DeskItem", "taken"),
        ("Hold", "placed"),
        ("Import", "applied"),
        ("Import", "undone"),
        ("Import", "uploaded"),
        ("Pairing", "completion_proposed"),
        ("Pairing", "mentee_accepted"),
        ("Pairing", "mentor_accepted"),
        ("Pairing", "paused"),
        ("Pairing", "proposed"),
        ("TrainingCompletion", "recorded"),
        ("TrainingCompletion", "withdrawn"),
        ("TrainingDay", "cancelled"),
        ("Wording", "written"),
    ]


@pytest.mark.parametrize(
    ("name", "model", "stem"), pairs(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_who_and_when_belong_together(name, model, stem):
    belonging = both_or_neither(name, stem).condition
    held = [c.name for c in model._meta.constraints if c.condition == belonging]
    if (name, stem) in ONE_ALONE:
        assert held == []
    else:
        assert len(held) == 1


HALVES = [
    (make.proposed, "mentor_accepted_by", F("mentor")),
    (make.proposed, "mentee_accepted_by", F("mentee")),
    (make.active, "mentor_accepted_by", None),
    (make.active, "mentee_accepted_by", None),
    (make.proposed, "proposed_at", None),
    (make.proposed, "proposed_by", None),
    (make.TrainingCompletionFactory, "recorded_at", None),
    (make.TrainingCompletionFactory, "recorded_by", None),
    (make.TrainingCompletionFactory, "withdrawn_by", F("member")),
]


@pytest.mark.parametrize(("born", "column", "value"), HALVES)
def test_neither_half_stands_alone(born, column, value):
    row = born()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(row, **{column: value})


def test_a_withdrawal_without_its_author_is_refused():
    row = make.TrainingCompletionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(row, withdrawn_at=timezone.now(), withdrawal_reason="Mistake")


@pytest.mark.parametrize(
    ("column", "value"), [("capacity", -1), ("capacity", 21), ("capacity", 32_767)]
)
def test_places_out_of_bounds_are_refused(column, value):
    profile = make.MentorProfileFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(profile, **{column: value})


@pytest.mark.parametrize("slot", [-1, 0, 21])
def test_slots_out_of_bounds_are_refused(slot):
    pairing = make.active()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(pairing, slot=slot)


def test_with_a_constraint_taken_off_the_row_is_written():
    """The control: these tests see the constraint and nothing else."""
    pairing = make.proposed()
    with rolled_back(), without("pairing_not_with_oneself"):
        change(pairing, mentor=F("mentee"))
        assert Pairing.objects.filter(mentor=F("mentee")).count() == 1
