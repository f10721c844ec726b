"""One letter to one person, and what every letter about a pairing says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.models import Member
from history.models import Event
from mentoring.models import Pairing


@dataclass
class Visitor:
    """Somebody who has given an address and nothing else."""

    email: str
    pk: int = 0
    language: str = settings.LANGUAGE_CODE
    time_zone: str = settings.TIME_ZONE


@dataclass(frozen=True)
class Letter:
    """One letter to one person: templates/emails/<template>, and what it needs to know."""

    template: str
    to: Member | Visitor
    path: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    stop_path: str = ""  # of a letter that one can do without: where one says so


Writer = Callable[[Event, Any], Iterable[Letter]]


def letter_about(pairing: Pairing, template: str, to: Member, **facts: Any) -> Letter:
    """A letter to one of the two, which knows the side it is written to."""
    days = settings.MENTORING["EXPIRE_AFTER_DAYS"]
    facts = {
        "side": pairing.side_of(to),
        "suggested": pairing.is_suggested,
        "silence_days": days,
        "closes_at": pairing.counted_from + timedelta(days=days),
        **facts,
    }
    return Letter(template, to, pairing.get_absolute_url(), facts)


def actor_of(event: Event) -> Member:
    """Who did it; only the clock's verbs have nobody."""
    if event.actor is None:
        raise ValueError(f"Nobody did {event}, so there is no other side.")
    return event.actor
