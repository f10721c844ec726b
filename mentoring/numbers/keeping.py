"""How long things are kept, as far as the office may choose."""

from django.utils.translation import gettext_lazy as _

from mentoring.numbers.choice import DAYS, Choice

KEPT = (
    Choice(
        "COPY_KEPT_HOURS",
        _("A copy of one’s data is kept"),
        _("For how many hours a copy that a member asked for can be fetched."),
        *(24, 336),
        _("hours"),
    ),
    Choice(
        "ERASE_AFTER_DAYS",
        _("Time to think again"),
        _("How many days after a member asked to be erased it is done."),
        *(1, 28),
        DAYS,
    ),
    Choice(
        "UNPROVED_DAYS",
        _("Sign-ups that were not proved"),
        _("For how many days an account is kept whose address was never proved by a code."),
        *(1, 60),
        DAYS,
    ),
    Choice(
        "PROPOSAL_TEXTS_DAYS",
        _("Texts of a proposal"),
        _("For how many days the texts of a proposal are kept that came to nothing."),
        *(30, 1100),
        DAYS,
    ),
    Choice(
        "PAIRING_TEXTS_DAYS",
        _("Texts of a pairing"),
        _("For how many days after the end the messages, agreement, notes and aims are kept."),
        *(60, 2200),
        DAYS,
    ),
    Choice(
        "TEXTS_TOLD_DAYS",
        _("Both are told before"),
        _("How many days before the texts of a pairing go the two are told, and can take a copy."),
        *(7, 59),
        DAYS,
    ),
    Choice(
        "PAIRING_KEPT_DAYS",
        _("A pairing that is over"),
        _(
            "For how many days after the end the two see that it was, with its days, meetings and "
            "papers. Then it is counted for the reports, and nobody is named any more."
        ),
        *(365, 3660),
        DAYS,
    ),
    Choice(
        "CONCERN_KEPT_DAYS",
        _("What was reported"),
        _("For how many days after it was closed what a report says is kept."),
        *(365, 3660),
        DAYS,
    ),
    Choice(
        "LOOKS_KEPT_DAYS",
        _("Who looked at a record"),
        _("For how many days a member can read who of the office looked at their record."),
        *(365, 3660),
        DAYS,
    ),
    Choice(
        "HOLD_TOLD_DAYS",
        _("Holds that end"),
        _("How many days before a hold ends those who handle concerns are told, to look again."),
        *(3, 90),
        DAYS,
    ),
    Choice(
        "DORMANT_DAYS",
        _("Accounts that nobody uses"),
        _("After how many days without signing in an account is erased."),
        *(365, 2200),
        DAYS,
    ),
    Choice(
        "DORMANT_TOLD_DAYS",
        _("The member is told before"),
        _(
            "How many days before such an erasure the last letter goes, and how many before it the "
            "first: two numbers with a comma between them."
        ),
        *(7, 180),
        DAYS,
        many=2,
    ),
)
