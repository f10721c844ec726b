"""What is asked with every yes, and may be said with a no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.pairing_facts import LONGEST_NOTE
from mentoring.states import Reason

YES, NO = "yes", "no"


def line_management_field(**options: Any) -> forms.ChoiceField:
    """The question that both people answer, each time they say yes or propose."""
    return forms.ChoiceField(
        label=_("Does one of you line manage the other?"),
        help_text=_("A line manager is never the mentor, in either direction."),
        choices=[(NO, _("No")), (YES, _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether one of you line manages the other.")},
        **options,
    )


class DeclineForm(forms.Form):
    """A no. Nothing in it has to be answered."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Only the office sees this, as a number among others."),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = ParagraphsField(
        label=_("A few words to them"),
        help_text=_("They read this on the page of the proposal. A kind line is enough."),
        required=False,
        rows=3,
        max_length=LONGEST_NOTE,
        error_messages=TOO_LONG,
    )


class AcceptForm(forms.Form):
    """One side's own yes."""

    line_management = line_management_field()
    terms = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def shown(self) -> int | None:
        """The standard agreement that was on the page, if the page said which."""
        shown: int | None = getattr(self, "cleaned_data", {}).get("terms")
        return shown

    @property
    def declares_line_management(self) -> bool:
        """Whether the answer is that one of the two line manages the other."""
        return bool(self.cleaned_data.get("line_management") == YES)

    def refuse_line_management(self) -> None:
        """Say beside the question what the declaration means."""
        self.add_error(
            "line_management",
            _(
                "Then this pairing cannot be, and we have kept your answer. "
                "If it was a slip, take it back under My mentoring."
            ),
        )
