"""Awards that a member states."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.refusals import NotAllowed
from registration.forms.terms import ONE_OF_THE_LIST
from registration.models import Route
from registration.models.award import EARLIEST_AWARD, require_award_day


class AwardDay(forms.DateField):
    """A day on which an award can have been made."""

    def __init__(self, **options: Any) -> None:
        limits = {"type": "date", "min": EARLIEST_AWARD.isoformat()}
        super().__init__(
            label=gettext_lazy("Date of the award"),
            help_text=gettext_lazy("As on your certificate or letter."),
            widget=forms.DateInput(format="%Y-%m-%d", attrs=limits),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={
                "required": gettext_lazy("Give the date of the award."),
                "invalid": gettext_lazy("Give a date that exists, for example 03/06/2019."),
            },
            **options,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        try:
            require_award_day(value)
        except NotAllowed as no:
            raise ValidationError(str(no), "day") from no


class HeldRoute(forms.ModelChoiceField):
    """A route that was awarded; also one that is no longer offered, since awards are history."""

    def label_from_instance(self, route: Route) -> str:
        names = {"route": route.name, "letters": route.post_nominals}
        return _("%(route)s (%(letters)s)") % names


class AwardDayForm(forms.Form):
    """When an award was made."""

    awarded_on = AwardDay()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["awarded_on"].widget.attrs["max"] = timezone.localdate().isoformat()


class AwardForm(AwardDayForm):
    """Which award, and when."""

    route = HeldRoute(
        Route._default_manager.all(),
        label=gettext_lazy("Award"),
        empty_label=gettext_lazy("Choose an award"),
        error_messages={
            "required": gettext_lazy("Choose an award."),
            "invalid_choice": ONE_OF_THE_LIST,
        },
    )
    field_order = ("route", "awarded_on")
