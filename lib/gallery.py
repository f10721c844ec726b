"""The examples that the gallery of components shows. People and numbers are made up."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from lib.facets import Facet, Option, drawn

STATUSES = [
    "proposed",
    "draft",
    "waiting_for_you",
    "waiting_for_them",
    "waiting_for_both",
    "active",
    "completed",
    "ended",
    "declined",
    "withdrawn",
    "expired",
    "open",
    "left",
    "trained",
    "untrained",
    "recorded",
    "corrected",
    "booked",
    "absent",
    "given_back",
    "to_record",
    "listed",
    "unlisted",
    "available",
    "full",
    "away",
    "verified",
    "unverified",
    "change",
    "same",
    "problem",
    "uploaded",
    "read",
    "applying",
    "applied",
    "undone",
    "error",
]


class ExampleForm(forms.Form):
    """Every kind of field, so that each can be looked at with and without an error."""

    name = forms.CharField(label="Name", help_text="As you would like it to be seen.")
    email = forms.EmailField(label="E-mail address")
    started = forms.DateField(
        label="Started on", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    route = forms.ChoiceField(label="Route", choices=[("", "Choose one"), ("c", "Chartership")])
    story = forms.CharField(label="My story", widget=forms.Textarea, max_length=600)
    meeting = forms.ChoiceField(
        label="How we could meet",
        choices=[("v", "By video"), ("p", "In person"), ("t", "By telephone")],
        widget=forms.RadioSelect,
    )
    areas = forms.MultipleChoiceField(
        label="Knowledge areas",
        choices=[("r", "Research"), ("d", "Data management"), ("l", "Literacies and learning")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="As many as you like.",
    )
    agree = forms.BooleanField(
        label="I accept already: if they accept, we start.",
        required=False,
        help_text="You can leave this for later.",
    )


def examples() -> dict[str, object]:
    """The context of staff/components.html."""
    at = datetime(2026, 11, 14, 18, 2, tzinfo=ZoneInfo("Europe/London"))
    samira = SimpleNamespace(pk=1, initials="SO", name="Samira Okafor", letters="ACLIP")
    huw = SimpleNamespace(pk=4, initials="HB", name="Huw Bevan", letters="MCLIP")
    return {
        "statuses": STATUSES,
        "fresh": ExampleForm(auto_id="fresh_%s"),
        "form": ExampleForm({"name": "Zoë O’Brien", "email": "zoe"}),
        "people": [samira, huw, *(SimpleNamespace(pk=pk, initials="MT") for pk in (2, 3))],
        "samira": samira,
        "page": Paginator(range(60), 20).page(2),
        "rows": [
            {"at": at, "sentence": "Samira accepted", "key": True},
            {"at": at, "sentence": "A reminder was sent"},
            {"at": at, "sentence": "You proposed this pairing", "key": True},
        ],
        "steps": [
            {"label": "You proposed", "note": "12 Nov", "state": "done"},
            {"label": "Samira accepted", "note": "14 Nov", "state": "done"},
            {"label": "You accept", "state": "now"},
            {"label": "Pairing active", "note": "It takes as long as it takes", "state": "to_come"},
        ],
        "facets": drawn(
            [
                Facet(
                    "Sector",
                    [
                        Option("sector", "pub", "Public libraries", 88, is_chosen=True),
                        Option("sector", "he", "Higher education", 74),
                        Option("sector", "pri", "Prisons", 0),
                    ],
                    is_open=True,
                    hint="Another sector sees the work from another side.",
                ),
                Facet("Region", [Option("region", "london", "London", 12)]),
            ]
        ),
        "head": ["Member", "Level held", "Completed on"],
        "cells": [["Samira Okafor", "Certification", "3 September 2026"], ["Lena Fox", "None", ""]],
    }
