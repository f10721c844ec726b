"""A member, named by what belongs to one member alone: never by a name, which several may have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from staff.lines import Line, tidy

UNKNOWN = _("No account has this address or number. Check it with the member.")


class MemberField(forms.CharField):
    """An e-mail address or a membership number, in any spelling; the member, or none when empty."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(**{"max_length": 254, "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        line = Line(1, tidy(super().clean(value)))
        if not line.text:
            return self._none()
        named = {"email": line.address, "membership_number": line.membership_number}
        said = {column: words for column, words in named.items() if words}
        member = Member.objects.filter(**said).first() if said else None
        if member is None:
            raise ValidationError(UNKNOWN)
        return member

    def _none(self) -> None:
        if self.required:
            raise ValidationError(UNKNOWN)
