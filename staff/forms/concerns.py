"""What came of a concern, for those who handle concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models import Concern
from mentoring.models.concern import LONGEST_WORDS


class OutcomeForm(forms.Form):
    """What came of it; and of a complaint, what whoever complained reads."""

    answer = ParagraphsField(
        label=_("The answer"),
        help_text=_(
            "A member reads it under My data, and a letter says that it is there. To anybody else "
            "you write yourself, and note here what."
        ),
        rows=5,
        max_length=LONGEST_WORDS,
        error_messages={**TOO_LONG, "required": _("Write the answer to the complaint.")},
    )
    outcome = ParagraphsField(
        label=_("What came of it"),
        help_text=_("For those who handle concerns. Neither the two nor anybody else reads it."),
        rows=4,
        max_length=LONGEST_WORDS,
        error_messages={**TOO_LONG, "required": _("Write what came of it, in a line at least.")},
    )

    def __init__(self, *args: Any, concern: Concern, **options: Any) -> None:
        super().__init__(*args, **options)
        if not concern.is_complaint:
            del self.fields["answer"]
