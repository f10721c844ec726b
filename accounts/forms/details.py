"""My details."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.choices import time_zones
from accounts.models import Member
from accounts.models.member import NUMBER_TAKEN

Groups = list[tuple[str, list[tuple[str, str]]]]


class DetailsForm(forms.ModelForm):
    """The fields that members change themselves; no other name in a request has any effect.

    Give it a copy of the member: a form that is wrong leaves its instance changed.
    """

    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = Member
        fields = [
            "name", "called", "pronouns", "membership_number", "language", "time_zone",
        ]  # fmt: skip
        labels = {"name": _("Your name"), "called": _("What should we call you?")}
        help_texts = {
            "name": _("As you want colleagues to see it, in any script."),
            "called": _("If it is not your whole name, for example Zoë."),
            "pronouns": _("For example she/her or they/them."),
            "membership_number": _("Letters and numbers, as on your membership card."),
        }
        error_messages = {"membership_number": {"unique": NUMBER_TAKEN}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "called": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("time_zone", zones_by_continent(self.instance.time_zone))
        self.offer("language", settings.LANGUAGES)
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]

    def offer(self, name: str, choices: Any) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


def zones_by_continent(kept: str) -> Groups:
    """Every zone on offer, and the one that the member has, under its continent."""
    zones = sorted({*time_zones(), kept})
    return [
        (continent, [(zone, place_of(zone)) for zone in places])
        for continent, places in groupby(zones, key=lambda zone: zone.partition("/")[0])
    ]


def place_of(zone: str) -> str:
    return (zone.partition("/")[2] or zone).replace("_", " ")
