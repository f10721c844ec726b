"""Every report by its short name, in the order in which the office reads them."""

from collections.abc import Callable

from staff.reports.declines import declines
from staff.reports.funnel import funnel
from staff.reports.load import load
from staff.reports.report import Report
from staff.reports.supply import supply
from staff.reports.training import training
from staff.reports.waits import waits
from staff.reports.who_mentors_whom import who_mentors_whom

REPORTS: dict[str, Callable[..., Report]] = {
    "who-mentors-whom": who_mentors_whom,
    "funnel": funnel,
    "waits": waits,
    "supply": supply,
    "load": load,
    "training": training,
    "declines": declines,
}
