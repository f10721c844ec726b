"""What the office may choose of its own work."""

from django.utils.translation import gettext_lazy as _

from mentoring.numbers.choice import DAYS, TIMES, Choice

OFFICE = (
    Choice(
        "WAITING_AFTER_DAYS",
        _("Still looking after"),
        _("After how many days without a mentor a member stands among those still looking."),
        *(7, 180),
        DAYS,
    ),
    Choice(
        "SHOWN_AFTER_SILENCES",
        _("Not answering after"),
        _("How many proposals in a row a mentor leaves unanswered until the desk shows it."),
        *(1, 10),
    ),
    Choice(
        "SILENCES_COUNTED_DAYS",
        _("Silences are counted for"),
        _("How far back the desk counts proposals that had no answer."),
        *(30, 730),
        DAYS,
    ),
    Choice(
        "NOT_LISTED_AFTER_DAYS",
        _("Trained, not listed after"),
        _("How many days after training was recorded the desk shows who is not listed."),
        *(1, 180),
        DAYS,
    ),
    Choice(
        "FEWEST_COUNTED",
        _("Smallest count shown"),
        _("Where fewer people are counted than this, no number is shown."),
        *(3, 50),
        _("people"),
    ),
    Choice(
        "IMPORT_UNDO_DAYS",
        _("An import can be taken back"),
        _("For how many days after an import. Then what was in the list is deleted."),
        *(7, 365),
        DAYS,
    ),
    Choice(
        "UNDO_TRAINING_HOURS",
        _("A recorded roll can be undone"),
        _("For how many hours whoever recorded a training day can take it back in one act."),
        *(1, 24),
        _("hours"),
    ),
    Choice(
        "CONCERN_DAYS",
        _("A report is read within"),
        _("What we promise to whoever reports a concern, in working days."),
        *(1, 10),
        _("working days"),
    ),
    Choice(
        "COMPLAINT_DAYS",
        _("A complaint is answered within"),
        _("How many days there are to answer a complaint about how data is used."),
        *(5, 30),
        DAYS,
    ),
    Choice(
        "COMPLAINT_TOLD_DAYS",
        _("A reminder of a complaint"),
        _("How many days before that those who handle concerns are told, if no answer has gone."),
        *(1, 14),
        DAYS,
    ),
    Choice(
        "TELLING_TRIES",
        _("Tries to tell CILIP"),
        _("How often a message to CILIP is tried before it waits for somebody to look."),
        *(3, 30),
        TIMES,
    ),
)
