"""The chapters of the help page: what they name, and their words as the office has put them."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from lib.wording import CHAPTERS, help_words

NUMBERS = {
    "ask_every": "CHECK_IN_EVERY",
    "ask_first": "CHECK_IN_AFTER_DAYS",
    "close_days": "EXPIRE_AFTER_DAYS",
    "complete_days": "COMPLETE_AFTER_DAYS",
    "concern_days": "CONCERN_DAYS",
    "confirm_days": "CONFIRM_AFTER_DAYS",
    "most_places": "MOST_CAPACITY",
    "open_most": "OPEN_PROPOSALS_PER_ENROLMENT",
    "quiet_days": "NUDGE_AFTER_DAYS",
    "remind_days": "REMIND_AFTER_DAYS",
    "rest_after": "REST_AFTER_SILENCES",
    "usual_places": "DEFAULT_CAPACITY",
    "waiting_days": "WAITING_AFTER_DAYS",
    "why_least": "SHORTEST_WHY_YOU",
}


def numbers() -> dict[str, Any]:
    """The numbers that the help names, as they are now."""
    return {name: settings.MENTORING[setting] for name, setting in NUMBERS.items()}


def chapters() -> list[dict[str, Any]]:
    """Every chapter in its order: its template, and what the office has put otherwise."""
    known, language = help_words.known(), translation.get_language()
    return [
        {"template": template, "words": known.get((name, language), {})}
        for name, template in CHAPTERS.items()
    ]


def chapter_seen(name: str, language: str, words: dict[str, str]) -> str:
    """One chapter as it would stand on the page."""
    with translation.override(language):
        return render_to_string(CHAPTERS[name], {**numbers(), "words": words})
