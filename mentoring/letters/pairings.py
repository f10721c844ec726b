"""What the two of a pairing are told of it, and that a message waits."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings

from history.models import Event
from mentoring.letters.letter import Letter, Writer, actor_of, letter_about
from mentoring.models import Message, Pairing


def proposed(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The mentor, who learns whether the mentee has said yes already."""
    said_yes = pairing.mentee_accepted_at == event.at
    yield letter_about(pairing, "pairing_proposed", pairing.mentor, said_yes=said_yes)


def suggested(_event: Event, pairing: Pairing) -> Iterable[Letter]:
    """Both, as long as it stands: what the office thinks, and that nothing is decided."""
    if pairing.is_proposed:
        for member in (pairing.mentee, pairing.mentor):
            yield letter_about(pairing, "pairing_suggested", member)


def accepted(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The other side; the second yes is told as the start that it is."""
    template = "pairing_started" if pairing.activated_at == event.at else "pairing_accepted"
    yield letter_about(pairing, template, pairing.other(actor_of(event)))


def withdrawn(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The other side; a proposal closed by a start elsewhere is told so, and kindly.

    Both, when the office has taken its suggestion back.
    """
    if not pairing.side_of(actor_of(event)):
        for member in (pairing.mentee, pairing.mentor):
            yield letter_about(pairing, "pairing_suggestion_closed", member)
        return
    template = (
        "pairing_started_elsewhere" if "started" in event.particulars else "pairing_withdrawn"
    )
    yield letter_about(pairing, template, pairing.other(actor_of(event)))


def reminded(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """Whoever is waited for, unless they have answered since."""
    for side in pairing.waiting_for:
        if pairing.is_proposed and side in event.particulars["sides"]:
            yield letter_about(pairing, "pairing_reminded", getattr(pairing, side))


def expired(_event: Event, pairing: Pairing) -> Iterable[Letter]:
    """Both: whoever was silent, and whoever waited. Of a suggestion it may be both."""
    silent = pairing.mentor if pairing.mentor_accepted_at is None else pairing.mentee
    for member in (pairing.mentee, pairing.mentor):
        is_asked = pairing.is_suggested and not pairing.has_accepted(member)
        was_silent = member == silent or is_asked
        yield letter_about(pairing, "pairing_expired", member, was_silent=was_silent)


def completed(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The other; or both, when silence has confirmed it."""
    to = (pairing.other(event.actor),) if event.actor else (pairing.mentee, pairing.mentor)
    for member in to:
        by_silence = event.actor is None
        yield letter_about(pairing, "pairing_completed", member, by_silence=by_silence)


def completion_proposed(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The other, who is asked; with the day on which silence would confirm it."""
    days = settings.MENTORING["COMPLETE_AFTER_DAYS"]
    closes_at = pairing.counted_from + timedelta(days=days)
    if pairing.is_completing:
        to = pairing.other(actor_of(event))
        yield letter_about(pairing, "pairing_completion_proposed", to, closes_at=closes_at)


def ended(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """The other; of a mentor who cannot go on with anybody, the mentee is told so."""
    stops = "stops" in event.particulars
    template = "pairing_mentor_stopped" if stops else "pairing_ended"
    yield letter_about(pairing, template, pairing.other(actor_of(event)))


def to_the_other(template: str) -> Writer:
    """The side that did not act."""

    def write(event: Event, pairing: Pairing) -> Iterable[Letter]:
        yield letter_about(pairing, template, pairing.other(actor_of(event)))

    return write


def messages() -> Any:
    return Message.objects.select_related("pairing__mentor", "pairing__mentee")


def message_waits(_event: Event, message: Message) -> Iterable[Letter]:
    """The other, unless they have seen it or know already that something waits for them."""
    unseen = Message.objects.filter(
        pairing=message.pairing_id, side=message.side, seen_at__isnull=True
    )
    if unseen.order_by("pk").first() == message:
        to = message.pairing.other(message.author)
        yield letter_about(message.pairing, "message_sent", to)
