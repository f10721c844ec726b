"""What may be said with an end, and until when a pairing rests."""

from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.states import EndReason


class EndForm(forms.Form):
    """An end. Nothing in it has to be answered."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Only the office sees this, as a number among others. The other never does."),
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        required=False,
    )


class PauseForm(forms.Form):
    """The day on which the mentoring goes on."""

    until = forms.DateField(
        label=_("Until"),
        help_text=_("The day on which you go on. You can change it, or go on sooner."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say until when, so that both of you know."),
            "invalid": _("Give a day, month and year, such as 4 January 2027."),
        },
    )

    def clean_until(self) -> date:
        """A day yet to come, and not further off than a pause may last."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        if until <= today:
            raise ValidationError(_("Give a day after today."), "past")
        if until > today + timedelta(days=settings.MENTORING["LONGEST_PAUSE_DAYS"]):
            raise ValidationError(
                _("That is more than a year away. Give a nearer day, or end the pairing."), "far"
            )
        return until
