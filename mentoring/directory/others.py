"""Mentors for a member whose proposal came to nothing: a no is followed by somebody to ask."""

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from accounts.models import Member
from mentoring.directory.cards import Card
from mentoring.directory.page import look


@dataclass(frozen=True)
class Other:
    """A mentor, and why they are suggested."""

    card: Card
    why: str


def others(member: Member, but: int | None) -> list[Other]:
    """Those who stand first among the suggestions, and are not asked already.

    Args:
        but: the key of the profile of the mentor who has just been asked, if there is one.
    """
    directory = look(member, QueryDict())
    asked = {but, *directory.seeker.all("proposed")}
    cards = [card for card in directory.cards if card.pk not in asked]
    most = settings.MENTORING["MENTORS_AFTER_A_NO"]
    return [Other(card, directory.why.get(card.pk, "")) for card in cards[:most]]
