"""Rows of history as sentences. English past tense fits "You" and a name alike."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from history.models import Event

SENTENCES = {
    "agreement.agreed": _("%(actor)s agreed to the change of the agreement"),
    "agreement.suggested": _("%(actor)s suggested a change of the agreement"),
    "aim.added": _("%(actor)s added an aim"),
    "aim.changed": _("%(actor)s changed an aim"),
    "aim.removed": _("%(actor)s took an aim away"),
    "application.agreed": _("%(actor)s agreed to an application, and the mentor was listed"),
    "application.declined": _("%(actor)s answered an application with a no for now"),
    "application.made": _("%(actor)s applied to be listed"),
    "application.taken_back": _("%(actor)s took an application back"),
    "award.added": _("%(actor)s added an award"),
    "award.corrected": _("%(actor)s corrected the date of an award"),
    "award.removed": _("%(actor)s removed an award"),
    "block.lifted": _("%(actor)s lifted a block"),
    "block.made": _("%(actor)s blocked somebody"),
    "certificate.confirmed": _("%(actor)s confirmed a certificate"),
    "concern.closed": _("%(actor)s closed the concern"),
    "concern.emptied": _("What the concern said was removed, as its time was over"),
    "concern.read": _("%(actor)s read the concern"),
    "concern.reported": _("The concern was reported"),
    "concern.taken": _("%(actor)s took the concern"),
    "check_in.answered": _("%(actor)s said how it is going"),
    "check_in.asked": _("A question was asked: how is it going"),
    "check_in.help_wanted": _("%(actor)s asked the office for help"),
    "check_in.settled": _("%(actor)s dealt with a call for help"),
    "desk.put_back": _("%(actor)s put it back on the desk"),
    "desk.put_off": _("%(actor)s put it off until a day"),
    "desk.settled": _("%(actor)s settled it"),
    "desk.taken": _("%(actor)s took it from the desk"),
    "enrolment.completed": _("%(actor)s completed the route"),
    "enrolment.left": _("%(actor)s left the route"),
    "enrolment.opened": _("%(actor)s enrolled"),
    "feed.made": _("%(actor)s made an address for a calendar"),
    "feed.revoked": _("%(actor)s revoked the address for a calendar"),
    "line_management.declared": _("%(actor)s said that one of you line manages the other"),
    "line_management.lifted": _("%(actor)s said that neither line manages the other"),
    "import.applied": _("%(actor)s imported a list"),
    "import.emptied": _("The rows of an import were emptied"),
    "import.undone": _("%(actor)s undid an import"),
    "keeping.announced": _("Both were told that the texts will be removed"),
    "keeping.removed": _("The texts were removed, as their time was over"),
    "mark.dropped": _("%(actor)s took a mentor off the shortlist"),
    "mark.hidden": _("%(actor)s hid a mentor"),
    "mark.noted": _("%(actor)s changed a private note"),
    "mark.shortlisted": _("%(actor)s put a mentor on the shortlist"),
    "mark.shown": _("%(actor)s no longer hid a mentor"),
    "mark.told": _("Word of a free place was sent"),
    "mark.unwatched": _("%(actor)s stopped waiting for a place"),
    "mark.watched": _("%(actor)s asked to be told of a place"),
    "meeting.cancelled": _("%(actor)s cancelled the meeting"),
    "meeting.changed": _("%(actor)s changed the meeting"),
    "meeting.dropped": _("The meeting was taken off, because the pairing closed"),
    "meeting.noted": _("%(actor)s wrote the shared note"),
    "meeting.planned": _("%(actor)s planned the meeting"),
    "member.bounced": _("A letter to this address came back"),
    "member.changed": _("%(actor)s changed these details"),
    "member.closed": _("%(actor)s closed this account"),
    "member.copy_asked": _("%(actor)s asked for a copy of their data"),
    "member.copy_made": _("The copy of the data was made"),
    "member.entered": _("%(actor)s entered this member from a list"),
    "member.erased": _("The account was erased, as its member had asked"),
    "member.erasure_announced": _("The member was told that silence erases the account"),
    "member.erasure_asked": _("%(actor)s asked to be erased"),
    "member.erasure_withdrawn": _("%(actor)s decided to stay"),
    "member.reached": _("%(actor)s said that the address is right"),
    "member.reopened": _("%(actor)s reopened this account"),
    "member.taken_back": _("%(actor)s took back a member entered from a list"),
    "message.edited": _("%(actor)s changed a message"),
    "message.sent": _("%(actor)s wrote a message"),
    "mentor.asked": _("The mentor was asked whether the places are still right"),
    "mentor.changed": _("%(actor)s changed the mentor profile"),
    "mentor.confirmed": _("%(actor)s confirmed the availability"),
    "mentor.interested": _("%(actor)s would like to become a mentor"),
    "mentor.listed": _("%(actor)s joined the directory"),
    "mentor.not_interested": _("%(actor)s would rather not become a mentor now"),
    "mentor.paused": _("The listing was paused"),
    "mentor.prefilled": _("%(actor)s filled in the mentor profile from a list"),
    "mentor.taken_back": _("%(actor)s took back a mentor profile filled in from a list"),
    "mentor.unlisted": _("%(actor)s left the directory"),
    "number.chosen": _("%(actor)s changed a setting"),
    "number.restored": _("%(actor)s set a setting back"),
    "pairing.accepted": _("%(actor)s accepted"),
    "pairing.activated": _("Both had accepted, and the pairing started"),
    "pairing.completed": _("%(actor)s completed the pairing"),
    "pairing.completion_proposed": _("%(actor)s said that the mentoring is complete"),
    "pairing.completion_put_off": _("%(actor)s said that it is not complete yet"),
    "pairing.declined": _("%(actor)s declined"),
    "pairing.ended": _("%(actor)s ended the pairing"),
    "pairing.expired": _("The proposal closed after no answer"),
    "pairing.nudged": _("A friendly letter went to both, after a quiet time"),
    "pairing.office_reminded": _("%(actor)s of the office sent a reminder"),
    "pairing.paused": _("%(actor)s paused the pairing"),
    "pairing.proposed": _("%(actor)s proposed this pairing"),
    "pairing.reminded": _("A reminder was sent"),
    "pairing.resumed": _("%(actor)s took the pairing up again"),
    "pairing.suggested": _("%(actor)s of the office suggested this pairing"),
    "pairing.talked_over": _("%(actor)s asked to talk first"),
    "pairing.withdrawn": _("%(actor)s withdrew"),
    "record.confirmed": _("%(actor)s confirmed a mentoring record"),
    "record.issued": _("%(actor)s had the mentoring record issued"),
    "reflection.shared": _("%(actor)s shared a reflection"),
    "reflection.written": _("%(actor)s wrote a reflection"),
    "registrant.changed": _("%(actor)s changed the registration details"),
    "role.changed": _("%(actor)s changed the networks of an office role"),
    "role.given": _("%(actor)s gave an office role"),
    "role.taken": _("%(actor)s took an office role away"),
    "search.discarded": _("%(actor)s deleted a saved search"),
    "search.renamed": _("%(actor)s renamed a saved search"),
    "search.resumed": _("%(actor)s asked for the letters of a saved search"),
    "search.saved": _("%(actor)s saved a search"),
    "search.stopped": _("%(actor)s stopped the letters of a saved search"),
    "search_letter.written": _("Word of new mentors was sent"),
    "telling.given_up": _("CILIP could not be told, and nothing more is tried"),
    "telling.sent_again": _("%(actor)s had CILIP told again"),
    "telling.told": _("CILIP was told"),
    "template.restored": _("%(actor)s restored an earlier standard agreement"),
    "template.written": _("%(actor)s changed the standard agreement"),
    "second_step.added": _("%(actor)s added a second step for signing in"),
    "second_step.codes_made": _("%(actor)s made recovery codes"),
    "second_step.forgotten": _("All second steps for signing in were removed, as they were lost"),
    "second_step.removed": _("%(actor)s removed a second step for signing in"),
    "step.added": _("%(actor)s added a next step"),
    "step.changed": _("%(actor)s changed a next step"),
    "step.done": _("%(actor)s ticked a step"),
    "step.removed": _("%(actor)s took a step away"),
    "step.reopened": _("%(actor)s reopened a step"),
    "wording.written": _("%(actor)s changed the words of a letter"),
    "thanks.sent": _("%(actor)s sent thanks"),
    "training.asked_to_refresh": _("%(actor)s wrote that a refresher is due"),
    "training.counts_again": _("The training counts again"),
    "training.lapsed": _("The training lapsed"),
    "training.warned": _("The mentor was warned that the training lapses"),
    "training.corrected": _("%(actor)s corrected the training record"),
    "training.recorded": _("%(actor)s recorded mentor training"),
    "training.reminded": _("%(actor)s wrote that one can be listed"),
    "training.withdrawn": _("%(actor)s withdrew the training record"),
    "training_day.booked": _("%(actor)s put a member on the roll"),
    "training_day.called_off": _("%(actor)s cancelled the day, on which a place was kept"),
    "training_day.cancelled": _("%(actor)s cancelled the training day"),
    "training_day.changed": _("%(actor)s changed the training day"),
    "training_day.given_back": _("%(actor)s gave the place back"),
    "training_day.invited": _("%(actor)s gave a member a place on the day"),
    "training_day.moved": _("%(actor)s changed when or where the day is"),
    "training_day.planned": _("%(actor)s planned the training day"),
    "training_day.recorded": _("%(actor)s recorded who completed the day"),
    "training_day.undone": _("%(actor)s took back what was recorded last"),
}

# The steps on the road, which a timeline sets off from what happens beside it.
TURNING_POINTS = frozenset(
    {
        "agreement.agreed",
        "pairing.accepted",
        "pairing.activated",
        "pairing.completed",
        "pairing.proposed",
        "pairing.suggested",
        "training.recorded",
    }
)


def sentence_for(event: "Event", viewer: "AbstractBaseUser | None" = None) -> str:
    """What happened, as told to `viewer`: their own acts begin with "You"."""
    return told(event, actor_name(event, viewer))


def told(event: "Event", actor: str) -> str:
    """What happened, with the actor named in these words."""
    return str(SENTENCES[event.verb]) % {"actor": actor}


def actor_name(event: "Event", viewer: "AbstractBaseUser | None") -> str:
    """Who did it, as named to `viewer`."""
    if viewer is not None and event.actor_id == viewer.pk:
        return gettext("You")
    return event.actor.get_short_name() if event.actor else gettext("Alongside")
