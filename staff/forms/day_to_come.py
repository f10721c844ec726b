"""A day that somebody of the office names."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_DAYS = 366


class DayToCome(forms.DateField):
    """A day after today, and within a year; `missing` says what is wrong when there is none."""

    def __init__(self, *, missing: Any, **more: Any) -> None:
        invalid = _("Give a day, month and year, such as 4 January 2027.")
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": missing, "invalid": invalid},
            **more,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        if value and not today < value <= today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Give a day after today, and within a year."), "range")
