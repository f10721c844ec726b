"""How long one stays signed in, as far as the office may choose."""

from django.utils.translation import gettext_lazy as _

from mentoring.numbers.choice import DAYS, Choice

MINUTES, HOURS = _("minutes"), _("hours")
SIGNED_IN = (
    Choice(
        "MEMBER_IDLE_DAYS",
        _("Members are signed out after"),
        _("After how many days without opening a page a member is signed out."),
        *(1, 30),
        DAYS,
    ),
    Choice(
        "MEMBER_SESSION_DAYS",
        _("Members sign in again after"),
        _("How many days after signing in a member is signed out, whatever they do."),
        *(1, 90),
        DAYS,
    ),
    Choice(
        "OFFICE_IDLE_MINUTES",
        _("The office is signed out after"),
        _(
            "After how many minutes without opening a page somebody with a role in the office is "
            "signed out."
        ),
        *(15, 240),
        MINUTES,
    ),
    Choice(
        "OFFICE_SESSION_HOURS",
        _("The office signs in again after"),
        _(
            "How many hours after signing in somebody with a role in the office is signed out, "
            "whatever they do."
        ),
        *(1, 24),
        HOURS,
    ),
)
