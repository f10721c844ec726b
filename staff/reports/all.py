"""Every report by its short name, in the order in which the office reads them."""

from django.utils.translation import gettext_lazy as _

from staff.reports.declines import declines
from staff.reports.funnel import funnel
from staff.reports.load import load
from staff.reports.report import Question
from staff.reports.supply import supply
from staff.reports.training import training
from staff.reports.waits import waits
from staff.reports.who_mentors_whom import who_mentors_whom

FIRST = "who-mentors-whom"
REPORTS = {
    FIRST: Question(
        _("Who mentors whom"),
        _("Any trained mentor may mentor any route. This shows whether it happens."),
        who_mentors_whom,
    ),
    "funnel": Question(
        _("From enrolment to a completed pairing"),
        _(
            "Of the enrolments opened in the period, how many have come so far until now. Region "
            "and sector are where the members work, or worked when they completed or left."
        ),
        funnel,
    ),
    "waits": Question(
        _("How long it takes"),
        _(
            "From a proposal to the mentor’s first word, and from an enrolment to a pairing. "
            "Region and sector are where the mentees worked then; while they are on the route, "
            "an enrolment goes by where they work now."
        ),
        waits,
    ),
    "supply": Question(
        _("Open places and members who look"),
        _(
            "As it is now. A place is open to each route that its mentor is willing to mentor, so "
            "that places of the routes cannot be added up."
        ),
        supply,
    ),
    "load": Question(
        _("Places and how many are taken"),
        _("As it is now, of mentors who are listed, with the full ones and those who are away."),
        load,
    ),
    "training": Question(
        _("Training by month"),
        _(
            "Completions on record by the day of the training; a record that was corrected or "
            "withdrawn does not count. Region and sector are those in which the members work today."
        ),
        training,
    ),
    "declines": Question(
        _("Why proposals were declined"),
        _(
            "A no is about time and fit. Reasons are counted here, and shown to nobody else. "
            "Region and sector are where the mentees worked when they asked."
        ),
        declines,
    ),
}
