"""Whose role, which, and for which networks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import LABELS, Role
from registration.models import Region
from staff.forms.people import MemberField


class RoleForm(forms.Form):
    """A member by address or number, a role, and its networks."""

    member = MemberField(label=_("E-mail address or membership number"))
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

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        is_officer = typed.get("role") == Role.REGIONAL_OFFICER
        if is_officer and "regions" not in self.errors and not typed["regions"]:
            self.add_error("regions", _("Choose at least one network."))
        return typed
