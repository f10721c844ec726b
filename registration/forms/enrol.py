"""Choosing a route to work towards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.forms.terms import TermField
from registration.models import Route


class EnrolForm(forms.Form):
    """One of the routes that are offered now."""

    route = TermField(
        Route,
        label=_("Route"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a route.")},
    )
