"""What a member looks for in a mentor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lib.numbers import said
from lib.refusals import NotAllowed
from registration.forms.terms import TermsField
from registration.models import Registrant
from registration.models.wishes import require_few_areas

AT_MOST = _(
    "At most {most}. The names are those of CILIP’s Professional Knowledge and Skills Base."
)


class WishesForm(forms.Form):
    """All of it can be left out."""

    areas_to_develop = TermsField(
        label=_("Knowledge areas I want to develop"),
        help_text=format_lazy(AT_MOST, most=said("MOST_AREAS_TO_DEVELOP")),
    )
    meeting_ways = TermsField(label=_("Ways of meeting that suit me"))
    languages = TermsField(label=_("Languages I would like to work in"))

    def __init__(self, typed: Any = None, *, registrant: Registrant) -> None:
        held = {name: [term.pk for term in terms] for name, terms in registrant.wishes.items()}
        super().__init__(typed, initial=held)
        for name, keys in held.items():
            field: Any = self.fields[name]
            terms: Any = Registrant._meta.get_field(name).related_model
            field.offer(terms.objects.all(), keys)

    def clean_areas_to_develop(self) -> list[int]:
        """As few as the verb lets a member choose."""
        chosen: list[int] = self.cleaned_data["areas_to_develop"]
        try:
            require_few_areas(set(chosen))
        except NotAllowed as no:
            raise ValidationError(str(no), "most") from no
        return chosen
