"""Two made-up cases of every letter, to look at its words before anybody gets it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Member
from accounts.roles import Role
from lib import mail

DAYS = 14
ONE: dict[str, Any] = {
    "path": "/",
    "stop_path": "/",
    "side": "mentor",
    "suggestion": "step",
    "role": Role.AUDITOR,
    "mentors": 1,
    "minutes": 60,
    "days": DAYS,
    "silence_days": DAYS,
    **dict.fromkeys(
        (
            *(
                "by_silence",
                "is_last",
                "is_listed",
                "is_refresher",
                "said_yes",
                "silent",
                "suggested",
            ),
            *("was", "was_silent"),
        ),
        True,
    ),
}
OTHER: dict[str, Any] = {
    **{name: False if value is True else value for name, value in ONE.items()},
    "side": "mentee",
    "suggestion": "meeting",
    "mentors": 3,
}


def moments(now: datetime) -> dict[str, datetime]:
    return dict.fromkeys(("closes_at", "starts_at"), now + timedelta(days=DAYS))


def seen_before(letter: str, language: str, words: dict[str, str], to: Member) -> list[Any]:
    """The letter in both cases, as it would reach somebody who reads this language."""
    reader = Reader(to.email, language, to.time_zone)
    facts = [{**case, **moments(timezone.now()), "words": words} for case in (ONE, OTHER)]
    seen = [mail.written(letter, to=reader, context=each) for each in facts]
    return seen[:1] if seen[0].body == seen[1].body else seen


class Reader:
    """Whoever would get it."""

    def __init__(self, email: str, language: str, time_zone: str) -> None:
        self.email, self.language, self.time_zone = email, language, time_zone
