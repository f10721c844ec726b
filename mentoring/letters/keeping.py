"""What keeps two people going: a friendly word after a quiet time."""

from collections.abc import Iterable

from history.models import Event
from mentoring.letters.letter import Letter, letter_about
from mentoring.models import NextStep, Pairing


def nudged(event: Event, pairing: Pairing) -> Iterable[Letter]:
    """Both, with one thing that they could do next; nobody once something has happened."""
    if pairing.nudged_at != event.at or pairing.is_closed:
        return
    for member in (pairing.mentee, pairing.mentor):
        yield letter_about(pairing, "pairing_nudged", member, suggestion=suggestion_for(pairing))


def suggestion_for(pairing: Pairing) -> str:
    """What is nearest at hand: a step they have planned, a meeting, or a few words."""
    if not pairing.is_active:
        return "message"
    steps = NextStep.objects.filter(pairing=pairing).standing().undone()
    return "step" if steps.exists() else "meeting"
