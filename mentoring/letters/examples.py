"""Two made-up cases of every letter, to look at its words before anybody gets it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from accounts.adapters import written
from accounts.models import Member
from accounts.roles import Role
from lib import mail
from lib.wording import ACCOUNT, CHAPTERS, KEY, account_prefix
from mentoring.help import chapter_seen

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
                "has_lapsed",
                "is_last",
                "is_member",
                "is_mentor",
                "is_online",
                "is_listed",
                "is_refresher",
                "is_taken",
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


ABOUT_AN_ACCOUNT = {
    "base_url": settings.BASE_URL,
    "code": "K7QP2M",
    "password_reset_url": settings.BASE_URL,
    "signup_url": settings.BASE_URL,
}


def moments(now: datetime) -> dict[str, datetime]:
    names = ("answer_by", "closes_at", "due_at", "ends_on", "held_on", "kept_until", "starts_at")
    return dict.fromkeys(names, now + timedelta(days=DAYS))


@dataclass(frozen=True)
class Seen:
    """A text as it would be read: a letter has its subject, a chapter is drawn."""

    subject: str = ""
    body: str = ""
    chapter: str = ""


def seen_before(text: str, language: str, words: dict[str, str], to: Member) -> list[Seen]:
    """The text as it would reach somebody who reads this language; a letter in both cases."""
    if text in CHAPTERS:
        return [Seen(chapter=chapter_seen(text, language, words))]
    if text.startswith(ACCOUNT):
        return [account_seen(text, language, words, to.email)]
    reader = Reader(to.email, language, to.time_zone)
    facts = [{**case, **moments(timezone.now()), "words": words} for case in (ONE, OTHER)]
    letters = [mail.written(text, to=reader, context=each) for each in facts]
    seen = [Seen(str(letter.subject), str(letter.body)) for letter in letters]
    return list(dict.fromkeys(seen))


def account_seen(text: str, language: str, words: dict[str, str], email: str) -> Seen:
    """A letter about an account as it would reach somebody; its code and links open nothing."""
    facts = {**ABOUT_AN_ACCOUNT, "timestamp": timezone.now(), "email": email, KEY: words}
    with override(language):
        letter = written(account_prefix(text), facts)
    return Seen(letter["subject"], letter["text"])


class Reader:
    """Whoever would get it; nobody, so nothing comes back."""

    pk = 0

    def __init__(self, email: str, language: str, time_zone: str) -> None:
        self.email, self.language, self.time_zone = email, language, time_zone
