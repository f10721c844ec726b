"""Whose role, which, and for which networks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import LABELS, Role
from registration.models import Region
from staff.lines import Line, tidy

UNKNOWN = _("No open account has this address or number. Check it with the member.")


class RoleForm(forms.Form):
    """A member by address or number, a role, and its networks."""

    member = forms.CharField(
        label=_("E-mail address or membership number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, LABELS[role]) for role in Role],
        widget=forms.RadioSelect,
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.current(),
        label=_("Networks"),
        help_text=_("For a regional officer alone: whose members they see."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_member(self) -> Member:
        line = Line(1, tidy(self.cleaned_data["member"]))
        named = {"email": line.address, "membership_number": line.membership_number}
        said = {column: words for column, words in named.items() if words}
        member = Member.objects.filter(is_active=True, **said).first() if said else None
        if member is None:
            raise ValidationError(UNKNOWN)
        return member

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        is_officer = typed.get("role") == Role.REGIONAL_OFFICER
        if is_officer and "regions" not in self.errors and not typed["regions"]:
            self.add_error("regions", _("Choose at least one network."))
        return typed
