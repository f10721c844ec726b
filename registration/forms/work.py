"""My work details."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.inputs import SpelledOnceInput
from lib.text import normalise_line, validate_line
from registration.forms.terms import TermField
from registration.models import OrganisationKind, Region, Registrant, Sector, Term
from registration.models.registrant import WORK_DETAILS

LONGEST_LINE = Registrant._meta.get_field("job_title").max_length

TOO_LONG = _("Use at most %(limit_value)d characters. This has %(show_value)d.")


class WorkLine(SpelledOnceInput):
    """A line about one's work, in any script."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        super().__init__(
            normalise=normalise_line,
            validators=[validate_line],
            required=False,
            max_length=LONGEST_LINE,
            error_messages={"max_length": TOO_LONG},
            widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
            **options,
        )


class WorkDetailsForm(forms.Form):
    """The fields that members change themselves; no other name in a request has any effect."""

    job_title = WorkLine(label=_("Job title"), autocomplete="organization-title")
    organisation = WorkLine(
        label=_("Organisation"),
        autocomplete="organization",
        help_text=_("Where you work or study now."),
    )
    organisation_kind = TermField(OrganisationKind, label=_("Kind of organisation"), required=False)
    sector = TermField(Sector, label=_("Sector"), required=False)
    region = TermField(
        Region,
        label=_("Network"),
        required=False,
        help_text=_("The regional or national network that you belong to."),
    )

    def __init__(self, typed: Any = None, *, registrant: Registrant) -> None:
        """A term that was replaced since comes as its successor, and says so."""
        super().__init__(typed, initial={name: getattr(registrant, name) for name in WORK_DETAILS})
        for name, field in self.fields.items():
            if isinstance(field, TermField):
                field.hold(self.initial[name])
                self.initial[name] = today(self.initial[name])


def today(term: Term | None) -> Term | None:
    return (term.successor or term) if term else None
