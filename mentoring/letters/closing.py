"""What the other is told after the end: that something was shared, or that thanks wait."""

from collections.abc import Iterable
from typing import Any

from history.models import Event
from mentoring.letters.letter import Letter, Writer, letter_about
from mentoring.models import Reflection, Thanks
from mentoring.models.reflection import can_be_sent

PEOPLE = ("pairing__mentor", "pairing__mentee")


def reflections() -> Any:
    return Reflection.objects.select_related(*PEOPLE)


def thanks() -> Any:
    return Thanks.objects.select_related(*PEOPLE)


def to_the_reader(template: str) -> Writer:
    """The side that did not write it, unless one of the two has blocked the other since."""

    def write(_event: Event, written: Reflection | Thanks) -> Iterable[Letter]:
        pairing = written.pairing
        if can_be_sent(pairing, written.author):
            yield letter_about(pairing, template, pairing.other(written.author))

    return write
