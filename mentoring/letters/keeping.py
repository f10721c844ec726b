"""What keeps two people going: a friendly word after a quiet time, and a question now and then."""

from collections.abc import Iterable
from typing import Any

from history.models import Event
from mentoring.letters.letter import Letter, letter_about
from mentoring.models import CheckIn, NextStep, Pairing


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


def check_ins() -> Any:
    return CheckIn.objects.select_related("pairing__mentor", "pairing__mentee")


def asked(_event: Event, check_in: CheckIn) -> Iterable[Letter]:
    """Whoever is asked, unless they have answered or it is over."""
    if check_in.pairing.is_active and not check_in.answer:
        yield letter_about(check_in.pairing, "check_in_asked", check_in.member)
