"""Who is told of an act, by which letter. Made from the row of history alone.

A letter says what happened in general and links to a page behind the sign-in. It holds
no name but the reader's own, no address, no reason and nothing that anybody typed.
"""

from collections.abc import Callable, Iterable, Mapping
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from pyroaring import BitMap

from accounts.letters import has_open_door
from accounts.models import Member
from history.models import Event
from lib import mail
from lib.bounces import is_refused_for_good
from mentoring import bounces
from mentoring.directory.saved import still_new
from mentoring.letters import Letter, Visitor, Writer, listing, my_data
from mentoring.letters import pairings as pairing_letters
from mentoring.letters.agreements import about_the_agreement
from mentoring.letters.closing import reflections, thanks, to_the_reader
from mentoring.letters.concerns import (
    answered,
    concerns,
    hold_ends,
    holds,
    nearly_late,
    reported,
)
from mentoring.letters.keeping import asked, check_ins, nudged
from mentoring.letters.meetings import feed_is_made, feeds, meeting_is_off, meeting_is_on, meetings
from mentoring.letters.nobody import TELLS_NOBODY
from mentoring.letters.trainings import (
    about_the_day,
    about_the_end,
    bookings,
    called_off,
    to_the_trained,
    trainings,
)
from mentoring.models import (
    MentorMark,
    Pairing,
    SearchLetter,
    Wording,
)


def deliver(event_id: int) -> None:
    """Send the letters that one row of history calls for.

    A repeated delivery has the same Message-IDs, so that it is seen as one. Nobody with
    a closed account or an address they have not proved is written to, nor of what was let go.
    """
    event = Event.objects.select_related("actor").filter(pk=event_id).first()
    if event is None:
        return
    for letter in letters_for(event):
        if can_be_written_to(letter.to):
            _send(letter, event)


def _send(letter: Letter, event: Event) -> None:
    """Send one letter. An address that the mail server says is none is marked, as by a bounce."""
    try:
        mail.send(
            letter.template,
            to=letter.to,
            context={
                "path": letter.path,
                "stop_path": letter.stop_path,
                "words": Wording.objects.words(letter.template, letter.to.language),
                **letter.facts,
            },
            headers={
                "Message-ID": mail.message_id("event", event.pk, "to", letter.to.pk),
                **mail.way_to_stop(letter.stop_path),
            },
        )
    except SMTPRecipientsRefused as refusal:
        if not is_refused_for_good(refusal):
            raise
        if isinstance(letter.to, Member):
            bounces.mark(letter.to, timezone.now())


def letters_for(event: Event) -> list[Letter]:
    """The letters of one act; none when nobody is told or what it was about is gone."""
    if event.verb in TELLS_NOBODY:
        return []
    try:
        subject = SUBJECTS[event.verb.partition(".")[0]]().get(pk=event.subject_id)
    except ObjectDoesNotExist:
        return []
    return list(LETTERS[event.verb](event, subject))


def can_be_written_to(member: Member | Visitor) -> bool:
    """Whether the account is open and its address proved; a visitor has asked for the letter."""
    return isinstance(member, Visitor) or has_open_door(member)


# Marks ---------------------------------------------------------------------


def marks() -> Any:
    return MentorMark.objects.select_related("member")


def told(_event: Event, mark: MentorMark) -> Iterable[Letter]:
    """Whoever asked to hear of a place, with the mentor's page; the letter names nobody."""
    path = reverse("mentoring:mentor_detail", args=[mark.profile_id])
    yield Letter("mark_told", mark.member, path)


# Saved searches ------------------------------------------------------------


def search_letters() -> Any:
    return SearchLetter.objects.select_related("member")


def new_mentors(event: Event, letter: SearchLetter) -> Iterable[Letter]:
    """Whoever saved the searches, unless nobody is left who fits; the letter names nobody."""
    if found := still_new(letter, event.at):
        facts = {"mentors": len(BitMap.union(*found))}
        stop = reverse("mentoring:searches_stop", args=[letter.stop_token])
        yield Letter("search_letter", letter.member, reverse("mentoring:searches"), facts, stop)


SUBJECTS: Mapping[str, Callable[[], Any]] = {
    "agreement": Pairing.objects.with_people,
    "application": listing.applications,
    "concern": concerns,
    "check_in": check_ins,
    "mark": marks,
    "feed": feeds,
    "hold": holds,
    "keeping": my_data.kept_texts,
    "meeting": meetings,
    "member": my_data.members,
    "mentor": listing.profiles,
    "message": pairing_letters.messages,
    "pairing": Pairing.objects.with_people,
    "reflection": reflections,
    "search_letter": search_letters,
    "thanks": thanks,
    "training": trainings,
    "training_day": bookings,
}

LETTERS: Mapping[str, Writer] = {
    "agreement.agreed": about_the_agreement("agreement_agreed"),
    "agreement.suggested": about_the_agreement("agreement_suggested"),
    "application.agreed": listing.answered("application_agreed"),
    "application.declined": listing.answered("application_declined"),
    "concern.closed": answered,
    "concern.nearly_late": nearly_late,
    "concern.reported": reported,
    "check_in.asked": asked,
    "hold.ending": hold_ends,
    "keeping.announced": my_data.texts_will_go("keeping_announced"),
    "keeping.counting_announced": my_data.texts_will_go("keeping_counting"),
    "mark.told": told,
    "feed.made": feed_is_made,
    "meeting.cancelled": meeting_is_off,
    "meeting.changed": meeting_is_on("meeting_changed"),
    "meeting.planned": meeting_is_on("meeting_planned"),
    "member.copy_made": my_data.copy_is_made,
    "member.erasure_announced": my_data.erasure_is_announced,
    "member.erasure_asked": my_data.erasure_is_asked("erasure_asked"),
    "member.erasure_entered": my_data.erasure_is_asked("erasure_entered"),
    "mentor.asked": listing.asked,
    "mentor.paused": listing.paused,
    "message.sent": pairing_letters.message_waits,
    "pairing.proposed": pairing_letters.proposed,
    "pairing.suggested": pairing_letters.suggested,
    "pairing.accepted": pairing_letters.accepted,
    "pairing.declined": pairing_letters.to_the_other("pairing_declined"),
    "pairing.withdrawn": pairing_letters.withdrawn,
    "pairing.expired": pairing_letters.expired,
    "pairing.talked_over": pairing_letters.to_the_other("pairing_talked_over"),
    "pairing.reminded": pairing_letters.reminded,
    "pairing.office_reminded": pairing_letters.reminded,
    "pairing.nudged": nudged,
    "pairing.paused": pairing_letters.to_the_other("pairing_paused"),
    "pairing.resumed": pairing_letters.to_the_other("pairing_resumed"),
    "pairing.completion_proposed": pairing_letters.completion_proposed,
    "pairing.completion_put_off": pairing_letters.to_the_other("pairing_completion_put_off"),
    "pairing.completed": pairing_letters.completed,
    "pairing.ended": pairing_letters.ended,
    "reflection.shared": to_the_reader("reflection_shared"),
    "search_letter.written": new_mentors,
    "thanks.sent": to_the_reader("thanks_sent"),
    "training.warned": about_the_end,
    "training.lapsed": about_the_end,
    "training.asked_to_refresh": about_the_end,
    "training.counts_again": to_the_trained("training_counts_again"),
    "training.recorded": to_the_trained("training_recorded"),
    "training.corrected": to_the_trained("training_corrected"),
    "training.reminded": to_the_trained("training_reminded"),
    "training.withdrawn": to_the_trained("training_withdrawn"),
    "training_day.called_off": called_off,
    "training_day.invited": about_the_day("training_day_invited"),
    "training_day.moved": about_the_day("training_day_moved"),
}
