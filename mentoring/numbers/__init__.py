"""Which of the numbers of settings.MENTORING the office may choose, and within what.

A number that is added there needs a line here: among the choices, or with its reason in `FIXED`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.numbers.choice import Choice, Words
from mentoring.numbers.choices import GROUPS

__all__ = ["CHOICES", "FIXED", "GROUPS", "TOGETHER", "Choice", "why_not"]

CHOICES = {choice.name: choice for _title, choices in GROUPS for choice in choices}

IN_THE_SETS = "the directory’s sets are made with it, in each process and once a day"
ON_THE_PAGE = "a page is drawn and measured for this many"
MEASURED = "what it costs was measured, and a test holds it"
# Numbers of settings.MENTORING that the office does not choose, and why.
FIXED = {
    "MOST_CAPACITY": "a constraint of the database has it",
    "CHECK_IN_AFTER_DAYS": "questions are numbered by it, and each number is asked once",
    "CHECK_IN_EVERY": "questions are numbered by it, and each number is asked once",
    "MESSAGES_PAGE_SIZE": ON_THE_PAGE,
    "MEETINGS_PAGE_SIZE": ON_THE_PAGE,
    "DIRECTORY_PAGE_SIZE": ON_THE_PAGE,
    "MOST_COMPARED": ON_THE_PAGE,
    "IMPORT_MOST_PAIRINGS": MEASURED,
    "ROLL_LIMIT": MEASURED,
    "TABLE_MOST_BYTES": MEASURED,
    "TABLE_MOST_ROWS": MEASURED,
    "TABLE_MOST_COLUMNS": MEASURED,
    "TABLE_MOST_LETTERS": MEASURED,
    "TABLE_MOST_UNPACKED": MEASURED,
    "CONFIRMED_LATELY_DAYS": IN_THE_SETS,
    "ASKED_LATELY_DAYS": IN_THE_SETS,
    "ASKED_OFTEN": IN_THE_SETS,
    "QUARTERS_WHEN_ASKED": IN_THE_SETS,
    "ANSWERS_SOON_DAYS": IN_THE_SETS,
    "ANSWERS_COUNTED_DAYS": IN_THE_SETS,
    "FEWEST_ANSWERS": IN_THE_SETS,
    "SEEN_EVERY_MINUTES": "a page view writes nothing else; sessions may end so much early",
    "SUGGESTED": "tuned together, and told on the help page; a change is measured first",
}

FEWEST_MONTHS = 6  # that a training counts, so that both warnings fit before the end
Numbers = Mapping[str, Any]
Rule = tuple[Callable[[Numbers], bool], Words]
# What must hold of several numbers together, and what to say where it does not.
TOGETHER: tuple[Rule, ...] = (
    (
        lambda now: not 0 < now["TRAINING_VALID_MONTHS"] < FEWEST_MONTHS,
        _("Training counts for 6 months at least, or for ever: that is 0."),
    ),
    (
        lambda now: now["REMIND_AFTER_DAYS"][-1] < now["EXPIRE_AFTER_DAYS"],
        _("The last reminder must come before the day on which a proposal closes."),
    ),
    (
        lambda now: now["CONFIRM_ASKS"] * now["CONFIRM_WITHIN_DAYS"] < now["CONFIRM_AFTER_DAYS"],
        _(
            "All the letters that ask a mentor, with the time to confirm after each, must fit "
            "into the time after which they are asked again."
        ),
    ),
    (
        lambda now: now["COMPLAINT_TOLD_DAYS"] < now["COMPLAINT_DAYS"],
        _("The reminder must come after the complaint."),
    ),
    (
        lambda now: (
            now["MEMBER_IDLE_DAYS"] <= now["MEMBER_SESSION_DAYS"]
            and now["OFFICE_IDLE_MINUTES"] <= now["OFFICE_SESSION_HOURS"] * 60
        ),
        _("Without opening a page nobody stays signed in for longer than with it."),
    ),
)


def why_not(choice: Choice, value: Any, now: Numbers) -> Words:
    """Why this cannot be chosen while the others are as they are now, or nothing."""
    if not choice.allows(value):
        within = {"least": choice.least, "most": choice.most, "many": choice.many}
        if choice.many:
            return _("Choose %(many)d rising numbers from %(least)d to %(most)d.") % within
        return _("Choose from %(least)d to %(most)d.") % within
    then = {**now, choice.name: value}
    return next((words for holds, words in TOGETHER if not holds(then)), "")
