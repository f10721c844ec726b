"""A proposal in four answers, and the draft of one. Prompts, not a blank box."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lib.numbers import said
from lib.paragraphs import ParagraphsField
from mentoring.forms.pairing import AcceptForm
from mentoring.models.proposal import LONGEST_ANSWER, ProposalText
from registration.models import Enrolment

TEXTS = ProposalText.TEXTS
REQUIRED = {
    "who_i_am": _("Say in a line or two who you are and where you work."),
    "why_you": _("Say why you ask this mentor in particular."),
    "hope_for": _("Say what you hope for, even if it is one sentence."),
}


def answer_field(label: Any, hint: Any, **options: Any) -> ParagraphsField:
    """One of the four answers; too long a text is refused, never cut."""
    too_long = _("Write at most %(limit_value)d characters here; these are %(show_value)d.")
    return ParagraphsField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST_ANSWER,
        error_messages={"max_length": too_long},
        **options,
    )


class EnrolmentChoice(forms.ModelChoiceField):
    """Which of one's open enrolments the proposal is for."""

    def label_from_instance(self, obj: Enrolment) -> str:
        return obj.route.name


class ProposalForm(AcceptForm):
    """Answers, route, line management, and whether it is a yes already.

    As a draft it asks for nothing and refuses only what cannot be kept.
    """

    enrolment = EnrolmentChoice(
        label=_("Which route is it for?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the route that this proposal is for."),
            "invalid_choice": _("Choose one of the routes that you are enrolled on."),
        },
    )
    who_i_am = answer_field(
        _("Who I am and where I work"),
        _("Your role, your library and how you came to it, in a few lines."),
    )
    why_you = answer_field(
        _("Why you in particular"),
        format_lazy(
            _("What in their profile drew you: at least {least} characters."),
            least=said("SHORTEST_WHY_YOU"),
        ),
    )
    hope_for = answer_field(
        _("What I hope for"),
        _("What you would like to be different afterwards, and by when if you know."),
    )
    how_meet = answer_field(
        _("How we could meet"),
        _("By video, in person or by telephone, and about how often."),
        rows=3,
    )
    accepts = forms.BooleanField(
        label=_("I accept already: if they accept, we start"),
        help_text=_(
            "Then their yes starts the pairing at once, and your other open proposals for this "
            "route are withdrawn. Without this tick you are asked once they have answered."
        ),
        required=False,
    )

    terms = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("enrolment", *TEXTS, "line_management", "accepts")

    def __init__(
        self, *args: Any, enrolments: list[Enrolment], is_draft: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.is_draft = is_draft
        self.only = enrolments[0] if len(enrolments) == 1 else None
        self._offer(enrolments)
        for name, sentence in REQUIRED.items():
            self.fields[name].required = not is_draft
            self.fields[name].error_messages["required"] = sentence
        if is_draft:
            self.fields["enrolment"].required = self.fields["line_management"].required = False

    @property
    def texts(self) -> dict[str, str]:
        """The answers that are fit to be kept, by name."""
        return {name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data}

    def _offer(self, enrolments: list[Enrolment]) -> None:
        """Offer the open enrolments to choose from; a single one goes without asking."""
        field: Any = self.fields["enrolment"]
        mine = Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in enrolments])
        field.queryset = mine.select_related("route").order_by("route__position")
        if len(enrolments) <= 1:
            field.widget, field.required = forms.HiddenInput(), False
            self.initial["enrolment"] = self.only

    def clean_enrolment(self) -> Enrolment | None:
        """The one chosen, or the only one."""
        return self.cleaned_data["enrolment"] or self.only

    def clean_why_you(self) -> str:
        """Long enough to be about this mentor, and not a round letter."""
        text: str = self.cleaned_data["why_you"]
        least = settings.MENTORING["SHORTEST_WHY_YOU"]
        if not self.is_draft and len(text) < least:
            raise forms.ValidationError(
                _(
                    "Write at least %(least)d characters about why you ask this mentor. "
                    "You have written %(number)d."
                ),
                code="short",
                params={"least": least, "number": len(text)},
            )
        return text
