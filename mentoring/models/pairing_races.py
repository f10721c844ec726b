"""A race that is lost in the database is a refusal in words, never an error page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from lib.refusals import NotAllowed
from mentoring.models.meeting_guards import AT_THIS_TIME

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

# What the database says (PostgreSQL names the constraint, SQLite the columns), and what we say.
LOST_RACES = (
    (
        ("one_slot_per_mentor_and_place", "pairing.mentor_id, mentoring_pairing.slot"),
        _("There is no place left with this mentor now."),
    ),
    (
        ("one_open_pairing_per_two_people", "pairing.mentee_id, mentoring_pairing.mentor_id"),
        _("You already have an open proposal or pairing with this mentor."),
    ),
    (
        ("one_active_pairing_per_enrolment", "failed: mentoring_pairing.enrolment_id"),
        _("You already have a mentor for this route."),
    ),
    (
        ("one_meeting_per_pairing_and_time", "meeting.pairing_id, mentoring_meeting.starts_at"),
        AT_THIS_TIME,
    ),
    (
        (
            "deadlock detected",
            "could not serialize",
            "one_agreement_template_per_language_and_number",
            "agreementtemplate.language, mentoring_agreementtemplate.number",
            "one_wording_per_letter_language_and_number",
            "wording.letter, mentoring_wording.language, mentoring_wording.number",
            "one_number_is_chosen_at_a_time",
            "failed: mentoring_chosennumber.number",
            "one_completion_per_training_day_and_member",
            "trainingcompletion.day_id, mentoring_trainingcompletion.member_id",
            "one_booking_per_day_and_member",
            "booking.day_id, mentoring_booking.member_id",
        ),
        _("Somebody was changing this at the same moment, so nothing was done. Look again."),
    ),
)


def in_turn(verb: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Run a verb in a transaction; when another was quicker, raise `NotAllowed`.

    The locks of the verbs make such races rare; the unique constraints are what cannot
    be got round. A violation of any other constraint is a mistake of ours and is raised
    as it is. After a refusal the object in memory is stale: read it again.
    """

    @wraps(verb)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            with transaction.atomic():
                return verb(*args, **kwargs)
        except (IntegrityError, OperationalError) as error:
            if sentence := sentence_for(error):
                raise NotAllowed(sentence) from error
            raise

    return guarded


def sentence_for(error: Exception) -> str:
    """What to tell a person about this error of the database, or nothing.

    Only the first line is the database's own; the next may quote what a person typed.
    """
    words = str(error).partition("\n")[0]
    return next((str(told) for signs, told in LOST_RACES if any(s in words for s in signs)), "")
