"""What is asked with every yes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


class AcceptForm(forms.Form):
    """One side's own yes."""

    line_management = line_management_field()

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
