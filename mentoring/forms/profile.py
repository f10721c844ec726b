"""What a mentor says of themselves. The form checks; `MentorProfile.change` writes."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.directory.held import keys_held_by
from mentoring.directory.vocabulary import Vocabulary
from mentoring.models import MentorProfile
from mentoring.models.profile import LONGEST_STATEMENT, MOST_CAPACITY
from registration.forms.terms import TermsField

FROM_0_TO_MOST = format_lazy(_("Choose a whole number from 0 to {most}."), most=MOST_CAPACITY)
TOO_LONG = {
    "max_length": _("Write at most %(limit_value)d characters here; these are %(show_value)d.")
}
TERMS = {"routes": "route", "areas": "area", "meeting_ways": "way", "languages": "language"}
FACTS = ("capacity", "away_until", "story", "help_with", "works_at_front_line")


class ProfileForm(forms.Form):
    """The whole profile, except the work details: those are on the member's registration."""

    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=0,
        max_value=MOST_CAPACITY,
        help_text=format_lazy(
            _(
                "How many mentees you can have at one time, from 0 to {most}. A lower number "
                "ends nothing that is going on."
            ),
            most=MOST_CAPACITY,
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), FROM_0_TO_MOST
        ),
    )
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day you are back. Nobody can propose to you before it. Empty: not away."),
        error_messages={"invalid": _("Give a day, month and year, such as 4 January 2027.")},
    )
    story = ParagraphsField(
        label=_("My story"),
        required=False,
        rows=7,
        max_length=LONGEST_STATEMENT,
        error_messages=TOO_LONG,
        help_text=_(
            "How you came to where you are, and what you like about it. The first lines stand "
            "in the directory."
        ),
    )
    help_with = ParagraphsField(
        label=_("What I can help with"),
        required=False,
        max_length=LONGEST_STATEMENT,
        error_messages=TOO_LONG,
        help_text=_("What a mentee could bring to you, and what you know from the inside."),
    )
    works_at_front_line = forms.BooleanField(
        label=_(
            "I work at the front line: at a counter, an enquiry desk, in a classroom or on the road"
        ),
        required=False,
        help_text=_("It stands on your page."),
    )
    routes = TermsField(
        label=_("Routes I am willing to mentor"),
        help_text=_("Any of them, whatever level you hold yourself."),
    )
    areas = TermsField(
        label=_("Knowledge areas"),
        help_text=_(
            "Where you know most. The names are those of CILIP’s Professional Knowledge and "
            "Skills Base."
        ),
    )
    meeting_ways = TermsField(label=_("How I meet"))
    languages = TermsField(label=_("Languages I can mentor in"))

    def __init__(self, *args: Any, profile: MentorProfile, **options: Any) -> None:
        self.profile = profile
        held = {} if profile.pk is None else keys_held_by(profile.pk)
        first = {name: getattr(profile, name) for name in FACTS}
        first["away_until"] = profile.away_until if profile.is_away() else None
        chosen = {name: held.get(key, []) for name, key in TERMS.items()}
        options["initial"] = {**first, **chosen}
        super().__init__(*args, **options)
        self._offer(chosen)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    @property
    def choices(self) -> dict[str, list[int]]:
        return {name: self.cleaned_data[name] for name in TERMS}

    def clean_away_until(self) -> date | None:
        """A day yet to come."""
        until: date | None = self.cleaned_data["away_until"]
        if until is not None and until <= timezone.localdate():
            raise ValidationError(_("Give a day after today, or leave this empty."), "past")
        return until

    def clean(self) -> dict[str, Any]:
        """What is in the directory has something to read, and a route."""
        typed = super().clean() or self.cleaned_data
        if self.profile.is_listed:
            self._require_listable(typed)
        return typed

    def _require_listable(self, typed: dict[str, Any]) -> None:
        if not (typed.get("story", "-") or typed.get("help_with", "-")):
            words = _("While you are listed, write your story or what you can help with.")
            self.add_error("story", words)
        if not typed.get("routes", True):
            self.add_error("routes", _("While you are listed, choose at least one route."))

    def _offer(self, held: dict[str, list[int]]) -> None:
        vocabulary = Vocabulary.read()
        for name, key in TERMS.items():
            field: Any = self.fields[name]
            field.offer(vocabulary.by_key[key].values(), held[name])
