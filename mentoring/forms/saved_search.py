"""What a member calls a saved search. The form checks; `SavedSearch.rename` writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.inputs import SpelledOnceInput
from lib.text import normalise_line, validate_line
from mentoring.forms.profile import TOO_LONG
from mentoring.models import SavedSearch
from mentoring.models.saved_search import LONGEST_NAME

KEPT: Any = SavedSearch._meta.get_field("name")


class NameForm(forms.Form):
    """The name of one search. A page has several, so the search's key is in the ids."""

    name = SpelledOnceInput(
        label=_("Name"),
        required=False,
        help_text=KEPT.help_text,
        max_length=LONGEST_NAME,
        normalise=normalise_line,
        validators=[validate_line],
        error_messages=TOO_LONG,
    )

    def __init__(self, typed: Any = None, *, search: SavedSearch) -> None:
        self.search = search
        super().__init__(typed, auto_id=f"search_{search.pk}_%s", initial={"name": search.name})
