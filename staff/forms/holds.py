"""Why something is held, and until when; and whose training record."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.hold import LONGEST_DAYS, LONGEST_REASON, Terms
from mentoring.states import Ground
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
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Within a year. You are told before that day, and can give it another."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say until which day it is held."),
            "invalid": _("Give a day, month and year, such as 4 January 2027."),
        },
    )

    def clean_until(self) -> date:
        """A day yet to come, within a year."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        if not today < until <= today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Give a day after today, and within a year."), "range")
        return until

    def terms(self) -> Terms:
        """What was typed, once it is known to be right."""
        return Terms(**{name: self.cleaned_data[name] for name in ("ground", "why", "until")})


class TrainingHoldForm(TermsForm):
    """Whose training record, too."""

    member = MemberField(label=_("E-mail address or membership number"))
    field_order = ("member",)
