"""What people type about their registration."""

from registration.forms.award import AwardDayForm, AwardForm
from registration.forms.enrol import EnrolForm
from registration.forms.wishes import WishesForm
from registration.forms.work import WorkDetailsForm

__all__ = ["AwardDayForm", "AwardForm", "EnrolForm", "WishesForm", "WorkDetailsForm"]
