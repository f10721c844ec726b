"""Why something is held, and until when; and whose training record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.hold import LONGEST_REASON, Terms
from mentoring.states import Ground
from staff.forms.day_to_come import DayToCome
from staff.forms.people import MemberField


class TermsForm(forms.Form):
    """The member reads all of it."""

    ground = forms.ChoiceField(label=_("What for"), choices=Ground, widget=forms.RadioSelect)
    why = ParagraphsField(
        label=_("Why it is held"),
        help_text=_(
            "Whoever reported it, or whose training it is, reads this on their own page. "
            "Name nobody else."
        ),
        rows=3,
        max_length=LONGEST_REASON,
        error_messages={**TOO_LONG, "required": _("Write why it has to be kept.")},
    )
    until = DayToCome(
        label=_("Until"),
        help_text=_("Within a year. You are told before that day, and can give it another."),
        missing=_("Say until which day it is held."),
    )

    def terms(self) -> Terms:
        """What was typed, once it is known to be right."""
        return Terms(**{name: self.cleaned_data[name] for name in ("ground", "why", "until")})


class TrainingHoldForm(TermsForm):
    """Whose training record, too."""

    member = MemberField(label=_("E-mail address or membership number"))
    field_order = ("member",)
