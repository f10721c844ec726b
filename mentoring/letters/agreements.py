"""What the other of the two is told of the agreement: that, and never what it says."""

from collections.abc import Iterable

from django.urls import reverse

from history.models import Event
from mentoring.letters.letter import Letter, Writer, actor_of
from mentoring.models import Pairing


def about_the_agreement(template: str) -> Writer:
    """The side that did not act, with the page of the agreement."""

    def write(event: Event, pairing: Pairing) -> Iterable[Letter]:
        path = reverse("mentoring:agreement_detail", args=[pairing.pk])
        yield Letter(template, pairing.other(actor_of(event)), path)

    return write
