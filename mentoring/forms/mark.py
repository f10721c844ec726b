"""A private note about a mentor. The form checks; `MentorMark.write_note` writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models import MentorMark
from mentoring.models.mark import LONGEST_NOTE


class NoteForm(forms.Form):
    """The note of one mark. A page has several, so the mentor's key is in the ids."""

    note = ParagraphsField(
        label=_("My private note"),
        required=False,
        rows=2,
        max_length=LONGEST_NOTE,
        error_messages=TOO_LONG,
    )

    def __init__(self, typed: Any = None, *, mark: MentorMark) -> None:
        self.mark = mark
        ids = f"mentor_{mark.profile_id}_%s"
        super().__init__(typed, auto_id=ids, initial={"note": mark.note})
