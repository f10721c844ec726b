"""Looking for a member."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from staff.members import Members, search

ANYBODY = ""
TRAINED, NOT_LISTED, UNTRAINED = "trained", "not_listed", "untrained"
SHOWN = {
    TRAINED: {"has_training": True},
    NOT_LISTED: {"has_training": True, "is_in_directory": False, "is_active": True},
    UNTRAINED: {"has_training": False},
}


class MemberSearchForm(forms.Form):
    """The query string is the search. What makes no sense in it narrows nothing."""

    q = forms.CharField(
        label=_("Name, e-mail address or membership number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (ANYBODY, _("Everybody")),
            (TRAINED, _("Trained")),
            (NOT_LISTED, _("Trained, not listed")),
            (UNTRAINED, _("No training recorded")),
        ],
    )

    def __init__(self, *args: Any, viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_address = viewer.may(Permission.SEE_ADDRESSES)
        if not self.by_address:
            self.fields["q"].label = _("Name or membership number")

    def narrow(self, members: Members) -> Members:
        """The members who are looked for; they must carry the facts of `with_facts`."""
        found = search(members, self.data.get("q", ""), by_address=self.by_address)
        return found.filter(**SHOWN.get(self.data.get("show", ""), {}))
