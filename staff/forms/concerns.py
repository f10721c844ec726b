"""What came of a concern, for those who handle concerns."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.concern import LONGEST_WORDS


class OutcomeForm(forms.Form):
    outcome = ParagraphsField(
        label=_("What came of it"),
        help_text=_("For those who handle concerns. Neither the two nor anybody else reads it."),
        rows=4,
        max_length=LONGEST_WORDS,
        error_messages={**TOO_LONG, "required": _("Write what came of it, in a line at least.")},
    )
