"""The numbers that are choices, as the product comes with them.

Each of them the office may choose, or it has a reason not to in mentoring/numbers/.
"""

from collections.abc import Mapping
from typing import Any

from lib.numbers import Numbers

MENTORING: Mapping[str, Any] = Numbers(
    {
        "OPEN_PROPOSALS_PER_ENROLMENT": 3,
        "DEFAULT_CAPACITY": 2,
        "MOST_CAPACITY": 20,
        "REMIND_AFTER_DAYS": (3, 10),
        "EXPIRE_AFTER_DAYS": 14,
        "NUDGE_AFTER_DAYS": 60,
        "COMPLETE_AFTER_DAYS": 14,
        "LONGEST_PAUSE_DAYS": 366,
        "CHECK_IN_AFTER_DAYS": 30,
        "CHECK_IN_EVERY": 90,  # days
        "EDIT_MINUTES": 10,
        "MOST_AIMS": 10,
        "MOST_STEPS": 100,
        "MONTHS_AHEAD": 36,  # how far ahead a month for a step can be chosen
        "MENTORS_AFTER_A_NO": 3,
        "FEWEST_COUNTED": 5,  # a smaller count of people is not shown
        "MESSAGES_PAGE_SIZE": 50,
        "MEETINGS_PAGE_SIZE": 20,
        "MEETINGS_AHEAD_DAYS": 731,
        "MOST_PLANNED": 60,
        "CALENDAR_PAST_DAYS": 90,
        "DIRECTORY_PAGE_SIZE": 20,
        "SHORTEST_WHY_YOU": 40,
        "MOST_AREAS_TO_DEVELOP": 5,
        "ROLL_LIMIT": 500,
        "UNDO_TRAINING_HOURS": 4,  # for whoever recorded a roll to take it back in one act
        "CONFIRMED_LATELY_DAYS": 30,
        "CONFIRM_AFTER_DAYS": 90,  # how old a mentor's word on their places may be
        "CONFIRM_ASKS": 2,
        "CONFIRM_WITHIN_DAYS": 14,
        "WAITING_AFTER_DAYS": 30,  # without a mentor, until the office is shown it
        "SHOWN_AFTER_SILENCES": 2,  # the same, until the office is shown it,
        "SILENCES_COUNTED_DAYS": 180,  # of so many days
        "NOT_LISTED_AFTER_DAYS": 14,  # trained and not listed, until the office is shown it
        "TRAINING_VALID_MONTHS": 0,  # how long a training counts; 0 is for ever
        "TRAINING_WARN_DAYS": (14, 60),  # before the end, by a letter each time
        "APPLICATIONS_ARE_ANSWERED": 0,  # 1: a trained member is listed with the office's yes
        "REST_AFTER_SILENCES": 3,  # proposals in a row that a mentor did not answer
        "ASKED_LATELY_DAYS": 30,
        "ASKED_OFTEN": 3,
        # On how many days of four a mentor counts as unasked who was asked a little, and often.
        "QUARTERS_WHEN_ASKED": (3, 2),
        "ANSWERS_SOON_DAYS": 3,
        "ANSWERS_COUNTED_DAYS": 730,
        "FEWEST_ANSWERS": 3,
        # What each reason counts when mentors are suggested; the help page explains them.
        "SUGGESTED": {
            "route": 8,
            "area": 4,  # each of those that a member wants to develop
            "language": 4,
            "way": 3,
            "sector": 3,
            "organisation": 2,
            "level": 2,
            "answers": 3,
            "unasked": 4,
            "confirmed": 2,
            "place": 8,
        },
        "MOST_SHORTLISTED": 50,
        "MOST_WATCHED": 20,
        "MOST_COMPARED": 4,
        "MOST_SAVED_SEARCHES": 10,
        "MOST_NAMED_AS_NEW": 3,
        "STOP_LINK_DAYS": 60,
        "UNPROVED_DAYS": 7,  # a sign-up whose address was never proved
        "PROPOSAL_TEXTS_DAYS": 183,  # of a proposal that came to nothing
        "PAIRING_TEXTS_DAYS": 183,  # of a pairing that is over,
        "TEXTS_TOLD_DAYS": 30,  # and so long before, both are told
        "PAIRING_KEPT_DAYS": 730,  # of a pairing that is over; then it is only counted
        "CONCERN_KEPT_DAYS": 1096,  # after it was closed
        "LOOKS_KEPT_DAYS": 730,  # that somebody of the office looked at a record
        "HOLD_TOLD_DAYS": 14,  # before a hold ends, those who look after it are told
        "DORMANT_DAYS": 730,  # without signing in, until the account is erased,
        "DORMANT_TOLD_DAYS": (30, 60),  # and so long before, the member is told
        "COPY_KEPT_HOURS": 72,  # a copy of their data that a member asked for
        "ERASE_AFTER_DAYS": 7,  # for a member to think again
        # What is read of an uploaded or pasted table; beyond it, in a sentence, nothing.
        "TABLE_MOST_BYTES": 2_000_000,
        "TABLE_MOST_ROWS": 5_001,  # a heading, and 5,000 below it
        "TABLE_MOST_COLUMNS": 100,
        "TABLE_MOST_LETTERS": 2_000,  # in one cell
        "TABLE_MOST_UNPACKED": 30_000_000,  # bytes of a workbook, whatever it says of itself
        "IMPORT_MOST_PAIRINGS": 500,  # each is asked and written by itself
        "IMPORT_UNDO_DAYS": 30,  # after that its rows are emptied, and it stays
        "TELLING_TRIES": 15,  # over two days and a half
        "MEMBER_IDLE_DAYS": 14,  # without opening a page, until a member is signed out
        "MEMBER_SESSION_DAYS": 30,  # from the log-in, whatever they do
        "OFFICE_IDLE_MINUTES": 120,  # the same, of whoever works in the office
        "OFFICE_SESSION_HOURS": 12,
        "SEEN_EVERY_MINUTES": 5,  # no page view notes oftener that a session is in use
        "COMPLAINT_DAYS": 30,  # until a complaint about data is answered,
        "COMPLAINT_TOLD_DAYS": 7,  # and so long before, those who answer are told
        "CONCERN_DAYS": 2,  # working days until somebody has read a report
    }
)
